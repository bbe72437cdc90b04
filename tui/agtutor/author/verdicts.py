"""Verdicts for scripts: one request in, one reply out, both plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TypedDict

from agtutor.case.evidence import Evidence
from agtutor.case.question import Question
from agtutor.case.verdict import Verdict
from agtutor.errors import AgtutorError, LessonError
from agtutor.formula.prose import readable
from agtutor.lab.lab import Answer, Holder, Lab
from agtutor.lab.processes import HolderLost
from agtutor.lab.text import sanitise
from agtutor.lesson.library import Library
from agtutor.lesson.model import CodeStep, Lesson, PlotStep, Step
from agtutor.lesson.questions import imports_before, question, seed_of
from agtutor.walkthrough.standing import Link, Standing

LOST = "stopped-lost"
"""The slip of a run whose process went before it could answer."""

LOST_MESSAGE = "The run was lost before it could be judged. Your tensors are as they were before."

MOST = 1_000_000
"""Bytes that one request may have."""

_LESSON_KEYS = {"lesson", "step", "answer", "before"}
_FORMULA_KEYS = {"f", "wrt", "symbols", "shapes", "domain", "answer"}


class Reply(TypedDict, total=False):
    """A verdict, or an error: ``verdict``, ``slip``, ``message`` and ``output``, or ``error`` alone."""

    verdict: str
    slip: str | None
    message: str
    output: str
    error: str


class RequestError(AgtutorError):
    """A request that isn't of the form that is asked for."""


def _text(request: dict[str, Any], key: str) -> str:
    value = request.get(key)
    if not isinstance(value, str):
        missing = "is missing" if key not in request else "has to be a text"
        raise RequestError(f'"{key}" {missing}.')
    return value


def _known(request: dict[str, Any], keys: set[str]) -> None:
    unknown = sorted(set(request) - keys)
    if unknown:
        raise RequestError(
            f'"{unknown[0]}" is not a key of such a request.', fix=f"Known: {', '.join(sorted(keys))}."
        )


def read_request(raw: bytes) -> dict[str, Any]:
    """Return the request as a dict; ``RequestError`` says what is wrong with it."""
    if len(raw) > MOST:
        raise RequestError(f"The request has {len(raw)} bytes; {MOST} are the most.")
    try:
        request: Any = json.loads(raw.decode("utf-8-sig").strip())
    except UnicodeDecodeError as error:
        raise RequestError(f"This is not UTF-8: byte {error.start + 1} can't be read.") from None
    except RecursionError:
        raise RequestError("This nests too deep for a request.") from None
    except ValueError as error:
        raise RequestError(f"This is not a JSON object on one line: {error}.") from None
    if not isinstance(request, dict):
        raise RequestError("A request is a JSON object.", fix='Give {"lesson": …} or {"f": …}.')
    if ("lesson" in request) == ("f" in request):
        raise RequestError('A request has either "lesson" or "f".')
    _known(request, _LESSON_KEYS if "lesson" in request else _FORMULA_KEYS)
    return request


def _shown(evidence: Evidence | None) -> str:
    """Return what the answer showed: its output, and the last expression's value."""
    if evidence is None:
        return ""
    parts = [evidence["output"], evidence["echo"] or ""]
    return sanitise("\n".join(part.rstrip("\n") for part in parts if part))


@dataclass(slots=True)
class Bench:
    """Where requests are answered, in order, on one lab."""

    lab: Lab
    library: Library = field(default_factory=Library)
    _lessons: dict[str, Lesson] = field(default_factory=dict)
    _standing: Standing = field(init=False)

    def __post_init__(self) -> None:
        self._standing = Standing(self.lab)

    async def reply(self, raw: bytes) -> Reply:
        """Answer one request; what is wrong with it is a reply too."""
        try:
            request = read_request(raw)
            return await (self._step(request) if "lesson" in request else self._formula(request))
        except AgtutorError as error:
            return Reply(error=str(error))

    async def _step(self, request: dict[str, Any]) -> Reply:
        name, ident, answer = (_text(request, key) for key in ("lesson", "step", "answer"))
        if name not in self._lessons:
            self._lessons[name] = self.library.find(name).lesson
        lesson = self._lessons[name]
        step = self.library.step(lesson, ident)
        before = _text(request, "before") if "before" in request else None
        asked = question(lesson, step)
        try:
            found = await self._twice(lesson, step, before, asked, answer)
        except LessonError as error:
            if before is None:
                raise
            raise RequestError(
                error.what,
                fix="It runs on what `before` makes. Does that make all that the step needs?",
            ) from None
        if found is None:
            await self._standing.forget()
            return Reply(verdict="stopped", slip=LOST, message=LOST_MESSAGE, output="")
        if found.holder is not None:
            await self.lab.release(found.holder)
        return self._said(found.verdict, found.evidence)

    async def _twice(
        self, lesson: Lesson, step: Step, before: str | None, asked: Question, answer: str
    ) -> Answer | None:
        """Let the lab judge an answer; once more where it was lost before it ran, or with its run."""
        found = await self._answer(await self._holder(lesson, step, before), asked, answer)
        if found is None:  # what it stood on may have died of an earlier answer
            await self._standing.forget()
            found = await self._answer(await self._holder(lesson, step, before), asked, answer)
        return found

    async def _answer(self, holder: Holder, asked: Question, answer: str) -> Answer | None:
        """Let the lab judge an answer; None where what it ran on, or its run, was lost."""
        try:
            found = await self.lab.answer(holder, asked, answer)
        except HolderLost:
            return None
        return None if found.verdict.slip == LOST else found

    async def _formula(self, request: dict[str, Any]) -> Reply:
        return self._said(await self.lab.judge_formula(request), None)

    async def _holder(self, lesson: Lesson, step: Step, before: str | None) -> Holder:
        if before is None:
            links = [
                self._link(lesson, earlier.id, earlier.solution)
                for earlier in lesson.steps[: lesson.index(step.id)]
                if isinstance(earlier, CodeStep | PlotStep)
            ]
        else:
            code = "\n".join(part for part in (imports_before(lesson, step), before) if part)
            links = [self._link(lesson, "before", code)]
        if lesson.setup:
            links.insert(0, self._link(lesson, "setup", lesson.setup))
        holder = await self._standing.at(links)
        if self._standing.broken:
            broken, why = self._standing.broken.popitem()
            raise RequestError(
                f"The code of `{broken.step}` doesn't run to its end: {why}.",
                fix="Until it does, there is nothing to answer on.",
            )
        return holder

    @staticmethod
    def _link(lesson: Lesson, ident: str, code: str) -> Link:
        return Link(ident, code, seed_of(lesson.id, ident), lesson.deadline)

    @staticmethod
    def _said(verdict: Verdict, evidence: Evidence | None) -> Reply:
        return Reply(
            verdict=verdict.ruling,
            slip=verdict.slip,
            message=readable(verdict.message),
            output=_shown(evidence),
        )
