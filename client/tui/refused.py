"""Why something cannot be done, and by which keys one goes on."""

from client.errors import Refusal, hinted

HINTS = {
    Refusal.NO_LIMIT_FOLLOWS: "Leave it out (o), keep it (k), or say what it is (t).",
    Refusal.NOT_A_LIMIT: "Make it one with l.",
    Refusal.SAVED_ALREADY: "Limits, under ^p, changes that.",
    Refusal.ALWAYS_FOUND: "Press k to keep this one here.",
    Refusal.NOT_PRIVATE: "Say first what it is, with t.",
    Refusal.NO_VAULT: "“Make a vault”, under ^p, makes one.",
}
"""By which keys one goes on."""


def refused(error: Exception) -> str:
    """The error in words, with the keys that help."""
    return hinted(error, HINTS)
