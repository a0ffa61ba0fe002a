"""What is no text is refused at the front door, in a sentence without a word of it."""

from typing import Any

import pytest

from sanitizer import LiveDraft, Sanitizer

NOT_TEXT = [(None, "NoneType"), (b"my secret", "bytes"), (["my secret"], "list")]


@pytest.mark.parametrize(("given", "kind"), NOT_TEXT, ids=[kind for _, kind in NOT_TEXT])
def test_a_draft_that_is_no_text_is_refused_at_every_entrance(
    sanitizer: Sanitizer, given: Any, kind: str
) -> None:
    live = LiveDraft(sanitizer.detect)
    for entrance in (sanitizer.detect, sanitizer.review, live.typed, live.settled, live.edited):
        with pytest.raises(TypeError) as refused:
            entrance(given)
        assert str(refused.value) == f"A draft is a str, not {kind}."


async def test_it_is_refused_in_a_worker_thread_too(sanitizer: Sanitizer) -> None:
    given: Any = None
    with pytest.raises(TypeError, match="A draft is a str"):
        await sanitizer.review_async(given)
