"""The code steps of the first lesson on real tensors: many forms are right, and many are not."""

from __future__ import annotations

import pytest

from tests.judge import judge_wrong_forms, judge_wrong_later_forms
from tests.judge.judge_lab import Bench, first_lesson
from tests.judge.judge_right_forms import RIGHT

WRONG = {**judge_wrong_forms.WRONG, **judge_wrong_later_forms.WRONG}
STEPS = list(WRONG)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return first_lesson()


def test_each_step_has_ten_forms_of_either_kind() -> None:
    lesson = first_lesson().lesson
    assert [step.id for step in lesson.steps if step.kind in ("code", "plot")] == STEPS
    assert all(len(RIGHT[step]) >= 10 for step in STEPS)
    assert all(len(WRONG[step]) >= 10 for step in STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_right_forms_are_accepted(bench: Bench, step: str) -> None:
    verdicts = {code: bench.answer(step, code, bare=True) for code in RIGHT[step]}
    assert {code: found.slip for code, found in verdicts.items() if not found.right} == {}


@pytest.mark.parametrize("step", STEPS)
def test_wrong_forms_are_refused_each_with_its_slip(bench: Bench, step: str) -> None:
    verdicts = {code: bench.answer(step, code, bare=True) for code, _ in WRONG[step]}
    assert not [code for code, found in verdicts.items() if found.right]
    assert [(code, found.slip) for code, found in verdicts.items()] == WRONG[step]


@pytest.mark.parametrize("step", STEPS)
def test_messages_are_short_and_speak_as_a_tutor_does(bench: Bench, step: str) -> None:
    for code, _ in WRONG[step]:
        verdict = bench.answer(step, code, tried=1, bare=True)
        for words in (verdict.message, verdict.more):
            assert len(words) < 400, code
            assert words.count("`") % 2 == 0, code
            assert not words or words.rstrip()[-1] in ".?", (code, words)
            assert not any(word in words.lower() for word in ("!", "simply", "obviously", "oops"))


@pytest.mark.parametrize("step", STEPS)
def test_the_solution_and_its_also_are_right_and_the_starter_is_not(bench: Bench, step: str) -> None:
    asked = bench.step(step)
    for code in (asked.solution, *asked.also):
        assert bench.answer(step, code).right, code
    assert not bench.answer(step, asked.starter).right


@pytest.mark.parametrize("step", STEPS)
def test_what_the_author_foresaw_gets_the_authors_slip(bench: Bench, step: str) -> None:
    for entry in bench.step(step).wrong:
        verdict = bench.answer(step, entry.answer)
        assert (verdict.ruling, verdict.slip) == ("wrong", entry.slip), entry.answer
        assert verdict.message == (entry.say or verdict.message)


@pytest.mark.parametrize(
    ("step", "code", "words"),
    [
        ("imports", "import torch", "There is no `plt` yet"),
        ("create-x", "x = torch.linspace(-5, 5, 20, requires_grad=True)",
         "`x` has 20 values, and the step asks for 21."),
        ("create-x", "x = torch.arange(-5, 5, 0.5, requires_grad=True)", "Your last value is 4.5"),
        ("create-x", "x = torch.linspace(-1, 1, 21, requires_grad=True) * 5",
         "`x` is the result of a multiplication"),
        ("create-x", "x = torch.arange(-5, 6, requires_grad=True)", "whole number"),
        ("shape-x", "len(x)", "21 is the length of one dimension"),
        ("shape-x", "y = x.shape", "shows nothing"),
        ("make-y", "y = x * 2", "where it is −5, your `y` is −10"),
        ("make-y", "y = 2**x", "your `y` is 0.03125"),
        ("make-y", "y = x ^ 2", "compares bits"),
        ("make-z", "z = x + 5", "You added 5 to `x`. The step asks for 5 more than `y`."),
        ("make-z", "y += 5\nz = y", "`+=` writes into `y` itself: `y[0]` was 25 and is 30."),
        ("make-l", "l = z.mean()", "`l` is 14.17, and the sum is 21 times that"),
        ("make-l", "l = y.sum()", "192.5, the sum of `y`"),
        ("make-l", "l = z.sum().item()", "`item` took the number 297.5 out of the tensor"),
        ("plot-z", "plt.plot(x, z)", "`x` and `z` are tracked"),
        ("plot-z", "plt.plot(z.detach(), x.detach())", "lies on its side, with `z` to the right"),
        ("show-grad-fn", "print(y.grad_fn)", "What about `z` and `l`?"),
        ("retain-grad", "y.retain_grad", "nothing has called it yet"),
        ("retain-grad", "x.retain_grad()", "You asked `x` to keep its gradient"),
        ("grad-before", "print(None)", "whatever is in `x`"),
        ("grad-before", "l.backward()\nx.grad", "You ran `backward`"),
        ("backward", "z.backward()", "`z` has the shape (21,)"),
        ("backward", "x.backward()", "`x` is the leaf"),
        ("backward", "l.backward(retain_graph=True)\nl.backward()", "every slope is there twice"),
        ("show-grad", "x.grad[:5]", "5 of the 21 values are shown"),
        ("x-grad-derived", "x_grad_derived = x.grad", "autograd's own answer"),
        ("x-grad-derived", "x_grad_derived = x.detach() ** 2", "where it is −5, you have 25"),
        ("compare", "x.grad == x_grad_derived", "21 answers, one for each entry"),
        ("compare", "torch.allclose(x.grad, x.grad)", "`x.grad` agrees with itself"),
        ("plot-grad", "plt.plot(x.detach(), z.detach())", "You drew `z` upwards"),
    ],
)  # fmt: skip
def test_messages_hold_the_learners_names_and_numbers(
    bench: Bench, step: str, code: str, words: str
) -> None:
    assert words in bench.answer(step, code, bare=True).message


def test_the_first_miss_is_not_told_all(bench: Bench) -> None:
    first, second = (
        bench.answer("create-x", "x = torch.linspace(-5, 5, 21)", tried) for tried in (0, 1)
    )
    assert first.message == second.message
    assert not first.more
    assert "keyword" in second.more
