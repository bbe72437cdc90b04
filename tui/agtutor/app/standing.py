"""Where a learner is in a lesson, in numbers."""

from __future__ import annotations

from agtutor.record import Record


class Standing(Record):
    """Where the learner is.

    Attributes:
        title: the lesson's title.
        step: the step's number, from 1.
        total: how many steps there are.
        right: how many were answered right.
        skipped: how many were skipped.
    """

    title: str = ""
    step: int = 0
    total: int = 0
    right: int = 0
    skipped: int = 0
