"""Decisions to text that people read: redacted text, and a minimized prompt."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sanitizer.constraints import told, told_phrase
from sanitizer.facets import facets
from sanitizer.groups import Said, said
from sanitizer.taxonomy import taxonomy
from sanitizer.titles import Title
from sanitizer.types import Action, Constraint, Decision, Draft
from sanitizer.wishes import FacetValues, Wishes


def redacted_text(draft: Draft, decisions: Iterable[Decision]) -> str:
    """The draft with a placeholder for each finding that is left out.

    Facts and details are left out unless allowed; limits and wishes only when redacted. The same words with
    the same label get the same placeholder, such as `[health condition 1]`.
    """
    decided = tuple(decisions)
    pieces: list[str] = []
    position = 0
    for index, placeholder in placeholders(draft, decided).items():
        span = decided[index].finding.span
        pieces += [draft.text[position : span.start], placeholder]
        position = span.end
    pieces.append(draft.text[position:])
    return "".join(pieces)


def placeholders(draft: Draft, decisions: Iterable[Decision]) -> dict[int, str]:
    """What stands for each finding that is left out, by its index, in order."""
    numbers: dict[Said, int] = {}
    counts: Counter[str] = Counter()
    found: dict[int, str] = {}
    for index, decision in enumerate(decisions):
        if not _left_out(decision):
            continue
        finding = decision.finding
        key = said(draft, finding)
        if key not in numbers:
            counts[finding.label] += 1
            numbers[key] = counts[finding.label]
        found[index] = f"[{finding.about.phrase} {numbers[key]}]"
    return found


def _left_out(decision: Decision) -> bool:
    if decision.finding.sensitive:
        return decision.action is not Action.ALLOW
    return decision.action is Action.REDACT


def prompt_text(wished: Wishes, kept: Iterable[Constraint], domain: str, words: Sequence[str] = ()) -> str:
    """A minimized request in plain words, from closed phrases only.

    `words` adds wishes as they were written, which the caller has checked.
    """
    lines = [f"Please recommend {taxonomy().domains[domain].topic}."]
    lines += _facet_lines(wished.want, domain)
    if wished.like:
        lines.append(f"I liked: {_titles(wished.like)}.")
    if wished.dislike:
        lines.append(f"I did not like: {_titles(wished.dislike)}.")
    lines += [f"Not {line[0].lower()}{line[1:]}" for line in _facet_lines(wished.unwanted, domain)]
    if words:
        lines.append(f"In my words: {'; '.join(words)}.")
    limits = [told_phrase(level, name) for level, name, _ in told(kept, domain)]
    if limits:
        lines.append(f"It has to be: {'; '.join(limits)}.")
    return "\n".join(lines)


def _facet_lines(chosen: FacetValues, domain: str) -> list[str]:
    known = facets(domain)
    lines: list[str] = []
    for name, values in chosen.items():
        facet = known[name]
        phrases = ", ".join(facet.values[value].phrase for value in values)
        lines.append(f"{facet.phrase.capitalize()}: {phrases}.")
    return lines


def _titles(titles: Iterable[Title]) -> str:
    return "; ".join(f"{title.title} ({title.year})" for title in titles)
