"""Numbers, names and lists as the tutor writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence

_MINUS = str.maketrans("-", "−")


def number(value: float, digits: int = 4) -> str:
    """Return the value as prose has it, with a minus sign: ``−5``, ``14.17``, ``1e−09``, ``nan``.

    Args:
        value: any float.
        digits: significant digits for what is not a whole number.
    """
    return typed(value, digits).translate(_MINUS)


def typed(value: float, digits: int = 4) -> str:
    """Return the value as code has it, with the digits that matter: ``-5``, ``14.17``, ``1e-09``.

    Args:
        value: any float.
        digits: significant digits for what is not a whole number.
    """
    if math.isfinite(value) and value == int(value) and abs(value) < 1e12:
        return str(int(value))
    return f"{value:.{digits}g}"


def pair(one: float, other: float) -> tuple[str, str]:
    """Return both values with as many digits as it takes to tell them apart, 4 at least."""
    for digits in range(4, 17):
        texts = number(one, digits), number(other, digits)
        if texts[0] != texts[1] and not (digits == 4 and _near(one, other)):
            return texts
    return repr(one).translate(_MINUS), repr(other).translate(_MINUS)


def _near(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-3)


def count(n: int, thing: str) -> str:
    """Return ``1 value``, ``21 values``."""
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def listing(parts: Sequence[str], last: str = "and") -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def ticked(names: Sequence[str], last: str = "and") -> str:
    """Return the names in backticks, as a list."""
    return listing([f"`{name}`" for name in names], last)


def size(shape: Sequence[int]) -> str:
    """Return a shape as Python writes a tuple: ``()``, ``(21,)``, ``(21, 1)``."""
    return str(tuple(shape))


def at(name: str, place: int, shape: Sequence[int]) -> str:
    """Return how the entry at a flat place is written: ``x[3]``, ``w[0, 2]``; a scalar is ``l``."""
    if not shape:
        return name
    entries = []
    for length in reversed(shape):
        entries.append(place % length)
        place //= length
    return f"{name}[{', '.join(str(entry) for entry in reversed(entries))}]"


def short(text: str, most: int = 60) -> str:
    """Return the text on one line, cut to a length."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
