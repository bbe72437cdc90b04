"""The formulas of the lessons in two dimensions, in Unicode and in ASCII."""

from __future__ import annotations

import pytest

from agtutor.formula.prose import display

PICTURES = [
    (
        "the chain rule",
        (
            r"\frac{\partial l}{\partial x_i} = \frac{\partial l}{\partial z_i} \cdot "
            r"\frac{\partial z_i}{\partial y_i} \cdot \frac{\partial y_i}{\partial x_i}"
        ),
        r"""
∂l    ∂l    ∂zᵢ   ∂yᵢ
─── = ─── · ─── · ───
∂xᵢ   ∂zᵢ   ∂yᵢ   ∂xᵢ
""",
        r"""
 d l     d l    d z_i   d y_i
----- = ----- * ----- * -----
d x_i   d z_i   d y_i   d x_i
""",
    ),
    (
        "a sum with limits",
        r"l = \sum_{i=1}^{21} z_i",
        r"""
    21
l =  ∑  zᵢ
    i=1
""",
        r"""
    21
l = sum z_i
    i=1
""",
    ),
    (
        "the mean squared error",
        r"\frac1n\sum_{i=1}^n(\hat y_i-y_i)^2",
        r"""
1  n
─  ∑  (ŷᵢ − yᵢ)²
n i=1
""",
        r"""
1  n
- sum (hat(y)_i - y_i)^2
n i=1
""",
    ),
    (
        "a vector times a Jacobian",
        r"v^\top J",
        r"""
vᵀJ
""",
        r"""
v^T J
""",
    ),
    (
        "softmax",
        r"\sigma(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
        r"""
          xᵢ
         e
σ(x)ᵢ = ─────
           xⱼ
        ∑ e
        j
""",
        r"""
                x_i
               e
sigma(x)_i = --------
                  x_j
             sum e
              j
""",
    ),
    (
        "the Euclidean norm",
        r"\|x\|_2 = \sqrt{\sum_i x_i^2}",
        r"""
        ┌─────
‖x‖₂ =  │∑ xᵢ²
       ╲│i
""",
        r"""
||x||_2 = sqrt/sum x_i^2\
              \ i       /
""",
    ),
    (
        "the limit of a difference quotient",
        r"f'(x) = \lim_{h\to0}\frac{f(x+h)-f(x)}{h}",
        r"""
            f(x + h) − f(x)
f′(x) = lim ───────────────
        h→0        h
""",
        r"""
             f(x + h) - f(x)
f'(x) = lim  ---------------
        h->0        h
""",
    ),
    (
        "adjacent fractions apart",
        r"\frac{\partial l}{\partial y}\frac{\partial y}{\partial x}",
        r"""
∂l ∂y
── ──
∂y ∂x
""",
        r"""
d l d y
--- ---
d y d x
""",
    ),
    (
        "the sigmoid",
        r"\sigma(x) = \frac{1}{1+e^{-x}}",
        r"""
          1
σ(x) = ───────
       1 + e⁻ˣ
""",
        r"""
              1
sigma(x) = -------
                -x
           1 + e
""",
    ),
    (
        "a Gaussian",
        r"e^{-\frac{x^2}{2\sigma^2}}",
        r"""
 −x²/(2σ²)
e
""",
        r"""
 -x^2/(2 sigma^2)
e
""",
    ),
    (
        "a product with limits",
        r"n! = \prod_{k=1}^{n} k",
        r"""
      n
n! =  ∏  k
     k=1
""",
        r"""
      n
n! = prod k
     k=1
""",
    ),
    (
        "an integral",
        r"\int_0^1 x^2\,dx = \frac13",
        r"""
            1
∫₀¹ x² dx = ─
            3
""",
        r"""
                 1
int_0^1 x^2 dx = -
                 3
""",
    ),
    (
        "a step of gradient descent",
        r"\theta_{t+1} = \theta_t - \eta\,\nabla L(\theta_t)",
        r"""
θₜ₊₁ = θₜ − η ∇L(θₜ)
""",
        r"""
theta    = theta_t - eta nabla L(theta_t)
     t+1
""",
    ),
    (
        "the largest entry",
        r"\max_{i} |x_i| \le \|x\|_2",
        r"""
max |xᵢ| ≤ ‖x‖₂
 i
""",
        r"""
max |x_i| <= ||x||_2
 i
""",
    ),
    (
        "a power of several signs before a factor",
        r"e^{-x^2}(-2x)",
        r"""
 −x²
e   (−2x)
""",
        r"""
 -x^2
e    (-2x)
""",
    ),
]


@pytest.mark.parametrize(
    ("source", "unicode", "plain"),
    [picture[1:] for picture in PICTURES],
    ids=[picture[0] for picture in PICTURES],
)
def test_a_formula_is_drawn_as_a_book_would_print_it(source: str, unicode: str, plain: str) -> None:
    assert str(display(source)) == unicode.strip("\n")
    assert str(display(source, ascii=True)) == plain.strip("\n")
    assert plain.isascii()
