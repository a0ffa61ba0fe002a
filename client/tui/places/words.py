"""The person's own words: what is always found in a draft, and what never."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from client.conversation.session import Session
from client.errors import UsageError
from client.files import read_bytes, read_dictionary, read_lines
from client.safetext import safe_text
from client.tui.listing import Listing
from client.tui.places import Home
from client.tui.places.asking import LineScreen
from client.tui.places.choosing import Answer, ChoiceScreen
from client.tui.things import described, two_lines
from sanitizer import Dictionary, DictionaryError, Entry, Kind
from sanitizer.taxonomy import taxonomy

LONGEST = 200
"""Characters of a phrase."""


class WordsScreen(Listing[Entry]):
    """Lists the entries that are kept; each change holds at once."""

    HEADING = "Your words · names and phrases that are always found, whatever a model thinks"
    NOTHING = (
        "Nothing is here yet. Press a to add a name, a place or a phrase that is yours: it is found in every "
        "draft, whatever case, accents or spacing, and left out like anything else that is personal. Press i to "
        "read phrases from a text file, one a line."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", tooltip="add a name or phrase that is always found"),
        Binding("d", "remove", "remove", tooltip="take the one under the cursor out"),
        Binding("i", "import", "from a file", tooltip="add the phrases of a text file"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def items(self) -> Sequence[Entry]:
        """All that is kept, by the alphabet."""
        entries = self._session.records.words.dictionary().entries
        return sorted(entries, key=lambda entry: (entry.never, entry.phrase.casefold()))

    def group(self, item: Entry) -> str:
        """What is always found stands before what never is."""
        return "Never found" if item.never else "Always found"

    def hint(self) -> str:
        """How long they are kept, and what the settings' file adds."""
        kept = (
            "They are kept in your vault."
            if self._session.records.lasting
            else "There is no vault, so they end with the program; “Make a vault”, under ^p, makes one."
        )
        more = len(read_dictionary(self._session.config.dictionary))
        file = self._session.config.dictionary
        return (
            f"{kept} {more} more are in {safe_text(file.name).text}, a file of your settings."
            if file
            else kept
        )

    def line(self, item: Entry) -> Content:
        """The phrase and what it is."""
        phrase = safe_text(item.phrase, LONGEST).text
        return Content(phrase) if item.never else two_lines(phrase, _label(item))

    def details(self, item: Entry) -> Content:
        """What becomes of it."""
        codes = ", ".join(taxonomy().codes[code].phrase for code in item.codes)
        found = (
            "Where a model takes exactly these words for something personal, it is not asked. Contact details and "
            "numbers are found all the same."
            if item.never
            else f"Always found, as “{_label(item)}”, in whatever case, accents or spacing it is written."
        )
        becomes = "A limit, kept here: recommendations have to be " + codes if codes else _becomes(item)
        return described(
            (
                ("", safe_text(item.phrase, LONGEST).text),
                ("What it does", found),
                ("What becomes of it", "" if item.never else f"{becomes}."),
            )
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is there can be removed."""
        if action == "remove":
            return self.chosen is not None
        return super().check_action(action, parameters)

    @work(group="word", exclusive=True)
    async def action_add(self) -> None:
        """Asks for a phrase, and for what it is."""
        asked = "Which name or phrase is always to be found? Write it as you usually do."
        phrase = await self.app.push_screen_wait(LineScreen(asked, "", LONGEST))
        if not phrase:
            return
        labels = [one for one in taxonomy().labels.values() if one.private]
        labels.sort(key=lambda one: one.kind is not Kind.DETAIL)
        answers = [Answer(one.name, one.phrase) for one in labels]
        label = await self.app.push_screen_wait(ChoiceScreen("What is it?", answers, begin="person"))
        if label is None:
            return
        with self.saying():
            try:
                entry = Entry(phrase, label)
            except DictionaryError as error:
                raise UsageError(str(error)) from None
            self._session.records.words.put(entry)
            self._changed("Added: it is found from now on.", entry)

    @work(group="word", exclusive=True)
    async def action_import(self) -> None:
        """Adds the phrases of a file."""
        asked = (
            "Which text file? It has a phrase a line; a label may follow, as in `Sunrise House | organization`. "
            "Its phrases are added to yours."
        )
        named = await self.app.push_screen_wait(LineScreen(asked, "", 4096))
        if not named:
            return
        with self.saying():
            entries = _read(named)
            words = self._session.records.words
            words.keep(tuple(entry.line for entry in (words.dictionary() | Dictionary(entries)).entries))
            count = "1 phrase was read" if len(entries) == 1 else f"{len(entries)} phrases were read"
            self._changed(f"{count}: found from now on.", None)

    def action_remove(self) -> None:
        """Takes the entry under the cursor out."""
        if entry := self.chosen:
            with self.saying():
                self._session.records.words.drop(entry)
                self._changed("Removed. a adds it again.", None)

    def _changed(self, said: str, at: Entry | None) -> None:
        self._session.use_words()
        self.show_all()
        if at:
            self.choose(at)
        self.say(said)
        if isinstance(self.app, Home):
            self.app.reread()


def _label(entry: Entry) -> str:
    return taxonomy().labels[entry.label].phrase


def _becomes(entry: Entry) -> str:
    if taxonomy().labels[entry.label].kind is Kind.LIMIT:
        return "It is shown in the review as a limit without a code: left out of the text unless you say otherwise"
    return "Left out, unless you decide otherwise in the review"


def _read(named: str) -> tuple[Entry, ...]:
    """The entries of a file; `UsageError` where it is none of a dictionary."""
    lines = read_lines(read_bytes(str(Path(named).expanduser().absolute())))
    try:
        return Dictionary.parse("\n".join(lines)).entries
    except DictionaryError as error:
        raise UsageError(str(error)) from None
