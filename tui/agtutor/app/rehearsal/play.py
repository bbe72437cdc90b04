"""A lesson that plays itself: the lesson screen, with a performer at its keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from agtutor.app.app import TutorApp
from agtutor.app.keys import EVERYWHERE, PLAY, Key, meant, placed
from agtutor.app.messages import AnswerJudged, LessonEnded, StepEntered, WorkFailed
from agtutor.app.prose import inline
from agtutor.app.rehearsal.pace import Pace
from agtutor.app.rehearsal.performer import Performer
from agtutor.app.rehearsal.unkept import Unkept
from agtutor.app.screens.ask import AskScreen
from agtutor.app.screens.home import TRUST
from agtutor.app.screens.lesson import LessonScreen
from agtutor.app.screens.room import Room
from agtutor.app.theme import LOOK
from agtutor.app.widgets.footer import KeyLine
from agtutor.app.widgets.progress import ProgressLine
from agtutor.walkthrough.walk import Walkthrough

if TYPE_CHECKING:
    from textual.worker import Worker

    from agtutor.app.desk import Desk
    from agtutor.lab.lab import Lab
    from agtutor.lesson.model import Lesson

PLAYING, PAUSED, YOURS = "Plays by itself", "Paused", "Yours now"
TAKEN_OVER = "Nothing plays any more; the lesson goes on with your keys."
QUIT = "app.quit"


def controls(*, held: bool) -> list[Key]:
    """Return the keys of somebody who watches."""
    pause, *others = placed(PLAY, "play")
    return [replace(pause, label="go on") if held else pause, *others]


class Caption(Static):
    """What is going on, in one line under the lesson."""

    DEFAULT_CSS = "Caption { height: 1; background: $surface; color: $foreground; padding: 0 1; }"

    def say(self, state: str, words: str) -> None:
        """Show whether it plays, and what it does."""
        self.update(Content.assemble((f"{state} · ", LOOK["sign"]), inline(words)))


class PlayScreen(LessonScreen):
    """A lesson in progress, and a performer.

    Attributes:
        pace: how fast it plays.
        playing: whether the keys are the performer's, going or held.
        ended: whether the last step was left.
        trouble: why it can't go on; empty while it can.
    """

    def __init__(self, lesson: Lesson, lab: Lab, pace: Pace, *, everything: bool = False) -> None:
        """Take the lesson, its lab, the pace, and whether all wrong answers are played."""
        super().__init__(Walkthrough.open(lesson, lab, Unkept.open()), lab)
        self.pace = pace
        self.ended = False
        self.trouble = ""
        self._performer = Performer(self, pace, everything=everything)
        self.playing = False
        self._work: Worker[None] | None = None
        self._news = asyncio.Event()
        self._words = ""

    def compose(self) -> ComposeResult:
        """Show the lesson screen, and a line under it."""
        yield from super().compose()
        yield Caption()

    def keys_now(self) -> list[Key]:
        """Return the keys that have a use now."""
        return controls(held=self.pace.held) if self.playing else super().keys_now()

    def refresh_keys(self) -> None:
        """Show the keys that have a use now; while it plays, those of a watcher alone."""
        if self.playing:
            leave = [key for key in placed(EVERYWHERE, "app") if key.action == QUIT]
            self.query_one(KeyLine).keys = (*self.keys_now(), *leave)
        else:
            super().refresh_keys()

    def on_screen_suspend(self) -> None:
        """Pause while something else is in front."""
        if self.playing:
            self.pace.hold()
            self.say(self._words)

    def say(self, words: str) -> None:
        """Tell the audience what is going on."""
        self._words = words
        state = PAUSED if self.pace.held else PLAYING
        self.query_one(Caption).say(state if self.playing else YOURS, words)
        self.refresh_keys()

    def press(self, key: str) -> None:
        """Press a key where the answer is given."""
        if self.pane is not None and self.focused is None:
            self.pane.take_focus()
        if isinstance(self.app, PlayApp):
            self.app.send(key)

    def send(self) -> None:
        """Press the key that sends the answer as it stands."""
        self.press(self.sends)

    async def reveal(self) -> str:
        """Return a right answer to the current step."""
        return await self.flow.reveal()

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait until something is so and the screen has settled, or until it can't go on."""
        while not self.trouble and not (done() and self.settled):
            self._news.clear()
            await self._news.wait()

    @on(AnswerJudged)
    @on(StepEntered)
    @on(LessonEnded)
    @on(WorkFailed)
    def _hear(self, event: Message) -> None:
        """Wake the performer once the screen shows what happened, and start it at the first step."""
        if isinstance(event, WorkFailed) and event.turn == self.flow.turn:
            self.trouble = event.words
        self.call_later(self._news.set)
        if self._work is None:
            self._work = self.app.run_worker(self._perform(), group="play")

    async def _perform(self) -> None:
        self.playing = True
        try:
            await self.until(lambda: True)
            await self._performer.play()
        finally:
            self.playing = False
            if self.is_attached:
                self.say(self._words)

    def finish(self) -> None:
        """Stay at the last step."""
        self.ended = True
        self.work(self.flow.enter())

    def take_over(self) -> None:
        """Stop playing; the keys are the watcher's from now on."""
        if self._work is not None:
            self._work.cancel()
        self.pace.go_on()
        self._words = TAKEN_OVER

    def control(self, key: str) -> None:
        """Do what a watcher's key asks for; a key that has no meaning here pauses."""
        act = {
            "take_over": self.take_over,
            "on": self.pace.go_on,
            "faster": self.pace.faster,
            "slower": self.pace.slower,
            "pause": self.pace.go_on if self.pace.held else self.pace.hold,
        }.get(meant(key, "play"), self.pace.hold)
        act()
        self.say(self._words)

    def action_course(self) -> None:
        """Leave."""
        self.app.exit()


