"""Two facts, curves or texts of evidence against each other, by plain rules of our own."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from agtutor.case.evidence import Evidence, Fact, Series

_NEAR = 1e-3
"""How far values may be apart, relative to the largest: what nobody would call another value."""

_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
_TOKEN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|True|False|None|[A-Za-z]\w*Backward\d*")


def same_kind(wanted: Fact, found: Fact) -> bool:
    """Tell whether two facts are of one kind; a tensor of one entry does for a number."""
    if wanted["kind"] in ("number", "bool"):
        return found["kind"] in ("number", "bool", "tensor", "array") and not found.get("shape")
    if wanted["kind"] == "other":
        return wanted["type"] == found["type"]
    return wanted["kind"] == found["kind"]


def another_type(wanted: Fact, found: Fact, *, exactly: bool = False) -> bool:
    """Tell whether the entries of two tensors are of different kinds, such as float and integer.

    Args:
        wanted: one of the two.
        found: the other.
        exactly: float32 is not float64.
    """
    if wanted["kind"] != found["kind"]:
        return False
    if exactly:
        return wanted.get("dtype") != found.get("dtype")
    return wanted.get("dtype_kind") != found.get("dtype_kind")


def same_value(wanted: Fact, found: Fact) -> bool:
    """Tell whether two facts have the same value; where values aren't known, the text decides."""
    one, two = _values(wanted), _values(found)
    if one is None or two is None:
        if "digest" in wanted:  # too many to be told one by one
            return wanted["digest"] == found.get("digest") or wanted.get("dtype") != found.get("dtype")
        return _ADDRESS.sub("", wanted["text"]) == _ADDRESS.sub("", found["text"])
    return near(one, two)


def _values(fact: Fact) -> Sequence[float] | None:
    if "number" in fact:
        return [fact["number"]]
    return fact.get("values")


def near(one: Sequence[float], two: Sequence[float]) -> bool:
    """Tell whether two lists of numbers are the same, but for what rounding does."""
    scale = max((abs(value) for value in one if math.isfinite(value)), default=0.0) or 1.0
    return len(one) == len(two) and all(
        a == b or (math.isnan(a) and math.isnan(b)) or abs(a - b) <= _NEAR * scale
        for a, b in zip(one, two, strict=True)
    )


def same_grad(wanted: Fact, found: Fact) -> bool:
    """Tell whether two tensors have the same gradient, or none."""
    one, two = wanted.get("grad"), found.get("grad")
    if one is None or two is None:
        # a result that was not asked to keep its gradient may be asked to
        open_to_it = not wanted.get("is_leaf", True) and not wanted.get("retains_grad")
        return one is two or (one is None and open_to_it)
    return same_value(one, two)


def shown(evidence: Evidence) -> str:
    """Return what a run showed: its output, and the value of its last expression."""
    return f"{evidence['output']}\n{evidence['echo'] or ''}"


def tokens(text: str) -> list[str]:
    """Return the numbers, truth values and nodes in a text, in order; numbers to four digits."""
    return [_plain(token) for token in _TOKEN.findall(_ADDRESS.sub("", text))]


def tokens_of(fact: Fact) -> list[str]:
    """Return the tokens of a value as it is printed: those of its text, or its entries."""
    values = fact.get("values")
    if fact["text"] or values is None:
        return tokens(fact["text"])
    if fact.get("dtype_kind") == "bool":
        return [str(bool(value)) for value in values]
    return [_plain(f"{value}") for value in values if math.isfinite(value)]


def _plain(token: str) -> str:
    try:
        return f"{float(token):.4g}"
    except ValueError:
        return token


def within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Tell whether tokens stand among others in their order."""
    rest = iter(whole)
    return all(token in rest for token in part)


def same_curves(model: Evidence, got: Evidence) -> bool:
    """Tell whether two runs drew the same curves, one for one."""
    wanted, found = (
        [series for figure in one["figures"] for series in figure["series"]] for one in (model, got)
    )
    return len(wanted) == len(found) and all(map(_same_curve, wanted, found))


def _same_curve(one: Series, two: Series) -> bool:
    """Tell whether two curves go through the same points; which way they go shows nowhere."""
    if len(one["x"]) != len(two["x"]):
        return False
    (x, y), (other_x, other_y) = _points(one), _points(two)
    return near(x, other_x) and near(y, other_y)


def _points(series: Series) -> tuple[list[float], list[float]]:
    pairs = sorted(zip(series["x"], series["y"], strict=True))
    return [x for x, _ in pairs], [y for _, y in pairs]
