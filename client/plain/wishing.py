"""What a wish may mean, and whether its own words are sent."""

from collections.abc import Sequence

from client.conversation.deciding import Change, Deciding, Group
from client.conversation.session import Session
from client.conversation.suggestions import Choice
from client.errors import UsageError
from client.plain.commands import number_of
from client.saying import say
from sanitizer import Kind

NOT_A_WISH = "Only a wish can be picked or sent in its own words."
STAYS = "Something personal may be in these words, or they are too long: they stay here."


def wished(
    session: Session, deciding: Deciding, group: Group, words: Sequence[str], number: int
) -> Change | None:
    """Picks what a wish means, or has it sent as it is; none where its meanings were listed.

    Raises:
        UsageError: It is no wish, its words may not be sent, or nothing of that number is listed.
    """
    review = deciding.review
    if review.findings[group[0]].kind is not Kind.WISH:
        raise UsageError(NOT_A_WISH)
    match words:
        case ["words"]:
            if not session.may_send(review, group[0]):
                raise UsageError(STAYS)
            return deciding.send_words(group)
        case ["pick"] | ["pick", _]:
            choices = session.suggestions(review, group[0])
            place = number_of(words[1]) or 0 if len(words) > 1 else 0
            if 0 < place <= len(choices):
                return deciding.pick(group, choices[place - 1].meant)
            _list(choices, number)
            return None
    raise UsageError(f"Say {number} pick, {number} pick 1 or {number} words; or type help.")


def _list(choices: Sequence[Choice], number: int) -> None:
    for place, choice in enumerate(choices, 1):
        say(f"  {place}  {choice.label}")
    said = f"Pick one by its number, as in: {number} pick 1."
    say(said if choices else "Nothing like it is in a request.")
