"""All that leaves with one request, line by line and in plain words."""

from datetime import date

from client.exchange import Recipient
from client.wording.grammar import joined
from client.wording.words import told_limits
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from sanitizer.titles import Title
from sanitizer.wire import COUNT, MinimizedRequest, Scope

_SCOPES = {
    Scope.REQUEST: "only this once",
    Scope.CONVERSATION: "for this conversation",
    Scope.UNTIL: "for every conversation",
}


def leaving(request: MinimizedRequest, recipient: Recipient) -> tuple[tuple[str, str], ...]:
    """Pairs of what a part is and what it says, in the order in which people care about them."""
    lines = [
        ("Asks for", taxonomy().domains[request.domain].topic),
        *_wishes(request),
        ("Liked", joined(map(_title, request.like))),
        ("Not liked", joined(map(_title, request.dislike))),
        ("In your own words", joined(f"“{phrase}”" for phrase in request.words)),
        ("It has to be", joined(told_limits(request))),
        ("Your limits", "" if request.constraints else "nothing is said of them"),
        ("You agreed", _agreed(request)),
        ("Also seen", "" if recipient.here else "your network address, and that you use Least said"),
        ("By its token", "whose account asks" if recipient.account else ""),
        ("Always the same", f"{COUNT} items are asked for, with all their notes, only to recommend"),
        ("New each time", "a random number for the request"),
    ]
    return tuple((name, said) for name, said in lines if said)


def _wishes(request: MinimizedRequest) -> list[tuple[str, str]]:
    known = facets(request.domain)
    return [
        (known[facet].phrase.capitalize(), joined(known[facet].values[value].phrase for value in values))
        for facet, values in request.want.items()
    ]


def _agreed(request: MinimizedRequest) -> str:
    """For how long: one tag goes with all limits that are told."""
    if not request.constraints:
        return ""
    tag = request.constraints[0].consent
    return f"{_SCOPES[tag.scope]}, until {_day(tag.expires)} at the latest"


def _title(title: Title) -> str:
    return f"{title.title} ({title.year})"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
