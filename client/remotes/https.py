"""A recommender that speaks `leastsaid/1`."""

from client.addresses import Address
from client.errors import RemoteError
from client.exchange import UntrustedReply
from client.protocol import PATH
from client.remotes.transport import Limits, Transport


class HttpsRemote:
    """One address. `UsageError` where it is none that may be used."""

    def __init__(self, address: Address, limits: Limits | None = None) -> None:
        usual = Limits(idle=address.seconds, total=address.seconds) if address.seconds else Limits()
        self._transport = Transport(address, PATH, limits or usual)
        self.recipient = self._transport.recipient()

    def wrap(self, body: bytes) -> bytes:
        """See `Remote`."""
        return body

    async def send(self, content: bytes) -> UntrustedReply:
        """See `Remote`."""
        answer = await self._transport.post(content)
        if answer.status in (401, 403):
            raise RemoteError("The recommender wants a token, or another one. Nothing more is sent.")
        if answer.status != 200:
            raise RemoteError(f"The recommender refused (status {answer.status}). Nothing more is sent.")
        return UntrustedReply(answer.content)
