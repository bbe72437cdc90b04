"""Numbers as tables: the points of a figure, the entries of a tensor. Rows are made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agtutor.app.numbers import entry
from agtutor.app.plotting import name
from agtutor.case.evidence import Fact, Figure

_LOOKED_AT = 1000
"""How many rows are looked at to find out how wide the columns are."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, however long.

    Attributes:
        heads: the headings of the columns.
        count: how many rows there are.
        row: returns the cells of a row, by its place from 0.
    """

    heads: Row
    count: int
    row: Callable[[int], Row]

    def widths(self) -> list[int]:
        """Return how wide each column is, as far as a thousand rows, evenly spread, tell."""
        step = max(1, self.count // _LOOKED_AT)
        rows = [self.heads, *map(self.row, range(0, self.count, step))]
        rows += [self.row(self.count - 1)] if self.count else []
        return [max(map(len, column)) for column in zip(*rows, strict=True)]


def points(figure: Figure) -> Table:
    """Return all points of a figure: x once where all series share it, then a column for each y."""
    drawn = figure["series"]
    shared = all(one["x"] == other["x"] for one, other in pairwise(drawn))
    several = len(drawn) > 1
    heads: list[str] = ["x"] * bool(drawn) if shared else []
    columns: list[Sequence[float]] = [drawn[0]["x"]] if shared and drawn else []
    for place, series in enumerate(drawn):
        called = f" ({name(series, place)})" if several or series["label"] else ""
        if not shared:
            heads.append(f"x{called}")
            columns.append(series["x"])
        heads.append(f"y{called}")
        columns.append(series["y"])

    def row(place: int) -> Row:
        cells = [entry(column[place]) if place < len(column) else "" for column in columns]
        return (str(place), *cells)

    return Table(("", *heads), max(map(len, columns), default=0), row)


def entries(fact: Fact) -> Table | None:
    """Return the entries of a tensor or an array; None where there are none at hand.

    A vector's gradient stands beside it. Of what has more dimensions, each row is one of the last
    dimension, and the gradient's rows come after.
    """
    values = fact.get("values")
    if not values:
        return None
    shape = fact.get("shape", [])
    held = fact.get("grad")
    grad = held.get("values") if held else None
    if len(shape) < 2:
        return _vector(values, grad, scalar=not shape)
    return _matrix(values, grad, shape)


def _vector(values: Sequence[float], grad: Sequence[float] | None, *, scalar: bool) -> Table:
    columns = [values] if grad is None else [values, grad]

    def row(place: int) -> Row:
        return ("" if scalar else f"[{place}]", *(entry(column[place]) for column in columns))

    return Table(("", "value", "grad")[: 1 + len(columns)], len(values), row)


def _matrix(values: Sequence[float], grad: Sequence[float] | None, shape: Sequence[int]) -> Table:
    wide = shape[-1]
    tall = len(values) // wide

    def row(place: int) -> Row:
        found, lead = (values, "") if place < tall else (grad or (), "grad ")
        start = place % tall * wide
        return (lead + _index(place % tall, shape[:-1]), *map(entry, found[start : start + wide]))

    heads = ("", *(f"[{column}]" for column in range(wide)))
    return Table(heads, tall * (1 if grad is None else 2), row)


def _index(place: int, shape: Sequence[int]) -> str:
    """Return the index of a row as Python writes it, ``[0, 2]``."""
    found: list[int] = []
    for size in reversed(shape):
        place, here = divmod(place, size)
        found.append(here)
    return str(found[::-1])
