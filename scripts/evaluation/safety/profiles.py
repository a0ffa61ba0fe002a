"""Generated people and what they ask for: the same ones every time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from client.catalogue import Catalogue, Entry
from client.hearing import heard
from sanitizer import Constraint, Sanitizer, Wishes
from sanitizer.taxonomy import taxonomy
from sanitizer.wishes import ordered
from scripts.corpus import splits
from scripts.corpus.marks import MarkedDraft

SEED = 20_26
SHARES = {"media": 0.6, "food": 0.2, "outings": 0.2}
MOST = 4
"""Codes of one person."""
_FACETS = {
    "media": ("genre", "mood", "setting", "theme", "era", "kind"),
    "food": ("cuisine", "dish", "meal", "style"),
    "outings": ("place", "activity", "setting"),
}
_LIKING = 0.2
"""How many requests name a title that is liked."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A person: what they cannot have, and what of it the gate hears."""

    domain: str
    codes: tuple[str, ...]
    heard: tuple[Constraint, ...]
    origin: str
    """`by hand`, or `in a draft`, where what the detector misses is never heard."""

    @property
    def combination(self) -> str:
        """How many codes, and whether they belong together."""
        count = len(self.codes)
        if count == 1:
            return "1 code"
        groups = {taxonomy().codes[code].group for code in self.codes}
        return f"{count} codes of {'one group' if len(groups) == 1 else 'several groups'}"


def profiles(count: int, sanitizer: Sanitizer) -> list[Profile]:
    """Half of them with limits set by hand, half with those that are found in drafts of the test split."""
    drawn = random.Random(SEED)
    domains = [domain for domain, share in SHARES.items() for _ in range(round(count / 2 * share))]
    by_hand = [_by_hand(domain, drawn) for domain in domains]
    found = _from_drafts(sanitizer, drawn)
    return [*by_hand, *(profile for profile, _ in zip(found, range(count - len(by_hand)), strict=False))]


def _by_hand(domain: str, drawn: random.Random) -> Profile:
    names = [code.name for code in taxonomy().codes_of(domain)]
    codes = tuple(drawn.sample(names, drawn.randint(1, MOST)))
    return Profile(domain, codes, tuple(map(Constraint, codes)), "by hand")


def _from_drafts(sanitizer: Sanitizer, drawn: random.Random) -> Iterator[Profile]:
    """Those with codes, in an order of their own, each for the domain that most of its codes are of."""
    drafts = list(splits.drafts("test"))
    drawn.shuffle(drafts)
    for draft in drafts:
        domain, codes = _codes(draft)
        if not 1 <= len(codes) <= MOST:
            continue
        review = heard(sanitizer.review(draft.text))
        limits = tuple(one for one in review.constraints if one.about.domain == domain)
        yield Profile(domain, codes, limits, "in a draft")


def _codes(draft: MarkedDraft) -> tuple[str, tuple[str, ...]]:
    """The domain that most codes of a draft are of, and those codes."""
    known = taxonomy().codes
    codes = dict.fromkeys(code for span in draft.spans for code in span.codes)
    domains = [known[code].domain for code in codes]
    domain = max(SHARES, key=domains.count)
    return domain, tuple(code for code in codes if known[code].domain == domain)


def requests(count: int, catalogue: Catalogue, domain: str) -> list[Wishes]:
    """Wishes that something in the catalogue meets."""
    drawn = random.Random(f"{SEED} {domain}")
    entries = catalogue.entries(domain)
    return [_request(drawn.choice(entries), entries, drawn) for _ in range(count)]


def _request(entry: Entry, entries: Sequence[Entry], drawn: random.Random) -> Wishes:
    named = [
        (facet, value)
        for facet in _FACETS[entry.title.domain]
        for value in entry.facets.get(facet, ())
        if value != "classic"
    ]
    pairs = drawn.sample(named, min(len(named), drawn.randint(1, 3)))
    liked = drawn.choice(entries).title if drawn.random() < _LIKING else None
    return Wishes(
        want=ordered(pairs, entry.title.domain), like=(liked,) if liked is not None and liked.year else ()
    )
