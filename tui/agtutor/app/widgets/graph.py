"""The Graph pane: the autograd graph, from the root down to the leaves."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app.outline import Twig, outline
from agtutor.app.theme import LOOK
from agtutor.case.evidence import Graph

EMPTY = "No graph yet: no operation on a tracked tensor has been recorded."
WALK = "backward walks down these lines, from the root to the leaves."
LANDS = "leaf: the gradient lands in {name}.grad"
AGAIN = "drawn above"
CUT = "The graph goes on; these are its first nodes."

_COLUMN = 24
"""Up to where nodes' names are lined up: in a deep graph each follows its own line work."""


def drawn(graph: Graph) -> list[Content]:
    """Return the graph as lines."""
    twigs = outline(graph)
    left = max((len(twig.stem) + len(_names(twig)) for twig in twigs), default=0)
    left = min(left, _COLUMN)
    lines = [_line(twig, left) for twig in twigs]
    if graph["cut"]:
        lines.append(Content.styled(CUT, LOOK["quiet"]))
    return lines


def _names(twig: Twig) -> str:
    return ", ".join(twig.tensors)


def _line(twig: Twig, left: int) -> Content:
    names = f"{_names(twig):{max(0, left - len(twig.stem))}}"
    stem = (twig.stem, LOOK["spark"])
    if twig.again:
        what = twig.name if not twig.leaf else "leaf"
        return Content.assemble(
            stem, (names, LOOK["name"]), f"  {what}", (f" ({AGAIN})", LOOK["quiet"])
        )
    if twig.leaf:
        words = LANDS.format(name=twig.tensors[0]) if twig.tensors else "a leaf that has no name"
        return Content.assemble(stem, (names, LOOK["right"]), f"  {words}")
    return Content.assemble(stem, (names, LOOK["name"]), f"  {twig.name}")


class GraphPane(VerticalScroll):
    """The graph as it stands."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._body = Static(Content.styled(EMPTY, LOOK["quiet"]))

    def compose(self) -> list[Static]:
        """Show one body of text."""
        return [self._body]

    def show(self, graph: Graph) -> None:
        """Draw a graph."""
        lines = drawn(graph)
        quiet = Content.styled(WALK, LOOK["quiet"])
        self._body.update(
            Content("\n").join([*lines, Content(""), quiet])
            if lines
            else Content.styled(EMPTY, LOOK["quiet"])
        )

    def say(self, words: str) -> None:
        """Show words in place of a graph."""
        self._body.update(Content.styled(words, LOOK["quiet"]))
