"""Plain words for hard things, as people recommend: each says its code, and plain prose beside it says nothing."""

import pytest

from client.safety.phrases import mentions
from sanitizer.taxonomy import taxonomy

SAID = {
    "nut-free": "filberts; trout amandine; a dash of orgeat; pb&j; goobers; chicken in mole; arachis oil; butter noisette",
    "dairy-free": "casein; lactose; squeaky curds; a spoon of quark; queso; skyr with berries",
    "gluten-free": "a farro bowl; durum; crisp filo; a beef burrito; kibbeh",
    "seafood-free": "belacan; krill; boquerones; bagna cauda; moules frites",
    "egg-free": "albumen; tamagoyaki; challah; a slice of flan",
    "soy-free": "yuba; okara; kecap manis",
    "alcohol-free": "grappa; a hot toddy; shaoxing; penne alla vodka",
    "no-raw": "tataki; eggs sunny side up; a jammy egg",
    "suicide-self-harm": "A noose in the barn; She unalives herself; She opens her wrists; talked off the ledge",
    "domestic-abuse": "He beats her; He hits her and weeps; He controls her phone; She hides the bruises",
    "pregnancy-infant-loss": "The baby never cried; The nursery stays empty; there is no heartbeat; born sleeping",
    "bereavement": "The urn on the mantelpiece; They say goodbye to Mum; Gran's funeral; sitting shiva",
    "animal-harm": "The dog doesn't make it; The horse breaks a leg; they bury the cat; a beaten donkey",
    "gore": "Intestines everywhere; his skull is crushed, a crushed skull; bloodied hands",
    "sexual-violence": "Somebody spiked her drink, spikes drinks; against her will; inappropriate touching",
    "stalking-kidnap": "He watches her sleep; tied to a chair; taken from her bed",
    "sad-ending": "It will make you cry; keep a hankie near; All is lost; ugly crying",
    "serious-illness": "Stage four; inoperable; on a ventilator; his prognosis",
    "eating-body-image": "She skips meals; makes herself sick; laxatives",
    "cults-religious-abuse": "a cultist; the end times; shunning",
    "hate-slurs": "go back to where you came from; a swastika; a sundown town",
    "step-free": "no step-free access; a gangplank; boggy",
    "seating-rests": "no chairs; hours of walking; a standing event",
    "no-water": "by the water; a speedboat; pond dipping",
}


@pytest.mark.parametrize(
    ("code", "line"), [(code, line.strip()) for code, lines in SAID.items() for line in lines.split(";")]
)
def test_everyday_words_are_understood(code: str, line: str) -> None:
    assert mentions(f"{line}.").get(code, 0) >= 1


PLAIN = {
    "media": """
        A chess champion beats her rival with a grin and a very small pawn.
        She beats him at table tennis and he bakes her a pie.
        It finally hits her that the parcel was meant for next door.
        The series follows her and two brothers through a year of jam.
        A hit children's show about a post van.
        The van hits the road to the fair.
        She jumps at the chance to conduct the village orchestra.
        A hopeless romantic opens a shop for second-hand umbrellas.
        The whole street is in stitches by the second verse.
        A tea urn, a trestle table and forty years of gossip.
        Mole and Ratty mend a cart before the spring fair.
        He leaves her a note with a recipe for plum jam.
        They stand on a bridge and count the swallows.
        He gives up his seat and gains a pen pal.
        They walk out on a warm night to count the stars.
        Something comes in the post, and the whole village has a theory.
        The recipe is passed on from neighbour to neighbour.
    """,
    "food": """
        Casein-free and lactose-free.
        Roast squash with thyme.
        Quinoa with roast beetroot.
    """,
    "outings": """
        A plane tree, a bench and a flask.
        Step-free rooms and plenty of seats.
        A reading hour with tea.
    """,
}


@pytest.mark.parametrize(
    ("domain", "line"),
    [(domain, line.strip()) for domain, lines in PLAIN.items() for line in lines.strip().splitlines()],
)
def test_plain_prose_that_uses_their_words_says_nothing(domain: str, line: str) -> None:
    codes = [code for code in mentions(line) if taxonomy().codes[code].domain == domain]
    assert codes == []


def test_her_is_heard_where_it_is_somebody_and_not_where_something_is_hers() -> None:
    assert mentions("He slaps her.")["domestic-abuse"] == 2
    assert mentions("He slaps her and leaves")["domestic-abuse"] == 2
    assert "domestic-abuse" not in mentions("He slaps her poster on the wall")
