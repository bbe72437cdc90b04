"""When a step is worth doing again: some days after a slip, then after ever longer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from agtutor.journal import Line
from agtutor.walkthrough.summary import when

GAPS = (1, 3, 7, 21)
"""Days from a slip to the first review, from that to the second, and so on; then it is learned."""

MARK = "review:"
"""Stands before a lesson's id in the journal's lines of its reviews, which no lesson's own are."""


@dataclass(frozen=True, slots=True)
class Due:
    """A step to review.

    Attributes:
        lesson: its lesson's id.
        step: its id.
        since: the day from which on it was due.
    """

    lesson: str
    step: str
    since: date


@dataclass(slots=True)
class _Memory:
    """What is known of one step.

    Attributes:
        passed: whether it is right or skipped in its lesson.
        rung: how many reviews in a row went well; None while no slip was made.
        since: the day of the slip or the review that counted last.
    """

    passed: bool = False
    rung: int | None = None
    since: date = date.min

    def slip(self, day: date) -> None:
        """Start from the shortest gap again."""
        self.rung, self.since = 0, day

    def remembered(self, day: date) -> None:
        """Go on to the next gap, where this one is over."""
        due = self.due
        if self.rung is not None and due is not None and day >= due:
            self.rung, self.since = self.rung + 1, day

    @property
    def due(self) -> date | None:
        """The day of the next review; None where there is none."""
        if self.rung is None or self.rung >= len(GAPS):
            return None
        return self.since + timedelta(days=GAPS[self.rung])


def due(lines: Iterable[Line], now: datetime) -> list[Due]:
    """Return the steps to review, those that wait longest first.

    A slip is a wrong answer, in the lesson or in a review; a review that ends with the answer being
    shown counts as one. Steps that are open in their lesson are left to it.

    Args:
        lines: the journal's lines of all lessons, in order.
        now: the time, with its zone: days begin at its midnight.
    """
    memories: dict[tuple[str, str], _Memory] = {}
    for line in lines:
        lesson = line.lesson.removeprefix(MARK)
        if line.event == "reset" and lesson == line.lesson:
            _forget(memories, lesson)
        elif line.event in ("answer", "skip"):
            time = when(line)
            day = time.astimezone(now.tzinfo).date() if time else now.date()
            memory = memories.setdefault((lesson, line.step), _Memory())
            _take(memory, line, day, reviewed=lesson != line.lesson)
    waiting = [
        Due(lesson, step, memory.due)
        for (lesson, step), memory in memories.items()
        if memory.passed and memory.due is not None and memory.due <= now.date()
    ]
    return sorted(waiting, key=lambda one: one.since)


def _take(memory: _Memory, line: Line, day: date, *, reviewed: bool) -> None:
    if line.event == "skip" and not reviewed:
        memory.passed = True
    elif line.event == "skip" or line.ruling == "wrong":
        memory.slip(day)
    elif line.ruling == "right" and reviewed:
        memory.remembered(day)
    elif line.ruling == "right":
        memory.passed = True


def _forget(memories: dict[tuple[str, str], _Memory], lesson: str) -> None:
    """Have all steps of a lesson open, as starting over does; the slips stay known."""
    for (one, _), memory in memories.items():
        if one == lesson:
            memory.passed = False
