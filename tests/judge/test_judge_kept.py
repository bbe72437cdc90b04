"""Names of earlier steps come out of an answer as the solution leaves them."""

from __future__ import annotations

import pytest

from agtutor.case.evidence import Fact
from agtutor.case.verdict import Verdict
from tests.builders import altered, evidence, expect, question, tensor
from tests.judge.judge_factory import XS, YS, leaf, plain, result, rule

GRAD = [2 * value for value in XS]


def keep(
    was: Fact, now: Fact | None, code: str = "pass", model: Fact | None = None, **got: object
) -> Verdict:
    """Judge what became of a kept name ``x``."""
    names = {"x": now} if now is not None else {}
    asked = question(kept=["x"])
    return rule(asked, code, evidence(names, **got), evidence({"x": model or was}), {"x": was}, tried=1)


def test_an_untouched_name_is_fine() -> None:
    was = leaf(XS)
    assert keep(was, was).right


def test_a_deleted_name_is_told() -> None:
    assert keep(leaf(XS), None, "del x").slip == "name-deleted"


def test_a_reused_name_is_told_with_its_line() -> None:
    verdict = keep(leaf(XS), result(YS), "x = x**2")
    assert verdict.slip == "name-reused"
    assert "`x = x**2` gave the name `x` to something else" in verdict.message


def test_a_copy_with_the_same_values_is_not_the_same_leaf() -> None:
    assert keep(leaf(XS), leaf(XS), "x = x.detach().requires_grad_()").slip == "rebuilt"


@pytest.mark.parametrize(
    ("code", "word"),
    [("x += 5", "`+=` writes into `x` itself"), ("x.add_(5)", "`add_`"), ("t.data[0] = 0", "in place")],
)
def test_a_change_in_place_names_what_wrote(code: str, word: str) -> None:
    was = result(XS)
    values = [value + 5 for value in XS]
    verdict = keep(was, altered(was, values=values, digest="new"), code)
    assert verdict.slip == "changed-in-place"
    assert word in verdict.message
    assert "`x[0]` was −5 and is 0" in verdict.message


def test_switching_tracking_off_is_told() -> None:
    was = leaf(XS)
    assert keep(was, altered(was, requires_grad=False)).slip == "tracking-switched-off"


def test_a_gradient_that_appears_is_told() -> None:
    was = leaf(XS)
    full = altered(was, grad=tensor(GRAD))
    assert keep(was, full, "l.backward()", calls=["backward"]).slip == "backward-too-soon"
    assert keep(was, full, "x.grad = 2 * x.data").slip == "grad-written"


@pytest.mark.parametrize(
    ("grad", "code", "calls", "slip"),
    [
        (None, "x.grad = None", [], "grad-cleared"),
        (tensor([2 * g for g in GRAD]), "l.backward()", ["backward"], "walked-again"),
        (tensor(XS), "x.grad = x.data", [], "grad-overwritten"),
        (tensor([0.0] * 21), "x.grad.zero_()", [], "grad-changed"),
        (tensor([g + 1 for g in GRAD]), "x.grad.add_(1)", [], "grad-changed"),
    ],
)
def test_a_gradient_that_changes_is_told(
    grad: Fact | None, code: str, calls: list[str], slip: str
) -> None:
    was = leaf(XS, grad=tensor(GRAD))
    assert keep(was, altered(was, grad=grad), code, calls=calls).slip == slip


def test_a_result_may_be_asked_to_keep_its_gradient() -> None:
    was = result(YS)
    assert keep(was, altered(was, retains_grad=True)).right
    assert keep(was, altered(was, retains_grad=True, grad=tensor(XS))).right


def test_what_the_solution_changes_is_asked_for_in_turn() -> None:
    was = leaf(XS)
    model = altered(was, grad=tensor(GRAD))
    assert keep(was, model, "l.backward()", model=model, calls=["backward"]).right
    verdict = keep(was, was, "pass", model=model)
    assert verdict.slip == "no-backward"


def test_the_gradient_of_a_result_is_free_where_the_solution_fills_it() -> None:
    was = result(YS, retains_grad=True)
    assert keep(was, was, "f(x).backward()", model=altered(was, grad=tensor(XS))).right


def test_plain_values_are_kept_by_value() -> None:
    assert keep(plain(3), plain(3), "x = 3").right
    verdict = keep(plain(3), plain(4), "x = 4")
    assert verdict.slip == "name-reused"
    assert "was 3 and is 4" in verdict.message


def test_a_name_that_must_stay_is_guarded_like_a_kept_one() -> None:
    was = leaf(XS)
    asked = question(expect={"x": expect(same=True)})
    verdict = rule(asked, "x = x**2", evidence({"x": result(YS)}), evidence({"x": was}), {"x": was})
    assert verdict.slip == "name-reused"


def test_damage_is_told_before_a_missing_name() -> None:
    y = result(YS)
    asked = question(expect={"z": expect()}, kept=["y"])
    got = evidence({"y": altered(y, values=XS, digest="new")})
    verdict = rule(asked, "y += 5", got, evidence({"y": y, "z": result(XS)}), {"y": y})
    assert verdict.slip == "changed-in-place"
