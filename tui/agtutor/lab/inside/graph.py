"""The autograd graph under named tensors, from live ``grad_fn``; never recursive, as loops go deep."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import torch

from agtutor.case.evidence import Graph, Node
from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.trap import Trap

NODE_LIMIT = 200
"""Nodes that a graph in the evidence has at most."""

_WALK_LIMIT = 100_000  # nodes that are looked at for what a tensor reaches

_ASKED = 1_000  # nodes that are asked for what they saved
_GONE = "already been freed"
_RAW = "_raw"

_NO_NAMES: frozenset[str] = frozenset()


@dataclass
class Survey:
    """What was found under the named tensors.

    Attributes:
        children: each node and the nodes that it passes gradients on to, in the order of a search
            in breadth from the named tensors: these come first.
        made: the names of the tensors that a node made, or accumulates into.
        reached: the names of the leaves that a node leads to.
        freed: nodes that have lost what they saved, or lead to one that has: they can't be walked.
    """

    children: dict[Any, list[Any]] = field(default_factory=dict)
    made: dict[Any, list[str]] = field(default_factory=dict)
    reached: dict[Any, frozenset[str]] = field(default_factory=dict)
    freed: set[Any] = field(default_factory=set)

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

    def is_freed(self, tensor: torch.Tensor) -> bool:
        """Whether a tensor's graph was freed, by a backward pass that kept none; never for a leaf."""
        return _grad_fn(tensor) in self.freed


def survey(named: Mapping[str, torch.Tensor]) -> Survey:
    """Walk the graphs of all named tensors at once; nodes that they share are visited once."""
    found = Survey()
    for name, tensor in named.items():
        node = _grad_fn(tensor)
        if node is not None:
            found.made.setdefault(node, []).append(name)
    _walk(found)
    _name_leaves(found, named)
    found.freed.update(filter(_has_lost, islice(found.children, _ASKED)))
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
    """Carry what is known up to all nodes that lead there, children before parents."""
    for node in _children_first(found.children):
        children = found.children[node]
        below = (found.reached.get(child, _NO_NAMES) for child in children)
        found.reached[node] = found.reached.get(node, _NO_NAMES).union(*below)
        if not found.freed.isdisjoint(children):
            found.freed.add(node)


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


def _has_lost(node: Value) -> bool:
    """Whether a node has lost what it saved.

    It is asked for that only where nothing is there: what is there may be packed, and asking would run
    the hooks of the learner's that unpack it.
    """
    kind: Value = type(node)
    for name in _saved_by(kind):
        with Trap() as trap:
            if not _is_there(getattr(node, name)):
                getattr(node, name.removeprefix(_RAW))
        if trap.error is not None and _GONE in str(trap.error):
            return True
    return False


def _is_there(saved: Value) -> bool:
    """Whether a node holds something under one of its names: a saved tensor, or several."""
    return any(one.data is not None for one in (saved if isinstance(saved, tuple) else [saved]))


@functools.cache
def _saved_by(kind: type) -> tuple[str, ...]:
    """Return the attributes in which nodes of a kind have what they saved; listing all takes long."""
    return tuple(name for name in dir(kind) if name.startswith(f"{_RAW}_saved_"))


def _grad_fn(tensor: torch.Tensor) -> Value:
    with Trap():  # a view whose base was changed in place may have none to give
        return tensor.grad_fn
    return None


def _name(node: Value) -> str:
    return str(node.name()).rsplit("::", 1)[-1]
