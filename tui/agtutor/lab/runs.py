"""One run of code in a child: deadline, interrupt, flood, and what is known when it ended badly."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

from agtutor.case.evidence import Evidence, Stop, blank
from agtutor.errors import LabError
from agtutor.lab.endings import oom_kills, place, why_ended
from agtutor.lab.output import Output
from agtutor.lab.processes import Holder, HolderLost
from agtutor.lab.wire import Message

GRACE = 0.3
"""Seconds between SIGINT and SIGKILL."""

BEGUN: Message = {"event": "begun"}
"""What a child tells when all that had to run first has run."""

_TRACE_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """What to run.

    Attributes:
        code: the source.
        label: a name for it in tracebacks, such as the step's id.
        seed: for random numbers.
        deadline: seconds that it may take.
        shows: expressions whose values are wanted.
        whens: expressions of which is wanted whether they hold.
        watch: what to gather reads and observations of, such as "x.grad".
        notes: functions whose calls count, such as "detach".
        allow: "processes" or "threads", where it may start some.
        after: what has to run first, in the same process, and is not looked at.
        known: identities of what that leaves behind, by name, as facts have them elsewhere.
    """

    code: str
    label: str
    seed: int
    deadline: float = 10.0
    shows: tuple[str, ...] = ()
    whens: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    after: tuple[Task, ...] = ()
    known: Mapping[str, Message] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The file name that tracebacks show."""
        return f"<step {self.label}>"

    @property
    def lead(self) -> float:
        """Seconds that what runs first may take."""
        return sum(task.deadline for task in self.after)

    def to_wire(self) -> Message:
        """Return it as a child reads it."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**values, "label": self.file, "after": [task.to_wire() for task in self.after]}


class Seat:
    """A forked child that waits for its task, with its output pipe and its trace file."""

    def __init__(self, holder: Holder, *, ahead: bool = False) -> None:
        """Have it forked.

        Args:
            holder: what forks it.
            ahead: whether the task comes later, and it does ahead all that it can.

        Raises:
            HolderLost: the holder has ended.
        """
        try:
            self.ooms = oom_kills()
            self.trace = os.memfd_create("agtutor-trace")
            self.output = Output()
            self.child = holder.fork(self.output.writer, os.dup(self.trace), ahead=ahead)
        except OSError as error:
            raise LabError(f"Nothing can be run: {error.strerror}.") from error

    @property
    def usable(self) -> bool:
        """Whether a task can be given to it."""
        return self.child.holder.alive and not self.child.ended.is_set() and self.child.line.open

    def leave(self) -> None:
        """End the child, whatever it does."""
        self.child.kill()
        self.child.line.close()
        self.close()

    def close(self) -> None:
        """Close pipe and file."""
        self.output.close()
        if self.trace >= 0:
            os.close(self.trace)
            self.trace = -1


class Running:
    """A run that has begun."""

    def __init__(self, seat: Seat, task: Task) -> None:
        self._seat = seat
        self._task = task
        self._stop: Stop | None = None
        self._loop = asyncio.get_running_loop()
        self._start = self._loop.time()
        self._timers = [self._loop.call_later(task.lead or task.deadline, self.stop, "deadline")]
        seat.output.on_flood = self._flood

    async def evidence(self) -> Evidence:
        """Run the code and return the evidence; if this is cancelled, the run ends.

        Raises:
            HolderLost: the holder couldn't fork, or had ended before.
            LabError: the system starts no more processes, or the child failed at its own work.
        """
        reply, output = await self._reply()
        if self._seat.child.refused:
            self._seat.leave()
            raise self._refused()
        if reply is None and self._stop is None and not self._seat.child.process:
            self._seat.leave()
            raise HolderLost  # before anything ran
        if reply is None:
            return self._stopped(output, self._loop.time() - self._start)
        if "failed" in reply:
            self._seat.leave()
            raise LabError(f"The lab failed to look at what the code left.\n{reply['failed']}")
        evidence: Evidence = reply["evidence"]
        evidence["output"] = output
        return evidence

    async def _reply(self) -> tuple[Message | None, str]:
        """Return the child's reply, None where it ended instead, and all that it printed."""
        seat, finished = self._seat, False
        try:
            reply = await seat.child.ask({"op": "run", **self._task.to_wire()})
            if reply == BEGUN:
                self._begin()
                reply = await seat.child.reply()
            if reply is None:
                await seat.child.ended.wait()
            output = seat.output.finish()
            if self._stop == "flood":
                await seat.child.ended.wait()
                reply = None
            finished = True
        finally:
            for timer in self._timers:
                timer.cancel()
            if not finished:
                seat.leave()
        return reply, output

    def stop(self, why: Stop) -> None:
        """End the run: ask with SIGINT, then kill."""
        if self._stop is None:
            self._stop = why
            self._seat.child.signal(signal.SIGINT)
            self._timers.append(self._loop.call_later(GRACE, self._seat.child.kill))

    def _begin(self) -> None:
        """Have the deadline count from now on, where what ran first was in time."""
        if self._stop is None:
            self._timers[0].cancel()
            self._timers.append(self._loop.call_later(self._task.deadline, self.stop, "deadline"))

    def _refused(self) -> LabError:
        """Let go of a holder that may not fork any more; return what to tell."""
        why = self._seat.child.why
        if why:
            return LabError(
                f"Your code can't be run: {why[0].lower()}{why[1:]}.",
                fix="Close some programs, or ask who runs this machine about its limits.",
            )
        self._seat.child.holder.release()
        return HolderLost()

    def _flood(self) -> None:
        if self._stop is None:
            self._stop = "flood"
        self._seat.child.kill()

    def _stopped(self, output: str, seconds: float) -> Evidence:
        stop, detail = self._stop, ""
        if stop is None:
            stop, detail = self._death()
        if stop in ("deadline", "interrupt"):
            detail = self._place()
        return stopped(stop, detail, output, seconds)

    def _death(self) -> tuple[Stop, str]:
        """Return why the child ended by itself."""
        status = self._seat.child.status
        if status is None:
            return "lost", ""
        return why_ended(os.waitstatus_to_exitcode(status), self._seat.ooms)

    def _place(self) -> str:
        """Return the line that was running when SIGINT came: "line 3, `while True:`", or ""."""
        trace = os.pread(self._seat.trace, _TRACE_LIMIT, 0).decode(errors="replace")
        return place(trace, self._task.file, self._task.code)


