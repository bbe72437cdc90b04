"""Vectors and matrices: how they are read, written, and which shape comes of them."""

from __future__ import annotations

import pytest

from agtutor.errors import FormulaError
from agtutor.formula.parser import Names, parse, parse_answer
from agtutor.formula.prose import display
from agtutor.formula.typeset import latex, line
from agtutor.formula.vectors.infer import Misfit, shape_of
from agtutor.formula.vectors.shapes import Shapes

SHAPES = Shapes(
    {"W": ["m", "n"], "x": ["n"], "z": ["n"], "y": ["m"], "A": ["n", "n"], "B": ["n", "n"], "R": [3, 2]}
)
NAMES = Names(["a", "b"], shapes=SHAPES)

READ = [
    # as typed, in one line, rows and columns
    ("x·z", "xᵀ·z", (1, 1)),
    (r"x \cdot z", "xᵀ·z", (1, 1)),
    ("x @ z", "xᵀ·z", (1, 1)),
    ("dot(x, z)", "xᵀ·z", (1, 1)),
    ("x.dot(z)", "xᵀ·z", (1, 1)),
    ("x' z", "xᵀ·z", (1, 1)),
    ("W'y", "Wᵀ·y", ("n", 1)),
    ("W^t y", "Wᵀ·y", ("n", 1)),
    ("W^t(W x - y)", "Wᵀ·(W·x - y)", ("n", 1)),
    ("W^{t}(y)", "Wᵀ·y", ("n", 1)),
    ("W^tWx", "Wᵀ·W·x", ("n", 1)),
    ("x^tanh(a)", "x^(tanh(a))", ("n", 1)),
    ("W x · y", "(W·x)ᵀ·y", (1, 1)),
    ("2 x · z", "2·xᵀ·z", (1, 1)),
    ("x·z·x", "xᵀ·z·x", ("n", 1)),
    ("W @ x", "W·x", ("m", 1)),
    ("W*x", "W·x", ("m", 1)),
    ("y @ W", "Wᵀ·y", ("n", 1)),
    ("x @ W.T", "W·x", ("m", 1)),
    ("W⊤y", "Wᵀ·y", ("n", 1)),
    (r"W^\intercal y", "Wᵀ·y", ("n", 1)),
    (r"W^{\top}(Wx-y)", "Wᵀ·(W·x - y)", ("n", 1)),
    (r"\mathbf{x}^T \mathbf{z}", "xᵀ·z", (1, 1)),
    ("x ⊙ z", "x ⊙ z", ("n", 1)),
    (r"x \odot z \odot x", "x ⊙ z ⊙ x", ("n", 1)),
    ("mul(x, z)", "x ⊙ z", ("n", 1)),
    ("2 x ⊙ W'y", "(2·x) ⊙ (Wᵀ·y)", ("n", 1)),
    ("‖x‖²", "‖x‖²", (1, 1)),
    ("||x|| ||z||", "‖x‖·‖z‖", (1, 1)),
    (r"\left\|W x - y\right\|_2^2", "‖W·x - y‖²", (1, 1)),
    (r"\lVert x \rVert", "‖x‖", (1, 1)),
    ("norm(x)", "‖x‖", (1, 1)),
    ("‖W‖_F²", "‖W‖_F²", (1, 1)),
    (r"\|W\|_{F}^{2}", "‖W‖_F²", (1, 1)),
    ("tr(A B)", "tr(A·B)", (1, 1)),
    (r"\operatorname{tr}(A^T B)", "tr(Aᵀ·B)", (1, 1)),
    (r"\operatorname{tr} A", "tr(A)", (1, 1)),
    ("A x^T z", "A·xᵀ·z", ("n", "n")),
    ("x x^T z", "x·xᵀ·z", ("n", 1)),
    ("(I + x x^T) x", "(I + x·xᵀ)·x", ("n", 1)),
    ("I_n", "I_n", ("n", "n")),
    ("ones(m) x'", "ones(m)·xᵀ", ("m", "n")),
    ("(W @ x - y).pow(2).sum()", "sum((W·x - y)²)", (1, 1)),
    ("e^{-x}", "e^(-x)", ("n", 1)),
    ("1/(1 + e^(-W x))", "1/(1 + e^(-W·x))", ("m", 1)),
    ("x/n", "x/n", ("n", 1)),
    ("sum_j W_ij x_j", "∑ⱼ Wᵢⱼ·xⱼ", (1, 1)),
]


