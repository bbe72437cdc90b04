"""One name against the solution's: the deepest difference is told, and only that."""

from __future__ import annotations

import pytest

from agtutor.case.evidence import Fact
from agtutor.case.verdict import Verdict
from tests.builders import evidence, expect, question, tensor
from tests.judge.judge_factory import XS, YS, ZS, leaf, method, module, plain, result, rule, size

CREATE = question(expect={"x": expect()})
SQUARE = question(expect={"y": expect()}, kept=["x"])


def create(got: Fact, code: str = "x = make()", /, **asked: object) -> Verdict:
    """Judge the fact of ``x`` against 21 values from −5 to 5, tracked."""
    question_ = question(expect={"x": expect(**asked)}) if asked else CREATE
    return rule(question_, code, evidence({"x": got}), evidence({"x": leaf(XS)}), tried=1)


def square(got: Fact, code: str = "y = f(x)", x: Fact | None = None) -> Verdict:
    """Judge the fact of ``y`` against the squares of a leaf ``x``."""
    start = leaf(XS)
    expected = evidence({"x": start, "y": result(YS)})
    return rule(SQUARE, code, evidence({"x": x or start, "y": got}), expected, {"x": start}, tried=1)


def test_the_same_values_are_right() -> None:
    assert create(leaf(XS)).right
    assert square(result(YS, "MulBackward0")).right


def test_double_precision_is_as_right_as_single() -> None:
    assert create(leaf(XS, dtype="float64")).right


def test_rounding_of_float32_is_no_difference() -> None:
    assert create(leaf([value * (1 + 3e-7) for value in XS])).right
    assert not create(leaf([value * (1 + 3e-4) for value in XS])).right


def test_half_precision_gets_a_coarser_comparison() -> None:
    assert create(leaf([value * (1 + 5e-4) for value in XS], dtype="float16")).right


def test_two_doubles_are_compared_closely() -> None:
    asked = question(expect={"x": expect()})
    model, off = (leaf([value * f for value in XS], dtype="float64") for f in (1, 1 + 1e-7))
    assert not rule(asked, "x = f()", evidence({"x": off}), evidence({"x": model})).right


def test_nan_where_the_solution_has_nan_is_right() -> None:
    asked, values = question(expect={"t": expect()}), [float("nan"), float("inf"), 1.0]
    assert rule(
        asked, "t = f()", evidence({"t": tensor(values)}), evidence({"t": tensor(values)})
    ).right


def test_too_many_values_can_not_be_decided() -> None:
    big = {"values": None, "shape": [30_000], "digest": "a"}
    other = {**big, "digest": "b"}
    asked = question(expect={"t": expect()})
    expected = evidence({"t": tensor([0.0], **big)})
    assert rule(asked, "t = f()", evidence({"t": tensor([0.0], **big)}), expected).right
    verdict = rule(asked, "t = f()", evidence({"t": tensor([0.0], **other)}), expected)
    assert verdict.ruling == "undecided"


def test_a_wrong_length_names_both_counts() -> None:
    verdict = create(leaf(XS[:-2]))
    assert (verdict.ruling, verdict.slip) == ("wrong", "wrong-length")
    assert "`x` has 19 values, and the step asks for 21" in verdict.message


def test_right_ends_with_a_wrong_count_speak_of_gaps() -> None:
    verdict = create(leaf([-5 + 10 * i / 19 for i in range(20)]))
    assert verdict.slip == "wrong-length"
    assert "fence with 20 gaps" in verdict.message


def test_a_range_without_its_end_is_told_its_last_value() -> None:
    verdict = create(leaf(XS[:-1]), "x = torch.arange(-5, 5, 0.5)")
    assert verdict.slip == "end-left-out"
    assert "4.5" in verdict.message


def test_an_untracked_leaf_is_told_that_its_values_are_right() -> None:
    verdict = create(tensor(XS))
    assert verdict.slip == "untracked"
    assert verdict.message.startswith("The values are right. But `x.requires_grad` is False")


def test_an_untracked_leaf_with_wrong_values_is_not_praised() -> None:
    assert "right" not in create(tensor([2 * value for value in XS])).message


@pytest.mark.parametrize(
    ("line", "slip"),
    [
        ("x.require_grad = True", "misspelt-flag"),
        ("x.requires_grad_ = True", "method-overwritten"),
        ("x.requires_grad == True", "compared-not-assigned"),
        ("x.requires_grad_", "not-called"),
        ("x = x.requires_grad_().detach()", "detached"),
    ],
)
def test_a_missed_flag_is_told_by_how_it_was_missed(line: str, slip: str) -> None:
    verdict = create(tensor(XS), f"x = torch.linspace(-5, 5, 21)\n{line}")
    assert verdict.slip == slip
    assert "`x.requires_grad`" in verdict.message


def test_a_result_is_no_leaf_and_names_its_operation() -> None:
    verdict = create(result(XS, "MulBackward0", reaches=[]))
    assert verdict.slip == "not-a-leaf"
    assert "a multiplication" in verdict.message


