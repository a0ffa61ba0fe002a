"""`remotes.toml`: written and read again, and what is wrong with it said by its setting."""

from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.addresses import Address, Book, Speaks, load_book, written
from client.errors import UsageError

TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


def test_without_a_file_there_is_the_catalogue_alone(tmp_path: Path) -> None:
    assert load_book(tmp_path) == Book()
    assert Book().find("catalogue") is None


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    full = Address(
        "https://a.example/v1",
        Speaks.CHAT,
        "org/model:7b",
        structured=False,
        token_file=tmp_path / 'a "token"',
        ca_file=tmp_path / "ca.pem",
        proxy="http://127.0.0.1:3128",
        seconds=30,
        name="full",
    )
    book = Book(
        MappingProxyType({"full": full, "b": Address("https://b.example", token="keyring", name="b")}), "b"
    )
    (tmp_path / "remotes.toml").write_text(written(book), encoding="utf-8")
    assert load_book(tmp_path) == book


@given(TEXT)
def test_any_text_survives_the_file(text: str) -> None:
    import tomllib

    book = Book({"a": Address(text, proxy=text)})
    assert tomllib.loads(written(book))["a"] == {
        "address": text,
        "speaks": "leastsaid",
        "structured": True,
        "proxy": text,
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[a]\nadress = "secret"', "a.adress. Did you mean a.address?"),
        ('[a]\ncolour = "secret"', "a.colour. Known: a.address, a.speaks"),
        ("[a]\naddress = 1", "a.address is a text"),
        ('[a]\naddress = "x"\nstructured = 1', "a.structured is true or false"),
        ('[a]\naddress = "x"\nseconds = true', "a.seconds is a whole number"),
        (
            '[a]\naddress = "x"\nseconds = 0',
            "[a]: The seconds that an answer may take are between 1 and 3600",
        ),
        ('[a]\naddress = "x"\nspeaks = "secret"', "a.speaks is one of leastsaid, chat"),
        ('[a]\naddress = "x"\nspeaks = "chat"', "[a]: A chat recommender needs its model"),
        ('[a]\naddress = "x"\nmodel = "m"', "[a]: A model goes with"),
        ('[a]\naddress = "x"\nspeaks = "chat"\nmodel = "a secret"', "without blanks"),
        ('[a]\naddress = "x"\ntoken = "secret"', "a token itself is never in the settings"),
        ('[a]\naddress = "x"\ntoken = "keyring"\ntoken_file = "secret"', "not both"),
        ("[a]", "a.address is missing"),
        ("a = 1", "does not exist: a. Known: use."),
        ('use = "secret"', "use is the name of a recommender"),
        ("use = 1", "use is the name of a recommender"),
        ('[Secret]\naddress = "x"', "lowercase letters"),
        ('[catalogue]\naddress = "x"', "is not"),
        ("[a", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_by_its_setting_and_not_by_its_value(
    tmp_path: Path, text: str, reason: str
) -> None:
    (tmp_path / "remotes.toml").write_text(text)
    with pytest.raises(UsageError) as caught:
        load_book(tmp_path)
    assert reason in str(caught.value)
    assert "secret" not in str(caught.value)
