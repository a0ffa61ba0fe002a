"""Speed on this machine: `scripts/bench`. Medians of repeated runs, in fresh processes where start-up counts."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sanitizer import Sanitizer
from scripts.corpus import splits

ROOT = Path(__file__).parents[2]
REPEATS = 7
PAGE_WORDS = 400
DRAFT_WORDS = 100
MANY = 1000


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median time of a piece of work."""
    times: list[float] = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def words(count: int) -> str:
    """That many words of the test split's drafts."""
    text = " ".join(draft.text for draft in splits.drafts("test"))
    return " ".join(text.split()[:count])


def process(*arguments: str, stdin: bytes = b"") -> None:
    """A run of Python from start to end."""
    subprocess.run([sys.executable, *arguments], input=stdin, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Prints each figure beside what was asked for."""
    bare = seconds(lambda: process("-c", "pass"))
    imported = seconds(lambda: process("-c", "import sanitizer")) - bare
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.txt"
        page.write_text(words(PAGE_WORDS), encoding="utf-8")
        cold = seconds(lambda: process("-m", "client", "sanitize", str(page)))
    load = seconds(Sanitizer.load)
    sanitizer = Sanitizer.load()
    draft = words(DRAFT_WORDS)
    for _ in range(20):
        sanitizer.detect(draft)
    warm = seconds(lambda: sanitizer.detect(draft), repeats=100)
    drafts = (splits.drafts("test") * (1 + MANY // len(splits.drafts("test"))))[:MANY]
    lines = "\n".join(json.dumps({"id": draft.id, "text": draft.text}) for draft in drafts).encode()
    many = seconds(lambda: process("-m", "client", "sanitize", "--jsonl", stdin=lines), repeats=3)
    sys.stdout.write(
        f"import sanitizer                        {imported * 1000:7.1f} ms   (under 100)\n"
        f"leastsaid sanitize, {PAGE_WORDS} words, cold      {cold * 1000:7.1f} ms   (under 1000)\n"
        f"Sanitizer.load                          {load * 1000:7.1f} ms\n"
        f"detect, {DRAFT_WORDS} words, warm                 {warm * 1000:7.1f} ms   (under 30)\n"
        f"leastsaid sanitize --jsonl, {MANY} drafts {MANY / many:7.0f} /s   (over 100)\n"
    )


if __name__ == "__main__":
    main()
