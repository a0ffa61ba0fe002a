import pytest

from client.helplines import kind_answer
from client.kindness import Concern


@pytest.mark.parametrize("concern", list(Concern))
@pytest.mark.parametrize("region", [None, "GB", "US", "IN", "AU", "XX"])
def test_every_answer_has_somebody_to_call_and_says_that_nothing_was_sent(
    concern: Concern, region: str | None
) -> None:
    answer = kind_answer(concern, region)
    assert any("findahelpline.com" in line for line in answer.helplines)
    assert "has been sent" in answer.closing
    assert answer.opening
    assert answer.emergency


def test_the_lines_of_a_country_come_first() -> None:
    assert "Samaritans" in kind_answer(Concern.SELF_HARM, "GB").helplines[0]
    assert "Domestic" in kind_answer(Concern.BEING_HURT, "US").helplines[0]
    assert "999" in kind_answer(Concern.BEING_HURT, "GB").emergency
    assert kind_answer(Concern.SELF_HARM, "XX") == kind_answer(Concern.SELF_HARM, None)
