"""What a wish may mean: near wordings, known titles, and a search over all."""

import pytest

from client.catalogue import Catalogue
from client.conversation.suggestions import SUGGESTED, matching, suggestions
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy


@pytest.mark.parametrize(
    ("phrase", "domain", "first"),
    [
        ("heartwrming", "media", "mood: uplifting"),
        ("a good laugh", "media", "genre: comedy"),
        ("with a strong female lead", "media", "mood: empowering"),
        ("like Cluelss", "media", "like Clueless (1995)"),
        ("hand pulled noodls", "food", "cuisine: Chinese"),
        ("burgr joint", "food", "cuisine: American"),
        ("dog frendly", "outings", "for: with the dog"),
    ],
)
def test_the_likeliest_meaning_comes_first_whatever_the_spelling(
    catalogue: Catalogue, phrase: str, domain: str, first: str
) -> None:
    assert suggestions(phrase, domain, catalogue)[0].label == first


@pytest.mark.parametrize("phrase", ["", "?!", "of the and", "a talking crow on stilts"])
def test_nothing_is_suggested_for_what_is_like_nothing(catalogue: Catalogue, phrase: str) -> None:
    assert suggestions(phrase, "food", catalogue) == ()


def test_suggestions_are_few_each_once_and_of_the_domain(catalogue: Catalogue) -> None:
    phrase = "quiet light dark sad funny short long film book series comedy drama"
    found = suggestions(phrase, "media", catalogue)
    assert len(found) == SUGGESTED
    assert len({choice.label for choice in found}) == SUGGESTED
    assert not any(choice.label.startswith("like ") for choice in suggestions("Cluelss", "food", catalogue))


@pytest.mark.parametrize("domain", list(taxonomy().domains))
def test_without_a_search_all_that_can_be_asked_for_is_listed_once(domain: str) -> None:
    values = {(facet.name, value) for facet in facets(domain).values() for value in facet.values}
    listed = [
        (facet, value)
        for choice in matching("", domain)
        for facet, found in choice.meant.want.items()
        for value in found
    ]
    assert len(listed) == len(values)
    assert set(listed) == values


def test_a_search_finds_a_value_by_any_of_its_wordings() -> None:
    assert [dict(choice.meant.want) for choice in matching("Soothing", "media")] == [{"mood": ("gentle",)}]
    assert matching("qqq", "media") == ()
