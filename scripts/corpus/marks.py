"""The marked format: a draft with each span written `[[span text|label|code,code]]`."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from sanitizer.taxonomy import taxonomy

MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
DOMAINS = (*taxonomy().domains, "none")


class MarkError(ValueError):
    """A line that is not in the marked format. Says which line and what is wrong."""


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A labelled span: half-open, in code points of its draft."""

    start: int
    end: int
    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedDraft:
    """A draft and its labelled spans, in order."""

    id: str
    domain: str
    text: str
    spans: tuple[GoldSpan, ...]
    word: str = ""
    """What the three drafts of a contrast triple share."""

    @property
    def facts(self) -> tuple[GoldSpan, ...]:
        """The spans that state a fact."""
        labels = taxonomy().labels
        return tuple(span for span in self.spans if labels[span.label].kind == "fact")


def parse_marks(marked: str) -> tuple[str, tuple[GoldSpan, ...]]:
    """The draft without its marks, and its spans; `MarkError` where the marks are bad."""
    pieces: list[str] = []
    spans: list[GoldSpan] = []
    length = position = 0
    for mark in MARK.finditer(marked):
        before = marked[position : mark.start()]
        pieces.append(before)
        length += len(before)
        text, label, codes = _fields(mark.group(1))
        pieces.append(text)
        spans.append(GoldSpan(length, length + len(text), label, codes))
        length += len(text)
        position = mark.end()
    pieces.append(marked[position:])
    draft = "".join(pieces)
    if "[[" in draft or "]]" in draft:
        raise MarkError("a mark is not closed, not opened, or nested")
    return draft, tuple(spans)


def _fields(inside: str) -> tuple[str, str, tuple[str, ...]]:
    parts = inside.split("|")
    if len(parts) not in (2, 3) or "[[" in inside:
        raise MarkError("a mark needs `text|label` or `text|label|codes`")
    text, label = parts[0], parts[1]
    codes = tuple(parts[2].split(",")) if len(parts) == 3 else ()
    if not text or text != text.strip():
        raise MarkError("a span has blank edges or is empty")
    labels = taxonomy().labels
    if label not in labels or not labels[label].markable:
        raise MarkError(f"unknown label {label!r}")
    for code in codes:
        if code not in taxonomy().codes:
            raise MarkError(f"unknown code {code!r}")
    if len(set(codes)) != len(codes) or len(codes) > 3:
        raise MarkError("a span has at most three codes, each once")
    if codes and labels[label].kind in ("detail", "wish"):
        raise MarkError(f"{label} has no codes")
    return text, label, codes


def read_marked(path: Path) -> Iterator[MarkedDraft]:
    """The drafts of a marked file; `MarkError` names the file and line that is bad."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                if row["domain"] not in DOMAINS:
                    raise MarkError(f"unknown domain {row['domain']!r}")
                text, spans = parse_marks(row["text"])
                if not text.strip():
                    raise MarkError("an empty draft")
                yield MarkedDraft(row["id"], row["domain"], text, spans, row.get("word", ""))
            except KeyError as missing:
                raise MarkError(f"{path.name}:{number}: the field {missing} is missing") from None
            except (ValueError, TypeError) as error:
                raise MarkError(f"{path.name}:{number}: {error}") from None


def read_places(path: Path, texts: Mapping[str, str]) -> Iterator[MarkedDraft]:
    """The drafts of a file that holds only places and labels, with their texts by id.

    Texts that are not there, or are not those that were labelled, are left out.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts.get(row["id"], "")
        if crc32(text.encode()) == row["crc32"]:
            spans = tuple(
                GoldSpan(start, end, label, tuple(codes)) for start, end, label, codes in row["spans"]
            )
            yield MarkedDraft(row["id"], row["domain"], text, spans)
