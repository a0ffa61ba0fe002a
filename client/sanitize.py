"""`leastsaid sanitize`: one draft, or one draft a line."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from client import files, lines
from client.errors import UsageError
from client.exits import ExitCode, tell
from client.language import WARNING, looks_foreign
from client.safetext import safe_text
from sanitizer import Finding, Review, Sanitizer
from sanitizer.taxonomy import taxonomy

FINDINGS_SCHEMA = "leastsaid.findings/1"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for on the command line."""

    source: str
    form: str
    domain: str | None
    tell: tuple[str, ...]
    words: bool
    operating_point: str
    dictionary: str | None
    jsonl: bool
    check: bool
    output: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one draft."""

    result: Any = field(repr=False)
    """A text, or the fields of an object."""
    sensitive: bool
    untold: tuple[str, ...] = ()
    """Named codes that are not told, since they are of another domain than the request."""
    left_out: int = 0
    """Wishes, or exclusions, that have no place in the result."""
    foreign: bool = False
    """Whether the draft does not look like English."""
    kept: tuple[str, ...] = ()
    """Codes of the request's domain that are kept on this device and could be told."""


def run(order: Order) -> ExitCode:
    """Reads, sanitizes, writes. Nothing is written before everything was read and understood."""
    named = parse_tell(order.tell)
    if order.words and order.form != "prompt":
        raise UsageError("--words goes with --to prompt.")
    if order.output is not None:
        files.check_output(order.output, order.source)
        if order.dictionary is not None:
            files.check_output(order.output, order.dictionary)
    content = files.read_bytes(order.source)
    text = "" if order.jsonl else files.decode_text(content)
    if named and order.form in ("text", "findings"):
        tell("--tell changes a prompt or a request; here it has nothing to do.")
    dictionary = files.read_dictionary(order.dictionary)
    threads = 1 if order.jsonl else 2
    sanitizer = Sanitizer.load(operating_point=order.operating_point, dictionary=dictionary, threads=threads)
    sanitize = _sanitize(sanitizer, order, named)
    return _run_lines(order, content, sanitize) if order.jsonl else _run_text(order, text, sanitize)


def parse_tell(pairs: tuple[str, ...]) -> dict[str, int]:
    """`CODE=LEVEL` pairs to levels by code; `UsageError` says which pair is wrong."""
    named: dict[str, int] = {}
    for pair in pairs:
        code, _, level = pair.partition("=")
        if code not in taxonomy().codes:
            raise UsageError(
                f"--tell {safe_text(pair)}: there is no such code. `leastsaid codes` lists them."
            )
        if level not in ("0", "1", "2", "3"):
            raise UsageError(f"--tell {safe_text(pair)}: write CODE=LEVEL with a level 0, 1, 2 or 3.")
        named[code] = int(level)
    return named


def list_codes() -> ExitCode:
    """Writes every code with its domain, group and plain phrase."""
    for code in taxonomy().codes.values():
        files.write_standard(f"{code.name:26}{code.domain:10}{code.group:17}{code.phrase}\n")
    return ExitCode.CLEAN


def _sanitize(sanitizer: Sanitizer, order: Order, named: dict[str, int]) -> Callable[[str, Any], Outcome]:
    def sanitize(text: str, name: Any) -> Outcome:
        if order.form == "findings":
            findings = sanitizer.detect(text)
            sensitive = any(finding.sensitive for finding in findings)
            return Outcome(findings_body(text, findings, name), sensitive, foreign=looks_foreign(text))
        review = sanitizer.review(text, domain=order.domain)
        for code, level in named.items():
            review = review.tell(code, level)
        words = sanitizer.checked_words(review) if order.words else ()
        outcome = Outcome(_form(order, review, words), review.sensitive, foreign=looks_foreign(text))
        if order.form == "text":
            return outcome
        kept = tuple(
            limit.code
            for limit in review.constraints
            if limit.level == 0 and taxonomy().codes[limit.code].domain == review.domain
        )
        left_out = _left_out(order, review, words)
        return replace(outcome, untold=_untold(named, review), left_out=left_out, kept=kept)

    return sanitize


