from collections.abc import Sequence

import pytest

from client.catalogue import Catalogue
from client.kept.consent import told_phrase
from client.protocol import item_schema
from client.recommend import recommend
from sanitizer import Level, Sanitizer
from sanitizer.wire import COUNT


def asked(
    sanitizer: Sanitizer, catalogue: Catalogue, text: str, *tell: tuple[str, int]
) -> Sequence[dict[str, object]]:
    review = sanitizer.review(text, domain="media")
    for code, level in tell:
        review = review.tell(code, level)
    items: Sequence[dict[str, object]] = recommend(review.request().body(), catalogue)["items"]
    return items


def titles(items: Sequence[dict[str, object]]) -> list[object]:
    return [item["title"] for item in items]


def test_the_same_number_comes_back_whatever_was_asked(knowing: Sanitizer, catalogue: Catalogue) -> None:
    for text in ("a light comedy", "anything", "a sad war film from the 1940s set in Japan"):
        assert len(asked(knowing, catalogue, text)) == COUNT


@pytest.mark.parametrize(
    ("text", "facet", "value"),
    [
        ("a light comedy", "genre", "comedy"),
        ("films from the 1980s", "era", "1980s"),
        ("a cosy mystery novel", "kind", "book"),
        ("a series set in Korea", "kind", "series"),
        ("something scary, a horror film", "genre", "horror"),
    ],
)
def test_the_first_items_are_what_was_asked_for(
    knowing: Sanitizer, catalogue: Catalogue, text: str, facet: str, value: str
) -> None:
    for item in asked(knowing, catalogue, text)[:3]:
        (entry,) = catalogue.find(str(item["title"]), int(str(item["year"])), str(item["kind"]))
        assert value in entry.facets[facet]


def test_what_is_liked_is_not_recommended_again_but_its_like_is(
    knowing: Sanitizer, catalogue: Catalogue
) -> None:
    found = asked(knowing, catalogue, "films like Alien")
    assert "Alien" not in titles(found)
    (alien,) = catalogue.named("Alien")
    for item in found[:10]:
        (entry,) = catalogue.find(str(item["title"]), int(str(item["year"])), str(item["kind"]))
        assert set(entry.facets["genre"]) & set(alien.facets["genre"])


def test_a_told_limit_pushes_down_what_conflicts_and_never_decides(
    knowing: Sanitizer, catalogue: Catalogue
) -> None:
    def conflicts(items: Sequence[dict[str, object]]) -> int:
        notes = [item["notes"] for item in items[:20]]
        return sum(isinstance(note, dict) and note.get("bereavement", 0) >= 2 for note in notes)

    untold = asked(knowing, catalogue, "a moving family drama")
    told = asked(knowing, catalogue, "a moving family drama", ("bereavement", 3))
    hinted = asked(knowing, catalogue, "a moving family drama", ("bereavement", 1))
    assert conflicts(told) < conflicts(untold)
    assert conflicts(hinted) <= conflicts(untold)
    assert len(told) == COUNT


def test_every_item_is_of_the_protocol(knowing: Sanitizer, catalogue: Catalogue) -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(item_schema())
    assert all(map(validator.is_valid, asked(knowing, catalogue, "a light comedy")))


def test_phrases_of_told_names() -> None:
    assert told_phrase((Level.ROOT, "gentle")) == "gentle"
    assert told_phrase((Level.GROUP, "death-loss")) == "careful with death and loss"
    assert told_phrase((Level.CODE, "gore")) == "without blood or gore"
