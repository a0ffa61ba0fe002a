"""What the places share: how things look, times that fit in a list, what is said where there is no vault."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from client.kept.records import Records


def brief(when: datetime) -> str:
    """A time as a list has room for it, such as `3 May, 18:30`; with its year where that is another."""
    local = when.astimezone()
    year = "" if local.year == datetime.now().astimezone().year else f" {local.year}"
    return f"{local.day} {local:%b}{year}, {local:%H:%M}"


def without_vault(records: Records, what: str) -> str:
    """Where there is no vault: what it would keep, and how to make one."""
    if records.lasting:
        return ""
    return f"Without a vault this ends with the program. “Make a vault”, under ^p, makes one, which keeps {what}."


def described(parts: Sequence[tuple[str, str]]) -> Content:
    """What is known of a thing: names in bold, what there is to say of each below; what is empty is left out."""
    lines = [
        Content.assemble(Content.styled(name, "bold"), f"\n{words}") if name else Content(words)
        for name, words in parts
        if words
    ]
    return Content("\n\n").join(lines)


def two_lines(first: str, second: str) -> Content:
    """A thing in the list: what it is, and quietly what is known of it."""
    return Content.assemble(first, "\n", Content.styled(f"  {second}", "$foreground 80%"))
