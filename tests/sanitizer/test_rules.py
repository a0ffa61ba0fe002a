import time

import pytest

from sanitizer.rules import detect_rules
from sanitizer.types import Draft


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        (
            "mail me at jo.bloggs+films@mail.example.co.uk please",
            "contact",
            "jo.bloggs+films@mail.example.co.uk",
        ),
        ("I post at https://blog.example.org/my/page.", "contact", "https://blog.example.org/my/page"),
        ("ring 07700 900123 after six", "contact", "07700 900123"),
        ("call (555) 010-0199 or +44 20 7946 0958", "contact", "(555) 010-0199"),
        ("text 555-0142", "contact", "555-0142"),
        ("I'm @night_owl there", "contact", "@night_owl"),
        ("see instagram.com/jo.bloggs for more", "contact", "instagram.com/jo.bloggs"),
        ("I live at 14 Elm Tree Road, second floor", "contact", "14 Elm Tree Road"),
        ("near SW1A 1AA", "contact", "SW1A 1AA"),
        ("card 4111 1111 1111 1111 ok", "id_number", "4111 1111 1111 1111"),
        ("SSN 078-05-1120", "id_number", "078-05-1120"),
        ("my policy number is AX-4471902", "id_number", "AX-4471902"),
        ("NHS number: 943 476 5919", "id_number", "943 476 5919"),
        ("IBAN GB82 WEST 1234 5698 7654 32", "id_number", "GB82 WEST 1234 5698 7654 32"),
    ],
)
def test_addresses_and_numbers_are_found(text: str, label: str, found: str) -> None:
    findings = detect_rules(Draft(text))
    assert (label, found) in [(finding.label, finding.span.of(text)) for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "loved 1917 and Blade Runner 2049, 1984 less",
        "anything from 1990-1999 or 2001 - 2010",
        "21 Jump Street, 10 Cloverfield Lane, 84 Charing Cross Road",
        "a table for 12 at 7.30, budget 1,500 to 2,000",
        "season 3 episode 14 @ 9pm",
        "my case is complicated, my account of it too",
        "ratio 16:9, version 2.0.1",
        "the 2019 2020 2021 seasons, episodes 101 102 103 104",
        "on 2024-05-01 19:30",
        "case: 2024, hospital: 2046",
    ],
)
def test_years_titles_and_prices_are_left_alone(text: str) -> None:
    assert detect_rules(Draft(text)) == ()


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "a@",
        "12 a",
        "http://",
        "passport ",
        "A1 ",
        "live at 1 a ",
        "-1",
        "a@bb.cc ",
        "555-0142 ",
        "a.com/b ",
    ],
)
def test_no_text_makes_the_rules_slow(unit: str) -> None:
    started = time.process_time()
    detect_rules(Draft(unit * 20_000))
    assert time.process_time() - started < 5
