"""Which limit to keep: searched for among all there are, by group, and chosen."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets.option_list import Option

from client.tui.searching import SearchScreen
from client.words import fits
from sanitizer.taxonomy import Code, taxonomy


class CodeScreen(SearchScreen[str]):
    """Dismissed with the code that the person chose, or with None."""

    QUESTION: ClassVar[str] = "What should recommendations respect? It is told to nobody."
    HINT: ClassVar[str] = "Type to search, such as: stairs"
    NOTHING: ClassVar[str] = "No limit has these words."

    def __init__(self, domain: str = "", kept: Collection[str] = ()) -> None:
        """Those of a domain come first, and those that are kept already are left out."""
        super().__init__()
        codes = [code for code in taxonomy().codes.values() if code.name not in kept]
        self._codes = sorted(codes, key=lambda code: code.domain != domain) if domain else codes

    def found(self, typed: str) -> Sequence[Option]:
        """See `SearchScreen`: the codes by group, under its name."""
        fitting = [code for code in self._codes if _fits(code, typed)]
        options: list[Option] = []
        for group in dict.fromkeys(code.group for code in fitting):
            options.append(Option(Content.styled(_heading(group), "bold"), disabled=True))
            options += [
                Option(Content(f"  {code.phrase}"), id=code.name) for code in fitting if code.group == group
            ]
        return options

    def meant(self, chosen: str) -> str:
        """See `SearchScreen`."""
        return chosen


def _heading(group: str) -> str:
    about = taxonomy().groups[group]
    return f"{about.phrase.capitalize()} ({taxonomy().domains[about.domain].topic})"


def _fits(code: Code, typed: str) -> bool:
    """Whether every word that was typed begins a word of what the code is."""
    return fits(f"{code.phrase} {code.about} {taxonomy().groups[code.group].phrase}", typed)
