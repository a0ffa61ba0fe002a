"""The user's own words: phrases that are always found, or never, whatever case, accents or spacing."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sanitizer.errors import DictionaryError
from sanitizer.lookalikes import LATIN
from sanitizer.normal import folded
from sanitizer.taxonomy import MAX_CODES, Kind, taxonomy
from sanitizer.types import Draft, Finding, Source, Span

DEFAULT_LABEL = "person"
NO_LIST = (
    'The words of a dictionary are a list of phrases or entries, such as ["Zoë Okafor"]. Dictionary.parse reads '
    "the text of a dictionary file."
)
SPACED_FROM = 5
"""Letters from which a phrase is found with other gaps than its own: `Zoe Okafor` in `z.o.e okafor`."""
_WORD = re.compile(r"[^\W_]+")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_SIGNS = re.compile(r"[|#!\s]+")
"""What means something in a line."""
_PAUSE = re.compile(r"[.!?;:]\s|\n\s*\n")
"""What no phrase goes across."""
_PLAIN = {**LATIN, ord("æ"): "ae", ord("œ"): "oe"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase that is always found, or never. Its `repr` does not show it."""

    phrase: str = field(repr=False)
    label: str = DEFAULT_LABEL
    codes: tuple[str, ...] = ()
    never: bool = False
    """Whether the model's findings of exactly these words are dropped; such an entry has no label or codes."""

    def __post_init__(self) -> None:
        if not self.spelt:
            raise DictionaryError("A phrase needs a letter or a digit.")
        if self.never and (self.codes or self.label != DEFAULT_LABEL):
            raise DictionaryError("A line that begins with ! is a phrase alone.")
        known = [label.name for label in taxonomy().labels.values() if label.private]
        if self.label not in known:
            raise DictionaryError(f"Unknown label. Known: {', '.join(known)}.")
        if any(code not in taxonomy().codes for code in self.codes):
            raise DictionaryError("Unknown code. `leastsaid codes` lists them.")
        label = taxonomy().labels[self.label]
        if self.codes and label.kind is Kind.DETAIL:
            raise DictionaryError("A detail, such as a person or a place, has no codes.")
        if len(self.codes) > MAX_CODES:
            raise DictionaryError("A fact or an aversion has at most three codes.")

    @property
    def spelt(self) -> str:
        """The phrase as it is looked for: two entries are of the same phrase where it is the same."""
        return _letters(self.phrase)

    @property
    def line(self) -> str:
        """The line of a dictionary that says it."""
        phrase = _SIGNS.sub(" ", self.phrase).strip()
        if self.never:
            return f"! {phrase}"
        parts = [phrase, self.label, *([",".join(self.codes)] if self.codes else [])]
        return " | ".join(parts)


