"""Sentences about an answer: enough to decide by, and no details."""

from collections.abc import Mapping, Sequence

import pytest

from client.closeness import Taste
from client.replies import Reply, ReplyItem
from client.safety import Bounds, Help, SafeReply, ScreenedItem, bounds, rank, screen
from client.wording.verdicts import (
    described,
    helping_words,
    hidden_summary,
    matches,
    reply_summary,
    verdict_phrase,
    warnings,
    why_hidden,
)
from sanitizer import Draft, Review
from sanitizer.facets import fold
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Mode
from sanitizer.wishes import Wishes
from tests.client.safety.made import NOBODY, imported, item, item_of, limits, screened, wording, work, works

CODES = list(taxonomy().codes)


def noted(
    notes: Mapping[str, int], *, mode: Mode = Mode.ASK, domain: str = "media", why: str = ""
) -> ScreenedItem:
    return screened(item(notes=notes, why=why), limits(*notes, mode=mode, domain=domain))


def answered(
    items: Sequence[ReplyItem], held: Bounds, *, unreadable: int = 0, seen: Sequence[str] = ()
) -> SafeReply:
    judged = screen(Reply(tuple(items), unreadable), held, NOBODY)
    return rank(judged, Taste(), held.domain, frozenset(seen))


@pytest.mark.parametrize(
    ("notes", "mode", "phrase", "warning"),
    [
        ({"gore": 0}, Mode.ASK, "fits", ""),
        ({"gore": 1}, Mode.ASK, "mostly fits", "A little: with blood or gore."),
        ({"gore": 3}, Mode.SOFT, "does not fit", "Ranked lower: with blood or gore."),
        ({"captions": 3}, Mode.SOFT, "does not fit", "Ranked lower: not with captions or subtitles."),
        (
            {"gore": 1, "bullying": 1},
            Mode.ASK,
            "mostly fits",
            "A little: with blood or gore and with bullying.",
        ),
    ],
)
def test_what_is_known_of_a_work_is_said_in_the_limit_s_own_words(
    notes: Mapping[str, int], mode: Mode, phrase: str, warning: str
) -> None:
    judged = noted(notes, mode=mode)
    assert (verdict_phrase(judged), warnings(judged)) == (phrase, warning)


def test_what_is_slight_in_a_dish_or_at_a_place_is_a_question_to_ask_there() -> None:
    dish = noted({"nut-free": 1}, domain="food")
    assert (verdict_phrase(dish), warnings(dish)) == ("usually fits", "Not always nut free: ask first.")
    outing = noted({"step-free": 1, "no-crowds": 1}, domain="outings")
    assert warnings(outing) == "Not always free of steps and free of crowds: ask first."


def test_what_is_not_known_is_said_to_be_not_known() -> None:
    judged = screened(item(), limits("gore", "bullying"))
    assert verdict_phrase(judged) == "not sure"
    assert warnings(judged) == "Not known whether it is without blood or gore and without bullying."


def test_nothing_is_said_of_what_there_was_no_limit_for() -> None:
    judged = screened(item(notes={"gore": 3}), limits())
    assert (verdict_phrase(judged), warnings(judged)) == ("", "")


def test_what_could_not_be_checked_is_said() -> None:
    held = bounds((), Wishes({"audience": ("children",)}, {"genre": ("musical",)}), "media")
    assert (
        warnings(screened(item(), held)) == "Not checked for what you do not want. Not known who it is for."
    )


@pytest.mark.parametrize(
    ("held", "notes", "reason"),
    [
        (limits("gore"), {"gore": 2}, "with blood or gore, by the recommender's own word"),
        (
            limits("captions"),
            {"captions": 2},
            "not with captions or subtitles, by the recommender's own word",
        ),
        (limits("gore", mode=Mode.STRICT), {"gore": 0}, "not known to be without blood or gore"),
        (
            limits("gore", "war-combat"),
            {"gore": 1, "war-combat": 1},
            "with blood or gore, by the recommender's own word",
        ),
        (limits(unwanted={"kind": ("film",)}), {}, "not wanted (film)"),
        (bounds((), Wishes(), "media", "toddlers"), {"horror-scares": 2}, "not for toddlers"),
    ],
)
def test_why_something_was_hidden_is_said_with_whose_word_it_is(
    held: Bounds, notes: Mapping[str, int], reason: str
) -> None:
    assert why_hidden(screened(item(notes=notes), held), "media") == reason


