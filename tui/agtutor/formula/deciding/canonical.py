"""Trees brought into one order, so that ``x·2 + 1`` and ``1 + 2x`` are the same at a glance."""

from __future__ import annotations

from agtutor.formula.tree import Add, Call, Mul, Neg, Sum, Transpose, Tree, children
from agtutor.formula.values.build import ONE

Canonical = tuple[object, ...]


def same(one: Tree, two: Tree) -> bool:
    """Whether two formulas of numbers differ in the order of terms and factors alone."""
    return one == two or canonical(one) == canonical(two)


def canonical(tree: Tree) -> Canonical:
    """Return nested tuples, equal for trees that differ in order and grouping alone."""
    match tree:
        case Add():
            return ("Add", *sorted(_flat(tree, Add), key=repr))
        case Mul() | Neg():
            return _product(tree)
        case Call(name, args):
            return ("Call", name, *(canonical(arg) for arg in args))
        case Transpose(arg):
            return canonical(arg)
        case Sum(index, body):
            return ("Sum", index, canonical(body))
        case _:
            parts = tuple(canonical(part) for part in children(tree))
            return (type(tree).__name__, *parts) if parts else (tree,)


def _flat(tree: Tree, kind: type[Add]) -> list[Canonical]:
    if not isinstance(tree, kind):
        return [canonical(tree)]
    return [flat for term in tree.terms for flat in _flat(term, kind)]


def _product(tree: Tree) -> Canonical:
    negative, factors = _factors(tree)
    ordered = sorted((factor for factor in factors if factor != (ONE,)), key=repr)
    body: Canonical = ordered[0] if len(ordered) == 1 else ("Mul", *ordered)
    return ("Neg", body) if negative else body


def _factors(tree: Tree) -> tuple[bool, list[Canonical]]:
    match tree:
        case Neg(arg):
            negative, factors = _factors(arg)
            return not negative, factors
        case Mul(parts):
            negative, factors = False, []
            for part in parts:
                flipped, inner = _factors(part)
                negative ^= flipped
                factors.extend(inner)
            return negative, factors
        case _:
            return False, [canonical(tree)]
