"""Mutants: which standard bugs are made of a solution, and which of them change what is asked."""

from __future__ import annotations

import ast

import pytest

from agtutor.author.mutants.asked import difference
from agtutor.author.mutants.code import mutants_of
from agtutor.author.mutants.editing import Setting
from agtutor.author.mutants.formulas import wrong_formulas
from agtutor.author.mutants.left_open import left_open
from agtutor.author.mutants.needs import WHOLE, needed
from agtutor.author.mutants.others import follows, wrong_orders, wrong_values
from agtutor.author.mutants.states import spoilt
from agtutor.author.mutants.uses import Uses
from agtutor.author.slopes import Slopes
from agtutor.case.evidence import Evidence, Fact, Graph, blank
from agtutor.case.question import DeriveQuestion
from agtutor.errors import FormulaError
from agtutor.judge.problem import problem_of
from agtutor.lesson.reader import read_lesson_text
from tests.author.author_lessons import FAULTY
from tests.builders import altered, expect, question, tensor

SETTING = Setting(
    {"torch": "module", "plt": "module", "x": "tensor", "y": "tensor"}, frozenset({"x", "y", "torch"})
)

CHANGES = [
    ("x = torch.ones(3, requires_grad=True)", "x = torch.ones(3)"),
    ("x = torch.ones(3, requires_grad=True)", "x = torch.ones(3, requires_grad=False)"),
    ("x = torch.ones(3)", "x = torch.zeros(3)"),
    ("x = torch.ones(3)", "x = torch.ones(4)"),
    ("x = torch.ones(3, dtype=torch.float64)", "x = torch.ones(3, dtype=torch.int64)"),
    ("z = x + y", "z = x - y"),
    ("z = x + y", "z = y"),
    ("z = x / y", "z = y / x"),
    ("z = x.sum()", "z = x.mean()"),
    ("z = x.sum()", "z = y.sum()"),
    ("z = x.sum()", "z = x.sum"),
    ("z = x.sum()", "z = -x.sum()"),
    ("z = x.detach()", "z = x"),
    ("x.requires_grad_()", "x"),
    ("y.retain_grad()", "y.requires_grad_()"),
    ("y.backward()", "y.backward()\ny.backward()"),
    ("x.grad", "x.data"),
    ("x.grad", "y.grad"),
    ("torch.dot(x, y)", "torch.dot(x, x)"),
    ("torch.dot(x, y)", "torch.dot(y, x)"),
    ("x += y", "x -= y"),
    ("x += y", "x = y"),
    ("x == y", "x != y"),
    ("x[0]", "x"),
    ("x[0]", "x[1]"),
    ("with torch.no_grad():\n    x.add_(1)", "x.add_(1)"),
    ("for i in range(3):\n    f()", "for i in range(3):\n    f()\n    break"),
    ("import torch\nimport a.b as c", "import torch\nimport a.b"),
    ("x = 1\ny = 2", "y = 2"),
    ("if x > 0:\n    f()", "if not x > 0:\n    f()"),
]


@pytest.mark.parametrize(("solution", "mutant"), CHANGES)
def test_a_standard_bug_is_made(solution: str, mutant: str) -> None:
    made = [one.answer for one in mutants_of(solution, SETTING)]
    assert mutant in made
    assert len(made) == len(set(made))
    assert ast.unparse(ast.parse(solution)) not in made


def test_what_is_printed_may_be_printed_in_any_order() -> None:
    assert "print(y, x)" not in [one.answer for one in mutants_of("print(x, y)", SETTING)]


def test_every_mutant_parses_and_says_what_was_changed() -> None:
    solution = "\n".join(dict.fromkeys(solution for solution, _ in CHANGES))
    for mutant in mutants_of(solution, SETTING):
        ast.parse(mutant.answer)
        assert mutant.about.startswith(("`", "without `"))


def run(**names: Fact) -> Evidence:
    """Return evidence of a run that left these names."""
    return altered(blank("fine"), names=names)


X = tensor([1, 2, 3], requires_grad=True)


@pytest.mark.parametrize(
    ("got", "what"),
    [
        (altered(X, values=[1.0, 2.0, 4.0]), "the value of `x`"),
        (altered(X, values=[1.0, 2.0, 3.000001]), ""),
        (altered(X, shape=[1, 3]), "the shape of `x`"),
        (altered(X, requires_grad=False), "`requires_grad` of `x`"),
        (altered(X, is_leaf=False), "`is_leaf` of `x`"),
        (altered(X, dtype_kind="integer"), "the type of the entries of `x`"),
        (altered(X, dtype="float64"), ""),
        (altered(X, grad=tensor([0, 0, 0])), "the gradient of `x`"),
        (altered(X, kind="other"), "the kind of `x`"),
    ],
)
def test_what_changes_of_what_is_asked_is_told_from_evidence(got: Fact, what: str) -> None:
    asked = question(expect={"x": expect()})
    assert difference(asked, {}, run(x=X), run(x=got)) == what


