"""What autograd keeps beside values, on real runs: roads, freed graphs, versions, copies, calls."""

from __future__ import annotations

from typing import Any

import pytest

from agtutor.case.evidence import Evidence
from agtutor.case.verdict import Verdict
from agtutor.judge.road import shape_of
from agtutor.lab.inside.execute import execute
from agtutor.lab.inside.facts import describe
from agtutor.lab.questions import answer_task, solution_task
from agtutor.lab.runs import Task
from tests.builders import expect, question
from tests.judge.judge_factory import as_if, rule

START = "import torch\nx = torch.linspace(-5, 5, 21, requires_grad=True)\n"
CHAIN = f"{START}y = x**2\nz = y + 5\nl = z.sum()\n"
WALKED = f"{CHAIN}l.backward()\n"


def run(code: str, before: str, task: Task | None = None) -> tuple[Evidence, Evidence]:
    """Return what stood before the code, and the evidence of its run."""
    space: dict[str, Any] = {}
    execute(before, label="<step before>", namespace=space, seed=1)
    stood = describe(space)
    notes = task.notes if task else ()
    return stood, execute(code, label="<step now>", namespace=space, seed=1, notes=notes)


def told(before: str, solution: str, answer: str, name: str = "", /, **asks: object) -> Verdict:
    """Return the verdict where a name is asked for in some respects, or a call."""
    changes = {key: asks.pop(key) for key in ("calls", "never", "kept") if key in asks}
    wanted = {name: expect(**asks)} if name else {}
    asked = question(solution=solution, expect=wanted, **changes)
    was, expected = run(solution, before, solution_task(asked))
    stood, got = run(answer, before, answer_task(asked, answer))
    return rule(asked, answer, got, as_if(expected, was["names"], stood["names"]), stood["names"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x**2", "x * x"),
        ("x**2", "torch.square(x)"),
        ("x**3", "x * x * x"),
        ("x**4", "(x**2)**2"),
        ("x**3", "x**2 * x"),
        ("x**0.5", "x.sqrt()"),
        ("1 / x", "x**-1 * 1"),
        ("x + 5", "5 + x"),
        ("x + 5", "x + 2 + 3"),
        ("x - 5", "x + (-5)"),
        ("5 - x", "-x + 5"),
        ("-x", "x * -1"),
        ("x / 2", "0.5 * x"),
        ("x.mean()", "x.sum() / 21"),
        ("(2 * x).sum()", "2 * x.sum()"),
        ("x @ x", "(x * x).sum()"),
        ("x.exp() * x", "x * torch.exp(x)"),
        ("x.exp() - x", "-x + x.exp()"),
        ("x.exp() / x", "x.exp() * x**-1"),
        ("x.sin()", "x.clone().sin()"),
        ("x + x.sin() + x.cos()", "x.cos() + (x + x.sin())"),
    ],
)
def test_equivalent_operations_leave_one_road(one: str, other: str) -> None:
    _, got = run(f"a = {one}\nb = {other}", START)
    assert shape_of(got["graph"], "a") == shape_of(got["graph"], "b") is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x**2", "x * 2"),
        ("x + 5", "x * 5"),
        ("x.sum()", "x.max()"),
        ("x.exp()", "x.sin()"),
        ("(x**2).sum()", "x.sum()**2"),
        ("x * x.exp()", "x + x.exp()"),
    ],
)
def test_other_operations_leave_another_road(one: str, other: str) -> None:
    _, got = run(f"a = {one}\nb = {other}", START)
    assert shape_of(got["graph"], "a") != shape_of(got["graph"], "b")


def test_the_road_counts_where_the_step_asks_for_it() -> None:
    abs_of, root = "y = x.abs()", "y = (x**2).sqrt()"
    assert told(START, abs_of, root, "y").right
    verdict = told(START, abs_of, root, "y", chain=True)
    assert verdict.slip == "other-road"
    assert "`PowBackward0`" in verdict.message or "`SqrtBackward0`" in verdict.message
    assert told(START, "y = x**2", "y = x * x", "y", chain=True).right


def through(solution: str, answer: str) -> Verdict:
    """Return the verdict where ``l`` has to pass through the other name that is expected."""
    asked = question(solution=solution, expect={"q": expect(), "l": expect(chain=True)})
    was, expected = run(solution, START, solution_task(asked))
    stood, got = run(answer, START, answer_task(asked, answer))
    return rule(asked, answer, got, as_if(expected, was["names"], stood["names"]), stood["names"])


def test_a_road_through_an_expected_name_has_to_pass_there_everywhere() -> None:
    solution = "q = x.exp()\nl = q * q.sin()"
    assert through(solution, "q = x.exp()\nl = q.sin() * q").right
    told_half = through(solution, "q = x.exp()\nl = q * x.exp().sin()").message
    assert "doesn't pass through `q` everywhere" in told_half
    assert (
        "doesn't pass through `q`:"
        in through(solution, "q = x.exp()\nr = x.exp()\nl = r * r.sin()").message
    )


def test_a_road_may_pass_through_a_name_that_the_solution_goes_round() -> None:
    assert through("q = x.exp()\nl = x.exp().sin()", "q = x.exp()\nl = q.sin()").right


def test_a_graph_that_was_walked_is_told_from_one_that_stands() -> None:
    kept, freed = "l.backward(retain_graph=True)", "l.backward()"
    assert told(CHAIN, kept, freed, "l", freed=True).slip == "graph-freed"
    assert told(CHAIN, freed, kept, "l", freed=True).slip == "graph-not-freed"
    assert told(CHAIN, freed, freed, "l", freed=True).right
    assert told(CHAIN, freed, kept, "l").right


