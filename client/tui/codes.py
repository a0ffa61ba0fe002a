"""Which limit to keep: searched for among all there are, by group, and chosen."""

from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets.option_list import Option

from client.lookup import NOTHING, fitting_limits, named_limits
from client.tui.searching import SearchScreen
from sanitizer.taxonomy import Code, taxonomy

PERHAPS = "perhaps "
"""Begins the id of a likely one, which is listed again in its group."""


class CodeScreen(SearchScreen[str]):
    """Dismissed with the code that the person chose, or with None."""

    QUESTION: ClassVar[str] = "What should recommendations respect? It is told to nobody."
    HINT: ClassVar[str] = "Type to search, such as: stairs"
    NOTHING: ClassVar[str] = NOTHING

    def __init__(self, domain: str = "", kept: Collection[str] = (), likely: Sequence[str] = ()) -> None:
        """Likely ones come first, then those of a domain; those that are kept already are left out."""
        super().__init__()
        codes = [code for code in taxonomy().codes.values() if code.name not in kept]
        self._likely = [taxonomy().codes[name] for name in likely]
        self._codes = sorted(codes, key=lambda code: code.domain != domain) if domain else codes

    def found(self, typed: str) -> Sequence[Option]:
        """See `SearchScreen`: the codes by group, under its name; likely ones apart."""
        fitting = fitting_limits(typed, self._codes)
        likely = self._likely
        if typed.strip():
            likely = [code for code in named_limits(typed, self._codes) if code not in fitting]
        listed = [option for group in _groups(fitting) for option in _group(group, fitting)]
        perhaps = [_heading("Perhaps"), *(_option(code, PERHAPS) for code in likely)] if likely else []
        return [*listed, *perhaps] if typed.strip() else [*perhaps, *listed]

    def meant(self, chosen: str) -> str:
        """See `SearchScreen`."""
        return chosen.removeprefix(PERHAPS)


def _groups(codes: Iterable[Code]) -> list[str]:
    """The groups of codes, in the order of the first of each."""
    return list(dict.fromkeys(code.group for code in codes))


def _group(name: str, codes: Iterable[Code]) -> list[Option]:
    """The codes of a group under its name."""
    about = taxonomy().groups[name]
    heading = f"{about.phrase.capitalize()} ({taxonomy().domains[about.domain].topic})"
    return [_heading(heading), *(_option(code) for code in codes if code.group == name)]


def _heading(words: str) -> Option:
    return Option(Content.styled(words, "bold"), disabled=True)


def _option(code: Code, begin: str = "") -> Option:
    return Option(Content(f"  {code.phrase}"), id=f"{begin}{code.name}")
