"""Which limit to keep: searched for among all there are, by group, and chosen."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets.option_list import Option

from client.tui.searching import SearchScreen
from client.words import fits
from sanitizer.taxonomy import Code, taxonomy

PERHAPS = "perhaps "
"""Begins the id of a likely one, which is listed again in its group."""


class CodeScreen(SearchScreen[str]):
    """Dismissed with the code that the person chose, or with None."""

    QUESTION: ClassVar[str] = "What should recommendations respect? It is told to nobody."
    HINT: ClassVar[str] = "Type to search, such as: stairs"
    NOTHING: ClassVar[str] = "No limit has these words."

    def __init__(self, domain: str = "", kept: Collection[str] = (), likely: Sequence[str] = ()) -> None:
        """Likely ones come first, then those of a domain; those that are kept already are left out."""
        super().__init__()
        codes = [code for code in taxonomy().codes.values() if code.name not in kept]
        self._likely = [taxonomy().codes[name] for name in likely]
        self._codes = sorted(codes, key=lambda code: code.domain != domain) if domain else codes

    def found(self, typed: str) -> Sequence[Option]:
        """See `SearchScreen`: the codes by group, under its name."""
        options: list[Option] = []
        if self._likely and not typed.strip():
            options.append(Option(Content.styled("Perhaps", "bold"), disabled=True))
            options += [
                Option(Content(f"  {code.phrase}"), id=f"{PERHAPS}{code.name}") for code in self._likely
            ]
        fitting = [code for code in self._codes if _fits(code, typed)]
        for group in dict.fromkeys(code.group for code in fitting):
            options.append(Option(Content.styled(_heading(group), "bold"), disabled=True))
            options += [
                Option(Content(f"  {code.phrase}"), id=code.name) for code in fitting if code.group == group
            ]
        return options

    def meant(self, chosen: str) -> str:
        """See `SearchScreen`."""
        return chosen.removeprefix(PERHAPS)


def _heading(group: str) -> str:
    about = taxonomy().groups[group]
    return f"{about.phrase.capitalize()} ({taxonomy().domains[about.domain].topic})"


def _fits(code: Code, typed: str) -> bool:
    """Whether every word that was typed begins a word of what the code is."""
    return fits(f"{code.phrase} {code.about} {taxonomy().groups[code.group].phrase}", typed)
