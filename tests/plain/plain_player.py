"""Playing plain mode in this process, with a lab that answers from a script."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from agtutor.app.desk import Card, Desk
from agtutor.case.evidence import Evidence
from agtutor.journal import Journal
from agtutor.lab.lab import Holder
from agtutor.plain.console import Console
from agtutor.plain.course import Course
from agtutor.plain.keyboard import Keyboard
from agtutor.plain.paper import Paper
from agtutor.plain.session import Session
from agtutor.walkthrough.walk import Walkthrough
from tests.app.app_fake_lab import FakeLab, Standing
from tests.app.app_lesson import ANSWERS, LESSON, script

LINES = {
    **ANSWERS,
    "guess": "1",
    "graph": "",
    "leaf": "2",
    "why": "It leads back.",
    "try": "",
}
"""What is typed at each step of the small lesson to answer it rightly; the order is worked out."""


class PlainLab(FakeLab):
    """The fake lab, which can be waited for."""

    async def ready(self) -> None:
        await self.free.wait()

    async def describe(self, holder: Holder) -> Evidence:
        if self.state == "ready":  # what is held is the answer alone
            assert isinstance(holder, Standing)
            return holder.facts
        return await super().describe(holder)


class Sheet(io.StringIO):
    """A stream that tells what waits for it when something is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = asyncio.Event()

    def write(self, text: str) -> int:
        self.written.set()
        return super().write(text)


class SmallDesk(Desk):
    """A desk with two cards and one lesson, and a journal of its own."""

    def __init__(self, lab: FakeLab, folder: Path) -> None:
        super().__init__(lab.as_lab())
        self._journal = Journal.open(folder)
        self.trusted = True
        self.last = True

    async def cards(self) -> list[Card]:
        total = len(LESSON.steps)
        return [
            Card("other", "Another lesson", 30, 12, 12),
            Card("small", LESSON.title, LESSON.minutes, total, 2, at="Hello", last=self.last),
        ]

    async def trusts(self, lesson: str) -> bool:
        return self.trusted

    async def trust(self, lesson: str) -> None:
        self.trusted = True

    async def open(self, lesson: str, step: str | None = None) -> Walkthrough:
        walk = Walkthrough.open(LESSON, self.lab, self._read_journal())
        if step is not None:
            await walk.goto(step)
        return walk


@dataclass
class Player:
    """A learner who types lines, and what they were told.

    Attributes:
        folder: where the journal is.
        lab: the fake lab.
        sheet: all that was written.
    """

    folder: Path
    lab: PlainLab = field(default_factory=lambda: PlainLab(script()))
    sheet: Sheet = field(default_factory=Sheet)
    columns: int = 80
    encoding: str = "utf-8"

    def __post_init__(self) -> None:
        reading, self.writing = os.pipe()
        paper = Paper(self.sheet, self.encoding, self.columns)
        self.keyboard = Keyboard(reading)
        self.console = Console(paper, self.keyboard, self.lab.as_lab())
        self.desk = SmallDesk(self.lab, self.folder)

    @property
    def said(self) -> str:
        """All that was said, its lines joined."""
        return " ".join(self.sheet.getvalue().split())

    def type(self, *lines: str) -> None:
        """Type lines."""
        os.write(self.writing, "".join(f"{line}\n" for line in lines).encode(errors="replace"))

    def leave(self) -> None:
        """End the input."""
        os.close(self.writing)

    async def session(self, step: str) -> Session:
        """Return a session at a step, not yet played."""
        return Session(await self.desk.open("small", step), self.console)

    async def play(self, step: str, *lines: str) -> Session:
        """Play from a step on by lines, until the input ends."""
        session = await self.session(step)
        self.type(*lines)
        self.leave()
        await session.play()
        return session

    async def choose(self, *lines: str) -> None:
        """Play the course by lines, until the input ends."""
        self.type(*lines)
        self.leave()
        await Course(self.desk, self.console).play(None, None)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds that holds after something is written."""
        async with asyncio.timeout(60):
            while not condition():
                self.sheet.written.clear()
                await self.sheet.written.wait()


def lines_for(session: Session) -> list[str]:
    """Return the lines that answer the current step rightly and go on."""
    step, asked = session.walk.step, session.asked
    if step.kind == "read":
        return [""]
    if step.kind == "order":
        return [" ".join(str(asked.options.index(item) + 1) for item in step.items), ""]
    return [LINES[step.id], ""]
