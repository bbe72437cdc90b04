"""Is a typed derivative right, and if not, which rule slipped and where does it show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agtutor.case.evidence import Gradient
from agtutor.case.question import DeriveQuestion
from agtutor.case.verdict import Verdict
from agtutor.errors import FormulaError, LessonError
from agtutor.formula.deciding.decide import Comparison, held
from agtutor.formula.slips.diagnosis import Diagnosis
from agtutor.formula.tree import Sum, Tree, walk
from agtutor.formula.typeset import latex
from agtutor.formula.values.trouble import TooLarge
from agtutor.judge.live import Live
from agtutor.judge.problem import Problem, problem_of
from agtutor.judge.requests import question_of, text_of
from agtutor.judge.slips import named
from agtutor.judge.tensors import has_shapes
from agtutor.judge.witnesses import agreement, difference

_UNDECIDED = (
    "This could be right, but it can't be shown to be equal to the derivative, or not to be. "
    "It doesn't count as a miss."
)
_REWRITE = "Write it in fewer operations, and it can be judged."


def judge_derivative(
    question: DeriveQuestion, answer: str, gradient: Gradient | None, tried: int
) -> Verdict:
    """Judge a formula that was typed as a derivative; of vectors and matrices, as a gradient.

    Args:
        question: what the step asks.
        answer: the text as typed.
        gradient: what autograd measures on the live tensors, where there are any.
        tried: how many wrong answers this step has had; after the first, the verdict says more.

    Raises:
        LessonError: where the question can't be read, or its key is not what autograd or central
            differences measure.
    """
    if has_shapes(question):
        from agtutor.judge.gradients import judge_gradient

        return judge_gradient(question, answer, gradient, tried)
    problem, live = _opened(question, gradient)
    try:
        tree = problem.read(answer)
        found = held(problem.ground, tree)
        if found.outcome == "equal" and _is_of_any_size(problem, live, tree):
            problem, live, found = _held_larger(problem, live, tree, found)
    except FormulaError as error:
        asks = error.reason if error.reason == "not-evaluated" else None
        return Verdict("unreadable", f"{error.what} {error.fix}".strip(), asks, span=error.span)
    except TooLarge as error:
        return Verdict("unreadable", f"This can't be computed: {error}.", span=(0, len(answer)))
    if found.outcome == "undecided":
        return Verdict("undecided", _UNDECIDED, more=_REWRITE)
    if found.outcome == "equal":
        if not (live and live.contradicts(tree)):
            return Verdict("right", agreement(problem, live, tree))
        found = Comparison("different", agrees=tuple(problem.ground.intervals))
    slip = named(problem, question, tree, answer, found)
    return _wrong(problem, slip, difference(problem, live, tree, found), tried)


def _opened(question: DeriveQuestion, gradient: Gradient | None) -> tuple[Problem, Live | None]:
    """Return the problem with its key proved, and the live tensors where they could be measured."""
    measured = gradient if gradient is not None and not gradient["trouble"] else None
    try:
        problem = problem_of(question, len(measured["values"]) if measured else 0)
        proved = bool(problem.ground.probes)
        live = Live(problem, question, measured) if measured else None
        usable = live is not None and proved and bool(live.places)
    except TooLarge as error:
        raise LessonError(f"`of` can't be computed: {error}.") from error
    return problem, live if usable else None


def _is_of_any_size(problem: Problem, live: Live | None, tree: Tree) -> bool:
    """Whether sums run over as many entries as we chose to make, so that their number is no answer."""
    made = live.sampled if live else not problem.entries
    return made and any(isinstance(node, Sum) for part in (problem.of, tree) for node in walk(part))


def _held_larger(
    problem: Problem, live: Live | None, tree: Tree, found: Comparison
) -> tuple[Problem, Live | None, Comparison]:
    """Hold a right answer against one entry more: of a mean, ``2x/3`` is right for three only."""
    try:
        again = held(problem.larger.ground, tree)
    except TooLarge:
        return problem, live, found
    return (problem, live, found) if again.outcome == "equal" else (problem.larger, None, again)


def _wrong(problem: Problem, slip: Diagnosis | None, witness: str, tried: int) -> Verdict:
    """Word a wrong answer: what slipped and where it shows; after the first miss, what goes further."""
    if slip is None:
        return Verdict("wrong", witness, more=_begin(problem) if tried else "")
    message = f"{slip.say} {witness}".strip()
    return Verdict("wrong", message, slip.id, more=slip.more if tried else "")


def _begin(problem: Problem) -> str:
    return f"Begin at the outermost operation of ${latex(problem.of)}$: which rule does it call for?"


def judge_formula(request: Mapping[str, Any]) -> Verdict:
    """Judge a derivative that no lesson asks for.

    Args:
        request: what ``requests.question_of`` takes, and ``answer``, a text.

    Raises:
        LessonError: where the request isn't of that form, or its formula can't be read.
    """
    question, answer = question_of(request), text_of(request, "answer")
    try:
        return judge_derivative(question, answer, None, 0)
    except LessonError as error:
        key = "`f`" if "f" in request else "`of`"
        raise LessonError(error.what.replace("`of`", key), fix=error.fix) from error
