"""The questions before anything is sent, in lines, and the person's answers."""

import re
from collections.abc import Mapping, Sequence

from client.conversation.asking import Preview
from client.conversation.session import Session
from client.kept.consent import WORDS, Name, told_phrase
from client.plain.commands import number_of
from client.plain.help import AGREEING
from client.safetext import safe_draft
from client.saying import say
from client.typed import Typed
from client.wording.disclosure import tells
from sanitizer.wire import Scope

SAID = {"once": "once (this request only)", "always": "always (30 days, every conversation)"}
_SENTENCE = re.compile(r"(?<=[.?]) (?=[A-Z])")


def answered(session: Session, preview: Preview, typed: Typed) -> Preview:
    """The preview after one question: what would be told, a line each, and then whether it may be."""
    scopes = _scopes(preview, lasting=session.records.lasting)
    words = [word for word in scopes if word != "y"]
    several = len(preview.asked) > 1
    plainly = f"{', '.join(words)} or no" + (
        ", with the numbers of those that may be told, or with all" if several else ""
    )
    say("\nThis would be told, if you agree:")
    say("\n".join(_told(preview)))
    say(_SENTENCE.sub("\n", preview.question))
    if several:
        say("Add the numbers of those that may be told, as in: yes 1; or all, as in: yes all.")
    say(tells(preview.review, preview.request, preview.asked))
    question = f"Type {', '.join(SAID.get(word, word) for word in words)} or no: "
    while (chosen := _chosen(typed.asked(question, AGREEING), preview.asked, scopes)) is None:
        question = f"Please type {plainly}: "
    scope, names = chosen
    agreed = scope is not None
    return session.answer(preview, agreed=agreed, scope=scope or Scope.CONVERSATION, names=names)


def _scopes(preview: Preview, *, lasting: bool) -> Mapping[str, Scope]:
    """The words that agree, and for how long. Own words are for one request, and without a vault nothing lasts."""
    if preview.asked == (WORDS,):
        return dict.fromkeys(("yes", "y", "once"), Scope.REQUEST)
    scopes = {"yes": Scope.CONVERSATION, "y": Scope.CONVERSATION, "once": Scope.REQUEST}
    return scopes | {"always": Scope.UNTIL} if lasting else scopes


def _told(preview: Preview) -> list[str]:
    """What is asked about, each with its number where there are several."""
    if preview.words:
        return [f"  “{safe_draft(phrase)}”" for phrase in preview.words]
    phrases = [told_phrase(name) for name in preview.asked]
    if len(phrases) == 1:
        return [f"  {phrases[0]}"]
    return [f"  {number}  {phrase}" for number, phrase in enumerate(phrases, 1)]


def _chosen(
    line: str, asked: Sequence[Name], scopes: Mapping[str, Scope]
) -> tuple[Scope | None, Sequence[Name]] | None:
    """For how long and which; no scope for a no, None where it is no answer. Numbers alone mean yes to those."""
    words = line.casefold().split()
    if words in (["no"], ["n"]):
        return None, ()
    verb = words.pop(0) if words and words[0] in scopes else ""
    if words == ["all"] or (verb and not words and len(asked) == 1):
        return scopes[verb or "yes"], asked
    places = [place for word in words if (place := number_of(word)) is not None]
    if not words or len(places) != len(words) or not all(0 < place <= len(asked) for place in places):
        return None
    return scopes[verb or "yes"], [name for place, name in enumerate(asked, 1) if place in places]