def test_a_name_without_a_graph_is_not_said_to_have_all_that_was_saved() -> None:
    off = {"tracked": False, "leaf": False, "reaches": False}
    bare = "l.backward()\nl = l.detach()"
    assert told(CHAIN, "l.backward()", bare, "l", freed=True, **off).right


@pytest.mark.parametrize(
    ("state", "code", "slip"),
    [
        ("none", "x.grad = None", None),
        ("none", "x.grad.zero_()", "zeros-for-none"),
        ("zeros", "x.grad.zero_()", None),
        ("zeros", "x.grad = None", "none-for-zeros"),
        ("cleared", "x.grad.zero_()", None),
        ("cleared", "x.grad = None", None),
        ("cleared", "pass", "grad-not-cleared"),
    ],
)
def test_a_gradient_is_none_or_zeros_or_either(state: str, code: str, slip: str | None) -> None:
    solution = "x.grad.zero_()" if state == "zeros" else "x.grad = None"
    assert told(WALKED, solution, code, "x", grad=state).slip == slip


def test_the_version_counts_writes() -> None:
    before, once = f"{START}v = torch.zeros(3)", "v.add_(1)"
    assert told(before, once, "v += 1", "v", version=True).right
    assert told(before, once, "v.add_(1).mul_(1)", "v", version=True).slip == "written-into"
    assert told(before, once, "v = v + 1", "v", version=True).slip == "not-written"
    assert told(before, once, "v = v + 1", "v").right


def test_a_copy_has_a_memory_of_its_own() -> None:
    copy = "d = x.detach().clone()"
    assert told(START, copy, "d = torch.tensor(x.tolist())", "d", own=True).right
    for view in ("d = x.detach()", "d = x.data", "d = x.detach()[:]"):
        assert told(START, copy, view, "d", own=True).slip == "no-copy"


def test_the_very_dtype_counts_where_the_step_asks_for_it() -> None:
    single, double = "v = torch.ones(3)", "v = torch.ones(3, dtype=torch.float64)"
    assert told(START, single, double, "v").right
    assert told(START, single, double, "v", dtype="exact").slip == "float64-for-float32"
    assert told(START, double, single, "v", dtype="exact").slip == "float32-for-float64"


@pytest.mark.parametrize(
    ("call", "made", "left"),
    [
        ("detach", "n = l.detach()", "n = l.data"),
        ("grad", "n = torch.autograd.grad(l, x)[0].sum()", "n = torch.zeros(())"),
        ("item", "n = l.item()", "n = float(l)"),
        ("clone", "n = torch.clone(l)", "n = l + 0"),
    ],
)
def test_calls_are_asked_for_and_forbidden(call: str, made: str, left: str) -> None:
    assert told(CHAIN, made, made, calls=[call]).right
    assert told(CHAIN, made, left, calls=[call]).slip == "call-missing"
    assert told(CHAIN, left, left, never=[call]).right
    assert told(CHAIN, left, made, never=[call]).slip == "call-forbidden"


def test_an_optimizer_is_watched_and_a_library_is_not() -> None:
    sgd = "opt = torch.optim.SGD([x], lr=0.1)\n"
    steps = f"{sgd}opt.zero_grad()\nl.backward()\nopt.step()"
    assert told(CHAIN, steps, steps, calls=["zero_grad", "step"]).right
    assert (
        told(CHAIN, steps, f"{sgd}l.backward()\nopt.step()", calls=["zero_grad"]).slip == "call-missing"
    )
    assert told(CHAIN, "print(l)", "print(l)", never=["detach", "item"]).right


def test_what_was_named_and_not_called_is_told_as_such() -> None:
    assert told(CHAIN, "y.retain_grad()", "y.retain_grad", calls=["retain_grad"]).slip == "not-called"


@pytest.mark.parametrize("walk", ["torch.autograd.grad(l, x)", "l.sum().backward(inputs=[y])"])
def test_a_graph_that_the_solution_leaves_has_to_be_left(walk: str) -> None:
    solution = "y.retain_grad()\nv = x.grad"
    assert told(CHAIN, solution, f"{solution}\n{walk}", "l").slip == "graph-freed"
    assert told(CHAIN, solution, f"{solution}\n{walk}", kept=["l"]).slip == "graph-freed"
    assert told(CHAIN, solution, f"{solution}\n{walk[:-1]}, retain_graph=True)", "l").right


def test_a_graph_may_be_used_up_where_the_solution_has_none() -> None:
    asked = {"tracked": False, "leaf": False, "reaches": False}
    walked = "v = x.exp()\nv.sum().backward()"
    assert told(CHAIN, "v = x.exp().detach()", walked, "v", **asked).right
    assert told(CHAIN, "v = x.exp()", walked, "v").slip == "graph-freed"


def test_what_frees_a_graph_as_the_solution_does_is_no_fault() -> None:
    assert told(CHAIN, "l.backward()", "torch.autograd.backward(l)", kept=["l"]).right
    assert told(WALKED, "v = x.grad", "v = x.grad\nprint(l.grad_fn, 'backward')", kept=["l"]).right


def test_a_gradient_that_is_read_is_no_function_that_was_not_called() -> None:
    solution = "g = torch.autograd.grad(l, x)[0]"
    assert told(CHAIN, solution, "l.backward(); g = x.grad", calls=["grad"]).slip == "call-missing"
    assert told(CHAIN, solution, "g = torch.autograd.grad", calls=["grad"]).slip == "not-called"
