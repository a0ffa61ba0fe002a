"""What is known of an item: the work that it is, and who says how far it conflicts with which code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from client.catalogue import Catalogue, Entry, Match, Sureness, added
from client.kept.evidence import Evidence, Imported
from client.replies import ReplyItem
from client.safetext import safe_text
from client.safety.phrases import mentions
from client.safety.rules import Source, Trust, rules
from sanitizer.normal import folded
from sanitizer.types import Mode

_OURS = {
    Sureness.CERTAIN: Source.OURS,
    Sureness.LIKELY: Source.OURS_NEARLY,
    Sureness.NAME: Source.OURS_NAMESAKE,
}


Note = tuple[Source, int, str]
"""One source's word on one code: who, 0 no conflict to 3 central or graphic, and an imported source's name."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one item."""

    item: ReplyItem
    entries: tuple[Entry, ...]
    """The works of our catalogue that it may be."""
    ours: Source | None
    """What our notes on those are worth; None where there are none."""
    imported: tuple[Imported, ...]
    said: Mapping[str, int]
    """Codes that its words mention, 1 slightly or 2 clearly; none where they are our own."""
    described: Mapping[str, int]
    """Codes that its explanation mentions, whoever wrote it."""
    trust: Trust | None = field(init=False, repr=False)
    """How far our notes on those works go."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "trust", self.ours and rules().sources[self.ours])

    @property
    def entry(self) -> Entry | None:
        """The work that it certainly is."""
        return self.entries[0] if self.ours is Source.OURS else None

    def notes(self, code: str) -> list[Note]:
        """Every source's word on a code."""
        found: list[Note] = []
        if self.ours is not None:
            found += [(self.ours, entry.notes[code], "") for entry in self.entries if code in entry.notes]
        if self.imported:
            found += [(Source.IMPORTED, one.level, one.source) for one in self.imported if one.code == code]
        if code in self.item.notes:
            found.append((Source.REMOTE, self.item.notes[code], ""))
        if code in self.said:
            found.append((Source.WORDS, self.said[code], ""))
        return found

    def conflict(self, code: str, mode: Mode) -> int | None:
        """How far it conflicts with a code, 0 to 3; None where nothing that counts in this mode says."""
        worst = self.item.notes.get(code, 0)
        for entry in self.entries:
            if (note := entry.notes.get(code, 0)) > worst:
                worst = note
        if self.said or self.imported:
            imported = (one.level for one in self.imported if one.code == code)
            worst = max(worst, self.said.get(code, 0), *imported)
        if worst:
            return worst
        return 0 if self._cleared(code, mode) else None

    def _cleared(self, code: str, mode: Mode) -> bool:
        """Whether a 0 of some source shows in this mode that it does not conflict."""
        trust = self.trust
        if self.item.title.disguised or (trust and trust.doubts):
            return False
        noted = [code in entry.notes for entry in self.entries]
        # It may be another work than the one that a 0 is of.
        if len(noted) > 1 and not all(noted):
            return False
        if trust and True in noted and mode in trust.clears:
            return True
        sources = rules().sources
        if code in self.item.notes and mode in sources[Source.REMOTE].clears:
            return True
        if not self.imported or mode not in sources[Source.IMPORTED].clears:
            return False
        return any(one.code == code for one in self.imported)

    def warned_by(self, code: str) -> tuple[str, ...]:
        """Who says that it conflicts so far, in words; the recommender only where nobody else says as much."""
        found = self.notes(code)
        worst = max((level for _, level, _ in found), default=0)
        warning = [(source, name) for source, level, name in found if worst and level == worst]
        ours = [(source, name) for source, name in warning if source is not Source.REMOTE] or warning
        said = (f"{name} (imported)" if name else rules().sources[source].says for source, name in ours)
        return tuple(dict.fromkeys(said))


@lru_cache(4096)
def of_entry(entry: Entry) -> Known:
    """What is known of a work of our catalogue that nobody recommended."""
    title = safe_text(entry.title.title)
    item = ReplyItem(title, entry.title.year, entry.kind, safe_text(entry.about), MappingProxyType({}))
    return Known(item, (entry,), Source.OURS, (), {}, {})


def known(item: ReplyItem, catalogue: Catalogue, evidence: Evidence | None = None) -> Known:
    """What is known of an item of a reply."""
    # Letters of other scripts that only look like ours are read as they look.
    written = item.title.text
    title = written if written.isascii() else folded(written).text
    match = catalogue.match(written, item.year, item.kind)
    sure = title == written or match.sureness is Sureness.CERTAIN
    read = match if sure else catalogue.match(title, item.year, item.kind)
    disguised = read.sureness > match.sureness
    if disguised:
        match = read
    certain = match.entries if match.sureness is Sureness.CERTAIN else ()
    more = added(title)
    if more and title in _names(match.entries):
        more = ""
    ours = _OURS.get(match.sureness)
    # A dish or an outing has no year to tell it from another one with more words to its name.
    if certain and (disguised or (more and item.year is None)):
        ours = Source.OURS_NEARLY
    imported = _imported(item, title, match, evidence) if evidence else ()
    # The title of a work that we noted is part of what the notes are of, and so is our own line.
    if any(entry.about == item.why.text for entry in certain):
        beside = mentions(more) if more else {}
        return Known(item, match.entries, ours, imported, beside, mentioned_by_us(item.why.text))
    why = folded(item.why.text).text
    described = mentions(why)
    unnoted = more if certain else title
    said = mentions(f"{unnoted}. {why}") if unnoted else described
    return Known(item, match.entries, ours, imported, said, described)


def _imported(item: ReplyItem, title: str, match: Match, evidence: Evidence) -> tuple[Imported, ...]:
    """What imported sources say of it, and what they warn of under other names of the work that it is."""
    own = evidence.of(item.title.text, item.year)
    names = {title, *(_names(match.entries) if match.sureness > Sureness.NAME else ())}
    others = (one for name in names for one in evidence.of(name, item.year) if one.level)
    return tuple(dict.fromkeys((*own, *others)))


def _names(entries: Iterable[Entry]) -> list[str]:
    return [name for entry in entries for name in (entry.title.title, *entry.title.also)]


@lru_cache(4096)
def mentioned_by_us(line: str) -> Mapping[str, int]:
    """`mentions` of a line of our own."""
    return mentions(line)
