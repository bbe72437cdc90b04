"""The face of the lab: run, answer, go back, interrupt, close.

Imports the standard library alone, so that ``Lab.launch`` can start loading torch before anything else
is imported. Torch, sympy and the judge live in the processes behind it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any

from agtutor.case.backward import WalkBack
from agtutor.case.evidence import Evidence, Gradient
from agtutor.case.looking import Look
from agtutor.case.question import CodeQuestion, DeriveQuestion, Question
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.lab import questions
from agtutor.lab.backend import BackEnd, CannotFork, Holder, Run, State
from agtutor.lab.choosing import back_end
from agtutor.lab.gathering import Gathering, blank_case
from agtutor.lab.judges import Judge
from agtutor.lab.processes import HolderLost, Interrupted
from agtutor.lab.runs import Task
from agtutor.lab.spawn import Kind, Spawned
from agtutor.lab.wire import Message

__all__ = ["Answer", "Holder", "HolderLost", "Interrupted", "Lab", "Run", "State", "Task"]


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

    def __init__(self, back: BackEnd[Any]) -> None:
        self._use(back)

    @classmethod
    def launch(cls, spawned: Spawned | None = None) -> Lab:
        """Start loading torch in a process of its own, and return at once.

        Needs no event loop yet. Everything else here waits until torch is there.

        Args:
            spawned: a process that was started before this module was imported.

        Raises:
            LabError: no process can be started, or the environment names no back end.
        """
        return cls(back_end(spawned or Spawned.start()))

    @property
    def kind(self) -> Kind:
        """Which back end this is."""
        return self._back.kind

    @property
    def state(self) -> State:
        """Whether the lab is loading, ready, broken or closed."""
        return self._back.state

    @property
    def process(self) -> int:
        """The process id of what other processes descend from, or where code runs; 0 for none."""
        return self._back.process

    async def ready(self) -> None:
        """Wait until torch is loaded; loads it again where its process has died.

        Raises:
            LabError: it can't be loaded, or the lab is closed.
        """
        back = self._back
        try:
            await back.ready()
        except CannotFork:
            await back.close()
            if self._back is back:
                self._use(back_end(Spawned.worker()))
            await self.ready()

    async def base(self) -> Holder:
        """Return the holder of the empty namespace.

        Raises:
            LabError: as ``ready``.
        """
        await self.ready()
        base: Holder = await self._back.base()
        return base

    async def warm(self) -> None:
        """Load ahead, in idle time, what takes a second at the first use of an optimiser.

        Returns when that is done. Code that is run meanwhile comes first.

        Raises:
            LabError: as ``ready``.
        """
        await self.ready()
        await self._back.warm()

    async def run(self, holder: Holder, task: Task) -> Run:
        """Run code once on a copy of what stands; keep or drop the run that comes back.

        Raises:
            HolderLost: the holder has died.
        """
        return await self._back.run(holder, task)

    async def keep(self, run: Run) -> Holder:
        """Have what a run left behind stand, and know it as the run has seen it.

        Raises:
            HolderLost: it is gone.
            LabError: the run was stopped, so that there is nothing to keep.
        """
        holder = await run.keep()
        self._gathering.learn(holder, run.evidence)
        return holder

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
        try:
            match question["kind"]:
                case "code" | "plot" | "experiment":
                    task = questions.answer_task(question, answer)
                    return await self._run_and_judge(
                        holder, question, answer, tried, on=holder, task=task
                    )
                case _:
                    case = await self._case(holder, question, answer, tried)
                    return Answer(await self._verdict(case), None, None)
        except Interrupted as stopped:
            return Answer(questions.not_judged(stopped), None, None)

    async def answer_anew(
        self,
        holder: Holder,
        question: CodeQuestion,
        answer: str,
        sources: Sequence[Task],
        *,
        tried: int = 0,
    ) -> Answer:
        """Have an answer run once more that a signal ended: what it was forked from may be to blame.

        All that led to what stands runs again, and then the answer, in one process that has run nothing
        before. What came of the first run is forgotten: it left nothing behind.

        Args:
            holder: what stands before the step.
            question: what the step asks.
            answer: the learner's text.
            sources: the accepted codes that led there, first to last.
            tried: how many wrong answers the step has had.

        Raises:
            HolderLost, LessonError: as ``answer``.
        """
        if self.kind == "replay":  # where each answer runs like that
            return await self.answer(holder, question, answer, tried=tried)
        stands = await self.describe(holder)
        task = questions.answer_task_after(question, answer, sources, stands["names"])
        try:
            base = await self.base()
            return await self._run_and_judge(holder, question, answer, tried, on=base, task=task)
        except Interrupted as stopped:
            return Answer(questions.not_judged(stopped), None, None)

    async def prepare(self, holder: Holder, question: Question) -> None:
        """Gather ahead of the answer what judging it takes.

        Raises:
            HolderLost: the holder has died.
            LessonError: the solution doesn't run.
        """
        await self._case(holder, question)
        self._back.expect(holder)

    async def reveal(self, holder: Holder, question: Question) -> str:
        """Return a right answer to a question, as a learner would type it.

        Raises:
            HolderLost: the holder has died.
            Interrupted: the code that tells was stopped.
        """
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
        await self.ready()
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

    async def look(self, holder: Holder, path: Sequence[str], start: str = "") -> Look | None:
        """Return what stands behind a dotted name, and the names that may follow it; runs no code.

        Args:
            holder: what stands.
            path: the parts of the name; none for the namespace itself.
            start: how the names that may follow begin.

        Returns:
            None where there is no such name, or where telling would take running code.

        Raises:
            HolderLost: the holder has died.
        """
        return await self._gathering.look(holder, path, start)

    async def walk_back(self, holder: Holder, root: str) -> WalkBack:
        """Return the backward pass from a named root, node by node, on a copy of what stands.

        Raises:
            HolderLost: the holder has died.
        """
        return await self._gathering.walk_back(holder, root)

    def interrupt(self) -> None:
        """Stop what runs: SIGINT, and SIGKILL soon after; a judge that thinks is stopped too."""
        if not self._back.interrupt() and self._judge.busy:
            self._judge.stop()

    async def release(self, holder: Holder) -> None:
        """Let a holder go; those that came from it stay. The empty one always stays."""
        self._back.release(holder)

    async def close(self) -> None:
        """Kill and collect all processes."""
        self._lose_all()
        await self._back.close()

    async def _run_and_judge(
        self,
        holder: Holder,
        question: CodeQuestion,
        answer: str,
        tried: int,
        *,
        on: Holder,
        task: Task,
    ) -> Answer:
        """Run the answer, while what else the judge needs is gathered."""
        gathering = asyncio.ensure_future(self._laid(holder, question, answer, tried))
        try:
            run = await self.run(on, task)
            if run.evidence["ended"] != "stopped":
                found = await self._judge_run(gathering, run)
            else:  # which speaks for itself: no need to wait for the rest
                found = await self._judge_run(_at_once(blank_case(question, answer, tried)), run)
        finally:
            gathering.cancel()
            await asyncio.gather(gathering, return_exceptions=True)
        self._back.expect(found.holder or holder)
        return found

    async def _judge_run(self, gathering: Awaitable[Message], run: Run) -> Answer:
        """Judge a run, and keep its child where a right answer is to stand."""
        holder: Holder | None = None
        try:
            case = await gathering
            verdict = await self._verdict(case, run.evidence)
            if verdict.right and case["question"]["kind"] != "experiment":
                with contextlib.suppress(HolderLost):  # right all the same: it is replayed when needed
                    holder = await self.keep(run)
        finally:
            if holder is None:
                run.abandon()
        return Answer(verdict, run.evidence, holder)

    async def _laid(self, holder: Holder, question: CodeQuestion, answer: str, tried: int) -> Message:
        """Gather a case, and lay it before the judge."""
        case = await self._case(holder, question, answer, tried)
        await self._judge.lay(case)
        return case

    async def _case(
        self, holder: Holder, question: Question, answer: str = "", tried: int = 0
    ) -> Message:
        """Gather a case, while the judge is called."""
        gathered = self._gathering.case(holder, question, answer, tried)
        case: Message = (await asyncio.gather(gathered, self._judge.call()))[0]
        if question["kind"] == "derive" and not questions.is_measured(case):
            base = await self.base()
            key = f"sampled {questions.key(question)}"
            case["gradient"] = await self._gathering.recall(base, key, lambda: self._sampled(question))
        return case

    async def _sampled(self, question: DeriveQuestion) -> Gradient | None:
        """Return what autograd measures on tensors made for the purpose; None where it can't be."""
        reply = await self._judge.ask({"op": "sample", "question": question})
        sample = (reply or {}).get("sample")  # what is wrong with the question, the judge will say
        if not sample or not sample["code"]:
            return None
        task = questions.sampling_task(question, sample["code"])
        return questions.sampled(sample, await self._gathering.aside(await self.base(), task))

    async def _verdict(self, case: Message, got: Evidence | None = None) -> Verdict:
        return questions.verdict_of(await self._judge.verdict(case, got))

    async def _derivative(self, question: DeriveQuestion) -> str:
        reply = await self._judge.ask({"op": "derivative", "question": question})
        if reply is None or "derivative" not in reply:
            raise LessonError(f"The derivative of `{question['of']}` can't be worked out.")
        return str(reply["derivative"])

    def _use(self, back: BackEnd[Any]) -> None:
        self._back = back
        self._judge = Judge(back.judge)
        self._gathering = Gathering(back)
        back.on_ready = self._judge.hasten
        back.on_end = self._lose_all
        back.on_gone = self._gathering.forget

    def _lose_all(self) -> None:
        self._gathering.clear()
        self._judge.dismiss()


async def _at_once(case: Message) -> Message:
    """Return what is known already, to one who would wait for it."""
    return case
