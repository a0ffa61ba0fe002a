"""The request of `leastsaid/1` as a JSON Schema (draft 2020-12), made from the vocabulary.

Closed: no field, name or value beyond the vocabulary is valid. Titles are open here, since a schema cannot hold a
catalogue, and so are a person's own words; the egress gate checks both.
"""

from typing import Any

from sanitizer.facets import facets
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Level, Mode
from sanitizer.wire import (
    COUNT,
    KEYS,
    MAX_PHRASE,
    MAX_TITLES,
    MAX_WORDS,
    PURPOSE,
    SCHEMA,
    SCHEMA_WITH_WORDS,
    Scope,
    tellable,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CONTROLS = r"[\u0000-\u001f\u007f-\u009f]"


def request_schema() -> dict[str, Any]:
    """The schema of a request body, one alternative for each domain, with and without words."""
    bodies = [_request(domain, words) for domain in taxonomy().domains for words in (False, True)]
    return {"$schema": DIALECT, "title": SCHEMA, "oneOf": bodies}


def closed(properties: dict[str, Any], *, optional: bool = False) -> dict[str, Any]:
    """An object of exactly these fields, or of some of them."""
    required = [] if optional else list(properties)
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _request(domain: str, words: bool) -> dict[str, Any]:
    want = {
        facet.name: {
            "type": "array",
            "items": {"enum": list(facet.values)},
            "minItems": 1,
            "uniqueItems": True,
        }
        for facet in facets(domain).values()
    }
    title = closed(
        {
            "title": {"type": "string", "minLength": 1, "maxLength": 200},
            "year": {"type": "integer", "minimum": 1, "maximum": 9999},
        }
    )
    phrase = {"type": "string", "minLength": 1, "maxLength": MAX_PHRASE, "not": {"pattern": _CONTROLS}}
    own = {"words": {"type": "array", "items": phrase, "minItems": 1, "maxItems": MAX_WORDS}}
    titles = {"type": "array", "items": title, "maxItems": MAX_TITLES}
    return closed(
        {
            "schema": {"const": SCHEMA_WITH_WORDS if words else SCHEMA},
            "id": {"type": "string", "pattern": "^[0-9a-f]{32}$", "maxLength": 32},
            "domain": {"const": domain},
            "want": closed(want, optional=True),
            "like": titles,
            "dislike": titles,
            "constraints": {"type": "array", "items": _constraint(domain), "maxItems": 40},
            "count": {"const": COUNT},
            "notes": {"const": "all"},
            **(own if words else {}),
        }
    )


def _constraint(domain: str) -> dict[str, Any]:
    shared = {"mode": {"enum": [mode.value for mode in Mode]}, "consent": _CONSENT}
    return {
        "oneOf": [
            closed({KEYS[level]: {"enum": sorted(tellable(domain, level))}, **shared})
            for level in Level
            if level is not Level.NOTHING
        ]
    }


_CONSENT = closed(
    {
        "purpose": {"const": PURPOSE},
        "scope": {"enum": [scope.value for scope in Scope]},
        "expires": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "maxLength": 10},
        "secondary_use": {"const": False},
    }
)
