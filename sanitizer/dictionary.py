"""The user's own words: names, places and phrases that are always found, whatever case, accents or spacing."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sanitizer.errors import DictionaryError, VocabularyError
from sanitizer.normal import folded
from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.types import Draft, Finding, Source, Span

DEFAULT_LABEL = "person"
MAX_CODES = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase that is always found. Its `repr` does not show it."""

    phrase: str = field(repr=False)
    label: str = DEFAULT_LABEL
    codes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _words(self.phrase):
            raise DictionaryError("A phrase needs a letter or a digit.")
        try:
            label = taxonomy().labels[self.label]
            for code in self.codes:
                _ = taxonomy().codes[code]
        except VocabularyError as error:
            raise DictionaryError(str(error)) from None
        if label.kind is Kind.WISH or self.label == "unreadable":
            raise DictionaryError("A phrase is a fact, a detail or an aversion.")
        if self.codes and (label.kind is Kind.DETAIL or len(self.codes) > MAX_CODES):
            raise DictionaryError("A fact or an aversion has at most three codes, a detail none.")


class Dictionary:
    """Entries ready to be looked for. Its `repr` shows only how many there are."""

    def __init__(self, entries: Iterable[Entry | str] = ()) -> None:
        """Takes entries, and bare phrases, which are labelled `person`."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        count = 0
        for given in entries:
            entry = Entry(given) if isinstance(given, str) else given
            words = tuple(word for word, _ in _words(entry.phrase))
            self._by_first[words[0]].append((words, entry))
            count += 1
        for found in self._by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self._count = count

    def __repr__(self) -> str:
        return f"Dictionary({self._count} entries)"

    def __len__(self) -> int:
        return self._count

    @classmethod
    def parse(cls, text: str) -> "Dictionary":
        """A dictionary from lines `phrase`, `phrase | label` or `phrase | label | code,code`; `#` begins a comment.

        Raises:
            DictionaryError: A line is not of that form. Names the line by number, never its words.
        """
        entries: list[Entry] = []
        for number, line in enumerate(text.splitlines(), start=1):
            parts = [part.strip() for part in line.partition("#")[0].split("|")]
            if parts == [""]:
                continue
            codes = tuple(code.strip() for code in "".join(parts[2:3]).split(",") if code.strip())
            try:
                if len(parts) > 3:
                    raise DictionaryError("A line is `phrase`, `phrase | label` or `phrase | label | codes`.")
                entries.append(Entry(parts[0], "".join(parts[1:2]) or DEFAULT_LABEL, codes))
            except DictionaryError as error:
                raise DictionaryError(f"Line {number} of the dictionary: {error}") from None
        return cls(entries)

    def detect(self, draft: Draft) -> tuple[Finding, ...]:
        """Disjoint findings in order; the longest phrase wins."""
        return tuple(self._matches(draft.text)) if self._count else ()

    def _matches(self, text: str) -> Iterator[Finding]:
        words = _words(text)
        position = 0
        while position < len(words):
            entry, length = self._longest(words, position)
            if entry:
                span = Span(words[position][1].start, words[position + length - 1][1].end)
                yield Finding(span, entry.label, entry.codes, 1.0, Source.DICTIONARY)
            position += length

    def _longest(self, words: list[tuple[str, Span]], position: int) -> tuple[Entry | None, int]:
        for phrase, entry in self._by_first.get(words[position][0], ()):
            if tuple(word for word, _ in words[position : position + len(phrase)]) == phrase:
                return entry, len(phrase)
        return None, 1


def _words(text: str) -> list[tuple[str, Span]]:
    """Words without case, accents and style, with their places in the text."""
    copy = folded(text)
    return [(_bare(match.group()), Span(*copy.place(*match.span()))) for match in _WORD.finditer(copy.text)]


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
