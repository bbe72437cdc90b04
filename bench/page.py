"""The page in ``docs/``: what is measured, on which machine, and the tables."""

from __future__ import annotations

from collections.abc import Sequence

from bench.table import Alone, Memory, Ratio, Row, Size, table

_HEAD = """\
# Speed, measured

Written by `make bench`; don't edit it by hand. Each figure is held against a floor or a peer that was
measured in turn with it, in the same run: the ratios mean more than the milliseconds, which are this
machine's. Medians, with minimum and maximum. Bytecode is cached on both sides, as it is where agtutor
is installed.
"""
_MEMORY = """\
Proportional set size, summed over all processes of the labs: each has done the first lesson, and loaded
ahead what optimisers need. Every learner has a lab of their own; the interface comes on top, once for
each.
"""


def page(machine: Sequence[str], rows: Sequence[Row]) -> str:
    """Return the page as Markdown."""
    parts = [_HEAD, "\n".join(f"- {line}" for line in machine)]
    ratios = [row for row in rows if isinstance(row, Ratio)]
    alone = [row for row in rows if isinstance(row, Alone)]
    sizes = [row for row in rows if isinstance(row, Size)]
    memory = [row for row in rows if isinstance(row, Memory)]
    if ratios:
        parts += ["## Against a peer", table(ratios)]
    if alone:
        parts += ["## By itself", table(alone)]
    if sizes:
        parts += ["## Over the line", table(sizes)]
    if memory:
        parts += ["## Memory for several learners", _MEMORY, table(memory)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"
