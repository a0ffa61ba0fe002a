"""Whether words of a person's own may leave: wishes, and nothing that says anything of them.

The detector reads a phrase of two words with less company than it is used to, so it is asked in other ways, too,
and what it cannot read is refused: nothing here is lost by a refusal but a little relevance.
"""

import re
from collections.abc import Sequence

from client.language import looks_foreign
from client.safety.phrases import mentions
from sanitizer import Sanitizer
from sanitizer.wire import MAX_PHRASE, MAX_WORDS

_MARKED = re.compile(r"[\d@#/\\<>{}\[\]|_~^*=+$£€]|\b(?:dot|at) (?:com|org|net|gmail)\b", re.IGNORECASE)
"""Numbers, handles and addresses."""
_FOREIGN = re.compile(
    r"\b(?:mi|mis|tras|con|sin|por|para|una|del|los|las|mon|ma|mes|une|les|des|pour|avec|sans|mein|meine|meiner|nach|"
    r"und|ohne|mit|der|das|ein|eine|il|gli|della|senza|dopo|mia|mio|minha|meu|depois|mijn|het|een|zonder|na)\b",
    re.IGNORECASE,
)
"""Small words of other languages, which the detector does not read."""
_ASKED = ("{}", "I have {}.", "I'm {}.", "Because of my {} I stay in.")
"""Ways to say a phrase in which a fact of a person shows as one."""
_TELLING = frozenset(
    {
        "sexual-violence",
        "domestic-abuse",
        "child-harm",
        "bullying",
        "bereavement",
        "pregnancy-infant-loss",
        "serious-illness",
        "needles-procedures",
        "eating-body-image",
        "suicide-self-harm",
        "mental-illness-portrayal",
        "substance-use",
        "hate-slurs",
        "lgbtq-hostility",
        "cults-religious-abuse",
        "breakup-infidelity",
    }
)
"""Content that is more often somebody's life than somebody's taste."""


def may_leave(phrases: Sequence[str], sanitizer: Sanitizer) -> bool:
    """Whether nothing personal is found in phrases, each by itself and all together."""
    fits = len(phrases) <= MAX_WORDS and all(0 < len(phrase) <= MAX_PHRASE for phrase in phrases)
    return fits and all(_harmless(phrase, sanitizer) for phrase in (*phrases, " ".join(phrases)))


def _harmless(phrase: str, sanitizer: Sanitizer) -> bool:
    if not phrase.isascii() or _MARKED.search(phrase) or _FOREIGN.search(phrase) or looks_foreign(phrase):
        return False
    if any(level > 1 and code in _TELLING for code, level in mentions(phrase).items()):
        return False
    return not any(
        finding.sensitive or (finding.kind == "limit" and way == "{}")
        for way in _ASKED
        for finding in sanitizer.detect(way.format(phrase))
    )
