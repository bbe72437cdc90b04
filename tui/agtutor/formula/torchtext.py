"""Trees as Python over torch tensors of double precision, so that autograd can be asked about them.

Made from the tree alone, never from text that was typed: numbers, and functions of a closed table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from agtutor.formula.tree import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sym, Tree, children
from agtutor.formula.values.trouble import TooLarge

_SAME = "sin cos tan sinh cosh tanh exp log2 log10 sqrt abs sign sigmoid erf relu"
_OTHERS = {
    "ln": "log",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
}
_RECIPROCALS = {
    "cot": "tan",
    "sec": "cos",
    "csc": "sin",
    "coth": "tanh",
    "sech": "cosh",
    "csch": "sinh",
}

Writing = Callable[[str], str]


def _plain(name: str) -> Writing:
    return lambda arg: f"torch.{name}({arg})"


def _over(name: str) -> Writing:
    return lambda arg: f"torch.reciprocal(torch.{name}({arg}))"


CALLS: dict[str, Writing] = {
    **{name: _plain(name) for name in _SAME.split()},
    **{name: _plain(theirs) for name, theirs in _OTHERS.items()},
    **{name: _over(theirs) for name, theirs in _RECIPROCALS.items()},
    "softplus": lambda arg: f"torch.log1p(torch.exp({arg}))",
    "cbrt": lambda arg: f"(lambda u: torch.sign(u)*torch.abs(u)**(1/3))({arg})",
}
"""How each function is written, its argument given."""

_CONSTANTS = {"pi": "torch.pi", "e": "math.e"}


def torch_text(tree: Tree, names: Mapping[Sym, str]) -> str:
    """Return an expression over ``torch``, ``math`` and ``c``, which makes a tensor of a number.

    Args:
        tree: a formula without sums.
        names: the expression for each name in it.

    Raises:
        TooLarge: where a number in it is beyond double precision.
    """
    parts = [torch_text(part, names) for part in children(tree)]
    match tree:
        case Num(value):
            return f"c({_float(value)!r})"
        case Const(name):
            return f"c({_CONSTANTS[name]})"
        case Sym():
            return names[tree]
        case Neg():
            return f"(-{parts[0]})"
        case Add():
            return f"({'+'.join(parts)})"
        case Mul():
            return f"({'*'.join(parts)})"
        case Div() | Pow():
            return f"({parts[0]}{'/' if isinstance(tree, Div) else '**'}{parts[1]})"
        case Call(name, _):
            return CALLS[name](parts[0])
        case _:
            raise TypeError(f"{type(tree).__name__} has to be expanded first")


def _float(value: Fraction) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise TooLarge("a number in it grows too large") from error
