"""Derivatives: sympy's, our own rules', and that the two agree."""

from __future__ import annotations

import pytest

from agtutor.errors import FormulaError
from agtutor.formula.algebra import from_sympy, symbols_of, to_sympy
from agtutor.formula.calculus.derivative import derivative, entry_derivative
from agtutor.formula.calculus.differentiate import apart, differentiate
from agtutor.formula.deciding.decide import compare
from agtutor.formula.names import symbol
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Call, Sym, Tree
from agtutor.formula.typeset import line
from agtutor.formula.values.expand import expand, name_of
from agtutor.formula.values.functions import FUNCTIONS
from agtutor.formula.values.trouble import TooLarge, Undefined
from tests.imports import modules_after

PLAIN = Names(["x", "y", "a", "w", "b"])
INDEXED = Names(["x_i", "w_i", "y_i", "n"])


def tree(text: str) -> Tree:
    return parse(text, INDEXED if "_" in text else PLAIN)


@pytest.mark.parametrize(
    ("of", "wrt", "printed"),
    [
        ("x^2", "x", "2*x"),
        ("sin(x^2)", "x", "2*x*cos(x^2)"),
        ("a x^2 + b", "x", "2*a*x"),
        ("7", "x", "0"),
        ("1/x", "x", "-1/x^2"),
        ("sqrt(x)", "x", "1/(2*sqrt(x))"),
        ("2^x", "x", "2^x*ln(2)"),
        ("|x|", "x", "sign(x)"),
        ("sigmoid(x)", "x", "sigmoid(x)*(1 - sigmoid(x))"),
        ("sum_j w_j x_j", "w_i", "x_i"),
        ("sum_i (x_i^2 + 5)", "x_i", "2*x_i"),
        ("1/n sum_i x_i^2", "x_i", "2*x_i/n"),
        ("ln sum_j e^{x_j}", "x_i", "e^(x_i)/(sum_j e^(x_j))"),
    ],
)
def test_a_derivative_is_printed_as_one_would_write_it(of: str, wrt: str, printed: str) -> None:
    assert line(derivative(tree(of), symbol(wrt)), ascii=True) == printed


@pytest.mark.parametrize(
    ("of", "wrt"),
    [
        ("x^x", "x"),
        ("x^2 sin(x) e^x", "x"),
        ("ln(1 + x^2)/x", "x"),
        ("(a x + b)^5", "a"),
        ("e^{x_i}/sum_j e^{x_j}", "x_i"),
        ("sum_j (x_j - mean(x_k))^2", "x_i"),
        ("sum_i sum_j x_i x_j", "x_i"),
        ("(sum_j w_j x_j - y_i)^2", "w_i"),
        ("sqrt(sum_j x_j^2)", "x_i"),
        ("mean(x_j^2)", "x_i"),
    ],
)
def test_our_rules_agree_with_sympy(of: str, wrt: str) -> None:
    formula, name = tree(of), symbol(wrt)
    ours = differentiate(apart(formula, name), name)
    key = entry_derivative(formula, name)
    assert compare(ours, key, {}, name_of(name), where=[formula]).outcome == "equal"


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_sympy_and_our_table_agree_on_every_function(name: str) -> None:
    x = Sym("x")
    domain = {"x": [(1.1, 2.0)] if name == "arcosh" else [(-0.9, -0.1), (0.1, 0.9)]}
    ours = FUNCTIONS[name].outer(x)
    assert compare(ours, entry_derivative(Call(name, (x,)), x), domain, "x").outcome == "equal"


def test_there_and_back_is_the_same_function() -> None:
    formula = tree("-(x^2 - 1)/(2 sqrt(x)) + a^3/4 + pi e^{-x} - 1/(x y)")
    symbols = symbols_of(formula)
    back = from_sympy(to_sympy(formula, symbols), {symbol: sym for sym, symbol in symbols.items()})
    assert compare(back, formula, {"x": [(0.1, 3.0)]}, "x").outcome == "equal"


@pytest.mark.parametrize("name", ["cbrt", "relu"])
def test_what_grows_without_bound_in_sympy_is_refused(name: str) -> None:
    def nested(times: int) -> Tree:
        return tree(f"{name}(" * times + "x" + ")" * times)

    assert entry_derivative(nested(4), Sym("x"))
    with pytest.raises(TooLarge, match="too deep"):
        entry_derivative(nested(40), Sym("x"))


def test_names_never_reach_sympy() -> None:
    symbols = symbols_of(tree("x y a"))
    assert sorted(str(one) for one in symbols.values()) == ["v0", "v1", "v2"]


def test_what_is_not_real_has_no_tree() -> None:
    import sympy

    for expression in (sympy.I, sympy.zoo, sympy.nan, sympy.Symbol("stranger"), sympy.gamma(3.5)):
        with pytest.raises(Undefined):
            from_sympy(expression, {})


def test_functions_of_vectors_are_refused() -> None:
    with pytest.raises(FormulaError, match="tr"):
        derivative(Call("tr", (Sym("x"),)), Sym("x"))


def test_an_entry_that_is_written_out_stays_as_it_is() -> None:
    formula = parse("x_1^2 x_2", Names(["x_1", "x_2"]))
    assert line(derivative(formula, Sym("x", ("1",))), ascii=True) == "2*x_1*x_2"
    assert expand(formula, {}) == formula


def test_reading_a_formula_imports_neither_sympy_nor_mpmath() -> None:
    found = modules_after(
        "import agtutor.formula.algebra, agtutor.formula.deciding.decide, agtutor.judge.derivative"
    )
    assert not found & {"sympy", "mpmath", "torch"}
