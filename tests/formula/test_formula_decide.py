"""Equality on a domain: what is the same, what is not, and that the answer never changes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from agtutor.case.question import Interval
from agtutor.formula.deciding.canonical import same
from agtutor.formula.deciding.decide import Comparison, compare, held
from agtutor.formula.deciding.ground import Ground
from agtutor.formula.deciding.opinion import second_opinion
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Tree
from agtutor.formula.values.trouble import TooLarge
from agtutor.lab.kernel import children

POSITIVE: list[Interval] = [(0.0, 5.0)]
TWO_SIDED: list[Interval] = [(-5.0, 0.0), (0.0, 5.0)]
EVERYWHERE: list[Interval] = [(-float("inf"), float("inf"))]


def tree(text: str) -> Tree:
    return parse(text, Names(["x_i", "w_i"] if "_" in text else ["x", "y", "n"]))


def compared(got: str, key: str, domain: list[Interval] | None = None, wrt: str = "x") -> Comparison:
    return compare(tree(got), tree(key), {wrt: domain} if domain else {}, wrt)


@pytest.mark.parametrize(
    ("got", "key", "domain"),
    [
        ("x*2", "2x", None),
        ("x + x", "2x", None),
        ("2x^2/x", "2x", TWO_SIDED),
        ("x/x", "1", TWO_SIDED),
        ("(x^2-1)/(x-1)", "x+1", POSITIVE),
        ("1 - sin^2 x", "cos^2 x", None),
        ("2 sin x cos x", "sin 2x", EVERYWHERE),
        ("cos^2 x - sin^2 x", "cos 2x", None),
        ("1/cos^2 x", "1 + tan^2 x", None),
        ("cosh^2 x - sinh^2 x", "1", EVERYWHERE),
        ("ln(x^2)", "2 ln x", POSITIVE),
        ("ln(x^2)", "2 ln|x|", TWO_SIDED),
        ("ln(3x)", "ln 3 + ln x", POSITIVE),
        ("e^{ln x}", "x", POSITIVE),
        ("sqrt(x^2)", "|x|", TWO_SIDED),
        ("x/|x|", "sign(x)", TWO_SIDED),
        ("1/|x|", "1/x", POSITIVE),
        ("|x|^2", "x^2", TWO_SIDED),
        ("x^n/x", "x^{n-1}", POSITIVE),
        ("e^{-x^2} (-2x)", "-2x e^{-x^2}", None),
        ("sigmoid(x)(1-sigmoid(x))", "e^{-x}/(1+e^{-x})^2", None),
        ("(x + 10^38) - 10^38", "x", None),
        ("sigmoid(x)(1-sigmoid(x))", "e^{-x}/(1+e^{-x})^2", [(-200.0, 200.0)]),
        ("sigmoid(x)(1-sigmoid(x))", "e^{-x}/(1+e^{-x})^2", [(200.0, 400.0)]),
        ("sech^2 x", "1 - tanh^2 x", [(0.0, 100.0)]),
        ("sech^2 x", "1 - tanh^2 x", [(100.0, 400.0)]),
        ("4 arctan(1/5) - arctan(1/239)", "pi/4", None),
        ("0.5", "1/2", None),
    ],
)
def test_equal_on_the_domain_is_equal(got: str, key: str, domain: list[Interval] | None) -> None:
    assert compared(got, key, domain).outcome == "equal"


@pytest.mark.parametrize(
    ("got", "key", "domain"),
    [
        ("2.0000001x", "2x", None),
        ("2x + sin(pi x)", "2x", EVERYWHERE),
        ("2x + 10^-20", "2x", None),
        ("2x + 10^-35 x", "2x", None),
        ("1/|x|", "1/x", TWO_SIDED),
        ("2|x|", "2x", None),
        ("1", "sign(x)", TWO_SIDED),
        ("|cos x|", "cos x", EVERYWHERE),
        ("e^{ln x}", "x", TWO_SIDED),
        ("2 ln x", "ln(x^2)", TWO_SIDED),
        ("x^2", "2x", None),
        ("2y", "2x", None),
        ("0", "2x", None),
        ("cos x - cos x", "10^-30", None),
        ("3.14159265358979", "pi", None),
        ("sqrt(x)", "x", None),
    ],
)
def test_different_on_the_domain_is_different(
    got: str, key: str, domain: list[Interval] | None
) -> None:
    assert compared(got, key, domain).outcome == "different"


def test_the_witness_has_few_digits() -> None:
    witness = compared("x^2", "2x").witness
    assert witness is not None
    assert (witness.point, witness.got, witness.key) == ({"x": 1.0}, 1.0, 2.0)


def test_the_witness_says_where_a_formula_has_no_value() -> None:
    witness = compared("2 e^{ln x}", "2x").witness
    assert witness is not None
    assert (witness.point, witness.got, witness.key) == ({"x": -2.0}, None, -4.0)


def test_a_difference_beyond_double_precision_has_a_witness() -> None:
    witness = compared("2x + 10^-20", "2x").witness
    assert witness is not None
    assert witness.gap == pytest.approx(1e-20)


def test_two_names_in_a_witness_never_have_the_same_value() -> None:
    witness = compared("x y", "x + y").witness
    assert witness is not None
    assert len(set(witness.point.values())) == 2


def test_the_side_that_agrees_is_told() -> None:
    assert compared("1/|x|", "1/x", TWO_SIDED).agrees == ((0.0, 5.0),)
    assert compared("2|x|", "2x", [(-5.0, 5.0)]).agrees == ((0.0, 5.0),)
    assert compared("x^2", "2x", TWO_SIDED).agrees == ()


def test_every_interval_is_visited_four_times() -> None:
    domain: list[Interval] = [(float(low), low + 0.5) for low in range(12)]
    ground = Ground(tree("2x"), {"x": domain}, "x")
    visits = [probe.number % len(domain) for probe in ground.probes]
    assert all(visits.count(turn) >= 4 for turn in range(len(domain)))
    assert all(
        domain[probe.number % 12][0] < probe.point["x"] < domain[probe.number % 12][1]
        for probe in ground.probes
    )


def test_points_count_only_where_the_formula_itself_is_defined() -> None:
    key, of = tree("1/x"), tree("ln x")
    assert compare(tree("1/|x|"), key, {}, "x").outcome == "different"
    assert compare(tree("1/|x|"), key, {}, "x", where=[of]).outcome == "equal"


@pytest.mark.parametrize(
    ("got", "key", "outcome"),
    [
        ("x_i", "x_i", "equal"),
        ("x_j", "x_i", "different"),
        ("sum_k x_k w_k", "sum_j w_j x_j", "equal"),
        ("sum_j x_j", "x_i", "different"),
        ("e^{x_i}/sum_j e^{x_j}", "1/sum_k e^{x_k - x_i}", "equal"),
        ("2 sum_j x_j", "sum_j 2 x_j", "equal"),
        ("(sum_j x_j)^2", "sum_j x_j^2", "different"),
    ],
)
def test_index_forms_are_decided_by_their_entries(got: str, key: str, outcome: str) -> None:
    assert compared(got, key, wrt="x_i").outcome == outcome


def test_order_and_grouping_are_seen_without_probing() -> None:
    assert same(tree("2*x*y + 1"), tree("1 + y*(x*2)"))
    assert same(tree("-x*y"), tree("x*(-y)"))
    assert not same(tree("x - y"), tree("y - x"))
    assert not same(tree("x/y"), tree("y/x"))


@pytest.mark.parametrize("text", ["9^9^9^9", "9^9^9^9 x", "exp(exp(exp(exp(|x|+9))))", "10^39^39 x"])
def test_a_giant_answer_is_refused(text: str) -> None:
    ground = Ground(tree("2x"), {}, "x")
    assert ground.probes
    with pytest.raises(TooLarge):
        held(ground, tree(text))


def test_few_points_ask_sympy() -> None:
    key = tree("sqrt(x - 2.47)")
    assert compare(tree("sqrt(x - 2.47) (sin^2 x + cos^2 x)"), key, {}, "x").outcome == "equal"


def test_what_nobody_can_show_is_undecided() -> None:
    key = tree("sqrt(x - 2.4999)")
    machin = tree("sqrt(x - 2.4999) (16 arctan(1/5) - 4 arctan(1/239))/pi")
    assert compare(machin, key, {}, "x").outcome == "undecided"


@pytest.mark.timeout(60)
def test_a_second_opinion_is_bounded_in_time_and_leaves_no_child() -> None:
    before = children()
    huge = tree("*".join(f"(sin({n}x)+cos(x/{n}))^{n}" for n in range(1, 12)))
    assert second_opinion(huge, tree("x"), seconds=0.3) == "unknown"
    assert children() == before


def test_a_second_opinion_knows_an_identity() -> None:
    assert second_opinion(tree("sin^2 x + cos^2 x"), tree("1")) == "equal"
    assert second_opinion(tree("x"), tree("2x")) == "unknown"


PROGRAM = """
from agtutor.formula.deciding.decide import held
from agtutor.formula.deciding.ground import Ground
from agtutor.formula.parser import Names, parse
names = Names(["x", "y"])
ground = Ground(parse("2x y + sin(x)", names), {"x": [(-5.0, 5.0)]}, "x")
print([sorted(probe.point.items()) for probe in ground.probes])
print(held(ground, parse("2x y + tan(x)", names)))
print(held(ground, parse("2x z + tan(x)", Names(["x", "z"]))))
"""


def test_every_process_probes_the_same_points() -> None:
    outputs = set()
    for seed in ("0", "1", "77"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert "different" in outputs.pop()
