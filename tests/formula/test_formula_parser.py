"""What is read from plain, LaTeX, Unicode and Python notation, mixed as they come."""

from __future__ import annotations

from fractions import Fraction

import pytest

from agtutor.errors import FormulaError
from agtutor.formula.parser import Names, parse, parse_answer
from agtutor.formula.tree import Add, Call, Const, Div, Mul, Neg, Num, Pow, Sum, Sym, Transpose, Tree
from agtutor.formula.typeset import line

NAMES = Names(["x", "y", "w", "W", "A", "n", "a", "b", "c", "alpha", "theta", "lr", "x_i", "w_j"])
X, Y, W, A, B, C = (Sym(name) for name in ("x", "y", "W", "a", "b", "c"))


def num(value: int | str) -> Num:
    return Num(Fraction(value))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("2x", Mul((num(2), X))),
        ("0.5", num("1/2")),
        (".5", num("1/2")),
        ("5.", num(5)),
        ("-x^2", Neg(Pow(X, num(2)))),
        ("(-x)^2", Pow(Neg(X), num(2))),
        ("2^-x", Pow(num(2), Neg(X))),
        ("x^-y^2", Pow(X, Neg(Pow(Y, num(2))))),
        ("x^y^2", Pow(X, Pow(Y, num(2)))),
        ("x⁻²", Pow(X, Neg(num(2)))),
        ("1/2x", Mul((Div(num(1), num(2)), X))),
        ("a/b/c", Div(Div(A, B), C)),
        ("a b/c", Div(Mul((A, B)), C)),
        ("a*b/c*a", Mul((Div(Mul((A, B)), C), A))),
        ("a - b + c", Add((A, Neg(B), C))),
        ("a - -b", Add((A, Neg(Neg(B))))),
        ("-a*b", Neg(Mul((A, B)))),
        ("a*-b", Mul((A, Neg(B)))),
        ("+a", A),
        ("(a + b) + c", Add((Add((A, B)), C))),
        ("a(b c)", Mul((A, Mul((B, C))))),
        ("((x))", X),
        ("e^x", Pow(Const("e"), X)),
        ("2π", Mul((num(2), Const("pi")))),
        ("½x", Mul((Div(num(1), num(2)), X))),
        ("W^T", Transpose(W)),
    ],
)
def test_a_tree_keeps_what_was_typed(text: str, tree: Tree) -> None:
    assert parse(text, NAMES) == tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Products without a sign, and functions without brackets.
        ("2x(x+1)", "2·x·(x + 1)"),
        ("nx^(n-1)", "n·x^(n - 1)"),
        ("lr x", "lr·x"),
        ("(x+1)(x-1)", "(x + 1)·(x - 1)"),
        ("x 3", "x·3"),
        ("-sin x", "-sin(x)"),
        ("sinx", "sin(x)"),
        ("sin 2x", "sin(2·x)"),
        ("sin 2 x", "sin(2·x)"),
        ("sin2x", "sin(2·x)"),
        ("sin 2 (x)", "sin(2)·x"),
        ("ln2(x + 1)", "ln(2)·(x + 1)"),
        ("√2(x + 1)", "√2·(x + 1)"),
        ("cos xy", "cos(x·y)"),
        ("cos x y", "cos(x)·y"),
        ("sin x cos x", "sin(x)·cos(x)"),
        ("x cos x + sin x", "x·cos(x) + sin(x)"),
        ("sin cos x", "sin(cos(x))"),
        ("sin x^2", "sin(x²)"),
        ("sin x/2", "sin(x)/2"),
        ("sin x(x+1)", "sin(x)·(x + 1)"),
        ("sin -x", "sin(-x)"),
        ("ln|x|", "ln(|x|)"),
        ("sin x |x|", "sin(x)·|x|"),
        ("cos x e^x", "cos(x)·e^x"),
        ("sin(x)cos(x)", "sin(x)·cos(x)"),
        ("sin(x)/2", "sin(x)/2"),
        # Powers of functions.
        ("sin^2 x", "sin(x)²"),
        ("sin²x", "sin(x)²"),
        ("sin²(x)", "sin(x)²"),
        ("sin^2(2x)", "sin(2·x)²"),
        ("sin(x)^2", "sin(x)²"),
        ("cos^n x", "cos(x)^n"),
        ("sin^-2 x", "sin(x)⁻²"),
        # Logarithms and roots.
        ("log x", "ln(x)"),
        ("log_2 x", "log2(x)"),
        ("log_{10} x", "log10(x)"),
        ("log₂x", "log2(x)"),
        ("log2(x)", "log2(x)"),
        ("log_3 x", "ln(x)/ln(3)"),
        ("log_a x", "ln(x)/ln(a)"),
        ("log(x, 2)", "log2(x)"),
        ("√x", "√x"),
        ("√(x+1)", "√(x + 1)"),
        ("√2x", "√2·x"),
        ("∛x", "∛x"),
        ("sqrt x", "√x"),
        # Bars.
        ("|x|", "|x|"),
        ("|x|y|x|", "|x|·y·|x|"),
        ("||x|-1|", "abs(|x| - 1)"),
        ("2|x-1|^2", "2·|x - 1|²"),
        # Unicode.
        ("2·x", "2·x"),
        ("2×x÷y", "2·x/y"),
        ("−x", "-x"),
        ("x²ⁿ", "x^(2·n)"),
        ("eˣ", "e^x"),
        ("x⁽ⁿ⁻¹⁾", "x^(n - 1)"),
        ("xᵢ", "xᵢ"),
        ("x₁", "x₁"),
        ("𝑥²", "x²"),
        ("２ｘ", "2·x"),
        ("x\u200b²", "x²"),
        ("α", "α"),
    ],
)
def test_plain_and_unicode_notation(text: str, expected: str) -> None:
    assert line(parse(text, NAMES)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\frac12", "1/2"),
        (r"\frac{1}{2\sqrt{x}}", "1/(2·√x)"),
        (r"\frac1{x}", "1/x"),
        (r"\frac xy", "x/y"),
        (r"\frac\pi2", "π/2"),
        (r"\dfrac{x}{2}x", "(x/2)·x"),
        (r"\sqrt[3]{x}", "∛x"),
        (r"\sqrt[n]{x}", "x^(1/n)"),
        (r"\sqrt x y", "√x·y"),
        (r"\left( x + 1 \right)^2", "(x + 1)²"),
        (r"\left|x\right|", "|x|"),
        (r"\left[x\right]", "x"),
        (r"\lvert x \rvert", "|x|"),
        (r"\{x\}", "x"),
        (r"2 \cdot x", "2·x"),
        (r"2\times x", "2·x"),
        (r"\operatorname{sigmoid}(x)", "sigmoid(x)"),
        (r"\operatorname{tr}(A)", "tr(A)"),
        (r"\mathrm{lr}\,x", "lr·x"),
        (r"\mathrm{e}^x", "e^x"),
        (r"\mathbf{W}\mathbf{x}", "W·x"),
        (r"\theta x", "θ·x"),
        (r"\sin\theta", "sin(θ)"),
        (r"\cos x \, e^{x}", "cos(x)·e^x"),
        (r"\sin^{2}{x}", "sin(x)²"),
        (r"\log_{2}(x)", "log2(x)"),
        (r"x^{2}y_{1}", "x²·y₁"),
        (r"e^{-x^2}(-2x)", "e^(-x²)·(-2·x)"),
        (r"\exp\left(-\frac{x^2}{2}\right)", "exp(-x²/2)"),
        (r"W^{\top}(Wx-y)", "Wᵀ·(W·x - y)"),
        (r"W^\mathrm{T} x", "Wᵀ·x"),
        (r"$2x$", "2·x"),
        (r"\(2x\)", "2·x"),
        (r"\displaystyle 2\quad x", "2·x"),
    ],
)
def test_latex_notation(text: str, expected: str) -> None:
    assert line(parse(text, NAMES)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2*x**2", "2·x²"),
        ("x**-2", "x⁻²"),
        ("torch.cos(x)", "cos(x)"),
        ("np.exp(x)", "exp(x)"),
        ("math.sin(x)*math.pi", "sin(x)·π"),
        ("torch.nn.functional.relu(x)", "relu(x)"),
        ("x.sin()", "sin(x)"),
        ("(x+1).exp()", "exp(x + 1)"),
        ("x.pow(2)", "x²"),
        ("torch.pow(x, 2)", "x²"),
        ("torch.square(x)", "x²"),
        ("torch.log1p(x)", "ln(1 + x)"),
        ("torch.rsqrt(x)", "1/√x"),
        ("x.T @ W", "xᵀ·W"),
        ("W.t() @ x", "Wᵀ·x"),
        ("np.dot(w, x)", "wᵀ·x"),
        ("(x_j**2).sum()", "∑ⱼ xⱼ²"),
        ("torch.heaviside(x)", "(1 + sign(x))/2"),
    ],
)
def test_python_as_learners_type_it(text: str, expected: str) -> None:
    assert line(parse(text, NAMES)) == expected


