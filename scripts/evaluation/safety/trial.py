"""Every profile meets every request of its domain, with several gates."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from client.catalogue import Catalogue, load_catalogue
from client.closeness import Taste, thing
from client.exchange import UntrustedReply
from client.recommend import recommend
from client.replies import Reply, ReplyItem, parse_reply
from client.safety import SafeReply, bounds, rank, screen
from sanitizer import Mode, Wishes
from sanitizer.minimize import minimize
from sanitizer.wire import ConsentTag
from scripts.evaluation.safety.profiles import Profile, requests
from scripts.evaluation.safety.tally import Tally, tally
from scripts.evaluation.safety.truth import as_known, fit, forgetful, trusting

ALL_NOTES, SOME_HIDDEN, TRUSTING = "all notes", "a fifth hidden", "a fifth hidden, unknown taken for safe"
NO_GATE = "no gate"
Key = tuple[str, str, str, str]
"""Gate, mode, what is grouped by, and the group."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request and its answer, which are the same for everybody: nothing of a person is told."""

    wished: Wishes
    taste: Taste
    replies: Mapping[str, tuple[Reply, Catalogue]]
    """By gate: the answer with what it knows, and the notes that the gate has."""
    free: SafeReply
    """As it is without limits."""
    gains: dict[str, float]
    """By name: the share of the wishes that an item meets."""

    @property
    def before(self) -> tuple[str, ...]:
        """The order without limits."""
        return tuple(item.item.name for item in self.free.shown)


def tallies(people: Sequence[Profile], count: int) -> dict[Key, Tally]:
    """The sums of some profiles over `count` requests each."""
    found: dict[Key, Tally] = defaultdict(Tally)
    for person in people:
        for asked in pool(person.domain, count):
            for gate, mode, one in _one(person, asked):
                for by, group in _groups(person):
                    found[gate, mode, by, group] += one
    return dict(found)


@cache
def pool(domain: str, count: int) -> tuple[Asked, ...]:
    """The requests of a domain and their answers."""
    catalogue = load_catalogue()
    known = {ALL_NOTES: catalogue, SOME_HIDDEN: _forgetful(), TRUSTING: _trusting()}
    return tuple(_asked(wished, domain, known) for wished in requests(count, catalogue, domain))


@cache
def _forgetful() -> Catalogue:
    return forgetful(load_catalogue())


@cache
def _trusting() -> Catalogue:
    return trusting(_forgetful())


def _asked(wished: Wishes, domain: str, known: Mapping[str, Catalogue]) -> Asked:
    catalogue = known[ALL_NOTES]
    request = minimize(wished, (), domain, ConsentTag(datetime.now(UTC).date()))
    answer = json.dumps(recommend(request.body(), catalogue), ensure_ascii=False).encode()
    reply = parse_reply(UntrustedReply(answer))
    liked = [entry for title in wished.like for entry in catalogue.find(title.title, title.year)]
    taste = Taste(wished.want, tuple(map(thing, liked)))
    free = rank(screen(reply, bounds((), wished, domain), catalogue), taste, domain)
    replies = {gate: (as_known(reply, notes), notes) for gate, notes in known.items()}
    return Asked(
        wished,
        taste,
        replies,
        free,
        {item.name: _gain(item, wished, catalogue) for item in reply.items},
    )


def _gain(item: ReplyItem, wished: Wishes, catalogue: Catalogue) -> float:
    (entry, *_) = catalogue.find(item.title.text, item.year, item.kind)
    met = [
        any(value in entry.facets.get(facet, ()) for value in values) for facet, values in wished.want.items()
    ]
    return sum(met) / len(met) if met else 1.0


def _one(person: Profile, asked: Asked) -> Iterator[tuple[str, str, Tally]]:
    truth = {item.name: item.notes for item in asked.replies[ALL_NOTES][0].items}
    for mode in Mode:
        fits = {name: fit(notes, person.codes, mode) for name, notes in truth.items()}
        heard = tuple(replace(one, mode=mode) for one in person.heard)
        # Who is there is asked for by wishes alone, and has figures of its own in no profile.
        limits = bounds(heard, Wishes(), person.domain)
        for gate, (reply, notes) in asked.replies.items():
            shown = rank(screen(reply, limits, notes), asked.taste, person.domain)
            yield gate, mode.value, tally(shown, fits, asked.gains, asked.before)
        yield NO_GATE, mode.value, tally(asked.free, fits, asked.gains, asked.before)


def _groups(person: Profile) -> Iterator[tuple[str, str]]:
    yield "all", "all"
    yield "domain", person.domain
    yield "origin", person.origin
    yield "combination", person.combination
    for code in person.codes:
        yield "code", code
