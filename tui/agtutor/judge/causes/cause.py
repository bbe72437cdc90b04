"""A cause that lies deeper than the difference that was found first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from agtutor.judge.catalogue.book import BOOK
from agtutor.judge.scene import Difference, Scene

Facts = dict[str, str]
"""What fills the braces of an entry's words."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause.

    Attributes:
        slip: its entry in the catalogue, which has the words.
        explains: slips of the differences that it may lie behind.
        seen: looks for it; None where it isn't there.
    """

    slip: str
    explains: frozenset[str]
    seen: Callable[[Scene], Facts | None]

    def told(self, found: Difference, scene: Scene) -> Difference | None:
        """Return the words for the cause, where it lies behind what was found."""
        if found.slip not in self.explains:
            return None
        facts = self.seen(scene)
        if facts is None:
            return None
        entry = BOOK[self.slip]
        return replace(
            found, slip=self.slip, message=f"{entry.did.format(**facts)} {entry.nudge}", more=""
        )


VALUES = frozenset(
    """
    all-zeros not-a-number wrong-value wrong-values one-wrong-value wrong-factor sum-for-mean
    mean-for-sum twice half wrong-sign off-by-a-constant one-value-repeated reversed off-by-one
    reordered nothing-done transposed accumulated walked-twice grad-cleared factor-missing wrong-input
    """.split()
)
"""Slips of values that differ, whether a pattern was recognised in them or not."""
