"""The autograd graph under named tensors, from live ``grad_fn``; never recursive, as loops go deep."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from agtutor.case.evidence import Graph, Node
from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.trap import Trap

NODE_LIMIT = 200
"""Nodes that a graph in the evidence has at most."""

_WALK_LIMIT = 100_000  # nodes that are looked at for what a tensor reaches

_NO_NAMES: frozenset[str] = frozenset()


@dataclass
class Survey:
    """What was found under the named tensors.

    Attributes:
        children: each node and the nodes that it passes gradients on to, in the order of a search
            in breadth from the named tensors: these come first.
        made: the names of the tensors that a node made, or accumulates into.
        reached: the names of the leaves that a node leads to.
    """

    children: dict[Any, list[Any]] = field(default_factory=dict)
    made: dict[Any, list[str]] = field(default_factory=dict)
    reached: dict[Any, frozenset[str]] = field(default_factory=dict)

    def graph(self) -> Graph:
        """Return the first nodes in breadth, 200 at most, with ids from 0."""
        ids = {node: number for number, node in zip(range(NODE_LIMIT), self.children, strict=False)}
        nodes = [
            Node(
                id=number,
                name=_name(node),
                tensors=self.made.get(node, []),
                inputs=[ids[child] for child in self.children[node] if child in ids],
            )
            for node, number in ids.items()
        ]
        return Graph(nodes=nodes, cut=len(self.children) > len(ids))

    def reaches(self, tensor: torch.Tensor) -> list[str]:
        """Return the names of the leaves that a tensor's graph leads to, sorted; a leaf has none."""
        return sorted(self.reached.get(_grad_fn(tensor), _NO_NAMES))


def survey(named: Mapping[str, torch.Tensor]) -> Survey:
    """Walk the graphs of all named tensors at once; nodes that they share are visited once."""
    found = Survey()
    for name, tensor in named.items():
        node = _grad_fn(tensor)
        if node is not None:
            found.made.setdefault(node, []).append(name)
    _walk(found)
    _name_leaves(found, named)
    _spread(found)
    return found


def _walk(found: Survey) -> None:
    waiting = deque(found.made)
    seen = set(waiting)
    while waiting and len(found.children) < _WALK_LIMIT:
        node = waiting.popleft()
        found.children[node] = list(passes_on(node))
        for child in found.children[node]:
            if child not in seen:
                seen.add(child)
                waiting.append(child)


def _name_leaves(found: Survey, named: Mapping[str, torch.Tensor]) -> None:
    names: dict[int, list[str]] = {}
    for name, tensor in named.items():
        names.setdefault(id(tensor), []).append(name)
    for node in found.children:
        leaf = getattr(node, "variable", None)
        if leaf is not None and id(leaf) in names:
            found.made[node] = names[id(leaf)]
            found.reached[node] = frozenset(names[id(leaf)])


def _spread(found: Survey) -> None:
    """Carry the names of leaves up to all nodes that lead to them, children before parents."""
    for node in _children_first(found.children):
        below = (found.reached.get(child, _NO_NAMES) for child in found.children[node])
        found.reached[node] = found.reached.get(node, _NO_NAMES).union(*below)


def _children_first(children: dict[Any, list[Any]]) -> Iterator[Any]:
    entered: set[Any] = set()
    for root in children:
        stack = [(root, False)]
        while stack:
            node, ready = stack.pop()
            if ready:
                yield node
            elif node in children and node not in entered:
                entered.add(node)
                stack.append((node, True))
                stack.extend((child, False) for child in children[node])


def passes_on(node: Value) -> Iterator[Any]:
    """Yield the nodes that a node passes gradients on to, in order."""
    return (child for child, _ in node.next_functions if child is not None)


def _grad_fn(tensor: torch.Tensor) -> Value:
    with Trap():  # a view whose base was changed in place may have none to give
        return tensor.grad_fn
    return None


def _name(node: Value) -> str:
    return str(node.name()).rsplit("::", 1)[-1]
