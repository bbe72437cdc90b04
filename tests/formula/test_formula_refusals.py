"""Every reason to refuse a formula: what it marks in the text as typed, and its way out."""

from __future__ import annotations

import pytest

from agtutor.errors import FormulaError
from agtutor.formula.parser import Names, parse
from agtutor.formula.reasons import REASONS, caret, refusal

NAMES = Names(["x", "y", "w_j", "x_i", "n"])
ELSEWHERE = {"domain", "symbol", "index-missing", "no-index", "shape", "norm-kind"}
"""Reasons that need other names than these, or that stand in for another file's words."""

REFUSED = [
    # reason, text, what is marked, part of the way out
    ("too-long", "x+" * 400, "x+" * 100, "shorter"),
    ("too-many-parts", "x+" * 200, "x", "shorter"),
    ("too-deep", "(" * 61 + "x" + ")" * 61, "(", "brackets"),
    ("too-deep", "-" * 80 + "x", "-" * 80 + "x", "brackets"),
    ("too-deep", "x" + "/x" * 90, "x" + "/x" * 90, "brackets"),
    ("too-deep", "2^" * 70 + "x", "2", "brackets"),
    ("too-many-digits", "2" * 41, "2" * 41, "power"),
    ("empty", "", "", "`2x`"),
    ("empty", "dy/dx = ", "dy/dx = ", "`2x`"),
    ("character", "2x; 3", ";", "out"),
    ("character", "2x 🙂", "🙂", "out"),
    ("character", "x . y", ".", "out"),
    ("hidden-character", "2\u202ex", "\u202e", "afresh"),
    ("hidden-character", "2x\x00", "\x00", "afresh"),
    ("hidden-character", "x\u0302", "\u0302", "afresh"),
    ("foreign-letter", "2х", "х", "`x`"),
    ("foreign-letter", "2字", "字", "Latin"),
    ("number", "1.2.3x", "1.2.3", "`1.5`"),
    ("e-notation", "1e-9", "1e-9", "`10^-9`"),
    ("e-notation", "2.5E3x", "2.5E3", "`2.5*10^3`"),
    ("number-after-name", "x2", "x2", "`x^2` or `2x`"),
    ("number-after-name", "3x_i2", "x_i2", "`x_i^2` or `2x_i`"),
    ("number-before-bracket", "2sin2(x)", "sin2", "`sin^2(…)` or `sin(2…)`"),
    ("number-before-bracket", "log3(x)", "log3", "`log_3(…)` or `log(3…)`"),
    ("number-before-bracket", "relu6(x)", "relu6", "`relu^6(…)`"),
    ("number-after-number", "2 3", "2 3", "`2*3`"),
    ("number-after-number", "2½", "2½", "`2*½`"),
    ("comma", "1,5", ",", "`.`"),
    ("comma", "(x, y)", "(", "`.`"),
    ("unknown-name", "2foo", "foo", "`x`"),
    ("unknown-name", "f(x)", "f", "`x`"),
    ("unknown-name", "η", "η", "`x`"),
    ("unknown-name", r"x^\mathrm{Tx}", r"\mathrm{Tx}", "`x`"),
    ("index-alone", "2i", "i", "`x_i`"),
    ("index-alone", "2xi", "i", "`x_i`"),
    ("index-empty", "x_", "_", "`i`"),
    ("index", "x_q", "_q", "`i`"),
    ("index", "x_{i+1}", "_{i+1}", "`i`"),
    ("index", "x[0]", "[0]", "`x_1`"),
    ("subscript", "_i", "_", "`x_i`"),
    ("subscript", "(x)_i", "_", "`x_i`"),
    ("unclosed", "2x(", "(", "`)`"),
    ("unclosed", "e^{x", "{", "`}`"),
    ("unclosed", "|x", "|", "`|`"),
    ("unclosed", "sin(x", "(", "`)`"),
    ("unopened", "2x)", ")", "out"),
    ("unopened", "x)))) garbage", ")", "out"),
    ("mismatched", "(x]", "]", "`)`"),
    ("empty-brackets", "2()", "()", "between"),
    ("norm", "||x||^2", "||x||", "`sqrt(sum_i x_i^2)`"),
    ("norm", r"\|x\|", r"\|", "sqrt"),
    ("dangling", "2x +", "+", "out"),
    ("dangling", "x^", "^", "out"),
    ("dangling", "2*/x", "*", "out"),
    ("missing-left", "*x", "*", "out"),
    ("missing-left", "(/x)", "/", "out"),
    ("operator", "x!", "!", "factorial"),
    ("operator", "x // 2", "//", "`/`"),
    ("operator", "∫x", "∫", "integral"),
    ("relation", "x < 2", "<", "side"),
    ("relation", "2x == x", "==", "side"),
    ("relation", "dy/dx = 2x = 4", "=", "side"),
    ("equation", "y = 2x", "y ", "`dy/dx`"),
    ("double-power", "x²^3", "^", "`(x^2)^3`"),
    ("no-argument", "2 sin", "sin", "`sin(x)`"),
    ("no-argument", "sin + x", "sin", "`sin(x)`"),
    ("no-argument", "sin()", "sin", "`sin(x)`"),
    ("argument-count", "sin(x, y)", "sin", "commas"),
    ("argument-count", "pow(x)", "pow", "commas"),
    ("inverse-function", "sin^-1 x", "sin^-1", "`arcsin(x)` or `1/sin(x)`"),
    ("inverse-function", r"\tan^{-1}(x)", r"\tan^{-1}", "`arctan(x)`"),
    ("inverse-function", "cosh⁻¹ x", "cosh⁻¹", "`arcosh(x)`"),
    ("not-here", "max(x, 0)", "max", "`max`"),
    ("attribute", "x.grad", ".grad", "2*x"),
    ("attribute", "x.__class__", ".__class__", "2*x"),
    ("not-evaluated", "d/dx x^2", "d/dx", "out"),
    ("not-evaluated", r"\frac{d}{dx} x^2", "d", "out"),
    ("not-evaluated", "diff(x^2, x)", "diff", "out"),
    ("not-evaluated", "2 dy/dx", "dy/dx", "out"),
    ("not-evaluated", "∂y/∂x", "∂", "out"),
    ("not-evaluated", "f'(x)", "f'", "out"),
    ("not-evaluated", "x'", "x'", "out"),
    ("not-evaluated", "grad(x)", "grad", "out"),
    ("differential", "2x dx", "dx", "out"),
    ("command", r"\foo x", r"\foo", "LaTeX"),
    ("command", r"2\sinx", r"\sinx", r"`\sin x`"),
    ("command", r"\left. x", r"\left.", "bracket"),
    ("command-argument", r"\frac{x}", r"\frac", "{a}{b}"),
    ("command-argument", r"\hat 2", r"\hat", "{y}"),
    ("sum-index", "sum(x_i w_j)", "sum", "`sum_j`"),
    ("sum-limits", r"\sum_{j=2}^{n} w_j", "_{j=2}^{n}", "`sum_j`"),
    ("sum-limits", r"\sum_{j=1}^{5} w_j", "_{j=1}^{5}", "`sum_j`"),
]


