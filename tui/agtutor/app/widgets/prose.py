"""Prose as widgets, a widget for each block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from agtutor.app.prose import Block, formula_lines
from agtutor.app.theme import LOOK


class Formula(Widget):
    """A formula in two dimensions, typeset to the width that there is."""

    DEFAULT_CSS = "Formula { height: auto; width: 1fr; }"

    def __init__(self, source: str, *, classes: str = "") -> None:
        """Take the formula's LaTeX."""
        super().__init__(classes=classes)
        self._source = source

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return how many lines the formula takes at a width."""
        return formula_lines(self._source, width).count("\n") + 1

    def render(self) -> Content:
        """Return the formula's lines."""
        return Content.styled(formula_lines(self._source, self.content_size.width), LOOK["math"])


def widgets(blocks: Iterable[Block]) -> Iterator[Widget]:
    """Yield a widget for each block."""
    for block in blocks:
        classes = f"prose -{block.kind}"
        if block.kind == "display":
            yield Formula(block.source, classes=classes)
        else:
            yield Static(block.content, classes=classes)
