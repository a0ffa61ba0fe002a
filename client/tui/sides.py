"""What the preview shows beside each other: the draft, what leaves in plain words, and what goes with the bytes."""

from collections.abc import Iterable

from textual.content import Content

from client.conversation.asking import Preview
from client.exchange import Recipient
from client.safetext import safe_draft, safe_text
from sanitizer import Kind, Review

WRITTEN = 5000
"""Characters of a draft that are shown at most."""


def written(review: Review) -> Content:
    """The beginning of a draft, what is personal or a limit underlined, and how much more there is."""
    draft = review.draft.text
    shown = safe_draft(draft)
    more = len(shown) - WRITTEN
    content = Content(f"{shown[:WRITTEN]}\n… and {more:,} more characters" if more > 0 else shown)
    if shown != draft:
        # The places of the findings are those of the draft as it was.
        return content
    for finding in review.findings:
        if finding.kind is not Kind.WISH and finding.span.end <= WRITTEN:
            content = content.stylize("underline", finding.span.start, finding.span.end)
    return content


def sentence(words: str) -> Content:
    """A sentence whose first words say what it is about."""
    about, _, rest = words.partition(": ")
    return Content.assemble(Content.styled(f"{about}: ", "bold"), safe_text(rest, len(rest) + 1).text)


def question(asked: str, words: Iterable[str]) -> Content:
    """What is asked, strongly; the person's own words that it is about; then quietly what goes with an answer."""
    sign = asked.find("?") + 1
    lines = (safe_text(word, len(word) + 1).text for word in words)
    parts = [
        Content.styled(asked[:sign], "bold $text-warning"),
        *(Content(f"“{line}”") for line in lines),
        Content.styled(asked[sign:].strip(), "$text-muted"),
    ]
    return Content("\n").join(part for part in parts if part.plain)


def listed(pairs: Iterable[tuple[str, str]]) -> Content:
    """What each part is, and what it says: one line each."""
    lines = [
        Content.assemble(Content.styled(f"{name}: ", "bold"), safe_text(said, len(said) + 1).text)
        for name, said in pairs
    ]
    return Content("\n").join(lines)


def around(preview: Preview, recipient: Recipient) -> tuple[tuple[str, str], ...]:
    """Where the bytes go, what goes along with them, and their sum, which is what a person approves."""
    content = preview.prepared.content
    padding = len(content) - len(content.rstrip(b" "))
    return (
        ("Length", f"{len(content)} bytes, {padding} of them blanks at the end"),
        ("SHA-256", preview.prepared.digest),
        ("Sent to", recipient.address or f"{recipient.name}, inside this program"),
        *((name, value) for name, _, value in (line.partition(": ") for line in recipient.headers)),
    )


def exact(content: bytes) -> Content:
    """The bytes as text that a terminal can only show, without the blanks at the end."""
    text = content.decode()
    return Content(safe_text(text, len(text) + 1).text)