@pytest.mark.parametrize(
    "text",
    ["W^T(Wx - y)", "Wᵀ(Wx − y)", r"W^\top(W x-y)", "W.T @ (W @ x - y)", "W^{T}(Wx-y)", "W⊤(Wx-y)"],
)
def test_transposes_and_products_of_matrices(text: str) -> None:
    residual = Add((Mul((W, X)), Neg(Y)))
    assert parse(text, NAMES) == Mul((Transpose(W), residual))


def test_a_transpose_sticks_to_the_letter_behind_it() -> None:
    assert line(parse("x^TAx", NAMES)) == "xᵀ·A·x"
    assert line(parse("x^2ᵀ", NAMES)) == "(x²)ᵀ"
    assert parse("x^T", Names(["x", "T"])) == Pow(X, Sym("T"))


@pytest.mark.parametrize(
    "text",
    [
        "sum_j w_j x_j",
        r"\sum_j w_j x_j",
        r"\sum_{j=1}^{n} w_j x_j",
        r"\sum_{j=0}^{n-1} w_j x_j",
        r"\sum\limits_{j=1}^n w_j x_j",
        r"\sum^{n}_{j=1} w_j x_j",
        "Σ_j w_j x_j",
        "∑ⱼ wⱼxⱼ",
        "∑ⱼ₌₁ⁿ wⱼ xⱼ",
        "sum(w_j*x_j)",
        "torch.sum(w_j*x_j)",
        "sum_{j}(w_j x_j)",
        r"\sum w_j x_j",
    ],
)
def test_a_sum_binds_its_index_in_every_notation(text: str) -> None:
    body = Mul((Sym("w", ("j",)), Sym("x", ("j",))))
    assert parse(text, NAMES) == Sum("j", body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum_j x_j + y", "∑ⱼ xⱼ + y"),
        ("sum_j (x_j - y_j)^2", "∑ⱼ (xⱼ - yⱼ)²"),
        ("sum(x_j)^2", "(∑ⱼ xⱼ)²"),
        ("sum(x_j)/n", "(∑ⱼ xⱼ)/n"),
        ("1/n sum_j x_j", "(1/n)·∑ⱼ xⱼ"),
        ("sum_{i,j} W_ij x_j", "∑ᵢ ∑ⱼ Wᵢⱼ·xⱼ"),
        ("sum_{ij} W_ij", "∑ᵢ ∑ⱼ Wᵢⱼ"),
        ("sum_j -x_j", "∑ⱼ (-xⱼ)"),
        ("sum(x)", "sum(x)"),
        ("mean(x)", "mean(x)"),
        ("mean(x_i^2)", "meanᵢ(xᵢ²)"),
        ("mean_j x_j", "meanⱼ(xⱼ)"),
    ],
)
def test_how_far_a_sum_reaches(text: str, expected: str) -> None:
    assert line(parse(text, NAMES)) == expected


