"""The differentiator that slips: one wrong step at one node, and right everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from agtutor.formula.calculus.differentiate import combined, differentiate, routes
from agtutor.formula.slips.addition import addition_slips
from agtutor.formula.slips.chain import chain_slips, link
from agtutor.formula.slips.indexed import sum_slips
from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.slips.power import power_slips
from agtutor.formula.slips.product import product_slips
from agtutor.formula.slips.quotient import quotient_slips
from agtutor.formula.slips.table import table_slips
from agtutor.formula.tree import Sum, Sym, Tree, children
from agtutor.formula.values.build import ZERO, add

MOST = 600
"""Wrong derivatives of one formula; a long formula has more, and these are the deepest."""

_RULES: tuple[Callable[[Spot], Iterator[Slip]], ...] = (
    power_slips,
    chain_slips,
    product_slips,
    quotient_slips,
    addition_slips,
    table_slips,
    sum_slips,
)


def variants(tree: Tree, wrt: Sym) -> Iterator[Slip]:
    """Yield the derivatives of a formula with one slip each, those at deeper nodes first.

    Args:
        tree: a formula of numbers, with no sum over the variable's own index.
        wrt: the name to differentiate by, with one index at most.
    """
    yield from islice(_variants(tree, wrt, chained=False, whole=True), MOST)


def _variants(tree: Tree, wrt: Sym, *, chained: bool, whole: bool) -> Iterator[Slip]:
    if isinstance(tree, Sum):
        yield from _in_sum(tree, wrt, chained=chained, whole=whole)
        return
    parts = children(tree)
    slopes = [differentiate(part, wrt) for part in parts]
    spot = Spot(tree, parts, slopes, wrt, chained, whole)
    within = chained or link(spot) is not None
    for place, part in enumerate(parts):
        if slopes[place] == ZERO:
            continue
        for slip in _variants(part, wrt, chained=within, whole=False):
            wrong = [*slopes[:place], slip.tree, *slopes[place + 1 :]]
            yield Slip(slip.id, combined(tree, wrong), slip.parts)
    for rule in _RULES:
        yield from rule(spot)


def _in_sum(tree: Sum, wrt: Sym, *, chained: bool, whole: bool) -> Iterator[Slip]:
    ways = routes(tree, wrt)
    right = [way.wrap(differentiate(way.body, way.name)) for way in ways]
    for place, way in enumerate(ways):
        for slip in _variants(way.body, way.name, chained=chained, whole=False):
            wrong = [*right[:place], way.wrap(slip.tree), *right[place + 1 :]]
            named = {name: way.back(part) for name, part in slip.parts.items()}
            yield Slip(slip.id, add(*wrong), named)
    yield from sum_slips(Spot(tree, children(tree), (), wrt, chained, whole))