def test_whole_numbers_are_no_floats() -> None:
    integers = tensor(list(range(21)), dtype="int64", dtype_kind="integer")
    assert create(integers).slip == "integers-for-floats"


def test_what_is_not_asked_for_does_not_count() -> None:
    free = {"tracked": False, "leaf": False, "reaches": False, "grad": False}
    assert create(tensor(XS), **free).right
    assert create(result(XS), **free).right


@pytest.mark.parametrize(
    ("got", "code", "slip", "word"),
    [
        (plain(None), "x = None", "still-none", "None so far"),
        (plain(None), "x = print(t)", "none-from-print", "`print` shows a value"),
        (plain(None), "x = l.backward()", "none-from-backward", "gives nothing back"),
        (plain(None), "x = t.grad", "none-from-grad", "backward pass"),
        (plain([1.0, 2.0]), "x = [1., 2.]", "list-for-tensor", "Python list"),
        (plain((1.0,)), "x = 1.,", "tuple-for-tensor", "tuple"),
        (plain(range(3)), "x = range(3)", "range-for-tensor", "Python range"),
        (plain(3.5), "x = 3.5", "number-for-tensor", "plain number 3.5"),
        (plain(297.5), "x = t.sum().item()", "left-autograd", "`item` took the number 297.5"),
        (plain(21), "x = len(t)", "count-for-sum", "counts the entries"),
        (method(), "x = t.sum", "not-called", "nothing has called it"),
        (plain("text"), "x = 'text'", "text-for-tensor", "a text"),
        (size(21), "x = t.shape", "size-for-tensor", "a shape"),
    ],
)
def test_what_is_no_tensor_is_named(got: Fact, code: str, slip: str, word: str) -> None:
    verdict = create(got, code)
    assert verdict.slip == slip
    assert word in verdict.message


def test_an_array_is_no_tensor() -> None:
    array = tensor(XS)
    array["kind"], array["type"] = "array", "ndarray"
    assert create(array).slip == "array-for-tensor"


def test_a_list_of_whole_numbers_is_a_list_although_it_could_be_a_shape() -> None:
    numbers = plain([1, 2])
    numbers["kind"], numbers["shape"] = "size", [1, 2]
    assert create(numbers).slip == "list-for-tensor"


def test_a_scalar_tensor_does_for_a_plain_number() -> None:
    asked = question(expect={"n": expect()})
    assert rule(asked, "n = t.sum()", evidence({"n": tensor(3.0)}), evidence({"n": plain(3.0)})).right


def test_another_module_is_not_the_module() -> None:
    asked = question(expect={"plt": expect()})
    got = evidence({"plt": module("numpy")})
    verdict = rule(asked, "import numpy as plt", got, evidence({"plt": module("plt")}))
    assert verdict.slip == "wrong-module"


@pytest.mark.parametrize(
    ("shape", "slip"),
    [([21, 1], "extra-dimension"), ([21, 21], "broadcast-to-a-table"), ([3, 7], "wrong-shape")],
)
def test_a_wrong_shape_is_told_by_its_kind(shape: list[int], slip: str) -> None:
    assert square(result([0.0] * shape[0] * shape[1], shape=shape)).slip == slip


def test_rows_and_columns_can_change_places() -> None:
    asked = question(expect={"w": expect()})
    model, turned = tensor([1, 2, 3, 4, 5, 6], shape=[2, 3]), tensor([1, 4, 2, 5, 3, 6], shape=[3, 2])
    assert rule(asked, "w = f()", evidence({"w": turned}), evidence({"w": model})).slip == "transposed"


def test_one_number_in_place_of_many_is_an_inner_product() -> None:
    assert square(result(192.5, "DotBackward0"), "y = x @ x").slip == "inner-product"
    assert square(result(192.5, "SumBackward0"), "y = (x**2).sum()").slip == "reduced"


@pytest.mark.parametrize(
    ("code", "slip", "word"),
    [
        ("y = x.detach()**2", "detached", "`detach`"),
        ("y = x.data**2", "detached", "`.data`"),
        ("with torch.no_grad():\n    y = x**2", "under-no-grad", "(line 1)"),
        ("y = torch.tensor(x**2)", "rewrapped", "`tensor`"),
        ("y = torch.from_numpy(x.detach().numpy()**2)", "detached", "history"),
        ("y = other**2", "untracked", "no longer knows"),
    ],
)
def test_a_cut_history_names_what_cut_it(code: str, slip: str, word: str) -> None:
    verdict = square(tensor(YS), code)
    assert verdict.slip == slip
    assert word in verdict.message


def test_a_new_leaf_with_the_right_values_has_lost_its_history() -> None:
    assert square(leaf(YS)).slip == "history-lost"


def test_a_graph_that_misses_the_leaf_is_cut() -> None:
    verdict = square(result(YS, reaches=[]))
    assert verdict.slip == "graph-cut"
    assert "`x`" in verdict.message


def test_reaching_more_than_asked_is_fine() -> None:
    assert square(result(YS, reaches=["w", "x"])).right


