"""Products and transposes of matrices put together tidily: in order, with numbers in front."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

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
    children,
)
from agtutor.formula.values.build import ONE, TWO, ZERO, add, div, mul, neg, power
from agtutor.formula.values.expand import rebuilt
from agtutor.formula.vectors.infer import shape_of
from agtutor.formula.vectors.shapes import NUMBER, Dim, Shape, Shapes

Weighed = tuple[Fraction, Tree]
"""A number and what it is multiplied by."""


def ones(shape: Shape) -> Tree:
    """Return the vector or matrix of ones."""
    dims = shape[:1] if shape[1] == 1 else shape
    return Call("ones", tuple(_dim(dim) for dim in dims))


def _dim(dim: Dim) -> Tree:
    return Num(Fraction(dim)) if isinstance(dim, int) else Sym(dim)


def eye(shape: Shape) -> Tree:
    """Return the identity of a square shape."""
    return Const(f"I_{shape[0]}")


def is_ones(tree: Tree) -> bool:
    """Whether a formula is all ones."""
    return isinstance(tree, Call) and tree.name == "ones"


def is_eye(tree: Tree) -> bool:
    """Whether a formula is an identity."""
    return isinstance(tree, Const) and tree.name.startswith("I_")


def flip(tree: Tree, shapes: Shapes) -> Tree:
    """Return the transpose, turned inside: a product in the other order, a name under a T."""
    match tree:
        case Transpose(arg):
            return arg
        case Neg(arg):
            return neg(flip(arg, shapes))
        case Mul(factors):
            return times(*(flip(factor, shapes) for factor in reversed(factors)), shapes=shapes)
        case Div(over, under):
            return (
                div(flip(over, shapes), under) if shape_of(under, shapes) == NUMBER else Transpose(tree)
            )
        case _:
            return tree if shape_of(tree, shapes) == NUMBER or is_eye(tree) else Transpose(tree)


def times(*factors: Tree, shapes: Shapes) -> Tree:
    """Return a product in order, numbers under one bar; an identity is no factor beside another."""
    flat = mul(*(factor for factor in factors if not is_eye(factor)))
    eyes = [factor for factor in factors if is_eye(factor)]
    if eyes and flat != ZERO and shape_of(flat, shapes) == NUMBER:
        flat = mul(flat, eyes[0])
    return _over_one_bar(flat, shapes)


def _over_one_bar(tree: Tree, shapes: Shapes) -> Tree:
    """Return a product that has bars with numbers under them as one with all over one bar."""
    match tree:
        case Neg(arg):
            return neg(_over_one_bar(arg, shapes))
        case Mul(factors):
            over: list[Tree] = []
            under: list[Tree] = []
            for factor in factors:
                if isinstance(factor, Div) and shape_of(factor.under, shapes) == NUMBER:
                    over.append(factor.over)
                    under.append(factor.under)
                else:
                    over.append(factor)
            return div(mul(*over), mul(*under)) if under else tree
    return tree


def entrywise(*factors: Tree, shapes: Shapes) -> Tree:
    """Return a product entry by entry; what is all ones or a number is no factor of it."""
    numbers: list[Tree] = []
    tables: list[Tree] = []
    for factor in factors:
        _sort(factor, numbers, tables, shapes)
    if not tables:
        return mul(*numbers)
    kept = [table for table in tables if not is_ones(table)] or tables[:1]
    table = kept[0] if len(kept) == 1 else Call("had", tuple(kept))
    return times(*numbers, table, shapes=shapes)


def _sort(factor: Tree, numbers: list[Tree], tables: list[Tree], shapes: Shapes) -> None:
    """Put a factor with those that are numbers, or its numbers there and the rest with the tables."""
    if shape_of(factor, shapes) == NUMBER:
        numbers.append(factor)
        return
    match factor:
        case Neg(arg):
            numbers.append(neg(ONE))
            _sort(arg, numbers, tables, shapes)
        case Div(over, under) if shape_of(under, shapes) == NUMBER:
            numbers.append(div(ONE, under))
            _sort(over, numbers, tables, shapes)
        case Mul(parts) if sum(shape_of(part, shapes) != NUMBER for part in parts) == 1:
            for part in parts:
                _sort(part, numbers, tables, shapes)
        case Call("had", args):
            for arg in args:
                _sort(arg, numbers, tables, shapes)
        case _:
            tables.append(factor)


def lifted(slope: Tree, arg: Tree, shapes: Shapes) -> Tree:
    """Return a function of the name ``u`` with what has entries in its place, entry by entry.

    Raises:
        Misfit: where that can't be written, as one over a square matrix.
    """
    match slope:
        case Sym("u", ()):
            return arg
        case Mul(factors):
            return entrywise(*(lifted(factor, arg, shapes) for factor in factors), shapes=shapes)
        case Pow(base, Num(value)) if value == 2:
            under = lifted(base, arg, shapes)
            square = shape_of(under, shapes)
            twice = square[0] == square[1] and square != NUMBER
            return Call("had", (under, under)) if twice else power(under, TWO)
        case _:
            return rebuilt(slope, tuple(lifted(part, arg, shapes) for part in children(slope)))


def _fraction(value: Fraction) -> Tree:
    size = div(Num(Fraction(abs(value.numerator))), Num(Fraction(value.denominator)))
    return neg(size) if value < 0 else size


def weighed(tree: Tree) -> Weighed:
    """Return a formula as a number and what it is multiplied by."""
    match tree:
        case Num(value):
            return value, ONE
        case Neg(arg):
            value, rest = weighed(arg)
            return -value, rest
        case Div(over, Num(under)) if under:
            value, rest = weighed(over)
            return value / under, rest
        case Div(over, under):
            value, rest = weighed(over)
            return value, div(rest, under)
        case Mul(factors):
            value, kept = Fraction(1), []
            for factor in factors:
                one, rest = weighed(factor)
                value *= one
                if rest != ONE:
                    kept.append(rest)
            return value, mul(*kept) if kept else ONE
        case _:
            return Fraction(1), tree


def heavy(value: Fraction, tree: Tree) -> Tree:
    """Return a number times a formula: ``2x``, ``x/2``, ``-x``."""
    if tree == ONE:
        return _fraction(value)
    over, under = (tree.over, tree.under) if isinstance(tree, Div) else (tree, ONE)
    number, bar = Num(Fraction(abs(value.numerator))), Num(Fraction(value.denominator))
    made = div(mul(number, over), mul(bar, under))
    return neg(made) if value < 0 else made


def backwards(tree: Tree, shapes: Shapes) -> Tree:
    """Return a formula with its products of matrices in the other order, nothing turned."""
    match tree:
        case Neg(arg):
            return neg(backwards(arg, shapes))
        case Add(terms):
            return add(*(backwards(term, shapes) for term in terms))
        case Mul(factors):
            return times(*reversed(factors), shapes=shapes)
        case Div(over, under):
            return div(backwards(over, shapes), under)
        case _:
            return tree


def swapped(tree: Tree, old: Tree, new: Tree) -> Tree:
    """Return a formula with one part in place of another, wherever it stands."""
    if tree == old:
        return new
    return rebuilt(tree, tuple(swapped(part, old, new) for part in children(tree)))


def collected(terms: Sequence[Tree]) -> Tree:
    """Return a sum in which terms that are alike are one: ``x + x`` is ``2x``."""
    found: dict[Tree, Fraction] = {}
    for term in terms:
        value, rest = weighed(term)
        found[rest] = found.get(rest, Fraction(0)) + value
    kept = [heavy(value, rest) for rest, value in found.items() if value]
    return add(*kept) if kept else ZERO
