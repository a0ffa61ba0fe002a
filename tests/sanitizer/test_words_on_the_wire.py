"""Requests with and without a person's own words, byte for byte."""

import json
import string
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from client.protocol import ProtocolError, check_request
from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from sanitizer.titles import Title
from sanitizer.types import Level, Mode
from sanitizer.wire import (
    BLOCK,
    MAX_PHRASE,
    MAX_WORDS,
    SCHEMA,
    SCHEMA_WITH_WORDS,
    ConsentTag,
    MinimizedRequest,
    Scope,
    ToldConstraint,
    tellable,
)

PLAIN = MinimizedRequest("0" * 32, "media", {"mood": ("light",)}, (), (), ())
phrases = st.text(min_size=1, max_size=MAX_PHRASE).filter(str.isprintable)
titles = st.builds(Title, st.text(min_size=1, max_size=40).filter(str.isprintable), st.integers(1, 9999))


@st.composite
def requests(draw: st.DrawFn) -> MinimizedRequest:
    """Any request with words."""
    domain = draw(st.sampled_from(list(taxonomy().domains)))
    chosen = draw(st.sets(st.sampled_from(list(facets(domain)))))
    want = {
        facet: tuple(
            draw(st.sets(st.sampled_from(list(facets(domain)[facet].values)), min_size=1, max_size=3))
        )
        for facet in sorted(chosen)
    }
    level = draw(st.sampled_from([Level.ROOT, Level.GROUP, Level.CODE]))
    tag = ConsentTag(draw(st.dates(date(2026, 1, 1))), draw(st.sampled_from(Scope)))
    name = draw(st.sampled_from(sorted(tellable(domain, level))))
    told = ToldConstraint(level, name, draw(st.sampled_from(Mode)), tag)
    return MinimizedRequest(
        draw(st.text("0123456789abcdef", min_size=32, max_size=32)),
        domain,
        want,
        tuple(draw(st.lists(titles, max_size=2))),
        (),
        draw(st.sampled_from([(), (told,)])),
        tuple(draw(st.lists(phrases, min_size=1, max_size=MAX_WORDS))),
    )


@given(requests())
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_any_request_with_words_comes_back_from_its_bytes_as_it_is(request: MinimizedRequest) -> None:
    content = request.encode()
    fields = check_request(content)
    assert fields == request.body()
    assert (fields["schema"], fields["words"]) == (SCHEMA_WITH_WORDS, list(request.words))
    assert len(content) % BLOCK == 0


@given(requests())
@settings(max_examples=20, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_without_words_a_request_is_of_the_closed_protocol_and_has_no_field_for_them(
    request: MinimizedRequest,
) -> None:
    closed = replace(request, words=())
    fields = check_request(closed.encode())
    assert fields["schema"] == SCHEMA
    assert "words" not in fields


def padded(fields: dict[str, Any]) -> bytes:
    content = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return content + b" " * (-len(content) % BLOCK)


@pytest.mark.parametrize(
    "change",
    [
        {"words": ["a talking crow"]},
        {"words": []},
        {"schema": SCHEMA_WITH_WORDS},
        {"schema": SCHEMA_WITH_WORDS, "words": []},
        {"schema": SCHEMA_WITH_WORDS, "words": [""]},
        {"schema": SCHEMA_WITH_WORDS, "words": ["a"] * (MAX_WORDS + 1)},
        {"schema": SCHEMA_WITH_WORDS, "words": ["a" * (MAX_PHRASE + 1)]},
        {"schema": SCHEMA_WITH_WORDS, "words": "a talking crow"},
        {"schema": SCHEMA_WITH_WORDS, "words": [1]},
        {"schema": SCHEMA_WITH_WORDS, "words": [["a talking crow"]]},
        {"schema": SCHEMA_WITH_WORDS, "words": ["a\nb"]},
        {"schema": SCHEMA_WITH_WORDS, "words": ["\x1b]52;c;x\x07"]},
        {"schema": SCHEMA_WITH_WORDS, "words": ["a\x9b"]},
        {"schema": SCHEMA_WITH_WORDS, "words": ["a"], "note": "more"},
        {"schema": "leastsaid/1+more", "words": ["a"]},
    ],
)
def test_words_are_valid_only_in_their_own_schema_few_short_and_plain(change: dict[str, Any]) -> None:
    check_request(padded(PLAIN.body()))
    with pytest.raises(ProtocolError):
        check_request(padded({**PLAIN.body(), **change}))


def test_the_longest_words_are_valid_and_counted_in_code_points() -> None:
    words = tuple(letter * MAX_PHRASE for letter in ("a", "é", "語", "🎈", "z"))
    fields = check_request(replace(PLAIN, words=words).encode())
    assert fields["words"] == list(words)


@pytest.mark.parametrize(
    "words",
    [
        ("",),
        ("a" * (MAX_PHRASE + 1),),
        tuple(string.ascii_lowercase[: MAX_WORDS + 1]),
        ("a\tb",),
        ("\u202eb",),
    ],
    ids=["empty", "long", "many", "control", "direction"],
)
def test_a_request_with_other_words_cannot_be_made(words: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="short phrases"):
        replace(PLAIN, words=words)


def test_another_spelling_of_the_same_words_is_not_canonical() -> None:
    content = replace(PLAIN, words=("café",)).encode().rstrip()
    escaped = content.replace("é".encode(), b"\\u00e9")
    with pytest.raises(ProtocolError, match="canonical"):
        check_request(escaped + b" " * (-len(escaped) % BLOCK))


def test_the_digest_covers_the_words() -> None:
    assert replace(PLAIN, words=("a crow",)).digest() != replace(PLAIN, words=("a crew",)).digest()
