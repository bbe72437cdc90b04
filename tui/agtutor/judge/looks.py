"""What a recogniser of wrong values looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agtutor.case.evidence import Fact
from agtutor.judge.facts import Tolerance, Values, tolerance, values
from agtutor.judge.scene import Difference, Scene

_MOST = 4_000
"""Values above which no operation is tried on the sources: it would take too long."""


@dataclass(frozen=True, slots=True)
class Look:
    """Two lists of values of one length, and what was there to make them from.

    Attributes:
        name: what the values belong to: ``y``, or ``x.grad``.
        want: the values that the solution has.
        have: the learner's.
        shape: of both.
        within: how far apart two values may be.
        sources: values of the tensors that were there before, by name.
    """

    name: str
    want: Values
    have: Values
    shape: list[int]
    within: Tolerance
    sources: dict[str, Values]

    def peers(self) -> dict[str, Values]:
        """Sources with as many values as are asked for; none where these are too many to try all."""
        if len(self.want) > _MOST:
            return {}
        return {name: there for name, there in self.sources.items() if len(there) == len(self.want)}


Recogniser = Callable[[Look], Difference | None]


def look(scene: Scene, name: str, expected: Fact, got: Fact) -> Look:
    """Gather what a recogniser needs from two facts of one shape."""
    return Look(
        name,
        values(expected) or [],
        values(got) or [],
        expected.get("shape", []),
        tolerance(expected, got),
        {other: values(fact) or [] for other, fact in scene.tensors_before().items()},
    )
