"""Facts about objects, and what autograd measures, as plain data that JSON can carry."""

from __future__ import annotations

import json
import math
import sys
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch

from agtutor.case.evidence import Fact
from agtutor.lab.inside.facts import describe, fact_of
from agtutor.lab.inside.figures import PLT
from agtutor.lab.inside.gradient import measure


def facts(**names: object) -> dict[str, Fact]:
    return describe(names)["names"]


def lesson() -> dict[str, Any]:
    x = torch.linspace(-5, 5, 21, requires_grad=True)
    y = x**2
    z = y + 5
    return {"x": x, "y": y, "z": z, "l": z.sum()}


def test_a_tracked_leaf_is_told_with_all_that_a_step_can_ask() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    fact = facts(x=x)["x"]
    assert fact["kind"] == "tensor"
    assert (fact["type"], fact["dtype"], fact["dtype_kind"]) == ("Tensor", "float32", "float")
    assert (fact["shape"], fact["values"]) == ([2], [1.0, 2.0])
    assert (fact["requires_grad"], fact["is_leaf"], fact["grad_fn"]) == (True, True, "")
    assert (fact["grad"], fact["version"], fact["reaches"]) == (None, 0, [])
    assert fact["identity"] == id(x)
    assert not fact["text"]  # the entries tell it all, in a fraction of the time


def test_a_result_tells_its_node_and_the_leaves_that_it_reaches() -> None:
    space = lesson()
    space["z"].retain_grad()
    found = facts(**space)
    assert [found[name]["grad_fn"] for name in "yzl"] == [
        "PowBackward0",
        "AddBackward0",
        "SumBackward0",
    ]
    assert [found[name]["reaches"] for name in "xyzl"] == [[], ["x"], ["x"], ["x"]]
    assert (found["z"]["retains_grad"], found["y"]["retains_grad"]) == (True, False)
    assert (found["l"]["shape"], found["l"]["values"]) == ([], [297.5])


def test_a_gradient_is_a_fact_of_its_own() -> None:
    space = lesson()
    space["l"].backward()
    grad = facts(**space)["x"]["grad"]
    assert grad is not None
    assert grad["values"] == (2 * space["x"]).tolist()
    assert grad["identity"] == id(space["x"].grad)


def test_reading_facts_never_warns(recwarn: pytest.WarningsRecorder) -> None:
    facts(**lesson())
    assert not recwarn.list


def test_in_place_changes_count_as_versions() -> None:
    x = torch.zeros(2)
    x += 1
    assert facts(x=x)["x"]["version"] == 1


@pytest.mark.parametrize(
    ("value", "kind", "values"),
    [
        (torch.tensor([1.5], dtype=torch.float16), "float", [1.5]),
        (torch.tensor([1.5], dtype=torch.bfloat16), "float", [1.5]),
        (torch.tensor([1 + 2j]), "complex", [1.0, 2.0]),
        (torch.tensor([1 + 2j]).conj(), "complex", [1.0, -2.0]),
        (torch.tensor([True, False]), "bool", [1.0, 0.0]),
        (torch.tensor([3], dtype=torch.int8), "integer", [3.0]),
        (torch.tensor(4.0), "float", [4.0]),
        (torch.tensor([[0.0, 2.0]]).to_sparse(), "float", [0.0, 2.0]),
        (np.array([1 + 2j]), "complex", [1.0, 2.0]),
        (np.array([[1, 2], [3, 4]]).T, "integer", [1.0, 3.0, 2.0, 4.0]),
        (np.array([True]), "bool", [1.0]),
        (np.array(2.5, dtype=np.float16), "float", [2.5]),
        (np.array(["a"], dtype=object), "other", None),
    ],
)
def test_entries_of_every_dtype_become_floats(
    value: object, kind: str, values: list[float] | None
) -> None:
    fact = fact_of(value)
    assert fact["dtype_kind"] == kind
    assert fact["values"] == values


def test_a_meta_tensor_has_a_shape_and_no_values() -> None:
    fact = fact_of(torch.empty(3, device="meta"))
    assert fact["shape"] == [3]
    assert fact["values"] is None


def test_values_end_at_20_000_entries() -> None:
    assert fact_of(torch.zeros(20_000))["values"] == [0.0] * 20_000
    assert fact_of(torch.zeros(20_001))["values"] is None
    assert fact_of(np.zeros(20_001))["values"] is None


def test_numbers_that_are_not_finite_survive_json() -> None:
    values = json.loads(json.dumps(fact_of(torch.tensor([math.nan, math.inf]))))["values"]
    assert math.isnan(values[0])
    assert values[1] == math.inf


