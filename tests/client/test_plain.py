from tests.conftest import Run

DRAFT = "Since my miscarriage last spring I need a light comedy."


def chat(leastsaid: Run, *lines: str) -> str:
    done = leastsaid(
        "chat", "--domain", "media", stdin="\n".join([*DRAFT.split("\n"), ".", *lines, ""]).encode()
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def test_findings_and_what_would_be_told_are_shown(leastsaid: Run) -> None:
    shown = chat(leastsaid, "quit")
    assert "reproductive or sexual health: " in shown
    assert "told to nobody" in shown
    assert "Genre: comedy." in shown
    assert "Nothing was sent" in shown


def test_a_limit_can_be_told_and_undone(leastsaid: Run) -> None:
    shown = chat(leastsaid, "1 limit 2", "undo", "quit").split("Decide")
    asked = "Not told unless you say yes when send asks: careful with death and loss."
    assert [asked in part for part in shown] == [False, True, False, False]
    assert "There is nothing left that send would ask you about." in shown[2]
    assert "It has to be" not in "".join(shown)
    assert "You agreed" not in "".join(shown)


def test_keeping_a_fact_asks_twice(leastsaid: Run) -> None:
    assert "miscarriage" not in chat(leastsaid, "1 keep", "no", "text", "quit").split("Type yes")[1]
    assert "Since my miscarriage" in chat(leastsaid, "1 keep", "yes", "text", "quit").split("Type yes")[1]


def test_the_end_of_input_ends_it(leastsaid: Run) -> None:
    assert "Nothing was sent" in chat(leastsaid)


def test_a_draft_may_have_paragraphs(leastsaid: Run) -> None:
    text = "Dear all,\n\nI need a light comedy.\n\n1 out\n.\ntext\nquit\n"
    shown = leastsaid("chat", stdin=text.encode()).stdout.decode()
    assert "I need a light comedy.\n\n1 out" in shown
