"""Plays a lesson: presses the keys, reads what is said, and goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from agtutor.app.keys import key_of, place_of
from agtutor.app.rehearsal.keystrokes import keystrokes
from agtutor.app.rehearsal.pace import Pace
from agtutor.app.rehearsal.script import reading_time, scene
from agtutor.errors import AgtutorError

if TYPE_CHECKING:
    from agtutor.walkthrough.progress import Entry
    from agtutor.walkthrough.walk import Walkthrough

KEY, SEND, GO_ON = 0.06, 0.7, 0.5
"""Seconds after a key of an answer, before it is sent, and before the next step."""

READS = "Reading the step."
ON_PURPOSE = "A wrong answer, on purpose."
RIGHT = "Now a right answer."
LOOKS = "Reading what is said to it."
HINT = "{key} asks for a hint."
OVER = "That was the lesson."
NOT_RIGHT = "This should be right, and is refused. `agtutor check` says more about this lesson."


class Stage(Protocol):
    """What a performer stands on: the lesson's screen."""

    @property
    def walk(self) -> Walkthrough:
        """The lesson in progress."""

    @property
    def trouble(self) -> str:
        """Why it can't go on; empty while it can."""

    @property
    def ended(self) -> bool:
        """Whether the last step was left."""

    def say(self, words: str) -> None:
        """Tell the audience what is going on."""

    def press(self, key: str) -> None:
        """Press a key."""

    def send(self) -> None:
        """Press the key that sends the answer as it stands."""

    async def reveal(self) -> str:
        """Return a right answer to the current step."""

    async def until(self, done: Callable[[], bool]) -> None:
        """Wait until something is so, and the screen shows it."""


class Performer:
    """Plays on a stage, at a pace."""

    def __init__(self, stage: Stage, pace: Pace, *, everything: bool = False) -> None:
        """Take the stage, the pace, and whether all wrong answers are played, or one a step."""
        self._stage = stage
        self._pace = pace
        self._everything = everything

    async def play(self) -> None:
        """Play from the current step to the end, or until something is in the way."""
        try:
            while not self._stage.ended and await self._play_step():
                pass
        except AgtutorError as error:
            self._stage.say(str(error))
            return
        if self._stage.ended:
            self._stage.say(OVER)

    async def _play_step(self) -> bool:
        """Play one step; tell whether the next one can follow."""
        stage, step = self._stage, self._stage.walk.step
        stage.say(READS)
        await self._pace.rest(reading_time(step.text))
        planned = scene(step, await stage.reveal(), everything=self._everything)
        for place, wrong in enumerate(planned.wrong):
            stage.say(ON_PURPOSE)
            if await self._answer(wrong, again=place > 0) is None:
                stage.say(stage.trouble or NOT_RIGHT)
                return False
        for hint in step.hints[: planned.hints]:
            stage.say(HINT.format(key=key_of("hint")))
            stage.press(place_of("hint"))
            await self._pace.rest(reading_time(hint))
        if step.kind != "read":
            stage.say(RIGHT)
            entry = await self._answer(planned.right, again=bool(planned.wrong))
            if entry is None or not entry.verdict.right:
                stage.say(stage.trouble or NOT_RIGHT)
                return False
        return await self._go_on()

    async def _answer(self, answer: str, *, again: bool) -> Entry | None:
        """Give an answer and read what is said to it; None where it could not be judged."""
        stage, step = self._stage, self._stage.walk.step
        entries = stage.walk.entries(step.id)
        before = len(entries)
        keys = keystrokes(step, answer, again=again)
        if not keys:
            return None
        await self._press(keys[:-1])
        await self._pace.rest(SEND)
        stage.press(keys[-1])
        await stage.until(lambda: len(entries) > before)
        if stage.trouble:
            return None
        stage.say(LOOKS)
        await self._pace.rest(reading_time(entries[-1].verdict.message))
        return entries[-1]

    async def _go_on(self) -> bool:
        stage, place = self._stage, self._stage.walk.position
        if stage.walk.step.kind == "explain":
            stage.press("1")
        await self._pace.rest(GO_ON)
        stage.send()
        await stage.until(lambda: stage.ended or stage.walk.position != place)
        return not stage.trouble

    async def _press(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._stage.press(key)
            await self._pace.rest(KEY)
