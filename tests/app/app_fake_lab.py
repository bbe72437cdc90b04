"""A lab that runs nothing: it answers from a script, at once or when it is let.

With it, the app's tests play lessons with the real walkthrough and the real journal, in milliseconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from agtutor.case.backward import WalkBack
from agtutor.case.evidence import Evidence, Gradient
from agtutor.case.looking import Look
from agtutor.case.question import Question
from agtutor.case.verdict import Verdict
from agtutor.lab.lab import Answer, Holder, Lab, Run, State, Task
from agtutor.lab.spawn import Kind
from tests.builders import evidence

STOPPED = Verdict("stopped", "Stopped by Ctrl+C. Your tensors are as they were.")


@dataclass
class Standing:
    """What a holder of the fake lab holds."""

    facts: Evidence
    alive: bool = True
    number: int = 0


@dataclass
class Script:
    """What the fake lab says: by the step's id, then by the answer; slopes by root and leaf."""

    verdicts: dict[str, dict[str, Verdict]] = field(default_factory=dict)
    made: dict[str, Evidence] = field(default_factory=dict)
    gradients: dict[tuple[str, str], Gradient] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)  # by the dotted name
    walks: dict[str, WalkBack] = field(default_factory=dict)


@dataclass
class FakeLab:
    """Stands in for the lab."""

    script: Script = field(default_factory=Script)
    state: State = "ready"
    kind: Kind = "replay"
    answers: list[tuple[str, str]] = field(default_factory=list)
    closed: bool = False
    free: asyncio.Event = field(default_factory=asyncio.Event)
    interrupted: bool = False
    looked: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.free.set()

    async def warm(self) -> None:
        """Have nothing to load."""

    def as_lab(self) -> Lab:
        """Return the same object under the real lab's type."""
        return cast(Lab, self)

    def hold(self) -> None:
        """Let answers take until ``free`` is set, or until they are interrupted."""
        self.free.clear()

    def load(self) -> None:
        """Be as a lab is while torch loads."""
        self.state = "loading"
        self.free.clear()

    def loaded(self) -> None:
        """Be as a lab is when torch is there."""
        self.state = "ready"
        self.free.set()

    async def base(self) -> Holder:
        return Standing(evidence())

    async def answer(
        self, holder: Holder, question: Question, answer: str, *, tried: int = 0
    ) -> Answer:
        self.interrupted = False
        await self.free.wait()
        step = question["id"]
        self.answers.append((step, answer))
        if self.interrupted:
            return Answer(STOPPED, evidence(ended="stopped"), None)
        verdict = self.script.verdicts.get(step, {}).get(answer, Verdict("wrong", "Look again."))
        made = self.script.made.get(step)
        kept = Standing(made) if made and verdict.right else None
        return Answer(verdict, made, kept)

    async def run(self, holder: Holder, task: Task) -> Run:
        await self.free.wait()
        return FakeRun(self.script.made.get(task.label, evidence(output=f"ran {task.code}\n")))

    async def keep(self, run: Run) -> Holder:
        return await run.keep()

    async def reveal(self, holder: Holder, question: Question) -> str:
        await self.free.wait()
        found = self.script.verdicts.get(question["id"], {})
        return next((answer for answer, verdict in found.items() if verdict.right), "")

    async def describe(self, holder: Holder) -> Evidence:
        await self.free.wait()
        assert isinstance(holder, Standing)
        return holder.facts

    async def look(self, holder: Holder, path: Sequence[str], start: str = "") -> Look | None:
        self.looked.append((".".join(path), start))
        await self.free.wait()
        return self.script.looks.get(".".join(path))

    async def walk_back(self, holder: Holder, root: str) -> WalkBack:
        await self.free.wait()
        return self.script.walks.get(root, WalkBack(root=root, visits=[], trouble="No graph here."))

    async def gradient(self, holder: Holder, root: str, wrt: str, also: Sequence[str]) -> Gradient:
        await self.free.wait()
        nothing = Gradient(at={}, values=[], trouble=f"The graph of `{root}` was freed.")
        return self.script.gradients.get((root, wrt), nothing)

    async def prepare(self, holder: Holder, question: Question) -> None:
        await self.free.wait()

    async def release(self, holder: Holder) -> None:
        assert isinstance(holder, Standing)
        holder.alive = False

    def interrupt(self) -> None:
        self.interrupted = True
        self.free.set()

    async def close(self) -> None:
        self.closed = True
        self.free.set()


@dataclass
class FakeRun:
    """One run of the fake lab."""

    evidence: Evidence

    async def keep(self) -> Holder:
        return Standing(self.evidence)

    async def drop(self) -> None:
        """Do nothing."""

    def abandon(self) -> None:
        """Do nothing."""
