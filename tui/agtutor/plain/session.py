"""The doing half of a lesson: a line is typed, and it is a command, an answer, or a part of one."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Literal

from agtutor.errors import AgtutorError
from agtutor.plain import speaking
from agtutor.plain.asking import CODE, NoAnswer, begun, numbers_in
from agtutor.plain.draft import Draft
from agtutor.plain.keyboard import NEW_LINE
from agtutor.plain.teller import Teller

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agtutor.case.evidence import Evidence, Fact
    from agtutor.plain.console import Console
    from agtutor.walkthrough.walk import Answered, Walkthrough

End = Literal["quit", "course", "finished"]
"""How a lesson is left."""


class Session(Teller):
    """A lesson in progress.

    Attributes:
        console: where it is said and answered.
        draft: code that is being typed.
        scratching: whether the scratch pad is open.
        end: how the lesson was left; None while it goes on.
    """

    def __init__(self, walk: Walkthrough, console: Console) -> None:
        """Take a lesson, and where it is said and answered."""
        super().__init__(walk, console.paper)
        self.console = console
        self.draft = Draft()
        self.scratching = False
        self.end: End | None = None
        self._pad: Evidence | None = None
        self._ahead: asyncio.Task[None] | None = None

    async def play(self) -> End:
        """Play the lesson until it is left."""
        from agtutor.plain.acts import act

        self.say_opening()
        self.enter()
        try:
            while self.end is None:
                typed = await self.console.read(self._prompt())
                if typed is None:
                    await self._input_ended()
                elif not await act(self, typed):
                    await self._take(typed)
        finally:
            await self._look_no_further()
        return self.end

    def enter(self) -> None:
        """Say the step where the walkthrough is, and let the lab get ready for its answer."""
        self.draft.clear()
        self.scratching, self._pad = False, None
        self.say_step()
        if self._ahead is None or self._ahead.done():
            self._ahead = asyncio.create_task(self._look_ahead())

    @property
    def takes_code(self) -> bool:
        """Whether code is asked for now."""
        return self.scratching or self.asked.kind in CODE

    async def evidence(self) -> Evidence | None:
        """Return what stands, or what stands on the pad; None where that can't be known now."""
        return self._pad or await self.console.do(self.walk.evidence())

    async def go_on(self) -> None:
        """Go to the next step; from the last one, end the lesson."""
        if self.walk.at_end:
            self.say_ending()
            self.end = "finished"
        elif await self.console.do(self.walk.next()):
            self.enter()

    async def run_draft(self) -> None:
        """Send the code that was typed."""
        code = self.draft.take()
        if code.strip():
            await (self._try(code) if self.scratching else self._send(code))
        else:
            self.paper.say(speaking.NOTHING)

    async def draw_again(self) -> None:
        """Have the plot at hand that the answer to this step draws, where it stands and draws one."""
        evidence = await self.console.do(self.walk.shown_again())
        if evidence is not None and evidence["figures"]:
            self.figure = evidence["figures"][-1]

    def open_pad(self) -> None:
        """Open the scratch pad."""
        self.draft.clear()
        self.scratching = True
        self.paper.say(speaking.PAD)

    def last_code(self) -> str:
        """Return the code that can be changed line by line: what was tried last, or else given."""
        entries = self.walk.entries(self.walk.step.id)
        return entries[-1].answer if entries else begun(self.walk.step)

    def _prompt(self) -> str:
        number = self.walk.position + 1
        if self.draft.open:
            return "... "
        if self.scratching:
            return "scratch> "
        return f"{number} next> " if self.passed else f"{number} {self.asked.prompt}> "

    async def _take(self, typed: str) -> None:
        """Take a line that is no command."""
        blank = not typed.strip()
        if self.draft.open or (not blank and self.takes_code):
            if self.draft.add(typed):
                await self.run_draft()
        elif self.scratching:
            self.paper.say(speaking.NOTHING)
        elif blank:
            await self._enter_alone()
        elif self.asked.kind == "read":
            self.say_how()
        elif self.walk.status(self.walk.step.id) == "right" and self._ticks(typed):
            await self._tick(typed)
        else:
            await self._answer(typed)

    async def _enter_alone(self) -> None:
        if self.passed:
            await self.go_on()
        elif self.asked.kind == "read":
            await self.console.do(self.walk.submit(""))
            await self.go_on()
        elif self.asked.kind == "experiment":
            await self._send(begun(self.walk.step))
        else:
            self.paper.say(speaking.NOTHING)

    async def _answer(self, typed: str) -> None:
        try:
            answer = self.asked.answer(typed.replace(NEW_LINE, " "))
        except NoAnswer as error:
            self.paper.say(str(error))
            return
        if self.asked.kind == "derive":
            self.paper.show(speaking.read_back(answer, self.asked.known, ascii=self.paper.ascii))
        await self._send(answer)

    async def _send(self, answer: str) -> None:
        """Have an answer judged."""
        judged = await self.console.do(self._judged(answer))
        if judged is not None:
            self.say_answered(*judged)

    async def _judged(self, answer: str) -> tuple[Answered, Mapping[str, Fact] | None]:
        """Return what came of an answer, and the names that stood before, where it may change them."""
        changes = self.asked.kind in CODE and self.asked.kind != "experiment"
        before = (await self.walk.before())["names"] if changes else None
        return await self.walk.submit(answer), before

    async def _try(self, code: str) -> None:
        """Run something on the scratch pad."""
        evidence = await self.console.do(self.walk.scratch(code))
        if evidence is not None:
            self.say_pad(evidence)
            self._pad = evidence if evidence["ended"] == "fine" else self._pad

    def _ticks(self, typed: str) -> bool:
        """Tell whether a line is numbers of points, where points can be ticked."""
        return self.asked.kind == "explain" and not typed.strip("0123456789 ,;.")

    async def _tick(self, typed: str) -> None:
        step = self.walk.step
        many = len(step.points) if step.kind == "explain" else 0
        try:
            ticks = () if typed.strip() == "0" else tuple(sorted(set(numbers_in(typed, many))))
        except NoAnswer as error:
            self.paper.say(str(error))
            return
        await self.console.do(self.walk.tick(ticks))
        self.paper.say(speaking.ticked(ticks))
        self.paper.say(speaking.going_on(self.walk))

    async def _input_ended(self) -> None:
        """Send code that only the end of a script's input ends, and leave."""
        if self.draft.open and not self.console.is_terminal:
            await self.run_draft()
        self.end = "quit"

    async def _look_ahead(self) -> None:
        """Let the lab get ready for the answer, once torch is there."""
        with contextlib.suppress(AgtutorError):  # a lab that can't is told of by what is asked of it
            await self.walk.lab.ready()
            async with self.console.lab_is_free:
                await self.walk.prepare()
            await self.walk.lab.warm()

    async def _look_no_further(self) -> None:
        if self._ahead is not None:
            self._ahead.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ahead
