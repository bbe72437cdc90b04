"""A lesson whose steps each forget one thing that a later step stands on, and what would ask for it."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass
from typing import Any

from agtutor.author.mutants.asked import difference
from agtutor.author.mutants.mutant import Mutant
from agtutor.author.mutants.needs import Needs, needed
from agtutor.author.mutants.states import spoilt
from agtutor.case.evidence import Evidence, Fact
from agtutor.case.question import CodeQuestion
from agtutor.case.verdict import Verdict
from agtutor.lab.inside.execute import execute
from agtutor.lab.inside.facts import describe
from agtutor.lab.questions import answer_task, solution_task
from agtutor.lab.runs import Task
from agtutor.lesson.model import CodeStep, Lesson
from agtutor.lesson.questions import question
from agtutor.lesson.reader import read_lesson_text
from tests.judge.judge_factory import as_if, rule

HEAD = """\
id: one
title: One
goal: Be asked.
minutes: 5
setup: |
  import torch
  x = torch.tensor([1.0, 2.0, 4.0], requires_grad=True)
  u, n, words = torch.tensor([3.0, 5.0, 7.0]), 3, "words"
  f = (x * x).sum()
steps:
"""
"""The head of a lesson, with what stands there before its first step."""

LOOSE = """\
id: loose
title: Loose
goal: Be accepted where it should not be.
minutes: 5
setup: import torch
steps:
  - {kind: code, id: leaves, title: Leaves, text: Make leaves.,
     solution: "a = torch.tensor([1.0, 2.0]).requires_grad_()\\nb = a.detach() + 2; b.requires_grad_()",
     expect: {a: {leaf: false}, b: {tracked: false, leaf: false}}}
  - {kind: code, id: result, title: Result, text: Multiply.,
     solution: "f = (a * b).sum()",
     expect: {f: {reaches: false}}}
  - {kind: code, id: half, title: Half, text: Two of them.,
     solution: "h = (a**2).sum()\\nk = h.detach() + 1",
     expect: {k: {}}}
  - {kind: code, id: keep, title: Keep, text: Retain.,
     solution: "m = a * 3; m.retain_grad()",
     expect: {m: {retains: false}}}
  - {kind: code, id: copied, title: Copy, text: Copy.,
     solution: "c = a.detach().clone()",
     expect: {c: {value: true}}}
  - {kind: code, id: written, title: Write, text: Add one.,
     solution: "c.add_(1)",
     expect: {c: {dtype: true}}}
  - {kind: code, id: walk, title: Walk, text: Walk back.,
     solution: "f.backward(retain_graph=True)",
     expect: {a: {same: true}, b: {same: true}}}
  - {kind: code, id: road, title: Road, text: What is behind f?,
     solution: "print(f.grad_fn.next_functions, c._version)",
     shows: [f.grad_fn.next_functions]}
  - {kind: code, id: look, title: Look, text: Look.,
     solution: "print(a.grad, b.grad)",
     shows: [a.grad, b.grad]}
  - {kind: code, id: clear, title: Clear, text: Clear the gradients.,
     solution: "a.grad.zero_(); b.grad.zero_()",
     expect: {a: {grad: cleared}, b: {grad: false}}}
  - {kind: code, id: add, title: Add, text: Add.,
     solution: "a.grad.add_(1); print(b.grad)",
     expect: {a: {}}, shows: [b.grad]}
  - {kind: code, id: again, title: Again, text: Walk from h and m.,
     solution: "h.backward(); m.sum().backward(); print(m.grad)",
     shows: [m.grad]}
"""


@dataclass(frozen=True)
class Tried:
    """A mutant, what the judge said to it, and what it changes of what is asked or stood on."""

    mutant: Mutant
    verdict: Verdict
    changes: str


def tried(text: str, ident: str) -> list[Tried]:
    """Return what comes of each bug in the state that a step's solution leaves, in this process."""
    lesson = read_lesson_text(text).lesson
    step = lesson.step(ident)
    assert isinstance(step, CodeStep)
    asked, needs = question(lesson, step), needed(lesson, lesson.index(ident))
    assert asked["kind"] == "code"
    before, model = _run(lesson, step, asked["solution"], solution_task(asked))
    return [
        _tried(lesson, step, asked, needs, mutant, before, model)
        for mutant in spoilt(asked, before, model, needs)
    ]


def _tried(
    lesson: Lesson,
    step: CodeStep,
    asked: CodeQuestion,
    needs: Needs,
    mutant: Mutant,
    before: dict[str, Fact],
    model: Evidence,
) -> Tried:
    stood, got = _run(lesson, step, mutant.answer, answer_task(asked, mutant.answer))
    expected = as_if(model, before, stood)
    verdict = rule(asked, mutant.answer, got, expected, stood)
    return Tried(mutant, verdict, difference(asked, stood, expected, got, needs))


def _run(lesson: Lesson, step: CodeStep, code: str, task: Task) -> tuple[dict[str, Fact], Evidence]:
    space: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for earlier in (lesson.setup, *map(_solution, lesson.steps[: lesson.index(step.id)])):
            exec(earlier, space)
    before = describe(space)["names"]
    shows = step.shows if code == step.solution else ()
    with contextlib.redirect_stdout(printed := io.StringIO()):
        got = execute(
            code,
            label="<now>",
            namespace=space,
            seed=1,
            shows=shows,
            watch=task.watch,
            notes=task.notes,
        )
    got["output"] = printed.getvalue()
    return before, got


def _solution(step: object) -> str:
    assert isinstance(step, CodeStep)
    return step.solution
