"""The words of an offered passphrase: enough of them, and none that hurts."""

import math

from client.vault.openers import WORDS, offered_passphrase, offered_words


def test_six_words_are_offered_with_the_bits_that_are_promised() -> None:
    words = offered_words()
    assert len(set(words)) == len(words) >= 5600
    assert WORDS * math.log2(len(words)) > 74
    offered = offered_passphrase().split()
    assert len(offered) == WORDS
    assert set(offered) <= set(words)


def test_no_word_of_illness_death_violence_faith_family_food_or_drink_is_offered() -> None:
    hurting = (
        "mammogram hearse coroner pregnancy miscarriage childless widow husband mother cancer chemo suicide knife "
        "strangle violate bacon cupcake calorie vodka drunk sober casino prayer church islamist obituary grief "
        "overweight skinny stupor punish helpless unloved afraid daughter uncle rectal seizure relapse rehab"
    )
    assert set(hurting.split()).isdisjoint(offered_words())
