"""Two facts against each other: are these the same values, to the precision that their type has?"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from agtutor.case.evidence import Fact

Values = Sequence[float]

_RELATIVE = {"float64": 1e-9, "complex128": 1e-9, "float16": 1e-3, "bfloat16": 1e-2}
"""Relative tolerances; whatever isn't here counts as float32. Absolute ones are a tenth, at scale."""

_EXACT = {"integer", "bool"}

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two values may be apart: ``absolute + relative * |expected|``."""

    relative: float
    absolute: float

    def close(self, expected: float, got: float) -> bool:
        """Whether the values agree. nan agrees with nan, and an infinity with itself."""
        if expected == got or (math.isnan(expected) and math.isnan(got)):
            return True
        if not (math.isfinite(expected) and math.isfinite(got)):
            return False
        return abs(expected - got) <= self.absolute + self.relative * abs(expected)


def scale(values: Values) -> float:
    """Return the largest finite magnitude among the values; 1 where all are zero."""
    return max((abs(value) for value in values if math.isfinite(value)), default=0.0) or 1.0


def tolerance(expected: Fact, got: Fact) -> Tolerance:
    """Return the tolerance for two facts with values: that of the coarser of the two types."""
    if expected.get("dtype_kind") in _EXACT and got.get("dtype_kind") in _EXACT:
        return Tolerance(0.0, 0.0)
    relative = max(_RELATIVE.get(fact.get("dtype", ""), 1e-5) for fact in (expected, got))
    return Tolerance(relative, relative / 10 * scale(values(expected) or []))


def values(fact: Fact) -> Values | None:
    """Return the values of a tensor, an array, a size, a number or a bool; None where not known."""
    if "values" in fact:
        return fact["values"]
    if fact["kind"] == "size":
        return [float(entry) for entry in fact.get("shape", [])]
    number = fact.get("number")
    return None if number is None else [number]


def close(expected: Values, got: Values, within: Tolerance) -> bool:
    """Whether two lists of values have one length and agree in every place."""
    return len(expected) == len(got) and all(
        within.close(one, other) for one, other in zip(expected, got, strict=True)
    )


def alike(expected: Values, got: Values) -> bool:
    """Whether two lists of values agree as float32 would."""
    return close(expected, got, Tolerance(1e-5, 1e-6 * scale(expected)))


def agree(expected: Fact, got: Fact) -> bool | None:
    """Whether two objects hold the same; None where that can't be told.

    Tensors and arrays agree by shape and values, numbers by value, modules by name. Other objects
    agree where they are one object, or read the same.
    """
    if expected["kind"] == "module":
        return got["kind"] == "module" and expected.get("module") == got.get("module")
    if expected["kind"] in ("tensor", "array"):
        return _same_entries(expected, got)
    if (expected["kind"] == "size") != (got["kind"] == "size"):
        return False
    known, found = values(expected), values(got)
    if known is not None:
        return found is not None and close(known, found, tolerance(expected, got))
    return expected["identity"] == got["identity"] or _text(expected) == _text(got)


def _text(fact: Fact) -> str:
    """Return how an object reads, without the address that a function's repr ends in."""
    return _ADDRESS.sub("", fact["text"])


def _same_entries(expected: Fact, got: Fact) -> bool | None:
    if expected.get("shape") != got.get("shape"):
        return False
    if "digest" in expected and expected["digest"] == got.get("digest"):
        return True
    known, found = values(expected), values(got)
    if known is None or found is None:
        return None
    return close(known, found, tolerance(expected, got))


def same_grad(expected: Fact, got: Fact) -> bool | None:
    """Whether two tensors have the same gradient: both None, or the same values."""
    one, other = expected.get("grad"), got.get("grad")
    if one is None or other is None:
        return one is other
    return agree(one, other)


def differing(expected: Values, got: Values, within: Tolerance) -> list[int]:
    """Return the places where two lists of one length differ."""
    return [
        place
        for place, (one, other) in enumerate(zip(expected, got, strict=True))
        if not within.close(one, other)
    ]
