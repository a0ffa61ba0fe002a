"""What words say of content: each code is found in the prose of blurbs, and gentle prose says nothing."""

import timeit
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.safety.phrases import mentions, phrase_table
from sanitizer.taxonomy import taxonomy

HERE = Path(__file__).parent
CODES = taxonomy().codes

FOUND = {
    "gore": "A gloriously gory midnight treat in which no limb stays where it was.",
    "brutal-violence": "A witness is tortured for a name he never knew.",
    "war-combat": "Two brothers meet on opposite sides of the battlefield.",
    "gun-violence": "The robbery ends in a shootout on the courthouse steps.",
    "sexual-violence": "A student tells the dean about her sexual assault, and the dean looks away.",
    "domestic-abuse": "She packs one bag and flees her abusive husband.",
    "stalking-kidnap": "A heiress is kidnapped on the eve of her wedding.",
    "child-harm": "Every parent in the street has a theory about the missing child.",
    "bullying": "The new boy is bullied until he finds the chess club.",
    "animal-harm": "A ranger hunts the poachers who empty the valley.",
    "creatures": "The cargo hold is full of spiders.",
    "bereavement": "Three sisters meet again at their father's funeral.",
    "pregnancy-infant-loss": "A couple learns to talk again after a miscarriage.",
    "sad-ending": "It has the most heartbreaking ending of the year.",
    "serious-illness": "A cellist is diagnosed with cancer on the first day of the tour.",
    "needles-procedures": "He wakes on the operating table, unable to move.",
    "eating-body-image": "A dancer's memoir of anorexia and the friends who stayed.",
    "suicide-self-harm": "Nobody can say why the headmaster took his own life.",
    "mental-illness-portrayal": "A lighthouse keeper descends into madness.",
    "substance-use": "A chef in the grip of addiction loses his restaurant.",
    "horror-scares": "Relentless jump scares in a haunted house by the marsh.",
    "confinement-suffocation": "Nine strangers wake trapped underground.",
    "heights-falling": "She plunges from a balcony on the nineteenth floor.",
    "deep-water": "A swimmer drowns on the calmest day of June.",
    "accidents-disasters": "A car crash links four families.",
    "hate-slurs": "A harbour pilot faces the racism of his own crew.",
    "lgbtq-hostility": "Two lads meet the homophobia of a small town with a big choir.",
    "cults-religious-abuse": "A lonely actress falls in with a cult.",
    "flashing-motion": "Some scenes contain strobing light.",
    "sexual-content": "A steamy romance set among rival vineyards.",
    "breakup-infidelity": "An affair at the office ends a marriage of thirty years.",
    "captions": "Shown in Danish, with no subtitles available.",
    "audio-description": "No audio description is offered at this screening.",
    "short-sessions": "A sprawling tale of eight hundred pages.",
    "gluten-free": "Breaded mushrooms with a squeeze of lemon.",
    "dairy-free": "Baked potato under melted cheddar.",
    "nut-free": "Rice with toasted cashews.",
    "seafood-free": "Grilled mackerel on a bed of leaves.",
    "egg-free": "A three-cheese omelette.",
    "soy-free": "Tofu in a clear broth.",
    "low-sugar": "Warm sponge with golden syrup.",
    "low-salt": "Olives, capers and cured ham.",
    "low-fat": "Deep-fried squash blossoms.",
    "gentle-digestion": "A fiery vindaloo for the brave.",
    "soft-food": "Crunchy granola with a chewy centre.",
    "alcohol-free": "Pears poached in red wine.",
    "caffeine-free": "A double espresso and the paper.",
    "no-raw": "Beef carpaccio with rocket.",
    "step-free": "The gallery is up a spiral staircase.",
    "low-exertion": "A strenuous climb to the source of the stream.",
    "seating-rests": "Standing room only at the back of the hall.",
    "toilets-nearby": "There are no toilets along the path.",
    "low-sensory": "Loud music and a light show until late.",
    "no-crowds": "Expect crowds on market day.",
    "no-heights": "A glass-floored walkway above the valley.",
    "no-water": "Swim with a guide in the bay.",
    "no-flying": "Includes return flights and one night's stay.",
}
"""One sentence for each code, in which that code at least is found."""