def _form(order: Order, review: Review, words: tuple[str, ...]) -> Any:
    if order.form == "text":
        return review.redacted()
    if order.form == "request":
        return review.request().body()
    return review.prompt(words=words)


def _untold(named: dict[str, int], review: Review) -> tuple[str, ...]:
    codes = taxonomy().codes
    return tuple(code for code in named if named[code] and codes[code].domain != review.domain)


def _left_out(order: Order, review: Review, words: tuple[str, ...]) -> int:
    """Wishes without a word in the vocabulary; a request has no place for what is not wanted either."""
    wished = review.wishes
    if order.form == "request":
        return len(wished.unmapped) + sum(map(len, wished.unwanted.values()))
    return max(0, len(wished.unmapped) - len(words))


def _notes(order: Order, outcome: Outcome) -> Iterator[str]:
    """What did not go into the result, and what may have been missed, in plain lines."""
    if outcome.foreign:
        yield WARNING
    for code in outcome.untold:
        domain = taxonomy().codes[code].domain
        yield f"{code} is about {domain}, so it is not told here. --domain {domain} asks for {domain}."
    if outcome.left_out:
        wishes = "1 wish has" if outcome.left_out == 1 else f"{outcome.left_out} wishes have"
        hint = ""
        if order.form == "prompt":
            hint = (
                " A second look found them too personal." if order.words else " --words adds them as written."
            )
        yield f"{wishes} no place in a {order.form} of closed words and stayed here.{hint}"
    if outcome.kept:
        yield f"Kept here, told to nobody: {', '.join(outcome.kept)}. --tell CODE=LEVEL tells one."


def findings_body(text: str, findings: tuple[Finding, ...], name: Any) -> dict[str, Any]:
    """The fields of `leastsaid.findings/1`: places in code points, and no text."""
    return {
        "schema": FINDINGS_SCHEMA,
        "id": name,
        "length": len(text),
        "findings": [
            {
                "start": finding.span.start,
                "end": finding.span.end,
                "label": finding.label,
                "codes": list(finding.codes),
                "score": round(finding.score, 4),
                "source": finding.source.value,
            }
            for finding in findings
        ],
    }


def _run_text(order: Order, text: str, sanitize: Callable[[str, Any], Outcome]) -> ExitCode:
    outcome = sanitize(text, None)
    if isinstance(outcome.result, str):
        result = outcome.result if outcome.result.endswith("\n") else f"{outcome.result}\n"
    else:
        result = json.dumps(outcome.result, ensure_ascii=False, indent=2) + "\n"
    _write(order, result)
    for note in _notes(order, outcome):
        tell(note)
    return ExitCode.FINDINGS if order.check and outcome.sensitive else ExitCode.CLEAN


def _run_lines(order: Order, content: bytes, sanitize: Callable[[str, Any], Outcome]) -> ExitCode:
    def work(line: bytes) -> Outcome:
        row = lines.parse_line(line)
        outcome = sanitize(row["text"], row.get("id"))
        return replace(outcome, result=_line(order, row.get("id"), outcome))

    bad = sensitive = False
    left_out = 0
    results: list[str] = []
    for number, outcome in lines.each(lines.numbered(content), work):
        if not isinstance(outcome, Outcome):
            tell(f"line {number}: {outcome}")
            bad = True
            continue
        sensitive = sensitive or outcome.sensitive
        left_out += outcome.left_out
        for note in _notes(order, replace(outcome, left_out=0, kept=())):
            tell(f"line {number}: {note}")
        result = json.dumps(outcome.result, ensure_ascii=False) + "\n"
        if order.output is None:
            files.write_standard(result)
        else:
            results.append(result)
    if order.output is not None:
        files.write_private(order.output, "".join(results))
    for note in _notes(order, Outcome(None, False, left_out=left_out)):
        tell(note)
    if bad:
        return ExitCode.USAGE
    return ExitCode.FINDINGS if order.check and sensitive else ExitCode.CLEAN


def _line(order: Order, name: Any, outcome: Outcome) -> Any:
    """One output object: the findings have an `id` of their own."""
    return outcome.result if order.form == "findings" else {"id": name, order.form: outcome.result}


def _write(order: Order, result: str) -> None:
    if order.output is None:
        files.write_standard(result)
    else:
        files.write_private(order.output, result)
