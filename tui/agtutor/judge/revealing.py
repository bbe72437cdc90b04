"""The derivative that a question asks for, as a learner would type it."""

from __future__ import annotations

from agtutor.case.question import DeriveQuestion
from agtutor.errors import LessonError
from agtutor.formula.calculus.derivative import derivative
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Sym
from agtutor.formula.typeset import line
from agtutor.judge.entries import of_entries
from agtutor.judge.tensors import has_shapes, tensor_problem


def revealed(question: DeriveQuestion) -> str:
    """Return the derivative, or the gradient, in ASCII.

    Raises:
        FormulaError: where a text of the question can't be read.
        LessonError: where it can't be written.
    """
    if has_shapes(question):
        problem = tensor_problem(question)
        if problem.key is not None:
            return line(problem.key, ascii=True)
        if not symbol(question["wrt"]).index:
            raise LessonError(
                f"The gradient of `{question['of']}` can't be written in the notation of vectors.",
                fix="Write `of` without indices, or ask for an entry, as in `x_i`.",
            )
        question = of_entries(question)
    names = Names([one["name"] for one in question["symbols"]])
    variable = parse(question["wrt"], names)
    if not isinstance(variable, Sym):
        raise LessonError(f"`{question['wrt']}` is no variable.")
    return line(derivative(parse(question["of"], names), variable), ascii=True)
