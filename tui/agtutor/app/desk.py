"""What the screens work with: the course, the journal and the lab. Nothing is read before it is asked for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agtutor.errors import LibraryError

if TYPE_CHECKING:
    from agtutor.journal import Journal
    from agtutor.lab.lab import Lab
    from agtutor.walkthrough import Walkthrough


@dataclass(frozen=True, slots=True)
class Card:
    """A lesson of the course, and how far the learner is.

    Attributes:
        lesson: its id.
        title: its title.
        minutes: how long it takes.
        steps: how many steps it has.
        right: how many of them are right.
        skipped: how many were skipped.
        last: whether it is the one that the learner was at last.
    """

    lesson: str
    title: str
    minutes: int
    steps: int
    right: int = 0
    skipped: int = 0
    last: bool = False

    @property
    def done(self) -> int:
        """How many steps are right or skipped."""
        return self.right + self.skipped

    @property
    def minutes_left(self) -> int:
        """How many minutes the open steps take; at least one while any is open."""
        left = self.minutes * (self.steps - self.done) / max(1, self.steps)
        return max(1, round(left)) if self.done < self.steps else 0


class Desk:
    """The lab, and what is read from the disk: off the event loop, since a home may be slow."""

    def __init__(self, lab: Lab) -> None:
        """Take a lab that was launched."""
        self.lab = lab
        self._journal: Journal | None = None
        self._walks: dict[str, Walkthrough] = {}

    async def cards(self) -> list[Card]:
        """Return the lessons of the course, in their order."""
        return await asyncio.to_thread(self._read_cards)

    async def open(self, lesson: str, step: str | None = None) -> Walkthrough:
        """Return a lesson, by id or path, where the learner left it, or at a step.

        Raises:
            AgtutorError: there is no such lesson or step, or it can't be read.
        """
        walk = self._walks.get(lesson) or await asyncio.to_thread(self._read_walk, lesson)
        self._walks[lesson] = walk
        if step is not None:
            if walk.lesson.step(step) is None:
                raise LibraryError(f"the lesson {lesson} has no step {step}.")
            await walk.goto(step)
        return walk

    async def close(self) -> None:
        """Kill what runs, and close the journal."""
        await self.lab.close()
        if self._journal is not None:
            self._journal.close()

    def _read_journal(self) -> Journal:
        from agtutor.journal import Journal

        self._journal = self._journal or Journal.open()
        return self._journal

    def _read_cards(self) -> list[Card]:
        from agtutor.lesson.library import Library
        from agtutor.walkthrough import Progress

        journal = self._read_journal()
        last = journal.lines[-1].lesson if journal.lines else ""
        cards = []
        for found in Library().summaries():
            progress = Progress.fold(journal.of(found.id))
            right, skipped = progress.count("right"), progress.count("skipped")
            cards.append(
                Card(found.id, found.title, found.minutes, found.steps, right, skipped, found.id == last)
            )
        return cards

    def _read_walk(self, lesson: str) -> Walkthrough:
        from agtutor.lesson.library import Library
        from agtutor.walkthrough import Walkthrough

        return Walkthrough.open(Library().find(lesson).lesson, self.lab, self._read_journal())
