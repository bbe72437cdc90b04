"""Would a shown True turn False if the watched gradient were another? And what came from it?"""

from __future__ import annotations

import pytest
import torch

from agtutor.case.evidence import Evidence
from agtutor.lab.inside.shadows import COUNT, perturbed
from tests.lab.lab_watched import run, started


def turned(evidence: Evidence, *, actual: bool = True) -> list[bool]:
    """For each world, whether some observation of the run is the other way round there."""
    return [
        any(o["actual"] is actual and o["worlds"][world] is not actual for o in evidence["observed"])
        for world in range(COUNT)
    ]


@pytest.mark.parametrize(
    "code",
    [
        "torch.allclose(x.grad, d)",
        "torch.equal(x.grad, 2*x)",
        "d.equal(x.grad)",
        "print('same:', torch.allclose(x.grad, 2*x))",
        "assert (x.grad == d).all()",
        "(x.grad == d).all()",
        "bool((x.grad == d).all())",
        "all(x.grad == d)",
        "torch.isclose(x.grad, d).all().item()",
        "print(x.grad == d)",
        "f'{x.grad == d}'",
        "(x.grad == d).tolist()",
        "(x.grad - d).abs().max() < 1e-6",
        "(x.grad - d).abs().max().item() < 1e-6",
        "(x.grad == d).sum() == 21",
        "(x.grad == d).sum().item() == 21",
        "x.grad.sub(d).count_nonzero() == 0",
        "x.grad[x.grad != d].numel() == 0",
        "torch.norm(x.grad - d) == 0",
        "torch.nn.functional.mse_loss(x.grad, d).item() == 0",
        "torch.testing.assert_close(x.grad, d)",
        "print(all(a == b for a, b in zip(x.grad, d)))",
        "all(abs(a.item() - b.item()) < 1e-6 for a, b in zip(x.grad, d))",
        "for i in range(len(x)):\n    assert x.grad[i] == 2*x[i]",
        "if torch.allclose(x.grad, d):\n    print('yes')\nelse:\n    print('no')",
        "x.grad.tolist() == d.tolist()",
        "d.tolist() == x.grad.tolist()",
        "assert x.grad.tolist() == [2*v for v in x.tolist()]",
        "sum(abs(a - b) for a, b in zip(x.grad.tolist(), d.tolist())) < 1e-6",
        "max(abs(a - b) for a, b in zip(x.grad.tolist(), d.tolist())) < 1e-6",
        "max(abs(a - b) for a, b in zip(x.grad, d)) < 1e-6",
        "all(math.isclose(a, b) for a, b in zip(x.grad.tolist(), d.tolist()))",
        "set(x.grad.tolist()) == set(d.tolist())",
        "round(sum((x.grad - d).abs().tolist()), 6) == 0",
        "torch.equal(torch.tensor([a.item() for a in x.grad]), d)",
        "g = torch.empty(21)\nfor i in range(21):\n    g[i] = x.grad[i]\ntorch.equal(g, d)",
        "np.allclose(x.grad, d)",
        "np.allclose(x.grad.tolist(), d.tolist())",
        "np.array_equal(x.grad, d)",
        "np.array_equal(x.grad.numpy(), d.numpy())",
        "np.isclose(x.grad, d).all()",
        "(np.array(x.grad) == np.array(d)).all()",
        "print((np.asarray(x.grad) == np.asarray(d)).all())",
        "np.all(x.grad.numpy() == d.numpy())",
        "all(np.isclose(x.grad.numpy(), d.numpy()))",
        "np.abs(x.grad - d).max() < 1e-6",
        "np.max(np.abs(x.grad.numpy() - d.numpy())) < 1e-6",
        "np.linalg.norm(x.grad - d) < 1e-6",
        "np.testing.assert_allclose(x.grad, d)",
        "from numpy.testing import assert_array_equal\nassert_array_equal(x.grad.numpy(), d)",
        "b = np.zeros(21)\nb[:] = x.grad.numpy()\nprint(np.allclose(b, d.numpy()))",
        "b = np.zeros(21, dtype=np.float32)\nb += x.grad.numpy()\nnp.allclose(b, d.numpy())",
    ],
)
def test_a_comparison_turns_false_in_every_world(code: str) -> None:
    evidence = run(code)
    assert evidence["ended"] == "fine", evidence["failure"]
    assert turned(evidence) == [True] * COUNT


