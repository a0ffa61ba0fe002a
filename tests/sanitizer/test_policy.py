"""What is decided about a finding unless a person decides otherwise."""

from dataclasses import replace

import pytest

from sanitizer import Constraint, Draft, Finding, Level, Mode, Review, Span
from sanitizer.constraints import constraints
from sanitizer.policy import POLICIES, PolicyName, accept, decide


@pytest.mark.parametrize(
    ("label", "codes", "mode"),
    [
        ("condition", ("nut-free",), Mode.STRICT),
        ("condition", ("flashing-motion", "serious-illness"), Mode.STRICT),
        ("condition", ("serious-illness",), Mode.ASK),
        ("aversion", ("flashing-motion",), Mode.ASK),
        ("identity", ("dairy-free",), Mode.ASK),
    ],
)
def test_a_limit_that_protects_the_body_is_strict(label: str, codes: tuple[str, ...], mode: Mode) -> None:
    for policy in POLICIES.values():
        decision = decide(Finding(Span(0, 3), label, codes), policy)
        assert (decision.mode, decision.level) == (mode, 0)


def test_a_condition_that_is_told_to_nobody_makes_a_told_limit_no_stricter_on_the_wire() -> None:
    policy = POLICIES[PolicyName.BALANCED]
    stated = accept(decide(Finding(Span(0, 1), "aversion", ("gluten-free",)), policy))
    untold = decide(Finding(Span(2, 3), "condition", ("gluten-free",)), policy)
    alone = Review(Draft("a b"), "food", (stated,))
    both = Review(Draft("a b"), "food", (stated, untold))
    assert both.told == alone.told == ((Level.GROUP, "allergen-aware", Mode.ASK),)
    (kept,) = both.constraints
    assert kept.mode is Mode.STRICT
    later = replace(alone, decisions=(), named=(kept,))
    assert later.told == alone.told
    assert constraints([untold], [Constraint("gluten-free", Level.GROUP)]) == (kept,)