def test_what_a_step_leaves_open_is_no_difference_and_is_told_apart() -> None:
    asked = question(expect={"x": expect(value=False)})
    other = altered(X, values=[7.0, 8.0, 9.0])
    assert difference(asked, {}, run(x=X), run(x=other)) == ""
    assert left_open(run(x=X), run(x=other)) == "the value of `x`"
    assert left_open(run(x=X), run(x=X)) == ""


def test_a_name_that_a_later_step_needs_counts_though_nothing_asks_for_it() -> None:
    lesson = read_lesson_text(FAULTY).lesson
    needs = needed(lesson, lesson.index("loose"))
    assert needs["z"][WHOLE] == "refused"
    assert "u" not in needs  # it is expected
    told = difference(question(), {}, run(x=X), run(x=altered(X, shape=[4])), {"x": {WHOLE: "later"}})
    assert told == "the step `later` needs `x`, and nothing here asks for it"


@pytest.mark.parametrize(
    ("code", "use"),
    [
        ("torch.autograd.backward(f)", ("f", "freed")),
        ("torch.autograd.backward(tensors=[g, f])", ("f", "freed")),
        ("torch.autograd.grad(outputs=f, inputs=x)", ("f", "freed")),
        ("f = f * 2\nf.sum().backward()", ("f", "tracked")),
        ("g, h = f, x\ng.backward()", ("f", "tracked")),
        ("(g := f * 2)\ng.backward()", ("f", "tracked")),
        ("g: object = f * 2\ng.backward()", ("f", "tracked")),
        ("w.data -= 0.1", ("w", "own")),
        ("w.grad += 1", ("w", "grad")),
    ],
)
def test_a_later_step_is_seen_to_use_a_name_however_it_is_written(
    code: str, use: tuple[str, str]
) -> None:
    assert use in list(Uses().of(ast.parse(code)))


def test_a_kept_name_must_not_be_touched() -> None:
    asked, before = question(kept=["x"]), {"x": X}
    assert difference(asked, before, run(x=X), run()) == "`x` is gone"
    moved = tensor([1, 2, 3], requires_grad=True)
    assert difference(asked, before, run(x=X), run(x=moved)) == "`x` is another object"
    assert difference(asked, before, run(x=X), run(x=X)) == ""


def test_each_expectation_has_its_bugs() -> None:
    x = altered(X, grad=tensor([2, 4, 6]))
    asked = question(
        solution="f(x)",
        expect={"x": expect(independent=["y.grad"])},
        kept=["y"],
        calls=["backward"],
        shows=["x"],
        verdict="x.grad",
    )
    made = {one.answer: one.always for one in spoilt(asked, {"y": X}, run(x=x))}
    for line in ("x = x * 0", "x = x.detach()", "x = x.clone()", "x.grad = x.grad * 2", "x = x[:-1]"):
        assert not made[f"f(x)\n{line}"]
    assert "f(x)\ny.data += 1" in made
    assert "x = y.grad" in made
    assert made["x.grad = x.detach().new_tensor([2.0, 4.0, 6.0]).reshape(x.shape)"]
    assert made["True"]
    assert made["print('')"]


DERIVE = DeriveQuestion(
    kind="derive",
    id="slope",
    of="sum_j x_j^2",
    wrt="x_i",
    root="",
    symbols=[{"name": "x_i", "tensor": "", "domain": [(-3.0, 3.0)]}],
    wrong=[],
)


def test_wrong_formulas_are_told_from_the_slope_by_central_differences() -> None:
    problem = problem_of(DERIVE)
    slopes = Slopes(problem, "seed")
    assert slopes.is_slope("x_i + x_i")
    assert slopes.differing("2 x_i + 1").startswith("at x_2 = ")
    made = {one.about: one.answer for one in wrong_formulas(problem, "2*x_i", "sum_j x_j^2", "x_i")}
    assert made["the other sign"] == "-(2*x_i)"
    assert any(about.startswith("the slip `power") for about in made)
    assert not any(slopes.is_slope(answer) for answer in made.values())


