"""Trees to sympy and back.

No text ever reaches sympy: objects are built node by node from our own tree, and names become symbols
of our own naming, since a symbol's name is code to some of sympy's functions.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agtutor.formula.reasons import refusal
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
    Tree,
    children,
    walk,
)
from agtutor.formula.values.build import ONE, ZERO, add, call, div, mul, neg, num, power
from agtutor.formula.values.trouble import Undefined

Expression = Any
"""A sympy expression."""

_BACK = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "log": "ln",
    "Abs": "abs",
}
_THERE = {ours: theirs for theirs, ours in _BACK.items()}
_SAME = ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch")
_SAME_TOO = ("exp", "sqrt", "sign", "erf")


def symbols_of(*trees: Tree) -> dict[Tree, Expression]:
    """Return a real sympy symbol, ``v0``, ``v1``, …, for every name in the trees."""
    import sympy

    found: dict[Tree, Expression] = {}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, Sym) and node not in found:
                found[node] = sympy.Symbol(f"v{len(found)}", real=True)
    return found


def to_sympy(tree: Tree, symbols: dict[Tree, Expression]) -> Expression:
    """Return the sympy expression of a tree without sums."""
    import sympy

    match tree:
        case Num(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Const(name):
            return sympy.pi if name == "pi" else sympy.E
        case Sym():
            return symbols[tree]
        case Sum():
            raise TypeError("a sum has to be expanded first")
        case _:
            return _combined(tree, [to_sympy(part, symbols) for part in children(tree)])


def _combined(tree: Tree, parts: list[Expression]) -> Expression:
    import sympy

    match tree:
        case Neg():
            return -parts[0]
        case Add():
            return sympy.Add(*parts)
        case Mul():
            return sympy.Mul(*parts)
        case Div():
            return parts[0] / parts[1]
        case Pow():
            return parts[0] ** parts[1]
        case Call(name, _):
            return _call(name, parts)
        case _:
            return parts[0]


def _call(name: str, args: list[Expression]) -> Expression:
    import sympy

    (u,) = args
    if name in _THERE or name in _SAME or name in _SAME_TOO:
        return getattr(sympy, _THERE.get(name, name))(u)
    composed: dict[str, Callable[[], Expression]] = {
        "log2": lambda: sympy.log(u) / sympy.log(2),
        "log10": lambda: sympy.log(u) / sympy.log(10),
        "cbrt": lambda: sympy.sign(u) * sympy.Abs(u) ** sympy.Rational(1, 3),
        "sigmoid": lambda: 1 / (1 + sympy.exp(-u)),
        "softplus": lambda: sympy.log(1 + sympy.exp(u)),
        "relu": lambda: (u + sympy.Abs(u)) / 2,
    }
    if name not in composed:
        raise refusal("not-here", (0, 0), name=name)
    return composed[name]()


def from_sympy(found: Expression, names: dict[Expression, Tree]) -> Tree:
    """Return the tree of a sympy expression over known symbols.

    Raises:
        Undefined: for infinities, for what isn't real, and for what our trees have no node for.
    """
    import sympy

    if found in names:
        return names[found]
    if isinstance(found, sympy.Rational):
        return _quotient(int(found.p), int(found.q))
    if found is sympy.pi or found is sympy.E:
        return Const("pi" if found is sympy.pi else "e")
    if isinstance(found, sympy.Add):
        return add(*(from_sympy(term, names) for term in found.as_ordered_terms()))
    if isinstance(found, sympy.Mul):
        return _product(found, names)
    if isinstance(found, sympy.Pow):
        return _power(found, names)
    return _function(found, names)


def _quotient(over: int, under: int) -> Tree:
    size = div(num(abs(over)), num(under))
    return neg(size) if over < 0 else size


def _product(found: Expression, names: dict[Expression, Tree]) -> Tree:
    """Write a product with its negative powers under one bar, and its sign in front."""
    import sympy

    coefficient, rest = found.as_coeff_Mul(rational=True)
    over: list[Tree] = [num(abs(int(coefficient.p)))]
    under: list[Tree] = [num(int(coefficient.q))]
    for factor in rest.as_ordered_factors():
        base, exponent = factor.as_base_exp()
        if factor.func is sympy.Pow and exponent.is_Rational and exponent < 0:
            under.append(from_sympy(base ** (-exponent), names))
        else:
            over.append(from_sympy(factor, names))
    product = div(mul(*over), mul(*under))
    return neg(product) if coefficient < 0 else product


def _power(found: Expression, names: dict[Expression, Tree]) -> Tree:
    base, exponent = found.args
    if exponent.is_Rational and exponent < 0:
        return div(ONE, from_sympy(base ** (-exponent), names))
    if exponent.is_Rational and exponent.q == 2 and exponent.p == 1:
        return call("sqrt", from_sympy(base, names))
    return power(from_sympy(base, names), from_sympy(exponent, names))


def _function(found: Expression, names: dict[Expression, Tree]) -> Tree:
    theirs = type(found).__name__
    if theirs == "DiracDelta":
        return ZERO
    ours = _BACK.get(theirs, theirs)
    known = ours in _THERE or ours in _SAME or ours in _SAME_TOO
    if not known or len(found.args) != 1:
        raise Undefined("complex")
    return call(ours, from_sympy(found.args[0], names))
