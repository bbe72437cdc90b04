"""The one door to the judge: plain data in, a verdict out. Nothing here runs anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from agtutor.case.evidence import Evidence, Fact, Gradient, Graph
from agtutor.case.question import Question
from agtutor.case.verdict import Verdict
from agtutor.judge.catalogue.book import BOOK
from agtutor.judge.choosing import judge_choice
from agtutor.judge.code import judge_code
from agtutor.judge.explaining import judge_explanation
from agtutor.judge.ordering import judge_order
from agtutor.judge.prediction import judge_prediction


class Case(TypedDict):
    """One answer, and all that is known about it.

    ``expected`` is evidence of the solution's run (of a prediction's code), ``got`` of the learner's;
    each is None where the kind of question needs no run. ``before`` and ``graph`` say what stood
    before either ran. ``tried`` counts the wrong answers so far on this step.
    """

    question: Question
    answer: str
    tried: int
    before: dict[str, Fact]
    graph: Graph
    expected: Evidence | None
    got: Evidence | None
    gradient: Gradient | None


def judge(case: Case) -> Verdict:
    """Return the verdict on an answer of any kind. A second nudge is given from the second miss on."""
    verdict = _judge(case)
    return replace(verdict, more=verdict.more or _nudge(verdict) if case["tried"] > 0 else "")


def _nudge(verdict: Verdict) -> str:
    """Return the catalogue's nudge for a mistake, where it hasn't been given yet."""
    entry = BOOK.get(verdict.slip or "")
    asks = verdict.right or verdict.message.endswith("?")
    return "" if entry is None or asks or entry.nudge in verdict.message else entry.nudge


def _judge(case: Case) -> Verdict:
    question, answer = case["question"], case["answer"]
    match question["kind"]:
        case "code" | "plot" | "experiment":
            return judge_code(question, answer, case["before"], case["expected"], case["got"])
        case "derive":
            from agtutor.judge.derivative import judge_derivative

            return judge_derivative(question, answer, case["gradient"], case["tried"])
        case "predict":
            return judge_prediction(question, answer, case["expected"] or case["got"])
        case "choice":
            return judge_choice(question, answer)
        case "order":
            return judge_order(question, answer, case["graph"])
        case "explain":
            return judge_explanation(question, answer)
        case "read":
            return Verdict("right", "")
