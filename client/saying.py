"""What is said to a person in lines: wrapped at words on a terminal, whole where something else reads it."""

import sys

import click

from client.wrapping import columns, wrapped


def say(text: str, end: str = "\n", inset: int = 0) -> None:
    """Lines for the person on standard output. What is to be copied or parsed goes out by `click.echo`.

    Args:
        text: One line or several; each is wrapped by itself.
        end: What follows the last.
        inset: Columns by which what goes on below is set in further than its own words began.
    """
    click.echo(wrapped(text, columns(sys.stdout), inset), nl=False)
    click.echo(end, nl=False)
