"""The environments that have rows and columns."""

from __future__ import annotations

from agtutor.formula.typesetting.mathtree import Grid, Row

ENVIRONMENTS = {
    "matrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "smallmatrix": ("", ""),
    "array": ("", ""),
    "cases": ("{", ""),
    "aligned": ("", ""),
}
"""Each environment, with the brackets around it."""


def grid(name: str, rows: list[list[Row]], columns: str = "") -> Grid:
    """Return the rows of an environment as a grid, short rows filled up.

    Args:
        name: one of ``ENVIRONMENTS``.
        rows: the cells of each row.
        columns: for an ``array``, the letters of its columns.
    """
    width = max(len(columns), *map(len, rows))
    cells = tuple(tuple(row) + (Row(()),) * (width - len(row)) for row in rows)
    left, right = ENVIRONMENTS[name]
    match name:
        case "cases":
            return Grid(cells, left, right, "l" * width, "cases")
        case "aligned":
            return Grid(cells, left, right, ("rl" * width)[:width], "aligned")
        case _:
            return Grid(cells, left, right, columns.ljust(width, "c"))