class Dictionary:
    """Entries ready to be looked for. Its `repr` shows only how many there are."""

    def __init__(self, entries: Iterable[Entry | str] = ()) -> None:
        """Takes entries, and bare phrases, which are labelled `person`.

        Raises:
            DictionaryError: It is one text, holds something else, or a phrase has no letter or digit.
        """
        if isinstance(entries, str) or not isinstance(entries, Iterable):
            raise DictionaryError(NO_LIST)
        given = [Entry(entry) if isinstance(entry, str) else entry for entry in entries]
        if not all(isinstance(entry, Entry) for entry in given):
            raise DictionaryError(NO_LIST)
        self._all = {entry.spelt: entry for entry in given}
        self._entries = {spelt: entry for spelt, entry in self._all.items() if not entry.never}
        self._never = frozenset(self._all.keys() - self._entries.keys())
        self._sorted = sorted(self._entries)

    def __repr__(self) -> str:
        return f"Dictionary({len(self)} entries)"

    def __len__(self) -> int:
        return len(self._all)

    def __or__(self, other: "Dictionary") -> "Dictionary":
        """The entries of both; of a phrase in both, the other's."""
        return Dictionary((*self.entries, *other.entries))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them; of a phrase that was given twice, the last."""
        return tuple(self._all.values())

    @classmethod
    def parse(cls, text: str) -> "Dictionary":
        """A dictionary from lines `phrase`, `phrase | label`, `phrase | label | code,code` or `! phrase`.

        `!` at the start of a line makes a phrase that is never flagged; `#` there or after a blank a comment.

        Raises:
            DictionaryError: A line is not of that form. Names the line by number, never its words.
        """
        entries: list[Entry] = []
        for number, line in enumerate(text.splitlines(), start=1):
            parts = [part.strip() for part in _COMMENT.sub("", line).split("|")]
            if parts == [""]:
                continue
            codes = tuple(code.strip().casefold() for code in "".join(parts[2:3]).split(",") if code.strip())
            try:
                if len(parts) > 3:
                    raise DictionaryError("A line is `phrase`, `phrase | label` or `phrase | label | codes`.")
                label = "".join(parts[1:2]).casefold().replace(" ", "_")
                never = parts[0].startswith("!")
                entries.append(Entry(parts[0].lstrip("! "), label or DEFAULT_LABEL, codes, never))
            except DictionaryError as error:
                raise DictionaryError(f"Line {number} of the dictionary: {error}") from None
        return cls(entries)

    def spares(self, words: str) -> bool:
        """Whether these are, all in all, words that are never to be flagged."""
        return bool(self._never) and _letters(words) in self._never

    def spared(self, draft: Draft) -> tuple[Span, ...]:
        """Where in a draft words stand that are never to be flagged."""
        never = [Entry(entry.phrase) for entry in self._all.values() if entry.never]
        return tuple(found.span for found in Dictionary(never).detect(draft))

    def detect(self, draft: Draft) -> tuple[Finding, ...]:
        """Disjoint findings in order. The longest phrase wins, and of one that reaches further what is left."""
        return tuple(
            Finding(span, entry.label, entry.codes, 1.0, Source.DICTIONARY)
            for span, entry in self.places(draft)
        )

    def places(self, draft: Draft) -> tuple[tuple[Span, Entry], ...]:
        """Where each entry stands, as `detect` finds it; the words there may be a part of its phrase."""
        return tuple(self._matches(draft.text)) if self._entries else ()

    def _matches(self, text: str) -> Iterator[tuple[Span, Entry]]:
        words, reached = _words(text), 0
        for first in range(len(words)):
            entry, end = self._phrase(text, words, first)
            if entry and end > reached:
                start = max(words[first][1].start, reached)
                if span := Span(start, end).trimmed(text):
                    yield span, entry
                reached = end

    def _phrase(self, text: str, words: list[tuple[str, Span]], first: int) -> tuple[Entry | None, int]:
        """The longest entry that the words from `first` on spell, and where it ends."""
        spelt = ""
        best: tuple[Entry | None, int] = (None, 0)
        for index in range(first, len(words)):
            word, place = words[index]
            if index > first and _PAUSE.search(text, words[index - 1][1].end, place.start):
                break
            spelt += word
            following = bisect_left(self._sorted, spelt)
            if not (following < len(self._sorted) and self._sorted[following].startswith(spelt)):
                break
            entry = self._entries.get(spelt)
            if entry and (len(spelt) >= SPACED_FROM or index - first + 1 == len(_words(entry.phrase))):
                best = (entry, place.end)
        return best


def _words(text: str) -> list[tuple[str, Span]]:
    """Words without case, accents and style, with their places in the text."""
    copy = folded(text)
    return [(_bare(match.group()), Span(*copy.place(*match.span()))) for match in _WORD.finditer(copy.text)]


def _letters(phrase: str) -> str:
    """A phrase as it is looked for: whatever stands between its words."""
    return "".join(word for word, _ in _words(phrase))


def _bare(word: str) -> str:
    if word.isascii():
        return word.casefold()
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_PLAIN))
    return "".join(part for part in parts if not unicodedata.combining(part))
