"""What is shipped, and what the repository may hold."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built and laid out as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_sanitizes_with_the_detector_inside_it(installed: Path, python: Run) -> None:
    code = (
        f"import sys; sys.path[:] = [path for path in sys.path if path != {str(ROOT)!r}]; sys.path.insert(0, {str(installed)!r})\n"
        "import sanitizer.model, client\n"
        "print(sanitizer.model.model_folder()); print(client.__file__)\n"
        "from sanitizer import Sanitizer\n"
        "print(Sanitizer.load().review('I was diagnosed with epilepsy').redacted())"
    )
    done = python("-c", code)
    assert done.returncode == 0, done.stderr.decode()
    model, client, redacted = done.stdout.decode().splitlines()
    assert model == str(installed / "sanitizer" / "detector")
    assert client.startswith(str(installed))
    assert "epilepsy" not in redacted


def test_the_wheel_holds_the_two_packages_and_nothing_else(installed: Path) -> None:
    names = {path.name for path in installed.iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"sanitizer", "client"}
    assert (installed / "sanitizer" / "py.typed").is_file()
    entry_points = next(installed.glob("*.dist-info")) / "entry_points.txt"
    assert "leastsaid = client.__main__:main" in entry_points.read_text()


def test_every_requirement_is_pinned_with_hashes_and_without_an_address() -> None:
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text()
        assert "://" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(
    "script", ["run", "test", "check", "train", "export", "evaluate", "bench", "smoke", "pin", "screenshot"]
)
def test_scripts_can_be_run_and_say_what_they_are_for(script: str) -> None:
    path = ROOT / "scripts" / script
    assert path.stat().st_mode & 0o111
    shebang, about = path.read_text().splitlines()[:2]
    assert shebang == "#!/usr/bin/env bash"
    assert about.startswith("# ")


def run_script(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [str(ROOT / "scripts" / "run"), *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def test_run_without_a_terminal_sanitizes_the_sample_from_any_folder(tmp_path: Path) -> None:
    done = run_script(cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert b"miscarriage" not in done.stdout
    assert b"No terminal" in done.stderr


def test_run_does_not_set_up_twice_and_runs_no_code_of_the_folder_it_is_in(tmp_path: Path) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "client" / "__init__.py").write_text("raise SystemExit(9)")
    run_script("--version", cwd=tmp_path)
    done = run_script("--version", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"leastsaid" in done.stdout
