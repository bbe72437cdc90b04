"""Index forms made plain: every index runs over entries, and each entry is a name of its own.

``sum_j w_j x_j`` becomes ``w_1 x_1 + w_2 x_2 + w_3 x_3``. An index that no sum binds is free, and
stands for one entry; two free indices stand for different ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    Transpose,
    Tree,
    children,
)
from agtutor.formula.values.evaluate import TooLarge

ENTRIES = 3
MOST_NODES = 700
"""Nodes that a formula may have with its sums expanded, where it is held against another."""
_FREE_ENTRIES = ("2", "3", "1")


def key_of(sym: Sym) -> str:
    """Return what an entry is called in a point: ``x``, ``x_2``, ``w_2,3``."""
    return f"{sym.name}_{','.join(sym.index)}" if sym.index else sym.name


def name_of(sym: Sym) -> str:
    """Return a name as lessons write it: ``x``, ``x_i``, ``W_{i,j}``."""
    below = ",".join(sym.index)
    return (
        sym.name
        if not below
        else f"{sym.name}_{below}"
        if len(below) == 1
        else f"{sym.name}_{{{below}}}"
    )


def free_indices(tree: Tree) -> list[str]:
    """Return the indices that no sum binds, in reading order."""
    found: dict[str, None] = {}
    _find_free(tree, frozenset(), found)
    return list(found)


def _find_free(tree: Tree, bound: frozenset[str], found: dict[str, None]) -> None:
    match tree:
        case Sym(_, index):
            found.update(dict.fromkeys(i for i in index if i not in bound and not i.isdigit()))
        case Sum(index, body):
            _find_free(body, bound | {index}, found)
        case _:
            for part in children(tree):
                _find_free(part, bound, found)


def entries_for(trees: Iterable[Tree]) -> dict[str, str]:
    """Return the entry that each free index stands for: the first one seen is entry 2."""
    names: dict[str, None] = {}
    for tree in trees:
        names.update(dict.fromkeys(free_indices(tree)))
    entries: dict[str, str] = {}
    for place, name in enumerate(names):
        entries[name] = _FREE_ENTRIES[place] if place < ENTRIES else str(place + 1)
    return entries


def expanded_size(tree: Tree, size: int = ENTRIES) -> int:
    """Return how many nodes ``expand`` would make, without making them."""
    match tree:
        case Sum(_, body):
            return 1 + size * expanded_size(body, size)
        case _:
            return 1 + sum(expanded_size(part, size) for part in children(tree))


def expand(tree: Tree, entries: Mapping[str, str], size: int = ENTRIES, most: int = MOST_NODES) -> Tree:
    """Return the tree without sums and without named indices.

    Args:
        tree: any formula.
        entries: the entry that each free index stands for, such as ``{"i": "2"}``.
        size: how many entries an index of a sum runs over.
        most: how many nodes the result may have.

    Raises:
        TooLarge: where it would have more, as sums within sums do.
    """
    if expanded_size(tree, size) > most:
        raise TooLarge("written out in full it has too many parts")
    return _expand(tree, dict(entries), size)


def entry_of(sym: Sym, entries: Mapping[str, str]) -> Sym:
    """Return the entry that a name stands for: ``x_2`` for ``x_i``."""
    return Sym(sym.name, tuple(entries.get(i, i) for i in sym.index))


def _expand(tree: Tree, entries: dict[str, str], size: int) -> Tree:
    match tree:
        case Sym():
            return entry_of(tree, entries)
        case Sum(index, body):
            terms = tuple(_expand(body, {**entries, index: str(n)}, size) for n in range(1, size + 1))
            return terms[0] if size == 1 else Add(terms)
        case _:
            return rebuilt(tree, tuple(_expand(part, entries, size) for part in children(tree)))


def rebuilt(tree: Tree, parts: tuple[Tree, ...]) -> Tree:
    """Return a node of the same kind with other parts."""
    match tree:
        case Num() | Const() | Sym():
            return tree
        case Neg():
            return Neg(parts[0])
        case Transpose():
            return Transpose(parts[0])
        case Add():
            return Add(parts)
        case Mul():
            return Mul(parts)
        case Div():
            return Div(*parts)
        case Pow():
            return Pow(*parts)
        case Call(name, _):
            return Call(name, parts)
        case Sum(index, _):
            return Sum(index, parts[0])


def renamed(tree: Tree, names: Mapping[str, str]) -> Tree:
    """Return the tree with free indices renamed; one that a sum binds is left alone."""
    match tree:
        case Sym():
            return entry_of(tree, names)
        case Sum(index, body):
            inner = {old: new for old, new in names.items() if old != index}
            return Sum(index, renamed(body, inner))
        case _:
            return rebuilt(tree, tuple(renamed(part, names) for part in children(tree)))


def replaced(tree: Tree, old: Sym, new: Sym) -> Tree:
    """Return the tree with one name in place of another, index and all."""
    if tree == old:
        return new
    return rebuilt(tree, tuple(replaced(part, old, new) for part in children(tree)))
