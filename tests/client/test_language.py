import pytest

from client.language import looks_foreign
from tests.conftest import Run


@pytest.mark.parametrize(
    "text",
    [
        "Ich hatte letztes Jahr eine Fehlgeburt. Kannst du mir eine leichte Komödie empfehlen?",
        "J'ai un cancer du sein et je cherche un roman léger, merci",
        "Tengo diabetes y busco una película divertida para esta noche",
        "Ho perso mio padre a marzo e cerco un film leggero",
    ],
)
def test_other_languages_look_foreign_and_are_warned_of(leastsaid: Run, text: str) -> None:
    assert looks_foreign(text)
    assert b"may not be English" in leastsaid("sanitize", stdin=text.encode()).stderr


@pytest.mark.parametrize(
    "text",
    [
        "my dad died in march and i cant sleep, any calm films",
        "29F, POTS/EDS, couch games pls",
        "Heat, Ronin, Thief, Collateral: more like those for a long flight please",
    ],
)
def test_english_does_not(text: str) -> None:
    assert not looks_foreign(text)