def test_a_digest_is_equal_iff_the_bytes_are() -> None:
    a = torch.arange(6.0).reshape(2, 3)
    assert fact_of(a)["digest"] == fact_of(a.clone())["digest"] == fact_of(a.numpy())["digest"]
    assert fact_of(a.T)["digest"] == fact_of(a.T.contiguous())["digest"] != fact_of(a)["digest"]
    assert fact_of(torch.tensor([0.0]))["digest"] != fact_of(torch.tensor([-0.0]))["digest"]
    assert fact_of(torch.tensor(1.0))["digest"] == fact_of(torch.tensor([1.0]))["digest"]


@pytest.mark.parametrize(
    ("value", "kind", "number"),
    [(3, "number", 3.0), (2.5, "number", 2.5), (True, "bool", 1.0), (np.float32(0.5), "number", 0.5)],
)
def test_plain_numbers_carry_their_number(value: object, kind: str, number: float) -> None:
    fact = fact_of(value)
    assert (fact["kind"], fact["number"]) == (kind, number)


def test_an_int_too_great_for_a_float_has_no_number() -> None:
    assert "number" not in fact_of(10**400)


@pytest.mark.parametrize("value", [torch.Size([21]), (21,), [21]])
def test_shapes_in_any_spelling_are_sizes(value: object) -> None:
    fact = fact_of(value)
    assert (fact["kind"], fact["shape"]) == ("size", [21])


def test_other_kinds_are_told_apart() -> None:
    kinds = {
        "none": None,
        "text": "hello",
        "node": lesson()["y"].grad_fn,
        "other": object(),
    }
    assert {kind: fact_of(value)["kind"] for kind, value in kinds.items()} == {k: k for k in kinds}
    assert fact_of(kinds["node"])["text"] == "PowBackward0"
    assert fact_of([True])["kind"] == fact_of(())["kind"] == fact_of([1.5])["kind"] == "other"


def test_modules_are_named_and_the_plt_is_plt() -> None:
    assert facts(t=torch)["t"]["module"] == "torch"
    fact = facts(anything=PLT)["anything"]
    assert (fact["kind"], fact["module"]) == ("module", "plt")


def test_dunder_names_and_private_modules_are_left_out() -> None:
    names = facts(__name__="m", __builtins__={}, _os=sys, os=sys, _x=3)
    assert set(names) == {"os", "_x"}


def test_a_text_is_cut_at_2000_characters_and_a_great_list_is_abridged() -> None:
    assert len(fact_of("a" * 10_000)["text"]) == 2_000
    assert len(fact_of(list(range(1_000_000)))["text"]) < 100


def test_objects_that_misbehave_get_a_fact() -> None:
    class Liar:
        @property  # type: ignore[misc]  # it lies on purpose
        def __class__(self) -> type:
            raise ValueError

        def __repr__(self) -> str:
            raise RuntimeError

    fact = fact_of(Liar())
    assert fact["kind"] == "other"
    assert "RuntimeError" in fact["text"]
    nameless = ModuleType("m")
    del nameless.__name__
    assert fact_of(nameless)["kind"] == "module"


def test_description_is_json() -> None:
    space = lesson() | {"t": torch, "f": len, "n": None}
    assert json.loads(json.dumps(describe(space)))["ended"] == "fine"
    assert describe(space)["threads"] >= 1


def test_gradient_is_measured_on_the_live_tensors() -> None:
    space = lesson()
    found = measure(space, "l", "x", ["y"])
    assert found["trouble"] == ""
    assert found["values"] == (2 * space["x"]).tolist()
    assert found["at"] == {"x": space["x"].tolist(), "y": space["y"].tolist()}
    assert space["x"].grad is None
    assert measure(space, "l", "x", [])["values"] == found["values"], "the graph is kept"


def test_gradient_with_respect_to_a_result_in_between() -> None:
    space = lesson()
    assert measure(space, "l", "z", [])["values"] == [1.0] * 21
    assert measure(space, "z", "y", [])["values"] == [1.0] * 21
    assert measure(space, "y", "x", [])["values"] == (2 * space["x"]).tolist()


def test_gradient_is_measured_though_recording_is_off() -> None:
    space = lesson()
    with torch.no_grad():
        assert measure(space, "z", "x", [])["trouble"] == ""


def test_gradient_says_why_it_can_not_be_measured() -> None:
    space = lesson() | {"free": torch.ones(2, requires_grad=True), "plain": torch.ones(2), "n": 3}
    assert "does not lead to `free`" in measure(space, "l", "free", [])["trouble"]
    assert "not tracked" in measure(space, "plain", "x", [])["trouble"]
    assert "`n` is not a tensor" in measure(space, "l", "x", ["n"])["trouble"]
    assert "`gone` is not a tensor" in measure(space, "gone", "x", [])["trouble"]
    space["l"].backward()
    freed = measure(space, "l", "x", [])
    assert "freed by a backward pass" in freed["trouble"]
    assert freed["values"] == []
