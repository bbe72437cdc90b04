"""Typed gradients of vectors and matrices: shapes first, then values, then the slip."""

from __future__ import annotations

import pytest

from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError
from agtutor.judge.derivative import judge_formula
from tests.judge.judge_vector_table import LINEAR, SQUARE, TABLE, Row

RIGHT = [(row, answer) for row in TABLE for answer in row.right]
WRONG = [(row, answer, slip) for row in TABLE for answer, slip in row.wrong]


def judged(row: Row, answer: str) -> Verdict:
    domain = {} if row.low is None else {"x": [[row.low, 3.0]]}
    asked = {"f": row.f, "wrt": row.wrt, "shapes": row.shapes, "domain": domain}
    return judge_formula({**asked, "answer": answer})


@pytest.mark.parametrize(("row", "answer"), RIGHT, ids=[f"{r.f}-{r.wrt}-{a}" for r, a in RIGHT])
def test_a_right_gradient_is_right_in_any_form(row: Row, answer: str) -> None:
    verdict = judged(row, answer)
    assert verdict.ruling == "right", verdict


@pytest.mark.parametrize(
    ("row", "answer", "slip"), WRONG, ids=[f"{r.f}-{r.wrt}-{a}" for r, a, _ in WRONG]
)
def test_a_wrong_gradient_is_named_by_its_slip(row: Row, answer: str, slip: str | None) -> None:
    verdict = judged(row, answer)
    assert (verdict.ruling, verdict.slip) == ("wrong", slip), verdict
    assert verdict.message


def test_dimensions_that_do_not_fit_are_said_with_their_sizes() -> None:
    asked = {"f": "(R x - y)^T (R x - y)", "wrt": "x", "answer": "2 R (R x - y)"}
    shapes = {"R": [3, 2], "x": [2], "y": [3]}
    message = judge_formula({**asked, "shapes": shapes}).message
    assert message == "$R$ is 3×2, and $R \\cdot x - y$ has 3 entries: which way round must $R$ stand?"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("x z", "two columns side by side"),
        ("A^2 x", "could be a product of matrices"),
        ("x_i", "is one entry"),
        ("z", "I don't know the name"),
        ("A x +", "Nothing follows"),
        ("d/dx x^T x", "asks for a derivative"),
    ],
)
def test_what_is_no_answer_yet_is_no_miss(answer: str, said: str) -> None:
    shapes = {"A": ["n", "n"], "x": ["n"]} | ({"z": ["n"]} if answer == "x z" else {})
    verdict = judge_formula({"f": "x^T A x", "wrt": "x", "shapes": shapes, "answer": answer})
    assert (verdict.ruling, said in verdict.message) == ("unreadable", True), verdict
    assert verdict.span is not None


def test_a_number_in_place_of_equal_entries_is_no_miss() -> None:
    asked = {"f": "sum(x)", "wrt": "x", "shapes": {"x": ["n"]}}
    assert judge_formula({**asked, "answer": "1"}).ruling == "unreadable"
    assert judge_formula({**asked, "answer": "2"}).ruling == "wrong"


def test_nothing_moves_where_the_variable_is_not_there() -> None:
    asked = {"f": "sum(x)", "wrt": "z", "shapes": {"x": ["n"], "z": ["m"]}}
    assert judge_formula({**asked, "answer": "0"}).right
    assert judge_formula({**asked, "answer": "0 z"}).right
    assert judge_formula({**asked, "answer": "z"}).ruling == "wrong"


def test_a_wrong_answer_shows_entries_that_torch_would_read() -> None:
    asked = {"f": "x^T A x", "wrt": "x", "shapes": {"A": ["n", "n"], "x": ["n"]}}
    message = judge_formula({**asked, "answer": "2 A x"}).message
    assert "`x = [-2, 4]`, `A = [[1, 2], [-1, 3]]`" in message
    assert message.endswith("your formula gives `[12, 28]`; the gradient there is `[0, 22]`.")


