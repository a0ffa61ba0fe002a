"""What is shown of an item's description: nothing of what the person avoids."""

from collections.abc import Collection
from functools import cache

import pytest

from client.catalogue import Catalogue
from client.safety import Bounds
from client.safety.description import LEFT_OUT, description
from client.safety.evidence import Known, known
from client.safety.phrases import mentions
from sanitizer.taxonomy import taxonomy
from sanitizer.types import Constraint, Mode
from tests.client.safety.made import item, item_of, limits, screened, wording, work, works

BRIGHT = "A bright and funny evening."
BLOODY = f"An evening with {wording('gore')}."


def softly(*codes: str) -> Bounds:
    """Limits that hide nothing, so that the description of everything is seen."""
    return limits(*codes, mode=Mode.SOFT)


def test_a_description_of_what_nobody_avoids_is_shown_as_it_is() -> None:
    assert screened(item(why=BLOODY), softly("bereavement")).why.text == BLOODY
    assert screened(item(why=BLOODY), limits()).why.text == BLOODY
    assert screened(item(why=BRIGHT), softly("gore")).why.text == BRIGHT


def test_our_line_takes_the_place_of_one_that_mentions_what_is_avoided() -> None:
    noted = work(about=BRIGHT)
    assert screened(item_of(noted, why=BLOODY), softly("gore"), works(noted)).why.text == BRIGHT
    assert screened(item_of(noted, why=BLOODY), softly("bereavement"), works(noted)).why.text == BLOODY


def test_where_our_line_mentions_it_too_only_what_kind_of_thing_it_is_is_said() -> None:
    noted = work(about=BLOODY, kind="series", facets={"genre": ("comedy", "family")})
    shown = screened(item_of(noted, why=BLOODY), softly("gore"), works(noted)).why.text
    assert shown == "Series: comedy, family film."
    plain = work(about=BLOODY, kind="podcast")
    assert screened(item_of(plain, why=BLOODY), softly("gore"), works(plain)).why.text == "Podcast."


def test_our_own_line_is_replaced_too_though_it_is_no_evidence() -> None:
    noted = work(about=BLOODY, notes={"gore": 0}, facets={"genre": ("comedy",)})
    judged = screened(item_of(noted, why=BLOODY), limits("gore", mode=Mode.STRICT), works(noted))
    assert (judged.hidden, judged.why.text) == (False, "Film: comedy.")


def test_of_a_stranger_or_of_what_may_be_another_work_nothing_is_said_in_its_place() -> None:
    noted = work(about=BRIGHT)
    for title, year in [("Unheard Of", 2000), ("The Glass Harbor", 2000), ("The Glass Harbour", 1931)]:
        assert screened(item(title, year, why=BLOODY), softly("gore"), works(noted)).why == LEFT_OUT


def test_a_slight_mention_is_replaced_as_well() -> None:
    why = f"An evening with {wording('gore', 1)}."
    assert screened(item(why=why), limits("gore")).why == LEFT_OUT


def test_a_mention_of_any_of_several_limits_is_replaced() -> None:
    noted = work(about=f"An evening with {wording('bereavement')}.", facets={"genre": ("comedy",)})
    shown = screened(item_of(noted, why=BLOODY), softly("gore", "bereavement"), works(noted)).why.text
    assert shown == "Film: comedy."


def test_what_stands_in_the_place_of_a_description_mentions_nothing_itself() -> None:
    assert not mentions(LEFT_OUT.text)


def shown(about: Known, avoided: Collection[str]) -> str:
    return description(about, [Constraint(code) for code in avoided]).text


@cache
def mentioned(line: str) -> frozenset[str]:
    return frozenset(mentions(line))


@pytest.mark.parametrize("domain", list(taxonomy().domains))
def test_whatever_is_avoided_nothing_shown_of_any_work_of_ours_mentions_it(
    domain: str, catalogue: Catalogue
) -> None:
    codes = frozenset(code.name for code in taxonomy().codes_of(domain))
    of_all = " ".join(f"It has {wording(code)}." for code in sorted(codes))
    assert mentioned(of_all) >= codes
    for entry in catalogue.entries(domain):
        about = mentioned(entry.about) & codes
        own, theirs = (known(item_of(entry, why=why), catalogue) for why in (entry.about, of_all))
        # Our line stands for each code that it does not mention, so these need only one look.
        assert shown(theirs, codes - about) == entry.about
        assert not mentioned(shown(theirs, codes)) & codes
        for code in about:
            assert code not in mentioned(shown(theirs, {code}))
            assert code not in mentioned(shown(own, {code}))
