"""The interface's handles on holders and on what they fork. Nothing here blocks the event loop."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import socket
from collections.abc import Callable, Sequence

from agtutor.errors import LabError
from agtutor.lab.lines import Line
from agtutor.lab.wire import Message

_LAST_WORDS = 0.2  # seconds for what an ended child wrote to come through
_STUCK = 1.0  # seconds after which a holder that doesn't do as it is told is killed

_numbers = itertools.count(1)


SAFE = "Your tensors are as they were before."


class HolderLost(LabError):  # noqa: N818 - what happened, as a learner would say it
    """A holder has died, and what stood there has to be built again."""

    def __init__(self, what: str = "The process that kept your tensors has ended.") -> None:
        """Say what happened; replaying is up to whoever knows the answers."""
        super().__init__(what, fix="They are rebuilt from your answers.")


LOOK = "the look at what stands"
"""What is stopped where a learner's own ``__repr__`` or hook takes its time."""


class Interrupted(LabError):  # noqa: N818 - what the learner did
    """Code that isn't the answer, but that the learner waited for, was stopped on their wish."""

    def __init__(self, whose: str, place: str) -> None:
        """Say what was stopped.

        Args:
            whose: whose code it was, such as "the step's own code".
            place: the line that was running, such as "line 3, `while True:`"; "" where it isn't known.
        """
        where = f" in {place}" if place else ""
        super().__init__(f"You stopped {whose}{where}.", fix=SAFE)


class Child:
    """A process that a holder forked, until it ends or becomes a holder itself.

    Attributes:
        number: what the holder knows it by.
        holder: its parent.
        line: the line to it.
        process: its process id; 0 while it isn't known.
        status: as waitpid gives it; None where nobody saw it end.
        refused: whether the holder couldn't fork.
        why: what the system said to that; "" where the holder may not fork.
        ended: set once it has ended and what it left running has been swept up.
    """

    def __init__(self, holder: Holder, line: Line) -> None:
        self.number = next(_numbers)
        self.holder = holder
        self.line = line
        self.process = 0
        self.status: int | None = None
        self.refused = False
        self.why = ""
        self.ended = asyncio.Event()
        self._came: asyncio.Queue[Message | None] = asyncio.Queue()
        line.on_message = self._came.put_nowait
        line.on_end = self._over

    async def ask(self, message: Message) -> Message | None:
        """Send a message and return the reply; None where the child ended instead."""
        self.line.send(message)
        return await self.reply()

    async def reply(self) -> Message | None:
        """Return the next message of the child; None once it has ended."""
        return await self._came.get()

    def signal(self, number: int) -> None:
        """Have the holder signal it: SIGKILL its group, anything else the process alone."""
        self.holder.send({"op": "signal", "child": self.number, "signal": number})
        if number == signal.SIGKILL:
            asyncio.get_running_loop().call_later(_STUCK, self._insist)

    def kill(self) -> None:
        """End it, and what it left running; ``ended`` tells when that is done."""
        if not self.ended.is_set():
            self.signal(signal.SIGKILL)

    async def drop(self) -> None:
        """End it, and wait until it and what it left running are gone."""
        self.kill()
        await self.ended.wait()
        self.line.close()

    def end(self, status: int | None) -> None:
        """Take note that it has ended."""
        if not self.ended.is_set():
            self.status = status
            self.ended.set()
            asyncio.get_running_loop().call_later(_LAST_WORDS if self.line.open else 0, self._over)

    def _over(self) -> None:
        self._came.put_nowait(None)

    def _insist(self) -> None:
        if not self.ended.is_set():
            self.holder.destroy()
            kill(self.process)


class Holder:
    """A process that keeps a namespace.

    Attributes:
        number: no two holders of this interface have the same.
        process: its process id.
        line: the line to it.
        on_end: called once, when it has ended or was let go.
    """

    def __init__(self, line: Line, process: int) -> None:
        self.number = next(_numbers)
        self.on_end: Callable[[], None] = lambda: None
        self.process = process
        self.line = line
        self._children: dict[int, Child] = {}
        self._heirs: set[Holder] = set()
        self._ended = False
        self._on_kept: Callable[[], None] = lambda: None
        line.on_message = self._take
        line.on_end = self._lost

    @property
    def alive(self) -> bool:
        """Whether the process was there when last seen, and wasn't let go."""
        return self.line.open and not self._ended

    def send(self, message: Message, descriptors: Sequence[int] = ()) -> None:
        """Send a message; nothing happens where the holder is lost."""
        self.line.send(message, descriptors)

    def fork(self, *descriptors: int, ahead: bool = False) -> Child:
        """Have a child forked, and return its handle at once: it can be sent to already.

        Args:
            descriptors: what the child gets beside its line; they are closed here.
            ahead: whether it waits for code to run, and does ahead all that it can.

        Raises:
            HolderLost: this holder has ended.
        """
        if not self.alive:
            close(*descriptors)
            raise HolderLost
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:
            close(*descriptors)
            raise LabError(f"Nothing can be run: {error.strerror}.") from error
        child = Child(self, Line(ours))
        self._children[child.number] = child
        self.send(
            {"op": "fork", "child": child.number, "ahead": ahead}, [theirs.detach(), *descriptors]
        )
        return child

    def release(self) -> None:
        """Let it end, with all that it runs; holders that were forked from it stay."""
        if self.alive:
            self._lost()
            self._leave()

    def wait_for(self, heir: Holder) -> None:
        """Stay until one of its children, which was just kept, can live without it."""

        def settled() -> None:
            self._heirs.discard(heir)
            self._leave()

        self._heirs.add(heir)
        heir._on_kept = settled
        if not heir.line.open:
            settled()

    def destroy(self) -> None:
        """Kill it: it doesn't do as it is told."""
        kill(self.process)
        self.release()

    def _take(self, message: Message) -> None:
        if message["event"] == "kept":
            return self._on_kept()
        child = self._children.get(message["child"])
        if child is None:
            return
        match message["event"]:
            case "forked":
                child.process = message["process"]
            case "refused":
                child.refused, child.why = True, message.get("why", "")
                self._gone(child, None)
            case "ended":
                self._gone(child, message["status"])

    def _gone(self, child: Child, status: int | None) -> None:
        del self._children[child.number]
        child.end(status)

    def _leave(self) -> None:
        if self._ended and not self._heirs:
            self.line.close()

    def _lost(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._on_kept()
        for child in list(self._children.values()):
            self._gone(child, None)
        self.on_end()


def kill(process: int) -> None:
    """Send SIGKILL to a process that no other one waits for any more; 0 is nobody."""
    if process:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)


def close(*descriptors: int) -> None:
    """Close descriptors."""
    for descriptor in descriptors:
        os.close(descriptor)
