"""Backward through one operation: from the gradient of a node to those of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from agtutor.formula.tree import Add, Call, Div, Mul, Neg, Pow, Sym, Transpose, Tree
from agtutor.formula.values.build import ONE, TWO, add, call, div, mul, neg, power
from agtutor.formula.values.functions import FUNCTIONS
from agtutor.formula.vectors.build import entrywise, eye, flip, lifted, ones, times
from agtutor.formula.vectors.infer import grouped, shape_of
from agtutor.formula.vectors.shapes import NUMBER, Shape, Shapes

Steps = list[tuple[Tree, Tree]]
"""Parts of a node, each with the gradient that arrives at it."""

NORMS = ("norm", "frobenius")


class Unsupported(ArithmeticError):  # noqa: N818 - the name says what the formula is
    """A formula that has no gradient in the notation of vectors, such as one with indices."""


class Chain:
    """Vectors and matrices side by side, with the numbers around them.

    Attributes:
        factors: the chain, in order.
        weight: the gradient that arrives at it, and all numbers that it is multiplied by.
        middle: what of it stands between the factors; one where the chain is a number.
    """

    def __init__(self, factors: Sequence[Tree], weight: Tree, middle: Tree) -> None:
        """Keep the three."""
        self.factors = tuple(factors)
        self.weight = weight
        self.middle = middle

    def around(self, place: int, shapes: Shapes) -> tuple[Tree, Tree]:
        """Return what stands before and behind a factor, turned."""
        before, behind = self.factors[:place], self.factors[place + 1 :]
        return tuple(  # type: ignore[return-value] # two of them
            times(*(flip(factor, shapes) for factor in reversed(part)), shapes=shapes)
            for part in (before, behind)
        )

    def back(self, place: int, shapes: Shapes) -> Tree:
        """Return the gradient that arrives at a factor."""
        before, behind = self.around(place, shapes)
        return times(self.weight, before, self.middle, behind, shapes=shapes)


def chains(factors: Sequence[Tree], grad: Tree, shapes: Shapes) -> list[Chain]:
    """Return the chains of a product; a number alone is one of length 1."""
    numbers, main = grouped(factors, lambda tree: shape_of(tree, shapes), shapes)
    trees = [mul(*part) for part, _ in numbers]
    found = []
    for place, (part, _) in enumerate(numbers):
        others = trees[:place] + trees[place + 1 :]
        weight = grad if main is None else inner(grad, mul(*main[0]), shapes)
        found.append(Chain(part, mul(weight, *others), ONE))
    if main is not None:
        found.append(Chain(main[0], mul(*trees) if trees else ONE, grad))
    return found


def inner(one: Tree, two: Tree, shapes: Shapes) -> Tree:
    """Return the sum of the products of entries: ``u^T v``, or a trace."""
    shape = shape_of(two, shapes)
    if shape == NUMBER:
        return mul(one, two)
    product = times(flip(one, shapes), two, shapes=shapes)
    return product if shape[1] == 1 else call("tr", product)


def steps(node: Tree, grad: Tree, shapes: Shapes) -> Steps:
    """Return the parts of a node, and the gradient that arrives at each.

    Args:
        node: a settled node.
        grad: the gradient that arrives at it, of its shape.
        shapes: the shapes of the names.

    Raises:
        Unsupported: for sums over an index, and for entries.
    """
    match node:
        case Neg(arg):
            return [(arg, neg(grad))]
        case Transpose(arg):
            return [(arg, flip(grad, shapes))]
        case Add(terms):
            shape = shape_of(node, shapes)
            return [(term, _narrowed(grad, shape, shape_of(term, shapes))) for term in terms]
        case Mul(factors):
            return [
                (factor, chain.back(place, shapes))
                for chain in chains(factors, grad, shapes)
                for place, factor in enumerate(chain.factors)
            ]
        case Div(over, under):
            return _quotient(over, under, grad, shapes)
        case Pow(base, exponent):
            return _power(node, base, exponent, grad, shapes)
        case Call():
            return _call(node, grad, shapes)
        case _:
            raise Unsupported


def _narrowed(grad: Tree, shape: Shape, part: Shape) -> Tree:
    """Return the gradient of a number that was spread over all entries: their sum."""
    return call("sum", grad) if part == NUMBER != shape else grad


def scaled(grad: Tree, slope: Tree, shapes: Shapes) -> Tree:
    """Return a gradient times a slope that goes entry by entry."""
    return entrywise(grad, slope, shapes=shapes)


def _quotient(over: Tree, under: Tree, grad: Tree, shapes: Shapes) -> Steps:
    up, down = shape_of(over, shapes), shape_of(under, shapes)
    if down == NUMBER:
        below = neg(div(inner(grad, over, shapes), power(under, TWO)))
        return [(over, div(grad, under)), (under, below)]
    above = scaled(grad, div(ONE, under), shapes)
    square = power(under, TWO)
    slope = div(over, square) if up == NUMBER else entrywise(over, div(ONE, square), shapes=shapes)
    return [(over, _narrowed(above, down, up)), (under, neg(scaled(grad, slope, shapes)))]


def _power(node: Tree, base: Tree, exponent: Tree, grad: Tree, shapes: Shapes) -> Steps:
    match base, exponent:
        case Call(name, (arg,)), _ if name in NORMS and exponent == TWO:
            return [(arg, times(TWO, grad, arg, shapes=shapes))]
    whole, low, high = (shape_of(tree, shapes) for tree in (node, base, exponent))
    lower = power(base, add(exponent, neg(ONE)))
    fall = entrywise(grad, exponent, lower, shapes=shapes)
    log = ONE if _is_e(base) else call("ln", base)
    rise = entrywise(grad, node, log, shapes=shapes)
    return [(base, _narrowed(fall, whole, low)), (exponent, _narrowed(rise, whole, high))]


def _is_e(tree: Tree) -> bool:
    return getattr(tree, "name", "") == "e" and not hasattr(tree, "index")


def _call(node: Call, grad: Tree, shapes: Shapes) -> Steps:
    arg = node.args[0]
    shape = shape_of(arg, shapes)
    match node.name:
        case "ones":
            return []
        case "tr":
            return [(arg, times(grad, eye(shape), shapes=shapes))]
        case "sum":
            return [(arg, times(grad, ones(shape), shapes=shapes))]
        case "mean":
            return [(arg, times(div(grad, count_of(shape)), ones(shape), shapes=shapes))]
        case "norm" | "frobenius":
            return [(arg, div(times(grad, arg, shapes=shapes), node))]
        case "had":
            return [
                (one, entrywise(grad, *node.args[:place], *node.args[place + 1 :], shapes=shapes))
                for place, one in enumerate(node.args)
            ]
        case name:
            return [(arg, scaled(grad, slope_of(name, arg, shapes), shapes))]


def slope_of(name: str, arg: Tree, shapes: Shapes) -> Tree:
    """Return the derivative of a function at its argument, entry by entry."""
    return lifted(FUNCTIONS[name].outer(Sym("u")), arg, shapes)


def count_of(shape: Shape) -> Tree:
    """Return how many entries a shape has, as a formula."""
    made = ones(shape)
    assert isinstance(made, Call)
    return mul(*made.args)
