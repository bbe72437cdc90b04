"""The syntax tree of a formula: small frozen nodes, compared by value.

A tree keeps what was typed: nothing is simplified, ordered or expanded here. ``2x`` is
``Mul((Num(2), Sym("x")))``, and ``x2`` never becomes a tree at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from agtutor.record import Record


class Num(Record):
    """A number as typed, exact: ``0.5`` is 1/2."""

    value: Fraction


class Const(Record):
    """A constant: ``pi`` or ``e``."""

    name: str


class Sym(Record):
    """A name of the lesson, with its indices: ``x`` or ``x_i`` (name ``x``, index ``("i",)``)."""

    name: str
    index: tuple[str, ...] = ()


class Neg(Record):
    """A leading minus."""

    arg: Tree


class Add(Record):
    """A sum of two or more terms; a term that is subtracted is a ``Neg``."""

    terms: tuple[Tree, ...]


class Mul(Record):
    """A product of two or more factors, in the order typed (matrices don't commute)."""

    factors: tuple[Tree, ...]


class Div(Record):
    """A quotient, from a slash or from a fraction of LaTeX."""

    over: Tree
    under: Tree


class Pow(Record):
    """A power; a square root is a ``Call``."""

    base: Tree
    exponent: Tree


class Call(Record):
    """A function of the closed list, applied: ``sin``, ``sqrt``, ``abs``, ``ln`` and so on."""

    name: str
    args: tuple[Tree, ...]


class Sum(Record):
    """A sum over an index that it binds: ``sum_j w_j x_j``."""

    index: str
    body: Tree


class Transpose(Record):
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
