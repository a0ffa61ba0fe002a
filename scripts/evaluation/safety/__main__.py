"""Prints the figures of the gate in: `scripts/evaluate --safety`."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from statistics import median, quantiles

from client.catalogue import load_catalogue
from client.chat import settle
from client.closeness import Taste
from client.recommend import recommend
from client.replies import Reply
from client.safety import bounds, rank, screen
from client.safety.evidence import of_entry
from sanitizer import Constraint, Sanitizer, Wishes
from sanitizer.minimize import minimize
from sanitizer.wire import ConsentTag
from scripts.evaluation.safety.profiles import Profile, profiles, requests
from scripts.evaluation.safety.report import lines
from scripts.evaluation.safety.tally import Tally
from scripts.evaluation.safety.trial import Key, tallies


def main() -> int:
    """Exit 0."""
    parser = argparse.ArgumentParser(prog="scripts/evaluate --safety", description=__doc__)
    parser.add_argument("--profiles", type=int, default=200)
    parser.add_argument("--requests", type=int, default=50, help="for each profile")
    options = parser.parse_args()
    people = profiles(options.profiles, Sanitizer.load(operating_point="balanced"))
    found = _all(people, options.requests)
    sys.stdout.writelines(f"{line}\n" for line in lines(found, people, options.requests))
    sys.stdout.writelines(f"{line}\n" for line in (*_same_bytes(people, options.requests), *_speed()))
    return 0


def _all(people: Sequence[Profile], count: int) -> dict[Key, Tally]:
    """The sums over all profiles, worked out on every processor."""
    workers = os.cpu_count() or 1
    parts = [people[at::workers] for at in range(workers)]
    found: dict[Key, Tally] = {}
    with ProcessPoolExecutor(workers) as pool:
        for part in pool.map(tallies, parts, [count] * workers):
            for key, one in part.items():
                found[key] = found.get(key, Tally()) + one
    return found


def _same_bytes(people: Sequence[Profile], count: int) -> Iterator[str]:
    """Whether what leaves differs between people whose limits are told to nobody."""
    catalogue, tag = load_catalogue(), ConsentTag(datetime.now(UTC).date())
    differing = compared = 0
    for person in people:
        for wished in requests(count, catalogue, person.domain):
            asked = replace(minimize(wished, person.heard, person.domain, tag), id="0" * 32)
            plain = replace(minimize(wished, (), person.domain, tag), id="0" * 32)
            differing += asked.encode() != plain.encode()
            compared += 1
    yield f"requests that differ by an untold limit, but for their ids: {differing} of {compared} (goal 0)"


def _speed() -> Iterator[str]:
    """How long ranking and gating the whole catalogue takes, once warm."""
    catalogue = load_catalogue()
    entries = catalogue.entries("media")
    limits = bounds(
        map(Constraint, ("bereavement", "gore", "child-harm", "substance-use")), Wishes(), "media"
    )
    whole = Reply(tuple(of_entry(entry).item for entry in entries))
    settle()
    times = []
    for wished in requests(50, catalogue, "media"):
        body = minimize(wished, (), "media", ConsentTag(datetime.now(UTC).date())).body()
        start = time.perf_counter()
        recommend(body, catalogue)
        rank(screen(whole, limits, catalogue), Taste(wished.want), "media")
        times.append((time.perf_counter() - start) * 1000)
    worst = quantiles(times, n=20)[-1]
    yield (
        f"ranking and gating all {len(entries)} works against four limits: median {median(times):.1f} ms, "
        f"p95 {worst:.1f} ms (goal 20)"
    )


if __name__ == "__main__":
    sys.exit(main())
