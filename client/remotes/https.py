"""A recommender that speaks `leastsaid/1` over HTTPS.

No redirects, proxies, cookies, key logs, decompression or second tries; one fixed set of headers; caps on size and
time. Plain HTTP only to a literal loopback address.
"""

import asyncio
import ssl
from dataclasses import dataclass
from pathlib import Path

import httpx2

from client.errors import RemoteError, UsageError
from client.exchange import Recipient, UntrustedReply
from client.protocol import MAX_BODY, PATH, is_loopback
from sanitizer.taxonomy import taxonomy

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


class HttpsRemote:
    """One address. `UsageError` where it is none that may be used."""

    def __init__(self, address: str, ca_file: Path | None = None, limits: Limits | None = None) -> None:
        self._url = _checked(address)
        self._limits = limits or Limits()
        self._context = _context(ca_file)
        self.recipient = Recipient(
            f"{self._url.host}:{self._url.port}" if self._url.port else self._url.host,
            here=is_loopback(self._url.host),
            domains=tuple(taxonomy().domains),
        )

    def wrap(self, body: bytes) -> bytes:
        """See `Remote`."""
        return body

    async def send(self, content: bytes) -> UntrustedReply:
        """See `Remote`."""
        try:
            async with asyncio.timeout(self._limits.total):
                return UntrustedReply(await self._exchange(content))
        except (TimeoutError, httpx2.TimeoutException):
            raise RemoteError("The recommender did not answer in time. Nothing more is sent.") from None
        except httpx2.ConnectError as error:
            secure = "certificate" in str(error).lower() or "ssl" in str(error).lower()
            what = "has no certificate that this machine trusts" if secure else "cannot be reached"
            raise RemoteError(f"The recommender {what}. Nothing was sent.") from None
        except httpx2.HTTPError:
            raise RemoteError(
                "The connection broke, or the answer is not HTTP. Nothing more is sent."
            ) from None

    async def _exchange(self, content: bytes) -> bytes:
        timeout = httpx2.Timeout(self._limits.idle, connect=self._limits.connect).as_dict()
        request = httpx2.Request(
            "POST", self._url, headers=_HEADERS, content=content, extensions={"timeout": timeout}
        )
        # The transport itself: a client would add cookies, redirects, environment proxies and logs.
        async with httpx2.AsyncHTTPTransport(verify=self._context, trust_env=False) as transport:
            response = await transport.handle_async_request(request)
            try:
                return await _body(response)
            finally:
                await response.aclose()


async def _body(response: httpx2.Response) -> bytes:
    if response.is_redirect or 300 <= response.status_code < 400:
        raise RemoteError("The recommender sends elsewhere, which is not followed. Nothing more is sent.")
    if response.status_code != 200:
        raise RemoteError(f"The recommender refused (status {response.status_code}). Nothing more is sent.")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise RemoteError("The answer is compressed, which was not asked for; it is not read.")
    if not response.headers.get("content-type", "").lower().startswith("application/json"):
        raise RemoteError("The answer is not JSON; it is not read.")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MAX_BODY:
            raise RemoteError("The answer is too large; it is not read.")
    return bytes(body)


def _checked(address: str) -> httpx2.URL:
    try:
        url = httpx2.URL(address)
        port_fits = url.port is None or 0 < url.port < 2**16
    except httpx2.InvalidURL:
        raise UsageError("The recommender's address is no web address.") from None
    if url.scheme not in ("https", "http") or not url.host or not port_fits:
        raise UsageError(
            "A recommender's address is like https://recommender.example: scheme, host, maybe port."
        )
    if url.userinfo or url.query or url.fragment:
        raise UsageError("The recommender's address holds no name, password, query or fragment.")
    if url.scheme == "http" and not is_loopback(url.host):
        raise UsageError("Without https only 127.0.0.1 or [::1] can be asked.")
    return url if url.path != "/" else url.copy_with(path=PATH)


def _context(ca_file: Path | None) -> ssl.SSLContext:
    # A default context would write session keys to the file that SSLKEYLOGFILE names.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        if ca_file is None:
            context.load_default_certs()
        else:
            context.load_verify_locations(cafile=ca_file)
    except OSError:
        raise UsageError("The file of the certificate authority is not there, or is not PEM.") from None
    return context
