"""Sentences about an answer: what a verdict means, why something was hidden, what would help."""

from collections import Counter
from collections.abc import Iterable, Sequence

from client.hearing import unheard
from client.safety import Help, Reason, Rule, SafeReply, ScreenedItem, Verdict
from client.safety.ranking import values_of
from client.wording.grammar import joined
from sanitizer import Review
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from sanitizer.wishes import FacetValues

VERDICTS = {Verdict.SAFE: "fits", Verdict.UNKNOWN: "not sure", Verdict.UNSAFE: "does not fit"}
_CONFLICTS = (Rule.CONFLICT, Rule.STRICT_CONFLICT, Rule.SLIGHT_TOGETHER)


def verdict_phrase(item: ScreenedItem) -> str:
    """The verdict in two words; empty where there was no limit to check."""
    if item.verdict is Verdict.SAFE and (slight := _codes(item, Rule.SLIGHT)):
        return "mostly fits" if all(map(_in_works, slight)) else "usually fits"
    return VERDICTS[item.verdict] if item.checked else ""


def described(item: ScreenedItem, asked: Review) -> list[str]:
    """What it is and which wishes it meets, in lines; what the recommender says stands by itself, as its words."""
    met = matches(values_of(item, asked.domain), asked.wishes.want, asked.domain)
    said = [f"It says: {item.why}", met] if item.quoted else [" ".join(filter(None, (item.why.text, met)))]
    return [line for line in said if line]


def warnings(item: ScreenedItem) -> str:
    """What to know of an item that is shown; empty where it fits."""
    slight = _codes(item, Rule.SLIGHT)
    parts = [
        _part("Ranked lower: {}.", map(_against, _codes(item, Rule.SUNK))),
        _part("A little: {}.", (_against(code) for code in slight if _in_works(code))),
        _part("Not always {}: ask first.", (_phrase(code) for code in slight if not _in_works(code))),
        "Not checked for what you do not want." if _codes(item, Rule.UNCHECKED) else "",
        "Not known who it is for." if _codes(item, Rule.AGE_UNKNOWN) else "",
        _part("Not known whether it is {}.", map(_phrase, _codes(item, Rule.UNPROVEN))),
    ]
    return " ".join(filter(None, parts))


def matches(values: FacetValues, want: FacetValues, domain: str) -> str:
    """Which wishes an item meets; empty where it is not known to meet any."""
    met = [phrase for facet, value, phrase in _wanted(want, domain) if value in values.get(facet, ())]
    return _part("Matches: {}.", met)


def unmet(reply: SafeReply, asked: Review) -> str:
    """What was asked for that nothing shown is known to meet, and limits that hid nothing; empty if all is met."""
    values = [values_of(item, asked.domain) for item in reply.shown]
    missed = [
        phrase
        for facet, value, phrase in _wanted(asked.wishes.want, asked.domain)
        if not any(value in one.get(facet, ()) for one in values)
    ]
    unmatched = _part("None of it is known to match: {}.", missed if values else (), "or")
    return " ".join(filter(None, (_no_kind(values, asked), unmatched, unheard(asked))))


def _no_kind(shown: Sequence[FacetValues], asked: Review) -> str:
    """That nothing of what is shown is of a kind that was asked for; empty where something is."""
    kinds = asked.wishes.want.get("kind", ())
    if not shown or any(kind in one.get("kind", ()) for one in shown for kind in kinds):
        return ""
    known = facets(asked.domain)["kind"].values if kinds else {}
    return _part("There is no {} among them.", (known[kind].phrase for kind in kinds), "or")


def _wanted(want: FacetValues, domain: str) -> list[tuple[str, str, str]]:
    """Facet, value and phrase of each wish, but for the kind of thing, which every card says."""
    known = facets(domain)
    return [
        (facet, value, known[facet].values[value].phrase)
        for facet, asked in want.items()
        if facet != "kind"
        for value in asked
    ]


def reply_summary(reply: SafeReply, domain: str) -> str:
    """How many are shown, how many hidden and why, and what was seen before or could not be read."""
    broken = f" {reply.unreadable} could not be read." if reply.unreadable else ""
    if not (reply.shown or reply.hidden or reply.repeated):
        return f"The recommender had nothing. Ask for another mood, or say less of what it has to be.{broken}"
    again = f" {reply.repeated} that you saw before are left out." if reply.repeated else ""
    return f"{_shown(reply)} {hidden_summary(reply, domain)}{again}{broken}"


def _shown(reply: SafeReply) -> str:
    if reply.shown:
        return f"{len(reply.shown)} recommended, best first."
    return "Nothing new is left." if reply.repeated else "Nothing is left that fits your limits."


def hidden_summary(reply: SafeReply, domain: str) -> str:
    """How many were hidden and by which rule; nothing of the person's past."""
    if not reply.hidden:
        return "None was hidden."
    counts = Counter(_hidden_by(_deciding(item), domain) for item in reply.hidden)
    reasons = "; ".join(f"{count} {phrase}" for phrase, count in counts.most_common())
    return f"{len(reply.hidden)} hidden: {reasons}."


def why_hidden(item: ScreenedItem, domain: str) -> str:
    """Why one item was hidden, and on whose word; no details of it."""
    reason = _deciding(item)
    sources = item.known.warned_by(reason.about)
    return f"{_hidden_by(reason, domain)}, by {joined(sources)}" if sources else _hidden_by(reason, domain)


def helping_words(found: Help, domain: str) -> str:
    """What would help where little is left; empty where nothing does."""
    groups = [taxonomy().groups[group].phrase for group in found.groups]
    told = "You could let the recommender know that it has to be {}: you would be asked first."
    return " ".join(filter(None, (moods_words(found, domain), _part(told, groups, "or"))))


def moods_words(found: Help, domain: str) -> str:
    """What else could be asked for; empty where nothing leaves more."""
    known = facets(domain)[found.facet].values if found.facet else {}
    return _part("More is left that is {}.", (known[value].phrase for value in found.values), "or")


def _part(sentence: str, phrases: Iterable[str], last: str = "and") -> str:
    listed = list(phrases)
    return sentence.format(joined(listed, last)) if listed else ""


def _codes(item: ScreenedItem, rule: Rule) -> Sequence[str]:
    return [reason.about for reason in item.reasons if reason.rule is rule]


def _in_works(code: str) -> bool:
    """Whether a slight conflict is a part of a work, not something that differs from place to place."""
    return taxonomy().codes[code].domain == "media"


def _deciding(item: ScreenedItem) -> Reason:
    return next(reason for reason in item.reasons if reason.hides)


def _hidden_by(reason: Reason, domain: str) -> str:
    if reason.rule is Rule.UNWANTED:
        return f"not wanted ({facets(domain)[reason.facet].values[reason.about].phrase})"
    if reason.rule is Rule.TOO_OLD:
        return f"not for {facets(domain)['audience'].values[reason.about].phrase}"
    if reason.rule in _CONFLICTS:
        return _against(reason.about)
    return f"not known to be {_phrase(reason.about)}"


def _phrase(code: str) -> str:
    return taxonomy().codes[code].phrase


def _against(code: str) -> str:
    """The opposite of a code's phrase: `with slurs or hatred`, `not short or easy to pause`."""
    phrase = _phrase(code)
    return f"with {phrase.removeprefix('without ')}" if phrase.startswith("without ") else f"not {phrase}"
