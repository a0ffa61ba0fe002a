"""The order of what may be shown: limits first, then closeness, then variety."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from client.catalogue import Catalogue, Entry
from client.closeness import Taste
from client.replies import Reply, ReplyItem
from client.safety import SafeReply, Screened, rank, screen
from client.safety.ranking import values_of
from client.safety.rules import WORST
from sanitizer.types import Mode
from tests.client.safety.made import NOBODY, item, item_of, limits, screened, work, works

NO_TASTE = Taste()
COMEDIES = Taste(want={"genre": ("comedy",)})


def judged(
    items: Sequence[ReplyItem], *codes: str, mode: Mode = Mode.ASK, catalogue: Catalogue = NOBODY
) -> Screened:
    return screen(Reply(tuple(items)), limits(*codes, mode=mode), catalogue)


def order(reply: SafeReply) -> list[str]:
    return [one.item.title.text for one in reply.shown]


def film(title: str, *genres: str, **notes: int) -> Entry:
    return work(title, notes=notes, facets={"genre": genres})


def test_what_fits_comes_before_what_may_and_that_before_what_does_not_however_close() -> None:
    entries = [film("Bad", "comedy", gore=3), film("Silent", "comedy"), film("Fits", "essays", gore=0)]
    answer = judged(map_items(entries), "gore", mode=Mode.SOFT, catalogue=works(*entries))
    assert order(rank(answer, COMEDIES, "media")) == ["Fits", "Silent", "Bad"]


def test_a_slight_conflict_costs_a_place_among_equals_and_less_than_a_wish_is_worth() -> None:
    others = [film(f"Other {number}", "nature", gore=0) for number in range(8)]
    slight, clear = film("Slight", "comedy", gore=1), film("Clear", "comedy", gore=0)
    entries = [slight, clear, *others]
    places = order(rank(judged(map_items(entries), "gore", catalogue=works(*entries)), COMEDIES, "media"))
    assert places[:2] == ["Clear", "Slight"]


def test_a_soft_limit_sinks_below_slight_and_unknown_ones() -> None:
    items = [item(f"Note {note}", notes={"gore": note}) for note in (3, 1, 0)]
    answer = judged([*items, item("Silent")], "gore", mode=Mode.SOFT)
    assert order(rank(answer, NO_TASTE, "media")) == ["Note 0", "Note 1", "Silent", "Note 3"]


def test_among_equals_the_closer_comes_first_though_the_remote_had_it_last() -> None:
    entries = [film("Far", "essays"), film("Farther", "nature"), film("Close", "comedy")]
    answer = judged(map_items(entries), catalogue=works(*entries))
    assert order(rank(answer, COMEDIES, "media"))[0] == "Close"


def test_what_is_equal_keeps_the_order_of_the_remote() -> None:
    items = [item(f"Number {number}") for number in range(30)]
    assert order(rank(judged(items), NO_TASTE, "media")) == [one.title.text for one in items]


def test_a_run_of_one_genre_is_broken_by_another() -> None:
    entries = [*(film(f"Laugh {number}", "comedy") for number in range(8)), film("Birds", "nature")]
    places = order(rank(judged(map_items(entries), catalogue=works(*entries)), NO_TASTE, "media"))
    assert 0 < places.index("Birds") < 8


def test_names_that_were_seen_are_left_out_and_counted_and_hidden_ones_are_not() -> None:
    items = [item("Seen"), item("New"), item("Seen", 1931), item("Bad", notes={"gore": 3})]
    reply = rank(judged(items, "gore"), NO_TASTE, "media", {"Seen (2000)", "Bad (2000)", "Other (2000)"})
    assert [one.item.name for one in reply.shown] == ["New (2000)", "Seen (1931)"]
    assert [one.item.name for one in reply.hidden] == ["Bad (2000)"]
    assert reply.repeated == 1


notes = st.sampled_from([None, 0, 1, 2, 3])
answers = st.lists(
    st.tuples(notes, st.sampled_from(["", "A comedy.", "A nature film.", "Essays."])), max_size=12
)
tastes = st.sampled_from([NO_TASTE, COMEDIES, Taste(words=frozenset({"essay"}))])


def made(answer: list[tuple[int | None, str]]) -> Screened:
    items = [
        item(f"Number {number}", why=why, notes={} if note is None else {"gore": note})
        for number, (note, why) in enumerate(answer)
    ]
    return judged(items, "gore")


@given(answer=answers, taste=tastes, seen=st.sets(st.integers(0, 11).map(lambda at: f"Number {at} (2000)")))
@settings(max_examples=60, deadline=None)
def test_nothing_is_added_lost_or_shown_though_hidden(
    answer: list[tuple[int | None, str]], taste: Taste, seen: set[str]
) -> None:
    screened_reply = made(answer)
    reply = rank(screened_reply, taste, "media", seen)
    names = [one.item.name for one in (*reply.shown, *reply.hidden)]
    expected = [one.item.name for one in screened_reply.items if one.hidden or one.item.name not in seen]
    assert sorted(names) == sorted(expected)
    assert len(reply.shown) + len(reply.hidden) + reply.repeated == len(answer)
    assert not any(one.hidden for one in reply.shown)
    assert all(one.hidden for one in reply.hidden)
    verdicts = [WORST.index(one.verdict) for one in reply.shown]
    assert verdicts == sorted(verdicts)


@given(answer=answers, taste=tastes)
@settings(max_examples=60, deadline=None)
def test_the_order_tells_nothing_of_what_is_hidden(
    answer: list[tuple[int | None, str]], taste: Taste
) -> None:
    whole = made(answer)
    without = Screened(tuple(one for one in whole.items if not one.hidden))
    assert order(rank(whole, taste, "media")) == order(rank(without, taste, "media"))


def test_a_remote_s_words_say_what_a_stranger_is_and_never_what_a_work_of_ours_is() -> None:
    entry = film("The Glass Harbour", "essays")
    known = screened(item_of(entry, why="A comedy."), limits(), works(entry))
    assert values_of(known, "media") == entry.facets
    namesake = screened(item("The Glass Harbour", 1931, why="A comedy."), limits(), works(entry))
    assert values_of(namesake, "media") == {"kind": ("film",), "genre": ("comedy",)}


def map_items(entries: Sequence[Entry]) -> list[ReplyItem]:
    return [item_of(entry) for entry in entries]
