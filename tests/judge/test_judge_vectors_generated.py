"""Generated formulas of vectors: their gradient in disguise is right, and a mutated one is wrong."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from agtutor.errors import FormulaError
from agtutor.formula.tree import Add, Div, Mul, Neg, Transpose, Tree, children
from agtutor.formula.typeset import latex, line
from agtutor.formula.values.build import ZERO, num
from agtutor.formula.values.expand import rebuilt
from agtutor.formula.vectors.infer import shape_of
from agtutor.formula.vectors.shapes import NUMBER, Shapes
from agtutor.judge.derivative import judge_derivative
from agtutor.judge.requests import question_of
from agtutor.judge.tensors import TensorProblem, tensor_problem

SHAPES = {"A": ["n", "n"], "B": ["n", "n"], "W": ["m", "n"], "x": ["n"], "z": ["n"], "y": ["m"]}
Texts = st.SearchStrategy[str]
TWO = num(2)


def joined(form: str, *parts: Texts) -> Texts:
    """Return formulas that fill a form with others, each in brackets."""
    return st.tuples(*parts).map(lambda texts: form.format(*(f"({text})" for text in texts)))


def grown(vectors: Texts) -> Texts:
    """Return vectors of n entries, one operation above others."""
    return st.one_of(
        joined("{} + {}", vectors, vectors),
        joined("{} - {}", vectors, vectors),
        joined("{} ⊙ {}", vectors, vectors),
        joined("A {}", vectors),
        joined("B^T {}", vectors),
        joined("W^T (W {} - y)", vectors),
        joined("sin{}", vectors),
        joined("tanh{}", vectors),
        joined("{0}^T {1} x", vectors, vectors),
    )


VECTORS = st.recursive(st.sampled_from(["x", "z", "A x", "2x"]), grown, max_leaves=3)
NUMBERS = st.one_of(
    joined("{}^T {}", VECTORS, VECTORS),
    joined("{0}^T A {1}", VECTORS, VECTORS),
    joined("‖{}‖²", VECTORS),
    joined("sum{}", VECTORS),
    joined("mean{}/2", VECTORS),
    joined("ln(1 + ‖{}‖²)", VECTORS),
    joined("tr(A {0} {1}^T)", VECTORS, VECTORS),
)
FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def problem_of(of: str, wrt: str) -> TensorProblem:
    return tensor_problem(question_of({"f": of, "wrt": wrt, "shapes": SHAPES}))


def ruled(of: str, wrt: str, answer: str) -> str:
    question = question_of({"f": of, "wrt": wrt, "shapes": SHAPES})
    return judge_derivative(question, answer, None, 0).ruling


def is_short(text: str, problem: TensorProblem) -> bool:
    """Whether a text is within the limits of a formula, as a person's would be."""
    try:
        problem.read(text)
    except FormulaError as error:
        return not error.reason.startswith("too-")
    return True


def everywhere(change: Callable[[Tree], Tree], tree: Tree) -> Tree:
    """Return a tree with a change made at every node, from the leaves up."""
    return change(rebuilt(tree, tuple(everywhere(change, part) for part in children(tree))))


def spread(tree: Add) -> bool:
    """Whether a number in a sum is added to every entry, so that a matrix can't go to each term."""
    found = {shape_of(term, Shapes(SHAPES)) == NUMBER for term in tree.terms}
    return len(found) > 1


def distributed(tree: Tree) -> Tree:
    """Multiply out: ``A (u + v)`` is ``A u + A v``."""
    match tree:
        case Mul(factors):
            for place, factor in enumerate(factors):
                if isinstance(factor, Add) and not spread(factor):
                    before, behind = factors[:place], factors[place + 1 :]
                    return Add(tuple(Mul((*before, term, *behind)) for term in factor.terms))
    return tree


def turned_twice(tree: Tree) -> Tree:
    """Turn a product twice: ``A x`` is ``(x^T A^T)^T``."""
    match tree:
        case Mul((left, right)):
            return Transpose(Mul((Transpose(right), Transpose(left))))
        case _:
            return tree


def backwards(tree: Tree) -> Tree:
    """Turn sums around."""
    return Add(tuple(reversed(tree.terms))) if isinstance(tree, Add) else tree


def doubled(tree: Tree) -> Tree:
    """Put a two over a two."""
    return Div(Mul((tree, TWO)), TWO) if isinstance(tree, Mul | Add) else tree


DISGUISES = [distributed, turned_twice, backwards, doubled]


@FEW
@given(NUMBERS, st.sampled_from(["x", "A", "W", "z"]), st.sampled_from(DISGUISES))
def test_the_gradient_is_right_in_any_disguise(
    of: str, wrt: str, disguise: Callable[[Tree], Tree]
) -> None:
    problem = problem_of(of, wrt)
    assert problem.key is not None
    hidden = everywhere(disguise, problem.key)
    for text in (line(hidden), latex(hidden)):
        assume(is_short(text, problem))
        assert ruled(of, wrt, text) == "right", text


def halved(tree: Tree) -> Tree:
    return Div(tree, TWO)


def moved(tree: Tree) -> Tree:
    return Add((tree, TWO))


@FEW
@given(NUMBERS, st.sampled_from(["x", "A", "z"]), st.sampled_from([Neg, halved, moved, Transpose]))
def test_a_mutated_gradient_is_wrong(of: str, wrt: str, mutation: Callable[[Tree], Tree]) -> None:
    problem = problem_of(of, wrt)
    key = problem.key
    assert key is not None
    assume(key != ZERO)
    assume(not all(entry == 0 for entry in problem.ground.truth(problem.ground.trials[0], 0)))
    mutant = mutation(key)
    symmetric = mutation is Transpose and shape_of(key, problem.shapes) in (NUMBER, ("n", "n"))
    text = line(mutant)
    assume(is_short(text, problem) and not symmetric)
    assert ruled(of, wrt, text) == "wrong"
