"""Sentences for people: what would be told, what stays, what a verdict means. No draft in any of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from client.consent import Name
from client.exchange import Recipient
from client.records import Records
from client.safety import Reason, Rule, SafeReply, ScreenedItem, Verdict
from sanitizer import Action, Constraint, Decision, Level, Review, Wishes
from sanitizer.constraints import told_name
from sanitizer.facets import facets
from sanitizer.taxonomy import Kind, taxonomy
from sanitizer.wire import MinimizedRequest, Scope
from sanitizer.wishes import FacetValues

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


def becomes(review: Review, index: int) -> str:
    """What happens to a finding, in plain words."""
    decision = review.decisions[index]
    if decision.action is Action.REDACT:
        return "left out"
    if decision.action is Action.CONSTRAIN:
        return _limit(decision, review.domain)
    if decision.finding.kind is Kind.WISH:
        return _wish(review.wish(index), review.domain)
    return "kept as written in the text; never in a request"


def _limit(decision: Decision, domain: str) -> str:
    codes = [taxonomy().codes[code] for code in decision.finding.codes]
    phrases = _joined(code.phrase for code in codes)
    level = decision.level or decision.offered
    names = dict.fromkeys(
        told_phrase((level, told_name(code, level)), domain)
        for code in codes
        if level and code.domain == domain
    )
    if not names:
        return f"a limit: {phrases}; {LEVELS[Level.NOTHING]}"
    if decision.level:
        return f"a limit: {phrases}; {LEVELS[level]}, if you agree: {_joined(names)}"
    return f"a limit: {phrases}; you may be asked to tell: {_joined(names)}"


def _wish(found: Wishes, domain: str) -> str:
    parts = [
        f"ask for {_joined(_values(found.want, domain))}" if found.want else "",
        f"liked: {_joined(title.title for title in found.like)}" if found.like else "",
        f"not liked: {_joined(title.title for title in found.dislike)}" if found.dislike else "",
        f"keep out here, untold: {_joined(_values(found.unwanted, domain))}" if found.unwanted else "",
    ]
    return "; ".join(filter(None, parts)) or "no word for it in a request: it stays here"


def _values(chosen: FacetValues, domain: str) -> list[str]:
    known = facets(domain)
    return [known[facet].values[value].phrase for facet, values in chosen.items() for value in values]


def consent_question(
    names: Sequence[Name], recipient: Recipient, domain: str, ends: Mapping[Scope, datetime]
) -> str:
    """One question for all that would be told: what, to whom, for what, and until when each answer would hold."""
    phrases = _joined(told_phrase(name, domain) for name in names)
    until = ends.get(Scope.UNTIL)
    always = f"; or in every conversation until {moment(until)}" if until else ""
    return (
        f"May {recipient.name} be told that what it recommends has to be {phrases}? Only to recommend: in this "
        f"conversation, until {moment(ends[Scope.CONVERSATION])} at the latest; or only this once"
        f"{always}. Either way your limits are kept here."
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
    phrases = _joined(constraint.about.phrase for constraint in saved)
    return f"Saved for every later conversation: {phrases}. `leastsaid vault erase --limit` erases one."


def nothing_found(review: Review) -> str:
    """A line for a draft without findings; for somebody in need, one that asks nothing of them."""
    if review.named:
        return "There is no hurry. Whenever you want, add what you would like to see, read or do."
    return "Nothing personal and no wish was found. A model can miss things: read it again."


def moment(when: datetime) -> str:
    """A time as it is on the person's clock, such as `18:30 on 3 May 2026`."""
    local = when.astimezone()
    return f"{local:%H:%M} on {local.day} {local:%B %Y}"


def they_learn(request: MinimizedRequest, recipient: Recipient) -> str:
    """What the recipient of a request learns, in one sentence."""
    wished = _values(request.want, request.domain)
    parts = [f"you ask for {taxonomy().domains[request.domain].topic}"]
    parts[0] += f": {_joined(wished)}" if wished else ""
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
    names = {(told.level, told.name) for told in request.constraints}
    told = {
        constraint.code
        for constraint in review.constraints
        if constraint.level and (constraint.level, told_name(constraint.about, constraint.level)) in names
    }
    about = dict.fromkeys(
        finding.about.phrase
        for finding in review.findings
        if finding.sensitive and told.isdisjoint(finding.codes)
    )
    kept = [constraint.about.phrase for constraint in review.constraints if constraint.code not in told]
    parts = ["what you wrote"]
    parts += [f"anything about {_joined(about, 'or')}"] if about else []
    parts += [f"your limits ({_joined(kept)})"] if kept else []
    return f"They will not learn: {'; '.join(parts)}."


def understood(review: Review) -> str:
    """A line for a draft without any wish that a request can hold; empty where there is one."""
    found = review.wishes
    if found.want or found.like or found.dislike or found.unwanted or not review.decisions:
        return ""
    return "No wish was understood, so the answer will be general. Name a genre, a mood, a decade or a title."


def warnings(item: ScreenedItem) -> str:
    """What to know of an item that is shown; empty where it fits."""
    slight = [_against(code) for code in _slight(item) if _in_works(code)]
    ask = [_phrase(code) for code in _slight(item) if not _in_works(code)]
    unproven = [_phrase(reason.about) for reason in item.reasons if reason.rule is Rule.UNPROVEN]
    sunk = [_against(reason.about) for reason in item.reasons if reason.rule is Rule.SUNK]
    parts = [f"Ranked lower: {_joined(sunk)}."] if sunk else []
    parts += [f"A little: {_joined(slight)}."] if slight else []
    parts += [f"Not always {_joined(ask)}: ask first."] if ask else []
    parts += ["Not checked for what you do not want."] if _unchecked(item) else []
    parts += [f"Not known whether it is {_joined(unproven)}."] if unproven else []
    return " ".join(parts)


def _slight(item: ScreenedItem) -> list[str]:
    return [reason.about for reason in item.reasons if reason.rule is Rule.SLIGHT]


def _in_works(code: str) -> bool:
    """Whether a slight conflict is a part of a work, not something that differs from place to place."""
    return taxonomy().codes[code].domain == "media"


def _unchecked(item: ScreenedItem) -> bool:
    return any(reason.rule is Rule.UNCHECKED for reason in item.reasons)


def verdict_phrase(item: ScreenedItem) -> str:
    """The verdict in two words; empty where there was no limit to check."""
    if item.verdict is Verdict.SAFE and (slight := _slight(item)):
        return "mostly fits" if all(map(_in_works, slight)) else "usually fits"
    return VERDICTS[item.verdict] if item.checked else ""


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
        return f"not wanted ({facets(domain)[reason.facet].values[reason.about].phrase})"
    if reason.rule is Rule.CONFLICT:
        return _against(reason.about)
    return f"not known to be {_phrase(reason.about)}"


def _phrase(code: str) -> str:
    return taxonomy().codes[code].phrase


def _against(code: str) -> str:
    """The opposite of a code's phrase: `with slurs or hatred`, `not short or easy to pause`."""
    phrase = _phrase(code)
    return f"with {phrase.removeprefix('without ')}" if phrase.startswith("without ") else f"not {phrase}"


def _joined(phrases: Iterable[str], last: str = "and") -> str:
    listed = list(phrases)
    return (
        listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} {last} {listed[-1]}" if listed else ""
    )
