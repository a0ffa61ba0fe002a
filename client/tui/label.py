"""What a piece of the draft is: searched for among all kinds, and chosen."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from client.lookup import fitting_kinds
from client.tui.lists import MARKS
from client.tui.searching import SearchScreen

KINDS = (
    "Facts and details are left out of the text. A limit is kept in mind here. A wish is what is asked for."
)


class LabelScreen(SearchScreen[str]):
    """Dismissed with the label that the person chose, or with None."""

    QUESTION: ClassVar[str] = "What is this?"
    HINT: ClassVar[str] = "Type to search, such as: grief"
    NOTHING: ClassVar[str] = "No kind has these words. Try another, such as: illness, loss, name or limit."

    def __init__(self, piece: str, label: str = "", begin: str = "") -> None:
        """What is asked about, safe to show; what it is now, if anything, and where the cursor begins otherwise."""
        super().__init__()
        self._piece = piece
        self._label = label
        self._begin = begin

    @property
    def begin(self) -> str:
        """See `SearchScreen`: what it is now."""
        return self._label or self._begin

    def about(self) -> Sequence[Static]:
        """See `SearchScreen`: the piece itself, and what follows from its kind."""
        return Static(Content(f"“{self._piece}”"), id="piece"), Static(Content(KINDS), classes="quiet")

    def found(self, typed: str) -> Sequence[Option]:
        """See `SearchScreen`: every label that a person may choose, what holds now with a sign."""
        return [
            Option(
                Content(f"{self._sign(label.name)}{label.kind.value:<8}{label.phrase}"),
                id=label.name,
            )
            for label in fitting_kinds(typed)
        ]

    def meant(self, chosen: str) -> str:
        """See `SearchScreen`."""
        return chosen

    def _sign(self, name: str) -> str:
        return MARKS[name == self._label] if self._label else ""
