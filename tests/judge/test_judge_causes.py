"""A cause is told only where it lies behind what is seen; else what is seen is told."""

from __future__ import annotations

from typing import Any

import pytest

from agtutor.case.verdict import Verdict
from agtutor.judge.causes.reckon import reckon
from agtutor.judge.scene import Scene
from agtutor.judge.syntax import last_expression, parse
from agtutor.lab.inside.execute import execute
from agtutor.lab.inside.facts import describe
from tests.builders import evidence, expect, question, tensor
from tests.judge.judge_factory import XS, YS, leaf, rule

LEAF = "import torch\nx = torch.tensor([-1., 0., 1.], requires_grad=True)\n"


def told(before: str, solution: str, answer: str, name: str) -> Verdict:
    """Return the verdict on code that makes a name, on real tensors."""
    spaces: list[dict[str, Any]] = [{}, {}]
    for space in spaces:
        execute(before, label="<step before>", namespace=space, seed=1)
    stood = describe(spaces[0])["names"]
    got, expected = (
        execute(code, label="<step now>", namespace=space, seed=1)
        for code, space in zip((answer, solution), spaces, strict=True)
    )
    return rule(question(expect={name: expect(leaf=False)}), answer, got, expected, stood)


@pytest.mark.parametrize(
    ("answer", "slip"),
    [
        ("(x**2).sqrt().sum().backward()", "root-at-zero"),
        ("((x**2)**0.5).sum().backward()", "root-at-zero"),
        ("(x**2).log().sum().backward()", "not-a-number"),
        ("(x.log()**2).sum().backward()", "not-a-number"),
    ],
)
def test_a_root_is_blamed_where_there_is_one_and_it_stands_at_zero(answer: str, slip: str) -> None:
    assert told(LEAF, "(x**2).sum().backward()", answer, "x").slip == slip


def test_pythons_own_eval_is_not_taken_for_a_modules() -> None:
    assert told(LEAF, "out = x.detach()", "out = eval('x + 0')", "out").slip == "still-tracked"


def test_a_total_is_no_walk_where_nothing_was_walked() -> None:
    assert told(LEAF, "s = x + 1", "s = (x + 1).sum()", "s").slip == "reduced"


def test_a_log_that_nobody_adds_to_in_a_loop_is_told_by_its_kind() -> None:
    assert told(LEAF, "n = 2.0", "n = (x**2).sum()", "n").slip == "tensor-for-number"
    assert told(LEAF, "n = 2.0", "n = (x**2).sum().detach()", "n").right


def test_rows_and_columns_that_changed_places_are_seen_in_the_values() -> None:
    want = tensor([1, 2, 3, 4], shape=[2, 2])
    have = tensor([1, 3, 2, 4], shape=[2, 2])
    asked = question(expect={"w": expect()})
    verdict = rule(asked, "w = f()", evidence({"w": have}), evidence({"w": want}), tried=1)
    assert verdict.slip == "transposed"
    assert "`w[0, 1]` is 3; asked for is 2." in verdict.message


@pytest.mark.parametrize(
    ("code", "entries"),
    [
        ("2 * x", [2 * x for x in XS]),
        ("x**2 - 1", [x * x - 1 for x in XS]),
        ("-torch.abs(x)", [-abs(x) for x in XS]),
        ("x.detach() / 4", [x / 4 for x in XS]),
        ("y - x * x", [0.0] * 21),
        ("x.grad", [2 * x for x in XS]),
        ("1 / x", None),
        ("x + torch.zeros(3)", None),
        ("unknown + 1", None),
    ],
)
def test_simple_arithmetic_on_recorded_values_is_worked_out(
    code: str, entries: list[float] | None
) -> None:
    names = {"x": leaf(XS, grad=tensor([2 * x for x in XS])), "y": tensor(YS)}
    scene = Scene(question(), code, names, evidence(names), evidence(names))
    node = last_expression(parse(code))
    assert node is not None
    assert reckon(scene, node) == entries
