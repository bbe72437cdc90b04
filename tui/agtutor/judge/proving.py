"""The proof of a key: it is held against central differences of the formula itself."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice

from agtutor.errors import LessonError
from agtutor.formula.deciding.ground import Ground, Probe
from agtutor.formula.tree import Tree
from agtutor.formula.values.evaluate import TooLarge, Undefined, value
from agtutor.formula.values.expand import key_of
from agtutor.formula.values.functions import Value

_PROOFS = 6
_DIGITS = 80
_MORE_DIGITS = 400  # where a difference shows: it may be what rounding leaves of large terms
_STEP = Fraction(1, 10**20)
_CLOSE = 10.0**-15  # relative; steps that small leave some 1e-40 behind


def prove(ground: Ground, of: Tree) -> None:
    """Hold a key against central differences, at a few points.

    Args:
        ground: the key and its points.
        of: the formula, sums expanded, whose derivative the key is said to be.

    Raises:
        LessonError: where they show another slope.
    """
    for probe in islice(ground.probes, _PROOFS):
        slope = _slope(ground, of, probe, _DIGITS)
        if not _near(slope, probe):
            slope = _slope(ground, of, probe, _MORE_DIGITS)
        if slope is not None and not _near(slope, probe):
            name = key_of(ground.variable)
            raise LessonError(
                f"The key and central differences disagree: at {name} = {float(probe.point[name]):.6g} "
                f"the key gives {float(probe.key):.6g}, and the slope there is {float(slope):.6g}."
            )


def _near(slope: Value | None, probe: Probe) -> bool:
    """Whether a slope is the key's; where there is none, nothing contradicts the key."""
    if slope is None:
        return True
    return bool(abs(slope - probe.key) <= _CLOSE * max(1, abs(slope), abs(probe.key)))


def _slope(ground: Ground, of: Tree, probe: Probe, digits: int) -> Value | None:
    """Return the slope of a small step either way; None where the formula has no value there."""
    name = key_of(ground.variable)
    here = probe.point[name]
    step = _STEP * max(Fraction(1), abs(here))
    try:
        ahead = value(of, {**probe.point, name: here + step}, digits)
        behind = value(of, {**probe.point, name: here - step}, digits)
    except (Undefined, TooLarge):
        return None
    return (ahead - behind) * step.denominator / (2 * step.numerator)
