"""Formulas of vectors and matrices: what is right, and what is wrong by which slip."""

from __future__ import annotations

from typing import Any, NamedTuple


class Row(NamedTuple):
    """One formula: right answers, and wrong ones with the slip of each; None where none is known.

    ``low`` is the lower end of the domain of ``x``, where it has one.
    """

    f: str
    wrt: str
    shapes: dict[str, list[Any]]
    right: list[str]
    wrong: list[tuple[str, str | None]]
    low: float | None = None


LINEAR = {"W": ["m", "n"], "x": ["n"], "y": ["m"]}
SQUARE = {"A": ["n", "n"], "B": ["n", "n"], "x": ["n"], "z": ["n"]}
PAIR = {"x": ["n"], "z": ["n"]}
TABLES = {"A": ["m", "n"], "B": ["n", "m"], "C": ["m", "n"]}

TABLE = [
    Row(
        "(W x - y)^T (W x - y) / 2",
        "x",
        LINEAR,
        [
            "W^T (W x - y)",
            "W'W x - W'y",
            "W.T @ (W @ x - y)",
            r"W^\top(Wx - y)",
            "dl/dx = Wᵀ·(W·x − y)",
        ],
        [
            ("W (W x - y)", "transpose-missing"),
            ("(W x - y)^T W", "transposed"),
            ("W x - y", "link-missing"),
            ("2 W^T (W x - y)", "half-lost"),
            ("W^T (W x - y)/2", "quadratic-no-two"),
            ("-W^T (W x - y)", "sign"),
            ("W^T W x - y", "missing-parens"),
            ("W^T (W x + y)", "term-turned"),
            ("W^T W x", "term-lost"),
            ("(W x - y) x^T", "wrong-variable"),
            ("(W x - y)^T (W x - y)/2", "unchanged"),
            ("3 W^T (W x - y)", "const-factor"),
            ("W^T (W x - y) + 1", "extra-const"),
            ("W^T", "shape"),
            ("y", "shape"),
            ("x", None),
        ],
    ),
    Row(
        "(W x - y)^T (W x - y) / 2",
        "W",
        LINEAR,
        ["(W x - y) x^T", "W x x^T - y x^T", "outer(W x - y, x)"],
        [
            ("x (W x - y)^T", "transposed"),
            ("W x - y", "link-missing"),
            ("(W x - y) x", "shape"),
            ("2 (W x - y) x^T", "half-lost"),
            ("W^T (W x - y)", "wrong-variable"),
        ],
    ),
    Row(
        "(W x - y)^T (W x - y) / 2",
        "y",
        LINEAR,
        ["y - W x", "-(W x - y)"],
        [("W x - y", "sign"), ("W^T (W x - y)", "wrong-variable"), ("y - x", "shape")],
    ),
    Row(
        "‖W x - y‖²",
        "x",
        LINEAR,
        ["2 W^T (W x - y)"],
        [
            ("W^T (W x - y)", "quadratic-no-two"),
            ("2 (W x - y)", "link-missing"),
            ("2 ‖W x - y‖", "link-missing"),
        ],
    ),
    Row(
        "x^T A x",
        "x",
        SQUARE,
        ["(A + A^T) x", "A x + A'x", "A^T x + A x"],
        [
            ("2 A x", "symmetry-assumed"),
            ("2 A^T x", "symmetry-assumed"),
            ("A x", "one-side-only"),
            ("A^T x", "one-side-only"),
            ("x^T (A + A^T)", "transposed"),
            ("A + A^T", "shape"),
            ("x x^T", "wrong-variable"),
            ("(A - A^T) x", "term-turned"),
        ],
    ),
    Row(
        "x^T A x",
        "A",
        SQUARE,
        ["x x^T", "outer(x, x)"],
        [("x^T x", "order-swapped"), ("(A + A^T) x", "wrong-variable"), ("-x x^T", "sign")],
    ),
    Row(
        "z^T A x",
        "A",
        SQUARE,
        ["z x^T"],
        [("x z^T", "transposed"), ("z^T x", "order-swapped"), ("x^T z", "order-swapped")],
    ),
    Row("z^T A x", "x", SQUARE, ["A^T z"], [("A z", "transpose-missing"), ("z^T A", "transposed")]),
    Row("z^T x", "x", PAIR, ["z"], [("z^T", "transposed"), ("x", "wrong-variable"), ("-z", "sign")]),
    Row(
        "x · x",
        "x",
        PAIR,
        ["2x", "x + x"],
        [("x", "quadratic-no-two"), ("2x^T", "transposed"), ("x^T x", "unchanged")],
    ),
    Row(
        "‖x‖",
        "x",
        PAIR,
        ["x/‖x‖", "x/sqrt(x^T x)", r"\frac{x}{\|x\|}"],
        [
            ("x", "norm-no-length"),
            ("2x", "norm-no-length"),
            ("-x/‖x‖", "sign"),
            ("x^T/‖x‖", "transposed"),
        ],
    ),
    Row(
        "tr(A B)",
        "A",
        TABLES,
        ["B^T"],
        [("B", "transpose-missing"), ("A^T", "wrong-variable"), ("-B^T", "sign")],
    ),
    Row(
        "tr(A^T B)",
        "A",
        SQUARE,
        ["B"],
        [("B^T", "transpose-missing"), ("A", "wrong-variable"), ("tr(B)", "trace-kept")],
    ),
    Row("tr(A)", "A", SQUARE, ["I", "I_n"], [("-I", "sign"), ("tr(A)", "unchanged"), ("A", None)]),
    Row(
        "tr(A B A)",
        "A",
        SQUARE,
        ["(A B)^T + (B A)^T", "A^T B^T + B^T A^T"],
        [("A^T B^T", "one-side-only"), ("A B + B A", "transposed"), ("2 A^T B^T", None)],
    ),
    Row(
        "tr(B A Z)",
        "A",
        {"B": ["n", "n"], "A": ["n", "n"], "Z": ["n", "n"]},
        ["B^T Z^T", "(Z B)^T"],
        [("Z^T B^T", "order-swapped"), ("Z B", "transposed"), ("B Z^T", "transpose-missing")],
    ),
    Row(
        "tr(A^T B A)",
        "A",
        SQUARE,
        ["(B + B^T) A"],
        [("2 B A", "symmetry-assumed"), ("B A", "one-side-only"), ("A (B + B^T)", "order-swapped")],
    ),
    Row("‖A‖_F²", "A", TABLES, ["2A"], [("A", "quadratic-no-two"), ("2A^T", "transposed")]),
    Row("‖A‖_F", "A", TABLES, ["A/‖A‖_F"], [("A", "norm-no-length"), ("2A", "norm-no-length")]),
    Row(
        "sum(x)",
        "x",
        PAIR,
        ["ones(n)", "x - x + ones(n)"],
        [("n", "sum-kept"), ("x", None), ("ones(n)^T", "transposed")],
    ),
    Row(
        "sum(A ⊙ C)",
        "A",
        TABLES,
        ["C"],
        [("A", "wrong-variable"), ("C^T", "transposed"), ("-C", "sign")],
    ),
    Row(
        "mean(x^2)",
        "x",
        PAIR,
        ["2x/n", "x/(n/2)"],
        [
            ("2x", "mean-no-count"),
            ("x/n", "quadratic-no-two"),
            ("2x^2/n", "power-no-decrement"),
            ("mean(2x)", "sum-kept"),
        ],
    ),
    Row(
        "sum(sin(x))",
        "x",
        PAIR,
        ["cos(x)", "cos x"],
        [("-cos(x)", "sign"), ("sum(cos(x))", "sum-kept"), ("sin(x)", "outer-not-differentiated")],
    ),
    Row(
        "sum(x^3)",
        "x",
        PAIR,
        ["3x^2", "3 x ⊙ x"],
        [("x^2", "power-no-coeff"), ("3x^3", "power-no-decrement"), ("3x^4", "power-increment")],
    ),
    Row(
        "sum(sigmoid(W x))",
        "x",
        LINEAR,
        ["W^T (sigmoid(W x) ⊙ (1 - sigmoid(W x)))"],
        [
            ("sigmoid(W x) ⊙ (1 - sigmoid(W x))", "link-missing"),
            ("W^T sigmoid(W x)", "outer-not-differentiated"),
            ("W^T (1 - sigmoid(W x))", "outer-table"),
            ("W (sigmoid(W x) ⊙ (1 - sigmoid(W x)))", "transpose-missing"),
        ],
    ),
    Row(
        "ln(sum(e^x))",
        "x",
        PAIR,
        ["e^x/sum(e^x)"],
        [("1/sum(e^x)", "link-missing"), ("e^x", "inner-only"), ("-e^x/sum(e^x)", "sign")],
    ),
    Row(
        "sum(ln(x))",
        "x",
        PAIR,
        ["1/x", "x^-1"],
        [("1/x^2", None), ("sum(1/x)", "sum-kept"), ("-1/x", "sign")],
        0.5,
    ),
    Row(
        "(x^T A x)/(x^T x)",
        "x",
        SQUARE,
        ["(A + A^T) x/(x^T x) - 2 (x^T A x) x/(x^T x)^2"],
        [
            ("(A + A^T) x/(x^T x)", "denominator-still"),
            ("(A + A^T) x/(x^T x) + 2 (x^T A x) x/(x^T x)^2", "quotient-plus"),
        ],
    ),
    Row("a x^T x", "a", PAIR, ["x^T x", "‖x‖^2"], [("2 a x", "wrong-variable"), ("x", "shape")]),
    Row(
        "(z^T x)^2",
        "x",
        PAIR,
        ["2 (z^T x) z", "2 z z^T x"],
        [
            ("2 z^T x", "link-missing"),
            ("(z^T x) z", "quadratic-no-two"),
            ("2 (z^T x) x", "wrong-variable"),
        ],
    ),
    Row(
        "x^T x/2 + b^T x + c",
        "x",
        {"x": ["n"], "b": ["n"]},
        ["x + b"],
        [("x + b + c", None), ("x", "term-dropped"), ("x - b", "term-sign")],
    ),
    Row(
        "λ ‖w‖²/2 + w^T x",
        "w",
        {"w": ["n"], "x": ["n"]},
        ["λ w + x", r"\lambda w + x"],
        [
            ("λ w", "term-dropped"),
            ("w + x", "dropped-param"),
            ("2 λ w + x", "half-lost"),
            ("λ w/2 + x", "power-no-coeff"),
        ],
    ),
    Row(
        "-(y^T ln(sigmoid(X w)) + (1 - y)^T ln(1 - sigmoid(X w)))/n",
        "w",
        {"X": ["n", "p"], "w": ["p"], "y": ["n"]},
        ["X^T (sigmoid(X w) - y)/n"],
        [
            ("X^T (sigmoid(X w) - y)", "dropped-param"),
            ("X^T (y - sigmoid(X w))/n", "sign"),
            ("(sigmoid(X w) - y)/n", "link-missing"),
        ],
    ),
    Row(
        "(y - X β)^T (y - X β)",
        "beta",
        {"X": ["n", "p"], "beta": ["p"], "y": ["n"]},
        ["-2 X^T (y - X beta)", r"\nabla_\beta f = 2 X^{\top}(X \beta - y)", "2X'Xβ - 2X'y"],
        [("2 X^T (y - X β)", "sign"), ("-2 X (y - X β)", "transpose-missing")],
    ),
    Row(
        "sum_j w_j x_j",
        "w_1",
        {"w": ["n"], "x": ["n"]},
        ["x_1"],
        [("w_1", "wrong-variable")],
    ),
    Row(
        "mean((x_j - z_j)^2)",
        "x_i",
        PAIR,
        ["2(x_i - z_i)/n"],
        [
            ("2(x_i - z_i)", "dropped-param"),
            ("2(x_j - z_j)/n", "wrong-index"),
        ],
    ),
    Row("R^T R", "R", {"R": [3]}, ["2R"], [("R", "quadratic-no-two")]),
    Row(
        "sum_j w_j x_j",
        "w_i",
        {"w": ["n"], "x": ["n"]},
        ["x_i", "x_i + w_i - w_i"],
        [
            ("x_j", "wrong-index"),
            ("w_i", "wrong-variable"),
            ("sum_j x_j", "sum-kept"),
            ("sum_i x_i", "sum-kept"),
            ("w_i x_i", "sum-not-differentiated"),
            ("2x_i", "const-factor"),
        ],
    ),
    Row("sum_j w_j x_j", "w", {"w": ["n"], "x": ["n"]}, ["x"], [("w", None), ("x^T", "transposed")]),
    Row(
        "sum_i sum_j W_ij x_j y_i",
        "W_ij",
        LINEAR,
        ["y_i x_j"],
        [("x_i y_j", "wrong-index"), ("sum_i y_i x_j", "sum-kept"), ("x_j", None)],
    ),
    Row(
        "sum_i (sum_j W_ij x_j - y_i)^2",
        "x_k",
        LINEAR,
        ["2 sum_i W_ik (sum_j W_ij x_j - y_i)"],
        [
            ("2 W_ik (sum_j W_ij x_j - y_i)", "sum-dropped"),
            ("sum_i W_ik (sum_j W_ij x_j - y_i)", "power-no-coeff"),
            ("2 sum_i (sum_j W_ij x_j - y_i)", "chain-no-inner"),
        ],
    ),
    Row("x^T A x", "x_i", SQUARE, ["sum_j (A_ij + A_ji) x_j"], [("2 sum_j A_ij x_j", None)]),
    Row("sum_i A_ii", "A_jk", SQUARE, [], [("1", None)]),
]
