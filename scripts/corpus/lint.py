"""Checks the corpus: marks, names, edges, ids, and skeletons that stand twice.

Run `python -m scripts.corpus.lint [FILE…]`; with `--hints` it also names marks that often are mistakes,
with `--counts` it counts labels and codes.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from sanitizer.taxonomy import taxonomy
from scripts.corpus.marks import MarkedDraft, MarkError, read_marked
from scripts.corpus.splits import CORPUS

LEADING = re.compile(r"(i|i'm|im|i've|ive|my|a|an|the|his|her|our|their|because|since|have|has)\s", re.I)
WORD = re.compile(r"<\w+>|[\w'’]+")
MIN_GRAMS = 8


def skeleton(draft: MarkedDraft) -> frozenset[tuple[str, ...]]:
    """The word 4-grams of a draft with its spans and names masked."""
    pieces: list[str] = []
    position = 0
    for span in draft.spans:
        pieces += [draft.text[position : span.start], f" <{span.label}> "]
        position = span.end
    pieces.append(draft.text[position:])
    text = re.sub(r"(?<=[a-z,] )[A-Z]\w+", "<name>", "".join(pieces))
    words = [word.lower() for word in WORD.findall(text)]
    return frozenset(tuple(words[i : i + 4]) for i in range(len(words) - 3))


def repeated_skeletons(drafts: Sequence[MarkedDraft]) -> Iterator[tuple[str, str, float]]:
    """Pairs of drafts with at least eight 4-grams each that share more than half of the smaller set."""
    grams = {index: skeleton(draft) for index, draft in enumerate(drafts)}
    grams = {index: found for index, found in grams.items() if len(found) >= MIN_GRAMS}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, found in grams.items():
        for gram in found:
            holders[gram].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for indices in holders.values():
        shared.update(combinations(indices, 2))
    for (first, second), count in shared.items():
        share = count / min(len(grams[first]), len(grams[second]))
        if share > 0.5:
            yield drafts[first].id, drafts[second].id, share


def triples(drafts: Iterable[MarkedDraft]) -> dict[str, dict[str, MarkedDraft]]:
    """The contrast triples: name to its members `a` (a fact), `b` (a theme) and `c` (a phrase, denial or limit)."""
    found: dict[str, dict[str, MarkedDraft]] = defaultdict(dict)
    for draft in drafts:
        if draft.word:
            found[draft.id[:-1]][draft.id[-1]] = draft
    return found


def bad_triples(drafts: Iterable[MarkedDraft]) -> Iterator[str]:
    """Triples that are not whole, do not share their word, or hold a fact where none belongs."""
    for name, members in triples(drafts).items():
        if set(members) != set("abc"):
            yield f"{name}: a triple has members a, b and c"
            continue
        if not members["a"].facts or members["b"].facts or members["c"].facts:
            yield f"{name}: a has a fact, b and c have none"
        for draft in members.values():
            if draft.word not in draft.text.casefold():
                yield f"{draft.id}: the word {draft.word!r} is not in it"


def lint(paths: Iterable[Path]) -> tuple[list[MarkedDraft], list[str]]:
    """All drafts of the files, and what is wrong with them in plain lines."""
    drafts: list[MarkedDraft] = []
    faults: list[str] = []
    for path in paths:
        try:
            drafts += read_marked(path)
        except MarkError as error:
            faults.append(str(error))
    ids = Counter(draft.id for draft in drafts)
    texts = Counter(draft.text.casefold() for draft in drafts)
    faults += [f"{name}: id stands {count} times" for name, count in ids.items() if count > 1]
    faults += [f"{draft.id}: text stands twice" for draft in drafts if texts[draft.text.casefold()] > 1]
    faults += bad_triples(drafts)
    faults += [f"{a} ~ {b}: skeletons share {share:.0%}" for a, b, share in repeated_skeletons(drafts)]
    return drafts, faults


def hints(drafts: Iterable[MarkedDraft]) -> Iterator[str]:
    """Marks that are legal and often mistakes: a reader has to look."""
    labels = taxonomy().labels
    for draft in drafts:
        for span in draft.spans:
            text = draft.text[span.start : span.end]
            if labels[span.label].kind in ("fact", "limit") and LEADING.match(text):
                yield f"{draft.id}: leading word in a {span.label} span: {text}"
            if text[-1] in ".,;!?" or text[0] in ".,;!?":
                yield f"{draft.id}: punctuation at the edge of a {span.label} span: {text}"
            if span.label == "aversion" and not span.codes:
                yield f"{draft.id}: aversion without a code: {text}"


def counts(drafts: Sequence[MarkedDraft]) -> Iterator[str]:
    """How often each label and code occurs."""
    labels = Counter(span.label for draft in drafts for span in draft.spans)
    codes = Counter(code for draft in drafts for span in draft.spans for code in span.codes)
    clean = sum(not draft.facts for draft in drafts)
    yield f"drafts {len(drafts)}, without a fact {clean} ({clean / max(1, len(drafts)):.0%})"
    yield f"contrast triples {len(triples(drafts))}"
    yield "labels " + ", ".join(
        f"{label.name} {labels[label.name]}" for label in taxonomy().labels.values() if label.markable
    )
    yield "codes " + ", ".join(f"{name} {codes[name]}" for name in taxonomy().codes)


def main() -> int:
    """Exit 0 when nothing is wrong, else 1."""
    parser = argparse.ArgumentParser(description="Check marked files (default: the whole corpus).")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--hints", action="store_true")
    parser.add_argument("--counts", action="store_true")
    options = parser.parse_args()
    drafts, faults = lint(options.files or sorted(CORPUS.glob("*.jsonl")))
    sys.stdout.writelines(f"{line}\n" for line in faults)
    if options.hints:
        sys.stdout.writelines(f"hint: {line}\n" for line in hints(drafts))
    if options.counts:
        sys.stdout.writelines(f"{line}\n" for line in counts(drafts))
    sys.stderr.write(f"{len(drafts)} drafts, {len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
