"""The Graph pane: the autograd graph, from the root down to the leaves."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agtutor.app.keys import key_of
from agtutor.app.outline import Twig, outline
from agtutor.app.prose import inline
from agtutor.app.theme import LOOK
from agtutor.app.walking import Pass
from agtutor.case.backward import WalkBack
from agtutor.case.evidence import Graph

EMPTY = "No graph yet: no operation on a tracked tensor has been recorded."
WALK = "backward walks down these lines, from the root to the leaves. {key} follows it node by node."
LANDS = "leaf: the gradient lands in {name}.grad"
AGAIN = "drawn above"
CUT = "The graph goes on; these are its first nodes."

HERE, BEEN, NOT_YET = "▶ ", "✓ ", "  "

_COLUMN = 24
"""Up to where nodes' names are lined up: in a deep graph each follows its own line work."""


def drawn(graph: Graph, following: Pass | None = None) -> list[Content]:
    """Return the graph as lines; with a backward pass, mark how far it is."""
    twigs = outline(graph)
    left = max((len(twig.stem) + len(_names(twig)) for twig in twigs), default=0)
    left = min(left, _COLUMN)
    lines = [_line(twig, left) for twig in twigs]
    if following is not None:
        lines = [_marked(twig, following) + line for twig, line in zip(twigs, lines, strict=True)]
    if graph["cut"]:
        lines.append(Content.styled(CUT, LOOK["quiet"]))
    return lines


def _marked(twig: Twig, following: Pass) -> Content:
    """Return the mark before a line: where the pass is, and where it was."""
    if twig.node == following.here:
        return Content.styled(HERE, LOOK["changed"])
    return Content.styled(BEEN if twig.node in following.visited else NOT_YET, LOOK["quiet"])


def told(following: Pass) -> list[Content]:
    """Return what happens at the node where a backward pass is."""
    lines = following.lines()
    left = max((len(line.about) for line in lines), default=0)
    rows = [
        Content.assemble((f"{line.about:{left}}  " if line.about else "", LOOK["quiet"]), line.words)
        for line in lines
    ]
    return [
        Content.styled(following.heading(), LOOK["heading"]),
        *rows,
        Content.styled(following.way_on(key_of("walk")), LOOK["quiet"]),
        Content(""),
    ]


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
        self._told = Static(classes="words")
        self._body = Static()
        self._words = Static(Content.styled(EMPTY, LOOK["quiet"]), classes="words")
        self._graph: Graph | None = None
        self.following: Pass | None = None

    def compose(self) -> list[Static]:
        """Show what is told of a pass, the line work, and the words below it."""
        return [self._told, self._body, self._words]

    def show(self, graph: Graph) -> None:
        """Draw a graph."""
        self._graph, self.following = graph, None
        self._draw(WALK.format(key=key_of("walk")))

    def root(self) -> str:
        """Return the name of the tensor that a backward pass would start from; "" for none."""
        heads = (twig for twig in outline(self._graph) if twig.tensors) if self._graph else iter(())
        first = next(heads, None)
        return first.tensors[0] if first is not None and not first.leaf else ""

    def follow(self, walk: WalkBack) -> None:
        """Follow a backward pass from its first node on."""
        if self._graph is None or not walk["visits"]:
            self._draw(walk["trouble"])
            return
        self.following = Pass(walk, self._graph)
        self._draw_pass()

    def step(self) -> None:
        """Follow the pass to its next node."""
        if self.following is not None:
            self.following.step()
            self._draw_pass()

    def _draw(self, words: str) -> None:
        """Draw the graph with words below it; where there is none, say so."""
        lines = drawn(self._graph) if self._graph is not None else []
        if lines:
            self._put([], [*lines, Content("")], words)
        else:
            self.say(EMPTY)

    def _draw_pass(self) -> None:
        assert self._graph is not None
        assert self.following is not None
        self._put(told(self.following), drawn(self._graph, self.following), "")
        self.scroll_home(animate=False)

    def say(self, words: str) -> None:
        """Show words in place of a graph."""
        self._put([], [], words)

    def _put(self, told: Sequence[Content], lines: Sequence[Content], words: str) -> None:
        """Show line work, which is cut where it is too wide, between words, which are broken."""
        quiet = [inline(words).stylize_before(LOOK["quiet"])] if words else []
        for place, parts in ((self._told, told), (self._body, lines), (self._words, quiet)):
            place.update(Content("\n").join(parts))
            place.display = bool(parts)