@pytest.mark.parametrize(
    ("code", "worlds"),
    [
        ("torch.allclose(x.grad, x.grad)", [False] * COUNT),
        ("x.grad.shape == d.shape", [False] * COUNT),
        ("x.grad.dtype == d.dtype", [False] * COUNT),
        ("torch.allclose(x.grad.abs(), d.abs())", [True, True, False, True, True]),
        ("bool((x.grad - d).sum() == 0)", [True, True, False, True, True]),
        ("bool(x.grad[0] == d[0])", [False, True, True, True, False]),
        ("torch.equal(x.grad[1:], d[1:])", [True, True, True, False, True]),
        ("torch.equal(x.grad[:-1], d[:-1])", [True, True, True, True, False]),
        ("bool((x.grad >= d).all())", [False, True, True, True, False]),
        ("x.grad.is_contiguous() and x.grad.is_floating_point()", [False] * COUNT),
        ("(x.grad.data_ptr() == x.grad.data_ptr()) == True", [False] * COUNT),
    ],
)
def test_a_weaker_comparison_does_not_turn_everywhere(code: str, worlds: list[bool]) -> None:
    evidence = run(code)
    assert evidence["echo"] == "True"
    assert turned(evidence) == worlds


@pytest.mark.parametrize("code", ["True", "d.equal(d)", "(d == 2*x).all()", "x.requires_grad"])
def test_what_does_not_look_at_the_gradient_observes_nothing(code: str) -> None:
    evidence = run(code)
    assert evidence["observed"] == []
    assert not evidence["escaped"]


def test_a_false_that_the_code_negates_turns_true() -> None:
    evidence = run("not (x.grad != d).any()")
    assert evidence["echo"] == "True"
    assert turned(evidence, actual=False) == [True] * COUNT


def test_a_wrong_formula_is_false_and_stays_so_where_values_are_perturbed() -> None:
    observed = run("torch.allclose(x.grad, -d)")["observed"]
    assert observed == [{"actual": False, "worlds": [False, False, True, False, False]}]


def test_an_assertion_that_fails_still_fails() -> None:
    evidence = run("np.testing.assert_allclose(x.grad, 3*d)")
    assert evidence["failure"] is not None
    assert evidence["failure"]["type"] == "AssertionError"
    assert evidence["observed"] == [{"actual": False, "worlds": [False] * COUNT}]


@pytest.mark.parametrize(
    "code",
    [
        "e = x.grad",
        "e = x.grad.clone()",
        "e = x.grad.detach()[:]",
        "e = x.grad * 1 + 0 * torch.randn(21)",
        "e = torch.nn.functional.dropout(x.grad, 0.5)",
        "e = torch.tensor(x.grad.tolist())",
        "e = torch.stack([g for g in x.grad])",
        "e = torch.zeros(21)\ne.copy_(x.grad)",
        "base = torch.zeros(42)\ne = base[:21]\ne[:] = x.grad",
        "e = torch.from_numpy(x.grad.numpy().copy())",
        "e = torch.from_dlpack(x.grad)",
        "e = x.grad.numpy()",
        "e = np.zeros(21)\ne[:] = x.grad.numpy()",
        "e = x.grad.tolist()",
        "e = {'g': [x.grad]}",
        "import copy\ne = copy.deepcopy(x.grad)",
        "import copy\ne = copy.copy(x.grad)",
        "e = torch.empty(21)\ntorch.add(x.grad, 0, out=e)",
    ],
)
def test_values_taken_from_the_gradient_are_told(code: str) -> None:
    evidence = run(code)
    assert evidence["ended"] == "fine", evidence["failure"]
    assert "e" in evidence["depends"]


