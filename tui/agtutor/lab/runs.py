"""One run of code in a child: deadline, interrupt, flood, and what is known when it ended badly."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from agtutor.case.evidence import Evidence, Graph, Stop
from agtutor.errors import LabError
from agtutor.lab.output import Output
from agtutor.lab.processes import Holder, HolderLost
from agtutor.lab.wire import Message

GRACE = 0.3
"""Seconds between SIGINT and SIGKILL."""

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
    """

    code: str
    label: str
    seed: int
    deadline: float = 10.0
    shows: tuple[str, ...] = ()
    whens: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file name that tracebacks show."""
        return f"<step {self.label}>"


class Seat:
    """A forked child that waits for its task, with its output pipe and its trace file."""

    def __init__(self, holder: Holder) -> None:
        """Have it forked.

        Raises:
            HolderLost: the holder has ended.
        """
        try:
            self.trace = os.memfd_create("agtutor-trace")
            self.output = Output()
            self.child = holder.fork(self.output.writer, os.dup(self.trace))
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
        self._ooms = _oom_kills()
        self._timers = [self._loop.call_later(task.deadline, self.stop, "deadline")]
        seat.output.on_flood = self._flood

    async def evidence(self) -> Evidence:
        """Run the code and return the evidence; if this is cancelled, the run ends.

        Raises:
            HolderLost: the holder couldn't fork.
            LabError: the child failed at its own work.
        """
        reply, output = await self._reply()
        if self._seat.child.refused:
            self._seat.leave()
            self._seat.child.holder.release()
            raise HolderLost
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
            reply = await seat.child.ask({"op": "run", **asdict(self._task), "label": self._task.file})
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
        code = os.waitstatus_to_exitcode(status)
        if code >= 0:
            return "exit", f"exit code {code}"
        if code == -signal.SIGXCPU:
            return "deadline", ""
        if code == -signal.SIGKILL and _oom_kills() > self._ooms:
            return "memory", ""
        return "signal", _signal_name(-code)

    def _place(self) -> str:
        """Return the line that was running when SIGINT came: "line 3, `while True:`", or ""."""
        trace = os.pread(self._seat.trace, _TRACE_LIMIT, 0).decode(errors="replace")
        found = re.search(rf'File "{re.escape(self._task.file)}", line (\d+)', trace)
        if found is None:
            return ""
        number, lines = int(found[1]), self._task.code.splitlines()
        source = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        return f"line {number}, `{source}`"


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
        kept = await child.ask({"op": "keep"})
        self._seat.close()
        if kept is None:
            await child.drop()
            raise HolderLost
        holder = Holder(child.line, child.process)
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
    return Evidence(
        ended="stopped",
        stop=stop,
        detail=detail,
        failure=None,
        output=output,
        echo=None,
        echo_fact=None,
        seconds=seconds,
        names={},
        graph=Graph(nodes=[], cut=False),
        figures=[],
        shown=[],
        whens=[],
        reads=[],
        calls=[],
        observed=[],
        escaped=False,
        depends=[],
        warnings=[],
        threads=0,
    )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _oom_kills() -> int:
    """Return how many processes the kernel has ended so far for want of memory; 0 if not told."""
    try:
        text = Path("/proc/vmstat").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"^oom_kill (\d+)$", text, re.MULTILINE)
    return int(found[1]) if found else 0
