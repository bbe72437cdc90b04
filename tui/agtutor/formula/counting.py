"""Names that stand for how many entries there are, in formulas that count them."""

from __future__ import annotations

from collections.abc import Container

from agtutor.formula.reading.sums import free_indices
from agtutor.formula.tree import Sum, Tree, walk

COUNT_NAMES = ("n", "N")


def counts(tree: Tree) -> bool:
    """Whether a sum in the tree counts entries, its body the same for all, as a mean's does."""
    sums = (node for node in walk(tree) if isinstance(node, Sum))
    return any(node.index not in free_indices(node.body) for node in sums)


def count_names(tree: Tree, declared: Container[str]) -> tuple[str, ...]:
    """Return the names that stand for how many entries there are, where nobody says otherwise.

    Args:
        tree: the formula that is asked about; without a sum it has no such names.
        declared: names that stand for something else.
    """
    if not any(isinstance(node, Sum) for node in walk(tree)):
        return ()
    return tuple(name for name in COUNT_NAMES if name not in declared)