def test_a_sum_without_a_word_about_it_binds_the_index_that_no_symbol_has() -> None:
    assert parse("sum(w_i x_j)", Names(["w_i", "x_i"])) == Sum(
        "j", Mul((Sym("w", ("i",)), Sym("x", ("j",))))
    )
    assert parse("sum(2*x_i)", Names(["x_i"])) == Sum("i", Mul((num(2), Sym("x", ("i",)))))


def test_a_mean_over_an_index_is_a_sum_divided_by_a_sum_of_ones() -> None:
    index = Sym("x", ("i",))
    assert parse("mean(x_i)", NAMES) == Div(Sum("i", index), Sum("i", num(1)))
    assert parse("mean(x)", NAMES) == Call("mean", (X,))


@pytest.mark.parametrize(
    "left",
    [
        "dy/dx",
        "d y / d x",
        "∂l/∂x_i",
        "∂l/∂xᵢ",
        r"\frac{dy}{dx}",
        r"\frac{\partial l}{\partial x_{i}}",
        r"\frac{\mathrm{d}y}{\mathrm{d}x}",
        r"\frac{d}{dx} f(x)",
        "d^2y/dx^2",
        "d²y/dx²",
        "∂²f/∂x∂y",
        "y'",
        "f'(x)",
        "f''",
        "∇f",
        "∇_x l",
        "dldx",
        "dl_dx",
        "x.grad",
        "D_x f",
    ],
)
def test_a_left_side_is_taken_off_and_kept(left: str) -> None:
    answer = parse_answer(f"{left} = 2x", NAMES)
    assert answer.left == left
    assert answer.tree == Mul((num(2), X))


