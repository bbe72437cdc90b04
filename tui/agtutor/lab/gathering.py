"""What judging takes beside the learner's run: looked at, or run, once for each holder."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, cast

from agtutor.case.backward import WalkBack
from agtutor.case.evidence import Evidence, Fact, Gradient, Graph, blank
from agtutor.case.looking import Look
from agtutor.case.question import CodeQuestion, PredictQuestion, Question
from agtutor.errors import LabError
from agtutor.lab import questions
from agtutor.lab.backend import BackEnd, Holder
from agtutor.lab.memory import Memory
from agtutor.lab.processes import HolderLost, Interrupted
from agtutor.lab.runs import Task
from agtutor.lab.wire import Message

_DESCRIBE: Message = {"op": "describe"}


class Gathering:
    """Facts, gradients, and evidence of the lesson's own code, by holder; ``HolderLost`` without it.

    ``Interrupted`` is raised where the learner stopped the lesson's own code.
    """

    def __init__(self, back: BackEnd[Any]) -> None:
        self._back = back
        self._memory = Memory()
        self.forget = self._memory.forget
        self.clear = self._memory.clear
        self.recall = self._memory.recall

    async def case(self, holder: Holder, question: Question, answer: str, tried: int) -> Message:
        """Return all that the judge needs, but the evidence of the learner's run."""
        case = blank_case(question, answer, tried)
        match question["kind"]:
            case "code" | "plot":
                stands, case["expected"] = await asyncio.gather(
                    self.describe(holder), self._solution(holder, question)
                )
                case["before"], case["graph"] = stands["names"], stands["graph"]
            case "experiment" | "order":
                stands = await self.describe(holder)
                case["before"], case["graph"] = stands["names"], stands["graph"]
            case "derive":
                tensors = questions.measured(question)
                if tensors is not None:
                    case["gradient"] = await self.gradient(holder, question["root"], *tensors)
            case "predict":
                case["expected"] = await self.prediction(holder, question)
        return case

    def learn(self, holder: Holder, run: Evidence) -> None:
        """Take what a run left behind for what stands now, since that was looked at already."""
        stands = blank("fine")
        stands["names"], stands["graph"], stands["threads"] = run["names"], run["graph"], run["threads"]
        self._memory.note(holder, repr(_DESCRIBE), stands)

    async def describe(self, holder: Holder) -> Evidence:
        """Return facts and graph of what stands."""
        return cast(Evidence, await self._look(holder, _DESCRIBE, "evidence"))

    async def gradient(self, holder: Holder, root: str, wrt: str, also: Sequence[str]) -> Gradient:
        """Return what autograd measures on what stands."""
        asked = {"op": "gradient", "root": root, "wrt": wrt, "also": list(also)}
        return cast(Gradient, await self._look(holder, asked, "gradient"))

    async def look(self, holder: Holder, path: Sequence[str], start: str) -> Look | None:
        """Return what stands behind a dotted name, and what may follow it."""
        asked = {"op": "look", "path": list(path), "start": start}
        return cast("Look | None", await self._look(holder, asked, "look"))

    async def walk_back(self, holder: Holder, root: str) -> WalkBack:
        """Return a backward pass on what stands, node by node."""
        return cast(WalkBack, await self._look(holder, {"op": "walk", "root": root}, "walk"))

    async def aside(self, holder: Holder, task: Task) -> Evidence:
        """Return the evidence of code of the tutor's own."""
        return await self._run(holder, repr(task), task)

    async def prediction(self, holder: Holder, question: PredictQuestion) -> Evidence:
        """Return the evidence of the code whose outcome is foretold."""
        return await self._run(holder, questions.key(question), questions.prediction_task(question))

    async def _solution(self, holder: Holder, question: CodeQuestion) -> Evidence:
        key, task = questions.key(question), questions.solution_task(question)
        return questions.check_solution(question, await self._run(holder, key, task))

    async def _run(self, holder: Holder, key: str, task: Task) -> Evidence:
        async def gather() -> Evidence:
            run = await self._back.run(holder, task, aside=True)
            run.abandon()
            if run.evidence["stop"] == "lost":
                raise HolderLost
            if run.evidence["stop"] == "interrupt":
                raise Interrupted("the step's own code", run.evidence["detail"])
            return run.evidence

        return await self._memory.recall(holder, key, gather)

    async def _look(self, holder: Holder, asked: Message, what: str) -> object:
        async def gather() -> object:
            reply = await self._back.look(holder, asked)
            if reply is not None and what in reply:
                return reply[what]
            if not holder.alive:
                raise HolderLost
            raise LabError("What stands can't be looked at.", fix=(reply or {}).get("failed", ""))

        return await self._memory.recall(holder, repr(asked), gather)


def blank_case(question: Question, answer: str, tried: int) -> Message:
    """Return a case of which nothing is known yet but what was asked and answered."""
    before: dict[str, Fact] = {}
    return {
        "question": question,
        "answer": answer,
        "tried": tried,
        "before": before,
        "graph": Graph(nodes=[], cut=False),
        "expected": None,
        "got": None,
        "gradient": None,
    }
