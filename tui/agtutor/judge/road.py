"""The road from a result back to its leaves, as a shape: equivalent operations leave the same one.

``x*x`` is ``x**2``, ``a - b`` is ``a + (-b)``, ``z.mean()`` is ``z.sum()/n``. Which constants take part
is not to be seen in a graph, so a shift by 5 and one by 7 have the same shape; values tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from agtutor.case.evidence import Graph, Node

Shape = tuple[str, tuple["Shape", ...]]
"""An operation, and the shapes of what goes into it."""

_AS_IT_IS = frozenset(
    "Alias Clone ToCopy View UnsafeView Reshape ReshapeAlias Expand Squeeze Unsqueeze".split()
)
_POWERS = frozenset({"Pow", "Sqrt", "Rsqrt", "Reciprocal"})
_MATRICES = frozenset({"Dot", "Mv", "Mm", "Bmm"})
_END = "named"


def shape_of(graph: Graph, name: str, ends: Collection[str] = ()) -> Shape | None:
    """Return the shape of a name's road; None where the graph doesn't hold all of it.

    Args:
        graph: where the road is.
        name: the tensor that it starts from.
        ends: names at whose tensors it ends, whatever they were made of.
    """
    nodes = {node["id"]: node for node in graph["nodes"]}
    start = next((node for node in nodes.values() if name in node["tensors"]), None)
    return None if start is None or graph["cut"] else _Walk(nodes, ends).start(start)


def ends_of(shape: Shape) -> set[str]:
    """Return the names at which a road with ``ends`` ends."""
    word, parts = shape
    return {parts[0][0]} if word == _END else set[str]().union(*map(ends_of, parts))


class _Walk:
    """Works out the shape of each node once."""

    def __init__(self, nodes: dict[int, Node], ends: Collection[str]) -> None:
        self._nodes = nodes
        self._ends = ends
        self._known: dict[int, Shape] = {}

    def start(self, node: Node) -> Shape:
        """Return the shape of the node that a road starts from, inputs first."""
        return _made(node, [self._shape(self._nodes[number]) for number in node["inputs"]])

    def _shape(self, node: Node) -> Shape:
        """Return the shape of a node on the way; a graph has at most 200."""
        if node["id"] not in self._known:
            named = sorted(name for name in node["tensors"] if name in self._ends)
            self._known[node["id"]] = (_END, ((named[0], ()),)) if named else self.start(node)
        return self._known[node["id"]]


def _made(node: Node, inputs: Sequence[Shape]) -> Shape:
    if node["name"] == "AccumulateGrad":
        return "leaf", tuple((name, ()) for name in sorted(node["tensors"]))
    stem = re.sub(r"Backward\d*$", "", node["name"])
    if stem in _AS_IT_IS and len(inputs) == 1:
        return inputs[0]
    if stem in ("Add", "Sub", "Rsub"):
        return _sum(stem, inputs)
    if stem in ("Mul", "Div"):
        return _product(stem, inputs)
    if stem == "Neg":
        return _single("scale", inputs[0])
    if stem in _POWERS and len(inputs) == 1:
        return _single("power", inputs[0])
    if stem in ("Sum", "Mean"):
        return _total(stem, inputs[0])
    if stem in _MATRICES:
        return _total("Sum", _product("Mul", inputs)) if stem == "Dot" else (stem, tuple(inputs))
    return stem, tuple(inputs)


def _single(kind: str, inner: Shape) -> Shape:
    """Return an operation with a constant; two of a kind, one after the other, are one."""
    return inner if inner[0] == kind else (kind, (inner,))


def _sum(stem: str, inputs: Sequence[Shape]) -> Shape:
    if len(inputs) == 1:
        return _single("shift", inputs[0] if stem != "Rsub" else _single("scale", inputs[0]))
    terms = list(inputs)
    if stem in ("Sub", "Rsub"):
        place = 1 if stem == "Sub" else 0
        terms[place] = _single("scale", terms[place])
    flat = [part for term in terms for part in (term[1] if term[0] == "sum" else (term,))]
    return "sum", tuple(sorted(flat))


def _product(stem: str, inputs: Sequence[Shape]) -> Shape:
    if len(inputs) == 1:
        return _single("scale", inputs[0])
    factors = list(inputs)
    if stem == "Div":
        factors[1] = _single("power", factors[1])
    flat = [part for factor in factors for part in (factor[1] if factor[0] == "product" else (factor,))]
    bases = {factor[1][0] if factor[0] == "power" else factor for factor in flat}
    if len(bases) == 1:
        return _single("power", bases.pop())
    return "product", tuple(sorted(flat))


def _total(stem: str, inner: Shape) -> Shape:
    """Return a sum over entries; a mean is one that is scaled, and a factor stands outside."""
    if inner[0] == "scale":
        return _single("scale", ("total", inner[1]))
    total: Shape = ("total", (inner,))
    return _single("scale", total) if stem == "Mean" else total
