"""Tensors for a gradient that has no live ones: a program that makes them and asks autograd."""

from __future__ import annotations

from agtutor.case.question import DeriveQuestion
from agtutor.errors import LessonError
from agtutor.formula.values.trouble import TooLarge
from agtutor.formula.vectors.arrays import Trial, entries_of
from agtutor.formula.vectors.infer import free_ranges
from agtutor.formula.vectors.torchtext import TorchText
from agtutor.judge.sampling import SLOPES, Sample
from agtutor.judge.tensors import TensorProblem, tensor_problem

_LONGEST = 100_000  # characters of the program
_PROGRAM = """\
import math
import torch

def c(number):
    return torch.tensor(number, dtype=torch.float64)

v = {{
{tensors}
}}
at = v[{wrt!r}].requires_grad_()
root = {of}
found = torch.autograd.grad(root, at)[0] if root.requires_grad else torch.zeros_like(at)
{slopes} = found.reshape(-1)
"""


def tensor_sample(question: DeriveQuestion) -> Sample:
    """Return a program that measures a gradient with autograd, in double precision.

    Raises:
        LessonError: where a text of the question can't be read, or its shapes don't fit.
    """
    problem = tensor_problem(question)
    nothing = Sample(code="", name="", at={})
    if free_ranges(problem.asked.of, problem.shapes):
        return nothing  # a formula for each entry: it has no one root
    try:
        trial = _trial(problem)
        code = _program(problem, trial)
    except TooLarge as error:
        raise LessonError(f"`of` can't be computed: {error}.") from error
    at = {name: [float(one) for one in entries_of(array)] for name, array in trial.point.items()}
    shapes = {name: _shape(problem, trial, name) for name in problem.shapes.axes}
    made = Sample(code=code, name=SLOPES, at=at, shapes=shapes)
    return made if len(code) <= _LONGEST else nothing


def _trial(problem: TensorProblem) -> Trial:
    """Return entries of few digits where the formula has a gradient, or else random ones."""
    plain = (trial for trial in problem.plain if problem.ground.defined(trial))
    return next(plain, problem.ground.trials[0])


def _shape(problem: TensorProblem, trial: Trial, name: str) -> list[int]:
    axes = problem.shapes.axes[name]
    return [dim if isinstance(dim, int) else trial.sizes[dim] for dim in axes]


def _program(problem: TensorProblem, trial: Trial) -> str:
    lines = [f"    {name!r}: c({numbers!r})," for name, numbers in trial.entries(0).items()]
    text = TorchText(problem.shapes, trial.sizes).whole(problem.asked.of)
    wrt = problem.wrt.name
    return _PROGRAM.format(tensors="\n".join(lines), wrt=wrt, of=text, slopes=SLOPES)
