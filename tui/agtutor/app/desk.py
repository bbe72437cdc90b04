"""What the screens work with: course, journal and lab. Nothing is read before it is asked for."""

from __future__ import annotations

import asyncio
import threading
from datetime import datetime
from typing import TYPE_CHECKING

from agtutor.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from agtutor.journal import Journal
    from agtutor.lab.lab import Lab
    from agtutor.lesson.library import Library, Summary
    from agtutor.lesson.reader import Loaded
    from agtutor.walkthrough.spacing import Due
    from agtutor.walkthrough.walk import Walkthrough


def _local_time() -> datetime:
    return datetime.now().astimezone()


class Card(Record):
    """A lesson of the course, and how far the learner is.

    Attributes:
        lesson: its id.
        title: its title.
        minutes: how long it takes.
        steps: how many steps it has.
        right: how many of them are right.
        skipped: how many were skipped.
        at: the title of the step where the learner left it; empty where it is as new.
        last: whether it is the lesson that the learner was at last.
        requires: the ids of the lessons that it builds on.
    """

    lesson: str
    title: str
    minutes: int
    steps: int
    right: int = 0
    skipped: int = 0
    at: str = ""
    last: bool = False
    requires: tuple[str, ...] = ()

    @property
    def done(self) -> int:
        """How many steps are right or skipped."""
        return self.right + self.skipped

    @property
    def is_done(self) -> bool:
        """Whether it is; a lesson without steps, since its file can't be read, is not."""
        return 0 < self.steps <= self.done

    @property
    def minutes_left(self) -> int:
        """How many minutes the open steps take; at least one while any is open."""
        left = self.minutes * (self.steps - self.done) / max(1, self.steps)
        return max(1, round(left)) if self.done < self.steps else 0


class Desk:
    """The lab, and what is read from the disk: off the event loop, since a home may be slow."""

    def __init__(self, lab: Lab | Callable[[], Lab], now: Callable[[], datetime] = _local_time) -> None:
        """Take a lab or what makes one when it is first asked for, and the clock that reviews go by."""
        self._lab = lab
        self._journal: Journal | None = None
        self._reading = threading.Lock()  # the course and a lesson may be read at the same time
        self._loaded: dict[str, Loaded] = {}
        self._walks: dict[str, Walkthrough] = {}
        self._now = now

    @property
    def lab(self) -> Lab:
        """The lab: what runs learner code."""
        return self.launch()

    def launch(self) -> Lab:
        """Launch the lab, if it wasn't yet, and return it."""
        if callable(self._lab):
            self._lab = self._lab()
        return self._lab

    async def cards(self) -> list[Card]:
        """Return the lessons of the course, in their order.

        Raises:
            LibraryError: there is no course.
        """
        return await asyncio.to_thread(self._read_cards)

    async def due(self) -> list[Due]:
        """Return the steps of the course to review, those that wait longest first.

        Raises:
            LibraryError: there is no course.
        """
        return await asyncio.to_thread(self._read_due)

    async def review(self) -> Walkthrough | None:
        """Return the review of the lesson that waits longest; None where nothing is due.

        Raises:
            AgtutorError: that lesson can't be read.
        """
        from agtutor.walkthrough.review import Review

        waiting = await self.due()
        if not waiting:
            return None
        loaded = await asyncio.to_thread(self._load, waiting[0].lesson)
        steps = [one.step for one in waiting if one.lesson == waiting[0].lesson]
        return await Review.begin(loaded.lesson, steps, self.lab, self._read_journal())

    async def trusts(self, lesson: str) -> bool:
        """Tell whether a lesson's code may run: it is of the course, or was said yes to.

        Raises:
            AgtutorError: there is no such lesson, or it can't be read.
        """
        return await asyncio.to_thread(self._trusts, lesson)

    async def trust(self, lesson: str) -> None:
        """Remember that the learner said yes to a lesson's code.

        Raises:
            LibraryError: that can't be written down.
        """
        await asyncio.to_thread(self._trust, lesson)

    async def open(self, lesson: str, step: str | None = None) -> Walkthrough:
        """Return a lesson, by id or path, where the learner left it, or at a step.

        Raises:
            AgtutorError: there is no such lesson or step, or it can't be read.
        """
        walk = self._walks.get(lesson)
        if walk is None:
            walk = self._walks[lesson] = await asyncio.to_thread(self._read_walk, lesson)
        if step is not None:
            await walk.goto(self._library().step(walk.lesson, step).id)
        return walk

    async def close(self) -> None:
        """Kill what runs, and close the journal."""
        await self.lab.close()
        if self._journal is not None:
            self._journal.close()

    @staticmethod
    def _library() -> Library:
        from agtutor.lesson.library import Library

        return Library()

    def _read_journal(self) -> Journal:
        from agtutor.journal import Journal

        with self._reading:
            self._journal = self._journal or Journal.open()
        return self._journal

    def _read_cards(self) -> list[Card]:
        from agtutor.walkthrough.spacing import MARK

        journal = self._read_journal()
        lessons = (line.lesson for line in reversed(journal.lines))
        last = next((lesson for lesson in lessons if not lesson.startswith(MARK)), "")
        return [_card(found, journal, last) for found in self._library().summaries()]

    def _read_due(self) -> list[Due]:
        from agtutor.walkthrough.spacing import due

        known = {(found.id, step.id) for found in self._library().summaries() for step in found.steps}
        found = due(self._read_journal().lines, self._now())
        return [one for one in found if (one.lesson, one.step) in known]

    def _load(self, lesson: str) -> Loaded:
        if lesson not in self._loaded:
            self._loaded[lesson] = self._library().find(lesson)
        return self._loaded[lesson]

    def _trusts(self, lesson: str) -> bool:
        from agtutor.folder import state_folder
        from agtutor.lesson.trust import is_trusted

        return is_trusted(self._load(lesson), state_folder())

    def _trust(self, lesson: str) -> None:
        from agtutor.folder import state_folder
        from agtutor.lesson.trust import trust

        trust(self._load(lesson), state_folder())

    def _read_walk(self, lesson: str) -> Walkthrough:
        from agtutor.walkthrough.walk import Walkthrough

        return Walkthrough.open(self._load(lesson).lesson, self.lab, self._read_journal())


def _card(found: Summary, journal: Journal, last: str) -> Card:
    from agtutor.walkthrough.progress import Progress

    progress = Progress.fold(journal.of(found.id))
    statuses = [progress.of(step.id).status for step in found.steps]
    return Card(
        lesson=found.id,
        title=found.title,
        minutes=found.minutes,
        steps=len(found.steps),
        right=statuses.count("right"),
        skipped=statuses.count("skipped"),
        at=next((step.title for step in found.steps if step.id == progress.at), ""),
        last=found.id == last,
        requires=found.requires,
    )
