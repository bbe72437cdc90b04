"""What was drawn from watched values in one run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agtutor.case.evidence import Observation

_KEPT = 1_000  # observations that are all kept; beyond, only those of a new kind


class Notes:
    """What was drawn from watched values.

    Attributes:
        observed: each True and False, in order; ``worlds`` has the worlds of ``shadows.perturbed``.
        escaped: a value left for plain Python, text or memory where worlds can't follow.
        live: whether the run is still on; later on, nothing is noted.
    """

    def __init__(self) -> None:
        self.observed: list[Observation] = []
        self.escaped = False
        self.live = True
        self._kinds: set[tuple[bool, ...]] = set()

    def leave(self) -> None:
        """Note that a value goes where worlds can't follow."""
        self.escaped = self.escaped or self.live

    def observe(self, actual: bool, others: Sequence[Any]) -> None:
        """Note a True or False of the run; a world that could not draw it counts as False."""
        worlds = [other is True for other in others]
        kind = (actual, *worlds)
        if self.live and (len(self.observed) < _KEPT or kind not in self._kinds):
            self._kinds.add(kind)
            self.observed.append(Observation(actual=actual, worlds=worlds))
