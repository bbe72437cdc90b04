"""Each code step of a lesson takes right answers in many forms, and names what is wrong in others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from agtutor.author.stage import Stage
from agtutor.case.verdict import Verdict
from agtutor.lab.lab import Lab
from agtutor.lesson.library import Library
from agtutor.lesson.model import CodeStep, PlotStep
from tests.judge import (
    judge_forms_accumulation,
    judge_forms_circuit,
    judge_forms_tape,
    judge_forms_tracking,
    judge_forms_two_roads,
    judge_right_forms,
    judge_wrong_forms,
    judge_wrong_later_forms,
)

Wrong = dict[str, list[tuple[str, str]]]

RIGHT: dict[str, dict[str, list[str]]] = {
    "tracking": judge_forms_tracking.RIGHT,
    "tape": judge_forms_tape.RIGHT,
    "circuit": judge_forms_circuit.RIGHT,
    "two-roads": judge_forms_two_roads.RIGHT,
    "accumulation": judge_forms_accumulation.RIGHT,
}
WRONG: dict[str, Wrong] = {
    "tracking": judge_forms_tracking.WRONG,
    "tape": judge_forms_tape.WRONG,
    "circuit": judge_forms_circuit.WRONG,
    "two-roads": judge_forms_two_roads.WRONG,
    "accumulation": judge_forms_accumulation.WRONG,
}
FIRST = "first-gradient"
FIRST_WRONG = {**judge_wrong_forms.WRONG, **judge_wrong_later_forms.WRONG}
MESSAGES = [
    ("tracking", "double-leaf", "w = torch.ones(4, dtype=torch.float64, requires_grad=True)",
     "`w` has 4 values, and the step asks for 3."),
    ("tracking", "square", "y = c * c.detach()", "one factor of `y` is `c.detach()`"),
    ("tracking", "cut", "v = y.detach().requires_grad_()", "`v` hangs on no graph"),
    ("tracking", "plot-cut", "plt.plot(c.item(), v)", "one number, and `c` has more"),
    ("tracking", "plot-cut", "plt.plot(c.detach(), -v)", "`v` is drawn upside down"),
    ("tape", "last-node", "print(a.grad_fn, a.grad_fn.next_functions)", "`a` is a leaf"),
    ("tape", "last-node", "print(s.grad_fn, s.grad_fn.next_functions)",
     "What about `f.grad_fn` and `f.grad_fn.next_functions`?"),
    ("tape", "last-node", "print(f.grad_fn, p.grad_fn)", "1 of 2 is shown"),
    ("circuit", "gates", "q = x + y\nq.retain_grad()\nf = (x + y) * z", "doesn't pass through `q`"),
    ("tape", "make-f", "s = a.sin()\np = s * a\nf = s * a + 3", "doesn't pass through `p`"),
    ("tape", "make-f", "s = a.sin()\nb = a.detach()\np = s * b\nf = p + 3", "one factor of `p` is `b`"),
    ("accumulation", "make-x", "import numpy as torch\nx = None", "it was the module `torch`"),
    ("circuit", "gates", "x += y\nq = x\nq.retain_grad()\nf = q * z", "This overwrites `x` itself"),
    ("circuit", "gates", "q = x + y\nq.retain_grad()\nq = q * 1\nf = q * z",
     "after that you gave the name to another one"),
    ("circuit", "backward", "f.backward()\nprint(x.grad, y.grad, z.grad)", "What about `q`?"),
    ("circuit", "backward", "f.backward()\nprint(x, y, z, q)", "You show the values of"),
    ("circuit", "backward", "print(x.grad, y.grad, z.grad, q.grad)\nf.backward()",
     "that is what `x.grad` was then"),
    ("two-roads", "one-road",
     "x = torch.tensor(3.0)\nu = (x * x).detach()\nf = u * x\nf.backward()", "Nothing tracks `x`"),
    ("two-roads", "both-roads", "x.grad = None\n(x * x**2).backward()\nprint(x.grad_fn)",
     "Which tensor holds the values"),
    ("accumulation", "pile-up", "print(x.grad)\nfor _ in range(3):\n    (x**2).sum().backward()",
     "that is what `x.grad` was then"),
    ("accumulation", "pile-up", "(3 * x**2).sum().backward()\nx.grad", "the step asks for 3"),
    ("accumulation", "clear", "x.grad = None", "No backward pass has run"),
    ("accumulation", "clear", "del x\n(x**2).sum().backward()", "by this line it is gone"),
]  # fmt: skip

STEPS = [(lesson, step) for lesson, steps in RIGHT.items() for step in steps]

pytestmark = pytest.mark.asyncio(loop_scope="module")


class Stages:
    """The lessons, each on what its earlier solutions leave behind, on one lab."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._stages: dict[str, Stage] = {}

    async def verdicts(self, lesson: str, step: str, answers: list[str]) -> dict[str, Verdict]:
        """Return what each answer to a step gets."""
        if lesson not in self._stages:
            self._stages[lesson] = Stage(self._lab, Library().find(lesson))
        stage = self._stages[lesson]
        place = stage.loaded.lesson.index(step)
        asked = stage.asked(place)
        found = await asyncio.gather(*(stage.answer(place, asked, answer) for answer in answers))
        return {answer: one.verdict for answer, one in zip(answers, found, strict=True)}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stages(nursed: None) -> AsyncIterator[Stages]:
    lab = Lab.launch()
    await lab.ready()
    yield Stages(lab)
    await lab.close()


def forms(lesson: str, step: CodeStep | PlotStep) -> tuple[set[str], set[str]]:
    """Return the right and the wrong forms that are known of a step, those of its lesson included."""
    right = judge_right_forms.RIGHT if lesson == FIRST else RIGHT[lesson]
    wrong = FIRST_WRONG if lesson == FIRST else WRONG[lesson]
    known = {step.solution, *step.also, *right[step.id]}
    refused = {*(one.answer for one in step.wrong), *(code for code, _ in wrong[step.id])}
    return {code.strip() for code in known}, {code.strip() for code in refused}


async def test_ten_forms_of_either_kind_are_known_of_each_step_of_the_course() -> None:
    found = {
        f"{lesson}:{step.id}": tuple(map(len, forms(lesson, step)))
        for lesson in (FIRST, *RIGHT)
        for step in Library().find(lesson).lesson.steps
        if isinstance(step, CodeStep | PlotStep)
    }
    assert list(Library().ids) == [FIRST, *RIGHT]
    assert {step: counts for step, counts in found.items() if min(counts) < 10} == {}


@pytest.mark.parametrize(("lesson", "step"), STEPS)
async def test_each_right_form_is_accepted(stages: Stages, lesson: str, step: str) -> None:
    found = await stages.verdicts(lesson, step, RIGHT[lesson][step])
    assert {code: (one.slip, one.message) for code, one in found.items() if not one.right} == {}


@pytest.mark.parametrize(("lesson", "step"), STEPS)
async def test_each_wrong_form_is_refused_with_its_slip(stages: Stages, lesson: str, step: str) -> None:
    table = WRONG[lesson][step]
    found = await stages.verdicts(lesson, step, [code for code, _ in table])
    assert {code: one.ruling for code, one in found.items() if one.ruling != "wrong"} == {}
    assert [(code, one.slip) for code, one in found.items()] == table


@pytest.mark.parametrize(("lesson", "step", "code", "words"), MESSAGES)
async def test_a_message_is_true_of_what_was_done(
    stages: Stages, lesson: str, step: str, code: str, words: str
) -> None:
    found = await stages.verdicts(lesson, step, [code])
    assert words in found[code].message
