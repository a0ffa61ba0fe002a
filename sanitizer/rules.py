"""What patterns find better than a model: addresses, numbers and handles.

All patterns are bounded, so that no text makes them slow.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sanitizer.normal import Copy, folded
from sanitizer.types import Draft, Finding, Source, Span


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _luhn(text: str) -> bool:
    """Luhn's check (ISO/IEC 7812-1) over 13 to 19 digits."""
    digits = [int(digit) for digit in _digits(text)]
    if not 13 <= len(digits) <= 19:
        return False
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _phone(text: str) -> bool:
    groups = re.findall(r"\d+", text)
    counted = all(len(group) < 5 for group in groups) and len({len(group) for group in groups}) == 1
    dated = re.match(r"(?:19|20)\d\d[-. ]\d\d[-. ]\d\d\b", text)
    return 9 <= len(_digits(text)) <= 15 and not dated and not (counted and len(groups) > 2)


def _always(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it finds, and a check of what it matched. The group `it`, if any, is the span."""

    label: str
    pattern: re.Pattern[str]
    check: Callable[[str], bool] = _always


_STREET = (
    r"\d{1,5}[a-z]?,? (?:[\w'’.-]{1,20} ){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|way|terrace|crescent|boulevard|blvd)\b\.?"
)
_ENDINGS = "com|org|net|me|io|uk|ca|au|in"
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"

# The first rule to match a place wins.
RULES: tuple[Rule, ...] = (
    Rule("contact", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")),
    Rule("contact", re.compile(r"(?:https?://|www\.)[^\s<>\"']{3,2000}[^\s<>\"'.,;:!?)\]]", re.I)),
    Rule("contact", re.compile(rf"\b(?:[a-z\d-]{{1,40}}\.){{1,3}}(?:{_ENDINGS})/[\w./@-]{{1,200}}\w", re.I)),
    Rule("id_number", re.compile(r"\b(?:\d[ -]?){12,18}\d\b"), _luhn),
    Rule("id_number", re.compile(r"\b\d{3}-\d{2}-\d{4}\b")),
    Rule("id_number", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")),
    Rule("id_number", re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    Rule(
        "id_number",
        re.compile(
            r"\b(?:(?:passport|policy|account|membership|nhs|mrn|medicare|social security)"
            r"(?: (?:no|nr|num|number|id|ref))?|(?:member|patient|insurance|licen[cs]e|case|hospital)"
            r" (?:no|nr|num|number|id|ref))\.?(?: is)?[ :#]{1,3}"
            r"(?P<it>(?=[A-Z0-9 -]{0,12}\d)[A-Z0-9]{2,}(?:[ -][A-Z0-9]*\d[A-Z0-9]*){0,4})\b",
            re.I,
        ),
        lambda text: len(_digits(text)) >= 4,
    ),
    Rule("contact", re.compile(r"(?<![\w+])\+?\(?\d(?:[ ().-]{0,2}\d){8,14}(?!\w)"), _phone),
    Rule("contact", re.compile(r"(?<![\w-])\d{3}-\d{4}(?![\w-])")),
    Rule("contact", re.compile(r"(?<![\w.@/])@[A-Za-z_][\w.]{1,29}\b")),
    Rule(
        "contact",
        re.compile(
            rf"\b(?:live|lives|living|address|home|moved|ship|deliver)\b[^.\n]{{0,25}}?(?P<it>{_STREET})",
            re.I,
        ),
    ),
    Rule(
        "contact",
        re.compile(
            rf"(?P<it>{_STREET}(?:,? [\w'’-]{{1,20}}){{0,3}},? (?:{_POSTCODE}|[A-Z]{{2}} \d{{5}}))", re.I
        ),
    ),
    Rule("contact", re.compile(rf"\b{_POSTCODE}\b")),
)


def detect_rules(draft: Draft) -> tuple[Finding, ...]:
    """Disjoint findings of the rules, in order. Full width and invisible characters hide nothing."""
    return tuple(sorted(_matches(folded(draft.text)), key=lambda finding: finding.span))


def _matches(copy: Copy) -> Iterator[Finding]:
    taken = bytearray(len(copy.text))
    for rule in RULES:
        group = "it" if "it" in rule.pattern.groupindex else 0
        for match in rule.pattern.finditer(copy.text):
            start, end = match.span(group)
            if taken.find(1, start, end) < 0 and rule.check(match.group(group)):
                taken[start:end] = b"\1" * (end - start)
                yield Finding(Span(*copy.place(start, end)), rule.label, (), 1.0, Source.RULES)
