"""A shortened run of every trial; `scripts/faults` runs them whole."""

import pytest

from scripts.faulting.faults import TRIALS

UNTIMED = sorted(TRIALS.keys() - {"speed", "covered"})
"""What is quick on one machine is slow on another that has more to do."""


@pytest.mark.slow
@pytest.mark.parametrize("trial", UNTIMED)
def test_the_figures_of_a_trial_are_as_asked_for(trial: str) -> None:
    assert [str(figure) for figure in TRIALS[trial](True) if not figure.good] == []
