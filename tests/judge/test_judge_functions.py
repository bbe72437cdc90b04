"""A table of functions: a right derivative in some disguise, and a wrong one with the slip in it."""

from __future__ import annotations

import pytest

from agtutor.formula.slips.sentences import SENTENCES
from agtutor.judge.derivative import judge_formula

POSITIVE = [[0.0, 5.0]]
INSIDE = [[-0.9, 0.9]]
BEYOND = [[1.1, 4.0]]

# formula, variable, domain, a right derivative, a wrong one, its slip
TABLE: list[tuple[str, str, list[list[float]] | None, str, str, str]] = [
    # powers and roots
    ("x^2", "x", None, "x + x", "x", "power-no-coeff"),
    ("x^3", "x", None, "3x*x", "3x^3", "power-no-decrement"),
    ("x^4", "x", None, "4x^5/x^2", "4x^5", "power-increment"),
    ("x^n", "x", POSITIVE, "n x^n / x", "x^{n-1}", "power-no-coeff"),
    ("5x", "x", None, "10/2", "5x", "unchanged"),
    ("7", "x", None, "x - x", "7", "unchanged"),
    ("1/x", "x", None, "-x^-2", "1/x^2", "sign"),
    ("1/x^2", "x", None, "-2x^{-3}", "-2/x", "power-increment"),
    ("sqrt(x)", "x", POSITIVE, "1/2 x^{-1/2}", "1/sqrt(x)", "power-no-coeff"),
    ("x^{3/2}", "x", POSITIVE, "1.5 sqrt x", "1.5 x^{3/2}", "power-no-decrement"),
    ("1/sqrt(x)", "x", POSITIVE, "-1/(2x sqrt(x))", "1/(2x sqrt x)", "sign"),
    ("cbrt(x)", "x", None, "cbrt(x)/(3x)", "1/cbrt(x)^2", "power-no-coeff"),
    ("x sqrt(x)", "x", POSITIVE, "3 sqrt(x)/2", "1/(2 sqrt(x))", "product-of-derivs"),
    # sums
    ("x^2 + 5", "x", None, "2x + 0", "2x + 5", "const-not-zero"),
    ("x^3 - 4x + 1", "x", None, "3(x^2 - 1) - 1", "3x^2 + 4", "term-sign"),
    ("x^3 + x", "x", None, "1 + 3x^2", "3x^2", "term-dropped"),
    ("x^2 + sin x", "x", None, "cos x + 2x", "2x cos x", "sum-as-product"),
    ("x^2 + e^x", "x", None, "e^x + 2x", "x^2 + e^x", "unchanged"),
    ("x^3/3 + x", "x", None, "1 + x^2", "x^2 + x", "term-not-diff"),
    # products
    ("x sin x", "x", None, "x cos x + sin x", "x cos x", "product-dropped-term"),
    ("x^2 e^x", "x", None, "x(x+2) e^x", "2x e^x", "product-of-derivs"),
    ("x ln x", "x", POSITIVE, "ln(e x)", "1/x", "product-of-derivs"),
    ("sin x cos x", "x", None, "cos(2x)", "cos x - sin x", "product-as-sum"),
    ("x^2 cos x", "x", None, "x(2cos x - x sin x)", "2x cos x + x^2 sin x", "product-minus"),
    ("e^x sin x", "x", None, "e^x(sin x + cos x)", "e^{2x} + sin x cos x", "product-wrong-pairing"),
    ("x e^x sin x", "x", None, "e^x(sin x + x sin x + x cos x)", "e^x cos x", "product-of-derivs"),
    # quotients
    ("x/(1+x)", "x", POSITIVE, "(1+x)^-2", "1", "quotient-of-derivs"),
    ("x^2/sin x", "x", None, "2x/sin x - x^2 cos x/sin^2 x", "2x/cos x", "quotient-of-derivs"),
    ("sin x/x", "x", None, "(x cos x - sin x)/x^2", "(x cos x + sin x)/x^2", "quotient-plus"),
    ("ln x/x", "x", POSITIVE, "(1 - ln x)/x^2", "(ln x - 1)/x^2", "quotient-swapped"),
    ("e^x/x", "x", None, "e^x(x-1)/x^2", "e^x(x-1)/x", "quotient-no-square"),
    ("x/cos x", "x", None, "(cos x + x sin x)/cos^2 x", "cos x + x sin x", "quotient-denom-missing"),
    (
        "cos x/x",
        "x",
        None,
        "-sin x/x - cos x/x^2",
        "(-x sin x - cos x)/cos^2 x",
        "quotient-wrong-denom",
    ),
    ("1/(1+x^2)", "x", None, "-2x/(1+x^2)^2", "1/(2x)", "recip-of-deriv"),
    ("1/(2+x^2)", "x", None, "-2x/(2+x^2)^2", "-1/(2+x^2)^2", "chain-no-inner"),
    ("1/sin x", "x", None, "-cot x csc x", "1/cos x", "recip-of-deriv"),
    # the chain rule
    ("sin(x^2)", "x", None, "2x cos(x^2)", "cos(x^2)", "chain-no-inner"),
    ("cos(3x)", "x", None, "-3 sin 3x", "-3 sin x", "chain-outer-at-x"),
    ("sin(x^3)", "x", None, "3x^2 cos(x^3)", "cos(3x^2)", "chain-outer-of-inner-deriv"),
    ("e^{-x^2}", "x", None, "-2x e^{-x^2}", "e^{-x^2} - 2x", "chain-sum"),
    ("ln(1+x^2)", "x", None, "2x/(1+x^2)", "2x ln(1+x^2)", "outer-not-differentiated"),
    ("sin(x^2)", "x", None, "cos(x^2) * 2x", "sin(2x)", "inner-only"),
    (
        "sin(cos(x^2))",
        "x",
        None,
        "-2x sin(x^2) cos(cos(x^2))",
        "2x cos(cos(x^2))",
        "chain-skipped-middle",
    ),
    ("(3x+1)^5", "x", None, "15(1+3x)^4", "5(3x+1)^4", "chain-no-inner"),
    ("sqrt(1+x^2)", "x", None, "x/sqrt(1+x^2)", "1/(2 sqrt(1+x^2))", "chain-no-inner"),
    ("exp(sin x)", "x", None, "cos x exp(sin x)", "exp(cos x)", "chain-outer-of-inner-deriv"),
    ("ln(sin x)", "x", [[0.1, 3.0]], "cot x", "1/sin x", "chain-no-inner"),
    ("ln(ln x)", "x", BEYOND, "1/(x ln x)", "1/ln x", "chain-no-inner"),
    ("e^{sin(x^2)}", "x", None, "2x cos(x^2) e^{sin(x^2)}", "2x e^{sin(x^2)}", "chain-skipped-middle"),
    ("sin^2 x", "x", None, "sin 2x", "2 sin x", "chain-no-inner"),
    # exponentials and logarithms
    ("e^{2x}", "x", None, "2 e^x e^x", "e^{2x}", "chain-no-inner"),
    ("2^x", "x", None, "ln(2) exp(x ln 2)", "x 2^{x-1}", "power-on-exp"),
    ("3^x", "x", None, "3^x ln 3", "3^x", "exp-no-log"),
    ("x^x", "x", POSITIVE, "x^x + x^x ln x", "x^x ln x", "exp-const-base"),
    ("10^{x^2}", "x", None, "2x ln(10) 10^{x^2}", "2x 10^{x^2}", "exp-no-log"),
    ("ln x", "x", POSITIVE, "x/x^2", "1/(x ln 10)", "log-base"),
    ("ln(3x)", "x", POSITIVE, "1/x", "1/(3x)", "chain-no-inner"),
    ("log2(x)", "x", POSITIVE, "1/(x ln 2)", "1/x", "log-base"),
    ("ln|x|", "x", None, "1/x", "1/|x|", "domain"),
    ("ln x", "x", BEYOND, "1/x", "1/ln x", "log-as-recip-log"),
    ("ln(x^2)", "x", None, "2/x", "1/x^2", "chain-no-inner"),
    # trigonometric functions and their inverses
    ("cos x", "x", None, "sin(-x)", "sin x", "sign"),
    ("tan x", "x", None, "1 + tan^2 x", "sec x tan x", "trig-table"),
    ("sec x", "x", None, "sin x/cos^2 x", "sec^2 x", "trig-table"),
    ("arctan x", "x", None, "1/(x^2+1)", "1/1+x^2", "missing-parens"),
    ("arctan x", "x", None, "1/(x^2+1)", "1/sqrt(1-x^2)", "trig-table"),
    ("arcsin x", "x", INSIDE, "(1-x^2)^{-1/2}", "1/sqrt(1+x^2)", "trig-table"),
    ("arccos x", "x", INSIDE, "-1/sqrt(1-x^2)", "1/sqrt(1-x^2)", "sign"),
    ("arctan(x^2)", "x", None, "2x/(1+x^4)", "1/(1+x^4)", "chain-no-inner"),
    # hyperbolic functions
    ("sinh x", "x", None, "(e^x + e^-x)/2", "-cosh x", "sign"),
    ("cosh(2x)", "x", None, "e^{2x} - e^{-2x}", "sinh 2x", "chain-no-inner"),
    ("tanh x", "x", None, "1/cosh^2 x", "1 + tanh^2 x", "trig-table"),
    ("arsinh x", "x", None, "1/sqrt(x^2+1)", "1/sqrt(x^2-1)", "trig-table"),
    ("artanh x", "x", INSIDE, "1/(1-x^2)", "1/(1+x^2)", "trig-table"),
    # what networks are made of
    ("sigmoid(x)", "x", None, "sigmoid(x) sigmoid(-x)", "1 - sigmoid(x)", "outer-table"),
    ("1/(1+e^{-x})", "x", None, "e^x/(1+e^x)^2", "-e^{-x}/(1+e^{-x})^2", "chain-no-inner"),
    ("softplus(x)", "x", None, "1/(1+e^{-x})", "1/(1+e^x)", "outer-table"),
    ("ln(1+e^x)", "x", None, "sigmoid(x)", "1/(1+e^x)", "chain-no-inner"),
    ("relu(x)", "x", None, "(1+sign(x))/2", "1", "domain"),
    ("|x|", "x", None, "x/|x|", "1", "domain"),
    (
        "x sigmoid(x)",
        "x",
        None,
        "sigmoid(x)(1 + x - x sigmoid(x))",
        "sigmoid(x)",
        "product-dropped-term",
    ),
    ("x^2 erf(x)", "x", None, "2x erf x + 2x^2 e^{-x^2}/sqrt pi", "2x erf x", "product-dropped-term"),
    # parameters
    ("a x^2", "x", None, "2a x", "2x", "dropped-param"),
    ("a x^2 + b x + c", "x", None, "b + 2a x", "2a x + b + c", "const-not-zero"),
    ("a sin(w x)", "x", None, "a w cos(w x)", "a cos(w x)", "chain-no-inner"),
    ("w x + b", "w", None, "x", "w", "wrong-variable"),
    ("(w x - y)^2", "w", None, "2x(w x - y)", "2(w x - y)", "chain-no-inner"),
    ("tanh(w x + b)", "b", None, "sech^2(w x + b)", "x (1 - tanh^2(w x + b))", "wrong-variable"),
    ("x^2 y", "x", None, "2y x", "2x y + x^2", "const-as-var"),
    (
        "-y ln p - (1-y) ln(1-p)",
        "p",
        [[0.1, 0.9]],
        "(p-y)/(p(1-p))",
        "-y/p - (1-y)/(1-p)",
        "chain-no-inner",
    ),
    ("e^{-k t}", "t", None, "-k e^{-k t}", "k e^{-k t}", "sign"),
    # index forms
    ("sum_j w_j x_j", "w_i", None, "x_i", "sum_j x_j", "sum-kept"),
    ("sum_i x_i^2", "x_i", None, "2x_i", "2x_j", "wrong-index"),
    ("sum_j x_j^3", "x_i", None, "3x_i^2", "x_i^3", "sum-not-differentiated"),
    ("ln sum_j e^{x_j}", "x_i", None, "e^{x_i}/sum_j e^{x_j}", "1/sum_j e^{x_j}", "chain-no-inner"),
    ("1/2 sum_j (w_j - y_j)^2", "w_i", None, "w_i - y_i", "2(w_i - y_i)", "dropped-param"),
    (
        "sqrt(sum_j x_j^2)",
        "x_i",
        None,
        "x_i/sqrt(sum_k x_k^2)",
        "2x_i/sqrt(sum_j x_j^2)",
        "power-no-coeff",
    ),
    ("mean(x_i^2)", "x_i", None, "2x_i/n", "2x_i", "dropped-param"),
    # the same rules, deeper and beside one another
    ("e^{sin(x^2)}", "x", None, "2x cos(x^2) e^{sin(x^2)}", "cos(x^2) e^{sin(x^2)}", "chain-no-inner"),
    (
        "ln(1+e^{-x^2})",
        "x",
        None,
        "-2x e^{-x^2}/(1+e^{-x^2})",
        "e^{-x^2}/(1+e^{-x^2})",
        "chain-no-inner",
    ),
    (
        "sqrt(ln(1+x^2))",
        "x",
        None,
        "x/((1+x^2) sqrt(ln(1+x^2)))",
        "1/(2(1+x^2) sqrt(ln(1+x^2)))",
        "chain-no-inner",
    ),
    (
        "tanh(sin(e^x))",
        "x",
        None,
        "sech^2(sin(e^x)) cos(e^x) e^x",
        "sech^2(sin(e^x)) cos(e^x)",
        "chain-no-inner",
    ),
    (
        "(1+(1+x^2)^3)^4",
        "x",
        None,
        "24 x (1+x^2)^2 (1+(1+x^2)^3)^3",
        "12 (1+x^2)^2 (1+(1+x^2)^3)^3",
        "chain-no-inner",
    ),
    ("arctan(e^{2x})", "x", None, "2e^{2x}/(1+e^{4x})", "e^{2x}/(1+e^{4x})", "chain-no-inner"),
    (
        "sigmoid(a ln(x))",
        "x",
        POSITIVE,
        "a/x sigmoid(a ln x)(1 - sigmoid(a ln x))",
        "sigmoid(a ln x)(1-sigmoid(a ln x))/x",
        "dropped-param",
    ),
    (
        "x^2 ln(x) e^x",
        "x",
        POSITIVE,
        "2x ln(x) e^x + x e^x + x^2 ln(x) e^x",
        "2x ln(x) e^x + x e^x",
        "product-dropped-term",
    ),
    ("(x+1)(x+2)(x+3)", "x", None, "3x^2+12x+11", "1", "product-of-derivs"),
    ("a^x", "x", None, "a^x ln a", "x a^{x-1}", "power-on-exp"),
    ("(1/2)^x", "x", None, "-ln(2)/2^x", "(1/2)^x", "exp-no-log"),
    ("e^{3x+1}", "x", None, "3e^{3x+1}", "(3x+1)e^{3x}", "power-on-exp"),
    (
        "x^{sin x}",
        "x",
        POSITIVE,
        "x^{sin x}(cos x ln x + sin x/x)",
        "sin(x) x^{sin x - 1}",
        "power-on-exp",
    ),
    ("(ln x)^2", "x", POSITIVE, "2 ln x/x", "2 ln x", "chain-no-inner"),
    ("1/ln x", "x", [[1.1, 4.0]], "-1/(x ln^2 x)", "x", "recip-of-deriv"),
    ("x/sqrt(1+x^2)", "x", None, "(1+x^2)^{-3/2}", "sqrt(1+x^2)/x", "quotient-of-derivs"),
    ("(x^2-1)/(x^2+1)", "x", None, "4x/(x^2+1)^2", "4x^3/(x^2+1)^2", "quotient-plus"),
    ("(2x+1)/(3x-1)", "x", [[1.0, 3.0]], "-5/(3x-1)^2", "2/3", "quotient-of-derivs"),
    ("(2x+1)/(3x-1)", "x", [[1.0, 3.0]], "-5/(3x-1)^2", "-5/(2x+1)^2", "quotient-wrong-denom"),
    ("sec(x^2)", "x", None, "2x sec(x^2) tan(x^2)", "sec(x^2)tan(x^2)", "chain-no-inner"),
    ("cot(x)", "x", [[0.3, 2.8]], "-1/sin^2 x", "csc^2 x", "sign"),
    ("csc x", "x", [[0.3, 2.8]], "-cos x/sin^2 x", "csc x cot x", "sign"),
    ("arccos(2x)", "x", [[-0.4, 0.4]], "-2/sqrt(1-4x^2)", "-1/sqrt(1-4x^2)", "chain-no-inner"),
    ("arcsin(x)^2", "x", INSIDE, "2 arcsin(x)/sqrt(1-x^2)", "2 arcsin x", "chain-no-inner"),
    ("x arctan x", "x", None, "arctan x + x/(1+x^2)", "1/(1+x^2)", "product-of-derivs"),
    ("coth x", "x", [[0.3, 3.0]], "1-coth^2 x", "1/sinh^2 x", "sign"),
    ("sech x", "x", None, "-sech x tanh x", "sech x tanh x", "sign"),
    ("csch x", "x", [[0.3, 3.0]], "-csch x coth x", "csch x coth x", "sign"),
    ("arcosh x", "x", [[1.1, 4.0]], "1/sqrt(x^2-1)", "1/sqrt(x^2+1)", "trig-table"),
    ("sinh(x) cosh(x)", "x", None, "cosh(2x)", "cosh(x) sinh(x)", "product-of-derivs"),
    ("softplus(-x)", "x", None, "-sigmoid(-x)", "sigmoid(-x)", "chain-no-inner"),
    ("softplus(w x + b)", "w", None, "x sigmoid(w x + b)", "sigmoid(w x + b)", "chain-no-inner"),
    (
        "x tanh(softplus(x))",
        "x",
        None,
        "tanh(softplus(x)) + x sech^2(softplus(x)) sigmoid(x)",
        "tanh(softplus(x)) + x sech^2(softplus(x))",
        "chain-no-inner",
    ),
    ("-ln(sigmoid(x))", "x", None, "sigmoid(x) - 1", "-1/sigmoid(x)", "chain-no-inner"),
    ("relu(x)^2", "x", None, "2relu(x)", "2 relu(x) + 1", "extra-const"),
    ("1/2 (y - a x)^2", "a", None, "-x(y - a x)", "x(y - a x)", "sign"),
    ("a e^{-b x^2}", "b", None, "-a x^2 e^{-b x^2}", "a e^{-b x^2}", "chain-no-inner"),
    ("sin(w x + b)", "b", None, "cos(w x+b)", "x cos(w x + b)", "wrong-variable"),
    ("sum_j x_j", "x_i", None, "1", "sum_j 1", "sum-kept"),
    ("(sum_j x_j)^2", "x_i", None, "2 sum_j x_j", "2x_i", "chain-outer-at-x"),
    ("sum_j sin(x_j)", "x_i", None, "cos x_i", "sum_j cos x_j", "sum-kept"),
    ("sum_j e^{-x_j^2}", "x_i", None, "-2x_i e^{-x_i^2}", "e^{-x_i^2}", "chain-no-inner"),
    ("mean(x_j)", "x_i", None, "1/n", "1", "dropped-param"),
    ("mean((w_j - y_j)^2)", "w_i", None, "2(w_i-y_i)/n", "2(w_i-y_i)", "dropped-param"),
    ("sum_j w_j x_j^2", "x_i", None, "2 w_i x_i", "x_i^2", "wrong-variable"),
    (
        "sigmoid(sum_j w_j x_j + b)",
        "w_i",
        None,
        "x_i sigmoid(sum_j w_j x_j + b)(1 - sigmoid(sum_j w_j x_j + b))",
        "sigmoid(sum_j w_j x_j + b)(1 - sigmoid(sum_j w_j x_j + b))",
        "chain-no-inner",
    ),
    ("ln sum_j e^{x_j}", "x_i", None, "1/sum_j e^{x_j - x_i}", "e^{x_j}/sum_j e^{x_j}", "wrong-index"),
    ("sum_j |x_j|", "x_i", None, "x_i/|x_i|", "1", "domain"),
    ("sum_j x_j ln x_j", "x_i", POSITIVE, "ln x_i + 1", "ln x_i", "product-dropped-term"),
    # whole answers
    ("x^2 + 5", "x", None, "x + x", "5", "const-alone"),
    ("x^2 + 3x", "x", None, "2x + 3", "10", "one-number"),
    ("x^2", "x", None, "2x", "x^3/3", "integrated"),
    ("x^3", "x", None, "3x^2", "6x", "diff-twice"),
    ("x^2", "x", None, "2x", "3x", "const-factor"),
    ("x^2", "x", None, "2x", "2x + 7", "extra-const"),
]


def judged(of: str, wrt: str, domain: list[list[float]] | None, answer: str) -> tuple[str, str | None]:
    request = {"f": of, "wrt": wrt, "answer": answer, "domain": {wrt: domain} if domain else {}}
    verdict = judge_formula(request)
    return verdict.ruling, verdict.slip


@pytest.mark.parametrize(("of", "wrt", "domain", "right", "wrong", "slip"), TABLE)
def test_disguise_is_right_and_slip_is_named(
    of: str, wrt: str, domain: list[list[float]] | None, right: str, wrong: str, slip: str
) -> None:
    assert judged(of, wrt, domain, right) == ("right", None)
    assert judged(of, wrt, domain, wrong) == ("wrong", slip)


def test_the_table_has_every_slip_and_is_long_enough() -> None:
    assert {slip for *_, slip in TABLE} == SENTENCES.keys()
    assert len({of for of, *_ in TABLE}) >= 120
