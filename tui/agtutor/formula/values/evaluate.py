"""The real value of a formula at a point, to as many digits as asked for, and never at any price."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from agtutor.formula.tree import (
    Add,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Transpose,
    Tree,
)
from agtutor.formula.values.floats import FLOATS
from agtutor.formula.values.functions import FUNCTIONS, LARGEST, Context, Value
from agtutor.formula.values.trouble import TooLarge, Undefined

__all__ = ["Evaluation", "TooLarge", "Undefined", "context_of", "exact", "number_in", "quick", "value"]

_MOST_BITS = 7300  # about e^5000
_MOST_EXACT_BITS = 400
_HARMLESS = 16  # a power this small grows no faster than a product does


def value(tree: Tree, point: Mapping[str, Value], digits: int = 50) -> Value:
    """Return the value of a tree without sums, as an ``mpf``.

    Args:
        tree: a formula; an indexed name is looked up as ``x_2`` (see ``expand.key_of``).
        point: a value for every name: float, int, ``Fraction`` or ``mpf``.
        digits: the working precision, in decimal digits.

    Raises:
        Undefined: where the formula has a pole, or no real value.
        TooLarge: where a part of it grows beyond about e^5000.
        KeyError: where a name has no value.
    """
    context = context_of(digits)
    numbers = {name: number_in(context, entry) for name, entry in point.items()}
    return Evaluation(context, numbers).of(tree)


def quick(tree: Tree, point: Mapping[str, Value]) -> float:
    """Return the value in plain double precision; same errors as ``value``."""
    try:
        numbers = {name: float(entry) for name, entry in point.items()}
        result = float(Evaluation(FLOATS, numbers).of(tree))
    except OverflowError as error:
        raise TooLarge("a number in it grows too large") from error
    if not math.isfinite(result):
        raise TooLarge("a number in it grows too large")
    return result


@lru_cache(maxsize=8)
def context_of(digits: int) -> Context:
    """Return a context of our own, so that no one's precision changes under another."""
    from mpmath import MPContext

    context = MPContext()
    context.dps = digits
    return context


def number_in(context: Context, entry: float | Fraction | Value) -> Value:
    """Return a coordinate as a number of a context."""
    if isinstance(entry, Fraction):
        return context.mpf(entry.numerator) / entry.denominator
    return context.mpf(entry)


def exact(tree: Tree) -> Fraction | None:
    """Return the value of a formula of small plain numbers, exactly; None for anything else."""
    match tree:
        case Num(number):
            return number
        case Neg(arg):
            inner = exact(arg)
            return None if inner is None else -inner
        case Add(parts) | Mul(parts):
            return _exact_all(parts, isinstance(tree, Add))
        case Div(over, under):
            up, down = exact(over), exact(under)
            return None if up is None or not down else _small(up / down)
        case _:
            return None


def _exact_all(parts: tuple[Tree, ...], sums: bool) -> Fraction | None:
    total = Fraction(0 if sums else 1)
    for part in parts:
        inner = exact(part)
        if inner is None:
            return None
        small = _small(total + inner if sums else total * inner)
        if small is None:
            return None
        total = small
    return total


def _small(number: Fraction) -> Fraction | None:
    bits = number.numerator.bit_length() + number.denominator.bit_length()
    return number if bits <= _MOST_EXACT_BITS else None


class Evaluation:
    """One walk over a tree, at one point, in one context."""

    __slots__ = ("context", "point")

    def __init__(self, context: Context, point: Mapping[str, Value]) -> None:
        """Take the context that computes, and a number of it for each name."""
        self.context = context
        self.point = point

    def of(self, tree: Tree) -> Value:
        """Return the value of a tree; see ``value``."""
        match tree:
            case Num(number):
                return self.rational(number)
            case Sym(name, index):
                return self.point[f"{name}_{','.join(index)}" if index else name]
            case Const(name):
                return +self.context.pi if name == "pi" else +self.context.e
            case Neg(arg):
                return -self.of(arg)
            case Add(terms):
                return self.total(terms)
            case Mul(factors):
                return self.product(factors)
            case _:
                return self.compound(tree)

    def compound(self, tree: Tree) -> Value:
        """Return the value of a quotient, a power, a function or a transpose."""
        match tree:
            case Div(over, under):
                return self.quotient(self.of(over), self.of(under))
            case Pow(base, exponent):
                return self.power(self.of(base), exponent)
            case Call(name, args):
                return self.call(name, args)
            case Transpose(arg):
                return self.of(arg)
            case _:
                raise TypeError(f"{type(tree).__name__} has to be expanded before it has a value")

    def rational(self, number: Fraction) -> Value:
        """Return a rational number as the context has it."""
        if number.denominator == 1:
            return self.context.mpf(number.numerator)
        return self.context.mpf(number.numerator) / number.denominator

    def total(self, terms: tuple[Tree, ...]) -> Value:
        """Return the value of a sum."""
        total = self.of(terms[0])
        for term in terms[1:]:
            total = total + self.of(term)
        return total

    def product(self, factors: tuple[Tree, ...]) -> Value:
        """Return the value of a product."""
        product = self.of(factors[0])
        for factor in factors[1:]:
            product = self.checked(product * self.of(factor))
        return product

    def quotient(self, over: Value, under: Value) -> Value:
        """Return one number over another."""
        if under == 0:
            raise Undefined("pole")
        return self.checked(over / under)

    def checked(self, result: Value) -> Value:
        """Return a number that isn't too large."""
        if result and self.context.mag(result) > _MOST_BITS:
            raise TooLarge("a number in it grows too large")
        return result

    def power(self, base: Value, exponent: Tree) -> Value:
        """Return a number raised to an exponent."""
        rational = exact(exponent)
        size = self.of(exponent) if rational is None else self.rational(rational)
        whole = rational.denominator == 1 if rational is not None else size == self.context.floor(size)
        if base == 0:
            if size < 0:
                raise Undefined("pole")
            return self.context.mpf(1 if size == 0 else 0)
        if abs(size) > _HARMLESS and abs(size) * (1 + abs(self.context.ln(abs(base)))) > LARGEST:
            raise TooLarge("a power in it grows too large")
        if base < 0 and not whole:
            raise Undefined("complex")
        return self.checked(self.context.power(base, int(size) if whole else size))

    def call(self, name: str, args: tuple[Tree, ...]) -> Value:
        """Return the value of a function."""
        values = [self.of(arg) for arg in args]
        if len(values) == 1 and name in FUNCTIONS:
            return FUNCTIONS[name].value(self.context, values[0])
        raise TypeError(f"{name} with {len(values)} arguments has no value")
