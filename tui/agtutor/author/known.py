"""Slips that the tutor knows by itself, whatever a lesson says."""

from __future__ import annotations

from functools import cache

from agtutor.case.question import Question
from agtutor.formula.slips.sentences import SENTENCES
from agtutor.judge.catalogue.book import BOOK


@cache
def known_slips() -> frozenset[str]:
    """Return the ids of all mistakes of code and of calculus that are known."""
    return frozenset(SENTENCES) | frozenset(BOOK)


def bare(question: Question) -> Question:
    """Return a question without the author's wrong answers, so that the tutor names what it sees."""
    return {**question, "wrong": []}  # type: ignore[return-value]
