"""Every error the application raises on purpose.

    ClientError
    ├── UsageError        options, input or configuration that cannot be used
    ├── ReaderGoneError   whoever read standard output closed it
    ├── EgressError       nothing was sent
    │   └── ConsentError  … since a live consent for something told is missing
    └── RemoteError       the request may have left, but no usable answer came

Messages say what is wrong and what to do. They never carry a draft, a body or what a remote said.
"""


class ClientError(Exception):
    """Root of the tree."""


class UsageError(ClientError):
    """Input or options that cannot be used; the message says why and what to do."""


class ReaderGoneError(ClientError):
    """Whoever read standard output closed it, as `| head` does."""


class EgressError(ClientError):
    """The gate refused: nothing was sent."""


class ConsentError(EgressError):
    """Something would be told without a live consent."""


class RemoteError(ClientError):
    """The remote cannot be reached, or what it answered cannot be used."""
