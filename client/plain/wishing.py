"""What a wish may mean, and whether its own words are sent."""

from collections.abc import Sequence
from functools import reduce

from client.errors import UsageError
from client.plain.commands import number_of
from client.saying import say
from client.session import Session
from client.suggestions import Choice
from sanitizer import Kind, Review

NOT_A_WISH = "Only a wish can be picked or sent in its own words."
STAYS = "Something personal may be in these words, or they are too long: they stay here."


def wished(
    session: Session, review: Review, group: Sequence[int], words: Sequence[str], number: int
) -> Review | None:
    """The review after a wish was picked, or is to be sent as it is; none where its meanings were listed.

    Raises:
        UsageError: It is no wish, its words may not be sent, or nothing of that number is listed.
    """
    if review.findings[group[0]].kind is not Kind.WISH:
        raise UsageError(NOT_A_WISH)
    match words:
        case ["words"]:
            if not session.may_send(review, group[0]):
                raise UsageError(STAYS)
            return reduce(lambda one, at: one.send_words(at), group, review)
        case ["pick"] | ["pick", _]:
            choices = session.suggestions(review, group[0])
            place = number_of(words[1]) or 0 if len(words) > 1 else 0
            if 0 < place <= len(choices):
                meant = choices[place - 1].meant
                return reduce(lambda one, at: one.pick(at, meant), group, review)
            _list(choices, number)
            return None
    raise UsageError(f"Say {number} pick, {number} pick 1 or {number} words; or type help.")


def _list(choices: Sequence[Choice], number: int) -> None:
    for place, choice in enumerate(choices, 1):
        say(f"  {place}  {choice.label}")
    said = f"Pick one by its number, as in: {number} pick 1."
    say(said if choices else "Nothing like it is in a request.")