def test_a_difference_in_the_tenth_digit_is_a_difference() -> None:
    asked = {"f": "x^T x", "wrt": "x", "shapes": {"x": ["n"]}}
    assert judge_formula({**asked, "answer": "2.00000000001 x"}).ruling == "wrong"
    assert judge_formula({**asked, "answer": "2x + 10^-20 x"}).ruling == "wrong"


def test_dimensions_are_told_apart_though_both_are_counts() -> None:
    asked = {"f": "sum_i sum_j (x_i + y_j)", "wrt": "x_k", "shapes": {"x": ["n"], "y": ["m"]}}
    assert judge_formula({**asked, "answer": "m"}).right
    assert judge_formula({**asked, "answer": "n"}).ruling == "wrong"


@pytest.mark.parametrize("answer", ["W^T (W x - y) + max(0, 1)", "‖x‖_1", "det(W)", "W^{-1} x"])
def test_what_is_not_read_here_is_said_so(answer: str) -> None:
    asked = {"f": "(W x - y)^T (W x - y) / 2", "wrt": "x", "shapes": LINEAR}
    assert judge_formula({**asked, "answer": answer}).ruling == "unreadable"


BAD = [
    (3, "at most 40 names"),
    ({"x": "n"}, "has to be a list of dimensions"),
    ({"x": ["a", "b", "c"]}, "3 dimensions"),
    ({"x_i": ["n"]}, "Write `x`"),
    ({"x": ["n"], "n": ["m"]}, "a dimension of another"),
    ({"x": [0]}, "a number from 1 to 12"),
    ({"x": [100]}, "a number from 1 to 12"),
    ({"x": [2.5]}, "a letter such as `n`"),
    ({"x": [True]}, "a letter such as `n`"),
    ({"x": [None]}, "a letter such as `n`"),
    ({"x": ["n_1"]}, "a letter such as `n`"),
    ({"1": ["n"]}, "can't be a name"),
    ({f"x{k}": ["n"] for k in range(41)}, "at most 40 names"),
    ({f"x{k}": [f"d{chr(97 + k)}"] for k in range(9)}, "at most 8"),
]


@pytest.mark.parametrize(("shapes", "said"), BAD)
def test_bad_shapes_get_a_clear_error(shapes: object, said: str) -> None:
    with pytest.raises(LessonError) as caught:
        judge_formula({"f": "x^T x", "wrt": "x", "shapes": shapes, "answer": "2x"})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("f", "wrt", "said"),
    [
        ("A x", "x", "only one number has a gradient"),
        ("x^T A A^T z", "x", "has m entries"),
        ("x_i", "x", "leaves the index `i` open"),
        ("sum_i x_i", "x_ii", "2 stand here"),
        ("sum_i A_ij x_j", "A_jj", "names one index twice"),
        ("ln(-x^T x)", "x", "no real value anywhere"),
        ("x^T x +", "x", "Nothing follows"),
    ],
)
def test_a_formula_that_cannot_be_asked_about_is_an_error(f: str, wrt: str, said: str) -> None:
    shapes = {"A": ["n", "n"], "x": ["n"], "z": ["m"]}
    with pytest.raises(LessonError) as caught:
        judge_formula({"f": f, "wrt": wrt, "shapes": shapes, "answer": "x"})
    assert said in str(caught.value)


def test_square_matrices_are_asked_about_as_declared() -> None:
    asked = {"f": "x^T A x", "wrt": "x", "shapes": {key: SQUARE[key] for key in "Ax"}}
    assert judge_formula({**asked, "answer": "(A + A.T) @ x"}).right


@pytest.mark.parametrize("answer", ["60/cosh(60x)^2", "60(1 - tanh(60x)^2)"])
def test_what_rounding_leaves_of_saturated_entries_is_no_difference(answer: str) -> None:
    asked = {"f": "sum(tanh(60x))", "wrt": "x", "shapes": {"x": ["n"]}}
    assert judge_formula({**asked, "answer": answer}).right
    assert judge_formula({**asked, "answer": f"2({answer})"}).ruling == "wrong"
    assert judge_formula({**asked, "answer": "0x"}).ruling == "wrong"
