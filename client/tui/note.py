"""The lines below the review: what needs saying, whole; what there is no room for is read on, page after page."""

from textual.content import Content
from textual.widgets import Static

LINES = 6
"""At most at once, where there is room."""
FEWEST = 2
"""Lines that there is always room for."""
MORE = "… (r reads on)"


class Note(Static):
    """Says one thing, in as many lines as there are for it."""

    DEFAULT_CSS = """
    Note { height: auto; min-height: 1; color: $text-warning; }
    """

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._words = ""
        self._pages: list[str] = [""]
        self._page = 0

    @property
    def lines(self) -> int:
        """How many lines are taken now; the room that is always there counts."""
        return max(FEWEST, self._pages[self._page].count("\n") + 1)

    def say(self, words: str) -> None:
        """Says something else; `fit` makes the lines of it."""
        self._words = words
        self._page = 0

    def fit(self, width: int, room: int) -> None:
        """Draws it in lines of a width, in cells, of which there is room for so many."""
        self._pages = paged(self._words, width, max(FEWEST, min(LINES, room)))
        self._page = min(self._page, len(self._pages) - 1)
        self.update(Content(self._words if len(self._pages) == 1 else self._pages[self._page]))

    def read_on(self) -> bool:
        """Goes to the next page, and from the last to the first. Whether there is another."""
        self._page = (self._page + 1) % len(self._pages)
        return len(self._pages) > 1


def paged(words: str, width: int, most: int) -> list[str]:
    """Words in pages of at most so many lines, wrapped at words; all but the last page say how to read on."""
    lines = [line.plain.rstrip() for line in Content(words).wrap(width)]
    pages = []
    while len(lines) > most:
        pages.append("\n".join([*lines[: most - 1], MORE]))
        lines = lines[most - 1 :]
    return [*pages, "\n".join(lines)]
