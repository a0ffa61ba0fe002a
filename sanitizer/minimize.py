"""Wishes and constraints to the least that still gets a good recommendation."""

import secrets
from collections.abc import Iterable, Sequence

from sanitizer.constraints import told
from sanitizer.types import Constraint
from sanitizer.wire import MAX_TITLES, ConsentTag, MinimizedRequest, ToldConstraint
from sanitizer.wishes import Wishes


def minimize(
    wished: Wishes, kept: Iterable[Constraint], domain: str, consent: ConsentTag, words: Sequence[str] = ()
) -> MinimizedRequest:
    """The request: wishes in closed words, and of the constraints only what a person chose to tell.

    `consent` is the tag that goes with each of them, `words` are phrases that the person allowed to be sent.
    """
    return MinimizedRequest(
        id=secrets.token_hex(16),
        domain=domain,
        want=wished.want,
        like=wished.like[:MAX_TITLES],
        dislike=wished.dislike[:MAX_TITLES],
        constraints=tuple(
            ToldConstraint(level, name, mode, consent) for level, name, mode in told(kept, domain)
        ),
        words=tuple(words),
    )
