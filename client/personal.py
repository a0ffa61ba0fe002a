"""The personal dictionary, as it is kept."""

from client.store import Kind, Store
from sanitizer import Dictionary


class PersonalWords:
    """Lines of a dictionary: `phrase`, `phrase | label` or `phrase | label | codes`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def lines(self) -> tuple[str, ...]:
        """The lines, in the order of adding."""
        contents = tuple(self._store.all(Kind.WORDS).values())
        return tuple(contents[0].decode().splitlines()) if contents else ()

    def keep(self, lines: tuple[str, ...]) -> None:
        """Keeps these lines and no others; `DictionaryError` where one cannot be read."""
        Dictionary.parse("\n".join(lines))
        with self._store.transaction():
            self._store.erase(self._store.all(Kind.WORDS))
            if lines:
                self._store.put(Kind.WORDS, "\n".join(lines).encode())

    def dictionary(self) -> Dictionary:
        """What is always found."""
        return Dictionary.parse("\n".join(self.lines()))


def codes_of_line(line: str) -> tuple[str, ...]:
    """The codes that a line of a dictionary names."""
    return tuple(code.strip().casefold() for code in "".join(line.split("|")[2:3]).split("#")[0].split(","))
