"""A derivative as a careful hand leaves it: ``x·x`` as ``x²``, and ``x + x`` as ``2x``."""

from __future__ import annotations

from fractions import Fraction

from agtutor.formula.tree import Add, Div, Mul, Neg, Num, Pow, Sum, Sym, Tree, children
from agtutor.formula.values.build import ONE, ZERO, add, div, mul, neg, num, number_of, power
from agtutor.formula.values.expand import rebuilt


def tidied(tree: Tree) -> Tree:
    """Return the same function with equal factors, and equal terms, written once.

    Nothing is cancelled but a factor that stays under the bar, so no point is gained or lost.
    """
    parts = tuple(tidied(part) for part in children(tree))
    match tree:
        case Add():
            return _sum(parts)
        case Mul():
            return _product(mul(*parts))
        case Neg():
            return neg(parts[0])
        case Div():
            return _quotient(*parts)
        case Pow():
            return _power(*parts)
        case _:
            return rebuilt(tree, parts)


def _raised(tree: Tree) -> tuple[Tree, Fraction]:
    """Return a factor as a base and a whole exponent above 0."""
    match tree:
        case Pow(base, Num(value)) if value.denominator == 1 and value > 0:
            return base, value
        case _:
            return tree, Fraction(1)


def _power(base: Tree, exponent: Tree) -> Tree:
    """Return a power; one of a power with whole exponents is one power."""
    inner, lower = _raised(base)
    if inner != base and _raised(Pow(inner, exponent))[0] == inner:
        return power(inner, mul(exponent, num(lower)))
    return power(base, exponent)


def _powers(tree: Tree) -> dict[Tree, Fraction]:
    """Return the bases of a product, each with all of its exponent, in order."""
    found: dict[Tree, Fraction] = {}
    for factor in tree.factors if isinstance(tree, Mul) else (tree,):
        base, exponent = _raised(factor)
        if number_of(base) is None:
            found[base] = found.get(base, Fraction(0)) + exponent
        else:
            found[factor] = found.get(factor, Fraction(0)) + 1
    return found


def _of_powers(powers: dict[Tree, Fraction]) -> Tree:
    """Return a product; a sum over an index, which takes all that follows, comes last."""
    factors = [power(base, num(exponent)) for base, exponent in powers.items() if exponent]
    return mul(*sorted(factors, key=lambda factor: isinstance(factor, Sum)))


def _product(tree: Tree) -> Tree:
    match tree:
        case Neg(arg):
            return neg(_product(arg))
        case Mul():
            return _of_powers(_powers(tree))
        case _:
            return tree


def _quotient(over: Tree, under: Tree) -> Tree:
    if isinstance(over, Neg):
        return neg(_quotient(over.arg, under))
    if over == under and isinstance(under, Sum):
        return Div(over, under)
    above, below = _powers(over), _powers(under)
    for base in [base for base in above if below.get(base, Fraction(0)) > above[base]]:
        if number_of(base) is None:
            below[base] -= above.pop(base)
    return div(_of_powers(above) if above else ONE, _of_powers(below))


def _sum(terms: tuple[Tree, ...]) -> Tree:
    """Return a sum in which terms that differ by a number alone are one term, in their old order."""
    found: dict[Tree, Fraction] = {}
    for term in terms:
        for one in term.terms if isinstance(term, Add) else (term,):
            number, rest = _coefficient(one)
            found[rest] = found.get(rest, Fraction(0)) + number
    kept = [mul(num(number), rest) for rest, number in found.items() if number]
    return Add(tuple(kept)) if len(kept) > 1 else add(*kept, ZERO)


def _coefficient(term: Tree) -> tuple[Fraction, Tree]:
    match term:
        case Num(value):
            return value, ONE
        case Neg(arg):
            number, rest = _coefficient(arg)
            return -number, rest
        case Mul((Num(value), *rest)):
            return value, mul(*rest)
        case _:
            return Fraction(1), term


def counted(tree: Tree, count: Sym) -> Tree:
    """Return a tree with a name in place of each sum that counts entries, but for those of a mean."""
    match tree:
        case Sum(_, Num(value)) if value == 1:
            return count
        case Div(Sum(index, body), Sum() as under) if under == Sum(index, ONE):
            return Div(Sum(index, counted(body, count)), under)
        case _:
            return rebuilt(tree, tuple(counted(part, count) for part in children(tree)))