@pytest.mark.parametrize(
    "code",
    [
        "e = 2*x; print(x.grad == e)",
        "e = torch.zeros_like(x.grad)",
        "e = 2*x.detach() + 0*x.grad",
        "e = x.grad.shape",
        "e = torch.autograd.grad((x**2).sum(), x)[0]",
        "e = np.zeros(21)",
        "e = torch.allclose(x.grad, d)",
    ],
)
def test_values_that_only_stand_beside_the_gradient_are_not(code: str) -> None:
    assert run(code)["depends"] == []


def test_writing_through_a_view_is_seen_by_its_base() -> None:
    evidence = run("base = torch.zeros(42)\nbase.view(2, 21)[1] = x.grad\nother = base[:21]")
    assert evidence["depends"] == ["base"], "the other half is what it was"


def test_other_names_of_the_gradient_depend_on_it() -> None:
    space = started()
    run("g = x.grad", space)
    evidence = run("torch.equal(g, d)", space)
    assert evidence["depends"] == ["g"]
    assert turned(evidence) == [True] * COUNT
    assert evidence["reads"] == ["g", "x.grad", "d"]


@pytest.mark.parametrize(
    "again",
    ["(x**2).sum().backward()", "torch.autograd.backward([(x**2).sum()])"],
)
def test_a_gradient_that_backward_changes_during_the_run_is_followed(again: str) -> None:
    evidence = run(f"{again}\nprint(torch.equal(x.grad, 2*d))")
    assert turned(evidence) == [True] * COUNT
    fresh = run(f"x.grad = None\n{again}\nprint(torch.equal(x.grad, d))")
    assert turned(fresh) == [True] * COUNT


def test_the_gradient_of_a_result_can_be_watched() -> None:
    space = started()
    run("y = x**2\ny.retain_grad()\ny.sum().backward()", space, watch=())
    evidence = run("torch.equal(y.grad, torch.ones(21))", space, watch=("y.grad",))
    assert turned(evidence) == [True] * COUNT


@pytest.mark.parametrize(
    "code",
    [
        "print(x.grad)",
        "x.grad",
        "f'{x.grad[0]:.2f}'",
        "float(x.grad[0])",
        "int(x.grad[1])",
        "str(x.grad.tolist())",
        "x.grad.numpy().tobytes()",
        "torch.Tensor(x.grad.tolist())",
        "len(x.grad[x.grad != d])",
        "x.grad.apply_(lambda v: v)",
    ],
)
def test_a_value_that_leaves_for_where_worlds_can_not_follow_is_told(code: str) -> None:
    assert run(code)["escaped"]


def test_a_comparison_lets_nothing_escape() -> None:
    assert not run("print(torch.allclose(x.grad, d))")["escaped"]
    assert not run("print(np.allclose(x.grad.numpy(), d.numpy()))")["escaped"]


