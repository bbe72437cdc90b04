"""The gradient of a number by a vector or a matrix, in their notation: backward through the formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.values.build import ONE, depends
from agtutor.formula.vectors.build import collected
from agtutor.formula.vectors.shapes import Shapes
from agtutor.formula.vectors.steps import Steps, Unsupported, steps

MOST_STEPS = 400
"""Nodes that a walk may pass; beyond that a gradient is measured, not written."""

Rule = Callable[[Tree, Tree], Steps]
"""From a node and the gradient that arrives at it to its parts and theirs."""


def gradient(tree: Tree, wrt: Sym, shapes: Shapes, rule: Rule | None = None) -> Tree:
    """Return the gradient, which has the shape of the variable, lightly tidied; 0 where it is nothing.

    Args:
        tree: a settled formula whose value is a number.
        wrt: a name without an index.
        shapes: the shapes of the names.
        rule: what is done at each node; the right rules if None.

    Raises:
        Unsupported: where the formula has indices, or is too long.
        Misfit: where a wrong rule gives what doesn't fit.
    """
    return collected([grad for node, grad in arrivals(tree, wrt, shapes, rule) if node == wrt])


def arrivals(
    tree: Tree, wrt: Sym, shapes: Shapes, rule: Rule | None = None
) -> Iterator[tuple[Tree, Tree]]:
    """Yield the nodes that depend on the variable, each with the gradient that arrives at it."""

    def right(node: Tree, grad: Tree) -> Steps:
        return steps(node, grad, shapes)

    if any(isinstance(node, Sym) and node.name == wrt.name and node.index for node in walk(tree)):
        raise Unsupported  # an entry of it is followed by its index
    taken = rule or right
    waiting: list[tuple[Tree, Tree]] = [(tree, ONE)]
    passed = 0
    while waiting:
        node, grad = waiting.pop()
        passed += 1
        if passed > MOST_STEPS:
            raise Unsupported
        if node != wrt and not depends(node, wrt):
            continue
        yield node, grad
        if node != wrt:
            if isinstance(node, Sym):
                raise Unsupported
            waiting.extend(reversed(taken(node, grad)))
