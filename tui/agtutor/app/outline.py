"""The autograd graph as lines of text: from the roots down to the leaves, each node once.

A chain runs straight down; where paths part, each goes on behind a branch. A node that several paths
lead to is drawn where it is met first, and named again, with a word, where it is met later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agtutor.case.evidence import Graph, Node

LEAF = "AccumulateGrad"
"""How autograd calls the node that stores a gradient in its leaf."""


@dataclass(frozen=True, slots=True)
class Twig:
    """One line of the drawing.

    Attributes:
        stem: the line work before the node.
        tensors: the names that the node made, or that it accumulates into.
        name: the node's name, such as ``PowBackward0``.
        again: whether the node was drawn before.
        leaf: whether the gradient lands here.
        node: the node's id.
    """

    stem: str
    tensors: tuple[str, ...]
    name: str
    again: bool
    leaf: bool
    node: int


@dataclass(frozen=True, slots=True)
class _Path:
    """A place from which drawing goes on: the node, the line work before it, and whether paths meet."""

    node: int
    lead: str  # what stands before all lines of this path
    fork: str  # what stands before its first line instead


def outline(graph: Graph) -> list[Twig]:
    """Return the lines of the drawing; empty for an empty graph."""
    nodes = {node["id"]: node for node in graph["nodes"]}
    lower = {ident for node in graph["nodes"] for ident in node["inputs"]}
    roots = [node["id"] for node in graph["nodes"] if node["id"] not in lower]
    drawn: set[int] = set()
    twigs: list[Twig] = []
    for root in roots:
        waiting = [_Path(root, "", "")]
        while waiting:
            path = waiting.pop()
            waiting.extend(reversed(list(_follow(path, nodes, drawn, twigs))))
    return twigs


def _follow(path: _Path, nodes: dict[int, Node], drawn: set[int], twigs: list[Twig]) -> Iterator[_Path]:
    """Draw a chain down to where it ends or parts; yield the paths that go on from there."""
    chain = list(_chain(path.node, nodes, drawn))
    for place, (node, again) in enumerate(chain):
        parts = len(_inputs(node, nodes)) > 1 and not again
        joint = _joint(place, len(chain), parts)
        stem = (path.fork if place == 0 else path.lead) + joint
        twigs.append(_twig(node, stem, again))
    last, again = chain[-1]
    if not again:
        inputs = _inputs(last, nodes)
        for place, ident in enumerate(inputs):
            end = place == len(inputs) - 1
            yield _Path(ident, path.lead + ("  " if end else "│ "), path.lead + ("└─" if end else "├─"))


def _chain(start: int, nodes: dict[int, Node], drawn: set[int]) -> Iterator[tuple[Node, bool]]:
    """Yield the nodes from here on, up to the first that parts, ends or was drawn before."""
    ident = start
    while True:
        node, again = nodes[ident], ident in drawn
        drawn.add(ident)
        yield node, again
        inputs = _inputs(node, nodes)
        if again or len(inputs) != 1:
            return
        ident = inputs[0]


def _inputs(node: Node, nodes: dict[int, Node]) -> list[int]:
    return [ident for ident in node["inputs"] if ident in nodes]


def _joint(place: int, length: int, parts: bool) -> str:
    """Return the mark of a node: where its chain begins, goes on, parts or ends."""
    if place == length - 1 and not parts:
        return "─ " if length == 1 else "└ "
    return "┬ " if place == 0 else "├ " if parts else "│ "


def _twig(node: Node, stem: str, again: bool) -> Twig:
    name = node["name"]
    return Twig(stem, tuple(node["tensors"]), name, again, name.endswith(LEAF), node["id"])
