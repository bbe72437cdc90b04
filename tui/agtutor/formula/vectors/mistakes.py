"""One wrong step on the way back through one operation, right everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agtutor.formula.slips.chain import chain_slips
from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.slips.power import power_slips
from agtutor.formula.slips.table import table_slips
from agtutor.formula.tree import Add, Call, Div, Mul, Pow, Sym, Tree
from agtutor.formula.values.build import ONE, TWO, ZERO, depends, div, mul, neg
from agtutor.formula.vectors.build import flip, lifted, ones, swapped, times
from agtutor.formula.vectors.infer import shape_of
from agtutor.formula.vectors.shapes import NUMBER, Shapes
from agtutor.formula.vectors.steps import NORMS, Chain, Steps, chains, count_of, scaled, steps

_U = Sym("u")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong step: which mistake it is, the parts that words name, and what arrives where."""

    id: str
    steps: Steps
    parts: dict[str, Tree]


def mistakes(node: Tree, grad: Tree, wrt: Sym, shapes: Shapes) -> Iterator[Mistake]:
    """Yield the wrong steps back through a node, always in the same order.

    Args:
        node: a settled node that depends on the variable.
        grad: the gradient that arrives at it.
        wrt: the variable.
        shapes: the shapes of the names.
    """
    match node:
        case Mul(factors):
            for chain in chains(factors, grad, shapes):
                yield from _in_chain(node, chain, grad, wrt, shapes)
            yield from _one_side(node, grad, wrt, shapes)
            yield from _without_number(node, grad, wrt, shapes)
        case Add(terms):
            yield from _in_sum(node, terms, grad, wrt, shapes)
        case Div(over, under) if depends(under, wrt) and depends(over, wrt):
            right = steps(node, grad, shapes)
            yield Mistake("denominator-still", right[:1], {"node": node})
            turned = [right[0], (under, neg(right[1][1]))]
            yield Mistake("quotient-plus", turned, {"node": node, "under": under})
        case Div(over, under) if not depends(under, wrt) and shape_of(under, shapes) == NUMBER:
            yield _lost(node, div(ONE, under), [(over, grad)])
        case Pow(Call(name, (arg,)), _) if name in NORMS and node.exponent == TWO:
            yield Mistake(
                "power-no-coeff",
                [(arg, times(grad, arg, shapes=shapes))],
                {"node": node, "exponent": node.exponent},
            )
        case Pow(base, exponent) if not depends(exponent, wrt):
            fall = Spot(Pow(_U, exponent), (_U, exponent), (ONE, ZERO), _U, False, False)
            yield from _entrywise(node, base, grad, [*power_slips(fall)], shapes)
            yield Mistake("inner-only", [(base, grad)], {"node": node, "inner": base})
        case Call(name, (arg,)):
            yield from _in_call(name, node, arg, grad, shapes)


def _in_chain(node: Tree, chain: Chain, grad: Tree, wrt: Sym, shapes: Shapes) -> Iterator[Mistake]:
    """Yield a factor that isn't turned, two that change places, and one that is left out."""
    right = steps(node, grad, shapes)
    for place, factor in enumerate(chain.factors):
        if not depends(factor, wrt) or len(chain.factors) == 1:
            continue
        before, behind = chain.around(place, shapes)
        middle = chain.middle

        def wrong(*factors: Tree, at: Tree = factor) -> Steps:
            made = times(chain.weight, *factors, shapes=shapes)
            return [(part, made if part is at else arriving) for part, arriving in right]

        for other, first, last in _unturned(chain, place, shapes):
            parts = {"node": node, "term": other}
            yield Mistake("transpose-missing", wrong(first, middle, last), parts)
        yield Mistake("order-swapped", wrong(behind, middle, before), {"node": node})
        yield Mistake("order-swapped", wrong(middle, before, behind), {"node": node})
        yield Mistake("order-swapped", wrong(before, behind, middle), {"node": node})


