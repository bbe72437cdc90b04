"""A backward pass that is watched node by node, on a graph that is kept.

Hooks on the nodes see what autograd itself hands from one to the next, so that what is told is what
happens: sums where roads meet, and broadcasting undone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch

from agtutor.case.backward import Numbers, Passed, Visit, WalkBack
from agtutor.lab.inside.graph import NODE_LIMIT, Survey, survey
from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.slopes import slope
from agtutor.lab.inside.trap import Trap
from agtutor.lab.inside.values import flat

_FIRST = 5


def walk_back(namespace: Mapping[str, Any], root: str) -> WalkBack:
    """Walk back from a root, summed where it has several entries, and note what each node does.

    The graph is kept, and no gradient is stored; hooks of the learner's run, so that this belongs into
    a child that is thrown away.

    Args:
        namespace: where the names stand.
        root: the name of the tensor to start from.

    Returns:
        The visits in the order of autograd's engine, leaves last. ``trouble`` says why there are none.
    """
    walk = WalkBack(root=root, visits=[], trouble="")
    tensor = namespace.get(root)
    if not isinstance(tensor, torch.Tensor) or tensor.grad_fn is None:
        walk["trouble"] = f"`{root}` has no graph to walk back through."
        return walk
    named = {name: value for name, value in namespace.items() if isinstance(value, torch.Tensor)}
    watched = _Watched(survey(named))
    if not watched.is_whole(tensor.grad_fn):
        walk["trouble"] = (
            f"The graph of `{root}` goes on behind the {NODE_LIMIT} nodes that are drawn: "
            "too far to follow it."
        )
        return walk
    with Trap() as trap:
        walk["visits"] = watched.visits(tensor)
    if trap.error is not None:
        walk["trouble"] = _trouble(trap.error, root)
    return walk


class _Watched:
    """The nodes of a graph, and what was seen of them."""

    def __init__(self, found: Survey) -> None:
        self._ids = dict(zip(found.children, range(NODE_LIMIT), strict=False))
        self._made = found.made
        self._visits: list[Visit] = []
        self._arrived: dict[int, list[torch.Tensor]] = {}

    def is_whole(self, start: Value) -> bool:
        """Tell whether all nodes that a node leads to are watched: else sums would lack some roads."""
        waiting, seen = [start], {start}
        while waiting:
            node = waiting.pop()
            if node not in self._ids:
                return False
            fresh = {child for child, _ in node.next_functions if child is not None} - seen
            seen |= fresh
            waiting += fresh
        return True

    def visits(self, root: torch.Tensor) -> list[Visit]:
        """Walk, and return what was seen."""
        hooks = [node.register_hook(self._seen(node)) for node in self._ids if not _is_leaf(node)]
        leaves = [node.variable for node in self._ids if _is_leaf(node)]
        try:
            with torch.enable_grad():
                torch.autograd.grad(
                    root, leaves, torch.ones_like(root), retain_graph=True, allow_unused=True
                )
        finally:
            for hook in hooks:
                hook.remove()
        return self._visits + [self._landing(node) for node in self._ids if self._lands(node)]

    def _seen(self, node: Value) -> Callable[..., None]:
        def seen(handed: tuple[Any, ...], arrived: tuple[Any, ...]) -> None:
            above = next((one for one in arrived if one is not None), None)
            if above is not None:
                self._visits.append(self._visit(node, above.detach(), handed))

        return seen

    def _visit(self, node: Value, above: torch.Tensor, handed: tuple[Any, ...]) -> Visit:
        roads = len(self._arrived.get(self._ids[node], ()))
        visit = Visit(node=self._ids[node], roads=roads, above=numbers(above), passes=[])
        local = _local(node, above)
        names = [self._name(child) for child, _ in node.next_functions]
        for place, (child, _) in enumerate(node.next_functions):
            value = handed[place] if place < len(handed) else None
            if child not in self._ids or value is None:
                continue
            self._arrived.setdefault(self._ids[child], []).append(value.detach())
            visit["passes"].append(
                Passed(
                    to=self._ids[child],
                    slope=slope(node, place, names, self._name(node)),
                    local=local[place],
                    values=numbers(value.detach()),
                )
            )
        return visit

    def _name(self, node: Value) -> str:
        return next(iter(self._made.get(node, ())), "")

    def _lands(self, node: Value) -> bool:
        return _is_leaf(node) and self._ids[node] in self._arrived

    def _landing(self, node: Value) -> Visit:
        arrived = self._arrived[self._ids[node]]
        total = torch.stack([one.expand_as(node.variable) for one in arrived]).sum(0)
        return Visit(node=self._ids[node], roads=len(arrived), above=numbers(total), passes=[])


def numbers(tensor: torch.Tensor) -> Numbers:
    """Return some numbers of a tensor of any shape; of an empty one, zeros for the ends."""
    values = flat(tensor)
    ends = (min(values), max(values)) if values else (0.0, 0.0)
    return Numbers(shape=list(tensor.shape), first=values[:_FIRST], least=ends[0], most=ends[1])


def _local(node: Value, above: torch.Tensor) -> list[Numbers | None]:
    """Return a node's derivatives entry by entry: what it makes of ones, where shapes allow it."""
    found: list[Numbers | None] = [None] * len(node.next_functions)
    with Trap():
        made = node(torch.ones_like(above))
        for place, value in enumerate(made if isinstance(made, tuple) else (made,)):
            whole = isinstance(value, torch.Tensor) and (value.shape == above.shape or above.dim() == 0)
            if place < len(found) and whole:
                found[place] = numbers(value.detach())
    return found


def _is_leaf(node: Value) -> bool:
    return getattr(node, "variable", None) is not None


def _trouble(error: BaseException, root: str) -> str:
    if "second time" in str(error):
        return (
            f"A backward pass has freed the graph of `{root}`. "
            "At a step before that pass you can follow it."
        )
    if "inplace operation" in str(error):
        return f"A tensor that the graph of `{root}` needs was changed in place."
    return f"Autograd refused: {str(error).splitlines()[0] if str(error) else type(error).__name__}"
