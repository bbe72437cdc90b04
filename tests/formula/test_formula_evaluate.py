"""Values: exact to the digits asked for, undefined where there are none, and never at any price."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Call, Mul, Num, Sum, Sym, Tree
from agtutor.formula.values.evaluate import TooLarge, Undefined, exact, quick, value
from agtutor.formula.values.expand import expand
from agtutor.formula.values.floats import FLOATS
from agtutor.formula.values.functions import FUNCTIONS

X = Sym("x")


def tree(text: str) -> Tree:
    return parse(text, Names(["x", "y"]))


@pytest.mark.parametrize(
    ("text", "x", "expected"),
    [
        ("2x cos(x^2)", 1.5, 3 * math.cos(2.25)),
        ("-x^2", 3.0, -9.0),
        ("x^-2", 2.0, 0.25),
        ("|x| + sign(x)", -2.0, 1.0),
        ("cbrt(x)", -8.0, -2.0),
        ("e^x - exp(x)", 1.0, 0.0),
        ("sin(pi/2)", 0.0, 1.0),
        ("x^{1/3+2/3}", -5.0, -5.0),
        ("0^x", 2.0, 0.0),
        ("x^0", 0.0, 1.0),
        ("log2(8) + log10(1000) + ln(e)", 0.0, 7.0),
        ("erf(x) - erf(x)", 0.4, 0.0),
        ("relu(x) + relu(-x)", -3.0, 3.0),
    ],
)
def test_values_are_right_in_both_precisions(text: str, x: float, expected: float) -> None:
    assert float(value(tree(text), {"x": x})) == pytest.approx(expected, abs=1e-14)
    assert quick(tree(text), {"x": x}) == pytest.approx(expected, abs=1e-14)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_has_a_value_in_both_precisions(name: str) -> None:
    point = {"x": 1.7 if name == "arcosh" else 0.37}
    assert quick(Call(name, (X,)), point) == pytest.approx(float(value(Call(name, (X,)), point)))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_outer_derivative_is_the_slope_of_its_function(name: str) -> None:
    at, step = Fraction(7, 4) if name == "arcosh" else Fraction(3, 8), Fraction(1, 2**60)
    ahead, behind = (value(Call(name, (X,)), {"x": at + way * step}, 60) for way in (1, -1))
    slope = value(FUNCTIONS[name].outer(X), {"x": at}, 60)
    assert abs((ahead - behind) * 2**59 - slope) < 1e-30


def test_fifty_digits_are_fifty_digits() -> None:
    assert abs(value(tree("sqrt(2)^2 - 2"), {})) < 1e-49
    assert abs(value(tree("sqrt(2)^2 - 2"), {}, 100)) < 1e-99


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1/x", "pole"),
        ("ln(x)", "pole"),
        ("x^-1", "pole"),
        ("cot(x)", "pole"),
        ("artanh(x + 1)", "pole"),
        ("ln(x - 1)", "complex"),
        ("sqrt(x - 1)", "complex"),
        ("(x - 8)^{1/3}", "complex"),
        ("arcsin(x + 2)", "complex"),
        ("arcosh(x)", "complex"),
    ],
)
def test_what_has_no_real_value_is_undefined(text: str, why: str) -> None:
    for compute in (value, quick):
        with pytest.raises(Undefined) as caught:
            compute(tree(text), {"x": 0.0})
        assert caught.value.why == why


@pytest.mark.parametrize(
    "text",
    [
        "9^9^9^9",
        "x 9^9^9^9",
        "9^9^9^9^9^9^9^9",
        "e^{10^30}",
        "exp(exp(exp(exp(x))))",
        "cosh(10^10)",
        "x^{99999} x^{99999}",
        "(10^39)^50 (10^39)^50",
        "0 * 9^9^9^9",
        "sigmoid(10^39 x)",
    ],
)
def test_a_giant_is_refused_at_once(text: str) -> None:
    giant = tree(text)
    for compute in (value, quick):
        with pytest.raises(TooLarge):
            compute(giant, {"x": 2.5})


def test_small_exponents_are_worked_out_exactly() -> None:
    assert exact(tree("1/3 + 2/3")) == 1
    assert exact(tree("-(3/4)")) == exact(tree("-0.75"))
    assert exact(tree("x + 1")) is None
    assert exact(tree("1/0")) is None
    assert exact(Mul((Num(Fraction(9**40)),) * 20)) is None


def test_a_name_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        value(tree("y"), {"x": 1.0})


def test_sums_run_over_three_entries_and_a_free_index_is_the_second() -> None:
    sums = parse("x_i sum_j w_j x_j", Names(["x_i", "w_i"]))
    point = {"w_1": 1.0, "w_2": 2.0, "w_3": 3.0, "x_1": 10.0, "x_2": 20.0, "x_3": 30.0}
    assert float(value(expand(sums, {"i": "2"}), point)) == 20 * 140


def test_sums_within_sums_are_bounded() -> None:
    nested: Tree = Sym("x", ("i",))
    for _ in range(40):
        nested = Sum("i", nested)
    with pytest.raises(TooLarge):
        expand(nested, {})


def test_floats_offer_what_functions_ask_of_a_context() -> None:
    assert FLOATS.mag(8.0) == 4
    assert FLOATS.mpf(True) == 1.0
