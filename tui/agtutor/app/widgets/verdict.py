"""The verdict on an answer: a sign and a word, then one to three sentences."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content

from agtutor.app.prose import Block, blocks
from agtutor.app.theme import LOOK
from agtutor.app.widgets.prose import widgets
from agtutor.case.verdict import SIGNS, Verdict


def headed(verdict: Verdict) -> list[Block]:
    """Return the verdict's blocks, the first one behind its sign and word."""
    sign, word = SIGNS[verdict.ruling]
    stop = ": " if verdict.message and not verdict.right else ". "
    message = verdict.message.removeprefix(word)
    if message != verdict.message:  # the message begins with the word: once is enough
        stop = message[: len(message) - len(message.lstrip(" :"))]
    head = Content.assemble((f"{sign} {word}", LOOK[verdict.ruling]), stop)
    said = "\n\n".join(part for part in (message.lstrip(" :"), verdict.more) if part)
    body = list(blocks(said))
    if body and body[0].kind == "paragraph":
        return [Block("paragraph", head + body[0].content), *body[1:]]
    return [Block("paragraph", head), *body]


class VerdictPanel(Vertical):
    """What was said to the answer. It stays until the learner goes on.

    Attributes:
        text: all its words, with blank lines between paragraphs.
    """

    text = ""

    DEFAULT_CSS = """
    VerdictPanel { height: auto; }
    VerdictPanel > * { height: auto; }
    """

    def show(self, verdict: Verdict) -> None:
        """Show a verdict in place of what stood there."""
        self._fill(headed(verdict))

    def say(self, words: str) -> None:
        """Show words that are no verdict."""
        self._fill(Block(block.kind, block.content.stylize(LOOK["quiet"])) for block in blocks(words))

    def clear(self) -> None:
        """Show nothing."""
        self._fill([])

    def _fill(self, body: Iterable[Block]) -> None:
        shown = list(body)
        self.text = "\n\n".join(block.content.plain for block in shown)
        self.remove_children()
        self.mount_all(widgets(shown))
