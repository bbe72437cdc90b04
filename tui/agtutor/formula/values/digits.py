"""Whether a value has as many digits as it takes to hold it against another."""

from __future__ import annotations

from agtutor.formula.values.functions import Value

_STEADY = 10.0**-9  # relative


def settled(first: Value, second: Value) -> bool:
    """Whether more digits left a value as it was; of ``1 - tanh(90)²``, say, rounding eats all.

    Args:
        first: the value, computed to some digits.
        second: the same, computed to more.
    """
    return bool(second) and bool(abs(second - first) <= _STEADY * abs(second))
