"""What a learner would call the same answer is the same answer, however it is typed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from agtutor.case.verdict import Verdict
from agtutor.judge.derivative import judge_formula
from tests.judge.judge_notations import INSIDE, POSITIVE, TYPED, Typed

# an answer that can't be read to the slope of x², what is marked, and a word of the way out
REFUSED = [
    ("2X", "X", "`x`"),
    ("2,0x", ",", "decimal point"),
    ("2x dx", "dx", "Leave `dx` out"),
    ("y = 2x", "y ", "right side"),
    ("f(x) = 2x", "f(x) ", "right side"),
    ("2e1*x", "2e1", "10^1"),
    ("2E*x", "E", "`e`"),
    ("two x", "two", "`x`"),
    ("x^2 3", "2 3", "between them"),
    ("lambda x: 2*x", ":", "out"),
    ("2x # slope", "#", "out"),
    ("diff(x^2, x)", "diff", "Carry it out"),
    ("2x +", "+", "out"),
    ("(2x", "(", "`)`"),
    ("sin x cos", "cos", "cos(x)"),
]

# a formula, a domain, an answer that another reading would make right
LOOSE: list[tuple[str, list[list[float]] | None, str]] = [
    ("sqrt(x)", POSITIVE, "1/2sqrt(x)"),
    ("sqrt(x)", POSITIVE, "1/2√x"),
    ("1/x", None, "-1/xx"),
    ("1/(2x)", None, "-1/2x^2"),
    ("log10(x)", POSITIVE, "1/(ln10 x)"),
    ("log10(x)", POSITIVE, "1/x ln 10"),
    ("arctan(x)", None, "1/1+x^2"),
    ("arcsin(x)", INSIDE, "1/√1-x^2"),
    ("x^{1/3}", POSITIVE, "1/3 x^-2/3"),
    ("x^{-1/2}", POSITIVE, "-1/2x^-3/2"),
    ("e^{2x}", None, "2e^2x"),
    ("2^{3x}", None, "3*2^3x ln 2"),
    ("tan x", None, "1/cos x^2"),
    ("ln(x)/x", POSITIVE, "1 - ln x/x^2"),
    ("(2x+1)^2", None, "4*2x+1"),
]


def judged(
    of: str,
    answer: str,
    domain: list[list[float]] | None = None,
    wrt: str = "x",
    symbols: Sequence[str] = (),
) -> Verdict:
    domains = {wrt: domain} if domain else {}
    request = {"f": of, "wrt": wrt, "domain": domains, "symbols": [*symbols], "answer": answer}
    return judge_formula(request)


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed.of)
def test_every_way_to_write_it_is_right(typed: Typed) -> None:
    answers = typed.answers.strip("\n").split("\n")
    verdicts = {
        answer: judged(typed.of, answer, typed.domain, typed.wrt, typed.symbols) for answer in answers
    }
    assert {answer: verdict for answer, verdict in verdicts.items() if not verdict.right} == {}


def test_there_are_many_ways_to_write_it() -> None:
    assert sum(len(typed.answers.split("\n")) for typed in TYPED) > 700


@pytest.mark.parametrize(("answer", "marked", "way"), REFUSED)
def test_what_cannot_be_read_is_marked_with_a_way_out(answer: str, marked: str, way: str) -> None:
    verdict = judged("x^2", answer)
    assert verdict.ruling == "unreadable"
    assert verdict.span is not None
    assert answer[slice(*verdict.span)] == marked
    assert way in verdict.message


@pytest.mark.parametrize(("of", "domain", "answer"), LOOSE)
def test_brackets_that_are_missing_are_named(
    of: str, domain: list[list[float]] | None, answer: str
) -> None:
    verdict = judged(of, answer, domain)
    assert (verdict.ruling, verdict.slip) == ("wrong", "missing-parens")
    assert verdict.message.startswith("I read $")
