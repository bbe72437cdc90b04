"""Formulas in prose: each picture is what a learner sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agtutor.errors import FormulaError
from agtutor.formula.prose import check, display, inline, readable, segments
from agtutor.formula.typesetting import box, glyphs

PICTURES = [
    (
        r"\frac{\partial l}{\partial x_i} = \frac{\partial l}{\partial z_i} "
        r"\cdot \frac{\partial z_i}{\partial x_i}",
        """\
∂l    ∂l    ∂zᵢ
─── = ─── · ───
∂xᵢ   ∂zᵢ   ∂xᵢ""",
    ),
    (
        r"l = \sum_{i=1}^{21} (x_i^2 + 5)",
        """\
     21
l =   ∑   (xᵢ² + 5)
    i = 1""",
    ),
    (
        r"\frac1n\sum_{i=1}^n(\hat y_i-y_i)^2",
        """\
1   n
─   ∑   (ŷᵢ − yᵢ)²
n i = 1""",
    ),
    (
        r"\sigma(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
        """\
          xᵢ
         e
σ(x)ᵢ = ─────
           xⱼ
        ∑ e
        j""",
    ),
    (
        r"|x| = \begin{cases} x & \text{if } x \ge 0 \\ -x & \text{otherwise}\end{cases}",
        """\
|x| = ⎧ x   if x ≥ 0
      ⎩ −x  otherwise""",
    ),
    (
        r"\|x\|_2 = \sqrt{\sum_i x_i^2}",
        """\
        ┌─────
‖x‖₂ =  │∑ xᵢ²
       ╲│i""",
    ),
    (
        r"\lim_{h\to0}\frac{f(x+h)-f(x)}{h}",
        """\
      f(x + h) − f(x)
 lim  ───────────────
h → 0        h""",
    ),
    (
        r"J = \begin{bmatrix} 2x_1 & 0 \\ 0 & 2x_2\end{bmatrix}",
        """\
J = ⎡2x₁   0 ⎤
    ⎣ 0   2x₂⎦""",
    ),
    (
        r"\left(\frac{\partial y}{\partial x}\right)^\top v",
        """\
⎛∂y⎞ᵀ
⎜──⎟ v
⎝∂x⎠""",
    ),
    (
        r"\frac{\frac{a}{b}}{c+d}",
        """\
  a
  ─
  b
─────
c + d""",
    ),
    (
        r"\frac{a}{b}\frac{c}{d}",
        """\
a c
─ ─
b d""",
    ),
    (
        r"e^{-x^2}(-2x)",
        """\
 −x²
e   (−2x)""",
    ),
    (
        r"\underbrace{a+b}_{n}",
        """\
a + b
╰─┬─╯
  n""",
    ),
]


@pytest.mark.parametrize(("source", "picture"), PICTURES)
def test_a_formula_is_drawn_in_two_dimensions(source: str, picture: str) -> None:
    assert str(display(source)) == picture


LINES = [
    (r"\frac{\partial l}{\partial x_i}", "(∂l)/(∂xᵢ)", "(dl)/(d x_i)"),
    (r"\frac1n\sum_{i=1}^n x_i", "(1/n) ∑ᵢ₌₁ⁿ xᵢ", "(1/n) sum_(i=1)^n x_i"),
    (r"\sqrt{x+1}", "√(x + 1)", "sqrt(x + 1)"),
    (r"\sqrt[3]{x}", "∛x", "root_3(x)"),
    (r"v^\top J", "vᵀJ", "v^T J"),
    (r"e^{x_i}y", "e^xᵢ y", "e^(x_i)y"),
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
        (r"\text{a $b$}", "{a $b$}"),
    ],
)
def test_what_is_not_known_is_refused_with_its_place(source: str, part: str) -> None:
    with pytest.raises(FormulaError) as caught:
        check(source)
    start, end = caught.value.span
    assert source[start:end] == part


def test_a_wide_formula_is_wrapped_at_its_operators() -> None:
    drawn = display(" + ".join(rf"\frac{{x_{i}}}{{{i}}}" for i in range(1, 9)), width=20)
    assert drawn.width <= 20
    assert all(not row.startswith(" ") for row in drawn.lines)


def test_ascii_pictures_hold_nothing_else() -> None:
    for source, _ in PICTURES:
        assert str(display(source, ascii=True)).isascii()


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


@given(SOUP | st.text(max_size=60), st.integers(1, 90), st.booleans())
def test_any_text_is_a_box_within_its_width_or_a_refusal_with_a_span(
    source: str, width: int, ascii: bool
) -> None:
    try:
        drawn = display(source, width=width, ascii=ascii)
    except FormulaError as error:
        start, end = error.span
        assert 0 <= start <= end <= len(source)
        return
    assert drawn.width <= max(width, 2)
    assert all(box.cells(row) == drawn.width for row in drawn.lines) or drawn.width > width
    inline(source, ascii=ascii)


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
