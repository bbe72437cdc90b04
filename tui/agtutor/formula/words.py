"""The words that every formula knows: functions in all spellings, and words known to be refused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from agtutor.formula.tree import Add, Call, Const, Div, Mul, Neg, Num, Pow, Transpose, Tree

_FUNCTIONS = (
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth sech csch arsinh arcosh artanh "
    "exp ln log2 log10 sqrt cbrt abs sign sigmoid softplus relu erf tr sum mean"
)
FUNCTIONS = frozenset(_FUNCTIONS.split())
"""Names of a ``Call`` in a tree. Each takes one argument."""

SPELLINGS = {
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "asinh": "arsinh",
    "acosh": "arcosh",
    "atanh": "artanh",
    "arcsinh": "arsinh",
    "arccosh": "arcosh",
    "arctanh": "artanh",
    "tg": "tan",
    "ctg": "cot",
    "sine": "sin",
    "cosine": "cos",
    "tangent": "tan",
    "cosec": "csc",
    "log": "ln",
    "sgn": "sign",
    "signum": "sign",
    "logistic": "sigmoid",
    "expit": "sigmoid",
    "absolute": "abs",
    "fabs": "abs",
    "trace": "tr",
    "sigma": "sigmoid",
    "σ": "sigmoid",
}
"""Other spellings of a function, and its name in the tree."""

INVERSES = {
    "sin": "arcsin(x)",
    "cos": "arccos(x)",
    "tan": "arctan(x)",
    "sinh": "arsinh(x)",
    "cosh": "arcosh(x)",
    "tanh": "artanh(x)",
    "exp": "ln(x)",
    "ln": "exp(x)",
}
"""What ``f^-1`` may have meant."""

_ONE, _TWO, _TEN = (Num(Fraction(number)) for number in (1, 2, 10))
_LOGS: dict[Tree, str] = {_TWO: "log2", _TEN: "log10", Const("e"): "ln"}


def logarithm(arg: Tree, base: Tree) -> Tree:
    """Return the logarithm to any base, with the functions that a tree has."""
    if base in _LOGS:
        return Call(_LOGS[base], (arg,))
    return Div(Call("ln", (arg,)), Call("ln", (base,)))


def root(arg: Tree, degree: Tree) -> Tree:
    """Return the root of any degree: ``sqrt``, ``cbrt``, or a power of one over the degree."""
    if degree == _TWO:
        return Call("sqrt", (arg,))
    return Call("cbrt", (arg,)) if degree == Num(Fraction(3)) else Pow(arg, Div(_ONE, degree))


REWRITTEN: dict[str, tuple[int, Callable[..., Tree]]] = {
    "square": (1, lambda u: Pow(u, _TWO)),
    "reciprocal": (1, lambda u: Div(_ONE, u)),
    "rsqrt": (1, lambda u: Div(_ONE, Call("sqrt", (u,)))),
    "exp2": (1, lambda u: Pow(_TWO, u)),
    "expm1": (1, lambda u: Add((Call("exp", (u,)), Neg(_ONE)))),
    "log1p": (1, lambda u: Call("ln", (Add((_ONE, u)),))),
    "erfc": (1, lambda u: Add((_ONE, Neg(Call("erf", (u,)))))),
    "heaviside": (1, lambda u: Div(Add((_ONE, Call("sign", (u,)))), _TWO)),
    "neg": (1, Neg),
    "negative": (1, Neg),
    "transpose": (1, Transpose),
    "t": (1, Transpose),
    "pow": (2, Pow),
    "power": (2, Pow),
    "add": (2, lambda u, v: Add((u, v))),
    "sub": (2, lambda u, v: Add((u, Neg(v)))),
    "subtract": (2, lambda u, v: Add((u, Neg(v)))),
    "mul": (2, lambda u, v: Mul((u, v))),
    "multiply": (2, lambda u, v: Mul((u, v))),
    "div": (2, Div),
    "divide": (2, Div),
    "dot": (2, lambda u, v: Mul((Transpose(u), v))),
    "inner": (2, lambda u, v: Mul((Transpose(u), v))),
    "outer": (2, lambda u, v: Mul((u, Transpose(v)))),
    "matmul": (2, lambda u, v: Mul((u, v))),
    "mm": (2, lambda u, v: Mul((u, v))),
    "mv": (2, lambda u, v: Mul((u, v))),
}
"""Functions of Python's libraries that a tree says with what it has: arguments, and the tree."""

BRACKETED = frozenset((*REWRITTEN, "tr", "trace", "sigma", "σ"))
"""Words that are functions only where a bracket follows: ``tr(A)``, but ``tr`` is t·r."""

ENABLED = frozenset(("max", "min"))
"""Functions that a lesson may enable; elsewhere they are refused."""

_UNREAD = (
    "maximum minimum floor ceil ceiling round clamp clip where argmax argmin mod gcd factorial gamma "
    "lgamma softmax norm det inv prod cumsum logsumexp std var integrate lim limit"
)
UNREAD = ENABLED | frozenset(_UNREAD.split())
"""Functions that are known, and refused."""

_DERIVATIVES = (
    "diff Derivative derivative grad gradient autograd jacobian Jacobian hessian Hessian backward"
)
DERIVATIVES = frozenset(_DERIVATIVES.split())
"""Words that ask for a derivative instead of giving it."""

MODULES = frozenset(("torch", "np", "numpy", "math", "sp", "sympy", "nn", "functional", "special", "F"))
"""What may stand before a function with a dot, and is taken off."""
