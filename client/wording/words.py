"""Sentences for people: what would be told and what stays. No draft in any of them."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import datetime

from client.exchange import Recipient
from client.kept.audit import AuditEntry, Outcome
from client.kept.consent import WORDS, Name, told_phrase
from client.kept.conversations import asked
from client.kept.records import Records
from client.wording.grammar import joined
from sanitizer import Action, Constraint, Decision, Level, Mode, Review, Wishes
from sanitizer.constraints import told_name
from sanitizer.facets import facets
from sanitizer.taxonomy import Code, Kind, taxonomy
from sanitizer.titles import Title
from sanitizer.wire import MinimizedRequest, Scope
from sanitizer.wishes import FacetValues

NO_WORD = "no word for it in a request: it stays here, and only orders the answer"
LEVELS = {
    Level.NOTHING: "told to nobody",
    Level.ROOT: "told as a hint",
    Level.GROUP: "told as a group",
    Level.CODE: "told exactly",
}

ENDED = {
    Outcome.ANSWERED: "answered",
    Outcome.FAILED: "no usable answer; it may have been read",
    Outcome.UNSENT: "it could not be asked, so nothing was sent",
    Outcome.PENDING: "no end was written: it may have left",
}
"""How a send ended."""

_MEANT = {Mode.ASK: "", Mode.STRICT: " (strictly)", Mode.SOFT: " (if possible)"}
_NAMED = {
    "media": "a genre, a mood, a decade or a title",
    "food": "a dish, a cuisine or a meal",
    "outings": "a kind of place, an activity or how long",
}
"""What to name where no wish was understood."""
NAMED = 5
"""Titles that a sentence names at most."""


def told_limit(name: Name, mode: Mode) -> str:
    """What a recommender reads of a limit, with how strictly it is meant."""
    return f"{told_phrase(name)}{_MEANT[mode]}"


def told_limits(request: MinimizedRequest) -> list[str]:
    """All that a recommender reads of limits."""
    return [told_limit((told.level, told.name), told.mode) for told in request.constraints]


def told_then(entry: AuditEntry) -> list[str]:
    """What a request that was made told of limits; not how strictly, where it is of another release."""
    found = asked(entry.content) if entry.content is not None else None
    if found is None:
        return [told_phrase(name) for name in entry.told if name != WORDS]
    return [told_limit((level, name), mode) for level, name, mode in found.told]


def becomes(review: Review, index: int) -> str:
    """What happens to a finding, in plain words."""
    decision = review.decisions[index]
    if decision.action is Action.REDACT:
        return "left out"
    if decision.action is Action.CONSTRAIN:
        return _limit(review, decision)
    if decision.finding.kind is Kind.WISH:
        return _wish(review, index)
    if decision.finding.kind is Kind.LIMIT and not decision.finding.codes:
        return "hides nothing yet, since no limit follows by itself; its words stay in your text"
    return "stays in your text; a request never holds it"


def _limit(review: Review, decision: Decision) -> str:
    domain = review.domain
    codes = [taxonomy().codes[code] for code in decision.finding.codes]
    topics = dict.fromkeys(taxonomy().domains[code.domain].topic for code in codes if code.domain != domain)
    elsewhere = f" for {joined(topics)}" if all(code.domain != domain for code in codes) else ""
    return f"a limit{elsewhere}: {joined(code.phrase for code in codes)}; {told_of(review, decision, codes)}"


def told_of(review: Review, decision: Decision, codes: Iterable[Code]) -> str:
    """What would be told of the codes of a decision, by it or by limits that are kept, and whether it is asked."""
    here = [code for code in codes if code.domain == review.domain]
    kept = {one.code: one.level for one in review.named}
    chosen = [(code, max(decision.level, kept.get(code.name, Level.NOTHING))) for code in here]
    if told := _told_phrases(chosen):
        return f"{LEVELS[max(level for _, level in chosen)]}, if you agree: {joined(told)}"
    offered = _told_phrases((code, decision.offered) for code in here)
    return f"you may be asked to tell: {joined(offered)}" if offered else LEVELS[Level.NOTHING]


def _told_phrases(codes: Iterable[tuple[Code, Level]]) -> Collection[str]:
    """What is told of codes at their levels, each once."""
    return dict.fromkeys(told_phrase((level, told_name(code, level))) for code, level in codes if level)


def _wish(review: Review, index: int) -> str:
    if index in review.as_written:
        return "sent in your own words, if you agree"
    found, domain = review.wish(index), review.domain
    parts = [
        f"ask for {joined(value_phrases(found.want, domain))}" if found.want else "",
        f"liked: {joined(title.title for title in found.like)}" if found.like else "",
        f"not liked: {joined(title.title for title in found.dislike)}" if found.dislike else "",
        f"keep out here, untold: {joined(value_phrases(found.unwanted, domain))}" if found.unwanted else "",
    ]
    unsaid = "changes what you asked for before" if review.earlier and index in review.picked else NO_WORD
    return "; ".join(filter(None, parts)) or unsaid


def asked_for(review: Review) -> str:
    """What a draft asked for, in a sentence without a word of it."""
    found, domain = review.wishes, review.domain
    wanted = [
        *value_phrases(found.want, domain),
        *(["something in your own words"] if review.as_written else []),
    ]
    liked = f", like {_few(found.like)}" if found.like else ""
    parts = [
        f"not like {_few(found.dislike)}" if found.dislike else "",
        f"not {joined(value_phrases(found.unwanted, domain), 'or')}" if found.unwanted else "",
    ]
    asked = joined(wanted) or f"any {taxonomy().domains[domain].topic}"
    return f"You asked for {'; '.join([asked + liked, *filter(None, parts)])}."


def _asked(found: Wishes, domain: str) -> list[str]:
    """All that is asked for, and what is not wanted."""
    return [
        *value_phrases(found.want, domain),
        *(f"like {title.title}" for title in found.like),
        *(f"not like {title.title}" for title in found.dislike),
        *(f"not {value}" for value in value_phrases(found.unwanted, domain)),
    ]


def value_phrases(chosen: FacetValues, domain: str) -> list[str]:
    """The phrases of facet values of a domain."""
    known = facets(domain)
    return [known[facet].values[value].phrase for facet, values in chosen.items() for value in values]


def consent_question(
    names: Sequence[Name],
    modes: Sequence[Mode],
    recipient: Recipient,
    domain: str,
    ends: Mapping[Scope, datetime],
) -> str:
    """One question for all that would be told: what, to whom, for what, and until when each answer would hold."""
    phrases = joined(told_limit(name, mode) for name, mode in zip(names, modes, strict=True))
    until = ends.get(Scope.UNTIL)
    always = f", or in every conversation until {moment(until)}" if until else ""
    return (
        f"May {recipient.name} be told that what it recommends has to be {phrases}? It may use that only to "
        f"recommend: in this conversation (until {moment(ends[Scope.CONVERSATION])} at the latest), or only this "
        f"once{always}. Your limits are checked here either way."
    )


def words_question(count: int, recipient: Recipient) -> str:
    """The question whether words of the person's own may be sent; the words themselves are shown beside it."""
    these = "this wish" if count == 1 else f"these {count} wishes"
    return (
        f"May {recipient.name} read {these} in your own words, once, to recommend? Nothing personal was found in "
        f"{'it' if count == 1 else 'them'}, but a model can miss things: read again."
    )


