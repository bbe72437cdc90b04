"""Any text at all gives a tree or a refusal: nothing runs, hangs, grows, or falls over."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agtutor.errors import FormulaError
from agtutor.formula.parser import Answer, Names, parse_answer
from agtutor.formula.reasons import DEEPEST, LONGEST, REASONS, caret
from agtutor.formula.tree import Tree, children, walk
from agtutor.formula.typeset import latex, line
from tests.imports import modules_after

NAMES = Names(["x", "y", "w_j", "x_i", "W", "n", "lr", "y_hat", "x1"])
FEW = Names(["x_i"])

_SOUP = r"""
x y w W n lr x_i w_j x_{ij} xᵢ x₁ y_hat x1 2 3.5 .5 5. 10 + - * / ^ ** ( ) [ ] { } | , = _ ' . .T
.sin() .pow( sin cos ln log exp tr sum mean sqrt \sin \frac \sqrt \left \right \left( \right) \left|
\right| \cdot \, \operatorname{ \mathrm{T} \hat ² ³ ⁻¹ ⁻ ᵀ √ ∛ ½ π e σ Σ Σ_j ∑ sum_j \sum_{j=1}^{n} _{
_j ^{ ^T \top d/dx ∂ ∇ diff foo max i j torch. np. ⁽ ⁾ ₊ ˣ max( pow(x, 1e9 dy/dx= \\ \{ \} \| || ‖ @
// == ! ; х 字
"""
SOUP = [*_SOUP.split(), " ", "\x00", "\u202e", "\u200b"]
PLAIN = ["x", "2", "+", "*", "/", "^", "(", ")", "|", " ", "sin", "-", "²"]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(SOUP), max_size=40).map("".join),
    st.lists(st.sampled_from(PLAIN), max_size=20).map("".join),
)


def answered(text: str, names: Names) -> Answer | FormulaError:
    try:
        return parse_answer(text, names)
    except FormulaError as error:
        return error


def depth(tree: Tree) -> int:
    level, levels = [tree], 0
    while level:
        level, levels = [part for node in level for part in children(node)], levels + 1
    return levels


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.sampled_from([NAMES, FEW]))
@example("", NAMES)
@example("\\", NAMES)
@example("ᵀ", NAMES)
@example("\\left", NAMES)
@example("x_", NAMES)
@example("=", NAMES)
@example("\ud800", NAMES)
@example("²=", NAMES)
def test_any_text_gives_a_tree_or_a_refusal_with_a_span_inside_it(text: str, names: Names) -> None:
    answer = answered(text, names)
    if isinstance(answer, FormulaError):
        start, end = answer.span
        assert answer.reason in REASONS
        assert 0 <= start <= end <= len(text)
        assert start < end or not text.strip()
        assert answer.what
        assert answer.fix
        assert caret(text, answer.span)
    else:
        assert depth(answer.tree) <= DEEPEST
        assert line(answer.tree)
        assert line(answer.tree, ascii=True).isascii()
        assert latex(answer.tree)


HOSTILE = [
    "open('F','w').close()",
    "__import__('os').system('touch F')",
    "exec(\"open('F','w')\")",
    "f'{open(1)}'",
    "print(open('F','w'))",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__.__mod__.__globals__['__builtins__']['open']('F','w')",
    "lambdify([x], Symbol(\"open('F','w')\"))",
    "[c for c in ().__class__.__base__.__subclasses__()]",
    "9**9**9**9",
    "9^9^9^9",
    "10**100**100",
    "2**(10**9)",
    "factorial(10**7)",
    "100000000!",
    "binomial(10**9, 2)",
    "isprime(2**100003-1)",
    "N(pi, 10**7)",
    "expand((x+y+1)**400)",
    "factor(x**1000003-1)",
    "1e1000000000",
    "0.1e-999999999+1",
    "'a'*10**10",
    "[0]*10**10",
    "(" * 300 + "x" + ")" * 300,
    "-" * 5000 + "x",
    "x)))) garbage",
    r"\sin x \cos x \sin x \cos x",
    "a b c d e f g h",
    "|x||x|",
    r"\input{/etc/passwd}",
    r"\write18{touch F}",
    r"\def\x{\x\x}\x",
    "simplify(Eq(-sqrt(x+10)+sqrt(x-2), 2*sqrt(x+7)))",
    "dy/" + "d" * 70 + "! = 2x",
    "d" + "²" * 70 + "! = 2x",
    "d" * 79 + "= x",
    r"\frac{" * 12 + "} = 1",
    "y" + "'" * 70 + "( = 1",
    "\u202ex\u202c",
    "x" * 600,
    "a" * 600,
    "dx" * 300,
    "sin" * 200,
    "sin " * 150 + "x",
    "[" * 600,
    "x[" * 300,
    "|" * 600,
    "1/2x" * 150,
    "e^2x" * 150,
    "exp(" * 75 + "x" + ")" * 75,
    "x.pow(" * 99 + "x" + ")" * 6,
    "x" + ".sin()" * 75,
    "sum_j " * 99 + "x",
    r"\frac" * 119,
    r"\frac1" * 99 + "x",
    r"\sqrt" * 119 + "x",
    "2^" * 299 + "x",
    "x" + "²" * 599,
    "²" * 600,
    "{" * 299 + "x",
    "\u200b" * 600,
    "_" * 600,
    "x" + "_i" * 299,
    "\\" * 600,
    "9" * 600,
    "1." * 300,
    "1e1" * 200,
    "=" * 600,
    "x" * 10**6,
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_a_hostile_text_is_answered_and_leaves_nothing(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = _outcome(text)
    assert outcome in REASONS or outcome == "read"
    assert not list(tmp_path.iterdir())


def _outcome(text: str) -> str:
    answer = answered(text, NAMES)
    if isinstance(answer, FormulaError):
        return answer.reason
    assert line(answer.tree)
    return "read"


def test_hostile_texts_take_little_memory() -> None:
    for text in HOSTILE:
        _outcome(text)
    tracemalloc.start()
    try:
        for text in HOSTILE:
            _outcome(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * 2**20


def test_powers_are_read_and_never_worked_out() -> None:
    tree = parse_answer("9^9^9^9", NAMES).tree
    assert len(list(walk(tree))) == 7


def test_a_formula_at_every_limit_is_read() -> None:
    assert _outcome("(" * 58 + "x" + ")" * 58) == "read"
    assert _outcome("x+" * 149 + "x") == "read"
    assert _outcome("9" * 40) == "read"
    assert _outcome("x" + " " * (LONGEST - 1)) == "read"


def test_the_limits_hold_deep_in_a_program() -> None:
    def deep(levels: int) -> str:
        return deep(levels - 1) if levels else _outcome("(" * 58 + "x" + ")" * 58)

    assert deep(300) == "read"


def test_importing_the_parser_brings_in_nothing_heavy() -> None:
    found = modules_after("import agtutor.formula.parser, agtutor.formula.typeset") - modules_after("")
    assert not found & set("sympy torch mpmath numpy textual dataclasses inspect typing".split())
