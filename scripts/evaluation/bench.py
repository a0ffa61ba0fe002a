"""Speed and memory on this machine: `scripts/bench`. In fresh processes where start-up counts."""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import numpy as np

from sanitizer import Draft, LiveDraft, Sanitizer
from sanitizer.decode import decode, word_log_probabilities
from sanitizer.model import load_model
from sanitizer.rules import detect_rules
from sanitizer.windows import encode
from scripts.corpus import splits
from scripts.evaluation import bench_tui
from scripts.evaluation.drafts import words

ROOT = Path(__file__).parents[2]
REPEATS = 9
PAGE_WORDS, DRAFT_WORDS, LIVE_WORDS = 400, 100, 150
MANY, FORTY = 3000, range(36, 45)
"""Drafts in a batch, and their tokens."""
MEMORY_AT = (1000, 5000, 10_000)

MEMORY = """
import json, sys
from pathlib import Path
from sanitizer import Sanitizer
sanitizer, texts = Sanitizer.load(threads=1), json.load(sys.stdin)
for count in range(1, 10_001):
    sanitizer.review(texts[count % len(texts)]).redacted()
    if count in (1000, 5000, 10_000):
        status = Path("/proc/self/status").read_text()
        print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
"""


def times(work: Callable[[], object], repeats: int = REPEATS) -> list[float]:
    """How long each of some runs of a piece of work took, in seconds, sorted."""
    taken: list[float] = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return sorted(taken)


def median(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median time of a piece of work, in milliseconds."""
    return 1000 * statistics.median(times(work, repeats))


def process(*arguments: str, stdin: bytes = b"") -> bytes:
    """The output of a run of Python from start to end."""
    run = subprocess.run(
        [sys.executable, "-P", *arguments], input=stdin, cwd=ROOT, check=True, capture_output=True
    )
    return run.stdout


def start_up() -> Iterator[tuple[str, float, str]]:
    """What it takes before the first finding."""
    bare = median(lambda: process("-c", "pass"))
    yield "import sanitizer, ms", median(lambda: process("-c", "import sanitizer")) - bare, "under 100"
    with tempfile.TemporaryDirectory() as folder:
        for count, goal in ((DRAFT_WORDS, "under 500"), (PAGE_WORDS, "under 1000")):
            page = Path(folder) / f"{count}.txt"
            page.write_text(words(count), encoding="utf-8")
            cold = median(partial(process, "-m", "client", "sanitize", str(page)))
            yield f"leastsaid sanitize, {count} words, cold, ms", cold, goal
    yield "Sanitizer.load, ms", median(Sanitizer.load), ""


def typing(sanitizer: Sanitizer) -> Iterator[tuple[str, float, str]]:
    """From keystroke to findings: a draft typed to its end, then letters typed anywhere in it."""
    text = words(LIVE_WORDS)
    live = LiveDraft(sanitizer.detect)
    keys: list[float] = []
    for end in range(1, len(text) + 1):
        started = time.perf_counter()
        live = live.typed(text[:end])
        keys.append(time.perf_counter() - started)
    yield f"keystroke at the end, {LIVE_WORDS} words, p95, ms", _p95(keys), "under 10"
    live, chance = live.settled(text), random.Random(0)
    places = [chance.randrange(len(text)) for _ in range(300)]
    keys = [times(partial(live.typed, f"{text[:at]}e{text[at:]}"), repeats=1)[0] for at in places]
    yield f"keystroke anywhere, {LIVE_WORDS} words, p95, ms", _p95(keys), "under 10"


def _p95(seconds: list[float]) -> float:
    return 1000 * sorted(seconds)[int(0.95 * len(seconds))]


def forty_tokens() -> list[str]:
    """Drafts of the corpus with about forty tokens."""
    tokenizer = load_model().tokenizer
    texts = [draft.text for draft in splits.drafts("test") + splits.drafts("dev")]
    return [text for text in texts if len(encode(tokenizer, text).tokens) in FORTY]


def batch(texts: list[str]) -> Iterator[tuple[str, float, str]]:
    """Many drafts in one run, with its start."""
    lines = "\n".join(json.dumps({"text": text}) for text in islice(cycle(texts), MANY)).encode()
    taken = median(lambda: process("-m", "client", "sanitize", "--jsonl", stdin=lines), 3)
    yield f"leastsaid sanitize --jsonl, {MANY} of 40 tokens, /s", MANY / taken * 1000, "over 300"


def memory(texts: list[str]) -> Iterator[tuple[str, float, str]]:
    """Resident memory of the library after many drafts of all lengths; Linux only."""
    if sys.platform == "linux":
        output = process("-c", MEMORY, stdin=json.dumps(texts).encode()).decode()
        for count, kilobytes in zip(MEMORY_AT, output.split(), strict=True):
            yield f"resident after {count} drafts, MB", int(kilobytes) / 1000, "under 180"


def parts(texts: list[str]) -> Iterator[tuple[str, float, str]]:
    """Where the time of one draft of forty tokens goes, on one processor."""
    model = load_model(threads=1)
    sanitizer = Sanitizer.load(threads=1)
    encoded = [encode(model.tokenizer, text) for text in texts]
    detector = sanitizer.detector
    logits = [detector.logits(draft.tokens)[0] for draft in encoded]
    even = np.zeros(len(model.tags), dtype=np.float32)

    def each(work: Callable[[int], object]) -> float:
        return median(lambda: [work(index) for index in range(len(texts))], 5) / len(texts)

    yield "  reading and tokens, ms", each(lambda at: encode(model.tokenizer, texts[at])), ""
    yield "  network, ms", each(lambda at: detector.logits(encoded[at].tokens)), ""
    yield (
        "  decoding, ms",
        each(lambda at: decode(word_log_probabilities(logits[at], encoded[at].words), model.tags, even)),
        "",
    )
    yield "  rules, ms", each(lambda at: detect_rules(Draft(texts[at]))), ""
    yield "  all of detect, ms", each(lambda at: sanitizer.detect(texts[at])), ""
    yield "  all of review, ms", each(lambda at: sanitizer.review(texts[at])), ""


def library() -> Iterator[tuple[str, float, str]]:
    """The figures of the sanitizer."""
    sanitizer = Sanitizer.load()
    draft, texts = words(DRAFT_WORDS), forty_tokens()
    every = [draft.text for draft in splits.drafts("test")]
    median(lambda: sanitizer.detect(draft))
    yield from start_up()
    yield f"detect, {DRAFT_WORDS} words, warm, ms", median(lambda: sanitizer.detect(draft), 50), "under 30"
    yield from typing(sanitizer)
    yield from batch(texts)
    yield from memory(every)
    yield "one draft of 40 tokens:", 0.0, "-"
    yield from parts(texts)


def main() -> None:
    """Prints each figure beside what was asked for; with `--tui` those of the terminal client."""
    for name, value, goal in bench_tui.rows() if "--tui" in sys.argv[1:] else library():
        figure = "" if goal == "-" else f"{value:9.1f}"
        sys.stdout.write(f"{name:52}{figure}" + (f"   ({goal})\n" if goal not in ("", "-") else "\n"))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
