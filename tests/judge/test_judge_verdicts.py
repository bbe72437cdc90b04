"""One True or False has to be shown, and has to depend on what it is about."""

from __future__ import annotations

from typing import Any

import pytest

from agtutor.case.evidence import Fact
from agtutor.case.verdict import Verdict
from tests.builders import evidence, question, tensor
from tests.judge.judge_factory import echoed, module, observed, plain, rule

TURNS = [observed(True, False, False, False)]
STAYS = [observed(True, True, True, True)]
SOME = [observed(True, False, False, True)]
TRUE = echoed(plain(True))


def compare(code: str, **got: object) -> Verdict:
    """Judge a comparison of ``x.grad`` with ``d``."""
    names = {"np": module("numpy"), "torch": module("torch"), "d": tensor([1.0])}
    return rule(question(verdict="x.grad"), code, evidence(names, **got), evidence(names), tried=1)


@pytest.mark.parametrize(
    ("code", "got"),
    [
        ("torch.allclose(x.grad, d)", TRUE),
        ("(x.grad == d).all()", echoed(tensor(1.0), "tensor(True)")),
        ("np.array_equal(x.grad, d)", echoed(plain(True), "np.True_")),
        ("print('same:', torch.equal(x.grad, d))", {"output": "same: True\n"}),
        ("print(f'{torch.equal(x.grad, d)}')", {"output": "True\n"}),
        ("print('True or False?', torch.equal(x.grad, d))", {"output": "True or False? True\n"}),
        ("assert torch.allclose(x.grad, d)", {}),
        ("torch.testing.assert_close(x.grad, d)", {}),
        (
            "print(x.grad == d)\nprint((x.grad == d).all())",
            {"output": "tensor([True, True])\ntensor(True)\n"},
        ),
        ("ok = torch.equal(x.grad, d)\nprint(ok)\nok", {"output": "True\n", **TRUE}),
    ],
)
def test_a_true_that_turns_in_every_world_is_right(code: str, got: dict[str, Any]) -> None:
    assert compare(code, observed=TURNS, **got).right


def test_worlds_may_be_told_apart_by_different_answers() -> None:
    several = [observed(True, False, True, True), observed(True, True, False, False)]
    assert compare("f(x.grad, d)", observed=several, **TRUE).right


def test_an_answer_that_turns_true_elsewhere_counts_too() -> None:
    assert compare(
        "not (x.grad != d).any()", observed=[observed(False, True, True, True)], **TRUE
    ).right


@pytest.mark.parametrize(
    ("code", "seen", "slip"),
    [
        ("torch.allclose(x.grad, d, atol=100)", STAYS, "verdict-does-not-depend"),
        ("torch.allclose(x.grad.abs(), d.abs())", SOME, "verdict-does-not-depend"),
        ("torch.allclose(x.grad, x.grad)", STAYS, "compared-with-itself"),
        ("torch.equal(x.grad.clone(), x.grad)", STAYS, "compared-with-itself"),
        ("torch.allclose(x.grad.sum(), d.sum())", SOME, "sums-compared"),
        ("x.grad.shape == d.shape", [], "shapes-compared"),
        ("len(x.grad) == len(d)", [], "shapes-compared"),
        ("x.grad.dtype == d.dtype", [], "types-compared"),
        ("torch.allclose(d, 2 * t)", [], "not-read"),
        ("x.grad = d\ntorch.equal(x.grad, d)", STAYS, "grad-overwritten"),
        ("True", [], "answered-by-heart"),
        ("1 == 1", [], "answered-by-heart"),
    ],
)
def test_a_true_that_says_nothing_is_refused(code: str, seen: list[Any], slip: str) -> None:
    assert compare(code, observed=seen, **TRUE).slip == slip


@pytest.mark.parametrize(
    ("code", "got", "slip"),
    [
        ("x.grad == d", echoed(tensor([1.0, 1.0]), "tensor([True, True])"), "many-truths"),
        ("torch.allclose(x.grad, 3 * d)", echoed(plain(False)), "verdict-false"),
        ("x.grad is d", echoed(plain(False)), "identity-compared"),
        ("x.grad - d", echoed(tensor([0.0, 0.0]), "tensor([0., 0.])"), "number-for-verdict"),
        ("print('same')", {"output": "same\n"}, "no-verdict"),
        ("ok = torch.equal(x.grad, d)", {}, "nothing-shown"),
        ("torch.equal(x.grad, d)\nprint(True)", {"output": "True\n"}, "answered-by-heart"),
        ("x.grad = d", {}, "grad-overwritten"),
        ("print(x)\nx.shape", {"output": "tensor([1.], requires_grad=True)"}, "number-for-verdict"),
    ],
)
def test_what_is_no_verdict_is_named(code: str, got: dict[str, Any], slip: str) -> None:
    assert compare(code, observed=TURNS, **got).slip == slip


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("x.grad.tolist() == d.tolist()", True),
        ("np.allclose(x.grad.numpy(), d)", True),
        ("g = x.grad.tolist()\nprint(g == [2 * v for v in t])", True),
        ("x.grad.tolist() == [-10.0, 0.0, 10.0]", True),
        ("assert x.grad.tolist() == d.tolist()\nTrue", True),
        ("d.allclose(x.grad)", True),
        ("x.grad.tolist() == x.grad.tolist()", False),
        ("g = x.grad.tolist()\ng == g", False),
        ("str(x.grad)\nd.tolist() == d.tolist()", False),
        ("str(x.grad.sum()) == str(d.sum())\nx.grad.sum() == d.sum()", False),
        ("1 == 1", False),
    ],
)
def test_what_left_torch_is_judged_by_the_text(code: str, right: bool) -> None:
    assert compare(code, observed=[], escaped=True, **TRUE).right is right


def test_what_left_torch_is_judged_by_its_worlds_where_there_are_some() -> None:
    assert not compare("x.grad.tolist() == d.tolist()", observed=STAYS, escaped=True, **TRUE).right


def test_a_failed_assertion_is_a_wrong_answer() -> None:
    names: dict[str, Fact] = {}
    failed = evidence(
        names,
        ended="raised",
        failure={
            "type": "AssertionError",
            "message": "",
            "line": 1,
            "column": 1,
            "source": "assert torch.equal(x.grad, d)",
            "traceback": "",
        },
    )
    verdict = rule(question(verdict="x.grad"), "assert torch.equal(x.grad, d)", failed, evidence(names))
    assert (verdict.ruling, verdict.slip) == ("wrong", "assertion-failed")
