"""Trees put together as tidily as a careful hand does it: no ``+ 0``, no ``· 1``, no ``-(-x)``."""

from __future__ import annotations

from fractions import Fraction

from agtutor.formula.tree import Add, Call, Div, Mul, Neg, Num, Pow, Sym, Tree, walk

ZERO = Num(Fraction(0))
ONE = Num(Fraction(1))
TWO = Num(Fraction(2))


def num(value: int | Fraction) -> Tree:
    """Return a number; a negative one as a ``Neg``, as it would be typed."""
    size = Num(abs(Fraction(value)))
    return Neg(size) if value < 0 else size


def number_of(tree: Tree) -> Fraction | None:
    """Return the value of a plain number, negated or not; None for anything else."""
    match tree:
        case Num(value):
            return value
        case Neg(Num(value)):
            return -value
        case _:
            return None


def depends(tree: Tree, wrt: Sym) -> bool:
    """Whether a name stands anywhere in the tree, under that very index."""
    return any(node == wrt for node in walk(tree))


def size_of(tree: Tree) -> int:
    """Return how many nodes a tree has."""
    return sum(1 for _ in walk(tree))


def neg(tree: Tree) -> Tree:
    """Return ``-tree``."""
    match tree:
        case Neg(arg):
            return arg
        case Num(value) if value == 0:
            return ZERO
        case _:
            return Neg(tree)


def add(*terms: Tree) -> Tree:
    """Return a sum, flat, with the plain numbers in it added up."""
    rest: list[Tree] = []
    total = Fraction(0)
    for term in _flat(terms):
        value = number_of(term)
        if value is None:
            rest.append(term)
        else:
            total += value
    if total or not rest:
        rest.insert(0 if rest and isinstance(rest[0], Neg) else len(rest), num(total))
    return rest[0] if len(rest) == 1 else Add(tuple(rest))


def _flat(terms: tuple[Tree, ...]) -> list[Tree]:
    flat: list[Tree] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, Add) else (term,))
    return flat


def mul(*factors: Tree) -> Tree:
    """Return a product, flat, with the plain numbers multiplied and put first, and the sign outside."""
    rest: list[Tree] = []
    total = Fraction(1)
    for factor in factors:
        total *= _split(factor, rest)
    if total == 0:
        return ZERO
    if abs(total) != 1 or not rest:
        rest.insert(0, Num(abs(total)))
    product = rest[0] if len(rest) == 1 else Mul(tuple(rest))
    return Neg(product) if total < 0 else product


def _split(factor: Tree, rest: list[Tree]) -> Fraction:
    """Put what isn't a plain number into ``rest``, and return the number that is left."""
    match factor:
        case Num(value):
            return value
        case Neg(arg):
            return -_split(arg, rest)
        case Mul(factors):
            total = Fraction(1)
            for part in factors:
                total *= _split(part, rest)
            return total
        case _:
            rest.append(factor)
            return Fraction(1)


def div(over: Tree, under: Tree) -> Tree:
    """Return a quotient; one of plain numbers is worked out only where it comes out whole."""
    if under == ONE or over == ZERO:
        return over
    if isinstance(over, Neg):
        return neg(div(over.arg, under))
    if isinstance(under, Neg):
        return neg(div(over, under.arg))
    if isinstance(over, Num) and isinstance(under, Num) and under.value:
        value = over.value / under.value
        return Num(value) if value.denominator == 1 else Div(over, under)
    return Div(over, under)


def power(base: Tree, exponent: Tree) -> Tree:
    """Return a power; the exponents 0 and 1 are worked out."""
    value = number_of(exponent)
    if value == 0:
        return ONE
    return base if value == 1 else Pow(base, exponent)


def call(name: str, *args: Tree) -> Tree:
    """Return a function applied to its arguments."""
    return Call(name, args)