def test_no_left_side_is_an_empty_one() -> None:
    assert parse_answer("2x", NAMES).left == ""
    assert parse_answer("= 2x", NAMES).left == ""


def test_an_equals_sign_below_a_sum_is_no_left_side() -> None:
    assert parse_answer(r"\sum_{j=1}^n x_j", NAMES).left == ""


def test_spans_behind_a_left_side_count_from_the_start_of_the_text() -> None:
    text = "dy/dx = 2x + foo"
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    assert text[slice(*caught.value.span)] == "foo"


@pytest.mark.parametrize(
    ("text", "kind", "marked", "read"),
    [
        ("1/2x", "fraction", "1/2x", "`(1/2)·x`"),
        ("y + x/a b", "fraction", "x/a b", "`(x/a)·b`"),
        ("e^2x", "exponent", "e^2", "`e²`"),
        ("3e^-xy", "exponent", "e^-x", "`e^(-x)`"),
        ("sin x y", "argument", "sin x", "`sin(x)`"),
        ("sin x/2", "argument", "sin x", "`sin(x)`"),
        ("√2x", "argument", "√2", "`√2`"),
        ("log2x", "argument", "log2x", "`ln(2·x)`"),
    ],
)
def test_what_others_may_read_otherwise_is_noted(text: str, kind: str, marked: str, read: str) -> None:
    (note,) = parse_answer(text, NAMES).notes
    assert note.kind == kind
    assert text[slice(*note.span)] == marked
    assert read in note.says


@pytest.mark.parametrize(
    "text",
    [
        "x/2",
        "(1/2)x",
        r"\frac12 x",
        "1/(2x)",
        "x^2y",
        "e^{2x}",
        "sin 2x",
        "sin x cos x",
        "1/n sum_j x_j",
        "e^x x",
    ],
)
def test_what_nobody_reads_otherwise_is_not_noted(text: str) -> None:
    assert parse_answer(text, NAMES).notes == ()


def test_few_notes_are_kept() -> None:
    assert len(parse_answer(" + ".join(["1/2x"] * 20), NAMES).notes) == 4
