"""The one gate in: what comes back is held against every limit here, whatever was told.

Reply ─screen→ Screened ─rank→ SafeReply
"""

from client.safety.gate import Bounds, Reason, Screened, ScreenedItem, bounds, screen
from client.safety.help import Help, helping
from client.safety.ranking import SafeReply, rank
from client.safety.rules import Rule, Source, Verdict, rules

__all__ = [
    "Bounds",
    "Help",
    "Reason",
    "Rule",
    "SafeReply",
    "Screened",
    "ScreenedItem",
    "Source",
    "Verdict",
    "bounds",
    "helping",
    "rank",
    "rules",
    "screen",
]
