"""``agtutor explain`` as it is typed: what it prints, how wide, and what it refuses."""

from __future__ import annotations

import subprocess
import sys

import pytest

from agtutor.cli import main
from agtutor.formula.typesetting import box
from tests.imports import modules_after

EXPLAINED = """\
1. The product rule, (uv)′ = vu′ + uv′: one factor after the other is
   differentiated, and the results add up.

   d                                d
   ── (x · sin(x²)) = sin(x²) + x · ── sin(x²)
   dx                               dx

2. The derivative of sin(u) is cos(u). By the chain rule, the derivative of the
   inner function is one more factor.

   d                      d
   ── sin(x²) = cos(x²) · ── x²
   dx                     dx

3. The power rule: the exponent comes in front as a factor, and one is taken off
   it.

   d
   ── x² = 2 · x
   dx

Together:

   d
   ── (x · sin(x²)) = sin(x²) + 2 · x² · cos(x²)
   dx
"""
LONG = "*".join(["sin(x)", "x^2", "e^x", "(1+x)", "ln(x)"] * 4)
DEEP = "sin(" * 58 + "x" + ")" * 58
WIDE = [
    ("x*sin(x^2)", "x"),
    ("exp(-x^2)/(1 + a x)", "x"),
    ("mean((x_j - mean(x_k))^2)", "x_i"),
    ("ln sum_j e^{w_j x_j}", "w_i"),
    (LONG, "x"),
    (DEEP, "x"),
    ("+".join(f"x^{power}" for power in range(2, 60)), "x"),
    ("9^9^9^9 x", "x"),
]


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["explain", *arguments]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["explain", *arguments]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    return shown.err


def test_each_step_stands_with_its_rule(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert printed(capsys, "x*sin(x^2)", "--wrt", "x") == EXPLAINED


@pytest.mark.parametrize("columns", [20, 41, 80, 300])
@pytest.mark.parametrize(("formula", "wrt"), WIDE, ids=lambda text: text[:20])
def test_no_line_is_wider_than_the_terminal(
    formula: str,
    wrt: str,
    columns: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = printed(capsys, formula, "--wrt", wrt).splitlines()
    assert max(map(box.cells, lines)) <= columns


@pytest.mark.parametrize(("formula", "wrt"), WIDE, ids=lambda text: text[:20])
def test_ascii_is_ascii(formula: str, wrt: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, formula, "--wrt", wrt, "--ascii").isascii()


def test_the_only_name_is_the_one_to_differentiate_by(capsys: pytest.CaptureFixture[str]) -> None:
    assert "2 · t" in printed(capsys, "t^2")
    assert "`--wrt`" in refused(capsys, "x y")
    assert "`--wrt`" in refused(capsys, "sum_j x_j^2")


def test_declared_names_part_what_is_typed_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert "lr · x" in printed(capsys, "lrx^2", "--wrt", "x", "--symbols", "lr")
    assert "w₁ · x" in printed(capsys, "w_1 x", "--wrt", "w_1", "--symbols", "x W_{i,j}")


def test_a_formula_may_begin_with_a_minus(capsys: pytest.CaptureFixture[str]) -> None:
    assert "−2 · x" in printed(capsys, "-x^2", "--wrt", "x")
    assert "−2 · x" in printed(capsys, "--wrt", "x", "--", "-x^2")


@pytest.mark.parametrize(
    ("formula", "marked"),
    [
        ("x*sin(x^2", "  x*sin(x^2\n       ^\n"),
        ("2x + foo(x)", "  2x + foo(x)\n       ^^^\n"),
        ("max(x, 1)", "  max(x, 1)\n  ^^^"),
        ("d/dx x^2", "  d/dx x^2\n  ^^^^\n"),
        ("__import__('os')", "^"),
    ],
)
def test_a_bad_formula_is_marked_where_it_is_bad(
    formula: str, marked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert marked in refused(capsys, formula, "--wrt", "x", "--symbols", "x")


def test_a_function_that_is_none_is_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert "  x foo(x)\n    ^^^\n" in refused(capsys, "x foo(x)", "--wrt", "x")


def test_a_name_that_is_none_is_marked_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert "  x+\n  ^^\n" in refused(capsys, "x^2", "--wrt", "x+")
    assert "at most" in refused(capsys, "W_{ij}^2", "--wrt", "W_{ij}")
    assert "no formula" in refused(capsys, "", "--wrt", "x")


def test_explaining_imports_none_of_the_heavy_packages() -> None:
    code = (
        "import io, sys\nfrom agtutor.cli import main\nsys.stdout = io.StringIO()\n"
        "main(['explain', 'x*sin(x^2)', '--wrt', 'x'])"
    )
    heavy = {"torch", "sympy", "mpmath", "numpy", "textual", "pydantic", "agtutor.judge"}
    assert not modules_after(code) & heavy


def test_an_output_without_signs_gets_ascii() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "agtutor", "explain", "x^2"],
        env={"PYTHONIOENCODING": "latin-1", "PATH": ""},
        capture_output=True,
        check=True,
    )
    assert done.stdout.isascii()
