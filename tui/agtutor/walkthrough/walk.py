"""The driver: submit, next, back, skip, reset, scratch, hints, resume."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from agtutor.case.backward import WalkBack
from agtutor.case.evidence import Evidence, Gradient
from agtutor.case.looking import Look
from agtutor.case.question import CodeQuestion
from agtutor.case.verdict import Verdict
from agtutor.journal import Journal, Line
from agtutor.lab.lab import Answer, Holder, Lab, Task
from agtutor.lab.text import sanitise
from agtutor.lesson.model import CodeStep, Lesson, PlotStep, ReadStep, Step
from agtutor.lesson.questions import ask_hash, question, seed_of
from agtutor.walkthrough.progress import Entry, Progress, Status, StepProgress
from agtutor.walkthrough.standing import Done, Link, Standing

TORN = (
    "The last line of an earlier session is torn, as a crash or a full disk leaves it. That one answer "
    "is lost; all others are there."
)
"""Said once where the journal holds a line that can't be read."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an answer.

    Attributes:
        verdict: the ruling and its words.
        evidence: what the run left behind; None where nothing ran.
        entry: the answer as it stands in the history.
    """

    verdict: Verdict
    evidence: Evidence | None
    entry: Entry


@dataclass(slots=True)
class Walkthrough:
    """A lesson in progress. Methods that run learner code are coroutines; the rest returns at once.

    Attributes:
        lesson: the lesson.
        lab: where code runs.
        journal: where answers are kept.
        progress: what was done so far.
        position: the index of the current step.
    """

    lesson: Lesson
    lab: Lab
    journal: Journal
    progress: Progress
    position: int = 0
    _standing: Standing = field(init=False)
    _scratch: list[Holder] = field(default_factory=list)
    _said: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._standing = Standing(self.lab)

    @classmethod
    def open(cls, lesson: Lesson, lab: Lab, journal: Journal) -> Walkthrough:
        """Return the lesson where the learner left it: statuses at once, tensors when first needed."""
        walk = cls(lesson, lab, journal, Progress.fold(journal.of(lesson.id)))
        known = [step.id for step in lesson.steps]
        if walk.progress.at in known:
            walk.position = known.index(walk.progress.at)
        else:
            still_open = (place for place, step in enumerate(known) if not walk._passed(step))
            walk.position = next(still_open, 0)
        return walk

    @property
    def step(self) -> Step:
        """The current step."""
        return self.lesson.steps[self.position]

    def status(self, step: str) -> Status:
        """Return a step's status."""
        return self.progress.of(step).status

    def attempts(self, step: str) -> int:
        """Return how many wrong answers a step has had."""
        return self.progress.of(step).attempts

    def entries(self, step: str) -> list[Entry]:
        """Return the answers to a step, oldest first."""
        return self.progress.of(step).entries

    def hints_shown(self, step: str) -> list[str]:
        """Return the hints of a step that were asked for, in order."""
        found = self.lesson.step(step)
        return list(found.hints[: self.progress.of(step).hints]) if found else []

    def changed(self, step: str) -> bool:
        """Tell whether a step asks something else than when it was passed."""
        found = self.lesson.step(step)
        state = self.progress.of(step)
        return found is not None and bool(state.ask) and state.ask != ask_hash(self.lesson, found)

    @property
    def done(self) -> tuple[int, int]:
        """How many steps are right or skipped, and how many there are."""
        passed = sum(self._passed(step.id) for step in self.lesson.steps)
        return passed, len(self.lesson.steps)

    @property
    def at_end(self) -> bool:
        """Whether the current step is the last one."""
        return self.position == len(self.lesson.steps) - 1

    def notices(self) -> list[str]:
        """Return what has to be said and wasn't said yet, such as that the journal can't be written."""
        sayings = [said for said in (self.journal.unread, self.journal.trouble) if said]
        if self.journal.torn:
            sayings.append(TORN)
        sayings += [
            f"Your answer to the step `{link.step}` no longer runs as it did, so the tensors stand as "
            "before it. Go back to it to answer it again."
            for link in self._standing.broken
        ]
        fresh = [saying for saying in sayings if saying not in self._said]
        self._said.update(fresh)
        return fresh

    async def holder(self) -> Holder:
        """Return the holder of what stands before the current step."""
        return await self._standing.at(self._chain(self.position))

    async def evidence(self) -> Evidence:
        """Return the facts and the graph of what stands: after this step where it is passed."""
        return await self._standing.do(self._through(), self.lab.describe)

    async def gradient(self, root: str, wrt: str) -> Gradient:
        """Return what autograd measures on what stands, or on the scratch pad's copy while one is open.

        The graph stays as it is, and so does every ``grad``.

        Args:
            root: the name of the tensor to differentiate; summed where it has several entries.
            wrt: the name of the tensor to differentiate with respect to.
        """
        if self._scratch and self._scratch[-1].alive:
            return await self.lab.gradient(self._scratch[-1], root, wrt, ())
        return await self._standing.do(self._through(), lambda on: self.lab.gradient(on, root, wrt, ()))

    async def walk_back(self, root: str) -> WalkBack:
        """Return the backward pass from a named root through what stands, node by node."""
        return await self._standing.do(self._through(), lambda held: self.lab.walk_back(held, root))

    async def before(self) -> Evidence:
        """Return the facts of what stands before the current step, whether it is passed or not."""
        return await self._before(self.lab.describe)

    async def look(self, path: Sequence[str], start: str = "") -> Look | None:
        """Return what stands behind a dotted name where code would run now; runs none.

        Args:
            path: the parts of the name; none for the namespace itself.
            start: how the names that may follow begin.
        """
        if self._scratch and self._scratch[-1].alive:
            return await self.lab.look(self._scratch[-1], path, start)
        return await self._standing.do(self._through(), lambda on: self.lab.look(on, path, start))

    async def shown_again(self) -> Evidence | None:
        """Run the answer that stands here once more, on a copy that is dropped; None where none stands.

        What an answer draws isn't kept in the journal, and comes back by this.
        """
        step, code = self.step, self.progress.of(self.step.id).accepted
        if not code or not isinstance(step, CodeStep | PlotStep):
            return None
        run = await self._before(lambda holder: self.lab.run(holder, self._link(step, code).task()))
        await run.drop()
        return run.evidence

    async def prepare(self) -> None:
        """Gather the solution's evidence for the current step ahead of the answer."""
        asked = question(self.lesson, self.step)
        await self._before(lambda holder: self.lab.prepare(holder, asked))

    async def reveal(self) -> str:
        """Return a right answer to the current step, as a learner would type it."""
        asked = question(self.lesson, self.step)
        return await self._before(lambda holder: self.lab.reveal(holder, asked))

    async def submit(self, answer: str) -> Answered:
        """Run and judge an answer once, put it in the journal, then return the outcome."""
        step, place = self.step, self.position
        found = await self._judge(step, answer)
        verdict = self._worded(step, found.verdict)
        if found.holder is not None:
            self._standing.keep([*self._chain(place), self._link(step, answer)], found.holder)
        return await self._record(step, answer, verdict, found.evidence)

    async def skip(self) -> Answered:
        """Show the answer, apply it, mark the step as skipped and go on.

        What the learner passed stays as it is: the answer that is shown is the one that stands.
        """
        step, passed = self.step, self._passed(self.step.id)
        answer = self.progress.of(step.id).accepted if passed else await self.reveal()
        verdict = Verdict("undecided", step.right)
        entry = Entry(step.id, answer, verdict)
        if not passed:
            await self._write(Line("skip", self.lesson.id, step.id, self._ask(step), answer))
        await self.next()
        return Answered(verdict, None, entry)

    async def next(self) -> bool:
        """Go to the next step; False where this one is open, or is the last."""
        if not self._passed(self.step.id) or self.at_end:
            return False
        await self._move(self.position + 1)
        return True

    async def back(self) -> bool:
        """Go to the step before; False at the first one."""
        if self.position == 0:
            return False
        await self._move(self.position - 1)
        return True

    async def goto(self, step: str) -> None:
        """Go to a step by its id; ``ValueError`` where the lesson has none of that id."""
        await self._move(self.lesson.index(step))

    async def reset(self) -> None:
        """Start the lesson over. What was answered stays in the journal's files."""
        await self._write(Line("reset", self.lesson.id))
        await self.leave_scratch()
        await self._standing.forget()
        self._standing.broken.clear()
        self.position = 0

    async def renewed(self, lesson: Lesson) -> Walkthrough:
        """Return a changed version of the lesson, at the same step, and let go of this one.

        What a step was answered stands unless it asks something else now. Where the current step is
        gone, the one in its place is the current one.
        """
        await self.leave_scratch()
        await self._standing.forget()
        walk = Walkthrough.open(lesson, self.lab, self.journal)
        known = [step.id for step in lesson.steps]
        for step in filter(walk.changed, known):
            walk.progress.steps[step] = StepProgress()
        here = self.step.id
        walk.position = known.index(here) if here in known else min(self.position, len(known) - 1)
        return walk

    async def hint(self) -> str | None:
        """Return the next hint of the step, or None when there are no more. Never an attempt."""
        shown = self.progress.of(self.step.id).hints
        if shown >= len(self.step.hints):
            return None
        await self._write(Line("hint", self.lesson.id, self.step.id))
        return self.step.hints[shown]

    async def tick(self, points: tuple[int, ...]) -> None:
        """Keep which points of an explanation the learner says they covered."""
        await self._write(Line("ticks", self.lesson.id, self.step.id, ticks=points))

    async def scratch(self, code: str) -> Evidence:
        """Run anything on a copy of the tensors, which the lesson never sees; never an attempt."""
        seed, allow = seed_of(self.lesson.id, "scratch"), self.lesson.allowed(self.step)
        task = Task(code, "scratch", seed, self.lesson.deadline, allow=allow)
        if self._scratch and self._scratch[-1].alive:
            run = await self.lab.run(self._scratch[-1], task)
        else:
            run = await self._standing.do(self._through(), lambda on: self.lab.run(on, task))
        if run.evidence["ended"] == "fine":
            self._scratch.append(await self.lab.keep(run))
        else:
            await run.drop()
        return run.evidence

    async def leave_scratch(self) -> None:
        """Let the copy go."""
        while self._scratch:
            await self.lab.release(self._scratch.pop())

    def interrupt(self) -> None:
        """Stop what runs; the tensors are as they were."""
        self.lab.interrupt()

    async def close(self) -> None:
        """Close the journal's file; the lab is closed by whoever launched it."""
        await asyncio.to_thread(self.journal.close)

    def _passed(self, step: str) -> bool:
        return self.progress.of(step).status in ("right", "skipped")

    def _ask(self, step: Step) -> str:
        return ask_hash(self.lesson, step)

    def _link(self, step: CodeStep | PlotStep | Step, code: str) -> Link:
        deadline = getattr(step, "deadline", None) or self.lesson.deadline
        seed = seed_of(self.lesson.id, step.id)
        return Link(step.id, code, seed, deadline, self.lesson.allowed(step))

    def _chain(self, through: int) -> list[Link]:
        """Return the sources that make the tensors before the step at that index.

        An earlier step that was never answered (the learner came by ``--step``) is stood in for by its
        solution.
        """
        lesson, chain = self.lesson, []
        if lesson.setup:
            seed = seed_of(lesson.id, "setup")
            chain.append(Link("setup", lesson.setup, seed, lesson.deadline, lesson.allowed()))
        chain.extend(
            self._link(step, self.progress.of(step.id).accepted or step.solution)
            for step in lesson.steps[:through]
            if isinstance(step, CodeStep | PlotStep)
        )
        return chain

    async def _before(self, what: Callable[[Holder], Awaitable[Done]]) -> Done:
        """Do something with what stands before the current step, rebuilt where it is lost."""
        return await self._standing.do(self._chain(self.position), what)

    def _through(self) -> list[Link]:
        """Return the sources that make what stands: with this step's, where it is passed."""
        return self._chain(self.position + (1 if self._passed(self.step.id) else 0))

    async def _judge(self, step: Step, answer: str) -> Answer:
        if isinstance(step, ReadStep):  # nothing to judge, so nothing to wait for
            return Answer(Verdict("right", ""), None, None)
        tried = self.progress.of(step.id).attempts
        asked = question(self.lesson, step)
        found = await self._before(lambda on: self.lab.answer(on, asked, answer, tried=tried))
        crashed = found.evidence is not None and found.evidence["stop"] == "signal"
        if not crashed or asked["kind"] not in ("code", "plot", "experiment"):
            return found
        return await self._judge_anew(asked, answer, tried)

    async def _judge_anew(self, asked: CodeQuestion, answer: str, tried: int) -> Answer:
        """Have an answer run once more whose process crashed, before the learner is blamed.

        A process that was forked after a backward pass may crash where a fresh one doesn't. This is the
        one case where an answer runs twice: what crashed has left nothing behind.
        """
        sources = self._standing.sources(self._chain(self.position))
        return await self._before(
            lambda on: self.lab.answer_anew(on, asked, answer, sources, tried=tried)
        )

    @staticmethod
    def _worded(step: Step, verdict: Verdict) -> Verdict:
        """Join the author's sentence to a right verdict: what to notice, or why it matters."""
        if not verdict.right or not step.right:
            return verdict
        said = f"{verdict.message}\n\n{step.right}" if verdict.message else step.right
        return Verdict("right", said, verdict.slip, verdict.more)

    async def _record(
        self, step: Step, answer: str, verdict: Verdict, evidence: Evidence | None
    ) -> Answered:
        output = sanitise(evidence["output"]) if evidence else ""
        echo = sanitise(evidence["echo"]) if evidence and evidence["echo"] is not None else None
        failure = evidence["failure"] if evidence else None
        traceback = sanitise(failure["traceback"]) if failure else ""
        await self._write(
            Line(
                "answer",
                self.lesson.id,
                step.id,
                self._ask(step),
                answer,
                ruling=verdict.ruling,
                slip=verdict.slip,
                message=verdict.message,
                more=verdict.more,
                output=output,
                echo=echo,
                traceback=traceback,
                seed=seed_of(self.lesson.id, step.id),
            )
        )
        return Answered(verdict, evidence, Entry(step.id, answer, verdict, output, echo, traceback))

    async def _move(self, place: int) -> None:
        await self.leave_scratch()
        self.position = place
        await self._write(Line("at", self.lesson.id, self.lesson.steps[place].id))

    async def _write(self, line: Line) -> None:
        """Write to the journal off the event loop: a slow home must not freeze the screen."""
        self.progress.apply(await asyncio.to_thread(self.journal.write, line))
