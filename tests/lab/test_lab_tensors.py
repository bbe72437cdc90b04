"""Gradients by vectors and matrices: autograd is the witness, on live tensors and on sampled ones."""

from __future__ import annotations

import pytest

from agtutor.case.question import DeriveQuestion, Symbol
from agtutor.errors import LessonError
from agtutor.lab.lab import Holder, Lab, Task

pytestmark = pytest.mark.asyncio(loop_scope="module")

CODE = """
import torch
W = torch.tensor([[1.0, 2.0], [3.0, 4.0], [-1.0, 0.5]], requires_grad=True)
x = torch.tensor([1.0, -2.0], requires_grad=True)
y = torch.tensor([0.5, 1.0, 2.0])
l = ((W @ x - y) ** 2).sum() / 2
"""
SYMBOLS = [
    Symbol(name="W", tensor="W", domain=[], shape=["m", "n"]),
    Symbol(name="x", tensor="x", domain=[], shape=["n"]),
    Symbol(name="y", tensor="y", domain=[], shape=["m"]),
]


def asked(wrt: str, root: str = "l", of: str = "‖W x - y‖² / 2") -> DeriveQuestion:
    return DeriveQuestion(
        kind="derive", id="slope", of=of, wrt=wrt, root=root, symbols=SYMBOLS, wrong=[]
    )


async def standing(lab: Lab) -> Holder:
    run = await lab.run(await lab.base(), Task(CODE, "stand", seed=1))
    return await run.keep()


async def test_a_right_gradient_says_what_autograd_measures_on_the_live_tensors(lab: Lab) -> None:
    holder = await standing(lab)
    for wrt, answer in (("x", "W^T (W x - y)"), ("W", "(W x - y) x^T")):
        verdict = (await lab.answer(holder, asked(wrt), answer)).verdict
        assert verdict.right
        assert verdict.message.startswith(f"At `{wrt}[")
        assert "autograd measures" in verdict.message


async def test_an_entry_is_held_against_what_autograd_measured_there(lab: Lab) -> None:
    verdict = (await lab.answer(await standing(lab), asked("x_k"), "0")).verdict
    assert verdict.message == "At `x[1]` your formula gives 0; autograd measured −33."


async def test_shapes_are_said_in_the_sizes_of_the_live_tensors(lab: Lab) -> None:
    verdict = (await lab.answer(await standing(lab), asked("x"), "W (W x - y)")).verdict
    assert (verdict.ruling, verdict.slip) == ("wrong", "transpose-missing")
    assert verdict.message.startswith("$W$ is 3×2, and $W \\cdot x - y$ has 3 entries: which way round")


async def test_a_wrong_gradient_shows_an_entry_that_autograd_measured(lab: Lab) -> None:
    verdict = (await lab.answer(await standing(lab), asked("W"), "2 (W x - y) x^T")).verdict
    assert verdict.slip == "half-lost"
    assert "At `W[" in verdict.message
    assert "; autograd measured " in verdict.message


async def test_without_live_tensors_autograd_is_asked_about_sampled_ones(lab: Lab) -> None:
    base, question = await lab.base(), asked("W", root="")
    right = (await lab.answer(base, question, "(W x - y) x^T")).verdict
    assert right.message.startswith("It gives what autograd measures, entry by entry")
    wrong = (await lab.answer(base, question, "-(W x - y) x^T")).verdict
    assert "; autograd measured `[[" in wrong.message


async def test_the_gradient_is_revealed_as_a_learner_would_type_it(lab: Lab) -> None:
    base = await lab.base()
    entry = asked("x_k", of="sum_i (sum_j W_ij x_j - y_i)^2")
    for question in (asked("x"), asked("W"), entry):
        revealed = await lab.reveal(base, question)
        assert (await lab.answer(base, question, revealed)).verdict.right
    with pytest.raises(LessonError):
        await lab.reveal(base, asked("x", of="sum_i (sum_j W_ij x_j - y_i)^2"))


async def test_a_live_tensor_of_another_shape_is_an_error_of_the_lesson(lab: Lab) -> None:
    run = await lab.run(await lab.base(), Task(CODE + "y = W.detach()\n", "stand", seed=1))
    with pytest.raises(LessonError, match=r"declared with the shape \(m\), and the live `y` has"):
        await lab.answer(await run.keep(), asked("x"), "x")


async def test_a_root_that_is_another_formula_is_an_error_of_the_lesson(lab: Lab) -> None:
    with pytest.raises(LessonError, match="The key and autograd disagree: at `x"):
        await lab.answer(await standing(lab), asked("x", of="‖W x - y‖²"), "x")
