"""The rules of differentiation on our trees, in index form: ``sum_j w_j x_j`` by ``w_i`` gives ``x_i``.

Sympy's derivative is the key that answers are held against. These rules are for what has to stay
readable: a derivative in index form, one written step by step, and one with a slip in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agtutor.formula.tree import (
    Add,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Sum,
    Sym,
    Tree,
    children,
    walk,
)
from agtutor.formula.values.build import ONE, TWO, ZERO, add, call, depends, div, mul, neg, power
from agtutor.formula.values.expand import rebuilt, renamed, replaced
from agtutor.formula.values.functions import FUNCTIONS

_FRESH = "jklmnpqrst"


def differentiate(tree: Tree, wrt: Sym) -> Tree:
    """Return the derivative by the rules, lightly tidied.

    Args:
        tree: a formula of numbers, with no sum over the variable's own index (see ``apart``).
        wrt: a name, with one index at most.

    Raises:
        KeyError: for a function that has no derivative here.
    """
    match tree:
        case Num() | Const():
            return ZERO
        case Sym():
            return ONE if tree == wrt else ZERO
        case Sum():
            return add(
                *(route.wrap(differentiate(route.body, route.name)) for route in routes(tree, wrt))
            )
        case _:
            return combined(tree, [differentiate(part, wrt) for part in children(tree)])


def apart(tree: Tree, wrt: Sym) -> Tree:
    """Return the tree with an index that a sum binds renamed where the variable has it too."""
    taken = {index for node in walk(tree) if isinstance(node, Sym) for index in node.index}
    taken |= {node.index for node in walk(tree) if isinstance(node, Sum)} | set(wrt.index)
    return _apart(tree, wrt, [letter for letter in _FRESH if letter not in taken])


def _apart(tree: Tree, wrt: Sym, fresh: list[str]) -> Tree:
    if isinstance(tree, Sum) and tree.index in wrt.index and fresh:
        other = fresh[0]
        return Sum(other, _apart(renamed(tree.body, {tree.index: other}), wrt, fresh[1:]))
    return rebuilt(tree, tuple(_apart(part, wrt, fresh) for part in children(tree)))


@dataclass(frozen=True, slots=True)
class Route:
    """One way by which a variable acts on a sum.

    Attributes:
        body: the sum's body, the variable's part in it under a name of its own.
        name: that name.
        back: turns what stands in the body's terms into what stands outside.
        wrap: turns the body's derivative into the sum's.
    """

    body: Tree
    name: Sym
    back: Callable[[Tree], Tree]
    wrap: Callable[[Tree], Tree]


def routes(tree: Sum, wrt: Sym) -> list[Route]:
    """Return the ways by which a variable acts on a sum: as one of the entries, and in every term."""
    found = []
    if len(wrt.index) == 1:
        entry, mark = Sym(wrt.name, (tree.index,)), Sym(f"{wrt.name}′", (tree.index,))
        if depends(tree.body, entry):

            def back(part: Tree) -> Tree:
                return renamed(replaced(part, mark, entry), {tree.index: wrt.index[0]})

            found.append(Route(replaced(tree.body, entry, mark), mark, back, back))
    if differentiate(tree.body, wrt) != ZERO:
        found.append(Route(tree.body, wrt, lambda part: part, lambda slope: _sum(tree.index, slope)))
    return found


def _sum(index: str, body: Tree) -> Tree:
    """Return a sum; a number of each term is put in front, and a sum of nothing is nothing."""
    match body:
        case Num(value) if value == 0:
            return ZERO
        case Neg(arg):
            return neg(_sum(index, arg))
        case Mul((Num() as number, *rest)):
            return mul(number, _sum(index, mul(*rest)))
        case _:
            return Sum(index, body)


def combined(tree: Tree, slopes: Sequence[Tree]) -> Tree:
    """Return the derivative of a node, given the derivatives of its parts."""
    match tree:
        case Neg():
            return neg(slopes[0])
        case Add():
            return add(*slopes)
        case Mul(factors):
            return product(factors, slopes)
        case Div(over, under):
            return quotient(over, under, *slopes)
        case Pow(base, exponent):
            return powered(base, exponent, *slopes)
        case Call(name, (arg,)):
            return ZERO if slopes[0] == ZERO else chained(FUNCTIONS[name].outer(arg), slopes[0])
        case _:
            return slopes[0]


def chained(outer: Tree, inner: Tree) -> Tree:
    """Return an outer derivative times an inner one, on one bar where the outer one has a bar."""
    match outer:
        case Div(over, under):
            return div(mul(over, inner), under)
        case _:
            return mul(outer, inner)


def product(factors: Sequence[Tree], slopes: Sequence[Tree]) -> Tree:
    """Return ``u'vw + uv'w + uvw'``."""
    terms = []
    for place, slope in enumerate(slopes):
        if slope != ZERO:
            terms.append(mul(*factors[:place], slope, *factors[place + 1 :]))
    return add(*terms) if terms else ZERO


def quotient(over: Tree, under: Tree, up: Tree, down: Tree) -> Tree:
    """Return ``(u'v - uv') / v²``, or less where one of the two is constant."""
    if down == ZERO:
        return div(up, under)
    if up == ZERO:
        return neg(div(mul(over, down), power(under, TWO)))
    return div(add(mul(up, under), neg(mul(over, down))), power(under, TWO))


def powered(base: Tree, exponent: Tree, up: Tree, rise: Tree) -> Tree:
    """Return the derivative of a power: by its base, by its exponent, or by both."""
    if rise == ZERO:
        return mul(exponent, power(base, add(exponent, neg(ONE))), up) if up != ZERO else ZERO
    if up == ZERO:
        return mul(power(base, exponent), log_of(base), rise)
    return mul(power(base, exponent), bent(base, exponent, up, rise))


def bent(base: Tree, exponent: Tree, up: Tree, rise: Tree) -> Tree:
    """Return the derivative of ``exponent · ln base``."""
    by_base = up if exponent == base else div(mul(exponent, up), base)
    return add(mul(log_of(base), rise), by_base)


def log_of(base: Tree) -> Tree:
    """Return ``ln base``, which is 1 for Euler's number."""
    return ONE if base == Const("e") else call("ln", base)
