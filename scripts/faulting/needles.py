"""Finds texts in bytes, however they were written there."""

import json
import os
import random
import re
import unicodedata
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

WINDOW = 8
"""Characters of a text that give it away."""
FORMS = ("raw", "NFC", "NFD", "NFKC")
_STEP = 8
"""Bytes that are compared at a time; nothing that is looked for is shorter."""


def _form(text: str, form: str) -> str:
    return text if form == "raw" else unicodedata.normalize(form, text)  # type: ignore[arg-type]


def _base64(text: str) -> Iterator[bytes]:
    """What it is in the midst of something longer: without the characters that its neighbours decide."""
    content = text.encode()
    for before in range(3):
        first, last = -(-8 * before // 6), 8 * (before + len(content)) // 6
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(bytes(before) + content)[first:last]


def _hex(text: str) -> Iterator[bytes]:
    digits = text.encode().hex()
    yield from (digits.encode(), digits.upper().encode())


def _percent(text: str) -> Iterator[bytes]:
    everything = "".join(f"%{byte:02X}" for byte in text.encode())
    for written in (quote(text, safe=""), everything):
        small = re.sub("%..", lambda digits: digits[0].lower(), written)
        yield from (written.encode(), small.encode(), written.replace("%20", "+").encode())


def _json(text: str) -> Iterator[bytes]:
    units = [unit.hex() for unit in _pairs(text.encode("utf-16-be"))]
    yield json.dumps(text)[1:-1].encode()
    yield "".join(f"\\u{unit}" for unit in units).encode()
    yield "".join(f"\\u{unit.upper()}" for unit in units).encode()


def _pairs(content: bytes) -> Iterator[bytes]:
    return (content[at : at + 2] for at in range(0, len(content), 2))


ENCODINGS: dict[str, Callable[[str], Iterable[bytes]]] = {
    "UTF-8": lambda text: [text.encode()],
    "UTF-16": lambda text: [text.encode("utf-16-le"), text.encode("utf-16-be")],
    "base64": _base64,
    "hex": _hex,
    "percent": _percent,
    "JSON": _json,
}
"""Each in each of the four forms: the nine of the issue, and their combinations."""


class Needles:
    """Every window of texts, in every form and encoding."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_start: dict[bytes, set[bytes]] = {}
        for text in texts:
            for form in dict.fromkeys(_form(text, form) for form in FORMS):
                for at in range(len(form) - WINDOW + 1):
                    self._add(form[at : at + WINDOW])
        starts = sorted(self._by_start)
        self._starts: NDArray[np.uint64] = np.frombuffer(b"".join(starts), ">u8").astype(np.uint64)

    def _add(self, window: str) -> None:
        for encode in ENCODINGS.values():
            for needle in encode(window):
                self._by_start.setdefault(needle[:_STEP], set()).add(needle)

    def count(self, content: bytes) -> int:
        """In how many places any of them is."""
        return sum(1 for _ in self._places(content))

    def _places(self, content: bytes) -> Iterator[int]:
        for offset in range(min(_STEP, max(0, len(content) - _STEP + 1))):
            length = (len(content) - offset) // _STEP
            words = np.frombuffer(content, ">u8", length, offset).astype(np.uint64)
            near = np.searchsorted(self._starts, words).clip(max=len(self._starts) - 1)
            for at in np.flatnonzero(self._starts[near] == words):
                place = offset + _STEP * int(at)
                needles = self._by_start[content[place : place + _STEP]]
                if any(content.startswith(needle, place) for needle in needles):
                    yield place

    def prove(self, texts: Iterable[str]) -> None:
        """Fails unless each text, whole or a window of it, is found in each form and encoding, and nothing else."""
        for text in texts:
            for written in (_form(text, form) for form in FORMS):
                at = random.randrange(len(written) - WINDOW + 1)
                for part in (written, written[at : at + WINDOW]):
                    for content in _contents(part):
                        assert self.count(os.urandom(9) + content + os.urandom(9)), content
        assert not self.count(os.urandom(1 << 20))


def _contents(text: str) -> Iterator[bytes]:
    """The text as programs would write it."""
    for before in ("", ".", ".."):
        yield b64encode(f"{before}{text}...".encode())
        yield urlsafe_b64encode(f"{before}{text}...".encode())
    yield from (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("utf-16"))
    yield from (text.encode().hex().encode(), text.encode().hex().upper().encode())
    yield from (quote(text).encode(), json.dumps({"said": text}).encode(), repr(text).encode())
