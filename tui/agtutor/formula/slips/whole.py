"""Slips of the whole answer: the function itself, its second derivative, another variable's."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.formula.calculus.differentiate import apart, differentiate
from agtutor.formula.slips.indexed import count_slips, index_slips
from agtutor.formula.slips.model import Slip
from agtutor.formula.tree import Sym, Tree, walk
from agtutor.formula.values.build import ZERO, add, neg

_MOST_NAMES = 8


def whole_slips(of: Tree, slope: Tree, wrt: Sym, count: int = 0) -> Iterator[Slip]:
    """Yield what comes of the right derivative, or of the formula, by one wrong step.

    Args:
        of: the formula.
        slope: its right derivative.
        wrt: the name to differentiate by.
        count: how many entries the variable has, where that is known.
    """
    parts: dict[str, Tree] = {"node": of}
    yield from index_slips(slope, of, wrt)
    yield from count_slips(slope, of, count)
    yield Slip("sign", neg(slope), parts)
    yield Slip("diff-twice", differentiate(apart(slope, wrt), wrt), parts)
    yield Slip("unchanged", of, parts)
    yield from _other_names(of, slope, wrt)


def _other_names(of: Tree, slope: Tree, wrt: Sym) -> Iterator[Slip]:
    """Yield the derivative by another name, and the sum of the derivatives by both."""
    others = dict.fromkeys(_as_free(node, wrt) for node in walk(of) if isinstance(node, Sym))
    others.pop(wrt, None)
    for other in list(others)[:_MOST_NAMES]:
        by_other = differentiate(apart(of, other), other) if len(other.index) < 2 else ZERO
        if by_other != ZERO:
            parts: dict[str, Tree] = {"node": of, "other": other}
            yield Slip("wrong-variable", by_other, parts)
            yield Slip("const-as-var", add(slope, by_other), parts)


def _as_free(sym: Sym, wrt: Sym) -> Sym:
    """Return the entry of a name that stands beside the variable's: ``w_i`` for ``w_j`` in a sum."""
    if len(sym.index) == 1 and len(wrt.index) == 1 and not sym.index[0].isdigit():
        return Sym(sym.name, wrt.index)
    return sym
