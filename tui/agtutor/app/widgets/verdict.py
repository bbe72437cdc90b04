"""The verdict on an answer: a sign and a word, then one to three sentences."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from agtutor.app.prose import blocks
from agtutor.app.theme import LOOK
from agtutor.case.verdict import SIGNS, Verdict


def headed(verdict: Verdict) -> list[Content]:
    """Return the verdict's paragraphs, the first one behind its sign and word."""
    sign, word = SIGNS[verdict.ruling]
    stop = ": " if verdict.message and not verdict.right else ". "
    head = Content.assemble((f"{sign} {word}", LOOK[verdict.ruling]), stop)
    said = "\n\n".join(part for part in (verdict.message, verdict.more) if part)
    body = list(blocks(said))
    if body and body[0].kind == "paragraph":
        return [head + body[0].content, *(block.content for block in body[1:])]
    return [head, *(block.content for block in body)]


class VerdictPanel(Vertical):
    """What was said to the answer. It stays until the learner goes on."""

    DEFAULT_CSS = """
    VerdictPanel { height: auto; }
    VerdictPanel > Static { height: auto; }
    """

    def show(self, verdict: Verdict) -> None:
        """Show a verdict in place of what stood there."""
        self._fill(headed(verdict))

    def say(self, words: str, sign: str = "") -> None:
        """Show words that are no verdict."""
        quiet = [Content(sign) + block.content for block in blocks(words)]
        self._fill([content.stylize(LOOK["quiet"]) if not sign else content for content in quiet])

    def clear(self) -> None:
        """Show nothing."""
        self._fill([])

    def _fill(self, paragraphs: list[Content]) -> None:
        self.remove_children()
        self.mount_all(Static(paragraph) for paragraph in paragraphs)