HARMLESS = {
    "media": """
        A village baker and a retired postman enter the marrow competition.
        Two rival florists share one shop, one van and one very fine cat.
        A bookshop owner solves the riddle of the misplaced umbrella.
        The killer soundtrack alone is worth the ticket.
        A cake to die for, and the sisters who will not share the recipe.
        How to kill time in a railway station, drawn by a patient hand.
        A deadpan comedy about the office photocopier.
        Dressed to kill in yellow, Aunt Petra returns to the ballroom.
        A war of words breaks out at the crossword club.
        Shot on location in Umbria, this is a love letter to slow lunches.
        A battle of wits between a gardener and a magpie.
        An addictive puzzle of tiles and tea leaves.
        She falls in love with the piano tuner, one key at a time.
        A shooting star, a wish and a very small llama.
        The wedding crashers bring their own cheese.
        A cult classic about a caravan, lovingly restored.
        Grandfather teaches Noor to bake flatbread and to whistle.
        A young woman moves to the country and learns to keep a garden.
        A treasure hunt leads four cousins through the library.
        Warm, witty and kind, a novel about neighbours.
        Paint a mural, meet the mayor, plant a tree.
        A train guard writes poems to the passengers.
        The orchestra rehearses; the conductor is late again.
        A hand-drawn film about a cloud that wants to be useful.
        Arrange furniture, water plants and send letters in this calm game.
        It was a happy accident that brought the choir together.
        A flashback to the summer of the big melon.
        There is no gore here, and not a drop of blood.
        A romance without any violence, cruelty or jump scares.
        Never scary, always silly: the adventures of a teapot.
    """,
    "food": """
        Steamed rice with soft pumpkin.
        A bowl of melon.
        Baked sweet potato.
        Rice simmered in oat milk.
        Poached pear.
        Mint tea.
        Free from nuts, dairy and gluten.
        Contains no egg or soy.
        Gluten-free bread.
        A mocktail of elderflower and cucumber.
        Rice noodles with courgette ribbons.
        Steamed carrots.
        Rooibos tea.
        Mashed parsnip.
        Vegan butter.
    """,
    "outings": """
        A level, paved path around the rose garden, with benches.
        A quiet hour in the reading room.
        A small exhibition of quilts, seldom busy.
        Step-free access throughout, and a lift to every floor.
        Tea by the window.
        No stairs, no queues.
        A slow hour among the ferns in the glasshouse.
        Toilets nearby.
        A pottery table for four.
        Escape the crowds in a walled garden.
        Armchairs, soft lamps and jigsaws.
        A calm afternoon of board games.
        Feed the ducklings from a bench.
        The dance steps are taught from a chair.
        An hour with a storyteller beside the stove.
    """,
}
"""Blurbs in which nothing of their domain is found, one a line."""

HARMLESS_BLURBS = [
    (domain, line.strip()) for domain, lines in HARMLESS.items() for line in lines.strip().splitlines()
]


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_wordings(code: str) -> None:
    listed = [words for words, meaning in phrase_table().meanings.items() if code in dict(meaning)]
    assert len(listed) >= 8


@pytest.mark.parametrize(("code", "blurb"), FOUND.items())
def test_every_code_is_found_in_a_blurb(code: str, blurb: str) -> None:
    assert mentions(blurb)[code] == 2


def test_every_code_has_its_blurb() -> None:
    assert FOUND.keys() == set(CODES)


@pytest.mark.parametrize(("domain", "blurb"), HARMLESS_BLURBS)
def test_nothing_is_found_in_a_harmless_blurb(domain: str, blurb: str) -> None:
    assert [code for code in mentions(blurb) if CODES[code].domain == domain] == []


def read_blurbs(name: str) -> list[tuple[str, str, dict[str, int]]]:
    """Domain, text and labelled codes of each blurb of a file."""
    blurbs = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        domain, text, labels = line.split("\t")
        pairs = (label.split("=") for label in labels.split())
        blurbs.append((domain, text, {code: int(level) for code, level in pairs}))
    return blurbs


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("blurbs.tsv", 0.70, 0.95), ("blurbs_fresh.tsv", 0.70, 0.60)]
)
def test_blurbs_of_invented_works_are_read_as_well_as_before(
    name: str, precision: float, recall: float
) -> None:
    hits = found = wanted = 0
    for domain, text, labels in read_blurbs(name):
        read = {code for code in mentions(text) if CODES[code].domain == domain}
        hits, found, wanted = hits + len(read & labels.keys()), found + len(read), wanted + len(labels)
    assert hits / found >= precision
    assert hits / wanted >= recall


@given(st.text())
def test_any_text_is_read_and_only_known_codes_come_back(text: str) -> None:
    found = mentions(text)
    assert found.keys() <= set(CODES)
    assert set(found.values()) <= {1, 2}


@given(
    st.lists(
        st.sampled_from([*FOUND.values(), "no", "not", ",", "without", "free", "to die for"]), max_size=6
    )
)
def test_prose_joined_in_any_order_is_read(parts: list[str]) -> None:
    assert mentions(" ".join(parts)).keys() <= set(CODES)


def test_a_blurb_is_read_in_well_under_a_millisecond() -> None:
    blurb = "A gentle tale of neighbours, gardens and a missing spade, told by the one who took it. " * 2
    mentions(blurb)
    assert min(timeit.repeat(lambda: mentions(blurb), number=50, repeat=5)) / 50 < 0.0005
