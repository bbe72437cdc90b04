"""Samples, rows and tables: the pure part of the bench."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Sample = Sequence[float]
"""Seconds, one for each round."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure against its peer, taken in turn in the same run.

    Attributes:
        name: what was timed.
        peer: what it is held against.
        ours: seconds, one for each round.
        theirs: seconds of the peer, in the same rounds.
        goal: the ratio of medians that is aimed at; None where nothing is.
    """

    name: str
    peer: str
    ours: Sample
    theirs: Sample
    goal: float | None = None

    HEAD = ("what", "ours: median (min … max)", "peer", "peer's: median (min … max)", "ratio", "goal")

    @property
    def ratio(self) -> float:
        """Median of ours over median of theirs."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts, one for each entry of ``HEAD``."""
        goal = "" if self.goal is None else verdict(self.ratio, self.goal)
        ratio = f"**{self.ratio:.3g}**"
        return (self.name, spread(self.ours), self.peer, spread(self.theirs), ratio, goal)


@dataclass(frozen=True, slots=True)
class Alone:
    """One figure by itself.

    Attributes:
        name: what was timed.
        ours: seconds, one for each round.
        goal: seconds that are aimed at; None where nothing is.
        at: which of the sorted rounds the goal is about: 0.5 for the median, 1.0 for the slowest.
        note: what to know about it.
    """

    name: str
    ours: Sample
    goal: float | None = None
    at: float = 0.5
    note: str = ""

    HEAD = ("what", "median (min … max)", "goal", "note")

    @property
    def figure(self) -> float:
        """What is held against the goal, in seconds."""
        return quantile(self.ours, self.at)

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts, one for each entry of ``HEAD``."""
        goal = "" if self.goal is None else verdict(self.figure, self.goal, milliseconds)
        if self.at not in (0.5, 1.0):
            goal = f"{milliseconds(self.figure)}: {goal}"
        return (self.name, spread(self.ours), goal, self.note)


@dataclass(frozen=True, slots=True)
class Memory:
    """Proportional set size of all that one machine runs for so many learners, in bytes."""

    learners: int
    total: float
    measured: bool = True

    HEAD = ("learners at once", "memory", "for each", "")

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts, one for each entry of ``HEAD``."""
        how = "measured" if self.measured else "by the slope"
        each = mebibytes(self.total / self.learners)
        return (str(self.learners), mebibytes(self.total), each, how)


@dataclass(frozen=True, slots=True)
class Size:
    """How many bytes go over the line.

    Attributes:
        name: what they are sent for.
        ours: bytes, one count for each time.
        goal: how many there may be in the median.
        note: what to know about it.
    """

    name: str
    ours: Sequence[int]
    goal: float
    note: str = ""

    HEAD = ("what", "bytes: median (min … max)", "goal", "note")

    @property
    def figure(self) -> float:
        """What is held against the goal, in bytes."""
        return statistics.median(self.ours)

    def cells(self) -> tuple[str, ...]:
        """Return the row as texts, one for each entry of ``HEAD``."""
        low, middle, high = (f"{count:,.0f}" for count in (min(self.ours), self.figure, max(self.ours)))
        goal = verdict(self.figure, self.goal, lambda count: f"{count:,.0f}")
        return (self.name, f"{middle} ({low} … {high})", goal, self.note)


Row = Ratio | Alone | Memory | Size


def quantile(sample: Sample, at: float) -> float:
    """Return the value below which that share of a sample lies: 0.5 the median, 1.0 the largest."""
    ordered = sorted(sample)
    place = at * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def verdict(figure: float, goal: float, said: Callable[[float], str] | None = None) -> str:
    """Return the goal, and whether it is reached, as a sign and a word."""
    bound = said(goal) if said else f"{goal:g}"
    return f"≤ {bound} {'✓ reached' if figure <= goal else '✗ missed'}"


def spread(sample: Sample) -> str:
    """Return median, minimum and maximum in milliseconds."""
    low, middle, high = (number(1000 * quantile(sample, at)) for at in (0, 0.5, 1))
    return f"{middle} ms ({low} … {high})"


def milliseconds(seconds: float) -> str:
    """Return seconds as milliseconds."""
    return f"{number(1000 * seconds)} ms"


def mebibytes(size: float) -> str:
    """Return bytes as mebibytes."""
    return f"{size / 1024**2:,.0f} MiB"


def number(value: float) -> str:
    """Return a number with three digits, and none after the point from 100 on."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(rows: Sequence[Row]) -> str:
    """Return rows of one kind as a Markdown table; "" where there are none."""
    if not rows:
        return ""
    lines = [rows[0].HEAD, ["---"] * len(rows[0].HEAD), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def slope(few: Memory, many: Memory, learners: int) -> Memory:
    """Return what so many learners would take, going on from two measured points in a line."""
    each = (many.total - few.total) / (many.learners - few.learners)
    return Memory(learners, many.total + each * (learners - many.learners), measured=False)