CODES = [
    "x.grad",
    "x.grad * 2 + 1",
    "x.grad.numpy()",
    "x.grad.numpy()[3]",
    "x.grad.numpy().max()",
    "x.grad.numpy().reshape(3, 7).sum(axis=0)",
    "x.grad.tolist()",
    "x.grad.mean().item()",
    "x.grad.argmax().item()",
    "divmod(x.grad[3].item(), 2)",
    "round(x.grad[3].item() / 3, 2)",
    "-abs(x.grad[3].item()) ** 2 // 3 % 2",
    "math.floor(x.grad[3].item()), math.sqrt(x.grad[-1].item())",
    "2 ** x.grad[-1].item() - 1.5",
    "max(x.grad.tolist()), min(x.grad), max(3, x.grad[0].item())",
    "sorted(x.grad.tolist())[:3]",
    "torch.rand_like(x.grad)",
    "torch.nn.functional.dropout(x.grad, 0.5)",
    "torch.randn(3) + x.grad[:3]",
    "torch.sort(x.grad)",
    "np.sort(x.grad.numpy())[:3]",
    "np.stack([x.grad.numpy(), d.numpy()]).shape",
    "np.zeros(3)",
    "b = np.zeros(21)\nb[:] = x.grad.numpy()\nb",
    "np.abs(x.grad)",
    "x.grad.numpy() @ d.numpy()",
    "import json\njson.dumps(x.grad.tolist())",
    "f'{x.grad[1].item():.3f} {x.grad.numpy()[1]:.3f}'",
    "x.grad.zero_()",
    "x.grad.add_(1); x.grad",
    "x.grad.numpy().fill(4); x.grad",
]


@pytest.mark.parametrize("code", CODES)
def test_watching_changes_no_result(code: str) -> None:
    plain, watched = started(), started()
    without, with_worlds = run(code, plain, watch=()), run(code, watched)
    assert with_worlds["echo"] == without["echo"]
    first, second = without["echo_fact"], with_worlds["echo_fact"]
    assert first is not None
    assert second is not None
    assert first["type"] == second["type"]
    assert first.get("digest") == second.get("digest")
    assert torch.equal(plain["x"].grad, watched["x"].grad)


def test_random_numbers_after_a_watched_call_are_those_of_the_run() -> None:
    code = "a = torch.nn.functional.dropout(x.grad, 0.5)\nb = torch.rand(3)\nc = np.random.rand()"
    plain, watched = started(), started()
    run(code, plain, watch=())
    run(code, watched)
    assert torch.equal(plain["a"], watched["a"])
    assert torch.equal(plain["b"], watched["b"])
    assert plain["c"] == watched["c"]


def test_functions_of_the_learner_run_once() -> None:
    space = started()
    run("calls = []\nx.grad.apply_(lambda v: calls.append(v) or v)", space)
    assert len(space["calls"]) == 21


def test_a_world_that_raises_counts_as_false() -> None:
    observed = run("g = x.grad[x.grad >= 0]\nbool((g == d[10:]).all())")["observed"]
    assert observed[0]["actual"]
    assert observed[0]["worlds"][1] is False


def test_long_loops_keep_every_kind_of_observation() -> None:
    code = "for _ in range(60):\n    all(a == b for a, b in zip(x.grad, d))\nbool((x.grad != d).any())"
    observed = run(code)["observed"]
    assert len(observed) == 1_001
    assert observed[-1] == {"actual": False, "worlds": [True] * COUNT}


def test_perturbed_values_differ_from_the_value_and_from_its_absolute() -> None:
    value = torch.tensor([-2.0, -2 / 3, 0.0, 1e-9, 5.0, float("nan"), float("inf")])
    one, every, negated, lowered, raised = perturbed(value)
    assert [bool(same) for same in one == value].count(True) == 5, "the middle alone, and NaN"
    assert not bool((every[:5].abs() <= value[:5].abs() + 0.4).any())
    assert torch.equal(negated[:5], -value[:5])
    assert float(lowered[0]) == -4
    assert torch.equal(lowered[1:5], value[1:5])
    assert float(raised[-1]) == 1
    assert torch.equal(raised[:5], value[:5])
    assert perturbed(torch.tensor(3.0))[0] != 3
    assert perturbed(torch.empty(0))[1].shape == (0,)
    for dtype in (torch.complex64, torch.int64, torch.float16):
        assert {one.dtype for one in perturbed(torch.ones(3, dtype=dtype))} == {dtype}


def test_perturbing_leaves_the_random_state_alone() -> None:
    before = torch.get_rng_state()
    perturbed(torch.ones(3))
    assert torch.equal(torch.get_rng_state(), before)
