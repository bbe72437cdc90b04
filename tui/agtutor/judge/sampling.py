"""Tensors for a derivative that has no live ones: a program that makes them and asks autograd."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NotRequired, TypedDict

from agtutor.case.question import DeriveQuestion
from agtutor.errors import LessonError
from agtutor.formula.deciding.ground import names_in
from agtutor.formula.torchtext import torch_text
from agtutor.formula.tree import Sym
from agtutor.formula.values.expand import expand, expanded_size, free_indices
from agtutor.formula.values.points import intervals_of, readable
from agtutor.formula.values.trouble import TooLarge
from agtutor.judge.problem import Problem, problem_of
from agtutor.judge.tensors import has_shapes

ENTRIES = 6
"""Entries of each tensor, and places where the derivative is measured."""

SLOPES = "slopes"
"""The name of what the program leaves behind: the derivative at each place."""

_MOST_NODES = 3000  # of the formula at one place
_PROGRAM = """\
import math
import torch

def c(number):
    return torch.tensor(number, dtype=torch.float64)

def slope(of, at):
    v = c(at).requires_grad_()
    root = of(v)
    return torch.autograd.grad(root, v)[0] if root.requires_grad else c(0.0)

{slopes} = torch.stack([
{places}
])
"""


class Sample(TypedDict):
    """A program over torch, and the entries that its tensors have, by their names in the formula."""

    code: str  # "" where there is nothing to measure
    name: str  # what holds the derivative at each place afterwards
    at: dict[str, list[float]]
    shapes: NotRequired[dict[str, list[int]]]  # of vectors and matrices


def sample(question: DeriveQuestion) -> Sample:
    """Return a program that measures a derivative with autograd, in double precision.

    Raises:
        LessonError: where a text of the question can't be read.
    """
    if has_shapes(question):
        from agtutor.judge.tensorsampling import tensor_sample

        return tensor_sample(question)
    problem = problem_of(question, ENTRIES)
    try:
        if not _measurable(problem):
            return Sample(code="", name="", at={})
        at = _entries(problem)
        places = [_place(problem, at, number) for number in range(ENTRIES)]
    except TooLarge as error:
        raise LessonError(f"`of` can't be computed: {error}.") from error
    plain = {name: [float(one) for one in entries] for name, entries in at.items()}
    code = _PROGRAM.format(slopes=SLOPES, places="\n".join(places))
    return Sample(code=code, name=SLOPES, at=plain)


def _measurable(problem: Problem) -> bool:
    """Whether each name has one index at most, a letter, and only the variable's is left over."""
    syms = names_in(problem.of, problem.wrt)
    plain = all(len(sym.index) <= 1 and not any(map(str.isdigit, sym.index)) for sym in syms)
    left = set(free_indices(problem.of)) - set(problem.wrt.index)
    fits = expanded_size(problem.of, ENTRIES) <= _MOST_NODES
    return plain and not left and fits and bool(problem.ground.probes)


def _entries(problem: Problem) -> dict[str, list[Fraction]]:
    """Return entries of few digits for every name, others for each where there are enough."""
    found: dict[str, list[Fraction]] = {}
    for place, sym in enumerate(names_in(problem.wrt, problem.of)):
        if sym.name not in found and sym.name not in problem.counts:
            choices = readable(intervals_of(sym, problem.domains))
            found[sym.name] = [_turned(choices, number + place) for number in range(ENTRIES)]
    return found


def _turned(choices: Sequence[Fraction], number: int) -> Fraction:
    return choices[number % len(choices)]


def _place(problem: Problem, at: dict[str, list[Fraction]], number: int) -> str:
    """Return the line that measures the derivative at one place."""
    entry = str(number + 1)
    of = expand(problem.of, dict.fromkeys(problem.wrt.index, entry), ENTRIES)
    moving = Sym(problem.wrt.name, (entry,) if problem.wrt.index else ())
    names = {sym: _number(problem, at, sym, number) for sym in names_in(of)}
    here = float(at[problem.wrt.name][number])
    return f"    slope(lambda v: {torch_text(of, {**names, moving: 'v'})}, {here!r}),"


def _number(problem: Problem, at: dict[str, list[Fraction]], sym: Sym, number: int) -> str:
    if sym.name in problem.counts:
        return f"c({float(ENTRIES)!r})"
    entry = int(sym.index[0]) - 1 if sym.index else number
    return f"c({float(at[sym.name][entry])!r})"
