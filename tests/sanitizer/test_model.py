import json
import shutil
from pathlib import Path

import pytest

from sanitizer import ModelError, Sanitizer
from sanitizer.model import MANIFEST, load_model, model_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_folder(), tmp_path / "detector"))


@pytest.mark.parametrize("name", ["onnx/model_quantized.onnx", "tokenizer.json", "config.json"])
def test_a_changed_file_is_refused_by_name(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=name):
        load_model(folder)


def test_a_missing_file_is_refused_by_name(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        load_model(folder)


def test_a_missing_folder_is_a_model_error(tmp_path: Path) -> None:
    for nowhere in (tmp_path / "nowhere", str(tmp_path / "nowhere"), ""):
        with pytest.raises(
            ModelError, match=r"manifest is missing or cannot be read\. Install leastsaid again\."
        ):
            Sanitizer.load(model=nowhere)


def test_a_folder_may_be_named_by_a_text(folder: Path) -> None:
    assert load_model(str(folder)).codes == load_model(folder).codes


def test_the_manifest_names_every_file(folder: Path) -> None:
    named = set(json.loads((folder / MANIFEST).read_bytes())["files"])
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    prose = {name for name in there if name.endswith(".md")}
    assert named - prose == there - prose - {MANIFEST}


def test_an_unknown_operating_point_is_a_model_error() -> None:
    with pytest.raises(ModelError, match="balanced"):
        Sanitizer.load(operating_point="reckless")


def test_the_base_tokenizer_file_embeds_a_limit_that_loading_lifts(folder: Path) -> None:
    embedded = json.loads((folder / "tokenizer.json").read_bytes())["truncation"]
    assert embedded["max_length"] == 128
    assert load_model(folder).tokenizer.truncation is None
