"""Sentences for people: what would be told, what stays, what a verdict means. No draft in any of them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from client.consent import LASTS, Name
from client.exchange import Recipient
from client.safety import Reason, Rule, SafeReply, ScreenedItem, Verdict
from sanitizer import Action, Decision, Level, Review
from sanitizer.facets import facets
from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.wire import MinimizedRequest

LEVELS = {
    Level.NOTHING: "told to nobody",
    Level.ROOT: "told as a hint",
    Level.GROUP: "told as a group",
    Level.CODE: "told exactly",
}
VERDICTS = {Verdict.SAFE: "fits", Verdict.UNKNOWN: "not sure", Verdict.UNSAFE: "does not fit"}


def told_phrase(name: Name, domain: str) -> str:
    """What a recommender would read of a limit, such as `careful with death and loss`."""
    vocabulary, (level, word) = taxonomy(), name
    if level is Level.CODE:
        return vocabulary.codes[word].phrase
    return vocabulary.groups[word].phrase if level is Level.GROUP else vocabulary.domains[domain].phrase


def becomes(decision: Decision, domain: str) -> str:
    """What happens to a finding, in plain words."""
    finding = decision.finding
    if decision.action is Action.REDACT:
        return "left out"
    if decision.action is Action.ALLOW:
        return (
            "used as a wish"
            if finding.kind is Kind.WISH
            else "kept as written in the text; never in a request"
        )
    phrases = _joined(taxonomy().codes[code].phrase for code in finding.codes)
    level = decision.level or decision.offered
    names = dict.fromkeys(
        told_phrase((level, _name(code, level, domain)), domain) for code in finding.codes if level
    )
    if decision.level:
        return f"a limit: {phrases}; {LEVELS[level]}, if you agree: {_joined(names)}"
    told = f"you will be asked to tell: {_joined(names)}" if decision.offered else LEVELS[Level.NOTHING]
    return f"a limit: {phrases}; {told}"


def consent_question(names: Sequence[Name], recipient: Recipient, domain: str) -> str:
    """One question for all that would be told: what, to whom, for what, until when."""
    phrases = _joined(told_phrase(name, domain) for name in names)
    hours = int(LASTS.total_seconds() // 3600)
    return (
        f"May {recipient.name} be told that what it recommends has to be {phrases}? Only to recommend, in this "
        f"conversation, for {hours} hours at most. Either way your limits are kept here."
    )


def they_learn(request: MinimizedRequest, recipient: Recipient) -> str:
    """What the recipient of a request learns, in one sentence."""
    known = facets(request.domain)
    wished = [known[facet].values[value].phrase for facet, values in request.want.items() for value in values]
    parts = [f"you ask for {taxonomy().domains[request.domain].topic}"]
    parts[0] += f": {_joined(wished)}" if wished else ", nothing in particular"
    if request.like:
        parts.append(f"you liked {_joined(title.title for title in request.like)}")
    if request.dislike:
        parts.append(f"you did not like {_joined(title.title for title in request.dislike)}")
    limits = [told_phrase((told.level, told.name), request.domain) for told in request.constraints]
    if limits:
        parts.append(f"what you get has to be {_joined(limits)}")
    if not recipient.here:
        parts.append("your network address, and that you use Least said")
    return f"They will learn: {'; '.join(parts)}."


def they_do_not_learn(review: Review, request: MinimizedRequest) -> str:
    """What stays here, in one sentence."""
    about = dict.fromkeys(finding.about.phrase for finding in review.findings if finding.sensitive)
    told = {told.name for told in request.constraints}
    kept = [
        constraint.about.phrase
        for constraint in review.constraints
        if not told
        & {constraint.code, constraint.about.group, taxonomy().domains[constraint.about.domain].root}
    ]
    parts = ["what you wrote"]
    parts += [f"anything about {_joined(about, 'or')}"] if about else []
    parts += [f"your limits ({_joined(kept)})"] if kept else []
    return f"They will not learn: {'; '.join(parts)}."


def stays_note(review: Review) -> str:
    """Which wishes a request cannot hold; empty where it holds all."""
    known = facets(review.domain)
    unwanted = [
        known[facet].values[value].phrase
        for facet, values in review.wishes.unwanted.items()
        for value in values
    ]
    notes = []
    if unwanted:
        notes.append(f"Kept from the answer on this device: {_joined(unwanted)}.")
    if count := len(review.wishes.unmapped):
        notes.append(f"{count} of your wishes has no word in the closed vocabulary and stays here.")
    return " ".join(notes)


def warnings(item: ScreenedItem) -> str:
    """What to know of an item that is shown; empty where it fits."""
    slight = [_against(reason.about) for reason in item.reasons if reason.rule is Rule.SLIGHT]
    unproven = [_phrase(reason.about) for reason in item.reasons if reason.rule is Rule.UNPROVEN]
    parts = [f"Be aware: {_joined(slight)}, if only slightly."] if slight else []
    parts += [f"Not known whether it is {_joined(unproven)}."] if unproven else []
    return " ".join(parts)


def reply_summary(reply: SafeReply, domain: str) -> str:
    """How many are shown, how many hidden and why, and what could not be read."""
    if not reply.shown and not reply.hidden:
        return "The recommender had nothing. Ask for another mood, or say less of what it has to be."
    shown = (
        f"{len(reply.shown)} recommended, best first."
        if reply.shown
        else "Nothing is left that fits your limits."
    )
    broken = f" {reply.unreadable} could not be read." if reply.unreadable else ""
    return f"{shown} {hidden_summary(reply, domain)}{broken}"


def hidden_summary(reply: SafeReply, domain: str) -> str:
    """How many were hidden and by which rule; nothing of the person's past."""
    if not reply.hidden:
        return "None was hidden."
    counts = Counter(_hidden_by(reason, domain) for item in reply.hidden for reason in _deciding(item))
    reasons = "; ".join(f"{count} {phrase}" for phrase, count in counts.most_common())
    return f"{len(reply.hidden)} hidden: {reasons}."


def _deciding(item: ScreenedItem) -> tuple[Reason, ...]:
    return tuple(reason for reason in item.reasons if reason.hides)[:1]


def _hidden_by(reason: Reason, domain: str) -> str:
    if reason.rule is Rule.UNWANTED:
        values = [
            facet.values[reason.about] for facet in facets(domain).values() if reason.about in facet.values
        ]
        return f"as you want none of this: {values[0].phrase}"
    return (
        _against(reason.about) if reason.rule is Rule.CONFLICT else f"not known to be {_phrase(reason.about)}"
    )


def _phrase(code: str) -> str:
    return taxonomy().codes[code].phrase


def _against(code: str) -> str:
    """The opposite of a code's phrase: `with slurs or hatred`, `not short or easy to pause`."""
    phrase = _phrase(code)
    return f"with {phrase.removeprefix('without ')}" if phrase.startswith("without ") else f"not {phrase}"


def _name(code: str, level: Level, domain: str) -> str:
    record = taxonomy().codes[code]
    return {Level.CODE: code, Level.GROUP: record.group}.get(level, taxonomy().domains[domain].root)


def _joined(phrases: Iterable[str], last: str = "and") -> str:
    listed = list(phrases)
    return (
        listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {last} {listed[-1]}" if listed else ""
    )
