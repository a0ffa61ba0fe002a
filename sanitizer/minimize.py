"""Wishes and constraints to the least that still gets a good recommendation."""

import secrets
from collections.abc import Iterable
from datetime import date

from sanitizer.constraints import told
from sanitizer.types import Constraint
from sanitizer.wire import ConsentTag, MinimizedRequest, ToldConstraint
from sanitizer.wishes import Wishes


def minimize(wished: Wishes, kept: Iterable[Constraint], domain: str, today: date) -> MinimizedRequest:
    """The request: wishes in closed words, and of the constraints only what a person chose to tell.

    The consent in it lasts for this request: it expires with the day.
    """
    consent = ConsentTag(expires=today)
    return MinimizedRequest(
        id=secrets.token_hex(16),
        domain=domain,
        want=wished.want,
        like=wished.like,
        dislike=wished.dislike,
        constraints=tuple(
            ToldConstraint(level, name, mode, consent) for level, name, mode in told(kept, domain)
        ),
    )
