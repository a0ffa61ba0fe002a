"""Why something cannot be done, and by which words one goes on."""

from client.errors import Refusal, hinted

HINTS = {
    Refusal.NO_LIMIT_FOLLOWS: "Leave it out or keep it, or say with kind what it is; or type help.",
    Refusal.NOT_A_LIMIT: "Make it one first, as in: 1 limit; or type help.",
    Refusal.ALWAYS_FOUND: "Say keep to keep this one here.",
    Refusal.NOT_PRIVATE: "Say first what it is, with kind.",
    Refusal.NO_VAULT: "`leastsaid vault init` makes one, for your next conversation.",
}
"""By which words one goes on."""


def refused(error: Exception) -> str:
    """The error in words, with the words that help."""
    return hinted(error, HINTS)
