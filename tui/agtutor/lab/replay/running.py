"""One run of code in a worker: deadline, interrupt, flood, and what is known when it ended badly."""

from __future__ import annotations

import asyncio
import secrets

from agtutor.case.evidence import Evidence, Stop
from agtutor.errors import LabError
from agtutor.lab.endings import oom_kills, place, why_ended
from agtutor.lab.replay.spare import Worker
from agtutor.lab.runs import GRACE, Task, stopped
from agtutor.lab.wire import Message


class Running:
    """A run that has begun, in a worker that stands where it should."""

    def __init__(self, worker: Worker, task: Task) -> None:
        self._worker = worker
        self._process = worker.process
        self._task = task
        self._stop: Stop | None = None
        self._loop = asyncio.get_running_loop()
        self._start = self._loop.time()
        self._ooms = oom_kills()
        self._timers = [self._loop.call_later(task.deadline, self.stop, "deadline")]
        self._process.hearing.on_flood = self._flood

    async def evidence(self) -> Evidence | None:
        """Run the code and return the evidence; None where the worker had died before it began.

        Raises:
            LabError: the worker failed at its own work.
        """
        try:
            if not await self._begin():
                return None
            reply, output = await self._reply()
        finally:
            for timer in self._timers:
                timer.cancel()
        if reply is None or "stopped" in reply:
            return self._stopped(output, (reply or {}).get("stopped", ""))
        if "failed" in reply:
            raise _failed(reply)
        evidence: Evidence = reply["evidence"]
        self._worker.identities.renumber(evidence)
        evidence["output"] = output
        return evidence

    def stop(self, why: Stop) -> None:
        """End the run: ask for it, then kill."""
        if self._stop is None:
            self._stop = why
            self._process.interrupt()
            self._timers.append(self._loop.call_later(GRACE, self._process.kill))

    async def _begin(self) -> bool:
        mark = secrets.token_hex(16)
        self._process.hearing.begin(mark)
        reply = await self._process.ask({"op": "run", **self._task.to_wire(), "mark": mark})
        if reply is not None and "failed" in reply:
            raise _failed(reply)
        return reply is not None

    async def _reply(self) -> tuple[Message | None, str]:
        """Return the worker's reply, None where it ended instead, and all that the run printed."""
        reply = await self._process.reply()
        if reply is None or "evidence" not in reply or self._stop == "flood":
            await self._process.ended.wait()
        output = await self._process.hearing.end()
        return (None if self._stop == "flood" else reply), output

    def _flood(self) -> None:
        if self._stop is None:
            self._stop = "flood"
        self._process.kill()

    def _stopped(self, output: str, detail: str) -> Evidence:
        stop = self._stop
        if stop is None:
            stop, detail = why_ended(self._process.status or 0, self._ooms)
        if stop in ("deadline", "interrupt"):
            detail = detail or place(self._process.trace, self._task.file, self._task.code)
        return stopped(stop, detail, output, self._loop.time() - self._start)


def _failed(reply: Message) -> LabError:
    return LabError(f"The lab failed to look at what the code left.\n{reply['failed']}")
