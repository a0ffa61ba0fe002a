"""The one gate in: what comes back is held against every limit here, whatever was told."""

from client.safety.gate import PLACES, Outcome, Reason, Rule, SafeReply, ScreenedItem, Verdict, screen

__all__ = ["PLACES", "Outcome", "Reason", "Rule", "SafeReply", "ScreenedItem", "Verdict", "screen"]
