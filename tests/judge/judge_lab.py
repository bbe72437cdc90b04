"""Runs of real code on real tensors, in this process: what the judge gets to see of a lesson's step."""

from __future__ import annotations

import contextlib
import copy
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agtutor.case.evidence import Evidence
from agtutor.case.question import CodeQuestion
from agtutor.case.verdict import Verdict
from agtutor.judge import Case, judge
from agtutor.lab.inside.execute import execute
from agtutor.lab.inside.facts import describe
from agtutor.lab.inside.modules import stand_ins
from agtutor.lab.questions import noted, watched
from agtutor.lesson.model import CodeStep, Lesson, PlotStep
from agtutor.lesson.questions import question
from agtutor.lesson.reader import read_lesson
from tests.judge.judge_factory import as_if

FIRST = Path(__file__).parents[2] / "lessons" / "first-gradient.yaml"


@dataclass
class Bench:
    """A lesson whose steps can be answered one by one, each on what the earlier solutions make."""

    lesson: Lesson
    _models: dict[str, tuple[Evidence, Evidence]] = field(default_factory=dict)

    def step(self, ident: str) -> CodeStep | PlotStep:
        """Return a step that is answered with code."""
        step = self.lesson.step(ident)
        assert isinstance(step, CodeStep | PlotStep)
        return step

    def answer(self, ident: str, code: str, tried: int = 0, *, bare: bool = False) -> Verdict:
        """Return the verdict on an answer; ``bare`` leaves the author's words aside."""
        asked = self._question(ident)
        if bare:
            asked = copy.copy(asked)
            asked["wrong"] = []
        namespace = self._namespace(ident)
        before = describe(namespace)
        got = self._run(code, namespace, asked)
        case = Case(
            question=asked,
            answer=code,
            tried=tried,
            before=before["names"],
            graph=before["graph"],
            expected=self._expected(ident, before),
            got=got,
            gradient=None,
        )
        return judge(case)

    def _question(self, ident: str) -> CodeQuestion:
        asked = question(self.lesson, self.step(ident))
        assert asked["kind"] in ("code", "plot")
        return asked

    def _namespace(self, ident: str) -> dict[str, Any]:
        namespace: dict[str, Any] = {}
        with stand_ins(), contextlib.redirect_stdout(io.StringIO()):
            for step in self.lesson.steps[: self.lesson.index(ident)]:
                if isinstance(step, CodeStep):
                    exec(step.solution, namespace)
        return namespace

    def _run(self, code: str, namespace: dict[str, Any], asked: CodeQuestion) -> Evidence:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            found = execute(
                code,
                label=f"<step {asked['id']}>",
                namespace=namespace,
                seed=asked["seed"],
                shows=asked["shows"] if code == asked["solution"] else (),
                watch=watched(asked),
                notes=noted(asked),
            )
        found["output"] = printed.getvalue()
        return found

    def _expected(self, ident: str, before: Evidence) -> Evidence:
        """Return the solution's evidence, as if it had run on the very objects of ``before``."""
        if ident not in self._models:
            asked, namespace = self._question(ident), self._namespace(ident)
            was = describe(namespace)
            self._models[ident] = was, self._run(asked["solution"], namespace, asked)
        was, model = self._models[ident]
        return as_if(model, was["names"], before["names"])


def first_lesson() -> Bench:
    """Return the first lesson."""
    return Bench(read_lesson(FIRST).lesson)
