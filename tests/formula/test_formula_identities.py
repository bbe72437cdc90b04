"""Hard cases of equality: identities that hold on a domain, and differences that hide in it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from agtutor.case.question import Interval
from agtutor.formula.deciding.decide import Comparison, compare
from agtutor.formula.parser import Names, parse

POSITIVE: list[Interval] = [(0.0, 5.0)]
TWO_SIDED: list[Interval] = [(-5.0, 0.0), (0.0, 5.0)]
WIDE: list[Interval] = [(-5.0, 5.0)]
INSIDE: list[Interval] = [(-0.9, 0.9)]
EVERYWHERE: list[Interval] = [(-math.inf, math.inf)]
NAMES = Names(["x", "y", "n"])

SAME: list[tuple[str, str, Sequence[Interval] | None]] = [
    ("sin^2(sin^2 x+cos^2 x) + cos^2(1)", "1", EVERYWHERE),
    ("ln(e^x)", "x", EVERYWHERE),
    ("e^{ln(x)}", "x", POSITIVE),
    ("ln(x^2)/2", "ln|x|", TWO_SIDED),
    ("sqrt(x^2)", "|x|", WIDE),
    ("(sqrt(x))^2", "x", POSITIVE),
    ("sqrt(x^4)", "x^2", WIDE),
    ("ln(x y)", "ln x + ln y", None),
    ("ln(sqrt(x))", "ln(x)/2", POSITIVE),
    ("sqrt(x)/x", "1/sqrt(x)", POSITIVE),
    ("x^{1/3}", "cbrt(x)", POSITIVE),
    ("|x|^3", "x^2 |x|", WIDE),
    ("|sin x|^2", "1-cos^2 x", EVERYWHERE),
    ("|x-1|", "sqrt((x-1)^2)", WIDE),
    ("relu(x)", "(x+|x|)/2", WIDE),
    ("relu(x)-relu(-x)", "x", WIDE),
    ("sign(x)^2", "1", TWO_SIDED),
    ("x sign(x)", "|x|", WIDE),
    ("arctan(x)+arctan(1/x)", "pi/2 sign(x)", TWO_SIDED),
    ("arcsin x + arccos x", "pi/2", INSIDE),
    ("2 arctan(e^x) - pi/2", "arcsin(tanh x)", WIDE),
    ("arctan(tan x)", "x", [(-1.5, 1.5)]),
    ("cosh(x)", "(e^x+e^-x)/2", EVERYWHERE),
    ("tanh(x/2)", "(e^x-1)/(e^x+1)", WIDE),
    ("sigmoid(x)", "(1+tanh(x/2))/2", WIDE),
    ("softplus(x)-softplus(-x)", "x", WIDE),
    ("ln(1+e^x)", "softplus(x)", WIDE),
    ("arsinh x", "ln(x+sqrt(x^2+1))", WIDE),
    ("arcosh x", "ln(x+sqrt(x^2-1))", [(1.1, 5.0)]),
    ("artanh x", "1/2 ln((1+x)/(1-x))", INSIDE),
    ("sin 3x", "3 sin x - 4 sin^3 x", EVERYWHERE),
    ("cos(x)^4", "3/8 + cos(2x)/2 + cos(4x)/8", EVERYWHERE),
    ("tan(x+pi)", "tan x", WIDE),
    ("(1+x)^10-(1+x)^10 + x", "x", WIDE),
    ("e^{-x^2} e^{x^2}", "1", WIDE),
    ("e^{-x^2} e^{x^2}", "1", EVERYWHERE),
    ("x^x", "e^{x ln x}", POSITIVE),
    ("log2(x)", "ln(x)/ln(2)", POSITIVE),
    ("10^{log10(x)}", "x", POSITIVE),
    ("(x^3-1)/(x-1)", "x^2+x+1", EVERYWHERE),
    ("(2^x)^2", "4^x", EVERYWHERE),
    ("n^{-x}", "(1/n)^x", None),
    ("sec^2 x - tan^2 x", "1", WIDE),
    ("erf(x)+erf(-x)", "0", WIDE),
    ("x-x", "0", WIDE),
    ("sinh(x)^2 + 1", "cosh(x)^2", EVERYWHERE),
    ("(e^x)^x", "e^{x^2}", WIDE),
    ("sqrt(1-sin^2 x)", "|cos x|", EVERYWHERE),
    ("sqrt(x)sqrt(x)", "|x|", POSITIVE),
    ("(x+10^30)-10^30", "x", WIDE),
    ("1/(1/x)", "x", TWO_SIDED),
    ("ln(e^{x^2})", "x^2", EVERYWHERE),
    ("e^{500x} e^{-500x}", "1", WIDE),
    ("cos(arcsin x)", "sqrt(1-x^2)", INSIDE),
]

OTHER: list[tuple[str, str, Sequence[Interval] | None]] = [
    ("x(1+10^-12)", "x", WIDE),
    ("2x+10^-12", "2x", WIDE),
    ("1/|x|", "1/x", TWO_SIDED),
    ("sqrt(x^2)", "x", WIDE),
    ("sqrt(x^2)", "x", [(-5.0, 4.9)]),
    ("|x-4|", "4-x", POSITIVE),
    ("|x-4|", "4-x", [(0.0, 4.0), (4.0, 5.0)]),
    ("x + relu(x-4.5)", "x", WIDE),
    ("relu(x)", "x", TWO_SIDED),
    ("sign(x-1)", "1", [(0.0, 1.0), (1.0, 5.0)]),
    ("arctan(x)+arctan(1/x)", "pi/2", TWO_SIDED),
    ("arctan(tan x)", "x", EVERYWHERE),
    ("e^{ln x}", "x", TWO_SIDED),
    ("sin(x) - 10^-20 sin(1000x)", "sin x", WIDE),
    ("x^2 - 10^-9 x^30", "x^2", [(0.0, 0.3), (1.0, 2.0)]),
    ("sin x", "x - x^3/6 + x^5/120", [(-0.01, 0.01)]),
    ("e^{-1000 x^2}", "0", [(1.0, 2.0)]),
    ("tanh(50x)", "sign(x)", TWO_SIDED),
    ("sigmoid(1000x)", "relu(x)/x", TWO_SIDED),
    ("sqrt(x^2+10^-30)", "|x|", WIDE),
    ("|x-4.99|", "4.99-x", POSITIVE),
    ("|x+4.99|", "4.99+x", WIDE),
    ("relu(x-4.99)", "0", POSITIVE),
    ("|x-0.01|", "x-0.01", POSITIVE),
]


def compared(got: str, key: str, domain: Sequence[Interval] | None) -> Comparison:
    domains = {"x": domain} if domain else dict.fromkeys("xyn", POSITIVE)
    return compare(parse(got, NAMES), parse(key, NAMES), domains, "x")


@pytest.mark.parametrize(("got", "key", "domain"), SAME)
def test_an_identity_that_holds_on_the_domain_is_equal(
    got: str, key: str, domain: Sequence[Interval] | None
) -> None:
    assert compared(got, key, domain).outcome == "equal"


@pytest.mark.parametrize(("got", "key", "domain"), OTHER)
def test_a_difference_anywhere_on_the_domain_is_found(
    got: str, key: str, domain: Sequence[Interval] | None
) -> None:
    assert compared(got, key, domain).outcome == "different"


def test_an_identity_nested_six_deep_is_equal() -> None:
    nested = "x"
    for shift in range(6):
        nested = f"(({nested})*(sin^2(x+{shift}) + cos^2(x+{shift})))"
    assert compared(nested, "x", EVERYWHERE).outcome == "equal"


def test_a_gap_at_one_point_is_let_pass_and_a_jump_is_not() -> None:
    assert compared("2x (x-1)/(x-1)", "2x", POSITIVE).outcome == "equal"
    assert compared("2x sign(x-1)", "2x", POSITIVE).outcome == "different"


def test_the_interval_where_they_agree_is_told() -> None:
    halves = [(-1.0, 0.0), (0.0, 1.0)]
    assert compared("sqrt(x^2)", "x", halves).agrees == ((0.0, 1.0),)
    assert compared("-sqrt(x^2)", "x", halves).agrees == ((-1.0, 0.0),)


def test_a_difference_close_to_the_end_of_an_interval_has_a_witness_inside_it() -> None:
    witness = compared("|x-4.99|", "4.99-x", POSITIVE).witness
    assert witness is not None
    assert 4.99 < witness.point["x"] < 5
