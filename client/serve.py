"""`leastsaid serve`: the reference server of `leastsaid/1`, over the built-in catalogue.

It keeps no log of requests and no request.
"""

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from client.catalogue import load_catalogue
from client.errors import UsageError
from client.exits import ExitCode, tell
from client.protocol import PATH, ProtocolError, check_request, is_loopback
from client.recommend import recommend

if TYPE_CHECKING:
    from starlette.applications import Starlette

MAX_REQUEST = 64 * 1024
PATIENCE = 15.0
"""Seconds that a request may take to arrive."""
AT_ONCE = 64
"""Connections at a time."""


def application() -> "Starlette":
    """The server as an ASGI application, for any server that runs those."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    catalogue = load_catalogue()

    async def answer(request: Request) -> Response:
        body = bytearray()
        try:
            async with asyncio.timeout(PATIENCE):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > MAX_REQUEST:
                        return JSONResponse({"error": "The request is too large."}, status_code=413)
        except TimeoutError:
            return JSONResponse({"error": "The request took too long."}, status_code=408)
        try:
            asked = check_request(bytes(body))
        except ProtocolError as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        content = json.dumps(recommend(asked, catalogue), ensure_ascii=False)
        return Response(content, media_type="application/json")

    return Starlette(routes=[Route(PATH, answer, methods=["POST"])])


def run(host: str, port: int, certificate: Path | None, key: Path | None) -> ExitCode:
    """Serves until interrupted."""
    try:
        import uvicorn

        served = application()
    except ModuleNotFoundError:
        raise UsageError("The server needs its extra: install leastsaid[server].") from None
    if certificate is None and not is_loopback(host):
        raise UsageError("Beyond this machine only https is served: give --certificate and --key.")
    if (certificate is None) != (key is None):
        raise UsageError("A certificate and its key go together: give --certificate and --key.")
    scheme = "http" if certificate is None else "https"

    class Telling(uvicorn.Server):
        """Says where it serves once it does."""

        async def startup(self, *given: Any, **named: Any) -> None:
            await super().startup(*given, **named)
            at = self.servers[0].sockets[0].getsockname()[1]
            tell(f"Serving the built-in catalogue at {scheme}://{host}:{at}{PATH}. Control-C ends it.")

    try:
        config = uvicorn.Config(
            served,
            host=host,
            port=port,
            ssl_certfile=certificate,
            ssl_keyfile=key,
            workers=1,
            limit_concurrency=AT_ONCE,
            access_log=False,
            server_header=False,
            log_level="critical",
        )
        Telling(config).run()
    except (OSError, SystemExit):
        raise UsageError(
            "The server cannot start: the address is taken, or the certificate and key do not fit."
        ) from None
    return ExitCode.CLEAN
