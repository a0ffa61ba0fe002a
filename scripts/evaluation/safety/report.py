"""The figures of the gate as tables for people."""

from collections.abc import Iterator, Mapping, Sequence

from client.safety import rules
from scripts.evaluation.safety.profiles import Profile
from scripts.evaluation.safety.tally import Tally
from scripts.evaluation.safety.trial import ALL_NOTES, NO_GATE, SOME_HIDDEN, TRUSTING, Key

LEGEND = (
    "violations: of the first ten items shown, unknown ones too, those that conflict with a limit by all notes,",
    "  whatever the gate heard; `soft` shows them by design, ranked lower. The truth is our own notes, not people.",
    "by code: the answers of all who have the code, and of these whatever limit an item conflicts with.",
    "unwarned: violations that were shown as fitting, not as `not sure`.",
    "wrong: of the items that respect all limits, how many were hidden.",
    "unknown: items of which a note is missing: shown with a warning, or hidden.",
    "fill: how full the first ten places are; full: answers with ten items or more.",
    "by hand: the gate hears every limit; in a draft: those that the detector found in a draft of the test split.",
)


def lines(found: Mapping[Key, Tally], people: Sequence[Profile], count: int) -> Iterator[str]:
    """All tables."""
    yield f"{len(people)} profiles x {count} requests, rules {rules().version}"
    yield ""
    yield _head("by gate and mode")
    for gate in (ALL_NOTES, SOME_HIDDEN, TRUSTING, NO_GATE):
        for mode in ("ask", "strict", "soft"):
            for origin in ("by hand", "in a draft"):
                yield _row(f"{gate}, {mode}, {origin}", found.get((gate, mode, "origin", origin), Tally()))
    for by in ("domain", "combination"):
        yield ""
        yield _head(f"all notes, ask, by {by}")
        for group in sorted({key[3] for key in found if key[2] == by}):
            yield _row(group, found[ALL_NOTES, "ask", by, group])
    yield ""
    yield _code_head()
    for code in sorted({key[3] for key in found if key[2] == "code"}):
        yield _code_row(code, found)
    yield ""
    yield from _missed(people)
    yield ""
    yield from LEGEND
    yield ""


def _missed(people: Sequence[Profile]) -> Iterator[str]:
    """How many limits of drafts the gate never hears of."""
    drafts = [person for person in people if person.origin == "in a draft"]
    heard = [sum(code in {one.code for one in person.heard} for code in person.codes) for person in drafts]
    codes = sum(len(person.codes) for person in drafts)
    whole = sum(count == len(person.codes) for count, person in zip(heard, drafts, strict=True))
    extra = sum(one.code not in person.codes for person in drafts for one in person.heard)
    yield (
        f"limits in drafts: {codes} in {len(drafts)} drafts, {sum(heard)} heard ({_share(sum(heard), codes)}); "
        f"all of a draft heard: {whole}; heard but not there: {extra}"
    )


def _head(title: str) -> str:
    columns = (
        f"{'violations':>16}{'unwarned':>10}{'of all shown':>14}{'wrong':>8}{'unknown shown/hidden':>22}"
    )
    return f"{title:58}{columns}{'fill':>7}{'full':>7}"


def _row(title: str, one: Tally) -> str:
    violations = f"{one.violations_first} ({one.violation_rate:.2%})"
    return (
        f"{title:58}{violations:>16}{one.unwarned:>10}{_share(one.violations, one.shown):>14}{one.wrong_rate:>8.1%}"
        f"{f'{one.unknown_shown} / {one.unknown_hidden}':>22}{one.fill:>7.1%}{_share(one.full, one.answers):>7}"
    )


def _code_head() -> str:
    return (
        f"{'by code':28}{'answers':>9}{'all notes: violations':>23}{'wrong':>8}{'fill':>7}{'Recall@10 lost':>16}"
        f"{'NDCG@10 lost':>14}{'a fifth hidden':>16}{'unknown safe':>14}"
    )


def _code_row(code: str, found: Mapping[Key, Tally]) -> str:
    one = found[ALL_NOTES, "ask", "code", code]
    recall = (one.recall_before - one.recall) / one.answers
    ndcg = (one.ndcg_before - one.ndcg) / one.answers
    hidden, trusting = (found[gate, "ask", "code", code] for gate in (SOME_HIDDEN, TRUSTING))
    return (
        f"{code:28}{one.answers:>9}{one.violation_rate:>23.2%}{one.wrong_rate:>8.1%}{one.fill:>7.1%}"
        f"{recall:>16.3f}{ndcg:>14.3f}{hidden.violation_rate:>16.2%}{trusting.violation_rate:>14.2%}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"
