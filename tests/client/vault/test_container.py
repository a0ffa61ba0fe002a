"""The file of a vault: how it is made, opened, held and closed."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from client.errors import VaultBusyError, VaultError, VaultWriteError
from client.vault.container import Container
from tests.client.vault.contents import LINK, links
from tests.conftest import ROOT


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_its_owner_can_read_a_file_and_its_log(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    assert {mode(file) for file in path.parent.iterdir()} == {0o600}
    assert path.with_name("vault.db-wal").exists()


def test_a_file_is_never_made_over_another(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    with pytest.raises(VaultError, match="already"):
        Container.create(path)
    assert links(container) == [(1, b"a")]


def test_a_file_that_cannot_be_made_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with pytest.raises(VaultWriteError):
        Container.create(tmp_path / "missing" / "vault.db")


def test_without_a_file_the_words_say_how_to_make_one(path: Path) -> None:
    with pytest.raises(VaultError, match="leastsaid vault init"):
        Container(path)
    assert not path.exists()


def test_a_place_that_cannot_be_looked_at_is_told_in_words(path: Path) -> None:
    path.write_bytes(b"")
    with pytest.raises(VaultError, match="rights of its folder"):
        Container(path / "vault.db")


def test_a_link_to_a_file_is_not_opened(path: Path, container: Container) -> None:
    container.close()
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))
    with pytest.raises(VaultError, match="not a file of your own"):
        Container(path)


def test_a_folder_is_not_opened(path: Path) -> None:
    path.mkdir()
    with pytest.raises(VaultError, match="not a file of your own"):
        Container(path)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_somebody_else_is_not_opened(path: Path, container: Container) -> None:
    container.close()
    os.chown(path, 12345, -1)
    with pytest.raises(VaultError, match="not a file of your own"):
        Container(path)


def test_rights_of_others_are_taken_away(path: Path, container: Container) -> None:
    container.close()
    path.chmod(0o644)
    Container(path).close()
    assert mode(path) == 0o600


def test_while_it_is_held_a_second_opening_is_refused_at_once(path: Path, container: Container) -> None:
    begun = time.monotonic()
    with pytest.raises(VaultBusyError):
        Container(path)
    assert time.monotonic() - begun < 1
    container.execute(LINK, 1, b"still held")


def test_while_it_is_held_another_program_is_refused(path: Path, container: Container) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from client.errors import VaultBusyError\n"
        "from client.vault.container import Container\n"
        "try: Container(Path(sys.argv[1]))\n"
        "except VaultBusyError as error: print(error)\n"
    )
    container.execute(LINK, 1, b"held")
    ran = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "in use by another program" in ran.stdout


def test_a_closed_file_can_be_opened_again(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    container.close()
    again = Container(path)
    assert links(again) == [(1, b"a")]
    again.close()


def test_closing_leaves_one_file(path: Path, container: Container) -> None:
    container.execute(LINK, 1, b"a")
    container.close()
    assert [file.name for file in path.parent.iterdir()] == ["vault.db"]


def test_a_file_may_be_closed_twice(container: Container) -> None:
    container.close()
    container.close()


def test_a_file_whose_folder_is_gone_can_be_closed(path: Path, container: Container) -> None:
    path.parent.rename(path.parent.with_name("moved"))
    container.close()
