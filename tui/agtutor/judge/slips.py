"""Which slip a wrong derivative shows: one that the author names, or one that the formula invites."""

from __future__ import annotations

from agtutor.case.question import DeriveQuestion
from agtutor.formula.deciding.decide import Comparison, held
from agtutor.formula.slips.diagnosis import Diagnosis, diagnose
from agtutor.formula.tree import Tree
from agtutor.formula.values.trouble import TooLarge
from agtutor.judge.foreseen import nudge
from agtutor.judge.problem import Problem


def named(
    problem: Problem, question: DeriveQuestion, tree: Tree, text: str, found: Comparison
) -> Diagnosis | None:
    """Return the slip of a wrong answer, in the author's words where the author has any.

    Args:
        problem: the problem of the question.
        question: what the step asks.
        tree: the answer's tree.
        text: the answer as typed.
        found: how it differs from the key.

    Raises:
        LessonError: where a wrong answer of the author's can't be read, or is right.
    """
    invited = diagnose(problem.bank, tree, text, found, problem.read) if problem.bank else None
    for wrong in question["wrong"]:
        try:
            same = held(problem.wrong(wrong["answer"]), tree).outcome == "equal"
        except TooLarge:
            same = False
        if same:
            ours = invited or Diagnosis("", "", "")
            more = nudge(wrong, ours.id, ours.more)
            return Diagnosis(wrong["slip"], wrong["say"] or ours.say, more)
    return invited
