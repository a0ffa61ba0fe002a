"""What is private in one place of a draft is so in all."""

from hypothesis import given
from hypothesis import strategies as st

from sanitizer import Dictionary, Draft, Entry, Finding, Sanitizer, Source, Span
from sanitizer.merge import merge
from sanitizer.repeats import repeated


def found(text: str, words: str, label: str, source: Source = Source.MODEL) -> Finding:
    return Finding(Span(text.index(words), text.index(words) + len(words)), label, (), 0.9, source)


def again(text: str, *findings: Finding) -> list[str]:
    return [one.span.of(text) for one in repeated(Draft(text), findings)]


def test_a_condition_is_found_wherever_it_stands_in_whatever_case() -> None:
    text = "Her dementia is new. DEMENTIA runs in families, and demented is no word for it."
    (more,) = repeated(Draft(text), [found(text, "dementia", "condition")])
    assert (more.span.of(text), more.label, more.score) == ("DEMENTIA", "condition", 0.9)


def test_a_name_is_found_only_as_it_is_written() -> None:
    text = "My wife Rose is kind. She rose early; Rose always does."
    assert again(text, found(text, "Rose", "person")) == ["Rose"]


def test_what_happened_short_words_and_what_is_no_finding_of_the_model_are_not_carried_on() -> None:
    text = "We lost him. Lost is a series. My MS. Ms Lee. Leeds, Leeds."
    happened, short = found(text, "lost", "loss"), found(text, "MS", "condition")
    assert again(text, happened, short, found(text, "Leeds", "place", Source.DICTIONARY)) == []


def test_what_is_never_to_be_flagged_is_left_alone(sanitizer: Sanitizer) -> None:
    text = "I live in Victoria. Victoria sponge, then tea. Victoria again."
    home = found(text, "Victoria", "place")
    spared = Dictionary([Entry("Victoria sponge", never=True)]).spared(Draft(text))
    (more,) = repeated(Draft(text), [home], spared)
    assert more.span.start == text.rindex("Victoria")


def test_of_two_that_overlap_what_the_first_leaves_is_carried_on_with_the_other() -> None:
    text = "Kidney stones. Stones again. Kidney stones again, they say."
    first, second = found(text, "Kidney stones", "condition"), found(text, "Stones again", "condition")
    assert again(text, first, second) == ["Kidney stones", "again"]


@given(
    st.lists(st.sampled_from(["kidney", "Kidney", "stones", "ag\u0430in", "s-t-o-n-e-s", "."]), min_size=4),
    st.data(),
)
def test_whatever_was_found_the_further_places_are_disjoint_and_free(
    words: list[str], data: st.DataObject
) -> None:
    text = " ".join(words)
    edges = sorted({at for word in words for at in (text.index(word), text.index(word) + len(word))})
    runs = st.tuples(st.sampled_from(edges), st.sampled_from(edges)).filter(lambda ends: ends[0] < ends[1])
    labels = st.sampled_from(["condition", "person"])
    given = st.builds(lambda ends, label: Finding(Span(*ends), label), runs, labels)
    found = merge(text, data.draw(st.lists(given, min_size=2, max_size=5)))
    more = tuple(repeated(Draft(text), found))
    assert merge(text, found, more) == tuple(sorted((*found, *more), key=lambda one: one.span))


def test_what_is_found_there_already_stays_what_it_is() -> None:
    text = "I have asthma. A film about asthma."
    wish = found(text, "film about asthma", "want")
    assert again(text, found(text, "asthma", "condition"), wish) == []


def test_in_a_long_letter_no_sentence_gives_away_what_another_hides(sanitizer: Sanitizer) -> None:
    text = " ".join(
        f"On day {day} I walked to the shop and she forgot me: my wife has dementia, and dementia again."
        for day in range(40)
    )
    places = [at for at in range(len(text)) if text.startswith("dementia", at)]
    hidden = [finding.span for finding in sanitizer.detect(text) if finding.sensitive]
    assert all(any(span.start <= at < span.end for span in hidden) for at in places)
