"""The personal dictionary, as it is kept."""

from client.kept.store import Kind, Store
from sanitizer import Dictionary, Entry


class PersonalWords:
    """Lines of a dictionary: `phrase`, `phrase | label`, `phrase | label | codes`, or `! phrase` for never."""

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

    def put(self, entry: Entry) -> Entry | None:
        """Keeps an entry beside the others, in place of one of the same phrase; that one."""
        with self._store.transaction():
            earlier = self.drop(entry)
            self.keep((*self.lines(), entry.line))
        return earlier

    def drop(self, entry: Entry) -> Entry | None:
        """Erases the entry of the same phrase; what it was."""
        with self._store.transaction():
            lines = self.lines()
            same = [found for line in lines for found in _entries(line) if found.spelt == entry.spelt]
            if same:
                self.keep(tuple(line for line in lines if not any(one in same for one in _entries(line))))
        return same[-1] if same else None

    def dictionary(self) -> Dictionary:
        """What is always found, and what never."""
        return Dictionary.parse("\n".join(self.lines()))


def codes_of_line(line: str) -> tuple[str, ...]:
    """The codes that a line of a dictionary names."""
    return tuple(code.strip().casefold() for code in "".join(line.split("|")[2:3]).split("#")[0].split(","))


def _entries(line: str) -> tuple[Entry, ...]:
    """The entry of a line; none of a comment."""
    return Dictionary.parse(line).entries
