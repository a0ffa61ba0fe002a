"""Works, items and answers for the tests of the gate."""

from collections.abc import Mapping
from functools import cache

from client.catalogue import Catalogue, Entry
from client.kept.evidence import Evidence, Note
from client.kept.store import MemoryStore
from client.replies import Reply, ReplyItem
from client.safetext import SafeText, safe_text
from client.safety import Bounds, ScreenedItem, bounds, screen
from client.safety.phrases import mentions, phrase_table
from sanitizer.types import Constraint, Mode
from sanitizer.wishes import FacetValues, Wishes

STRANGE = "Unheard Of"
NOBODY = Catalogue({})
LONGEST = 1000
"""Characters of an explanation; room for words on every code."""


def work(
    title: str = "The Glass Harbour",
    year: int | None = 2000,
    kind: str = "film",
    *,
    notes: Mapping[str, int] | None = None,
    facets: FacetValues | None = None,
    about: str = "A plain line.",
    domain: str = "media",
) -> Entry:
    row = {"title": title, "year": year, "kind": kind, "about": about}
    return Entry.from_row({**row, "facets": facets or {}, "notes": notes or {}}, domain)


def works(*entries: Entry) -> Catalogue:
    return Catalogue({"media": entries})


def item(
    title: str = STRANGE,
    year: int | None = 2000,
    kind: str = "film",
    *,
    why: str = "",
    notes: Mapping[str, int] | None = None,
) -> ReplyItem:
    return ReplyItem(safe_text(title), year, kind, _explanation(why), notes or {})


@cache
def _explanation(why: str) -> SafeText:
    return safe_text(why, LONGEST)


def item_of(entry: Entry, *, why: str = "", notes: Mapping[str, int] | None = None) -> ReplyItem:
    return item(entry.title.title, entry.title.year, entry.kind, why=why, notes=notes)


def imported(*notes: Note, source: str = "a list") -> Evidence:
    kept = Evidence(MemoryStore())
    kept.add(source, notes)
    return kept


def limits(
    *codes: str, mode: Mode = Mode.ASK, domain: str = "media", unwanted: FacetValues | None = None
) -> Bounds:
    wished = Wishes(unwanted=unwanted or {})
    return bounds([Constraint(code, mode=mode) for code in codes], wished, domain)


def screened(
    one: ReplyItem, held: Bounds, catalogue: Catalogue = NOBODY, evidence: Evidence | None = None
) -> ScreenedItem:
    (judged,) = screen(Reply((one,)), held, catalogue, evidence).items
    return judged


@cache
def wording(code: str, level: int = 2) -> str:
    """Words that mention a code so far, as the phrase list has them."""
    meant = (" ".join(words) for words, codes in phrase_table().meanings.items() if (code, level) in codes)
    return next(words for words in meant if mentions(words).get(code) == level)
