"""What was handed to ``plot`` and ``scatter``, as columns of floats; refused as matplotlib refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from agtutor.lab.inside.carriers import plain_tree
from agtutor.lab.inside.kinds import Value

POINT_LIMIT = 20_000
"""Points of one series that a figure keeps; of a longer one, every second, third, … point."""

TRACKED = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."


@dataclass(frozen=True, slots=True)
class Line:
    """One line: as many x as y, both plain floats."""

    x: list[float]
    y: list[float]


def lines(x: object, y: object) -> list[Line]:
    """Return the lines that ``plot(x, y)`` draws: one for each column of ``y``.

    Args:
        x: shape (n,) or (n, m); None for 0, 1, 2, …
        y: shape (n,) or (n, m). Tensors (untracked), arrays, sequences of numbers, numbers.

    Raises:
        RuntimeError: a tensor is tracked.
        ValueError: the first dimensions differ, or something isn't numbers.
    """
    heights = _columns(_array(y))
    places = _columns(np.arange(heights.shape[0], dtype=np.float64) if x is None else _array(x))
    if places.shape[0] != heights.shape[0]:
        raise ValueError(
            "x and y must have same first dimension, but have shapes "
            f"{_array(x).shape} and {_array(y).shape}"
        )
    if 1 not in (places.shape[1], heights.shape[1]) and places.shape[1] != heights.shape[1]:
        raise ValueError(
            f"x has {places.shape[1]} columns and y has {heights.shape[1]}: they must be as many"
        )
    count = max(places.shape[1], heights.shape[1])
    return [
        Line(_thin(places[:, column % places.shape[1]]), _thin(heights[:, column % heights.shape[1]]))
        for column in range(count)
    ]


def cloud(x: object, y: object) -> Line:
    """Return the points that ``scatter(x, y)`` draws; where ``x`` is None, it is 0, 1, 2 and so on.

    Raises:
        RuntimeError: a tensor is tracked.
        ValueError: there are more of the one than of the other, or something isn't numbers.
    """
    heights = _array(y).reshape(-1)
    places = np.arange(heights.size, dtype=np.float64) if x is None else _array(x).reshape(-1)
    if places.size != heights.size:
        raise ValueError("x and y must be the same size")
    return Line(_thin(places), _thin(heights))


def _array(value: Value) -> np.ndarray[Any, np.dtype[np.float64]]:
    _refuse_tracked(value)
    with torch._C.DisableTorchFunction():
        plain = _untorch(plain_tree(value))
        try:
            array = np.atleast_1d(np.array(plain))
            return (array.real if array.dtype.kind == "c" else array).astype(np.float64)
        except (TypeError, ValueError):
            kind = type(value).__name__
            raise ValueError(f"this plt draws numbers, and can't read them from this {kind}") from None


def _refuse_tracked(value: Value) -> None:
    parts = value if isinstance(value, (list, tuple)) else [value]
    if any(isinstance(part, torch.Tensor) and part.requires_grad for part in parts):
        raise RuntimeError(TRACKED)


def _untorch(value: Value) -> Value:
    if isinstance(value, torch.Tensor):
        dense = value.detach().resolve_conj().resolve_neg()
        return dense.to(torch.complex128 if dense.is_complex() else torch.float64).numpy()
    if isinstance(value, (list, tuple)):
        return [_untorch(part) for part in value]
    return list(value) if hasattr(value, "__next__") or isinstance(value, (range, set)) else value


def _columns(array: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    if array.ndim > 2:
        raise ValueError(f"x and y can be no greater than 2D, but have shapes {array.shape}")
    return array.reshape(array.shape[0], -1) if array.size else array.reshape(array.shape[0], 1)


def _thin(values: np.ndarray[Any, np.dtype[np.float64]]) -> list[float]:
    step = -(-values.size // POINT_LIMIT) or 1
    return [float(value) for value in values[::step]]
