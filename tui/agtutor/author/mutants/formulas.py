"""Wrong derivatives: those that the formula invites, and the right one with a small change."""

from __future__ import annotations

from collections.abc import Iterator

from agtutor.author.mutants.mutant import Mutant
from agtutor.formula.tree import Tree
from agtutor.formula.typeset import line
from agtutor.judge.problem import Problem
from agtutor.judge.tensors import TensorProblem

_CHANGES = (
    ("-({key})", "the other sign"),
    ("2*({key})", "twice the slope"),
    ("({key})/2", "half the slope"),
    ("({key}) + 1", "one added"),
    ("0", "no slope at all"),
    ("{wrt}", "the variable itself"),
    ("{of}", "the formula itself"),
)
_MOST_INVITED = 40


def wrong_formulas(problem: Problem | TensorProblem, key: str, of: str, wrt: str) -> Iterator[Mutant]:
    """Yield wrong derivatives; one that happens to be right is told apart where it is tried.

    Args:
        problem: what is asked.
        key: the right derivative, as it would be typed.
        of: the formula, as the lesson has it.
        wrt: the variable, as the lesson has it.
    """
    for form, about in _CHANGES:
        yield Mutant(form.format(key=key, of=of, wrt=wrt), about)
    for entry in problem.bank.entries[:_MOST_INVITED] if problem.bank else ():
        slip = entry.slips[0]
        yield Mutant(_typed(slip.tree), f"the slip `{slip.id}`")


def _typed(tree: Tree) -> str:
    return line(tree, ascii=True)
