"""What is private in one place of a draft is so in all."""

from sanitizer import Dictionary, Draft, Entry, Finding, Sanitizer, Source, Span
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
