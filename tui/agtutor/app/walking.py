"""The backward pass, one node at a time, in words and numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from agtutor.app.numbers import figure
from agtutor.case.backward import Numbers, Passed, Visit, WalkBack
from agtutor.case.evidence import Graph, Node

STARTS = "The walk starts here, with a gradient of 1."
ENTRIES = "The root has several entries: the walk starts with a gradient of 1 for each."
ADDED = "{count} roads meet here. What came over them is added."
LANDS = "A leaf: the gradient lands here."
ASKED = "This step asks for these slopes. Once it is passed, {key} shows the walk."
OVER = "That was the whole pass, from the root to the leaves."
ON = "{key}: the next node"
AGAIN = "{key}: once more from the root"

_FEW = 3
"""Of many numbers, so many are told before their range."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line about a visit: what it is about, and the words."""

    about: str
    words: str


@dataclass(slots=True)
class Pass:
    """A backward pass and how far one has followed it.

    Attributes:
        walk: the pass.
        graph: the graph that it goes through.
        at: the place of the visit that is looked at, in ``walk``.
    """

    walk: WalkBack
    graph: Graph
    at: int = 0

    @property
    def over(self) -> bool:
        """Whether this is the last visit."""
        return self.at >= len(self.walk["visits"]) - 1

    def step(self) -> None:
        """Look at the next visit; after the last one, at the first."""
        self.at = 0 if self.over else self.at + 1

    @property
    def here(self) -> int:
        """The id of the node that is looked at."""
        return self.walk["visits"][self.at]["node"]

    @property
    def visited(self) -> set[int]:
        """The ids of the nodes that were looked at before."""
        return {visit["node"] for visit in self.walk["visits"][: self.at]}

    def heading(self) -> str:
        """Return which visit this is."""
        node = self._node(self.here)
        made = ", ".join(node["tensors"])
        leaf = not self.walk["visits"][self.at]["passes"]
        what = f"{made or node['name']}" if leaf else node["name"]
        said = f", which made {made}" if made and not leaf else ""
        return f"Backward, {self.at + 1} of {len(self.walk['visits'])}: {what}{said}"

    def way_on(self, key: str) -> str:
        """Return what a key leads to."""
        return f"{OVER} {AGAIN.format(key=key)}" if self.over else ON.format(key=key)

    def lines(self) -> list[Line]:
        """Return what happens at this node, top down."""
        visit = self.walk["visits"][self.at]
        if not visit["passes"]:
            return [*self._meeting(visit), Line("gets", words(visit["above"])), Line("", LANDS)]
        first = [Line("", STARTS if not visit["above"]["shape"] else ENTRIES)] if not self.at else []
        arrives = Line("arrives", words(visit["above"]))
        handed = (line for one in visit["passes"] for line in self._handed(one))
        return [*first, *self._meeting(visit), arrives, *handed]

    def _meeting(self, visit: Visit) -> list[Line]:
        return [Line("", ADDED.format(count=visit["roads"]))] if visit["roads"] > 1 else []

    def _handed(self, one: Passed) -> list[Line]:
        name = self._name(one["to"])
        local = words(one["local"], ends=False) if one["local"] is not None else ""
        same = local == one["slope"] or (one["slope"] == "1" and local.startswith("1 in all"))
        parts = [part for part in (one["slope"], "" if same and one["slope"] else local) if part]
        slope = [Line(f"slope to {name}", " = ".join(parts))] if parts else []
        return [*slope, Line(f"{name} gets", words(one["values"]))]

    def _node(self, ident: int) -> Node:
        return next(node for node in self.graph["nodes"] if node["id"] == ident)

    def _name(self, ident: int) -> str:
        node = self._node(ident)
        return node["tensors"][0] if node["tensors"] else node["name"]


def words(numbers: Numbers, *, ends: bool = True) -> str:
    """Return numbers as words: all of a few, of many the first ones, and with ``ends`` their range."""
    count, first = math.prod(numbers["shape"]), [figure(value) for value in numbers["first"]]
    if count <= 1:
        return first[0] if first else "no entries"
    if numbers["least"] == numbers["most"]:
        return f"{first[0]} in all {count} places"
    if count <= len(first):
        return ", ".join(first)
    said = f"{', '.join(first[:_FEW])} …"
    span = f"from {figure(numbers['least'])} to {figure(numbers['most'])}"
    return f"{said} ({count} values {span})" if ends else said
