"""Some steps of a lesson once more, as a lesson in progress of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agtutor.journal import Journal, Line
from agtutor.lab.lab import Lab
from agtutor.lesson.model import Lesson
from agtutor.walkthrough.progress import Progress
from agtutor.walkthrough.spacing import MARK
from agtutor.walkthrough.walk import Walkthrough


@dataclass(slots=True)
class Review(Walkthrough):
    """A lesson of which only some steps are done, on tensors that its solutions made.

    Its journal lines are those of a lesson of its own, so that the lesson stays as the learner left
    it. Random numbers have other seeds than in the lesson.

    Attributes:
        chosen: the indices of the steps to do, in the lesson's order.
    """

    chosen: tuple[int, ...] = ()

    @classmethod
    async def begin(cls, lesson: Lesson, steps: Sequence[str], lab: Lab, journal: Journal) -> Review:
        """Return the review of some steps of a lesson, at the first of them.

        Args:
            lesson: the lesson.
            steps: the ids of steps of it, one at least.
            lab: where code runs.
            journal: where answers are kept.
        """
        apart = lesson.model_copy(
            update={"id": f"{MARK}{lesson.id}", "title": f"Review: {lesson.title}"}
        )
        chosen = tuple(sorted(lesson.index(step) for step in steps))
        walk = cls(apart, lab, journal, Progress(), chosen[0], chosen=chosen)
        await walk._write(Line("reset", apart.id))
        return walk

    @property
    def place(self) -> int:
        """How many of the chosen steps come before the current one."""
        return sum(index < self.position for index in self.chosen)

    @property
    def at_end(self) -> bool:
        """Whether the current step is the last one."""
        return self.position >= self.chosen[-1]

    async def next(self) -> bool:
        """Go to the next step; False where this one is open, or is the last."""
        if not self._passed(self.step.id) or self.at_end:
            return False
        await self._move(next(index for index in self.chosen if index > self.position))
        return True

    async def back(self) -> bool:
        """Go to the step before; False at the first one."""
        before = [index for index in self.chosen if index < self.position]
        if not before:
            return False
        await self._move(before[-1])
        return True

    async def reset(self) -> None:
        """Start the review over."""
        await Walkthrough.reset(self)
        self.position = self.chosen[0]

    def excerpt(self) -> Lesson:
        """Return the lesson as if it had the chosen steps alone."""
        steps = tuple(self.lesson.steps[index] for index in self.chosen)
        minutes = max(1, round(self.lesson.minutes * len(steps) / len(self.lesson.steps)))
        return self.lesson.model_copy(update={"steps": steps, "minutes": minutes})


def told_lesson(walk: Walkthrough) -> Lesson:
    """Return the lesson as there is to tell of it: of a review, the steps that it is about."""
    return walk.excerpt() if isinstance(walk, Review) else walk.lesson