class Run:
    """A run that has ended, with its child waiting to be kept or dropped.

    Attributes:
        evidence: what it left behind.
    """

    def __init__(self, seat: Seat, evidence: Evidence, on_keep: Callable[[Holder], None]) -> None:
        self._seat = seat
        self._on_keep = on_keep
        self.evidence = evidence

    async def keep(self) -> Holder:
        """Make the child a holder.

        Raises:
            HolderLost: it has ended since.
            LabError: the run was stopped, so that there is nothing to keep.
        """
        if self.evidence["ended"] == "stopped":
            raise LabError("A run that was stopped can't be kept.")
        child = self._seat.child
        if not self._seat.usable:
            await self.drop()
            raise HolderLost
        child.line.send({"op": "keep"})
        self._seat.close()
        holder = Holder(child.line, child.process)
        child.holder.wait_for(holder)
        self._on_keep(holder)
        return holder

    async def drop(self) -> None:
        """End the child, and what it left running."""
        try:
            await self._seat.child.drop()
        finally:
            self._seat.leave()

    def abandon(self) -> None:
        """End the child without waiting for its end."""
        self._seat.leave()


def stopped(stop: Stop, detail: str, output: str, seconds: float) -> Evidence:
    """Return the evidence of a run that was ended from outside: its output, and nothing else."""
    evidence = blank("stopped")
    evidence["stop"], evidence["detail"] = stop, detail
    evidence["output"], evidence["seconds"] = output, seconds
    return evidence
