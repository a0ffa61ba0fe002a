"""`leastsaid serve`: the reference server of `leastsaid/1`, over the built-in catalogue.

It keeps no log of requests and no request.
"""

import ipaddress
import json
from pathlib import Path
from typing import TYPE_CHECKING

from client.catalogue import load_catalogue
from client.errors import UsageError
from client.exits import ExitCode
from client.protocol import ProtocolError, check_request
from client.recommend import recommend

if TYPE_CHECKING:
    from starlette.applications import Starlette

PATH = "/leastsaid/1"
MAX_REQUEST = 64 * 1024


def application() -> "Starlette":
    """The server as an ASGI application, for any server that runs those."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import JSONResponse, Response
    from starlette.routing import Route

    catalogue = load_catalogue()

    async def answer(request: Request) -> Response:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_REQUEST:
                return JSONResponse({"error": "The request is too large."}, status_code=413)
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
    if certificate is None and not _loopback(host):
        raise UsageError("Beyond this machine only https is served: give --certificate and --key.")
    if (certificate is None) != (key is None):
        raise UsageError("A certificate and its key go together: give --certificate and --key.")
    uvicorn.run(
        served,
        host=host,
        port=port,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        access_log=False,
        server_header=False,
        log_level="warning",
    )
    return ExitCode.CLEAN


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