@pytest.mark.parametrize(("reason", "text", "marked", "way"), REFUSED)
def test_a_refusal_marks_the_place_and_shows_a_way_out(
    reason: str, text: str, marked: str, way: str
) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    error = caught.value
    assert error.reason == reason
    assert text[slice(*error.span)] == marked
    assert way in error.fix


def test_every_reason_is_shown_here() -> None:
    assert {reason for reason, *_ in REFUSED} | ELSEWHERE == set(REASONS)


def test_the_words_keep_to_the_voice() -> None:
    for reason in REASONS.values():
        words = f"{reason.what} {reason.fix}"
        assert "!" not in words
        assert not {"simply", "just", "obviously", "oops"} & set(words.lower().split())
        assert reason.what.endswith((".", "?", "}"))
        assert reason.fix.endswith((".", "}"))


def test_long_texts_are_cut_in_the_words() -> None:
    assert len(refusal("unknown-name", (0, 1), name="a" * 500, way="Go on.").what) < 60


def test_a_caret_points_at_the_cells() -> None:
    assert caret("2x(", (2, 3)) == "2x(\n  ^"
    assert caret("字x2", (1, 3)) == "字x2\n  ^^"
    assert caret("", (0, 0)) == "\n^"
    assert caret("x\u0302y", (2, 3)) == "x\u0302y\n ^"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x_", "No index follows `x_`."),
        ("x == 2", "`==` compares two things, and an answer is one formula."),
        ("f'(x)", "`f'` asks for a derivative instead of giving it."),
    ],
)
def test_a_refusal_quotes_what_was_typed(text: str, said: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text, NAMES)
    assert caught.value.what == said


def test_the_script_e_is_eulers_number() -> None:
    assert parse("2ℯ^(2x)", Names(["x"])) == parse("2e^(2x)", Names(["x"]))


def test_where_there_is_one_name_it_is_told_as_one() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("2garbage", Names(["theta"]))
    assert caught.value.fix == "The one name here is `theta`."
