"""The tangent at one point of a curve: the slope of autograd beside one measured along the points."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agtutor.app.numbers import figure as number
from agtutor.app.reading import Point, finite_points
from agtutor.case.evidence import Fact, Gradient, Series

_ALIKE = 1e-3
"""Up to which part of themselves two slopes are told as one."""

_AROUND = 2
"""How many steps to either side tell how much the curve turns."""

_DOTS = 160
"""How many points a drawn tangent has: on logarithmic axes it is no straight line."""

NOBODY = "autograd: no slope here. No tensor of yours holds this curve's {axis}."
UNTRACKED = "autograd: no slope here. `{name}` is not tracked, so no operation on it is recorded."
UNREACHED = "autograd: no slope here. The graph of `{root}` does not lead to `{wrt}`."
WAITING = "autograd: the slope is on its way."
ASKED = "This step asks for it. Once you have answered and go on, autograd tells it."
AGREE = "The two agree."
NEAR = "Near each other: the chord is not the tangent, and a smaller step would bring them closer."
APART = (
    "Far from each other. Either the curve turns within that step, or this entry of `{root}` depends "
    "on further entries of `{wrt}`."
)
UPRIGHT = "The tangent stands upright here, so no line is drawn."
CHORD = "The line has the measured slope."


@dataclass(frozen=True, slots=True)
class Track:
    """A curve as a cursor walks along it.

    Attributes:
        series: the curve.
        places: its points in their order along the x axis, by their place in the series; as they were
            drawn where several stand above one another. Points without a finite x are left out.
        stops: those of which y is finite too, by their place in ``places``.
    """

    series: Series
    places: tuple[int, ...]
    stops: tuple[int, ...]

    @classmethod
    def of(cls, series: Series) -> Track:
        """Return the track of a curve."""
        xs = series["x"]
        many = min(len(xs), len(series["y"]))
        places = [place for place in range(many) if math.isfinite(xs[place])]
        if len({xs[place] for place in places}) == len(places):
            places.sort(key=lambda place: xs[place])
        stops = [at for at, place in enumerate(places) if math.isfinite(series["y"][place])]
        return cls(series, tuple(places), tuple(stops))

    def place(self, stop: int) -> int:
        """Return a stop's place in the series."""
        return self.places[self.stops[stop]]

    def point(self, stop: int) -> Point:
        """Return where a stop is."""
        return self._at(self.stops[stop])

    def neighbours(self, stop: int) -> list[Point]:
        """Return the points right before and after a stop that are finite: none, one or both."""
        here = self.stops[stop]
        known = [at for at in (here - 1, here + 1) if 0 <= at < len(self.places)]
        return [point for point in map(self._at, known) if math.isfinite(point[1])]

    def chords(self, stop: int) -> list[float]:
        """Return the slopes of the steps around a stop, two to either side, as far as y is finite."""
        here = self.stops[stop]
        near = range(max(0, here - _AROUND), min(len(self.places), here + _AROUND + 1))
        points = [point for point in map(self._at, near) if math.isfinite(point[1])]
        return [_slope(one, other) for one, other in pairwise(points)]

    def _at(self, at: int) -> Point:
        place = self.places[at]
        return self.series["x"][place], self.series["y"][place]


@dataclass(frozen=True, slots=True)
class Chord:
    """A small step along the drawn points.

    Attributes:
        ends: its two points.
        slope: how steep it is; infinite where it stands upright.
    """

    ends: tuple[Point, Point]
    slope: float


def measured(track: Track, stop: int) -> Chord | None:
    """Return the step around a stop, or beside it at an end or a gap; None where it stands alone."""
    here, near = track.point(stop), track.neighbours(stop)
    if not near:
        return None
    first, last = near if len(near) > 1 else sorted([here, near[0]])
    return Chord((first, last), _slope(first, last))


def _slope(one: Point, other: Point) -> float:
    across, up = other[0] - one[0], other[1] - one[1]
    return up / across if across else math.inf


def withheld() -> Gradient:
    """Return what stands for slopes that the current step asks the learner for."""
    return Gradient(at={}, values=[], trouble=ASKED)


