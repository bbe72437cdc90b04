"""Whether a module or a class is as it was, at a glance: to ask for each name takes long."""

from __future__ import annotations

from operator import is_
from typing import Any


class Glance:
    """What a module or a class had when it was looked at.

    It compares values, in their order, and the last name: names are only ever added behind others.
    """

    def __init__(self, place: Any) -> None:  # noqa: ANN401 - a module or a class
        self._place = place
        self.again()

    def again(self) -> None:
        """Take how it is now for how it was."""
        now = vars(self._place)
        self._last, self._values = next(reversed(now)), tuple(now.values())

    @property
    def holds(self) -> bool:
        """Whether it has what it had, and no more."""
        now = vars(self._place)
        return (
            len(now) == len(self._values)
            and next(reversed(now)) is self._last
            and all(map(is_, now.values(), self._values))
        )
