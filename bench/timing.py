"""Pairs of timings, taken in turn, and their ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure against its peer.

    Attributes:
        name: what was timed.
        peer: what it is held against.
        ours: seconds, one for each round.
        theirs: seconds of the peer, in the same rounds.
        goal: the ratio that is aimed at; None where there is none.
    """

    name: str
    peer: str
    ours: list[float]
    theirs: list[float]
    goal: float | None = None

    @property
    def ratio(self) -> float:
        """Median of ours over median of theirs."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    def cells(self) -> list[str]:
        """Return the row as texts: name, peer, ours, theirs, ratio, goal."""
        return [
            self.name,
            self.peer,
            spread(self.ours),
            spread(self.theirs),
            f"{self.ratio:.3g}",
            "" if self.goal is None else f"≤ {self.goal:g}",
        ]


def spread(seconds: list[float]) -> str:
    """Return median, minimum and maximum in milliseconds."""
    low, middle, high = (
        f"{1000 * t:.3g}" for t in (min(seconds), statistics.median(seconds), max(seconds))
    )
    return f"{middle} ms ({low} … {high})"


def timed(action: Callable[[], object]) -> float:
    """Return how long the action took, in seconds."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def paired(
    name: str,
    peer: str,
    ours: Callable[[], float],
    theirs: Callable[[], float],
    *,
    rounds: int = 7,
    goal: float | None = None,
) -> Row:
    """Time both in turn, after one round that doesn't count; each returns its seconds."""
    ours()
    theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return Row(name, peer, [pair[0] for pair in pairs], [pair[1] for pair in pairs], goal)


def table(rows: list[Row]) -> str:
    """Return the rows as a Markdown table."""
    head = ["what", "against", "ours: median (min … max)", "theirs", "ratio", "goal"]
    lines = [head, ["---"] * len(head), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
