"""The answer to a step: one pane for each way to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agtutor.app.widgets.answers.base import AnswerPane
from agtutor.app.widgets.answers.code import CodeAnswer, ReadAnswer, TypedAnswer, ValueAnswer
from agtutor.app.widgets.answers.explain import ExplainAnswer
from agtutor.app.widgets.answers.formula import FormulaAnswer
from agtutor.app.widgets.answers.options import ChoiceAnswer
from agtutor.app.widgets.answers.order import OrderAnswer
from agtutor.lesson.naming import names_of

if TYPE_CHECKING:
    from agtutor.lesson.model import Lesson, Step

__all__ = [
    "AnswerPane",
    "ChoiceAnswer",
    "CodeAnswer",
    "ExplainAnswer",
    "OrderAnswer",
    "ReadAnswer",
    "TypedAnswer",
    "answer_for",
]


def answer_for(lesson: Lesson, step: Step) -> AnswerPane:
    """Return a new pane for answering a step, as it looks before anything is typed."""
    match step.kind:
        case "read":
            return ReadAnswer()
        case "code" | "plot":
            return CodeAnswer(step.starter)
        case "experiment":
            return CodeAnswer(step.code)
        case "derive":
            return FormulaAnswer(names_of(lesson, step))
        case "predict" | "choice":
            texts = [choice.text for choice in step.choices]
            return ChoiceAnswer(texts) if texts else ValueAnswer()
        case "order":
            return OrderAnswer(step.items, seed=step.id)
        case "explain":
            return ExplainAnswer(step.points)
