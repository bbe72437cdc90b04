"""Explanations: nothing is refused but an empty answer; the points stand beside it afterwards."""

from __future__ import annotations

from agtutor.case.question import ExplainQuestion
from agtutor.case.verdict import Verdict


def judge_explanation(question: ExplainQuestion, answer: str) -> Verdict:
    """Return "right" with the points, one a line, for any answer with a letter in it."""
    if not any(character.isalpha() for character in answer):
        return Verdict("unreadable", "Write a sentence or two in your own words.", slip="nothing-typed")
    return Verdict("right", "\n".join(f"- {point.strip()}" for point in question["points"]))
