"""The face of the lab: run, answer, go back, interrupt, close.

Imports the standard library alone, so that ``Lab.launch`` can start loading torch before anything else
is imported. Torch, sympy and the judge live in the processes behind it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any

from agtutor.case.evidence import Evidence, Gradient
from agtutor.case.question import CodeQuestion, DeriveQuestion, Question
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.lab import questions
from agtutor.lab.gathering import Gathering
from agtutor.lab.judges import Judge
from agtutor.lab.processes import Holder, HolderLost
from agtutor.lab.runs import Run, Running, Seat, Task
from agtutor.lab.spawn import Spawned
from agtutor.lab.warming import Warming
from agtutor.lab.wire import Message
from agtutor.lab.zygotes import State, Zygote

__all__ = ["Answer", "Holder", "HolderLost", "Lab", "Run", "State", "Task"]

KEPT = 32
"""Holders that are kept; of more, those go that weren't used for longest."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an answer.

    Attributes:
        verdict: the ruling and its words.
        evidence: what the learner's run left behind; None where nothing ran.
        holder: what stands now, where a right answer changed that; else None.
    """

    verdict: Verdict
    evidence: Evidence | None
    holder: Holder | None


class Lab:
    """Where learner code runs. One lab belongs to one event loop."""

    def __init__(self, zygote: Zygote) -> None:
        self._zygote = zygote
        self._judge = Judge(zygote.ready)
        self._warming = Warming()
        self._gathering = Gathering()
        self._running: set[Running] = set()
        self._kept: OrderedDict[int, Holder] = OrderedDict()
        self._standby: Seat | None = None
        zygote.on_end = self._lose_all

    @classmethod
    def launch(cls, spawned: Spawned | None = None) -> Lab:
        """Start loading torch in a process of its own, and return at once.

        Needs no event loop yet. Everything else here waits until torch is there.

        Args:
            spawned: a zygote that was started before this module was imported.

        Raises:
            LabError: no process can be started.
        """
        return cls(Zygote(spawned or Spawned.start()))

    @property
    def state(self) -> State:
        """Whether the lab is loading, ready, broken or closed."""
        return self._zygote.state

    @property
    def process(self) -> int:
        """The process id of the zygote, the ancestor of all other processes here."""
        return self._zygote.process

    async def ready(self) -> None:
        """Wait until torch is loaded; loads it again where the zygote has died.

        Raises:
            LabError: it can't be loaded, or the lab is closed.
        """
        await self._zygote.ready()

    async def base(self) -> Holder:
        """Return the holder of the empty namespace.

        Raises:
            LabError: as ``ready``.
        """
        zygote, warm = await self._zygote.ready(), self._warming.holder
        return warm if warm is not None and warm.alive else zygote

    async def warm(self) -> None:
        """Load ahead, in idle time, what takes a second at the first use of an optimiser.

        Returns when that is done. Code that is run meanwhile comes first.

        Raises:
            LabError: as ``ready``.
        """
        await self._warming.begin(await self._zygote.ready())

    async def run(self, holder: Holder, task: Task) -> Run:
        """Run code once in a child of a holder; keep or drop the run that comes back.

        Raises:
            HolderLost: the holder has died.
        """
        seat = self._seat(holder)
        running = Running(seat, task)
        self._running.add(running)
        try:
            with self._warming.waiting():
                return Run(seat, await running.evidence(), self._keep)
        finally:
            self._running.discard(running)

    async def answer(
        self, holder: Holder, question: Question, answer: str, *, tried: int = 0
    ) -> Answer:
        """Run an answer once where its kind asks for it, and have it judged.

        Args:
            holder: what stands before the step.
            question: what the step asks.
            answer: the learner's text.
            tried: how many wrong answers the step has had.

        Raises:
            HolderLost: the holder has died; nothing was judged.
            LessonError: the solution doesn't run, or the question can't be judged.
        """
        match question["kind"]:
            case "code" | "plot" | "experiment":
                found = await self._run_and_judge(holder, question, answer, tried)
                self._stand_by(found.holder or holder)
                return found
            case _:
                case = await self._case(holder, question, answer, tried)
                return Answer(await self._verdict(case), None, None)

    async def prepare(self, holder: Holder, question: Question) -> None:
        """Gather ahead of the answer what judging it takes.

        Raises:
            HolderLost: the holder has died.
            LessonError: the solution doesn't run.
        """
        await self._case(holder, question)
        self._stand_by(holder)

    async def reveal(self, holder: Holder, question: Question) -> str:
        """Return a right answer to a question, as a learner would type it."""
        match question["kind"]:
            case "code" | "plot" | "experiment":
                return question["solution"]
            case "derive":
                return await self._derivative(question)
            case "predict":
                evidence = await self._gathering.prediction(holder, question)
                return questions.foretold(question, evidence)
            case "choice":
                return question["choices"][question["answer"]]["text"]
            case "order":
                return "\n".join(question["items"])
            case "explain":
                return "\n".join(question["points"])
            case "read":
                return ""

    async def judge_formula(self, request: dict[str, Any]) -> Verdict:
        """Judge a derivative that no lesson asks for, without tensors.

        Args:
            request: as a script gives it; ``judge.requests`` says what it may hold.

        Raises:
            LessonError: the request isn't of that form, or its formula can't be read.
        """
        return questions.verdict_of(await self._judge.ask({"op": "formula", "request": request}))

    async def describe(self, holder: Holder) -> Evidence:
        """Return facts and graph of what stands; looked at once for each holder.

        Raises:
            HolderLost: the holder has died.
        """
        return await self._gathering.describe(holder)

    async def gradient(self, holder: Holder, root: str, wrt: str, also: Sequence[str]) -> Gradient:
        """Return what autograd measures: the derivative of a named root, where it stands.

        Args:
            holder: what stands.
            root: name of the tensor to differentiate; summed where it has several entries.
            wrt: name of the tensor to differentiate with respect to.
            also: names of tensors whose entries are wanted too.

        Raises:
            HolderLost: the holder has died.
        """
        return await self._gathering.gradient(holder, root, wrt, also)

    def interrupt(self) -> None:
        """Stop what runs: SIGINT, and SIGKILL soon after; a judge that thinks is stopped too."""
        for running in self._running:
            running.stop("interrupt")
        if self._judge.busy and not self._running:
            self._judge.dismiss()

    async def release(self, holder: Holder) -> None:
        """Let a holder go; those that were forked from it stay. The empty one always stays."""
        if holder.number in self._kept:
            holder.release()

    async def close(self) -> None:
        """Kill and collect all processes."""
        self._lose_all()
        await self._zygote.close()

    async def _run_and_judge(
        self, holder: Holder, question: CodeQuestion, answer: str, tried: int
    ) -> Answer:
        """Run the answer, while what else the judge needs is gathered."""
        gathering = asyncio.ensure_future(self._case(holder, question, answer, tried))
        try:
            run = await self.run(holder, questions.answer_task(question, answer))
            return await self._judge_run(gathering, run)
        finally:
            gathering.cancel()
            await asyncio.gather(gathering, return_exceptions=True)

    async def _judge_run(self, gathering: Awaitable[Message], run: Run) -> Answer:
        """Judge a run, and keep its child where a right answer is to stand."""
        holder: Holder | None = None
        try:
            case = await gathering
            verdict = await self._verdict({**case, "got": run.evidence})
            if verdict.right and case["question"]["kind"] != "experiment":
                with contextlib.suppress(HolderLost):  # right all the same: it is replayed when needed
                    holder = await run.keep()
        finally:
            if holder is None:
                run.abandon()
        return Answer(verdict, run.evidence, holder)

    async def _case(
        self, holder: Holder, question: Question, answer: str = "", tried: int = 0
    ) -> Message:
        """Gather a case, while the judge is called."""
        gathered = self._gathering.case(holder, question, answer, tried)
        case: Message = (await asyncio.gather(gathered, self._judge.call()))[0]
        return case

    async def _verdict(self, case: Message) -> Verdict:
        return questions.verdict_of(await self._judge.ask({"op": "judge", "case": case}))

    async def _derivative(self, question: DeriveQuestion) -> str:
        names = [symbol["name"] for symbol in question["symbols"]]
        asked = {"op": "derivative", "of": question["of"], "wrt": question["wrt"], "names": names}
        reply = await self._judge.ask(asked)
        if reply is None or "derivative" not in reply:
            raise LessonError(f"The derivative of `{question['of']}` can't be worked out.")
        return str(reply["derivative"])

    def _seat(self, holder: Holder) -> Seat:
        """Return a forked child that waits: the one that stood by, or a new one."""
        if holder.number in self._kept:
            self._kept.move_to_end(holder.number)
        ready, self._standby = self._standby, None
        if ready is not None:
            if ready.usable and ready.child.holder is holder:
                return ready
            ready.leave()
        return Seat(holder)

    def _stand_by(self, holder: Holder) -> None:
        """Have a child forked ahead of the next answer."""
        if holder.alive:
            self._standby = self._seat(holder)

    def _keep(self, holder: Holder) -> None:
        self._kept[holder.number] = holder
        holder.on_end = lambda: self._forget(holder)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)[1].release()

    def _forget(self, holder: Holder) -> None:
        self._kept.pop(holder.number, None)
        self._gathering.forget(holder)

    def _lose_all(self) -> None:
        while self._kept:
            self._kept.popitem()[1].release()
        self._gathering.clear()
        self._judge.dismiss()
        self._warming.end()
        if self._standby is not None:
            self._standby.leave()
            self._standby = None