def sources(series: Series, names: Mapping[str, Fact]) -> tuple[str, str] | str:
    """Return the names of the tensors that a curve's y and x are, or why autograd has no slope there.

    Tensors that are tracked come before copies that aren't, and pairs that the graph joins before all.
    """
    roots, wrts = _holding(series["y"], names), _holding(series["x"], names)
    for axis, found in (("y", roots), ("x", wrts)):
        if not found:
            return NOBODY.format(axis=axis)
        if not names[found[0]].get("requires_grad"):
            return UNTRACKED.format(name=found[0])
    pairs = [(root, wrt) for root in roots for wrt in wrts if root != wrt]
    joined = [pair for pair in pairs if pair[1] in names[pair[0]].get("reaches", [])]
    inner = [pair for pair in pairs if names[pair[1]].get("grad_fn") and names[pair[0]].get("grad_fn")]
    return next(iter(joined or inner), UNREACHED.format(root=roots[0], wrt=wrts[0]))


def _holding(values: Sequence[float], names: Mapping[str, Fact]) -> list[str]:
    """Return the names of the tensors that have these entries, those that are tracked first."""
    found = [
        name
        for name, fact in names.items()
        if fact["kind"] == "tensor" and _same(fact.get("values"), values)
    ]
    return sorted(found, key=lambda name: not names[name].get("requires_grad"))


def _same(one: Sequence[float] | None, other: Sequence[float]) -> bool:
    if one is None or len(one) != len(other):
        return False
    return all(a == b or (a != a and b != b) for a, b in zip(one, other, strict=True))


@dataclass(frozen=True, slots=True)
class Tangent:
    """What there is to draw and to say at one stop.

    Attributes:
        track: the curve.
        stop: where on it.
        pair: the tensors whose gradient is the slope, or why there are none.
        gradient: what autograd measured; None where it wasn't asked, or hasn't answered yet.
    """

    track: Track
    stop: int
    pair: tuple[str, str] | str
    gradient: Gradient | None = None

    @property
    def slope(self) -> float | None:
        """The slope that autograd gave at this point; None where it gave none."""
        place = self.track.place(self.stop)
        values = self.gradient["values"] if self.gradient else []
        return values[place] if place < len(values) else None

    def line(self) -> list[Point]:
        """Return the tangent as points from one end of the curve to the other; empty where upright."""
        chord = measured(self.track, self.stop)
        slope = self.slope if self.slope is not None else (chord.slope if chord else math.inf)
        if not math.isfinite(slope):
            return []
        x, y = self.track.point(self.stop)
        xs = [one for one, _ in finite_points(self.track.series)]
        low, high = min(xs), max(xs)
        steps = [low + (high - low) * (place / _DOTS) for place in range(_DOTS + 1)]
        return [(one, y + slope * (one - x)) for one in steps]

    def words(self, name: str = "") -> Iterator[str]:
        """Yield where this is, the slope of autograd, the measured one, and how they compare."""
        x, y = self.track.point(self.stop)
        of = f" of {name}" if name else ""
        many = len(self.track.stops)
        yield f"Point {self.stop + 1} of {many}{of}: x = {number(x)}, y = {number(y)}."
        yield self._of_autograd()
        chord = measured(self.track, self.stop)
        if chord is None:
            yield "measured: no slope here. The point has no neighbour on the curve."
        else:
            (left, _), (right, _) = chord.ends
            step = f"from x = {number(left)} to {number(right)}"
            yield f"measured: slope {number(chord.slope)}, by a step {step} along the drawn points."
        yield from self._compared(chord)

    def _of_autograd(self) -> str:
        if isinstance(self.pair, str):
            return self.pair
        if self.gradient is None:
            return WAITING
        root, wrt = self.pair
        if self.slope is None:
            return f"autograd: no slope here. {self.gradient['trouble']}".rstrip()
        return f"autograd: slope {number(self.slope)}, along the graph of `{root}` back to `{wrt}`."

    def _compared(self, chord: Chord | None) -> Iterator[str]:
        slope = self.slope
        if slope is not None and not math.isfinite(slope):
            yield UPRIGHT if math.isinf(slope) else "That slope is no number, so no line is drawn."
        elif slope is None and chord is not None:
            yield CHORD if math.isfinite(chord.slope) else UPRIGHT
        elif slope is not None and chord is not None and not isinstance(self.pair, str):
            root, wrt = self.pair
            yield self._told(slope, chord).format(root=root, wrt=wrt)

    def _told(self, slope: float, chord: Chord) -> str:
        if math.isclose(slope, chord.slope, rel_tol=_ALIKE, abs_tol=_ALIKE * self._steepness()):
            return AGREE
        chords = self.track.chords(self.stop)
        turn = max(chords) - min(chords)
        return NEAR if min(chords) - turn <= slope <= max(chords) + turn else APART

    def _steepness(self) -> float:
        """Return the slope of the curve's whole height over its whole width."""
        points = finite_points(self.track.series)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width = max(xs) - min(xs)
        return (max(ys) - min(ys)) / width if width else 0.0
