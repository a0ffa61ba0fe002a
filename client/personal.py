"""The personal dictionary, as it is kept."""

from client.store import Kind, Store
from sanitizer import Dictionary

_ENTRIES = bytes(16)
"""The record that holds the lines."""


class PersonalWords:
    """Lines of a dictionary: `phrase`, `phrase | label` or `phrase | label | codes`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def lines(self) -> tuple[str, ...]:
        """The lines, in the order of adding."""
        content = self._store.get(Kind.WORDS, _ENTRIES)
        return tuple(content.decode().splitlines()) if content else ()

    def keep(self, lines: tuple[str, ...]) -> None:
        """Keeps these lines and no others; `DictionaryError` where one cannot be read."""
        Dictionary.parse("\n".join(lines))
        if lines:
            self._store.put(Kind.WORDS, "\n".join(lines).encode(), _ENTRIES)
        else:
            self._store.erase([_ENTRIES])

    def dictionary(self) -> Dictionary:
        """What is always found."""
        return Dictionary.parse("\n".join(self.lines()))