@pytest.mark.parametrize(("text", "expected", "shape"), READ)
def test_vectors_and_matrices_are_read_in_any_notation(
    text: str, expected: str, shape: tuple[object, object]
) -> None:
    tree = parse(text, NAMES)
    assert (line(tree), shape_of(tree, SHAPES)) == (expected, shape)


@pytest.mark.parametrize(("text", "expected", "shape"), READ)
def test_what_is_written_is_read_back_as_the_same_tree(
    text: str, expected: str, shape: tuple[object, object]
) -> None:
    tree = parse(text, NAMES)
    assert parse(line(tree), NAMES) == tree
    assert parse(line(tree, ascii=True), NAMES) == tree
    assert line(tree, ascii=True).isascii()
    assert parse(latex(tree), NAMES) == tree
    assert display(latex(tree))


@pytest.mark.parametrize("text", ["x⊙y", "‖x‖", "||x||", "x'", "I x", "ones(n)", r"x \odot y"])
def test_without_shapes_all_names_are_numbers(text: str) -> None:
    with pytest.raises(FormulaError):
        parse(text, Names(["x", "y"]))


MISFITS = [
    ("W(W x - y)", "m×n, and $W \\cdot x - y$ has m entries: which way round must $W$ stand?"),
    ("R y", "$R$ is 3×2, and $y$ has m entries."),
    ("R^T x + z", "2×3"),
    ("W y", "$W$ is m×n, and $y$ has m entries: which way round must $W$ stand?"),
    ("W x - x", "$W \\cdot x$ has m entries, and $x$ has n entries: only what has the same shape"),
    ("x + x^T", "one stands and one lies"),
    ("A W", "$A$ is n×n, and $W$ is m×n: which way round must $W$ stand?"),
    ("x A", "which way round must $x$ stand?"),
    ("W ⊙ A", "only what has the same shape adds up"),
    ("tr(W)", "only what is square has a trace"),
    ("‖W‖", "$\\left\\|W\\right\\|_F$"),
    ("‖a‖", "`|a|`"),
    ("sum(a)", "nothing to add up"),
    ("x_ij", "has one index, and 2 stand here"),
    ("a_i", "has no entries"),
    ("R_{4,1}", "is none of them"),
    ("tr(I)", "how large"),
    ("sin(I)", "how large"),
    ("sum_j x", "Write an index"),
    ("ones(3, 2, 1)", "takes"),
    ("ones(a)", "is no dimension"),
]


@pytest.mark.parametrize(("text", "said"), MISFITS)
def test_what_does_not_fit_says_how_large_each_part_is(text: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        shape_of(parse(text, NAMES), SHAPES)
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["x*z", "x z", "A^2", "A^-1", "x/|x|", "x^T A x/x^T x", "1/A"])
def test_what_could_mean_two_things_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Misfit) as caught:
        shape_of(parse(text, NAMES), SHAPES)
    assert caught.value.ambiguous or "no quotient" in caught.value.what


def test_sizes_of_live_tensors_stand_in_the_words() -> None:
    shapes = Shapes({"W": ["m", "n"], "x": ["n"], "y": ["m"]}, {"m": 3, "n": 2})
    with pytest.raises(Misfit, match=r"is 3×2, and .* has 3 entries: which way round must \$W\$ stand"):
        shape_of(parse("W(W x - y)", Names(shapes=shapes)), shapes)


def test_a_star_between_matrices_is_noted_since_python_reads_it_otherwise() -> None:
    (note,) = parse_answer("A*B", NAMES).notes
    assert "the product of matrices" in note.says
    assert parse_answer("A B", NAMES).notes == ()


def test_a_name_of_the_lesson_wins_over_the_identity() -> None:
    assert shape_of(parse("I", Names(["I"], shapes=SHAPES)), Shapes({})) != shape_of(
        parse("I", NAMES), SHAPES
    )
