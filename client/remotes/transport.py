"""Bytes to one address and back, over HTTPS: what both protocols share.

No redirects, environment proxies, cookies, key logs, decompression, reused sessions or second tries; one fixed set
of headers; caps on size and time. Plain HTTP only to a literal loopback address. A proxy only where it is set for
the recommender; it sees the host's name and sealed bytes.
"""

import asyncio
import ssl
from dataclasses import dataclass
from pathlib import Path

import httpx2

from client.addresses import Address
from client.errors import RemoteError, UnsentError, UsageError
from client.exchange import Recipient
from client.protocol import MAX_BODY, is_loopback
from client.tokens import has_token, read_token
from sanitizer.taxonomy import taxonomy

MAX_HEADERS = 32 * 1024
MAX_REFUSAL = 16 * 1024
"""Bytes that are read of what comes with another status than 200."""
MASK = "…"
"""What is shown for a token."""
_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "Connection": "close",
    "Content-Type": "application/json",
    "Sec-GPC": "1",
    "User-Agent": "leastsaid/1",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that a remote has."""

    connect: float = 10.0
    idle: float = 15.0
    total: float = 60.0
    refusal: float = 2.0
    """For what comes with a refusal."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and what came with it, unread."""

    status: int
    content: bytes


class Transport:
    """One address. `UsageError` where it is none that may be used."""

    def __init__(self, address: Address, path: str, limits: Limits) -> None:
        """`path` is where the protocol lives at an address that says nothing else."""
        self._address = address
        self._usual = path
        self._url = _checked(address.address, path)
        self._proxy = _proxy(address.proxy, self._url) if address.proxy else None
        self._limits = limits
        self._context = _context(address.ca_file)

    def recipient(self, called: str = "", ending: str = "") -> Recipient:
        """Who it is: the person's name for it, the host, its path if that is no usual one, and `called`.

        Consents are for this name, and at one host there may be several recommenders. `ending` ends all paths.
        """
        # As it is looked up: letters of other scripts that look like ours stay what they are.
        plain = self._url.raw_host.decode()
        host = f"{plain}:{self._url.port}" if self._url.port else plain
        path = self._url.raw_path.decode()
        host += "" if path == self._usual else path.removesuffix(ending)
        name = f"{self._address.name} at {host}" if self._address.name else host
        account = has_token(self._address)
        return Recipient(
            f"{name} ({called})" if called else name,
            here=is_loopback(self._url.host) and self._proxy is None,
            domains=tuple(taxonomy().domains),
            address=str(self._url),
            headers=(
                *_lines(self._request(b"", "")),
                *([f"Authorization: Bearer {MASK}"] if account else []),
            ),
            account=account,
        )

    async def post(self, content: bytes, most: int = MAX_BODY) -> Answer:
        """Sends the bytes, once, and reads at most so many.

        Raises:
            UnsentError: There was no connection, so that nothing was sent.
            RemoteError: Nothing came that can be used.
        """
        try:
            async with asyncio.timeout(self._limits.total):
                token = await asyncio.to_thread(read_token, self._address) if has_token(self._address) else ""
                return await self._exchange(self._request(content, token), most)
        except UsageError as error:
            raise UnsentError(f"{error} Nothing was sent.") from None
        except httpx2.ConnectTimeout:
            raise UnsentError("The recommender cannot be reached in time. Nothing was sent.") from None
        except (TimeoutError, httpx2.TimeoutException):
            raise RemoteError("The recommender did not answer in time. Nothing more is sent.") from None
        except httpx2.ProxyError:
            raise UnsentError("The proxy does not let the request through. Nothing was sent.") from None
        except httpx2.ConnectError as error:
            raise UnsentError(f"The recommender {_why(error)}. Nothing was sent.") from None
        except httpx2.HTTPError:
            raise RemoteError(
                "The connection broke, or the answer is not HTTP. Nothing more is sent."
            ) from None

    def _request(self, content: bytes, token: str) -> httpx2.Request:
        timeout = httpx2.Timeout(self._limits.idle, connect=self._limits.connect).as_dict()
        headers = _HEADERS | ({"Authorization": f"Bearer {token}"} if token else {})
        return httpx2.Request(
            "POST", self._url, headers=headers, content=content, extensions={"timeout": timeout}
        )

    async def _exchange(self, request: httpx2.Request, most: int) -> Answer:
        # The transport itself: a client would add cookies, redirects, environment proxies and logs.
        async with httpx2.AsyncHTTPTransport(
            verify=self._context, trust_env=False, proxy=self._proxy
        ) as transport:
            response = await transport.handle_async_request(request)
            try:
                _check_head(response)
                if response.status_code != 200:
                    return Answer(response.status_code, await self._refusal(response))
                _check_kind(response)
                return Answer(200, await _read(response, most))
            finally:
                await response.aclose()

    async def _refusal(self, response: httpx2.Response) -> bytes:
        """What comes with a refusal, as far as it comes soon."""
        try:
            async with asyncio.timeout(self._limits.refusal):
                return await _read(response, MAX_REFUSAL)
        except (TimeoutError, RemoteError, httpx2.HTTPError):
            return b""


