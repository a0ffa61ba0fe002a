"""Canaries in drafts: strings that must be in nothing but the screen on which the draft is written."""

import json
import random
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from client.kindness import concern
from scripts.faulting.figure import Figure, none
from scripts.faulting.homes import Home, serving
from scripts.faulting.marked import Carrying, drafts_with_canaries
from scripts.faulting.needles import Needles
from scripts.faulting.program import BURST
from scripts.faulting.vaults import MEMORY
from tests.client.terminal import Terminal, terminal

DRAFTS, OVER_HTTPS, AT_ONCE, ALONE, ON_SCREEN = 500, 20, 100, 10, 10
"""How many there are, and how many take each way: `AT_ONCE` and `ALONE` through `leastsaid sanitize`."""
SENT = b'"schema":"leastsaid/1"'
CONTROL = re.compile(rb"(?:\x1b[\]P_^X]|\xc2[\x9d\x90\x9f\x9e\x98])(.*?)(?:\x07|\x1b\\|\xc2\x9c)", re.DOTALL)
"""What a terminal obeys and does not show: title, clipboard, and other strings."""
FORMS = ("request", "prompt", "findings")
PAUSE = 0.55
"""Seconds: longer than the client thinks hasty."""
LEFT_SCREEN = b"\x1b[?1049l"


@dataclass
class Caught:
    """What came out, by place."""

    requests: bytes = b""
    served: list[bytes] = field(default_factory=list)
    results: list[bytes] = field(default_factory=list)
    """What `sanitize` says in closed words."""
    errors: list[bytes] = field(default_factory=list)
    """Standard error, and what is on the terminal after a crash."""
    control: list[bytes] = field(default_factory=list)


