"""What the person chose, written into their settings: config.toml with its comments kept, and remotes.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from client.addresses import CATALOGUE, FILE, Address, Book, load_book, written
from client.config import NAME, UNREADABLE, load_config, parse_config, settings_folder
from client.errors import UsageError
from client.files import write_private
from client.tokens import forget_token, keep_token
from client.vault.vault import vault_path


def is_first_run() -> bool:
    """Whether nothing was ever chosen here: there are no settings and no vault."""
    return not ((settings_folder() / NAME).exists() or vault_path().exists())


def change(settings: Mapping[str, str | int | None]) -> None:
    """Writes settings such as `keep.audit_days` into config.toml, and lets go of those that are None.

    Everything else in the file stays as the person wrote it.

    Raises:
        UsageError: The file cannot be read or written, or would hold what it may not.
    """
    import tomlkit

    path = settings_folder() / NAME
    before = _read(path)
    parse_config(before, path.parent)
    document = tomlkit.parse(before)
    for key, value in settings.items():
        table, _, name = key.rpartition(".")
        if table and table not in document:
            document[table] = tomlkit.table()
        part = document[table] if table else document
        if value is not None:
            part[name] = value
        elif name in part:
            del part[name]
    after = tomlkit.dumps(document)
    parse_config(after, path.parent)
    _write(path, after)


def choose_usual(name: str) -> bool:
    """Has the recommender of a name asked by default. False where config.toml says an address, which counts first.

    Raises:
        UsageError: No recommender has this name, or the settings cannot be written.
    """
    book = load_book(settings_folder())
    book.find(name)
    save_book(replace(book, use=name))
    if _chosen_in_config():
        change({"remote.use": name})
    return is_usual(name)


def is_usual(name: str) -> bool:
    """Whether the recommender of a name is asked by default."""
    remote = load_config().remote
    return (remote.name if remote else CATALOGUE) == name


def add_recommender(address: Address, token: str = "", *, by_default: bool = False) -> str:
    """Names a recommender, and puts its token into the keyring where one is given. Nothing is sent.

    A name that is there already gets all its settings anew.

    Args:
        address: What `client.trying.checked_recommender` gave.
        token: Its token, if it has one in the keyring.
        by_default: Whether it is asked by default from now on.

    Returns:
        What went wrong with a token that it had before, in words; empty where nothing did.

    Raises:
        UsageError: The keyring does not take the token, or the settings cannot be written.
    """
    book = load_book(settings_folder())
    if address.token:
        keep_token(address, token)
    before, wrong = book.addresses.get(address.name), ""
    if before and (before.address != address.address or not address.token):
        wrong = forget_its_token(before)
    use = address.name if by_default else book.use
    save_book(replace(book, addresses={**book.addresses, address.name: address}, use=use))
    return wrong


def remove_recommender(name: str) -> str:
    """Forgets a recommender, and its token in the keyring; what there is to know of that, in words.

    Raises:
        UsageError: It is the built-in one, there is none of this name, or the settings cannot be written.
    """
    book = load_book(settings_folder())
    found = book.find(name)
    if found is None:
        raise UsageError("The built-in catalogue stays. `leastsaid remotes use` asks another by default.")
    usual = is_usual(name)
    if _chosen_in_config() == name:
        change({"remote.use": None})
    said = ["Removed.", forget_its_token(found)]
    if found.token_file:
        said.append("Its token's file is where it was.")
    left = {one: address for one, address in book.addresses.items() if one != name}
    save_book(Book(left, CATALOGUE if book.use == name else book.use))
    if usual and is_usual(CATALOGUE):
        said.append("The built-in catalogue is asked by default.")
    return " ".join(filter(None, said))


def forget_its_token(address: Address) -> str:
    """Takes the token of a recommender out of the keyring, if it is there; what went wrong, in words."""
    try:
        if address.token:
            forget_token(address)
    except UsageError as error:
        return f"Its token could not be taken out of the keyring. {error}"
    return ""


def save_book(book: Book) -> None:
    """Writes the named recommenders."""
    _write(settings_folder() / FILE, written(book))


def _chosen_in_config() -> str:
    """The recommender that config.toml has asked by default; empty where it leaves that to remotes.toml."""
    part = tomllib.loads(_read(settings_folder() / NAME)).get("remote", {})
    return str(part.get("use", ""))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError):
        raise UsageError(UNREADABLE) from None


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise UsageError(
            "The settings' folder cannot be made. Look at the rights and names above it."
        ) from None
    # A link stays a link: some people keep their settings elsewhere.
    write_private(str(path.resolve()), text)
