import pytest

from sanitizer import Kind, VocabularyError
from sanitizer.facets import facets, fold, wordings
from sanitizer.taxonomy import taxonomy


def test_every_name_has_a_phrase_for_people() -> None:
    vocabulary = taxonomy()
    for names in (vocabulary.labels, vocabulary.codes, vocabulary.groups, vocabulary.domains):
        assert all(record.phrase.strip() for record in names.values())


def test_the_vocabulary_is_the_agreed_one() -> None:
    vocabulary = taxonomy()
    kinds = [label.kind for label in vocabulary.labels.values()]
    assert {kind: kinds.count(kind) for kind in Kind} == {
        Kind.FACT: 12,  # eleven of the model, and `unreadable`
        Kind.DETAIL: 6,
        Kind.LIMIT: 1,
        Kind.WISH: 1,
    }
    counts = {domain: len(vocabulary.codes_of(domain)) for domain in vocabulary.domains}
    assert counts == {"media": 34, "food": 14, "outings": 9}
    assert [name for name, label in vocabulary.labels.items() if not label.learned] == [
        "contact",
        "id_number",
        "unreadable",
    ]


def test_codes_belong_to_groups_of_their_domain() -> None:
    vocabulary = taxonomy()
    for code in vocabulary.codes.values():
        assert vocabulary.groups[code.group].domain == code.domain
    assert {code.group for code in vocabulary.codes.values()} == set(vocabulary.groups)


@pytest.mark.parametrize("names", ["labels", "codes", "groups", "domains"])
def test_an_unknown_name_is_a_typed_error_that_does_not_repeat_it(names: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        getattr(taxonomy(), names)["my secret"]
    assert "my secret" not in str(caught.value)


def test_an_unknown_facet_or_value_is_a_typed_error() -> None:
    with pytest.raises(VocabularyError):
        facets("media")["colour"]
    with pytest.raises(VocabularyError):
        _ = facets("media")["genre"].values["bogus"]
    with pytest.raises(VocabularyError):
        facets("gardening")


@pytest.mark.parametrize("domain", ["media", "food", "outings"])
def test_no_wording_means_two_values_of_one_facet(domain: str) -> None:
    doubled = {
        words: pairs
        for words, pairs in wordings(domain).items()
        if len({facet for facet, _ in pairs}) < len(pairs)
    }
    # Both are watched, and of several kinds any will do.
    assert doubled.keys() <= {("to", "watch")}


def test_folding_ignores_case_accents_hyphens_and_plurals() -> None:
    assert fold("Sci-Fi Comédies") == fold("sci fi COMEDIES")
    assert fold("thrillers") == fold("thriller")
    assert fold("1990s") == ("1990s",)
