"""A figure as a file of its own: CSV for a spreadsheet, SVG for a report."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from agtutor.app.vector import svg
from agtutor.case.evidence import Figure
from agtutor.errors import AgtutorError
from agtutor.walkthrough.newfile import write_new

Form = Literal["svg", "csv"]

STEM = "agtutor-plot"
"""What the files are called: ``agtutor-plot.svg``, then ``agtutor-plot-2.svg`` and so on."""


def save(figure: Figure, form: Form, folder: Path | None = None) -> Path:
    """Write a figure to a file that isn't there yet, and return the file.

    Args:
        figure: what is to be kept.
        form: as what.
        folder: where to; the current one if None.

    Raises:
        AgtutorError: it can't be written there.
    """
    text = svg(figure) if form == "svg" else table(figure)
    try:
        return write_new(text, folder or Path.cwd(), STEM, form)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        what = f"The plot can't be written to {folder or 'the current folder'}: {reason}."
        raise AgtutorError(what, fix="Start the tutor in a folder of your own.") from None


def table(figure: Figure) -> str:
    """Return all points as CSV: two columns for each series, headed by its label and ``x`` or ``y``."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    heads, columns = [], []
    for place, series in enumerate(figure["series"], start=1):
        named = f" {series['label'] or place}" if len(figure["series"]) > 1 else ""
        heads += [f"x{named}", f"y{named}"]
        columns += [series["x"], series["y"]]
    writer.writerow(heads)
    writer.writerows(zip_longest(*columns, fillvalue=""))
    return lines.getvalue()
