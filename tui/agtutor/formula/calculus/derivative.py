"""The derivative that sympy takes, as a tree."""

from __future__ import annotations

from agtutor.formula.algebra import from_sympy, symbols_of, to_sympy
from agtutor.formula.calculus.differentiate import apart, differentiate
from agtutor.formula.counting import counts
from agtutor.formula.deciding.decide import compare
from agtutor.formula.tree import Call, Sym, Tree, children, walk
from agtutor.formula.values.build import size_of
from agtutor.formula.values.expand import (
    ENTRIES,
    entries_for,
    entry_of,
    expand,
    name_of,
    renamed,
)
from agtutor.formula.values.trouble import TooLarge

_DOUBLED = frozenset(("cbrt", "relu"))
_MOST_DOUBLINGS = 6
"""How deep functions may nest that sympy has as a formula with the argument in it twice."""


def derivative(tree: Tree, wrt: Sym) -> Tree:
    """Return sympy's derivative of a formula of numbers, as a person would write it.

    Where our own rules give the same function in fewer signs, or keep an index form that sympy's
    entries can't show, theirs is returned; that it is the same function has then been decided.

    Args:
        tree: the formula to differentiate.
        wrt: a name, such as ``Sym("x")`` or ``Sym("x", ("i",))``.

    Raises:
        Undefined: where sympy finds no real derivative.
        TooLarge: where the sums in it have too many terms.
    """
    key = entry_derivative(tree, wrt)
    back = {entry: index for index, entry in entries_for([wrt, tree]).items()}
    entries = {index for node in walk(key) if isinstance(node, Sym) for index in node.index}
    whole = (entries <= back.keys() or not back) and not counts(tree)
    theirs = renamed(key, back)
    if len(wrt.index) > 1:
        return theirs
    ours = differentiate(apart(tree, wrt), wrt)
    shorter = not whole or size_of(ours) < size_of(key)
    agree = shorter and compare(ours, key, {}, name_of(wrt), where=[tree]).outcome == "equal"
    return ours if agree else theirs


def entry_derivative(tree: Tree, wrt: Sym, size: int = ENTRIES) -> Tree:
    """Return sympy's derivative of the expanded formula, where ``x_i`` is written as ``x_2``.

    Raises:
        Undefined: where sympy finds no real derivative.
        TooLarge: where the formula is too large for sympy, written out in full.
    """
    import sympy

    entries = entries_for([wrt, tree])
    plain, variable = expand(tree, entries, size), entry_of(wrt, entries)
    if _doublings(plain) > _MOST_DOUBLINGS:
        raise TooLarge("its roots and ramps nest too deep")
    symbols = symbols_of(plain, variable)
    found = sympy.diff(to_sympy(plain, symbols), symbols[variable])
    return from_sympy(found, {symbol: sym for sym, symbol in symbols.items()})


def _doublings(tree: Tree) -> int:
    """Return how often, at most, an argument is doubled within another."""
    own = isinstance(tree, Call) and tree.name in _DOUBLED
    return own + max(map(_doublings, children(tree)), default=0)
