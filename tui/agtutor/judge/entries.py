"""Slips of one entry of a gradient, in index form: an index too many, another one, a sum left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from agtutor.case.question import DeriveQuestion, Symbol
from agtutor.errors import FormulaError, LessonError
from agtutor.formula.deciding.decide import Comparison
from agtutor.formula.slips.diagnosis import Diagnosis
from agtutor.formula.slips.sentences import SENTENCES
from agtutor.formula.tree import Sum, Sym, Tree
from agtutor.formula.values.expand import renamed
from agtutor.formula.values.trouble import TooLarge
from agtutor.formula.vectors.diagnosis import shown
from agtutor.formula.vectors.infer import free_ranges
from agtutor.formula.vectors.sentences import WORDS
from agtutor.judge.problem import problem_of
from agtutor.judge.slips import named
from agtutor.judge.tensors import TensorProblem

_MOST_LETTERS = 3


def entry_slip(
    problem: TensorProblem, question: DeriveQuestion, tree: Tree, text: str, left: Sequence[str]
) -> Diagnosis | None:
    """Return the slip of a wrong entry; None where none is known.

    Args:
        problem: the problem of the question.
        question: what is asked.
        tree: the answer's tree.
        text: the answer as typed.
        left: indices of the answer that the question doesn't have.
    """
    if left:
        summed = tree
        for letter in left:
            summed = Sum(letter, summed)
        if _is_right(problem, summed):
            return _worded(problem, "sum-dropped", other=f"${left[0]}$")
    own = problem.wrt.index
    if isinstance(tree, Sum) and tree.index in own and _is_right(problem, tree.body):
        return _worded(problem, "sum-kept", node=shown(tree))
    letters = [*dict.fromkeys((*own, *left))]
    if len(letters) <= _MOST_LETTERS:
        for turned in permutations(letters):
            other = dict(zip(letters, turned, strict=True))
            if turned != tuple(letters) and _is_right(problem, renamed(tree, other)):
                back = {new: old for old, new in other.items()}
                entry = Sym(problem.wrt.name, tuple(back.get(one, one) for one in own))
                return _worded(problem, "wrong-index", other=shown(entry))
    found = _of_numbers(question, tree, text)
    return found or (_worded(problem, "wrong-index", other=f"${left[0]}$") if left else None)


def _is_right(problem: TensorProblem, tree: Tree) -> bool:
    try:
        if set(free_ranges(tree, problem.shapes)) - set(problem.wrt.index):
            return False
        return problem.ground.is_right(problem.fitted(tree))
    except (FormulaError, TooLarge):
        return False


def _worded(problem: TensorProblem, ident: str, **fields: str) -> Diagnosis:
    filling = {"var": shown(problem.wrt), "node": shown(problem.asked.of), **fields}
    words = SENTENCES.get(ident) or WORDS[ident]
    return Diagnosis(ident, words.say.format(**filling), words.more.format(**filling))


def _of_numbers(question: DeriveQuestion, tree: Tree, text: str) -> Diagnosis | None:
    """Return the slip by the rules for numbers, where the formula is one of entries alone."""
    plain = of_entries(question)
    try:
        problem = problem_of(plain)
        return named(problem, plain, tree, text, Comparison("different")) if problem.bank else None
    except (FormulaError, LessonError, TooLarge, TypeError):
        return None


def of_entries(question: DeriveQuestion) -> DeriveQuestion:
    """Return the same question of numbers alone: each name with its indices, and no shape."""
    return DeriveQuestion(
        kind="derive",
        id=question["id"],
        of=question["of"],
        wrt=question["wrt"],
        root="",
        symbols=[_entry(one) for one in question["symbols"]],
        wrong=[],
    )


def _entry(one: Symbol) -> Symbol:
    """Return a name as the one of its entries."""
    below = {0: "", 1: "_i", 2: "_{ij}"}[len(one.get("shape", ()))]
    return Symbol(name=one["name"] + below, tensor="", domain=one["domain"])
