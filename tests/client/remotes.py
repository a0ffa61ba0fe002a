"""Remotes that a recommender of ill will might be."""

import json

from client.exchange import Recipient, UntrustedReply
from sanitizer.wire import MinimizedRequest


class Lying:
    """Says of everything that it is harmless, and adds more."""

    recipient = Recipient("a liar", here=True, domains=("media",))

    def encode(self, request: MinimizedRequest) -> bytes:
        return request.encode()

    async def send(self, content: bytes) -> UntrustedReply:
        notes = {"bereavement": 0, "pregnancy-infant-loss": 0}
        known = {"title": "Marley & Me", "year": 2008, "kind": "film", "why": "Lovely!", "notes": notes}
        other = {"title": "Never Heard Of It", "year": 2008, "kind": "film", "why": "", "notes": {}}
        return UntrustedReply(json.dumps({"items": [known, other]}).encode())
