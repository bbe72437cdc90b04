"""Formulas in prose: each picture is what a learner sees."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agtutor.errors import FormulaError
from agtutor.formula.prose import check, display, inline, readable, segments
from agtutor.formula.typesetting import box, glyphs
from agtutor.formula.typesetting.box import Box

LINES = [
    (r"\frac{\partial l}{\partial x_i}", "(∂l)/(∂xᵢ)", "(d l)/(d x_i)"),
    (r"\frac1n\sum_{i=1}^n x_i", "(1/n) ∑ᵢ₌₁ⁿ xᵢ", "(1/n) sum_(i=1)^n x_i"),
    (r"\sqrt{x+1}", "√(x + 1)", "sqrt(x + 1)"),
    (r"\sqrt[3]{x}", "∛x", "cbrt(x)"),
    (r"v^\top J", "vᵀJ", "v^T J"),
    (r"e^{x_i}y", "e^(xᵢ)y", "e^(x_i)y"),
    (r"\left(\frac ab\right)^2", "(a/b)²", "(a/b)^2"),
    (r"{\frac ab}^2", "(a/b)²", "(a/b)^2"),
    (r"\frac12x", "(1/2)x", "(1/2)x"),
    (r"2 \cdot x_{i} \cdot \cos\left(x_{i}^{2}\right)", "2 · xᵢ · cos(xᵢ²)", "2 * x_i * cos(x_i^2)"),
    (r"x_{i,j}", "x_(i,j)", "x_(i,j)"),
    (r"-\sin x\cos x", "−sin x cos x", "-sin x cos x"),
    (r"l \longrightarrow z", "l ⟶ z", "l --> z"),
    (r"\mathbf{x} \in \mathbb{R}^n", "𝐱 ∈ ℝⁿ", "x in R^n"),
    (r"a - -b", "a − −b", "a - -b"),
    (r"f''(x)", "f′′(x)", "f''(x)"),
    (r"1.5", "1.5", "1.5"),
    (r"{-\frac ab}c", "−(a/b)c", "-(a/b)c"),
    (r"1/\frac ab", "1/(a/b)", "1/(a/b)"),
    (r"\frac{a}{b}!", "(a/b)!", "(a/b)!"),
    (r"\frac{x^2}{2x}", "x²/(2x)", "x^2/(2x)"),
    (r"\frac{\sin(x)}{\cos x}", "sin(x)/(cos x)", "sin(x)/(cos x)"),
    (r"\frac{\sqrt x}{\sqrt y}", "(√x)/√y", "(sqrt(x))/sqrt(y)"),
    (r"\sqrt x y", "√(x)y", "sqrt(x)y"),
    (r"\sqrt[n_i]{x}", "[nᵢ]√x", "root_(n_i)(x)"),
    (r"\sqrt{x_i^2}", "√(xᵢ²)", "sqrt(x_i^2)"),
    (r"{a+b}^2", "(a + b)²", "(a + b)^2"),
    (r"{x^2}^3", "(x²)³", "(x^2)^3"),
    (r"{x_i}_j", "(xᵢ)ⱼ", "(x_i)_j"),
    (r"a^{b^c}", "a^(bᶜ)", "a^(b^c)"),
    (r"e^{2x}", "e²ˣ", "e^(2x)"),
    (r"x_{\text{max}} y", "xₘₐₓy", "x_max y"),
    (r"x_b c", "x_b c", "x_b c"),
    (r"e^x(y)", "eˣ(y)", "e^x (y)"),
    (r"f'^2", "f′²", "f'^2"),
    (r"x²y_i", "x²yᵢ", "x^2 y_i"),
    (r"2\pi r", "2πr", "2 pi r"),
    (r"\nabla f", "∇f", "nabla f"),
    (r"\hat{y_i}", "ŷᵢ", "hat(y)_i"),
    (r"\overline{x+y}", "bar(x + y)", "bar(x + y)"),
    (r"2|-x|", "2|−x|", "2|-x|"),
    (r"\left|\left|x\right|\right|", "|(|x|)|", "|(|x|)|"),
    (r"|x|y|z|", "|x|y|z|", "|x|y|z|"),
    (r"p(x|y)", "p(x|y)", "p(x|y)"),
    (r"[0, 1) \cup ]2, 3[", "[0, 1) ∪ ]2, 3[", "[0, 1) union ]2, 3["),
    (r"f(\cdot)", "f(·)", "f(*)"),
    (r"\max(0, x)", "max(0, x)", "max(0, x)"),
    (r"\max_i x_i", "maxᵢ xᵢ", "max_i x_i"),
    (r"\left.\frac{y}{x}\right|_{x=0}", "(y/x)|ₓ₌₀", "(y/x)|_(x=0)"),
    (r"\left[\begin{matrix}a&b\\c&d\end{matrix}\right]", "[a, b; c, d]", "[a, b; c, d]"),
    (r"\begin{array}{lr}a\\[4pt]c&d\end{array}", "[a; c, d]", "[a; c, d]"),
    (r"\underbrace{a+b}_{n}", "(a + b) [n]", "(a + b) [n]"),
    (r"\lfloor x\rfloor", "⌊x⌋", "floor(x)"),
    (r"\boldsymbol{\theta} - \theta", "𝛉 − θ", "bold(theta) - theta"),
    (r"\mathbf{x} - x", "𝐱 − x", "bold(x) - x"),
    (r"\mathbf{x} = (x_1, x_2)", "𝐱 = (x₁, x₂)", "x = (x_1, x_2)"),
    (r"\mathrm{my\_lr}\,x", "my_lr x", "my_lr x"),
    (r"\operatorname*{arg\,max}_w L", "arg max_w L", "arg max_w L"),
    (r"\bigl(a\bigr)", "(a)", "(a)"),
    (r"\sum\limits_i x_i", "∑ᵢ xᵢ", "sum_i x_i"),
]


@pytest.mark.parametrize(("source", "line", "plain"), LINES)
def test_a_formula_on_one_line_keeps_its_grouping(source: str, line: str, plain: str) -> None:
    assert inline(source) == line
    assert inline(source, ascii=True) == plain


@pytest.mark.parametrize(
    ("source", "part"),
    [
        (r"x + \unknown{y}", r"\unknown"),
        (r"\frac{a}", "}"),
        (r"{a + b", "{"),
        (r"a}", "}"),
        (r"x^2^3", "^"),
        (r"^2", "^"),
        (r"\left( x", r"\left"),
        (r"\left x", "x"),
        (r"\begin{tikz}x\end{tikz}", r"\begin{tikz}"),
        (r"\begin{matrix} a", r"\begin"),
        (r"\begin{matrix}a\end{cases}", r"\begin{matrix}a\end{cases}"),
        ("x \x1b[31m", "\x1b"),
        (r"a & b", "&"),
        (r"\text{a $b$}", "$"),
        (r"\text{a \b}", r"\b"),
        (r"\begin{array}{l|r}a&b\end{array}", "{l|r}"),
        (r"x'^2'", "'"),
        (r"\limits_i", r"\limits"),
        ("х + 1", "х"),
        ("", ""),
        (r"\,", r"\,"),
    ],
)
def test_what_is_not_known_is_refused_with_its_place(source: str, part: str) -> None:
    with pytest.raises(FormulaError) as caught:
        check(source)
    start, end = caught.value.span
    assert source[start:end] == part


def test_a_wide_formula_is_parted_before_its_operators() -> None:
    chain = (
        r"\frac{\partial l}{\partial x_i} = \frac{\partial l}{\partial z_i}"
        r" \cdot \frac{\partial z_i}{\partial x_i}"
    )
    assert (
        str(display(chain, width=14))
        == """\
