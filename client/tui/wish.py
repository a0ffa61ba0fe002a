"""What a wish means: picked from a list of what a request can hold, or sent in the person's own words."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets.option_list import Option

from client.conversation.suggestions import Choice, matching
from client.tui.searching import SearchScreen
from sanitizer import Wishes

AS_WRITTEN = "as written"


class WishScreen(SearchScreen[Wishes | str]):
    """Dismissed with what the wish means, with `AS_WRITTEN`, or with None."""

    QUESTION: ClassVar[str] = "What do you mean?"
    HINT: ClassVar[str] = "Type to search all that can be asked for"

    def __init__(self, suggested: tuple[Choice, ...], domain: str, *, may_send: bool) -> None:
        super().__init__()
        self._suggested = suggested
        self._domain = domain
        self._may_send = may_send
        self._choices: tuple[Choice, ...] = ()

    def found(self, typed: str) -> Sequence[Option]:
        """See `SearchScreen`: what is likely until something is typed, and at the end the words as they are."""
        self._choices = matching(typed, self._domain) if typed.strip() else self._suggested
        options = [Option(Content(choice.label), id=str(at)) for at, choice in enumerate(self._choices)]
        if self._may_send:
            said = "Send these words as they are, only this once; you are asked first"
            options.append(Option(Content(said), id=AS_WRITTEN))
        return options

    def meant(self, chosen: str) -> Wishes | str:
        """See `SearchScreen`."""
        return AS_WRITTEN if chosen == AS_WRITTEN else self._choices[int(chosen)].meant
