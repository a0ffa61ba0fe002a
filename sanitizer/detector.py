"""The model's findings in a draft."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from sanitizer.decode import OUTSIDE, WordSpan, decode, word_log_probabilities
from sanitizer.errors import ModelError
from sanitizer.model import Model
from sanitizer.runtime import FloatArray
from sanitizer.taxonomy import MAX_CODES, UNREADABLE, Kind, taxonomy
from sanitizer.types import Draft, Finding, Source, Span
from sanitizer.windows import Encoded, Token, encode, windows

_POSSESSIVES = ("'s", "’s")


_AUXILIARY = re.compile(
    r"am|are|can|could|did|do|does|had|has|have|is|must|should|was|were|will|would", re.IGNORECASE
)


class Detector:
    """Finds labelled spans with one model at one operating point. Safe to share between threads."""

    def __init__(self, model: Model, operating_point: str) -> None:
        self.model = model
        points = model.settings.operating_points
        if operating_point not in points:
            raise ModelError(f"Unknown operating point. Known: {', '.join(points)}.")
        self._favour = _favour(model.tags, points[operating_point])
        self._special = tuple(model.tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))

    def detect(self, draft: Draft) -> tuple[Finding, ...]:
        """The model's findings in order, then what it could not read; the two may overlap."""
        text = draft.text
        encoded = encode(self.model.tokenizer, text, self.model.words)
        findings: list[Finding] = []
        if encoded.tokens:
            logits, code_logits = self.logits(encoded.tokens)
            scores = word_log_probabilities(logits, encoded.words)
            spans = decode(scores, self.model.tags, self._favour, self.model.settings.continuation)
            for span in _whole(text, encoded, spans):
                findings.append(self._finding(text, encoded, span, code_logits))
        unread = (Finding(Span(*place), UNREADABLE, source=Source.RULES) for place in encoded.unreadable)
        return (*findings, *unread)

    def logits(self, tokens: Sequence[Token]) -> tuple[FloatArray, FloatArray]:
        """Both heads for all tokens: (tokens, tags) and (tokens, codes).

        Windows run one at a time: int8 activations are scaled over a whole batch, and a draft's findings
        must not depend on what else is in it.
        """
        start_id, end_id = self._special
        pieces: list[tuple[FloatArray, FloatArray]] = []
        settings = self.model.settings
        for window in windows(len(tokens), settings.window, settings.stride):
            ids = [start_id, *(token.id for token in tokens[window.start : window.end]), end_id]
            feed = {
                "input_ids": np.array([ids], dtype=np.int64),
                "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
                "token_type_ids": np.zeros((1, len(ids)), dtype=np.int64),
            }
            outputs = self.model.session.run(["logits", "code_logits"], feed)
            keep = slice(1 + window.keep_start - window.start, 1 + window.keep_end - window.start)
            pieces.append((outputs[0][0][keep], outputs[1][0][keep]))
        return np.concatenate([tags for tags, _ in pieces]), np.concatenate([codes for _, codes in pieces])

    def _finding(self, text: str, encoded: Encoded, span: WordSpan, code_logits: FloatArray) -> Finding:
        first, last = encoded.words[span.first].first, encoded.words[span.last - 1].last
        kind = taxonomy().labels[span.label].kind
        place = _place(text, Span(encoded.tokens[first].start, encoded.tokens[last - 1].end), kind)
        codes = self._codes(code_logits[first:last]) if kind.can_limit else ()
        return Finding(place, span.label, codes, span.score, Source.MODEL)

    def _codes(self, logits: FloatArray) -> tuple[str, ...]:
        probabilities = 1 / (1 + np.exp(-logits.mean(axis=0)))
        ranked = np.argsort(-probabilities)[:MAX_CODES]
        chosen = [int(code) for code in ranked if probabilities[code] >= self.model.settings.code_threshold]
        return tuple(self.model.codes[code] for code in chosen)


def _whole(text: str, encoded: Encoded, spans: Iterable[WordSpan]) -> list[WordSpan]:
    """The spans, of which an auxiliary verb alone belongs to what follows: `do` and `not want` are one."""
    whole: list[WordSpan] = []
    for span in spans:
        before = whole[-1] if whole else None
        if before and _begins(text, encoded, before, span):
            whole[-1] = replace(span, first=before.first)
        else:
            whole.append(span)
    return whole


def _begins(text: str, encoded: Encoded, span: WordSpan, following: WordSpan) -> bool:
    """Whether a span is only the verb of what follows it."""
    tokens = encoded.tokens[encoded.words[span.first].first : encoded.words[span.last - 1].last]
    joined = (span.label, span.last) == (following.label, following.first)
    return joined and _AUXILIARY.fullmatch(text, tokens[0].start, tokens[-1].end) is not None


def _favour(tags: Sequence[str], by_kind: dict[str, float]) -> FloatArray:
    """The nats by which each tag is favoured: (tags)."""
    labels = taxonomy().labels
    kinds = (None if tag == OUTSIDE else labels[tag[2:]].kind for tag in tags)
    return np.array([by_kind.get(kind, 0.0) if kind else 0.0 for kind in kinds], dtype=np.float32)


def _place(text: str, span: Span, kind: Kind) -> Span:
    """The span without punctuation at its edges, and for a detail without a possessive `'s`."""
    if kind is Kind.DETAIL and len(span) > 2 and span.of(text)[-2:].casefold() in _POSSESSIVES:
        span = Span(span.start, span.end - 2)
    return span.trimmed(text) or span
