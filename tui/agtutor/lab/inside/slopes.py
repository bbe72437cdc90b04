"""The local derivative of an operation as a formula, by the name of its node."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from agtutor.lab.inside.kinds import Value
from agtutor.lab.inside.trap import Trap

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_DIGITS = 4


def slope(node: Value, place: int, inputs: Sequence[str], made: str) -> str:
    """Return the derivative of what a node made with respect to one of its inputs.

    Args:
        node: a node of autograd's.
        place: which of its inputs.
        inputs: what the inputs are called, "" for those that have no name.
        made: what the node made is called, "" where that has no name.

    Returns:
        A formula on one line, such as "2·x"; "" where this knows none.
    """
    name = str(node.name()).removesuffix("0").removesuffix("Backward")
    rule = _RULES.get(name)
    if rule is None:
        return ""
    with Trap():
        return rule(node, place, [text or _BLANK for text in inputs], made or _RESULT)
    return ""


_BLANK = "□"
"""Stands for an input that has no name."""

_RESULT = "result"


def _other(node: Value, place: int, inputs: Sequence[str], _made: str) -> str:
    """Return the other factor: its name, or the number that the node has kept."""
    there = 1 - place
    if there < len(inputs) and inputs[there] != _BLANK:
        return inputs[there]
    kept: Value = getattr(node, "_saved_other" if there else "_saved_self", None)
    return _number(kept) or _BLANK


def _number(value: Value) -> str:
    numel = getattr(value, "numel", None)
    if numel is not None and numel() != 1:
        return ""
    return f"{float(value):.{_DIGITS}g}" if value is not None else ""


def _power(node: Value, _place: int, inputs: Sequence[str], _made: str) -> str:
    exponent = float(node._saved_exponent)
    if exponent == 1:
        return "1"
    less = f"{exponent - 1:g}"
    raised = f"^{less}" if "." in less else less.translate(_RAISED)
    return f"{exponent:g}·{inputs[0]}{'' if less == '1' else raised}".replace("-", "−")


def _quotient(node: Value, place: int, inputs: Sequence[str], _made: str) -> str:
    under = inputs[1] if len(inputs) > 1 and inputs[1] != _BLANK else _number(node._saved_other)
    over = inputs[0]
    return f"1/{under or _BLANK}" if place == 0 else f"−{over}/{under or _BLANK}²"


def _fixed(text: str) -> Callable[[Value, int, Sequence[str], str], str]:
    """Return a rule whose formula has x for the input, and f for what was made."""

    def rule(_node: Value, _place: int, inputs: Sequence[str], made: str) -> str:
        return text.replace("x", inputs[0]).replace("f", made)

    return rule


_RULES: dict[str, Callable[[Any, int, Sequence[str], str], str]] = {
    "Add": lambda *_: "1",
    "Sub": lambda _node, place, *_: "−1" if place else "1",
    "Rsub": lambda *_: "−1",
    "Neg": lambda *_: "−1",
    "Sum": lambda *_: "1",
    "Clone": lambda *_: "1",
    "ToCopy": lambda *_: "1",
    "Mul": _other,
    "Div": _quotient,
    "Pow": _power,
    "Mean": lambda *_: "1/n",
    "Sin": _fixed("cos(x)"),
    "Cos": _fixed("−sin(x)"),
    "Tan": _fixed("1 + f²"),
    "Exp": _fixed("f"),
    "Log": _fixed("1/x"),
    "Sqrt": _fixed("1/(2·f)"),
    "Reciprocal": _fixed("−f²"),
    "Sigmoid": _fixed("f·(1 − f)"),
    "Tanh": _fixed("1 − f²"),
    "Abs": _fixed("sign(x)"),
    "Relu": _fixed("1 where x > 0, else 0"),
}
