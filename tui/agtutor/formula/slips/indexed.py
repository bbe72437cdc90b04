"""Slips of index forms: a sum that stays, a term that stays, another index."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.formula.calculus.differentiate import differentiate
from agtutor.formula.counting import counts
from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.tree import Sum, Sym, Tree, walk
from agtutor.formula.values.build import ZERO, mul, num
from agtutor.formula.values.expand import free_indices, renamed


def sum_slips(spot: Spot) -> Iterator[Slip]:
    """Yield the wrong derivatives of a sum over an index, by one of its entries."""
    match spot.node:
        case Sum(index, body) if len(spot.wrt.index) == 1:
            entry = Sym(spot.wrt.name, (index,))
            slope = differentiate(body, entry)
            if slope == ZERO:
                return
            parts: dict[str, Tree] = {"node": spot.node, "entry": entry}
            yield Slip("sum-kept", Sum(index, slope), parts)
            mine = {index: spot.wrt.index[0]}
            yield Slip("sum-not-differentiated", renamed(body, mine), parts)


def index_slips(slope: Tree, of: Tree, wrt: Sym) -> Iterator[Slip]:
    """Yield the right derivative with another index in it."""
    if len(wrt.index) != 1 or wrt.index[0] not in free_indices(slope):
        return
    for other in _others(of, wrt.index[0]):
        moved = renamed(slope, {wrt.index[0]: other})
        yield Slip("wrong-index", moved, {"other": Sym(wrt.name, (other,)), "node": of})


def count_slips(slope: Tree, of: Tree, count: int) -> Iterator[Slip]:
    """Yield the right derivative added up over all entries, where it is the same for each."""
    sums = [node for node in walk(of) if isinstance(node, Sum)]
    if sums and count > 1 and not counts(of):
        yield Slip("sum-kept", mul(num(count), slope), {"node": sums[0]})


def _others(of: Tree, own: str) -> list[str]:
    bound = [node.index for node in walk(of) if isinstance(node, Sum)]
    return [index for index in dict.fromkeys([*bound, "j", "k", "i"]) if index != own]
