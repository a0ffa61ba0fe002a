"""The command line as a person runs it: a process, real files, real exit codes."""

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

DRAFT = "Since my miscarriage last spring I can't watch baby scenes. Any light 90s comedies?"
CLEAN = "Any light 90s comedies?"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_text_has_placeholders_and_nothing_on_standard_error(leastsaid: Run, draft: Path) -> None:
    done = leastsaid("sanitize", str(draft))
    assert done.returncode == 0
    assert done.stderr == b""
    assert b"[reproductive or sexual health 1]" in done.stdout
    assert b"miscarriage" not in done.stdout
    assert done.stdout.endswith(b"comedies?\n")


@pytest.mark.parametrize("arguments", [("sanitize",), ("sanitize", "-")])
def test_standard_input_is_read(leastsaid: Run, arguments: tuple[str, ...]) -> None:
    assert leastsaid(*arguments, stdin=CLEAN.encode()).stdout.decode() == CLEAN + "\n"


def test_a_prompt_tells_only_what_is_named(leastsaid: Run, draft: Path) -> None:
    silent = leastsaid("sanitize", str(draft), "--to", "prompt").stdout.decode()
    told = leastsaid(
        "sanitize", str(draft), "--to", "prompt", "--tell", "pregnancy-infant-loss=2"
    ).stdout.decode()
    assert "comedy" in silent
    assert "loss" not in silent
    assert "careful with death and loss" in told
    assert "miscarriage" not in told


def test_a_code_of_another_domain_is_not_told_and_that_is_said(leastsaid: Run, draft: Path) -> None:
    done = leastsaid("sanitize", str(draft), "--to", "prompt", "--domain", "media", "--tell", "step-free=3")
    assert b"steps" not in done.stdout
    assert b"step-free is about outings" in done.stderr


def test_limits_that_are_told_to_nobody_are_named_on_standard_error(leastsaid: Run, draft: Path) -> None:
    done = leastsaid("sanitize", str(draft), "--to", "prompt", "--domain", "media")
    assert b"Kept here, told to nobody: " in done.stderr
    assert b"pregnancy-infant-loss" in done.stderr
    assert b"pregnancy" not in done.stdout


def test_wishes_as_written_come_only_on_demand(leastsaid: Run) -> None:
    text = b"I loved Paddington, any light comedies like it?"
    silent = leastsaid("sanitize", "--to", "prompt", stdin=text)
    spoken = leastsaid("sanitize", "--to", "prompt", "--words", stdin=text)
    assert b"Paddington" not in silent.stdout
    assert b"stayed here" in silent.stderr
    assert b"In my words: Paddington" in spoken.stdout
    assert spoken.stderr == b""


def test_a_request_is_a_leastsaid_body(leastsaid: Run, draft: Path) -> None:
    done = leastsaid("sanitize", str(draft), "--to", "request", "--domain", "media", "--tell", "gore=3")
    body = json.loads(done.stdout)
    assert (body["schema"], body["domain"], body["count"]) == ("leastsaid/1", "media", 50)
    assert [constraint["code"] for constraint in body["constraints"]] == ["gore"]


def test_findings_are_places_without_text(leastsaid: Run, draft: Path) -> None:
    done = leastsaid("sanitize", str(draft), "--to", "findings")
    body = json.loads(done.stdout)
    assert set(body) == {"schema", "id", "length", "findings"}
    assert (body["schema"], body["length"]) == ("leastsaid.findings/1", len(DRAFT))
    assert all(
        set(finding) == {"start", "end", "label", "codes", "score", "source"} for finding in body["findings"]
    )
    assert b"miscarriage" not in done.stdout
    fact = body["findings"][0]
    assert "miscarriage" in DRAFT[fact["start"] : fact["end"]]


def test_check_ends_with_1_for_findings_and_0_without(leastsaid: Run, draft: Path) -> None:
    assert leastsaid("sanitize", str(draft), "--check").returncode == 1
    assert leastsaid("sanitize", "--check", stdin=CLEAN.encode()).returncode == 0


