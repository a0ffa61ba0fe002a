"""Homes for programs, and the server that they may ask. A part of the trial `canaries`."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from typing import Any

import trustme
import uvicorn

from client.kept.store import Kind
from client.serve import application
from client.vault.making import create_vault
from client.vault.openers import KeyFile, make_key_file
from client.vault.vault import open_vault
from scripts.faulting.vaults import ROOT


class Home:
    """A home of its own for a program, with a vault. Key and drafts lie beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder / "run", folder / "key"
        names = {
            "HOME": "home",
            "XDG_DATA_HOME": "data",
            "XDG_CONFIG_HOME": "config",
            "XDG_CACHE_HOME": "cache",
        }
        names |= {"XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "runtime", "TMPDIR": "tmp"}
        self.variables = {name: str(self.folder / place) for name, place in names.items()}
        for place in (*names.values(), "config/leastsaid", "work"):
            (self.folder / place).mkdir(parents=True)
        self.work = self.folder / "work"
        make_key_file(self.key)
        self.vault = self.folder / "data" / "leastsaid" / "vault" / "vault.db"
        create_vault(self.vault, [KeyFile(self.key)])
        settings = f"[vault]\nkey_file = {json.dumps(str(self.key))}\n"
        (self.folder / "config" / "leastsaid" / "config.toml").write_text(settings, encoding="utf-8")

    def run(self, module: str, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Runs one of the modules beside this one."""
        return subprocess.run(
            [sys.executable, "-m", f"scripts.faulting.{module}", *arguments],
            input=given,
            capture_output=True,
            cwd=self.work,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **self.variables},
            check=False,
            timeout=300,
        )

    def held(self) -> bytes:
        """All that the vault holds, unsealed."""
        vault = open_vault(self.vault, [KeyFile(self.key)])
        values = [value for kind in Kind for value in vault.store.all(kind).values()]
        links = [value for _, value in vault.store.links()]
        vault.lock()
        return b"\n".join((*values, *links))


@contextmanager
def serving(authority: Path, served: list[bytes]) -> Iterator[str]:
    """The reference server over TLS, and what it reads once that is taken off."""
    issuer, answering = trustme.CA(), application()
    issuer.cert_pem.write_to_path(authority)
    pem = authority.with_name("server.pem")
    issuer.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(pem)

    async def noting(scope: Any, receive: Any, send: Any) -> None:
        head = [
            scope["raw_path"],
            scope["query_string"],
            *(b": ".join(header) for header in scope["headers"]),
        ]
        served.append(b"\n".join(head))

        async def noted() -> Any:
            event = await receive()
            served[-1] += event.get("body", b"")
            return event

        await answering(scope, noted, send)

    config = uvicorn.Config(noting, log_level="critical", lifespan="off", ssl_certfile=pem, ssl_keyfile=pem)
    server = uvicorn.Server(config)
    with create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"https://localhost:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
