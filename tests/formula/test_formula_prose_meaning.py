"""What is shown of a formula is that formula: read back, it means the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agtutor.formula.parser import Names, parse
from agtutor.formula.prose import display, inline
from agtutor.formula.reasons import DEEPEST, LONGEST
from agtutor.formula.tree import Add, Call, Div, Mul, Num, Pow, Sym, Transpose, Tree, children
from agtutor.formula.typeset import latex
from agtutor.formula.typesetting.box import cells
from tests.formula.formula_trees import Trees, grown

NAMES = Names(["x", "x_i", "W_{i,j}", "lr", "theta", "r"], functions=["max"])
SYMBOLS = [Sym("x"), Sym("x", ("i",)), Sym("W", ("i", "j")), Sym("lr"), Sym("theta"), Sym("r")]
FUNCTIONS = ["sin", "exp", "ln", "sqrt", "cbrt", "abs", "sigmoid", "arsinh", "log2"]


def higher(parts: Trees) -> Trees:
    calls = st.builds(lambda name, arg: Call(name, (arg,)), st.sampled_from(FUNCTIONS), parts)
    return grown(parts, calls, "ij")


NUMBERS = st.builds(lambda tenths: Num(Fraction(tenths, 10)), st.integers(0, 10**6))
TREES = st.recursive(NUMBERS | st.sampled_from(SYMBOLS), higher, max_leaves=12)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def regrouped(tree: Tree) -> object:
    """Return a tree with products and quotients of a row put together: ``a·(b/c)`` is ``(a·b)/c``."""
    if isinstance(tree, Mul | Div):
        return ("product", *map(tuple, _factors(tree)))
    parts = children(tree)
    if not parts:
        return tree
    named = getattr(tree, "name", getattr(tree, "index", ""))
    return (type(tree).__name__, named, *map(regrouped, parts))


def _factors(tree: Tree) -> tuple[list[object], list[object]]:
    """Return what stands over the bar of a product, and what stands under it."""
    match tree:
        case Mul(factors):
            sides = [_factors(factor) for factor in factors]
            return [one for side in sides for one in side[0]], [
                one for side in sides for one in side[1]
            ]
        case Div(over, under):
            (top, low), (under_top, under_low) = _factors(over), _factors(under)
            return top + under_low, low + under_top
        case _:
            return [regrouped(tree)], []


@MANY
@given(TREES, st.booleans())
def test_a_tree_that_is_shown_on_one_line_is_read_back_as_the_same(tree: Tree, ascii: bool) -> None:
    shown = inline(latex(tree), ascii=ascii)
    assert len(shown) > LONGEST or regrouped(parse(shown, NAMES)) == regrouped(tree)


@MANY
@given(TREES, st.integers(20, 90), st.booleans())
def test_any_tree_is_drawn_within_its_width(tree: Tree, width: int, ascii: bool) -> None:
    drawn = display(latex(tree), width=width, ascii=ascii)
    assert drawn.width <= width
    assert all(cells(row) == drawn.width for row in drawn.lines)


@pytest.mark.parametrize(
    "deeper",
    [
        lambda tree: Call("sqrt", (tree,)),
        lambda tree: Call("abs", (tree,)),
        lambda tree: Div(Sym("x"), tree),
        lambda tree: Pow(tree, Sym("r")),
        lambda tree: Pow(Sym("r"), tree),
        lambda tree: Transpose(tree),
        lambda tree: Mul((Sym("x"), Add((Sym("r"), tree)))),
    ],
)
def test_the_deepest_tree_that_is_ever_read_is_drawn(deeper: Callable[[Tree], Tree]) -> None:
    tree: Tree = Sym("x")
    while max(depth for _, depth in levels(deeper(tree))) <= DEEPEST:
        tree = deeper(tree)
    assert display(latex(tree)).width <= 76


def levels(tree: Tree, depth: int = 1) -> Iterator[tuple[Tree, int]]:
    yield tree, depth
    for part in children(tree):
        yield from levels(part, depth + 1)