def _unturned(chain: Chain, place: int, shapes: Shapes) -> Iterator[tuple[Tree, Tree, Tree]]:
    """Yield each matrix beside a factor, and what stands on both sides of it if that isn't turned."""
    for other, factor in enumerate(chain.factors):
        if other != place and 1 not in shape_of(factor, shapes):
            factors = [*chain.factors]
            factors[other] = flip(factor, shapes)
            beside = Chain(factors, chain.weight, chain.middle)
            yield (factor, *beside.around(place, shapes))


def _without_number(node: Mul, grad: Tree, wrt: Sym, shapes: Shapes) -> Iterator[Mistake]:
    """Yield the product without one of its numbers."""
    for place, factor in enumerate(node.factors):
        if not depends(factor, wrt) and shape_of(factor, shapes) == NUMBER:
            rest = mul(*node.factors[:place], *node.factors[place + 1 :])
            yield _lost(node, factor, [(rest, grad)])


def _lost(node: Tree, term: Tree, arriving: Steps) -> Mistake:
    half = term == div(ONE, TWO)
    return Mistake("half-lost" if half else "dropped-param", arriving, {"node": node, "term": term})


def _one_side(node: Mul, grad: Tree, wrt: Sym, shapes: Shapes) -> Iterator[Mistake]:
    """Yield the product in which one factor alone moves."""
    right = steps(node, grad, shapes)
    moving = [part for part, _ in right if depends(part, wrt)]
    if len(moving) > 1:
        for kept in range(len(right)):
            if depends(right[kept][0], wrt):
                yield Mistake("one-side-only", [right[kept]], {"node": node})


def _in_sum(
    node: Tree, terms: tuple[Tree, ...], grad: Tree, wrt: Sym, shapes: Shapes
) -> Iterator[Mistake]:
    right = steps(node, grad, shapes)
    moving = [place for place, term in enumerate(terms) if depends(term, wrt)]
    if len(moving) < 2:
        return
    for place in moving:
        parts = {"node": node, "term": terms[place]}
        yield Mistake("term-dropped", right[:place] + right[place + 1 :], parts)
        term, arriving = right[place]
        turned = [*right[:place], (term, neg(arriving)), *right[place + 1 :]]
        yield Mistake("term-sign", turned, parts)


def _in_call(name: str, node: Tree, arg: Tree, grad: Tree, shapes: Shapes) -> Iterator[Mistake]:
    parts = {"node": node}
    shape = shape_of(arg, shapes)
    match name:
        case "mean":
            yield Mistake("mean-no-count", [(arg, times(grad, ones(shape), shapes=shapes))], parts)
        case "sum":
            wrong = div(times(grad, ones(shape), shapes=shapes), count_of(shape))
            yield Mistake(
                "const-factor", [(arg, wrong)], {**parts, "factor": div(ONE, count_of(shape))}
            )
        case "norm" | "frobenius":
            yield Mistake("norm-no-length", [(arg, times(grad, arg, shapes=shapes))], parts)
            double = times(TWO, grad, arg, shapes=shapes)
            yield Mistake("norm-no-length", [(arg, double)], parts)
        case "tr" | "had" | "ones":
            return
        case _:
            spot = Spot(Call(name, (_U,)), (_U,), (ONE,), _U, False, False)
            yield from _entrywise(node, arg, grad, [*table_slips(spot), *chain_slips(spot)], shapes)
            yield Mistake("inner-only", [(arg, grad)], {"node": node, "inner": arg})


def _entrywise(
    node: Tree, arg: Tree, grad: Tree, slips: list[Slip], shapes: Shapes
) -> Iterator[Mistake]:
    """Yield the slips of a function of numbers, at one that goes entry by entry."""
    number = shape_of(arg, shapes) == NUMBER
    for slip in slips:
        made = scaled(
            grad, swapped(slip.tree, _U, arg) if number else lifted(slip.tree, arg, shapes), shapes
        )
        parts = {name: swapped(part, _U, arg) for name, part in slip.parts.items()}
        yield Mistake(slip.id, [(arg, made)], {**parts, "node": node, "inner": arg})
