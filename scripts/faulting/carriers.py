"""Carry drafts with canaries through the client, or crash with them: a part of the trial `canaries`.

Run as a child, with the work as JSON on standard input, so that only what the client itself writes is in the files.
"""

import asyncio
import gc
import json
import logging
import os
import random
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

from client.addresses import Address
from client.catalogue import Catalogue, load_catalogue
from client.config import Config
from client.conversation.session import Session
from client.crash import on_task_error
from client.egress import EgressGate, open_gate
from client.exchange import Recipient, UntrustedReply
from client.kept.records import Records
from client.protocol import check_request
from client.recommend import recommend
from client.vault.openers import KeyFile
from client.vault.vault import open_vault, vault_path
from sanitizer import Action, DecisionError, Review, Sanitizer
from sanitizer.hardening import harden
from sanitizer.policy import PolicyName
from sanitizer.taxonomy import taxonomy
from sanitizer.wire import Scope
from scripts.faulting.program import listen


class Capturing:
    """A remote of every domain that hands on the exact bytes it gets."""

    recipient = Recipient("the capturing", here=False, domains=tuple(taxonomy().domains))

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._replies: dict[str, bytes] = {}

    def wrap(self, body: bytes) -> bytes:
        """See `Remote`."""
        return body

    async def send(self, content: bytes) -> UntrustedReply:
        """See `Remote`. All requests of a domain get one short answer: it is not what is looked at here."""
        os.write(1, content)
        asked = check_request(content)
        if asked["domain"] not in self._replies:
            items = recommend(asked, self._catalogue)["items"][:5]
            self._replies[asked["domain"]] = json.dumps({"items": items}).encode()
        return UntrustedReply(self._replies[asked["domain"]])


async def converse(work: dict[str, Any]) -> None:
    """Review, decisions, preview, answer, approval and send of every draft; then ends without a farewell."""
    records = Records(open_vault(vault_path(), [KeyFile(Path(work["key"]))]).store)
    catalogue = load_catalogue()
    gate = EgressGate(Capturing(catalogue), records, catalogue.titles)
    served = open_gate(Address(work["address"], ca_file=Path(work["authority"])), records, catalogue.titles)
    sanitizer = Sanitizer.load(titles=catalogue.titles)
    for number, (domain, text) in enumerate(work["drafts"]):
        policy = tuple(PolicyName)[number % len(PolicyName)]
        through = served if number < work["over_https"] else gate
        session = Session(sanitizer, through, catalogue, Config(domain=domain, policy=policy))
        preview = session.preview(_decided(session.review(text)))
        if preview.asked:
            preview = session.answer(preview, agreed=True, scope=random.choice(tuple(Scope)))
        _log(text)
        await session.send(preview, preview.prepared.digest)
        if number % 10 == 0:
            session.save_limits()
    # Without a farewell: what is only in the vault's log stays there.
    os._exit(0)


def _decided(review: Review) -> Review:
    """Decisions at random, most of them for telling and keeping."""
    for index in range(len(review.decisions)):
        action = random.choice(tuple(Action))
        level = random.randrange(4) if action is Action.CONSTRAIN else None
        try:
            review = review.decide(index, action, level=level)
        except DecisionError:
            continue
    return review


async def crash(work: dict[str, Any]) -> None:
    """Errors that say a draft, with the draft in locals, in tasks, threads, finalizers and the program itself."""
    asyncio.get_running_loop().set_exception_handler(on_task_error)
    asyncio.get_running_loop().set_debug(True)
    for _, text in work["drafts"]:
        _log(text)
        task = asyncio.ensure_future(_fail_later(text))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task
        gc.collect(0)
        thread = threading.Thread(target=_fail, args=(text,), name=text)
        thread.start()
        thread.join()
        Finalized(text)
        asyncio.get_running_loop().call_soon(_fail, text)
        await asyncio.sleep(0)
    text = work["drafts"][-1][1]
    try:
        _fail(text)
    except ValueError as error:
        raise ExceptionGroup(text, [error]) from error


class Finalized:
    """Fails when it is forgotten."""

    def __init__(self, draft: str) -> None:
        self.draft = draft

    def __del__(self) -> None:
        _fail(self.draft)


async def _fail_later(draft: str) -> None:
    _fail(draft)


def _fail(draft: str) -> None:
    copied = {"draft": draft}
    raise ValueError(f"cannot read {copied}")


def _log(draft: str) -> None:
    """What a careless library would."""
    logger = logging.getLogger("careless")
    logger.debug("read %s", draft)
    logger.error(draft, stack_info=True)
    try:
        _fail(draft)
    except ValueError:
        logger.exception("not read: %r", {"draft": draft}, extra={"draft": draft})
    warnings.warn(draft, stacklevel=1)


if __name__ == "__main__":
    harden()
    listen()
    asyncio.run({"converse": converse, "crash": crash}[sys.argv[1]](json.load(sys.stdin)))
