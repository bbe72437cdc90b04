"""Asking and being answered: a prompt, a line that was typed, and the jobs that run in between."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from agtutor.errors import AgtutorError

if TYPE_CHECKING:
    from agtutor.lab.lab import Lab
    from agtutor.plain.keyboard import Keyboard
    from agtutor.plain.paper import Paper

Result = TypeVar("Result")

PATIENCE = 1.0
"""Seconds that a run takes before it is said that it runs."""

LOADING = "One moment: torch is still loading. Ctrl+C takes back what you sent."
RUNNING = "Still running. Ctrl+C stops it."
WITHDRAWN = "Taken back. It runs when you send it again."
IDLE = "Nothing is running. `:quit` leaves, and all that you answered is kept."

_BEAT = 0.05  # seconds between two looks at whether torch is there


class Console:
    """A dialogue with a learner.

    Attributes:
        paper: where all is written.
        lab: where code runs.
        lab_is_free: held while the lab is asked something.
    """

    def __init__(self, paper: Paper, keyboard: Keyboard, lab: Lab) -> None:
        """Take both ends of the dialogue, and the lab."""
        self.paper = paper
        self.lab = lab
        self.lab_is_free = asyncio.Lock()
        self._keyboard = keyboard
        self._prompt = ""  # what is asked now; empty while nothing is
        self._job: asyncio.Task[Any] | None = None
        self._withdrawn = False
        self._said_loading = False

    @property
    def is_terminal(self) -> bool:
        """Whether what is typed comes from a terminal."""
        return self._keyboard.echoes

    async def read(self, prompt: str) -> str | None:
        """Ask until there is a line that can be taken; return it, or None at the end of the input."""
        while True:
            self._ask(prompt)
            typed = await self._keyboard.line()
            self._prompt = ""
            if not self._keyboard.echoes or typed is None:
                self.paper.close_line(typed.text if typed else "")
            if typed is None or not typed.trouble:
                return typed.text if typed else None
            self.paper.say(typed.trouble)

    async def do(self, job: Coroutine[Any, Any, Result]) -> Result | None:
        """Run something that the learner waits for; say so where that takes long.

        Returns:
            What came of it; None where it was taken back, or where it failed, which was said then.
        """
        self._withdrawn = False
        self._job = asyncio.create_task(self._alone(job))
        try:
            await self._wait_for(self._job)
            result: Result = await self._job
        except AgtutorError as error:
            self.paper.note(str(error))
            return None
        except asyncio.CancelledError:
            if not self._withdrawn:
                raise
            self.paper.say(WITHDRAWN)
            return None
        finally:
            self._job = None
        return result

    def interrupt(self) -> None:
        """Do what Ctrl+C asks for: stop what runs, take back what waits, or else say how to leave."""
        if self._job is not None and self.is_terminal:
            self.paper.close_line()  # the terminal wrote ^C
        if self._job is not None and self.lab.state == "loading":
            self._withdrawn = True
            self._job.cancel()
        elif self._job is not None:
            self.lab.interrupt()
        elif not self.is_terminal:  # whoever pressed Ctrl+C can't type `:quit`
            self._keyboard.end()
        elif self._prompt:
            self.paper.close_line()
            self.paper.say(IDLE)
            self._ask(self._prompt)

    def _ask(self, prompt: str) -> None:
        self._prompt = prompt
        self.paper.prompt(prompt)

    async def _alone(self, job: Coroutine[Any, Any, Result]) -> Result:
        try:
            async with self.lab_is_free:
                return await job
        finally:
            job.close()  # it never ran, where the wait for the lab was cut short

    async def _wait_for(self, job: asyncio.Task[Any]) -> None:
        if self.lab.state == "loading" and not self._said_loading:
            await asyncio.wait({job}, timeout=_BEAT)  # what needs no lab is done by then
            if not job.done():
                self._said_loading = True
                self.paper.say(LOADING)
        while self.lab.state == "loading" and not job.done():
            await asyncio.wait({job}, timeout=_BEAT)
        await asyncio.wait({job}, timeout=PATIENCE)
        if not job.done():
            self.paper.say(RUNNING)
