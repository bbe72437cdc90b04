"""What a learner has done of a lesson: the fold of the journal's lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from agtutor.case.verdict import Ruling, Verdict
from agtutor.journal import Line

Status = Literal["open", "tried", "right", "skipped"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, as it was shown.

    Attributes:
        step: the step's id.
        answer: the learner's text.
        verdict: what was said to it.
        output: what the code printed.
        echo: the value of the last expression, or None.
        traceback: what Python said of an error; empty where there was none.
    """

    step: str
    answer: str
    verdict: Verdict
    output: str = ""
    echo: str | None = None
    traceback: str = ""


@dataclass(slots=True)
class StepProgress:
    """What was done of one step.

    Attributes:
        status: open, tried (wrong so far), right, or skipped.
        attempts: wrong answers so far; parse errors, stops and undecided ones don't count.
        hints: how many hints were shown.
        accepted: the answer that stands, empty where none does.
        ask: the hash of what the step asked when that answer was accepted.
        entries: all answers, oldest first.
        ticks: the points of an explanation that the learner ticked.
    """

    status: Status = "open"
    attempts: int = 0
    hints: int = 0
    accepted: str = ""
    ask: str = ""
    entries: list[Entry] = field(default_factory=list)
    ticks: tuple[int, ...] = ()


def _ruling(text: str) -> Ruling:
    return next((ruling for ruling in get_args(Ruling) if ruling == text), "undecided")


@dataclass(slots=True)
class Progress:
    """The steps of a lesson by id, and the id of the step that the learner was at."""

    at: str = ""
    steps: dict[str, StepProgress] = field(default_factory=dict)

    @classmethod
    def fold(cls, lines: Iterable[Line]) -> Progress:
        """Return the state that the lines lead to."""
        progress = cls()
        for line in lines:
            progress.apply(line)
        return progress

    def of(self, step: str) -> StepProgress:
        """Return a step's progress; an empty one where nothing was done yet."""
        return self.steps.setdefault(step, StepProgress())

    def apply(self, line: Line) -> None:
        """Take one more line in."""
        if line.event == "reset":
            self.at, self.steps = "", {}
            return
        step = self.of(line.step)
        match line.event:
            case "answer":
                self._answer(step, line)
            case "skip":
                step.status, step.accepted, step.ask = "skipped", line.answer, line.ask
            case "hint":
                step.hints += 1
            case "ticks":
                step.ticks = line.ticks
            case "at":
                self.at = line.step

    def count(self, status: Status) -> int:
        """Return how many steps have that status."""
        return sum(step.status == status for step in self.steps.values())

    @staticmethod
    def _answer(step: StepProgress, line: Line) -> None:
        verdict = Verdict(_ruling(line.ruling), line.message, line.slip, line.more)
        entry = Entry(line.step, line.answer, verdict, line.output, line.echo, line.traceback)
        step.entries.append(entry)
        if verdict.right:
            step.status, step.accepted, step.ask = "right", line.answer, line.ask
        elif verdict.ruling == "wrong":
            step.attempts += 1
            if step.status == "open":
                step.status = "tried"
