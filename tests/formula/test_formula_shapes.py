"""Roots, matrices, brackets and braces in two dimensions, in Unicode and in ASCII."""

from __future__ import annotations

import pytest

from agtutor.formula.prose import display

PICTURES = [
    (
        "a diagonal Jacobian",
        r"J = \begin{bmatrix} 2x_1 & 0 \\ 0 & 2x_2 \end{bmatrix}",
        r"""
J = ⎡2x₁   0 ⎤
    ⎣ 0   2x₂⎦
""",
        r"""
J = [2x_1   0  ]
    [ 0    2x_2]
""",
    ),
    (
        "a Jacobian of derivatives",
        (
            r"J = \begin{pmatrix} \frac{\partial y_1}{\partial x_1} & "
            r"\frac{\partial y_1}{\partial x_2} \\ \frac{\partial y_2}{\partial x_1} & "
            r"\frac{\partial y_2}{\partial x_2} \end{pmatrix}"
        ),
        r"""
    ⎛∂y₁  ∂y₁⎞
    ⎜───  ───⎟
    ⎜∂x₁  ∂x₂⎟
J = ⎜        ⎟
    ⎜∂y₂  ∂y₂⎟
    ⎜───  ───⎟
    ⎝∂x₁  ∂x₂⎠
""",
        r"""
    /d y_1  d y_1\
    |-----  -----|
    |d x_1  d x_2|
J = |            |
    |d y_2  d y_2|
    |-----  -----|
    \d x_1  d x_2/
""",
    ),
    (
        "the absolute value by cases",
        r"|x| = \begin{cases} x & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}",
        r"""
      ⎧ x   if x ≥ 0
|x| = ⎨
      ⎩ −x  otherwise
""",
        r"""
      / x   if x >= 0
|x| = <
      \ -x  otherwise
""",
    ),
    (
        "its derivative by cases",
        (
            r"\operatorname{sign}(x) = \begin{cases} 1 & x > 0 \\ 0 & x = 0 \\ -1 & x < 0 "
            r"\end{cases}"
        ),
        r"""
          ⎧ 1   x > 0
sign(x) = ⎨ 0   x = 0
          ⎩ −1  x < 0
""",
        r"""
          / 1   x > 0
sign(x) = < 0   x = 0
          \ -1  x < 0
""",
    ),
    (
        "the derivative of a root",
        r"\frac{d}{dx}\sqrt{x} = \frac{1}{2\sqrt{x}}",
        r"""
d        1
── √x = ───
dx      2√x
""",
        r"""
d                1
-- sqrt(x) = ---------
dx           2 sqrt(x)
""",
    ),
    (
        "a root of a sum",
        r"\frac{x}{\sqrt{x^2+1}}",
        r"""
   x
───────
 ______
√x² + 1
""",
        r"""
      x
-------------
sqrt(x^2 + 1)
""",
    ),
    (
        "a cube root",
        r"\sqrt[3]{x+1}",
        r"""
 _____
∛x + 1
""",
        r"""
cbrt(x + 1)
""",
    ),
    (
        "a tall root",
        r"\sqrt{\frac{a}{b}}",
        r"""
 ┌─
 │a
 │─
╲│b
""",
        r"""
    /a\
sqrt|-|
    \b/
""",
    ),
    (
        "a transpose at the top of tall parentheses",
        r"\left(\frac{\partial y}{\partial x}\right)^\top v",
        r"""
⎛∂y⎞ᵀ
⎜──⎟ v
⎝∂x⎠
""",
        r"""
/d y\T
|---| v
\d x/
""",
    ),
    (
        "a fraction within a fraction",
        r"\frac{\frac{a}{b}}{c}",
        r"""
 a
 ─
 b
───
 c
""",
        r"""
 a
 -
 b
---
 c
""",
    ),
    (
        "a derivative at a point",
        r"\left.\frac{dy}{dx}\right|_{x=0} = 0",
        r"""
dy│
──│    = 0
dx│ₓ₌₀
""",
        r"""
dy|
--|    = 0
dx|x=0
""",
    ),
    (
        "braces with labels",
        r"\underbrace{f'(g(x))}_{\text{outer}} \cdot \underbrace{g'(x)}_{\text{inner}}",
        r"""
f′(g(x)) · g′(x)
╰──┬───╯   ╰─┬─╯
 outer     inner
""",
        r"""
f'(g(x)) * g'(x)
\--v---/   \-v-/
 outer     inner
""",
    ),
    (
        "an index that has no small character",
        r"w_b = \frac{\partial L}{\partial w_{b,i}}",
        r"""
      ∂L
w  = ─────
 b   ∂w
       b,i
""",
        r"""
       d L
w_b = ------
      d w
         b,i
""",
    ),
    (
        "a column of equations",
        r"\begin{aligned} z &= x^2 + 5 \\ l &= \sum_i z_i \end{aligned}",
        r"""
z = x² + 5

l = ∑ zᵢ
    i
""",
        r"""
z = x^2 + 5

l = sum z_i
     i
""",
    ),
    (
        "a fraction within a wider one",
        r"\frac{\frac{a}{b}}{c+d}",
        r"""
  a
  ─
  b
─────
c + d
""",
        r"""
  a
  -
  b
-----
c + d
""",
    ),
    (
        "plain parentheses that grow",
        r"(\sum_i x_i)^2 + |\frac{a}{b}|",
        r"""
          │a│
⎛∑ xᵢ⎞² + │─│
⎝i   ⎠    │b│
""",
        r"""
         2   |a|
/sum x_i\  + |-|
\ i     /    |b|
""",
    ),
]


@pytest.mark.parametrize(
    ("source", "unicode", "plain"),
    [picture[1:] for picture in PICTURES],
    ids=[picture[0] for picture in PICTURES],
)
def test_what_is_tall_is_held_together_by_signs_of_its_height(
    source: str, unicode: str, plain: str
) -> None:
    assert str(display(source)) == unicode.strip("\n")
    assert str(display(source, ascii=True)) == plain.strip("\n")
    assert plain.isascii()
