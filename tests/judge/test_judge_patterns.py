"""Patterns of wrong values are recognised, and told in the learner's names and numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from agtutor.case.evidence import Fact
from agtutor.case.verdict import Verdict
from tests.builders import altered, evidence, expect, question, tensor
from tests.judge.judge_factory import NAN, XS, YS, ZS, leaf, result, rule

DOUBLES = [2 * x for x in XS]


def told(want: Sequence[float] | float, have: Sequence[float] | float, **before: Fact) -> Verdict:
    """Judge ``t`` with some values where others are asked for."""
    got, model = ({**before, "t": tensor(values)} for values in (have, want))
    asked = question(expect={"t": expect()})
    return rule(asked, "t = f(x)", evidence(got), evidence(model), before, tried=1)


X, Y, Z = leaf(XS), result(YS), result(ZS)


@pytest.mark.parametrize(
    ("have", "slip", "words"),
    [
        (DOUBLES, "doubled", "where it is −5, your `t` is −10"),
        ([2.0**x for x in XS], "base-and-exponent-swapped", "2 to the power of `x`"),
        ([x**3 for x in XS], "cubed", "Count the factors"),
        ([abs(x) for x in XS], "absolute-value", "sign"),
        ([-y for y in YS], "negative-square", "below zero"),
        (XS, "nothing-done", "the values of `x`"),
        ([0.0] * 21, "all-zeros", "21 zeros"),
        ([math.sqrt(x) if x >= 0 else NAN for x in XS], "root-for-square", "`t` is nan"),
        ([3.0] * 21, "one-value-repeated", "All 21 values"),
        ([2 * y for y in YS], "twice", "twice"),
        ([y / 2 for y in YS], "half", "half"),
        ([y / 21 for y in YS], "mean-for-sum", "21 times too small"),
        ([y * 1.7 for y in YS], "wrong-factor", "1.7 times"),
        ([y + 1 for y in YS], "off-by-a-constant", "1 too large"),
        ([*YS[1:], 36.0], "off-by-one", "one place"),
        (sorted(YS), "reordered", "another order"),
    ],
)
def test_mistaken_squares_are_named(have: list[float], slip: str, words: str) -> None:
    verdict = told(YS, have, x=X)
    assert verdict.slip == slip
    assert words in verdict.message


@pytest.mark.parametrize(
    ("have", "slip", "words"),
    [
        ([x + 5 for x in XS], "wrong-input", "You added 5 to `x`"),
        ([y * 5 for y in YS], "times-for-plus", "Shift or stretch"),
        ([y - 5 for y in YS], "minus-for-plus", "the other way"),
        (YS, "nothing-done", "the values of `y`"),
    ],
)
def test_mistaken_shifts_are_named(have: list[float], slip: str, words: str) -> None:
    verdict = told(ZS, have, x=X, y=Y)
    assert verdict.slip == slip
    assert words in verdict.message


@pytest.mark.parametrize(
    ("have", "slip", "words"),
    [
        (297.5 / 21, "mean-for-sum", "`t` is 14.17, and the sum is 21 times that"),
        (192.5, "wrong-input", "192.5, the sum of `y`"),
        (0.0, "wrong-input", "the sum of `x`"),
        (30.0, "max-for-sum", "the largest value of `z`"),
        (5.0, "min-for-sum", "the smallest value of `z`"),
        (21.0, "count-for-sum", "how many values"),
        (math.sqrt(sum(z * z for z in ZS)), "norm-for-sum", "the norm"),
        (298.5, "wrong-value", "`t` is 298.5; asked for is 297.5"),
    ],
)
def test_mistaken_sums_are_named(have: float, slip: str, words: str) -> None:
    verdict = told(297.5, have, x=X, y=Y, z=Z)
    assert verdict.slip == slip
    assert words in verdict.message


@pytest.mark.parametrize(
    ("have", "slip"),
    [
        (YS, "function-for-derivative"),
        (XS, "factor-missing"),
        ([2.0] * 21, "factor-alone"),
        ([-d for d in DOUBLES], "wrong-sign"),
        ([d / 21 for d in DOUBLES], "mean-for-sum"),
        ([d + 5 for d in DOUBLES], "off-by-a-constant"),
    ],
)
def test_mistaken_derivatives_are_named(have: list[float], slip: str) -> None:
    assert told(DOUBLES, have, x=X).slip == slip


@pytest.mark.parametrize(
    ("have", "slip", "words"),
    [
        (XS[::-1], "reversed", "from 5 to −5"),
        ([i / 4 for i in range(21)], "wrong-ends", "run from 0 to 5; the step asks for −5 to 5"),
        ([-5 + 10 * (i / 20) ** 2 for i in range(21)], "uneven", "not evenly spaced"),
        ([*XS[:7], 9.0, *XS[8:]], "one-wrong-value", "`t[7]` is 9; asked for is −1.5"),
    ],
)
def test_mistaken_ranges_are_named(have: list[float], slip: str, words: str) -> None:
    verdict = told(XS, have)
    assert verdict.slip == slip
    assert words in verdict.message


def test_the_first_place_that_differs_is_told_with_both_values() -> None:
    have = [*YS[:3], *[y + 0.1 * i * i for i, y in enumerate(YS[3:], 1)]]
    verdict = told(YS, have, x=X)
    assert verdict.slip == "wrong-values"
    assert "18 of the 21 values of `t` differ" in verdict.message
    assert "`t[3]`: yours is 12.35; asked for is 12.25" in verdict.message


def test_values_that_look_alike_get_more_digits() -> None:
    verdict = told([1.0, 2.0, 5.0], [1.0, 2.0, 5.001])
    assert "5.001" in verdict.message
    assert "asked for is 5" in verdict.message


def test_a_place_in_a_table_has_two_indices() -> None:
    asked = question(expect={"w": expect()})
    have, want = (tensor(values, shape=[2, 2]) for values in ([1, 2, 9, 4], [1, 2, 3, 4]))
    assert "`w[1, 0]`" in rule(asked, "w = f()", evidence({"w": have}), evidence({"w": want})).message


def test_a_table_of_sums_in_place_of_one_is_a_running_sum() -> None:
    sums = [sum(ZS[: i + 1]) for i in range(21)]
    assert told(297.5, sums, z=Z).slip == "running-sum"


def test_values_that_were_not_reduced_name_their_source() -> None:
    verdict = told(297.5, ZS, z=Z)
    assert verdict.slip == "not-reduced"
    assert "`z`" in verdict.message


@pytest.mark.parametrize(
    ("factor", "calls", "slip"),
    [
        (2.0, 2, "walked-twice"),
        (3.0, 3, "accumulated"),
        (2.0, 1, "twice"),
        (1 / 21, 1, "mean-for-sum"),
        (-1.0, 1, "wrong-sign"),
        (0.0, 1, "all-zeros"),
    ],
)
def test_mistaken_gradients_are_named(factor: float, calls: int, slip: str) -> None:
    was = leaf(XS)
    model, mine = (altered(was, grad=tensor([f * d for d in DOUBLES])) for f in (1.0, factor))
    asked = question(expect={"x": expect(same=True)}, calls=["backward"])
    got = evidence({"x": mine}, calls=["backward"] * calls)
    assert rule(asked, "f().backward()", got, evidence({"x": model}), {"x": was}).slip == slip


def test_an_argument_of_backward_is_seen_as_weights() -> None:
    was = leaf(XS)
    asked = question(expect={"x": expect(same=True)}, calls=["backward"])
    model, mine = (
        altered(was, grad=tensor(grad))
        for grad in (DOUBLES, [x * d for x, d in zip(XS, DOUBLES, strict=True)])
    )
    got = evidence({"x": mine}, calls=["backward"])
    verdict = rule(asked, "z.backward(x)", got, evidence({"x": model}), {"x": was})
    assert verdict.slip == "argument-as-weights"
    assert "with respect to" in verdict.message


@pytest.mark.parametrize(
    ("code", "slip"),
    [
        ("l.backward", "not-called"),
        ("torch.autograd.grad(l, x)", "grad-returned"),
        ("x.grad = 2 * x.detach()", "written-by-hand"),
        ("l.grad_fn(torch.tensor(1.0))", "node-called"),
        ("x.grad", "no-backward"),
    ],
)
def test_a_walk_that_did_not_happen_is_told_why(code: str, slip: str) -> None:
    was = leaf(XS)
    model = altered(was, grad=tensor(DOUBLES))
    asked = question(expect={"x": expect(same=True)}, calls=["backward"])
    now = model if "grad =" in code else was
    assert rule(asked, code, evidence({"x": now}), evidence({"x": model}), {"x": was}).slip == slip


def test_a_gradient_that_was_cleared_again_is_told() -> None:
    was = leaf(XS)
    model = altered(was, grad=tensor(DOUBLES))
    asked = question(expect={"x": expect(same=True)}, calls=["backward"])
    got = evidence({"x": was}, calls=["backward"])
    verdict = rule(asked, "l.backward()\nx.grad = None", got, evidence({"x": model}), {"x": was})
    assert verdict.slip == "grad-cleared"


@pytest.mark.parametrize(
    ("have", "words"),
    [
        ([2 * y for y in YS], "`t[0]` is 50; asked for is 25."),
        ([-y for y in YS], "`t[0]` is −25; asked for is 25."),
        (DOUBLES, "your `t` is −10. Asked for there is 25. Can a square be negative?"),
        ([*YS[1:], 36.0], "`t[0]` is 20.25, and it belongs one place on. Asked for there is 25."),
        ([y + 1 for y in YS], "`t[0]` is 26; asked for is 25."),
    ],
)
def test_a_pattern_names_the_first_place_that_differs_and_both_values(
    have: list[float], words: str
) -> None:
    assert words in told(YS, have, x=X).message


def test_a_mean_and_a_sum_over_as_many_values_are_told_apart() -> None:
    assert told([y / 21 for y in YS], YS, x=X).slip == "sum-for-mean"
    assert told(YS, [y / 21 for y in YS], x=X).slip == "mean-for-sum"
