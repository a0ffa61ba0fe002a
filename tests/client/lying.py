"""Remotes that a recommender of ill will might be."""

import json

from client.exchange import Recipient, UntrustedReply


class Lying:
    """Says of everything that it is harmless, and adds more."""

    recipient = Recipient("a liar", here=True, domains=("media",))

    def wrap(self, body: bytes) -> bytes:
        return body

    async def send(self, content: bytes) -> UntrustedReply:
        notes = {"bereavement": 0, "pregnancy-infant-loss": 0}
        known = {"title": "Marley & Me", "year": 2008, "kind": "film", "why": "Lovely!", "notes": notes}
        other = {"title": "Never Heard Of It", "year": 2008, "kind": "film", "why": "", "notes": {}}
        return UntrustedReply(json.dumps({"items": [known, other]}).encode())
