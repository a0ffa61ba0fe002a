"""What is decided about a finding unless a person decides otherwise."""

import pytest

from sanitizer import Finding, Mode, Span
from sanitizer.policy import POLICIES, decide


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
