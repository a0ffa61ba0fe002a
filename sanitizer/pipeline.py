"""The library's front: a sanitizer that finds what is personal, and gives it to be reviewed."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from sanitizer.detector import Detector
from sanitizer.dictionary import Dictionary, Entry
from sanitizer.domain import closest_domain
from sanitizer.errors import DecisionError
from sanitizer.facets import fold
from sanitizer.given import check_draft
from sanitizer.kinds import asked_kinds
from sanitizer.merge import merge
from sanitizer.model import load_model
from sanitizer.plain import detect_plain
from sanitizer.policy import POLICIES, PolicyName, decide
from sanitizer.repeats import repeated
from sanitizer.review import Review
from sanitizer.rules import detect_rules
from sanitizer.taxonomy import UNREADABLE, Kind, taxonomy
from sanitizer.titles import Title, TitleTable, title_table
from sanitizer.types import Draft, Finding, Source, Span
from sanitizer.wishes import is_wished

MAX_CODE_POINTS = 2_000_000
"""What lies beyond is not read and is one finding, labelled `unreadable`."""


class Sanitizer:
    """Finds what is personal in a draft, on this machine. Safe to share between threads."""

    def __init__(
        self, detector: Detector, *, titles: TitleTable | None = None, dictionary: Dictionary | None = None
    ) -> None:
        self.detector = detector
        self._titles = titles
        self.dictionary = dictionary or Dictionary()
        """The person's own words. Another one may take its place; the next text is read with it."""

    @classmethod
    def load(
        cls,
        *,
        operating_point: str = "balanced",
        model: str | Path | None = None,
        threads: int = 2,
        titles: Iterable[Title] = (),
        dictionary: Dictionary | Iterable[Entry | str] = (),
    ) -> "Sanitizer":
        """Opens the detector.

        Args:
            operating_point: `cautious` misses less, `quiet` flags less, `balanced` lies between.
            model: Another model's folder; by default the one of this release.
            threads: Processor threads for one pass.
            titles: Known titles that a request may hold.
            dictionary: The person's own words and phrases, always found; an `Entry` says what one is.

        Raises:
            ModelError: The model's files are missing, changed, or of another kind.
            DictionaryError: A phrase without a letter or digit.
        """
        words = dictionary if isinstance(dictionary, Dictionary) else Dictionary(dictionary)
        detector = Detector(load_model(model, threads=threads), operating_point)
        return cls(detector, titles=title_table(titles), dictionary=words)

    def detect(self, text: str) -> tuple[Finding, ...]:
        """Disjoint findings in order, in code points of the text. Any length; `TypeError` for what is no `str`."""
        check_draft(text)
        read, rest = text[:MAX_CODE_POINTS], text[MAX_CODE_POINTS:]
        draft = Draft(read)
        modelled = self.detector.detect(draft)
        found = self._flagged(draft, modelled)
        firm = [finding for finding in found if finding.sensitive]
        soft = [finding for finding in found if not finding.sensitive]
        if rest:
            firm.append(Finding(Span(len(read), len(text)), UNREADABLE, source=Source.RULES))
        plain = self._flagged(draft, detect_plain(draft))
        # What is spared in the model's words is spared in a part of them, too.
        wished = {finding.span for finding in soft}
        closed = [one for one in modelled if one.span not in wished]
        said = [one for one in plain if not any(one.span.overlaps(other.span) for other in closed)]
        once = merge(text, self.dictionary.detect(draft), detect_rules(draft), firm, said, soft)
        return merge(text, once, repeated(draft, once, self.dictionary.spared(draft)))

    def review(self, text: str, *, domain: str | None = None, policy: str = "balanced") -> Review:
        """The findings with default decisions.

        Args:
            text: The draft.
            domain: `media`, `food` or `outings`; by default the one that it most likely asks about.
            policy: What is offered to be told: `private`, `balanced` or `open`. Offered is not told.

        Raises:
            VocabularyError: No such domain.
            DecisionError: No such policy.
            TypeError: The draft is no `str`.
        """
        check_draft(text)
        if policy not in POLICIES:
            raise DecisionError(f"Unknown policy. Known: {', '.join(POLICIES)}.")
        draft = Draft(text)
        chosen = POLICIES[PolicyName(policy)]
        findings = self.detect(text)
        decisions = tuple(decide(finding, chosen) for finding in findings)
        name = closest_domain(draft, findings) if domain is None else taxonomy().domains[domain].name
        kinds = asked_kinds(draft, findings)
        return Review(draft, name, decisions, titles=self._titles, policy=PolicyName(policy), kinds=kinds)

    def checked_words(self, review: Review, chosen: Collection[int] | None = None) -> tuple[str, ...]:
        """Wishes of a review as they were written, by default those that the vocabulary has no place for.

        What was left out, or is no wish, is not among them. Each is scanned again by itself; one in which
        anything sensitive or a limit is found, or that holds words which are private elsewhere in the draft, is
        not among them either.
        """
        indices = review.wishes.unmapped if chosen is None else sorted(chosen)
        spans = [review.findings[index].span for index in indices if is_wished(review.decisions[index])]
        phrases = dict.fromkeys(" ".join(span.of(review.draft.text).split()) for span in spans)
        private = [
            fold(finding.span.of(review.draft.text)) for finding in review.findings if finding.sensitive
        ]
        return tuple(
            phrase for phrase in phrases if not _holds(fold(phrase), private) and self.wish_only(phrase)
        )

    def wish_only(self, phrase: str) -> bool:
        """Whether nothing but wishes is found in a phrase by itself."""
        return all(finding.kind is Kind.WISH for finding in self.detect(phrase))

    def _flagged(self, draft: Draft, found: Iterable[Finding]) -> list[Finding]:
        """Without what the person never wants flagged; what only rules find is flagged all the same."""
        return [
            finding
            for finding in found
            if not (finding.about.learned and self.dictionary.spares(finding.span.of(draft.text)))
        ]

    async def review_async(self, text: str, *, domain: str | None = None, policy: str = "balanced") -> Review:
        """`review` in a worker thread."""
        import asyncio  # noqa: PLC0415  (it would double the time that a short run takes to start)

        return await asyncio.to_thread(self.review, text, domain=domain, policy=policy)


def _holds(words: Sequence[str], others: Iterable[Sequence[str]]) -> bool:
    """Whether some of the others stand in the words, next to each other."""
    return any(
        tuple(words[at : at + len(other)]) == tuple(other)
        for other in others
        if other
        for at in range(len(words) - len(other) + 1)
    )
