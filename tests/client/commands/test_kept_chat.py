"""A chat that keeps."""

from pathlib import Path

from tests.client.commands.kept import opened
from tests.client.commands.program import Say


def test_a_chat_keeps_what_was_saved_allowed_and_sent_and_never_the_draft(
    say: Say, empty: Path, key: Path
) -> None:
    with opened(key) as records:
        records.words.keep(("Blue Heron",))
    draft = "Since my miscarriage I can't watch baby scenes. A light comedy like Blue Heron?\n.\n"
    first = say("chat", "--domain", "media", stdin=f"{draft}send\nalways\nyes\nnext\n.\nsave\n".encode())
    assert (first.code, first.err) == (0, "")
    assert "name: Blue Heron" in first.out
    assert "always (30 days, every conversation)" in first.out
    assert "Saved for every later conversation: " in first.out
    assert "One request was sent, and your vault keeps it." in first.out
    second = say("chat", "--domain", "media", stdin=b"A light comedy?\n.\nsend\nyes\n")
    assert "Also kept: " in second.out
    assert "Type yes, once" not in second.out
    assert '"group":"death-loss"' in second.out
    assert say("audit", "list").out.count("told careful with death and loss") == 2
    assert "(until, given " in say("consent", "list").out
    with opened(key) as records:
        left = [entry.content for entry in records.audit.entries]
        assert [turn.sent for turn in records.conversations.all()] == left
    assert not [path for path in empty.parent.iterdir() if b"miscarriage" in path.read_bytes()]
