"""Derivatives step by step: the rule of each step, and that the steps make up the derivative."""

from __future__ import annotations

import pytest
from hypothesis import given

from agtutor.formula.calculus.differentiate import apart, differentiate
from agtutor.formula.calculus.rules import RULES, sentence
from agtutor.formula.calculus.steps import Step, steps
from agtutor.formula.calculus.tidy import counted, tidied
from agtutor.formula.deciding.decide import compare
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names, parse
from agtutor.formula.prose import inline, segments
from agtutor.formula.tree import Sym, Tree, children
from agtutor.formula.typeset import line
from agtutor.formula.values.expand import name_of, rebuilt
from tests.formula.test_formula_generated import FEW, TREES, X, ground_of


def tree(text: str) -> Tree:
    return parse(text, Names(["x_i", "w_i"] if "_" in text else ["x", "a", "b"]))


TAKEN: list[tuple[str, str, list[str]]] = [
    ("x", "x", ["variable"]),
    ("a^2", "x", ["constant"]),
    ("sign(x)", "x", ["flat"]),
    ("x^2 + 5", "x", ["sum", "power"]),
    ("-x^2", "x", ["minus", "power"]),
    ("3x", "x", ["factor"]),
    ("x^2/a", "x", ["factor", "power"]),
    ("x sin x", "x", ["product", "function"]),
    ("x^2 e^x sin x", "x", ["product", "power", "natural", "function"]),
    ("sin(x)/x", "x", ["quotient", "function"]),
    ("1/(1+x)", "x", ["reciprocal", "sum"]),
    ("2^{x^2}", "x", ["exponential", "power"]),
    ("x^x", "x", ["both"]),
    ("sin(cos(x^2))", "x", ["function", "function", "power"]),
    ("x^2 + sin(x^2)", "x", ["sum", "power", "function"]),
    ("sum_j w_j x_j", "w_i", ["entry", "factor"]),
    ("sum_j x_j", "x_i", ["entry"]),
    ("sum_j w_j x_i", "x_i", ["every", "factor"]),
    ("sum_j (x_j - mean(x_k))^2", "x_i", ["entry-and-every"]),
    ("sum_j w_j", "x_i", ["constant"]),
]


@pytest.mark.parametrize(("of", "wrt", "rules"), TAKEN)
def test_each_node_is_taken_by_its_rule(of: str, wrt: str, rules: list[str]) -> None:
    assert [step.rule for step in steps(tree(of), symbol(wrt))] == rules


def test_every_rule_is_taken_somewhere() -> None:
    assert {rule for *_, rules in TAKEN for rule in rules} == RULES.keys()


@pytest.mark.parametrize(("of", "wrt"), [(of, wrt) for of, wrt, _ in TAKEN])
def test_every_sentence_is_complete_and_typeset(of: str, wrt: str) -> None:
    for step in steps(tree(of), symbol(wrt)):
        words = sentence(step, symbol(wrt), Sym("n"))
        assert words[-1] == "."
        assert "{" not in words.replace("{}", "").split("$")[0]
        for segment in segments(words):
            if segment.kind == "inline":
                assert inline(segment.text)


def test_a_kink_is_told() -> None:
    (step,) = steps(tree("|x|"), X)
    assert "$x = 0$ there is a kink" in sentence(step, X, Sym("n"))


def test_the_letter_of_a_rule_is_none_of_the_formulas() -> None:
    (step,) = steps(parse("sin(u)", Names(["u"])), Sym("u"))
    assert r"\sin\left(w\right)" in sentence(step, Sym("u"), Sym("n"))


def carried_out(taken: list[Step], node: Tree) -> Tree:
    """Return the derivative that the steps make up."""
    step = next(step for step in taken if step.node == node)
    return filled(step.slope, {name: carried_out(taken, part) for name, part in step.pending.items()})


def filled(slope: Tree, found: dict[Sym, Tree]) -> Tree:
    if isinstance(slope, Sym) and slope in found:
        return found[slope]
    return rebuilt(slope, tuple(filled(part, found) for part in children(slope)))


@FEW
@given(TREES)
def test_the_steps_make_up_the_derivative(of: Tree) -> None:
    ground = ground_of(of)
    whole = carried_out(steps(of, X), of)
    assert compare(whole, ground.raw, {}, "x", where=[of]).outcome == "equal"


@pytest.mark.parametrize(("of", "wrt"), [(of, wrt) for of, wrt, _ in TAKEN if "_" in of])
def test_the_steps_of_index_forms_make_up_the_derivative(of: str, wrt: str) -> None:
    name = symbol(wrt)
    formula = apart(tree(of), name)
    key = differentiate(formula, name)
    whole = carried_out(steps(tree(of), name), formula)
    assert compare(whole, key, {}, name_of(name), where=[formula]).outcome == "equal"


@FEW
@given(TREES)
def test_what_is_tidied_stays_the_same_function(of: Tree) -> None:
    ground = ground_of(of)
    slope = differentiate(of, X)
    short = tidied(slope)
    assert compare(short, slope, {}, "x", where=[of, *ground.where]).outcome == "equal"


@pytest.mark.parametrize(
    ("of", "short"),
    [
        ("x*x^2*sin(x)", "x^3*sin(x)"),
        ("2x + 3x - x", "4*x"),
        ("x - x", "0"),
        ("2x/x^4", "2/x^3"),
        ("x/x", "x/x"),
        ("x^4/x", "x^4/x"),
        ("(x^2)^2", "x^4"),
        ("(x^(1/2))^2", "(x^(1/2))^2"),
        ("1 + x + 1", "2 + x"),
        ("-(-x)", "x"),
    ],
)
def test_equal_factors_and_terms_are_written_once(of: str, short: str) -> None:
    assert line(tidied(tree(of)), ascii=True) == short


def test_a_count_is_written_as_a_name_but_in_a_mean() -> None:
    assert line(counted(tree("x_i/sum_j 1 + mean(x_i)"), Sym("n")), ascii=True) == "x_i/n + mean_i(x_i)"


def test_many_equal_parts_are_taken_once() -> None:
    assert len(steps(tree("+".join(["sin(x^2)"] * 40)), X)) == 3
