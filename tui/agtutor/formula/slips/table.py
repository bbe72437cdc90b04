"""Slips of the table of derivatives: another function's derivative in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agtutor.formula.slips.model import Slip, Spot
from agtutor.formula.tree import Call, Tree
from agtutor.formula.values.build import ONE, TWO, ZERO, add, call, div, mul, neg, num, power
from agtutor.formula.values.functions import FUNCTIONS, HYPERBOLIC, TRIGONOMETRIC

Outer = Callable[[Tree], Tree]


def _of(*names: str) -> Outer:
    """Return the product of functions of one argument."""
    return lambda u: mul(*(call(name, u) for name in names))


def _square_of(name: str) -> Outer:
    return lambda u: power(call(name, u), TWO)


def _one_over(name: str) -> Outer:
    return lambda u: div(ONE, call(name, u))


def _one_and(sign: int, root: bool) -> Outer:
    """Return ``1 / (1 ± u²)``, or the same with a root."""

    def outer(u: Tree) -> Tree:
        square = power(u, TWO)
        under = add(ONE, square if sign > 0 else neg(square))
        return div(ONE, call("sqrt", under) if root else under)

    return outer


def _root_less_one(u: Tree) -> Tree:
    return div(ONE, call("sqrt", add(power(u, TWO), neg(ONE))))


_INVERSE = (
    _one_and(1, False),
    _one_and(-1, False),
    _one_and(1, True),
    _one_and(-1, True),
    _root_less_one,
)

CONFUSED: dict[str, tuple[Outer, ...]] = {
    "tan": (_of("sec", "tan"), _of("cot"), _of("sec"), _square_of("tan"), _square_of("csc")),
    "cot": (_of("csc", "cot"), _of("tan"), _of("csc"), _square_of("cot"), _square_of("sec")),
    "sec": (_square_of("sec"), _of("tan"), _square_of("tan"), _of("csc", "cot")),
    "csc": (_square_of("csc"), _of("cot"), _square_of("cot"), _of("sec", "tan")),
    "arcsin": (*_INVERSE, _one_over("cos"), _of("arccos")),
    "arccos": (*_INVERSE, _one_over("sin"), _of("arcsin")),
    "arctan": (*_INVERSE, _square_of("cos")),
    "tanh": (
        _of("sech"),
        _of("sech", "tanh"),
        _square_of("tanh"),
        lambda u: add(ONE, power(call("tanh", u), TWO)),
        lambda u: add(ONE, neg(call("tanh", u))),
    ),
    "coth": (_of("csch"), _of("csch", "coth"), _square_of("coth")),
    "sech": (_square_of("sech"), _of("tanh")),
    "csch": (_square_of("csch"), _of("coth")),
    "arsinh": (*_INVERSE, _one_over("cosh")),
    "arcosh": (*_INVERSE, _one_over("sinh")),
    "artanh": _INVERSE,
    "sigmoid": (
        lambda u: add(ONE, neg(call("sigmoid", u))),
        lambda u: mul(call("sigmoid", u), add(ONE, call("sigmoid", u))),
        _square_of("sigmoid"),
        lambda u: add(ONE, neg(power(call("sigmoid", u), TWO))),
    ),
    "softplus": (
        lambda u: mul(call("sigmoid", u), add(ONE, neg(call("sigmoid", u)))),
        lambda u: div(ONE, add(ONE, call("exp", u))),
    ),
    "erf": (lambda u: call("exp", neg(power(u, TWO))),),
    "sqrt": (
        lambda u: div(TWO, call("sqrt", u)),
        lambda u: div(ONE, mul(TWO, u)),
    ),
}
"""Derivatives that are taken for a function's own; each counts with either sign."""

LN_TEN = call("ln", num(10))


def table_slips(spot: Spot) -> Iterator[Slip]:
    """Yield a function's derivative with the wrong sign, or another derivative in its place."""
    match spot.node:
        case Call(name, (arg,)) if spot.slopes[0] != ZERO:
            parts = {"node": spot.node, "inner": arg}
            trig = name in TRIGONOMETRIC or name in HYPERBOLIC
            yield Slip("sign", neg(mul(FUNCTIONS[name].outer(arg), spot.slopes[0])), parts)
            for outer in CONFUSED.get(name, ()):
                wrong = mul(outer(arg), spot.slopes[0])
                yield Slip("trig-table" if trig else "outer-table", wrong, parts)
                yield Slip("trig-table" if trig else "outer-table", neg(wrong), parts)
            yield from _logarithms(name, arg, spot, parts)


def _logarithms(name: str, arg: Tree, spot: Spot, parts: dict[str, Tree]) -> Iterator[Slip]:
    if name not in ("ln", "log2", "log10"):
        return
    slope = spot.slopes[0]
    plain = div(slope, arg)
    if name == "ln":
        yield Slip("log-base", div(slope, mul(arg, LN_TEN)), parts)
        yield Slip("log-base", div(slope, mul(arg, call("ln", TWO))), parts)
    else:
        base = num(2 if name == "log2" else 10)
        yield Slip("log-base", plain, parts)
        yield Slip("log-base", mul(plain, call("ln", base)), parts)
    yield Slip("log-as-recip-log", div(slope, call(name, arg)), parts)
    yield Slip("log-as-recip-log", div(ONE, call(name, arg)), parts)