def what_is_kept(records: Records) -> str:
    """Whether anything outlives the program."""
    if records.lasting:
        return "Your vault keeps what leaves, what comes back and what you agree to; never a draft."
    return "Nothing is kept: it all ends with the program."


def withdrawn(count: int) -> str:
    """What withdrawing did."""
    if not count:
        return "No consent is live: nothing of your limits is told unless you agree again."
    return f"Withdrawn: {count} consent{'s' if count > 1 else ''}. What was told before stays told."


def saved_limits(saved: Sequence[Constraint]) -> str:
    """What saving did."""
    if not saved:
        return "There are no limits to save yet."
    phrases = joined(constraint.about.phrase for constraint in saved)
    return f"Saved for every later conversation: {phrases}."


def nothing_found(review: Review) -> str:
    """A line for a draft without findings; for somebody in need, one that asks nothing of them."""
    if review.named:
        return "There is no hurry. Whenever you want, add what you would like to see, read or do."
    return "Nothing personal and no wish was found. A model can miss things: read it again."


def moment(when: datetime) -> str:
    """A time as it is on the person's clock, such as `18:30 on 3 May 2026`."""
    local = when.astimezone()
    return f"{local:%H:%M} on {local.day} {local:%B %Y}"


def asks_for(review: Review) -> str:
    """The kinds of work that are asked for, or else all that there is of the domain."""
    return _topic(review.wishes.want, review.domain)