def figures(short: bool) -> Iterator[Figure]:
    """Takes drafts with canaries every way through the client, and looks for them wherever something came out."""
    share = 10 if short else 1
    carrying, texts = drafts_with_canaries(DRAFTS // share)
    needles = Needles(texts)
    needles.prove(random.sample(texts, 20))
    caught = Caught()
    with tempfile.TemporaryDirectory(dir=MEMORY) as name, ThreadPoolExecutor() as pool:
        homes = [Home(Path(name) / part) for part in ("converse", "sanitize", "screen", "crash")]
        ways = (_converse, _sanitize, _on_screen, _crash)
        for done in [
            pool.submit(way, home, carrying, share, caught) for way, home in zip(ways, homes, strict=True)
        ]:
            done.result()
        files = {path: path.read_bytes() for path in Path(name).glob("*/run/**/*") if path.is_file()}
        held = [home.held() for home in homes]
    yield from _found(needles, caught, files, held)


def _found(
    needles: Needles, caught: Caught, files: Mapping[Path, bytes], held: list[bytes]
) -> Iterator[Figure]:
    def canaries(where: str, contents: Iterable[bytes], of: int) -> Figure:
        return none(f"canaries: in {where}", sum(map(needles.count, contents)), of)

    names = "\n".join(map(str, files)).encode()
    logs = [content for path, content in files.items() if path.suffix == ".log"]
    lines = sum(content.count(b"\n") for content in logs)
    titles = [content for content in caught.control if re.match(rb"[012];", content)]
    clipboard = [content for content in caught.control if content.startswith(b"52;")]
    yield canaries("requests", [caught.requests], caught.requests.count(SENT))
    yield canaries("requests over HTTPS, with path and headers", caught.served, len(caught.served))
    yield canaries("results of sanitize in closed words", caught.results, len(caught.results))
    yield canaries("files and their names", [names, *files.values()], len(files))
    yield canaries("opened vaults", held, len(held))
    yield canaries("lines of logs", logs, lines)
    yield canaries("crash output and standard error, by lines", caught.errors, _lines(caught.errors))
    yield canaries("the terminal's title", titles, len(titles))
    yield canaries("the terminal's clipboard", clipboard, len(clipboard))
    yield canaries("other strings for the terminal", caught.control, len(caught.control))


def _converse(home: Home, carrying: Carrying, share: int, caught: Caught) -> None:
    """Through review, preview, approval and send, the first ones over HTTPS."""
    with serving(home.folder.parent / "authority.pem", caught.served) as address:
        work = {
            "key": str(home.key),
            "drafts": carrying,
            "address": address,
            "authority": str(home.folder.parent / "authority.pem"),
            "over_https": OVER_HTTPS // share,
        }
        done = home.run("carriers", "converse", given=json.dumps(work).encode())
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.count(SENT) + len(caught.served) == len(carrying)
    caught.requests = done.stdout
    caught.errors.append(done.stderr)


def _sanitize(home: Home, carrying: Carrying, share: int, caught: Caught) -> None:
    """Through `leastsaid sanitize`, in files and on standard input, and with a fault inside."""
    lines = "".join(json.dumps({"text": text}) + "\n" for _, text in carrying[: AT_ONCE // share]).encode()
    source = home.folder.parent / "drafts"
    source.write_bytes(lines)
    runs = [
        home.run("program", "sanitize", "--jsonl", "--to", form, str(source))
        for form in FORMS[:: min(share, 3)]
    ]
    for number, (_, text) in enumerate(carrying[: ALONE // share]):
        target = f"result-{number}"
        runs.append(home.run("program", "sanitize", "--to", "request", "-o", target, given=text.encode()))
    source.write_text(text, encoding="utf-8")
    as_text = [home.run("program", "sanitize", str(source))] if share == 1 else []
    runs.append(home.run("program", "sanitize", given=f"{BURST} {text}".encode()))
    assert b"went wrong inside" in runs[-1].stderr
    caught.results += [run.stdout for run in runs]
    caught.errors += [run.stderr for run in (*runs, *as_text)]


def _on_screen(home: Home, carrying: Carrying, share: int, caught: Caught) -> None:
    """Through the full screen, whose draft may be seen but must not get into anything else; at last it breaks."""
    fitting = [
        text for domain, text in carrying if domain == "media" and not concern(text) and "\n" not in text
    ]
    command = ["-m", "scripts.faulting.program", "chat", "--domain", "media"]
    with terminal(home.work, command, columns=160, rows=70, **home.variables) as shown:
        shown.until("hat would you like?")
        for text in fitting[: ON_SCREEN // share]:
            _ask(shown, text)
        _type(shown, f"\x1b[200~{BURST} {fitting[-1]}\x1b[201~\r")
        assert shown.rest() == 70
    _, _, said = shown.output.rpartition(LEFT_SCREEN)
    assert b"went wrong inside" in said
    caught.errors.append(said)
    caught.control += CONTROL.findall(shown.output)


def _ask(shown: Terminal, text: str) -> None:
    """From an empty composer to the answer, at a person's pace."""
    for keys, seen in (
        (f"\x1b[200~{text}\x1b[201~\r", "can miss things"),
        ("\r", "They will learn"),
        ("y", ""),
        ("\r", "You asked for"),
    ):
        after = len(shown.output)
        _type(shown, keys)
        shown.until(seen, after)


def _type(shown: Terminal, keys: str) -> None:
    """Keys once the screen is at rest: the client ignores what is pressed while it is busy, or in haste."""
    while shown.read(PAUSE):
        pass
    shown.press(keys)


def _crash(home: Home, carrying: Carrying, share: int, caught: Caught) -> None:
    """Through errors that say the draft, in tasks, threads, finalizers, callbacks and the program itself."""
    del share
    done = home.run("carriers", "crash", given=json.dumps({"drafts": carrying}).encode())
    assert done.returncode == 1
    assert done.stderr.count(b"went wrong inside (ValueError") == 4 * len(carrying), done.stderr.decode()
    caught.errors += [done.stdout, done.stderr]


def _lines(contents: Iterable[bytes]) -> int:
    return sum(content.count(b"\n") for content in contents)
