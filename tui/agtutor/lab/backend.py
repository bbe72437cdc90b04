"""What the face of the lab asks of a back end. There are two, and callers can't tell them apart."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal, Protocol, TypeVar

from agtutor.case.evidence import Evidence
from agtutor.errors import LabError
from agtutor.lab.runs import Task
from agtutor.lab.spawn import Kind
from agtutor.lab.wire import Message

State = Literal["loading", "ready", "broken", "closed"]
"""Whether torch is being loaded, is there, can't be loaded, or was let go."""


class CannotFork(LabError):  # noqa: N818 - what was found, as a doctor would say it
    """Torch is loaded, but this process has threads, and can't be forked safely."""


class Holder(Protocol):
    """What stands after some code: names and their values, as they were when it was kept."""

    @property
    def number(self) -> int:
        """No two holders of one lab have the same."""

    @property
    def alive(self) -> bool:
        """Whether code can be run on it, as far as is known."""


class Run(Protocol):
    """A run that has ended, and waits to be kept or dropped."""

    @property
    def evidence(self) -> Evidence:
        """What it left behind."""

    async def keep(self) -> Holder:
        """Have what it left behind stand.

        Raises:
            HolderLost: it is gone.
            LabError: the run was stopped, so that there is nothing to keep.
        """

    async def drop(self) -> None:
        """Let it go, and wait until what it left running is gone."""

    def abandon(self) -> None:
        """Let it go, without waiting."""


class JudgeProcess(Protocol):
    """A process that judges, and that has never run a learner's code."""

    @property
    def process(self) -> int:
        """Its process id."""

    @property
    def ended(self) -> asyncio.Event:
        """Set once it has ended."""

    async def ask(self, message: Message) -> Message | None:
        """Send a message and return the reply; None where it ended instead."""

    def kill(self) -> None:
        """End it."""


H = TypeVar("H", bound=Holder)


class BackEnd(Protocol[H]):
    """Where code runs.

    Attributes:
        on_ready: called when torch is there, before those who wait for it go on.
        on_end: called when all that stood is lost.
        on_gone: called with a holder that is lost, or was let go.
    """

    on_ready: Callable[[], None]
    on_end: Callable[[], None]
    on_gone: Callable[[H], None]

    @property
    def kind(self) -> Kind:
        """Which back end this is."""

    @property
    def state(self) -> State:
        """How far it is."""

    @property
    def process(self) -> int:
        """The process id of what other processes descend from, or where code runs; 0 for none."""

    async def ready(self) -> None:
        """Wait until torch is there.

        Raises:
            CannotFork: it is, but this back end can't work with it.
            LabError: it can't be loaded, or the lab is closed.
        """

    async def warm(self) -> None:
        """Load ahead what is slow at its first use; what is asked for meanwhile comes first."""

    async def base(self) -> H:
        """Return the holder of the empty namespace."""

    async def run(self, holder: H, task: Task, *, aside: bool = False) -> Run:
        """Run code once on a copy of what stands.

        Args:
            holder: what stands.
            task: what to run.
            aside: the run is the tutor's own and is going to be dropped; ``interrupt`` spares it while
                another one goes on.

        Raises:
            HolderLost: the holder is lost.
        """

    async def look(self, holder: H, asked: Message) -> Message | None:
        """Describe what stands, look a name up, or measure a gradient on it, and change nothing.

        Args:
            holder: what stands.
            asked: "op" is "describe", "look" with "path" and "start", "gradient" with "root", "wrt" and
                "also", or "walk" with "root".

        Returns:
            A message with "evidence", "look", "gradient", "walk" or "failed"; None where none came in
            time.

        Raises:
            HolderLost: the holder is lost.
        """

    def expect(self, holder: H) -> None:
        """Get ready for a run on that holder, which is likely to come."""

    async def judge(self) -> JudgeProcess:
        """Start a process that judges."""

    def interrupt(self) -> bool:
        """Stop what runs, and what is about to; what runs aside, if nothing else does.

        Returns:
            False where nothing runs.
        """

    def release(self, holder: H) -> None:
        """Let a holder go. The empty one always stays."""

    async def close(self) -> None:
        """Kill and collect all processes."""