def test_output_is_private_and_never_the_input(leastsaid: Run, draft: Path, tmp_path: Path) -> None:
    output = tmp_path / "clean.txt"
    assert leastsaid("sanitize", str(draft), "-o", str(output)).returncode == 0
    assert "[reproductive" in output.read_text()
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
    link = tmp_path / "link.txt"
    os.link(draft, link)
    for same in (draft, link):
        refused = leastsaid("sanitize", str(draft), "-o", str(same))
        assert refused.returncode == 2
        assert b"overwrite" in refused.stderr
    assert draft.read_text() == DRAFT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean.txt", "draft.txt", "home", "link.txt"]


def test_an_output_that_is_standard_input_or_no_file_is_refused(
    leastsaid: Run, python: Run, draft: Path
) -> None:
    code = (
        "import subprocess, sys\n"
        f"with open({str(draft)!r}) as file:\n"
        f"    sys.exit(subprocess.run([sys.executable, '-m', 'client', 'sanitize', '-o', {str(draft)!r}], stdin=file).returncode)"
    )
    refused = python("-c", code)
    assert refused.returncode == 2
    assert b"overwrite" in refused.stderr
    assert draft.read_text() == DRAFT
    for target in ("/dev/null", "/proc/nowhere/x", "x" * 300):
        assert leastsaid("sanitize", str(draft), "-o", target).returncode == 2


@pytest.mark.parametrize("arguments", [("I have diabetes",), ("I", "have", "diabetes")])
def test_a_draft_given_as_a_file_name_is_not_repeated(leastsaid: Run, arguments: tuple[str, ...]) -> None:
    done = leastsaid("sanitize", *arguments)
    assert done.returncode == 2
    assert b"pipe" in done.stderr
    assert b"diabetes" not in done.stderr


def test_jsonl_says_which_line_was_not_told_a_code(leastsaid: Run) -> None:
    lines = [json.dumps({"text": text}) for text in ("a light comedy", "a table for two, thai food")]
    done = leastsaid(
        "sanitize", "--jsonl", "--to", "prompt", "--tell", "alcohol-free=3", stdin="\n".join(lines).encode()
    )
    assert b"line 1: alcohol-free is about food" in done.stderr
    assert b"line 2" not in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xff\xfe\x00bad", b"UTF-8"), (b"", b"empty"), (b"  \n ", b"empty")],
)
def test_input_that_cannot_be_read_is_a_plain_message(leastsaid: Run, content: bytes, message: bytes) -> None:
    done = leastsaid("sanitize", stdin=content)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("sanitize", "nowhere.txt"),
        ("sanitize", "."),
        ("sanitize", "-", "--tell", "gore"),
        ("sanitize", "-", "--tell", "gore=9"),
        ("sanitize", "-", "--tell", "glitter=2"),
        ("sanitize", "-", "--domain", "gardening"),
        ("sanitize", "-", "--to", "poem"),
        ("sanitize", "-", "--words"),
        ("sanitize", "-", "-o", "no/such/folder/file"),
        ("sanitize", "-", "--bogus"),
        ("dance",),
    ],
)
def test_wrong_usage_ends_with_2_and_one_clear_line(leastsaid: Run, arguments: tuple[str, ...]) -> None:
    done = leastsaid(*arguments, stdin=DRAFT.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"leastsaid: ")
    assert b"Traceback" not in done.stderr
    assert b"miscarriage" not in done.stderr