∂l
───
∂xᵢ

  ∂l    ∂zᵢ
= ─── · ───
  ∂zᵢ   ∂xᵢ"""
    )


def test_a_formula_without_operators_of_its_own_is_wrapped_on_one_line() -> None:
    drawn = display(r"\left(a + b + c + d + e\right)^2", width=12)
    assert str(drawn) == "(a + b + c\n+ d + e)²"


@pytest.mark.parametrize("width", [1, 2, 5, 9])
def test_no_width_is_too_small(width: int) -> None:
    drawn = display(r"\frac{\mathrm{loss}}{\hat y + 1000000000000}", width=width)
    assert drawn.width <= width


SOUP = st.lists(
    st.sampled_from(
        [
            *"abx123+-=*/()[]|{}^_&',. ",
            *(f"\\{name} " for name in (*glyphs.SYMBOLS, *glyphs.FUNCTIONS, *glyphs.ACCENTS)),
            *(
                f"\\{name}"
                for name in ("frac", "sqrt", "left", "right", "text", "mathbf", "\\", "nope")
            ),
            r"\begin{pmatrix}",
            r"\end{pmatrix}",
            r"\begin{cases}",
            r"\end{cases}",
            r"\sqrt[3]",
            r"\underbrace",
            "é",
            "\u0301",
            "漢",
        ]
    ),
    max_size=40,
).map("".join)


def drawn_or_refused(source: str, *, width: int, ascii: bool = False) -> Box | None:
    """Return the box of a source, or None where it is refused with a span within it."""
    try:
        return display(source, width=width, ascii=ascii)
    except FormulaError as error:
        start, end = error.span
        if not 0 <= start <= end <= len(source):
            raise
        return None


@settings(max_examples=150, deadline=None)
@given(SOUP | st.text(max_size=60), st.integers(1, 90), st.booleans())
def test_any_text_is_a_box_within_its_width_or_a_refusal_with_a_span(
    source: str, width: int, ascii: bool
) -> None:
    drawn = drawn_or_refused(source, width=width, ascii=ascii)
    if drawn is not None:
        assert drawn.width <= width
        assert all(box.cells(row) == drawn.width for row in drawn.lines)
        assert not ascii or (str(drawn) + inline(source, ascii=True)).isascii()


NESTED = [
    r"\left(",
    r"\frac1{",
    r"\sqrt ",
    r"\sqrt[",
    r"x^{",
    r"x_{",
    r"\hat{",
    r"\overline{a",
    r"\mathbf ",
    r"\underbrace{",
    r"\begin{matrix}",
    "(",
    "{a",
]


@pytest.mark.parametrize("opening", NESTED)
@pytest.mark.parametrize("times", [20, 60, 500])
def test_however_deep_it_nests_it_is_typeset_or_refused(opening: str, times: int) -> None:
    ends = {"(": ")", r"\left(": r"\right)", r"\begin{matrix}": r"\end{matrix}", r"\sqrt[": "]3"}
    closing = ends.get(opening, "}" * opening.count("{"))
    source = opening * times + "x" + closing * times
    drawn = drawn_or_refused(source, width=80)
    assert drawn is None or drawn.width <= 80


@pytest.mark.parametrize(
    "source", ["x" * 9000, r"\begin{matrix}" + "&" * 900 + r"\\" * 900 + r"\end{matrix}"]
)
def test_what_is_too_much_is_refused(source: str) -> None:
    assert drawn_or_refused(source, width=80) is None


def test_a_command_that_is_almost_known_is_named() -> None:
    with pytest.raises(FormulaError, match=r"Did you mean `\\partial`"):
        check(r"\partal x")


def test_prose_comes_apart_into_text_code_and_formulas() -> None:
    prose = r"Let `x = $1` be $x_i$, costing \$5. $$y = x$$"
    kinds = [(part.kind, part.text) for part in segments(prose)]
    assert kinds == [
        ("text", "Let "),
        ("code", "x = $1"),
        ("text", " be "),
        ("inline", "x_i"),
        ("text", ", costing $5. "),
        ("display", "y = x"),
    ]
    assert all(
        prose[part.start :].startswith(part.text) for part in segments(prose) if part.kind != "text"
    )


def test_what_cannot_be_typeset_is_shown_to_a_learner_as_it_is_written() -> None:
    assert readable(r"At $x_i = 1$, see $\nope$.") == r"At xᵢ = 1, see \nope."