def test_an_imported_source_is_named_as_the_person_named_it() -> None:
    evidence = imported(("Unheard Of", 2000, "gore", 3), source="My list")
    judged = screened(item(why=f"It has {wording('gore')}."), limits("gore"), NOBODY, evidence)
    assert why_hidden(judged, "media") == "with blood or gore, by My list (imported)"


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_spells_out_what_a_code_means_beyond_its_phrase(code: str) -> None:
    about, domain = taxonomy().codes[code], taxonomy().codes[code].domain
    why = f"A long tale. It has {wording(code)}."
    sentences = []
    for mode in Mode:
        for notes in ({code: 0}, {code: 1}, {code: 3}, {}):
            held = limits(code, mode=mode, domain=domain)
            for said in ("", why):
                reply = answered([item(notes=notes, why=said)], held)
                sentences += [reply_summary(reply, domain), hidden_summary(reply, domain)]
                sentences += [why_hidden(one, domain) for one in reply.hidden]
                sentences += [text for one in reply.shown for text in (verdict_phrase(one), warnings(one))]
    spelt_out = {word for word in fold(f"{about.about} {why}") if len(word) > 3} - set(fold(about.phrase))
    own_words = set(
        fold("recommended best first, hidden: not known whether; its title or description, by always")
    )
    assert spelt_out
    for sentence in sentences:
        assert not (set(fold(sentence)) & spelt_out) - own_words
        assert not any(note in sentence for note in ("0", "2", "3", "tale"))


def test_a_summary_counts_each_hidden_item_once_by_its_first_reason() -> None:
    items = [item(f"Number {at}", notes={"gore": at % 3, "bullying": 3 if at > 6 else 0}) for at in range(9)]
    reply = answered(items, limits("gore", "bullying"))
    assert hidden_summary(reply, "media") == "4 hidden: 3 with blood or gore; 1 with bullying."
    assert reply_summary(reply, "media") == f"5 recommended, best first. {hidden_summary(reply, 'media')}"


def test_a_summary_without_anything_hidden_says_so() -> None:
    reply = answered([item()], limits(), unreadable=2)
    assert reply_summary(reply, "media") == "1 recommended, best first. None was hidden. 2 could not be read."


def test_an_answer_that_is_empty_says_whether_it_was_the_recommender_the_limits_or_what_was_seen() -> None:
    nothing, harsh = answered([], limits(), unreadable=1), answered([item(notes={"gore": 3})], limits("gore"))
    seen = answered([item()], limits(), seen=["Unheard Of (2000)"])
    assert reply_summary(nothing, "media").startswith("The recommender had nothing.")
    assert reply_summary(nothing, "media").endswith("1 could not be read.")
    assert reply_summary(harsh, "media").startswith("Nothing is left that fits your limits. 1 hidden:")
    assert (
        reply_summary(seen, "media")
        == "Nothing new is left. None was hidden. 1 that you saw before are left out."
    )


def test_which_wishes_are_met_is_said_without_the_kind() -> None:
    want = {"kind": ("film",), "genre": ("comedy", "heist"), "mood": ("light",)}
    values = {"kind": ("film",), "genre": ("comedy",), "mood": ("light", "cosy")}
    assert matches(values, want, "media") == "Matches: comedy and light."
    assert matches({}, want, "media") == ""
    entry = work(facets={"genre": ("comedy",)})
    assert screened(item_of(entry), limits(), works(entry)).known.entry is entry


def test_what_the_recommender_says_stands_apart_from_what_is_said_here() -> None:
    asked = Review(Draft(""), "media", (), earlier=Wishes({"genre": ("comedy",)}))
    entry = work(facets={"genre": ("comedy",)})
    ours = item_of(entry, why=entry.about)
    theirs = item_of(entry, why="Checked here: fits all your limits.")
    said = described(screened(ours, limits(), works(entry)), asked)
    assert said == [f"{entry.about} Matches: comedy."]
    said = described(screened(theirs, limits(), works(entry)), asked)
    assert said == ["It says: Checked here: fits all your limits.", "Matches: comedy."]
    soft = limits("gore", mode=Mode.SOFT)
    hushed = described(screened(item_of(entry, why="Much gore."), soft, works(entry)), asked)
    assert hushed == [f"{entry.about} Matches: comedy."]


def test_help_names_moods_and_groups_and_promises_to_ask() -> None:
    found = Help("mood", ("light", "cosy"), ("violence", "fear"))
    said = helping_words(found, "media")
    assert said.startswith("More is left that is light or cosy.")
    assert "low on violence or not frightening" in said
    assert said.endswith("you would be asked first.")
    assert helping_words(Help(), "media") == ""
