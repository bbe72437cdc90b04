"""Formulas: verdicts, slips, hostile texts, and what it takes to import the parser."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from agtutor.errors import FormulaError
from bench.rounds import process, timed
from bench.table import Alone

if TYPE_CHECKING:
    from agtutor.formula.tree import Tree
    from agtutor.formula.vectors.ground import Ground
    from agtutor.judge.problem import Problem

ROUNDS = 9
STARTS = 15
PROBLEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("x^2 + 5", ("2x", "2·x", "x", "2x + 5", r"\frac{4x}{2}")),
    ("x*sin(x^2)", ("sin(x^2) + 2x^2 cos(x^2)", "cos(x^2)", "sin(x^2)", "2x cos(x^2)")),
    ("exp(-x^2)/(1 + x)", ("-exp(-x^2)(2x^2 + 2x + 1)/(1+x)^2", "-2x exp(-x^2)", "exp(-x^2)")),
    ("ln(x^2 + 1)", ("2x/(x^2+1)", "1/(x^2+1)", "2x ln(x^2+1)")),
    ("sqrt(1 + cos(x)^2)", ("-sin(x)cos(x)/sqrt(1+cos(x)^2)", "1/(2 sqrt(1+cos(x)^2))")),
    ("sum_j w_j x_j^2", ("w_i x_i^2", "x_i^2", "2 w_i x_i")),
)
"""Functions, and answers to each: right in several forms, and wrong with a slip or without."""

VECTORS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "(W x - y)^T (W x - y) / 2",
        "x",
        ("W^T (W x - y)", "W'W x - W'y", "W (W x - y)", "W x - y", "2 W^T (W x - y)", "(W x - y)^T W"),
    ),
    ("‖W x - y‖² / 2", "W", ("(W x - y) x^T", "x (W x - y)^T", "-(W x - y) x^T", "W^T (W x - y)")),
    ("x^T A x", "x", ("(A + A^T) x", "2 A x", "A x", "x")),
    ("ln(sum(e^(A x)))", "x", ("A^T e^(A x)/sum(e^(A x))", "e^(A x)/sum(e^(A x))", "A e^(A x)")),
    ("sum_i (sum_j W_ij x_j - y_i)^2", "x_k", ("2 sum_i W_ik (sum_j W_ij x_j - y_i)", "x_k")),
)
"""Functions of vectors and matrices, what they are differentiated by, and answers to each."""

SHAPES = {"W": ["m", "n"], "A": ["n", "n"], "x": ["n"], "y": ["m"]}

HOSTILE = (
    "9**9**9**9",
    "10**100**100",
    "factorial(10**7)",
    "expand((x+y+1)**400)",
    "1e1000000000",
    "0.1e-999999999+1",
    "isprime(2**100003-1)",
    "(" * 300 + "x" + ")" * 300,
    "-" * 5000 + "x",
    "x" + "^x" * 500,
    "sin(" * 200 + "x" + ")" * 200,
    "+".join(["x^2"] * 2000),
    r"\frac{" * 12 + "} = 1",
    r"\def\x{\x\x}\x",
    "dy/" + "d" * 70 + "! = 2x",
    "d" + "²" * 70 + "! = 2x",
    "a b c d e f g h",
    "\u202ex\u202c" * 200,
)


def verdicts() -> Iterator[Alone]:
    """Time verdicts on answers to problems that are known already."""
    from agtutor.judge.derivative import judge_formula

    cases = [_request(of, answer) for of, answers in PROBLEMS for answer in answers]
    for case in cases:
        judge_formula(case)
    spent = [seconds for case in cases for seconds in rounds(partial(judge_formula, case))]
    note = f"{len(cases)} answers to {len(PROBLEMS)} functions"
    yield Alone("formula: verdict once warm, median", spent, 0.020, note=note)
    yield Alone("formula: verdict once warm, 99th of 100", spent, 0.020, at=0.99, note="same rounds")


def gradients() -> Iterator[Alone]:
    """Time verdicts on gradients of vectors and matrices, whose questions are known already."""
    from agtutor.judge.derivative import judge_formula

    cases = [
        {"f": of, "wrt": wrt, "shapes": SHAPES, "answer": answer}
        for of, wrt, answers in VECTORS
        for answer in answers
    ]
    for case in cases:
        judge_formula(case)
    spent = [seconds for case in cases for seconds in rounds(partial(judge_formula, case))]
    note = f"{len(cases)} answers to {len(VECTORS)} functions of vectors"
    yield Alone("formula: verdict on a gradient, median", spent, 0.020, note=note)
    yield Alone(
        "formula: verdict on a gradient, 99th of 100", spent, 0.020, at=0.99, note="same rounds"
    )


def gradient_slips() -> Iterator[Alone]:
    """Time making all wrong gradients that a problem invites; the slowest problem counts."""
    from agtutor.judge.requests import question_of
    from agtutor.judge.tensors import tensor_problem

    spent = []
    for of, wrt, _ in VECTORS:
        problem = tensor_problem(question_of({"f": of, "wrt": wrt, "shapes": SHAPES}))
        ground, key = problem.ground, problem.key
        if key is not None:
            spent.append(statistics.median(rounds(partial(_entries_of, ground, key))))
    note = "made once for a problem, the slowest of them counts"
    yield Alone("formula: all slips of one gradient", spent, 0.100, at=1.0, note=note)


def slips() -> Iterator[Alone]:
    """Time making all wrong derivatives that a problem invites; the slowest problem counts."""
    from agtutor.judge.problem import problem_of
    from agtutor.judge.requests import question_of

    spent = []
    for of, _ in PROBLEMS:
        problem = problem_of(question_of(_request(of, "")), 0)
        spent.append(statistics.median(rounds(partial(_slips_of, problem))))
    note = "made once for a problem, the slowest of them counts"
    yield Alone("formula: all slips of one problem", spent, 0.100, at=1.0, note=note)


def hostile() -> Iterator[Alone]:
    """Time what texts that mean harm get for an answer; the slowest counts."""
    from agtutor.formula.parser import Names, parse

    names = Names(["x", "y"])

    def read(text: str) -> None:
        try:
            parse(text, names)
        except FormulaError:
            return

    spent = [statistics.median(rounds(partial(read, text))) for text in HOSTILE]
    note = f"the slowest of {len(HOSTILE)}, each a tree or a refusal"
    yield Alone("formula: reading a hostile text", spent, 0.050, at=1.0, note=note)


def importing() -> Iterator[Alone]:
    """Time importing the parser, beyond what a bare interpreter takes."""
    pairs = [
        (process("-c", "import agtutor.formula.parser"), process("-c", "pass"))
        for _ in range(STARTS + 1)
    ]
    spent = [max(0.0, ours - bare) for ours, bare in pairs[1:]]
    yield Alone("formula: importing the parser", spent, 0.015, note="over a bare interpreter")


def rounds(action: Callable[[], object]) -> list[float]:
    """Return the seconds of an action, round by round."""
    return [timed(action) for _ in range(ROUNDS)]


def _slips_of(problem: Problem) -> object:
    """Make all slips of a problem anew."""
    from agtutor.formula.slips.bank import Bank

    assert problem.slope is not None
    return Bank(problem.of, problem.slope, problem.wrt, problem.ground, problem.entries).entries


def _entries_of(ground: Ground, key: Tree) -> object:
    """Make all slips of a gradient anew."""
    from agtutor.formula.vectors.slips import Bank

    return Bank(ground, key).entries


def _request(of: str, answer: str) -> dict[str, Any]:
    indexed = "_j" in of
    names = ["w_j", "x_j"] if indexed else ["x"]
    wrt = "x_i" if indexed else "x"
    return {"f": of, "wrt": wrt, "symbols": names, "domain": {}, "answer": answer}
