"""What `Sanitizer.load` takes as a dictionary, by its types; mypy reads this file."""

from collections.abc import Iterable
from typing import get_type_hints

from sanitizer import Dictionary, Entry, Sanitizer


def test_phrases_and_entries_may_stand_side_by_side() -> None:
    assert get_type_hints(Sanitizer.load)["dictionary"] == Dictionary | Iterable[Entry | str]
    loaded = Sanitizer.load(dictionary=[Entry("Blue Heron", "person"), "Tern Quay"])
    assert [entry.phrase for entry in loaded.dictionary.entries] == ["Blue Heron", "Tern Quay"]