def _topic(want: FacetValues, domain: str) -> str:
    kinds = {facet: values for facet, values in want.items() if facet == "kind"}
    return joined(value_phrases(kinds, domain), "or") or taxonomy().domains[domain].topic


def kept_besides(review: Review, most: int | None = None) -> str:
    """The limits that are kept beside those that were found, so many of them by name; empty where there are none.

    Those of another domain have no say in what is asked for now.
    """
    some, more = review.named[:most], len(review.named[most or len(review.named) :])
    here = [one.about.phrase for one in some if one.about.domain == review.domain]
    elsewhere = [one.about.phrase for one in some if one.about.domain != review.domain]
    parts = [
        ", ".join(here),
        f"not for {taxonomy().domains[review.domain].topic}: {', '.join(elsewhere)}" if elsewhere else "",
        f"{more} more, which are listed under Limits" if more else "",
    ]
    return f"Also kept: {'; '.join(filter(None, parts))}" if some else ""


def they_learn(request: MinimizedRequest, recipient: Recipient) -> str:
    """What the recipient of a request learns, in one sentence."""
    others = {facet: values for facet, values in request.want.items() if facet != "kind"}
    wished = value_phrases(others, request.domain)
    parts = [f"you ask for {_topic(request.want, request.domain)}"]
    parts[0] += f": {joined(wished)}" if wished else ""
    if request.like:
        parts.append(f"you liked {_few(request.like)}")
    if request.dislike:
        parts.append(f"you did not like {_few(request.dislike)}")
    if request.words:
        parts.append(f"in your own words: {joined(f'“{phrase}”' for phrase in request.words)}")
    limits = told_limits(request)
    if limits:
        parts.append(f"what you get has to be {joined(limits)}")
    if not recipient.here:
        parts.append("your network address, and that you use Least said")
    if recipient.account:
        parts.append("whose account asks, by its token")
    return f"They will learn: {'; '.join(parts)}."


def _few(titles: Sequence[Title]) -> str:
    """The first titles, and how many more there are."""
    more = len(titles) - NAMED
    rest = [f"{more} more title{'s' if more > 1 else ''}"] if more > 0 else []
    return joined([*(title.title for title in titles[:NAMED]), *rest])


def they_do_not_learn(review: Review, request: MinimizedRequest) -> str:
    """What stays here, in one sentence. Nothing that a told limit hints at, were it for another's sake."""
    names = {(told.level, told.name) for told in request.constraints}
    codes = taxonomy().codes
    told = {code for finding in review.findings for code in finding.codes if _hinted(codes[code], names)}
    hinted = {finding.label for finding in review.findings if not told.isdisjoint(finding.codes)}
    about = dict.fromkeys(
        finding.about.phrase
        for finding in review.findings
        if finding.sensitive and finding.label not in hinted
    )
    kept = [one.about.phrase for one in review.constraints if not _hinted(one.about, names)]
    parts = ["what else you wrote" if request.words else "what you wrote"]
    parts[0] += f" ({joined(about)})" if about else ""
    parts += ["why it has to be so"] if request.constraints else []
    parts += [f"your limits ({joined(kept)})"] if kept else []
    return f"They will not learn: {'; '.join(parts)}."


def _hinted(code: Code, told: Container[Name]) -> bool:
    """Whether something that is told stands for a code."""
    return any((level, told_name(code, level)) in told for level in Level if level)


def understood(review: Review) -> str:
    """What a draft goes on from, or that no wish was understood; empty where there is nothing to say."""
    found = review.wishes
    if review.earlier:
        return f"Goes on from before; asked for now: {joined(_asked(found, review.domain)) or 'anything'}."
    if not found.empty or review.as_written or not review.decisions:
        return ""
    return f"No wish was understood, so the answer will be general. Name {_NAMED[review.domain]}."
