"""What a learner did of a lesson, for its end: what was right at once, the slips, what to review."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from agtutor.case.verdict import SIGNS
from agtutor.walkthrough.progress import Entry, Progress

if TYPE_CHECKING:
    from agtutor.journal import Line
    from agtutor.lesson.model import Lesson, Step

BREAK = 15 * 60
"""Seconds without a line in the journal from which on the learner was away."""

MANY_TRIES = 3
"""Wrong answers from which on a step is to be reviewed, whatever they were."""

_TIMES = {1: "", 2: ", twice"}
_END = re.compile(r"[.?!](?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake that was recognised at a step.

    Attributes:
        step: the step's number and title.
        words: what was said of it last, in a sentence.
        times: how often it was made there.
    """

    step: str
    words: str
    times: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What was done of a lesson. Steps stand in the lesson's order, by number and title.

    Attributes:
        title: the lesson's title.
        steps: how many steps it has.
        right: how many of them are right, those that ask for nothing among them.
        at_once: those that were right at the first answer.
        tries: those that took wrong answers, and how many.
        skipped: those that were skipped.
        open: those that are neither.
        slips: the mistakes that were recognised.
        review: those that are worth coming back to.
        hints: how many hints were shown.
        minutes: how long the learner was at it; None where the journal doesn't know.
    """

    title: str
    steps: int
    right: int
    at_once: tuple[str, ...]
    tries: tuple[tuple[str, int], ...]
    skipped: tuple[str, ...]
    open: tuple[str, ...]
    slips: tuple[Slip, ...]
    review: tuple[str, ...]
    hints: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """A list under a heading, in words that every front can show.

    Attributes:
        heading: what the list is of.
        items: plain text; names and code stand in `backticks`, formulas between dollar signs.
    """

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Trail:
    """How the learner came through one step."""

    label: str
    status: str
    misses: tuple[Entry, ...]  # the wrong answers before the first right one
    judged: bool  # whether it could have been answered wrongly
    untold: bool  # whether an explanation left out some of the points

    @property
    def slips(self) -> Iterator[Slip]:
        by_slip: dict[str, list[Entry]] = {}
        for entry in self.misses:
            if entry.verdict.slip:
                by_slip.setdefault(entry.verdict.slip, []).append(entry)
        for entries in by_slip.values():
            yield Slip(self.label, told(entries[-1].verdict.message), len(entries))

    @property
    def to_review(self) -> bool:
        missed = any(self.slips) or len(self.misses) >= MANY_TRIES
        return self.status == "skipped" or missed or self.untold


def summarise(lesson: Lesson, lines: Sequence[Line]) -> Summary:
    """Return what the lines of a lesson, since it was last started over, say of it."""
    progress = Progress.fold(lines)
    trails = [_trail(number, step, progress) for number, step in enumerate(lesson.steps, start=1)]

    def titles(which: Iterable[_Trail]) -> tuple[str, ...]:
        return tuple(trail.label for trail in which)

    right = [trail for trail in trails if trail.status == "right"]
    asked = [trail for trail in right if trail.judged]
    return Summary(
        title=lesson.title,
        steps=len(trails),
        right=len(right),
        at_once=titles(trail for trail in asked if not trail.misses),
        tries=tuple((trail.label, len(trail.misses)) for trail in asked if trail.misses),
        skipped=titles(trail for trail in trails if trail.status == "skipped"),
        open=titles(trail for trail in trails if trail.status in ("open", "tried")),
        slips=tuple(slip for trail in trails for slip in trail.slips),
        review=titles(trail for trail in trails if trail.to_review),
        hints=sum(step.hints for step in progress.steps.values()),
        minutes=minutes(lines),
    )


def _trail(number: int, step: Step, progress: Progress) -> _Trail:
    state = progress.of(step.id)
    misses: list[Entry] = []
    for entry in state.entries:
        if entry.verdict.right:
            break
        if entry.verdict.ruling == "wrong":
            misses.append(entry)
    points = len(step.points) if step.kind == "explain" and state.status == "right" else 0
    return _Trail(
        f"Step {number}, {step.title}",
        state.status,
        tuple(misses),
        judged=step.kind not in ("read", "experiment", "explain"),
        untold=len(state.ticks) < points,
    )


def minutes(lines: Iterable[Line]) -> int | None:
    """Return how many minutes the lines span, breaks left out; None where they don't say."""
    times = [time for time in (when(line) for line in lines) if time is not None]
    gaps = [(later - sooner).total_seconds() for sooner, later in pairwise(times)]
    spent = sum(gap for gap in gaps if 0 < gap < BREAK)  # a clock may have been set back
    return max(1, round(spent / 60)) if spent else None


def when(line: Line) -> datetime | None:
    """Return when a line was written; None where it doesn't say."""
    try:
        found = datetime.fromisoformat(line.when)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def told(message: str) -> str:
    """Return the first sentence of what was said of a mistake, without the word for the ruling.

    What stands in backticks or between dollar signs is no end of a sentence.
    """
    word = SIGNS["wrong"][1]
    text = message.removeprefix(word).lstrip(" :.") if message.startswith(word) else message.strip()
    for end in _END.finditer(text):
        before = text[: end.end()]
        if before.count("`") % 2 == 0 and before.count("$") % 2 == 0:
            return before.strip()
    return text


def opening(found: Summary) -> str:
    """Return how far the learner came, and how long it took, in a sentence or two."""
    parts = [f"{found.right} of {found.steps} steps right"]
    if found.skipped:
        parts.append(f"{len(found.skipped)} skipped")
    if found.open:
        parts.append(f"{len(found.open)} open")
    if found.hints:
        parts.append(counted(found.hints, "hint"))
    spent = f" About {counted(found.minutes, 'minute')}." if found.minutes else ""
    return f"{', '.join(parts)}.{spent}"


def sections(found: Summary) -> list[Section]:
    """Return the rest in words; what there is nothing of is left out."""
    tries = tuple(f"{title}: right at try {misses + 1}" for title, misses in found.tries)
    slips = tuple(f"{slip.step}{_times(slip.times)}: {slip.words}" for slip in found.slips)
    every = (
        Section("To review", found.review),
        Section("Slips", slips),
        Section("Took tries", tries),
        Section("Skipped", found.skipped),
        Section("Still open", found.open),
        Section("Right at once", found.at_once),
    )
    return [section for section in every if section.items]


def _times(times: int) -> str:
    return _TIMES.get(times, f", {times} times")


def counted(many: int, what: str) -> str:
    """Return a number with its noun: one step, two steps."""
    return f"{many} {what}" if many == 1 else f"{many} {what}s"