class Curtain(Room):
    """What is there before the lesson."""

    def compose(self) -> ComposeResult:
        """Show the frame alone."""
        yield ProgressLine()
        yield KeyLine()


class PlayApp(TutorApp):
    """The app with somebody else at its keys."""

    def __init__(
        self, desk: Desk, lesson: Lesson, *, step: str | None, pace: Pace, everything: bool, ask: str
    ) -> None:
        """Make the app.

        Args:
            desk: the lab, and where trust is kept.
            lesson: what is played.
            step: the id of the step to start at; the first one, if None.
            pace: how fast.
            everything: whether all wrong answers and hints are played, or one of each a step.
            ask: the file whose code needs a yes before it runs; empty where it needs none.
        """
        super().__init__(desk)
        self._make = partial(PlayScreen, lesson, desk.lab, pace, everything=everything)
        self._at = 0 if step is None else lesson.index(step)
        self._ask = ask
        self._sent: list[events.Key] = []

    def get_default_screen(self) -> Room:
        """Return the first screen."""
        return Curtain()

    def begin(self) -> None:
        """Raise the curtain, after asking where that is needed."""
        self.run_worker(self._open())

    async def _open(self) -> None:
        if self._ask:
            words = TRUST.format(lesson=self._ask)
            sure = AskScreen("Run this lesson's code?", words, "play it", "leave it")
            if not await self.push_screen_wait(sure):
                self.exit()
                return
            await self.desk.trust(self._ask)
        screen = self._make()
        screen.walk.position = self._at
        await self.push_screen(screen)

    def send(self, key: str) -> None:
        """Press a key in the performer's name."""
        character = " " if key == "space" else key if len(key) == 1 else None
        event = events.Key(key, character)
        self._sent.append(event)
        self.post_message(event)

    async def on_event(self, event: events.Event) -> None:
        """Keep what a watcher presses or clicks away from the lesson while it plays."""
        if isinstance(event, events.Key) and event in self._sent:
            self._sent.remove(event)
        elif self._is_for_watcher(event):
            return
        await super().on_event(event)

    def _is_for_watcher(self, event: events.Event) -> bool:
        """Do what a watcher's key asks for; tell whether the lesson must not see the event."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        if event.is_forwarded or not isinstance(screen, PlayScreen) or not screen.playing:
            return False
        if isinstance(event, events.Key) and meant(event.key, "app") != QUIT:
            screen.control(event.key)
            return True
        return isinstance(event, events.Paste | events.MouseDown | events.MouseUp)
