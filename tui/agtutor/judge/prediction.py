"""Predictions: what does running this give? The truth is the run's."""

from __future__ import annotations

from agtutor.case.evidence import Evidence
from agtutor.case.question import Choice, PredictQuestion
from agtutor.case.verdict import Verdict
from agtutor.judge.choosing import pick, plain, wrong_choice
from agtutor.judge.code import authors_words
from agtutor.judge.typed import Typed, is_it, read


def judge_prediction(question: PredictQuestion, answer: str, truth: Evidence | None) -> Verdict:
    """Return the verdict on a prediction.

    Args:
        question: with choices, or without, where the value is typed.
        answer: a number, a letter or a text; or a value.
        truth: evidence of a run of the question's code.
    """
    if truth is None or truth["ended"] in ("stopped", "unreadable"):
        return Verdict("undecided", "The code to predict could not be run here, so nobody knows yet.")
    if question["choices"]:
        return _choice(question["choices"], answer, truth)
    return authors_words(question.get("wrong", []), answer, _typed(answer, truth), _same)


def _same(one: str, other: str) -> bool:
    return plain(one) == plain(other)


def _choice(choices: list[Choice], answer: str, truth: Evidence) -> Verdict:
    picked = pick(choices, answer)
    if isinstance(picked, Verdict):
        return picked
    if holds(choices, picked, truth):
        return Verdict("right", "")
    if not any(holds(choices, place, truth) for place in range(len(choices))):
        return Verdict(
            "undecided", "Running it gives what none of the choices says. That is the lesson's fault."
        )
    return wrong_choice(choices[picked], picked)


def holds(choices: list[Choice], place: int, truth: Evidence) -> bool:
    """Whether a choice is what the run gave: by its ``when``, else by its text as a typed value."""
    if choices[place]["when"]:
        return place < len(truth["whens"]) and truth["whens"][place]
    return is_it(read(choices[place]["text"]), truth)


def _typed(answer: str, truth: Evidence) -> Verdict:
    if not answer.strip():
        return Verdict("unreadable", "Type what you expect to see.", slip="nothing-typed")
    typed = read(answer)
    if is_it(typed, truth):
        return Verdict("right", "")
    if typed.kind == "error" and not typed.word and truth["failure"] is not None:
        return Verdict(
            "unreadable",
            "It does end with an error. Of which class? Its name ends in `Error`.",
            slip="which-error",
        )
    return _wrong(typed, truth)


def _wrong(typed: Typed, truth: Evidence) -> Verdict:
    fact = truth["echo_fact"]
    if truth["failure"] is not None:
        if typed.kind == "error":
            return Verdict("wrong", "It ends with an error, of another class.", slip="other-error")
        return Verdict(
            "wrong",
            "It gives no value: it ends with an error. Which rule does it break?",
            slip="error-not-foreseen",
        )
    if typed.kind == "error":
        return Verdict(
            "wrong", "It runs to its end, without an error. What is left there?", slip="no-error"
        )
    if fact is not None and fact["kind"] == "none":
        return Verdict(
            "wrong",
            "Nothing has put a value there yet. What does Python show for nothing?",
            slip="value-for-none",
        )
    if typed.kind == "none":
        return Verdict("wrong", "There is a value. Which line put it there?", slip="none-for-value")
    if fact is not None and fact["kind"] == "size":
        return Verdict("wrong", _size(typed, fact.get("shape", [])), slip="wrong-shape")
    return Verdict(
        "wrong", "Running it gives something else. Work it through for one entry.", slip="wrong-value"
    )


def _size(typed: Typed, shape: list[int]) -> str:
    if len(typed.entries) != len(shape):
        return "The shape has another number of dimensions. How many does the operation leave?"
    return "The number of dimensions is right, and a length is not."
