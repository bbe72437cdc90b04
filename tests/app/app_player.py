"""Playing the app: keys in, the screen's text out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from agtutor.app.app import TutorApp
from agtutor.app.desk import Card, Desk
from agtutor.app.screens.lesson import LessonScreen
from agtutor.journal import Journal
from agtutor.walkthrough.walk import Walkthrough
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import LESSON, script

NARROW, WIDE = (80, 24), (120, 40)


class SmallDesk(Desk):
    """A desk with one lesson, a journal of its own, and the fake lab."""

    def __init__(self, lab: FakeLab, folder: Path) -> None:
        super().__init__(lab.as_lab())
        self._journal = Journal.open(folder)
        self.trusted = True
        self.walk: Walkthrough | None = None

    async def cards(self) -> list[Card]:
        right = len([line for line in self._read_journal().lines if line.ruling == "right"])
        return [
            Card(
                "small", LESSON.title, LESSON.minutes, len(LESSON.steps), right, at="Hello", last=True
            ),
            Card("other", "Another [b]lesson[/b]", 30, 12, requires=("small",)),
        ]

    async def trusts(self, lesson: str) -> bool:
        return self.trusted

    async def trust(self, lesson: str) -> None:
        self.trusted = True

    async def open(self, lesson: str, step: str | None = None) -> Walkthrough:
        self.walk = self.walk or Walkthrough.open(LESSON, self.lab, self._read_journal())
        if step is not None:
            await self.walk.goto(step)
        return self.walk


def drawn(screen: Screen[Any]) -> list[str]:
    """Return the lines of a screen as it is drawn."""
    strips = screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


@dataclass
class Player:
    """A learner at the keyboard."""

    app: TutorApp
    pilot: Pilot[None]

    async def settle(self) -> None:
        """Wait until nothing runs in the background and nothing is left to be shown."""
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what comes of them."""
        await self.pilot.press(*keys)
        await self.settle()

    async def poke(self, *keys: str) -> None:
        """Press keys while something is held back in the lab, without waiting for it."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def reach(self, step: str) -> None:
        """Wait until a step is shown, while something is held back in the lab."""
        while not (self.step == step and self.lesson.settled):
            await self.pilot.pause(0.01)

    async def write(self, text: str) -> None:
        """Replace what stands in the editor."""
        pane = self.lesson.pane
        assert pane is not None
        pane.load(text)
        await self.pilot.pause()

    async def answer(self, text: str) -> None:
        """Write an answer and press Enter."""
        await self.write(text)
        await self.press("enter")

    async def command(self, words: str) -> None:
        """Search for a command in the palette, and run the first one that is found."""
        await self.press("ctrl+p")
        await self.press(*words)
        await self.press("enter")

    @property
    def lesson(self) -> LessonScreen:
        """The lesson screen, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LessonScreen))

    @property
    def walk(self) -> Walkthrough:
        """The lesson in progress."""
        return self.lesson.walk

    @property
    def step(self) -> str:
        """The id of the current step."""
        return self.walk.step.id

    @property
    def typed(self) -> str:
        """What stands in the answer's editor, or what is picked."""
        pane = self.lesson.pane
        assert pane is not None
        return pane.value()

    def lines(self) -> list[str]:
        """Return the lines of the screen."""
        return drawn(self.app.screen)

    def shows(self, *texts: str) -> bool:
        """Tell whether all these texts are on the screen, however they are broken into lines."""
        flat = " ".join(" ".join(line.strip("│ ").split()) for line in self.lines())
        left = " ".join(" ".join(line.strip("│ ").split("││")[0].split()) for line in self.lines())
        return all(text in flat or text in left for text in texts)


@dataclass
class SmallPlayer(Player):
    """A learner at the keyboard, in the small lesson with the fake lab."""

    lab: FakeLab
    desk: SmallDesk


@asynccontextmanager
async def playing(
    folder: Path,
    size: tuple[int, int] = NARROW,
    *,
    step: str | None = None,
    lab: FakeLab | None = None,
    at_home: bool = False,
    notifications: bool = False,
) -> AsyncIterator[SmallPlayer]:
    """Start the app in a small lesson, at a step, with its journal in a folder.

    Passing words are shown for seconds, and lie over the head; tests of them ask for ``notifications``.
    """
    lab = lab or FakeLab(script())
    desk = SmallDesk(lab, folder)
    app = TutorApp(desk, None if at_home else "small", step)
    async with app.run_test(size=size, notifications=notifications) as pilot:
        player = SmallPlayer(app, pilot, lab, desk)
        if lab.state == "ready":
            await player.settle()
        else:
            await pilot.pause()
        yield player
