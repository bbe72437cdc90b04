"""Formulas made at random: derivatives in disguise are right, and mutated ones are wrong."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from agtutor.formula.calculus.derivative import entry_derivative
from agtutor.formula.calculus.differentiate import differentiate
from agtutor.formula.deciding.decide import held
from agtutor.formula.deciding.ground import Ground
from agtutor.formula.slips.bank import Bank
from agtutor.formula.tree import Add, Call, Div, Mul, Neg, Num, Pow, Sym, Tree
from agtutor.formula.values.build import ONE, TWO, add, mul, neg, power
from agtutor.formula.values.trouble import TooLarge, Undefined

X = Sym("x")
FUNCTIONS = ("sin", "cos", "tan", "exp", "ln", "sqrt", "tanh", "sigmoid", "arctan", "abs", "softplus")
LEAVES = st.one_of(
    st.just(X),
    st.just(X),
    st.just(Sym("a")),
    st.integers(1, 9).map(lambda number: Num(Fraction(number))),
)
FEW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much],
)


def grown(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    pairs = st.tuples(parts, parts)
    return st.one_of(
        pairs.map(Add),
        pairs.map(Mul),
        st.builds(Div, parts, parts),
        st.builds(Neg, parts),
        st.builds(Pow, parts, st.integers(2, 4).map(lambda number: Num(Fraction(number)))),
        st.builds(lambda name, arg: Call(name, (arg,)), st.sampled_from(FUNCTIONS), parts),
    )


TREES: st.SearchStrategy[Tree] = st.recursive(LEAVES, grown, max_leaves=6)


def ground_of(of: Tree) -> Ground:
    try:
        ground = Ground(entry_derivative(of, X), {}, "x", [of])
        assume(len(ground.probes) >= 8)
    except (Undefined, TooLarge):
        assume(False)
    return ground


def disguised(slope: Tree) -> list[Tree]:
    """Return the same function in other clothes."""
    circle = add(power(Call("sin", (X,)), TWO), power(Call("cos", (X,)), TWO))
    return [
        mul(slope, circle),
        add(mul(TWO, slope), neg(slope)),
        Div(Mul((slope, Call("exp", (X,)))), Call("exp", (X,))),
        Neg(Add((Neg(slope), Num(Fraction(0))))),
    ]


@FEW
@given(TREES)
def test_our_rules_and_their_disguises_are_right(of: Tree) -> None:
    ground = ground_of(of)
    slope = differentiate(of, X)
    for tree in (slope, *disguised(slope)):
        assert held(ground, tree).outcome == "equal"


@FEW
@given(TREES)
def test_mutated_derivatives_are_wrong(of: Tree) -> None:
    ground = ground_of(of)
    slope = differentiate(of, X)
    nudge = Num(Fraction(1, 10**15))
    for tree in (add(slope, ONE), add(slope, nudge), add(slope, mul(nudge, X))):
        assert held(ground, tree).outcome == "different"


@FEW
@given(TREES)
def test_slips_are_found_and_never_right(of: Tree) -> None:
    ground = ground_of(of)
    bank = Bank(of, differentiate(of, X), X, ground)
    for entry in bank.entries[:12]:
        wrong = entry.slips[0].tree
        assert held(ground, wrong).outcome != "equal"
        assert bank.find(wrong) is not None
