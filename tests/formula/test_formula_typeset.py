"""Tree to text and back: the identity for every tree in normal form, in each notation."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agtutor.formula.parser import Names, parse, parse_answer
from agtutor.formula.reading.sums import free_indices
from agtutor.formula.reasons import LONGEST
from agtutor.formula.tree import Add, Call, Const, Div, Mul, Num, Pow, Sum, Sym, Tree
from agtutor.formula.typeset import latex, line
from agtutor.formula.words import FUNCTIONS
from tests.formula.formula_trees import Trees, grown

DECLARED = [
    "x",
    "x_i",
    "x_1",
    "W",
    "W_{i,j}",
    "lr",
    "theta",
    "sigma",
    "Sigma",
    "y_hat",
    "x1",
    "T",
    "t",
    "r",
]
NAMES = Names(DECLARED, functions=["max"])
INDICES: list[tuple[str, ...]] = [
    (),
    ("i",),
    ("1",),
    ("12",),
    ("i", "j"),
    ("1", "2"),
    ("1", "j"),
    ("n",),
]
ONE = Num(Fraction(1))


def call(name: str, arg: Tree) -> Tree:
    """Return what the parser makes of a function: sums and means bind an index that is free."""
    free = list(free_indices(arg))
    if name not in ("sum", "mean") or not free:
        return Call(name, (arg,))
    return Sum(free[0], arg) if name == "sum" else Div(Sum(free[0], arg), Sum(free[0], ONE))


def higher(parts: Trees) -> Trees:
    calls = st.builds(call, st.sampled_from(sorted(FUNCTIONS)), parts)
    return grown(parts, calls, "ijkmn")


def symbols() -> st.SearchStrategy[Tree]:
    names = st.sampled_from(["lr", "theta", "sigma", "Sigma", "y_hat", "x1", "T"])
    indexed = st.builds(Sym, st.sampled_from(["x", "W"]), st.sampled_from(INDICES))
    known = indexed.filter(lambda sym: sym != Sym("W", ("12",)))
    return st.one_of(st.builds(Sym, names), known, st.just(Sym("y_hat", ("j",))))


NUMBERS = st.builds(
    lambda digits, places: Num(Fraction(digits, 10**places)), st.integers(0, 10**9), st.integers(0, 9)
)
LEAVES = st.one_of(NUMBERS, symbols(), st.sampled_from([Const("e"), Const("pi")]))
TREES = st.recursive(LEAVES, higher, max_leaves=12)
ANY_TREE = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@ANY_TREE
@given(TREES)
def test_tree_to_line_to_tree_is_the_identity(tree: Tree) -> None:
    text = line(tree)
    assert len(text) > LONGEST or parse(text, NAMES) == tree


@ANY_TREE
@given(TREES)
def test_tree_to_ascii_to_tree_is_the_identity(tree: Tree) -> None:
    text = line(tree, ascii=True)
    assert text.isascii()
    assert len(text) > LONGEST or parse(text, NAMES) == tree


@ANY_TREE
@given(TREES)
def test_tree_to_latex_to_tree_is_the_identity(tree: Tree) -> None:
    text = latex(tree)
    assert text.isascii()
    assert len(text) > LONGEST or parse(text, NAMES) == tree


@pytest.mark.parametrize(
    ("text", "unicode", "plain", "tex"),
    [
        ("2x cos(x^2)", "2·x·cos(x²)", "2*x*cos(x^2)", r"2 \cdot x \cdot \cos\left(x^{2}\right)"),
        ("1/2x", "(1/2)·x", "(1/2)*x", r"\frac{1}{2} \cdot x"),
        ("-(x+1)^2", "-(x + 1)²", "-(x + 1)^2", r"-\left(x + 1\right)^{2}"),
        ("x - (lr - 1)", "x - (lr - 1)", "x - (lr - 1)", r"x - \left(\mathrm{lr} - 1\right)"),
        ("x_i^2", "xᵢ²", "x_i^2", "x_{i}^{2}"),
        ("W_ij", "Wᵢⱼ", "W_{ij}", "W_{ij}"),
        ("x^-2", "x⁻²", "x^(-2)", "x^{-2}"),
        ("e^(-x^2)", "e^(-x²)", "e^(-x^2)", "e^{-x^{2}}"),
        ("(x^2)^3", "(x²)³", "(x^2)^3", r"\left(x^{2}\right)^{3}"),
        ("2pi theta", "2·π·θ", "2*pi*theta", r"2 \cdot \pi \cdot \theta"),
        ("1/(2sqrt(x))", "1/(2·√x)", "1/(2*sqrt(x))", r"\frac{1}{2 \cdot \sqrt{x}}"),
        ("sqrt(x)^2", "(√x)²", "sqrt(x)^2", r"\sqrt{x}^{2}"),
        ("cbrt(x+1)", "∛(x + 1)", "cbrt(x + 1)", r"\sqrt[3]{x + 1}"),
        ("|x|/x", "|x|/x", "|x|/x", r"\frac{\left|x\right|}{x}"),
        ("W.T(W x)", "Wᵀ·(W·x)", "W.T*(W*x)", r"W^{\top} \cdot \left(W \cdot x\right)"),
        ("y_hat", "y_hat", "y_hat", r"\hat{y}"),
        ("2 sum_j x_j x1", "2·∑ⱼ xⱼ·x1", "2*sum_j x_j*x1", r"2 \cdot \sum_{j} x_{j} \cdot \mathrm{x1}"),
        ("(sum_j x_j) x", "(∑ⱼ xⱼ)·x", "(sum_j x_j)*x", r"\left(\sum_{j} x_{j}\right) \cdot x"),
        ("mean(x_i)", "meanᵢ(xᵢ)", "mean_i(x_i)", r"\operatorname{mean}_{i}\left(x_{i}\right)"),
        ("log_2(x)", "log2(x)", "log2(x)", r"\log_{2}\left(x\right)"),
        ("arsinh(x)", "arsinh(x)", "arsinh(x)", r"\operatorname{arsinh}\left(x\right)"),
        ("tr(W)", "tr(W)", "tr(W)", r"\operatorname{tr}\left(W\right)"),
    ],
)
def test_brackets_stand_where_a_reader_needs_them(
    text: str, unicode: str, plain: str, tex: str
) -> None:
    tree = parse(text, NAMES)
    assert (line(tree), line(tree, ascii=True), latex(tree)) == (unicode, plain, tex)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (Num(Fraction(-2)), "-2"),
        (Num(Fraction(1, 3)), "1/3"),
        (Mul((Num(Fraction(-1, 3)), Sym("x"))), "(-1/3)·x"),
        (Pow(Sym("x"), Num(Fraction(-1))), "x⁻¹"),
        (Pow(Sym("x"), Num(Fraction(1, 3))), "x^(1/3)"),
        (Add((Sym("x"), Num(Fraction(-2)))), "x - 2"),
    ],
)
def test_numbers_that_nobody_can_type_are_written_as_one_would(tree: Tree, expected: str) -> None:
    assert line(tree) == expected


@pytest.mark.parametrize("text", ["1/2x", "e^2x", "sin x lr", "x/2 sin x"])
def test_nobody_reads_the_line_otherwise(text: str) -> None:
    assert parse_answer(text, NAMES).notes
    assert parse_answer(line(parse(text, NAMES)), NAMES).notes == ()
