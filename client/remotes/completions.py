"""A chat model as a recommender, by the chat completions that OpenAI began and many servers know.

The request goes as it is into a constant frame, and what comes back is held to the protocol like any other reply.
One request, one answer: what cannot be read is mended here or not at all.
"""

import json
from dataclasses import replace
from typing import Any

from client.addresses import Address
from client.errors import RemoteError
from client.exchange import UntrustedReply
from client.protocol import ProtocolError, read_json
from client.remotes.prompt import answer_form, instructions
from client.remotes.repair import mend
from client.remotes.transport import Answer, Limits, Transport
from sanitizer.wire import BLOCK

ENDPOINT = "/chat/completions"
USUAL = "/v1"
"""Where the endpoints are, unless an address says otherwise."""
SECONDS = 300
"""A model on a home computer writes a few words a second."""
MAX_ANSWER = 2**20
"""Bytes of an answer: fifty items with all their notes take a quarter."""
_ENDED = "Nothing more is sent."
_REFUSALS = {
    400: "did not take the request: the model's name may be wrong, or it does not take a temperature of 0",
    401: "did not accept the token. `leastsaid remotes add` it again with --ask-token or --token-file",
    402: "wants to be paid first: look at the account that the token belongs to",
    404: "has no such address or model. Look at both with `leastsaid remotes list`",
    413: "finds the request too long. Use a model that takes a longer context",
    429: "is busy, or the account has no requests left. Try again later",
}
_REFUSALS |= {403: _REFUSALS[401], 422: _REFUSALS[400]}
_STRUCTURED = (
    "does not answer in a schema. Switch it off for this one: structured = false in remotes.toml, or add it again "
    "as before with --plain-json"
)
_TOLD = (
    (("response_format", "json_schema", "structured output", "guided"), _STRUCTURED),
    (
        ("context_length", "context length", "context size", "maximum context", "too many tokens"),
        _REFUSALS[413],
    ),
)
"""Words in a refusal that say more than its status, and what people are told then."""


class ChatRemote:
    """One model at one address. `UsageError` where it is none that may be used."""

    def __init__(self, address: Address, limits: Limits | None = None) -> None:
        seconds = address.seconds or SECONDS
        self._address = address
        self._transport = Transport(
            replace(address, address=_endpoint(address.address)),
            USUAL + ENDPOINT,
            limits or Limits(idle=seconds, total=seconds),
        )
        self.recipient = self._transport.recipient(address.model, ENDPOINT)

    def wrap(self, body: bytes) -> bytes:
        """See `Remote`. Padded with blanks, like the body itself."""
        text = body.decode().rstrip(" ")
        domain = json.loads(text)["domain"]
        frame: dict[str, Any] = {
            "model": self._address.model,
            "messages": [
                {"role": "system", "content": instructions(domain)},
                {"role": "user", "content": text},
            ],
            "temperature": 0,
            "stream": False,
        }
        if self._address.structured:
            frame["response_format"] = answer_form(domain)
        content = json.dumps(frame, separators=(",", ":"), ensure_ascii=False).encode()
        return content + b" " * (-len(content) % BLOCK)

    async def send(self, content: bytes) -> UntrustedReply:
        """See `Remote`."""
        answer = await self._transport.post(content, MAX_ANSWER)
        if answer.status != 200:
            raise RemoteError(f"The recommender {_refusal(answer)} (status {answer.status}). {_ENDED}")
        return _reply(answer.content)


def _endpoint(address: str) -> str:
    """The address of the endpoint, from that of a server, of its endpoints or of this one."""
    base = address.rstrip("/")
    has_path = "/" in base.partition("://")[2]
    return f"{base}{ENDPOINT}" if has_path and not base.endswith(ENDPOINT) else base


def _refusal(answer: Answer) -> str:
    """Why, in words of ours: by the status, and by a few words that are looked for in what came with it."""
    said = answer.content.decode(errors="replace").casefold()
    if answer.status in (400, 413, 422):
        for words, meaning in _TOLD:
            if any(word in said for word in words):
                return meaning
    if answer.status in _REFUSALS:
        return _REFUSALS[answer.status]
    return "had a fault of its own. Try again later" if answer.status >= 500 else "refused"


def _reply(content: bytes) -> UntrustedReply:
    try:
        choice = read_json(content)["choices"][0]
        message = choice["message"]
        text = _text(message.get("content"))
        refused = bool(message.get("refusal")) or choice.get("finish_reason") == "content_filter"
    except (ProtocolError, LookupError, TypeError, AttributeError):
        raise RemoteError(f"What answered is no chat model, or speaks another way. {_ENDED}") from None
    if refused:
        raise RemoteError(f"The model declined to recommend anything. Ask again, or use another. {_ENDED}")
    cut = choice.get("finish_reason") == "length"
    if not text.strip():
        why = "used up its room before it answered" if cut else "answered nothing"
        raise RemoteError(f"The model {why}. Ask again, or use another. {_ENDED}")
    try:
        found = mend(text)
    except ProtocolError:
        why = "was cut off before its first item" if cut else "is not in the form it was asked for"
        raise RemoteError(f"The model's answer {why}. Ask again, or use another. {_ENDED}") from None
    return UntrustedReply(found.content, found.mended)


def _text(content: Any) -> str:
    """The text of a message, whole or in parts."""
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return content if isinstance(content, str) else ""
