"""What all written forms of a tree share: where brackets stand, and in which order things come."""

from __future__ import annotations

from abc import ABC, abstractmethod
from fractions import Fraction

from agtutor.formula.tree import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sum, Sym, Transpose, Tree

ADD, NEG, OPEN, TERM, POWER, ATOM = range(6)
"""How tightly a tree holds together. What is open ends in a sum, which takes all that follows."""

_ONE = Num(Fraction(1))


def averaged(tree: Tree) -> tuple[str, Tree] | None:
    """Return the index and the body of a mean over one index, as the parser builds it, or None."""
    match tree:
        case Div(Sum(index, body), Sum(same, one)) if index == same and one == _ONE:
            return index, body
        case _:
            return None


def as_typed(tree: Tree) -> Tree:
    """Return a number that nobody can type, which algebra makes, as one would type it."""
    match tree:
        case Num(value) if value < 0:
            return Neg(Num(-value))
        case Num(value) if not _finite(value):
            return Div(Num(Fraction(value.numerator)), Num(Fraction(value.denominator)))
        case _:
            return tree


def _finite(value: Fraction) -> bool:
    """Whether a number has finitely many decimal places."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _decimal(value: Fraction) -> str:
    """Return all decimal places of a number that has finitely many."""
    if value.denominator == 1:
        return str(value.numerator)
    places = 1
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str((value * 10**places).numerator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


class Writer(ABC):
    """Brackets and order; subclasses know the signs.

    ``times`` stands between factors and ``transposed`` behind what is transposed. ``quotient_level``
    is how tightly a quotient holds together, ``entrywise_level`` a product entry by entry, and
    ``loose_calls`` are functions that show no bracket behind their argument.
    """

    times: str
    transposed: str
    quotient_level = TERM
    entrywise_level = ATOM
    loose_calls: frozenset[str] = frozenset()

    def write(self, tree: Tree, least: int) -> str:
        """Return a tree, in brackets where it holds together less tightly than it has to."""
        tree = as_typed(tree)
        text = self.bare(tree)
        return text if self.level(tree) >= least else self.brackets(text)

    def level(self, tree: Tree) -> int:
        """Return how tightly a tree holds together as it is written."""
        match tree:
            case Add():
                return ADD
            case Neg():
                return NEG
            case Sum():
                return OPEN
            case Mul(factors):
                return OPEN if isinstance(factors[-1], Sum) else TERM
            case Div():
                return ATOM if averaged(tree) else self.quotient_level
            case Pow() | Transpose():
                return POWER
            case Call():
                return self.call_level(tree.name)
            case _:
                return ATOM

    def bare(self, tree: Tree) -> str:
        """Return a tree without brackets around it."""
        match tree:
            case Num(value):
                return _decimal(value)
            case Const(name):
                return self.constant(name)
            case Sym():
                return self.name(tree)
            case Add(terms):
                return self.total(terms)
            case Neg(arg):
                return "-" + self.write(arg, OPEN)
            case Mul(factors):
                return self.product(factors)
            case _:
                return self.compound(tree)

    def compound(self, tree: Tree) -> str:
        """Return a quotient, power, transpose, sum or function."""
        match tree:
            case Div(over, under):
                mean = averaged(tree)
                return self.mean(*mean) if mean else self.quotient(over, under)
            case Pow(base, exponent):
                return self.write(base, ATOM) + self.above(as_typed(exponent))
            case Transpose(arg):
                return self.transpose(arg)
            case Sum(index, body):
                return self.sum_sign(index) + self.write(body, OPEN)
            case Call(name, args):
                return self.call(name, args)
            case _:
                raise TypeError(f"{tree!r} is no tree")

    def total(self, terms: tuple[Tree, ...]) -> str:
        """Return terms with plus and minus between them."""
        parts = [self.write(terms[0], NEG)]
        for term in map(as_typed, terms[1:]):
            if isinstance(term, Neg):
                parts.append(f" - {self.write(term.arg, OPEN)}")
            else:
                parts.append(f" + {self.write(term, OPEN)}")
        return "".join(parts)

    def product(self, factors: tuple[Tree, ...]) -> str:
        """Return factors; a sum needs no brackets where it is the last."""
        written = [self.write(factor, POWER) for factor in factors[:-1]]
        last = factors[-1]
        written.append(self.write(last, OPEN if isinstance(last, Sum) else POWER))
        return self.times.join(written)

    def transpose(self, arg: Tree) -> str:
        """Return what is transposed, and the sign of it."""
        return self.write(arg, ATOM) + self.transposed

    def arguments(self, args: tuple[Tree, ...]) -> str:
        """Return arguments with commas between them."""
        return ", ".join(self.write(arg, ADD) for arg in args)

    def call_level(self, name: str) -> int:
        """Return how tightly a function holds together with its argument."""
        if name == "had":
            return self.entrywise_level
        return POWER if name in self.loose_calls else ATOM

    @abstractmethod
    def brackets(self, text: str) -> str:
        """Return a text in brackets."""

    @abstractmethod
    def constant(self, name: str) -> str:
        """Return a constant."""

    @abstractmethod
    def name(self, sym: Sym) -> str:
        """Return a name with its index."""

    @abstractmethod
    def quotient(self, over: Tree, under: Tree) -> str:
        """Return a quotient."""

    @abstractmethod
    def above(self, exponent: Tree) -> str:
        """Return an exponent as it stands behind its base."""

    @abstractmethod
    def sum_sign(self, index: str) -> str:
        """Return the sign of a sum over an index, and the blank behind it."""

    @abstractmethod
    def mean(self, index: str, body: Tree) -> str:
        """Return a mean over an index."""

    @abstractmethod
    def call(self, name: str, args: tuple[Tree, ...]) -> str:
        """Return a function with its arguments."""
