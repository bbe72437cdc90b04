"""The work behind the lesson screen: each piece asks the walkthrough, and posts what came of it.

The lab is asked one thing at a time. Every move to another step opens a new turn; what comes back with
an older turn is stale, and whoever receives it drops it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from textual.message import Message

from agtutor.app.messages import (
    AnswerJudged,
    EvidenceArrived,
    LessonEnded,
    ScratchRun,
    SlopeMeasured,
    StepEntered,
    WalkedBack,
    WorkFailed,
)
from agtutor.case.evidence import Gradient
from agtutor.errors import AgtutorError

if TYPE_CHECKING:
    from agtutor.case.looking import Look
    from agtutor.lesson.model import Lesson
    from agtutor.walkthrough.walk import Walkthrough

Job = Coroutine[Any, Any, None]


class Flow:
    """What can be asked of a lesson in progress.

    Attributes:
        walk: the lesson in progress.
        turn: the number of the current turn.
    """

    def __init__(self, walk: Walkthrough, post: Callable[[Message], object]) -> None:
        """Take the walkthrough, and where messages go."""
        self.walk = walk
        self.turn = 0
        self._post = post
        self._lab_is_free = asyncio.Lock()
        self._running: int | None = None

    @property
    def running(self) -> bool:
        """Whether something that the learner sent in this turn runs, or waits for torch."""
        return self._running == self.turn

    def submit(self, answer: str) -> Job:
        """Have an answer judged. It counts as running from this call on."""
        self._running = self.turn
        return self._submit(answer, self.turn)

    def scratch(self, code: str) -> Job:
        """Run something on the scratch pad. It counts as running from this call on."""
        self._running = self.turn
        return self._scratch(code, self.turn)

    def skip(self) -> Job:
        """Skip the step; at the last one, leave the lesson. What runs is stopped first."""
        if self.running:
            self.stop()
        self._running = self.turn
        return self._skip(self.turn)

    def enter(self) -> Job:
        """Stand at the step where the walkthrough is."""
        return self._move(self._open_turn(), self._stay)

    def go_on(self, ticks: tuple[int, ...] = ()) -> Job:
        """Go to the next step; from the last one, out of the lesson.

        Args:
            ticks: the points of an explanation that the learner ticked.
        """
        return self._go_on(ticks, self.walk.step.id, self._open_turn())

    def read_on(self) -> Job:
        """Go on from a step that asks nothing. That needs no lab, so it doesn't wait for one."""
        return self._read_on(self.walk.step.id, self._open_turn())

    def back(self) -> Job:
        """Go to the step before."""
        return self._move(self._open_turn(), self.walk.back)

    def goto(self, step: str) -> Job:
        """Go to a step by its id."""
        return self._move(self._open_turn(), lambda: self.walk.goto(step))

    def reset(self) -> Job:
        """Start the lesson over."""
        return self._move(self._open_turn(), self.walk.reset)

    def leave_scratch(self) -> Job:
        """Leave the scratch pad for the step."""
        return self._move(self._open_turn(), self.walk.leave_scratch)

    def renew(self, lesson: Lesson) -> Job:
        """Go on in a changed version of the lesson, at the same step."""
        return self._renew(lesson, self._open_turn())

    async def look_up(self, path: Sequence[str], start: str = "") -> Look | None:
        """Return what stands behind a dotted name, and the names that may follow it.

        Nothing is found while torch loads, nor while an answer runs: who types doesn't wait for those.
        """
        if self.walk.lab.state != "ready" or self.running:
            return None
        async with self._lab_is_free:
            with contextlib.suppress(AgtutorError):
                return await self.walk.look(path, start)
        return None

    async def reveal(self) -> str:
        """Return a right answer to the current step."""
        async with self._lab_is_free:
            return await self.walk.reveal()

    async def walk_back(self, root: str) -> None:
        """Have a backward pass made on a copy, from a named root."""
        turn = self.turn
        async with self._lab(turn) as current:
            if current:
                self._post(WalkedBack(turn, await self.walk.walk_back(root)))

    async def look(self) -> None:
        """Find out what stands, then let the lab get ready for the answer, and for later ones."""
        turn = self.turn
        async with self._lab(turn) as current:
            if current:
                self._post(EvidenceArrived(turn, await self.walk.evidence()))
        async with self._lab(turn) as current:
            if current:
                await self.walk.prepare()
        await self._warm()

    async def _warm(self) -> None:
        """Load ahead what optimisers need, once for the lab; what is asked meanwhile comes first."""
        with contextlib.suppress(AgtutorError):  # a lab that can't is told of by what is asked of it
            await self.walk.lab.warm()

    async def slope(self, root: str, wrt: str) -> None:
        """Find out what autograd measures on what stands: the derivative of one tensor by another."""
        turn = self.turn
        async with self._lab_is_free:
            if turn != self.turn:
                return
            try:
                gradient = await self.walk.gradient(root, wrt)
            except AgtutorError as error:
                gradient = Gradient(at={}, values=[], trouble=str(error))
        self._post(SlopeMeasured(turn, root, wrt, gradient))

    def stop(self) -> None:
        """Stop what runs."""
        self.walk.interrupt()

    def withdraw(self) -> None:
        """Count nothing as running: its job was cancelled before the lab had it."""
        self._running = None

    async def _submit(self, answer: str, turn: int) -> None:
        async with self._work(turn) as current:
            if current:
                self._post(AnswerJudged(turn, await self.walk.submit(answer)))

    async def _scratch(self, code: str, turn: int) -> None:
        async with self._work(turn) as current:
            if current:
                self._post(ScratchRun(turn, code, await self.walk.scratch(code)))

    async def _skip(self, turn: int) -> None:
        async with self._work(turn) as current:
            if current:
                at_end, answered = self.walk.at_end, await self.walk.skip()
                self._done(turn)
                turn = self._open_turn()
                self._post(LessonEnded(turn) if at_end else StepEntered(turn, answered))

    async def _read_on(self, step: str, turn: int) -> None:
        await self.walk.submit("")
        if turn == self.turn:
            await self._go_on((), step, turn)

    async def _go_on(self, ticks: tuple[int, ...], step: str, turn: int) -> None:
        if ticks != self.walk.progress.of(step).ticks:
            await self.walk.tick(ticks)
        if self.walk.at_end:
            self._post(LessonEnded(turn))
        else:
            await self._move(turn, self.walk.next)

    async def _move(self, turn: int, how: Callable[[], Awaitable[object]]) -> None:
        try:
            await how()
        except AgtutorError as error:
            self._post(WorkFailed(turn, str(error)))
        self._post(StepEntered(turn, None))

    async def _renew(self, lesson: Lesson, turn: int) -> None:
        async with self._lab_is_free:
            self.walk = await self.walk.renewed(lesson)
        self._post(StepEntered(turn, None))

    def _open_turn(self) -> int:
        if self.running:
            self.stop()
        self.turn += 1
        return self.turn

    def _done(self, turn: int) -> None:
        if self._running == turn:
            self._running = None

    @staticmethod
    async def _stay() -> None:
        """Move nowhere."""

    @asynccontextmanager
    async def _lab(self, turn: int) -> AsyncIterator[bool]:
        """Wait until the lab is free; yield whether the turn is still the current one."""
        async with self._lab_is_free:
            try:
                yield turn == self.turn
            except AgtutorError as error:
                self._post(WorkFailed(turn, str(error)))

    @asynccontextmanager
    async def _work(self, turn: int) -> AsyncIterator[bool]:
        """The same, for what the learner waits for; then nothing runs any more."""
        try:
            async with self._lab(turn) as current:
                yield current
        finally:
            self._done(turn)