def test_jsonl_keeps_ids_and_reports_bad_lines(leastsaid: Run) -> None:
    lines = [
        json.dumps({"id": "a", "text": DRAFT}),
        "{not json",
        json.dumps({"id": 7, "text": CLEAN}),
        json.dumps({"text": 5}),
        "",
        json.dumps({"text": CLEAN}),
        json.dumps([1]),
        json.dumps({"id": "z", "text": ""}),
        json.dumps({"id": True, "text": ""}),
    ]
    done = leastsaid("sanitize", "--jsonl", stdin="\n".join(lines).encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [row["id"] for row in rows] == ["a", 7, None, "z"]
    assert rows[1]["text"] == CLEAN
    assert "miscarriage" not in rows[0]["text"]
    reported = [line.split(b":")[0] for line in done.stderr.splitlines()]
    assert reported == [b"line 2", b"line 4", b"line 7", b"line 9"]


@pytest.mark.parametrize(
    ("form", "kind"), [("text", str), ("prompt", str), ("request", dict), ("findings", list)]
)
def test_jsonl_puts_the_result_under_its_form(leastsaid: Run, form: str, kind: type) -> None:
    done = leastsaid(
        "sanitize", "--jsonl", "--to", form, stdin=json.dumps({"id": "a", "text": DRAFT}).encode()
    )
    row = json.loads(done.stdout)
    assert row["id"] == "a"
    assert isinstance(row[form], kind)


def test_jsonl_with_check_and_output(leastsaid: Run, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    lines = "\n".join(json.dumps({"text": text}) for text in (CLEAN, DRAFT))
    done = leastsaid("sanitize", "--jsonl", "--check", "-o", str(output), stdin=lines.encode())
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(output.read_text().splitlines()) == 2


def test_a_closed_pipe_is_no_finding_and_no_traceback(python: Run) -> None:
    code = (
        "import json, subprocess, sys\n"
        "lines = '\\n'.join(json.dumps({'text': 'a comedy please ' * 100}) for _ in range(200))\n"
        "p = subprocess.Popen([sys.executable, '-m', 'client', 'sanitize', '--jsonl'], stdin=subprocess.PIPE,"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "p.stdout.close()\n"
        "p.stdin.write(lines.encode()); p.stdin.close()\n"
        "print(p.stderr.read(), p.wait())\n"
    )
    assert python("-c", code).stdout.strip() == b"b'' 0"


def test_codes_lists_every_code(leastsaid: Run) -> None:
    done = leastsaid("codes")
    assert len(done.stdout.splitlines()) == 57
    assert b"step-free" in done.stdout


@pytest.mark.parametrize("arguments", [("--help",), ("sanitize", "--help"), ("--version",)])
def test_help_and_version(leastsaid: Run, arguments: tuple[str, ...]) -> None:
    done = leastsaid(*arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"leastsaid" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("-o", "out.jsonl")])
def test_a_lone_surrogate_is_written_as_a_question_mark(
    leastsaid: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = leastsaid("sanitize", "--jsonl", *arguments, stdin=b'{"text": "a comedy \\ud800 please"}')
    assert (done.returncode, done.stderr) == (0, b"")
    written = (tmp_path / "out.jsonl").read_bytes() if arguments else done.stdout
    assert json.loads(written)["text"] == "a comedy ? please"


def test_an_interrupt_ends_with_130(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "client", "chat"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert b"Least said" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said.strip()) == (130, b"leastsaid: interrupted.")


def test_a_fault_inside_shows_no_value(python: Run) -> None:
    code = (
        "import sys, client.cli\n"
        "def run(arguments): raise ValueError('my secret draft')\n"
        "client.cli.run = run\n"
        "from client.__main__ import main\n"
        "main()"
    )
    done = python("-c", code)
    assert (done.returncode, done.stdout) == (70, b"")
    assert b"ValueError at" in done.stderr
    assert b"secret" not in done.stderr


def test_many_lines_are_answered_in_their_order(leastsaid: Run) -> None:
    lines = [
        json.dumps({"id": number, "text": f"{'a comedy ' * (number % 7)}number {number}"})
        for number in range(60)
    ]
    done = leastsaid("sanitize", "--jsonl", stdin="\n".join(lines).encode())
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == list(range(60))