def test_another_seed_gives_other_points_of_the_domain() -> None:
    one, two = (Slopes(problem_of(DERIVE), seed).points for seed in ("a", "b"))
    assert len(one) == len(two) == 6
    assert {str(point) for _, point, _ in one}.isdisjoint(str(point) for _, point, _ in two)
    assert all(abs(value) < 3 for _, point, _ in one for value in point.values())


def test_a_formula_that_cannot_be_read_is_no_slope() -> None:
    slopes = Slopes(problem_of(DERIVE), "seed")
    with pytest.raises(FormulaError):
        slopes.differing("2 x_i (")
    assert not slopes.is_slope("2 x_i (")


def test_orders_that_the_graph_allows_are_told_apart() -> None:
    nodes = [(1, ["l"], [2, 3]), (2, ["a"], [4]), (3, ["b"], [4]), (4, ["x"], [])]
    graph = Graph(
        nodes=[{"id": n, "name": "", "tensors": made, "inputs": down} for n, made, down in nodes],
        cut=False,
    )
    assert follows(["l", "b", "a", "x"], graph)
    assert not follows(["l", "a", "x", "b"], graph)
    assert not follows(["l", "other"], graph)
    orders = [one.answer.split("\n") for one in wrong_orders(["l", "a", "b", "x"])]
    assert ["x", "b", "a", "l"] in orders
    assert [order for order in orders if follows(order, graph)] == [["l", "b", "a", "x"]]


@pytest.mark.parametrize("truth", ["3", "tensor(0.)", "None", "True", "torch.Size([21])", "ValueError"])
def test_no_wrong_value_is_the_truth(truth: str) -> None:
    answers = [one.answer for one in wrong_values(truth)]
    assert len(answers) >= 3
    assert truth not in answers
    assert ("0" in answers) == (truth != "tensor(0.)")


@pytest.mark.parametrize(
    ("want", "model", "got", "what"),
    [
        ({"dtype": "exact"}, X, altered(X, dtype="float64"), "the type of the entries of `x`"),
        ({"grad": "zeros"}, X, altered(X, grad=None), "the gradient of `x`"),
        ({"grad": "cleared"}, X, altered(X, grad=tensor([0, 0, 0])), ""),
        ({"grad": "none"}, X, altered(X, grad=tensor([0, 0, 0])), "the gradient of `x`"),
        ({"freed": True}, X, altered(X, freed=True), "what is saved in the graph of `x`"),
        ({"version": True}, X, altered(X, version=1), "how often `x` is written into"),
        ({"same": True}, X, altered(X, identity=-1), "`x` is another object"),
        ({"new": True}, X, X, "`x` is no new object"),
    ],
)
def test_what_counts_only_where_the_step_says_so(
    want: dict[str, object], model: Fact, got: Fact, what: str
) -> None:
    before = {"x": X}
    assert difference(question(expect={"x": expect(**want)}), before, run(x=model), run(x=got)) == what
    open_to_it = altered(expect(), grad=False) if "grad" in want else expect()
    assert difference(question(expect={"x": open_to_it}), before, run(x=model), run(x=got)) == ""


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        (altered(X, text=""), "tensor([1., 2., 3.])"),
        (altered(X, text="", values=[1.0, 0.0], dtype_kind="bool"), "tensor([True, False])"),
        (altered(X, text="", values=[1 / 3, 2e-7]), "tensor([3.3333e-01, 2.0000e-07])"),
    ],
)
def test_what_is_shown_is_told_from_entries_where_no_text_is_known(fact: Fact, shown: str) -> None:
    model = altered(blank("fine"), shown=[fact], output=shown)
    other, missing = "tensor([1., 2., 4.])", "what is asked for is not shown"
    for output, what in ((f"v is {shown}, 7", ""), (other, missing), ("", missing)):
        got = altered(blank("fine"), output=output)
        assert difference(question(shows=["v"]), {}, model, got) == what


def test_memory_that_is_shared_is_no_copy() -> None:
    asked, before = question(expect={"x": expect(own=True)}), {"y": altered(X, memory=1)}
    for memory, what in ((1, "`x` is no copy"), (2, "")):
        got = run(x=altered(X, memory=memory), y=before["y"])
        assert difference(asked, before, run(x=X), got) == what


def test_calls_that_have_to_be_made_or_not_count() -> None:
    asked = question(calls=["zero_grad"], never=["detach"])
    model = altered(run(x=X), calls=["zero_grad"])
    assert difference(asked, {}, model, run(x=X)) == "`zero_grad` is not called"
    got = altered(model, calls=["detach", "zero_grad"])
    assert difference(asked, {}, model, got) == "`detach` is called"
