"""The syntax tree of a formula: small frozen nodes, compared by value.

A tree keeps what was typed: nothing is simplified, ordered or expanded here. ``2x`` is
``Mul((Num(2), Sym("x")))``, and ``x2`` never becomes a tree at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Num:
    """A number as typed, exact: ``0.5`` is 1/2."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Const:
    """A constant: ``pi`` or ``e``."""

    name: str


@dataclass(frozen=True, slots=True)
class Sym:
    """A name of the lesson, with its indices: ``x`` or ``x_i`` (name ``x``, index ``("i",)``)."""

    name: str
    index: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neg:
    """A leading minus."""

    arg: Tree


@dataclass(frozen=True, slots=True)
class Add:
    """A sum of two or more terms; a term that is subtracted is a ``Neg``."""

    terms: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Mul:
    """A product of two or more factors, in the order typed (matrices don't commute)."""

    factors: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Div:
    """A quotient, from ``/`` or from ``\\frac``."""

    over: Tree
    under: Tree


@dataclass(frozen=True, slots=True)
class Pow:
    """A power; ``\\sqrt`` is a ``Call``."""

    base: Tree
    exponent: Tree


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list, applied: ``sin``, ``sqrt``, ``abs``, ``ln``, …"""

    name: str
    args: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over an index that it binds: ``sum_j w_j x_j``."""

    index: str
    body: Tree


@dataclass(frozen=True, slots=True)
class Transpose:
    """A transposed matrix or vector."""

    arg: Tree


Tree = Num | Const | Sym | Neg | Add | Mul | Div | Pow | Call | Sum | Transpose


def children(tree: Tree) -> tuple[Tree, ...]:
    """Return the direct parts of a tree, in reading order."""
    match tree:
        case Num() | Const() | Sym():
            return ()
        case Neg(arg) | Transpose(arg):
            return (arg,)
        case Add(terms):
            return terms
        case Mul(factors):
            return factors
        case Div(over, under):
            return (over, under)
        case Pow(base, exponent):
            return (base, exponent)
        case Call(_, args):
            return args
        case Sum(_, body):
            return (body,)


def walk(tree: Tree) -> Iterator[Tree]:
    """Yield a tree and everything in it, parents first. Never recurses, so depth costs nothing."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))