def test_a_new_name_must_not_be_an_old_object() -> None:
    asked = question(expect={"z": expect(new=True)}, kept=["y"])
    y = result(ZS)
    verdict = rule(
        asked, "z = y", evidence({"y": y, "z": y}), evidence({"y": y, "z": result(ZS)}), {"y": y}
    )
    assert verdict.slip == "one-object"


def test_the_same_object_must_stay() -> None:
    asked = question(expect={"y": expect(same=True, value=False)})
    was = result(YS)
    verdict = rule(
        asked, "y = y.clone()", evidence({"y": result(YS)}), evidence({"y": was}), {"y": was}
    )
    assert verdict.slip == "rebuilt"


@pytest.mark.parametrize(
    ("code", "slip"),
    [
        ("y.retain_grad", "not-called"),
        ("x.retain_grad()", "other-tensor-asked"),
        ("y.requires_grad_()", "requires-for-retain"),
        ("y.retain_grad = True", "method-overwritten"),
        ("y", "not-retained"),
    ],
)
def test_a_gradient_that_is_not_kept_is_told_why(code: str, slip: str) -> None:
    asked = question(expect={"y": expect(same=True)})
    was, model = result(YS), result(YS, retains_grad=True)
    model["identity"] = was["identity"]
    assert rule(asked, code, evidence({"y": was}), evidence({"y": model}), {"y": was}).slip == slip


def test_keeping_a_gradient_counts_only_where_it_is_asked() -> None:
    assert square(result(YS, retains_grad=True)).right


def test_the_deepest_cause_is_told_alone() -> None:
    verdict = create(tensor([2 * value for value in XS[:-3]]))
    assert verdict.slip == "wrong-length"
    assert "requires_grad" not in verdict.message


def test_all_names_pass_one_stage_before_any_enters_the_next() -> None:
    asked = question(expect={"a": expect(), "b": expect()})
    model = evidence({"a": tensor([1, 2]), "b": tensor([1, 2])})
    verdict = rule(asked, "a = b = f()", evidence({"a": tensor([1, 3]), "b": tensor([1])}), model)
    assert "`b` has 1 value" in verdict.message


@pytest.mark.parametrize(
    ("names", "code", "slip", "word"),
    [
        ({"X": leaf(XS)}, "X = f()", "wrong-case", "You made `X`"),
        ({"xs": leaf(XS)}, "xs = f()", "other-name", "You made `xs`"),
        ({}, "def f():\n    x = 1\nf()", "name-in-function", "inside a function"),
        ({}, "t", "name-missing", "there is no `x`"),
    ],
)
def test_a_missing_name_is_looked_for(names: dict[str, Fact], code: str, slip: str, word: str) -> None:
    verdict = rule(CREATE, code, evidence(names), evidence({"x": leaf(XS)}))
    assert verdict.slip == slip
    assert word in verdict.message


def test_a_value_without_a_name_is_named_by_its_code() -> None:
    value = leaf(XS)
    got = evidence({}, echo="tensor(…)", echo_fact=value)
    verdict = rule(CREATE, "torch.linspace(-5, 5, 21)", got, evidence({"x": leaf(XS)}))
    assert verdict.slip == "not-assigned"
    assert "`torch.linspace(-5, 5, 21)`" in verdict.message


@pytest.mark.parametrize(
    ("names", "code", "slip"),
    [
        ({"p": module("plt")}, "import matplotlib.pyplot as p", "other-module-name"),
        ({"matplotlib": module("matplotlib")}, "import matplotlib.pyplot", "no-short-name"),
        ({}, "from torch import *", "import-missing"),
    ],
)
def test_a_missing_module_is_looked_for(names: dict[str, Fact], code: str, slip: str) -> None:
    asked = question(expect={"plt": expect()})
    assert rule(asked, code, evidence(names), evidence({"plt": module("plt")})).slip == slip


def test_values_read_from_autograd_are_no_formula() -> None:
    free = {"tracked": False, "leaf": False, "reaches": False, "grad": False}
    asked = question(expect={"d": expect(**free, independent=["x.grad"])})
    right = evidence({"d": tensor(XS)})
    for code, depends in (
        ("d = x.grad * 1", ["d"]),
        ("d, = torch.autograd.grad(l, x)", []),
        ("g = torch.func.grad(f)(x)\nd = g + 0", []),
        ("t = x.detach().requires_grad_()\n(t**2).sum().backward()\nd = t.grad", []),
        ("d = torch.autograd.functional.jacobian(f, x)", []),
    ):
        got = evidence({"d": tensor(XS)}, depends=depends)
        assert rule(asked, code, got, right).slip == "read-from-autograd", code


def test_the_form_of_a_gradient_may_be_borrowed() -> None:
    free = {"tracked": False, "leaf": False, "reaches": False, "grad": False}
    asked = question(expect={"d": expect(**free, independent=["x.grad"])})
    for code in (
        "d = 2 * torch.ones_like(x.grad)",
        "d = f(x)\nprint(x.grad == d)",
        "d = full(x.grad.shape)",
    ):
        assert rule(asked, code, evidence({"d": tensor(XS)}), evidence({"d": tensor(XS)})).right, code