def _lines(request: httpx2.Request) -> list[str]:
    """The headers of a request, but for the length of its body."""
    pairs = [(name.decode(), value.decode()) for name, value in request.headers.raw]
    return [f"{name}: {value}" for name, value in pairs if name.lower() != "content-length"]


def _check_head(response: httpx2.Response) -> None:
    if 300 <= response.status_code < 400:
        raise RemoteError("The recommender sends elsewhere, which is not followed. Nothing more is sent.")
    if sum(len(name) + len(value) + 4 for name, value in response.headers.raw) > MAX_HEADERS:
        raise RemoteError("The answer's headers are too large; it is not read.")


def _check_kind(response: httpx2.Response) -> None:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise RemoteError("The answer is compressed, which was not asked for; it is not read.")
    if not response.headers.get("content-type", "").lower().startswith("application/json"):
        raise RemoteError("The answer is not JSON; it is not read.")


async def _read(response: httpx2.Response, most: int) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > most:
            raise RemoteError("The answer is too large; it is not read.")
    return bytes(body)


def _why(error: BaseException | None) -> str:
    """Why there is no connection, by what first went wrong."""
    said = "cannot be reached"
    while error:
        if isinstance(error, ssl.SSLCertVerificationError):
            return "has no certificate that this machine trusts"
        if isinstance(error, ssl.SSLError):
            said = "does not speak TLS 1.2 or later"
        error = error.__cause__ or error.__context__
    return said


def _checked(address: str, path: str) -> httpx2.URL:
    url = _url(address, "The recommender's address is no web address.")
    if url.scheme not in ("https", "http") or not url.host:
        raise UsageError(
            "A recommender's address is like https://recommender.example: scheme, host, maybe port."
        )
    if url.userinfo or url.query or url.fragment:
        raise UsageError("The recommender's address holds no name, password, query or fragment.")
    if url.scheme == "http" and not is_loopback(url.host):
        raise UsageError("Without https only 127.0.0.1 or [::1] can be asked.")
    return url if url.path != "/" else url.copy_with(path=path)


def _proxy(address: str, asked: httpx2.URL) -> httpx2.Proxy:
    url = _url(address, "The proxy's address is no web address.")
    if url.scheme != "http" or not url.host or url.path != "/":
        raise UsageError("A proxy's address is like http://127.0.0.1:3128: http, host, maybe port.")
    if url.userinfo or url.query or url.fragment:
        raise UsageError("The proxy's address holds no name, password, query or fragment.")
    if asked.scheme != "https":
        raise UsageError("Only https goes through a proxy; leave the proxy out, or ask by https.")
    return httpx2.Proxy(url)


def _url(address: str, otherwise: str) -> httpx2.URL:
    try:
        url = httpx2.URL(address)
        fits = url.port is None or 0 < url.port < 2**16
    except (httpx2.InvalidURL, ValueError):
        fits = False
    if not fits:
        raise UsageError(otherwise)
    return url


def _context(ca_file: Path | None) -> ssl.SSLContext:
    # A default context would write session keys to the file that SSLKEYLOGFILE names.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # A ticket would let a server know one sender again.
    context.options |= ssl.OP_NO_TICKET
    try:
        if ca_file is None:
            context.load_default_certs()
        else:
            context.load_verify_locations(cafile=ca_file)
    except OSError:
        raise UsageError("The file of the certificate authority is not there, or is not PEM.") from None
    return context
