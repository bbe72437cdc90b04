"""What is shown counts in any spelling, and only where it was asked of the tensors."""

from __future__ import annotations

from typing import Any

import pytest

from agtutor.case.evidence import Fact
from agtutor.case.verdict import Verdict
from tests.builders import evidence, question, tensor
from tests.judge.judge_factory import XS, YS, echoed, leaf, method, node, plain, result, rule, size

GRAD = [2 * value for value in XS]
BEFORE = {"x": leaf(XS), "y": result(YS), "l": result(192.5)}


def show(asked: str, fact: Fact, code: str, watched: str = "", **got: object) -> Verdict:
    """Judge what was shown where one value is asked for; by default all that is asked was read."""
    wanted = [watched] if watched else []
    found = evidence(dict(BEFORE), **{"reads": wanted, **got})
    model = evidence(dict(BEFORE), shown=[fact])
    return rule(question(shows=[asked], reads=wanted), code, found, model, dict(BEFORE), tried=1)


@pytest.mark.parametrize(
    "text",
    ["torch.Size([21])", "(21,)", "[21]", "( 21, )", "x has shape torch.Size([21]) here", "x: [21]\n"],
)
def test_a_size_may_be_spelt_in_many_ways(text: str) -> None:
    assert show("x.shape", size(21), "print(x.shape)", "x", output=text).right


@pytest.mark.parametrize(
    "text", ["21", "(21)", "[20]", "(21, 1)", "size 21", "[21.5]", "torch.float32"]
)
def test_what_is_no_such_size_is_refused(text: str) -> None:
    assert not show("x.shape", size(21), "print(f(x))", "x", output=text).right


@pytest.mark.parametrize("text", ["torch.Size([])", "()", "[]"])
def test_a_scalar_has_an_empty_size(text: str) -> None:
    assert show("l.shape", size(), "print(l.shape)", "l", output=text).right


def test_a_size_of_two_dimensions_is_read() -> None:
    for text in ("(3, 4)", "[3, 4]", "torch.Size([3, 4])"):
        assert show("x.shape", size(3, 4), "print(x.shape)", "x", output=text).right


@pytest.mark.parametrize(
    ("code", "got", "slip"),
    [
        ("len(x)", echoed(plain(21)), "length-for-shape"),
        ("x.ndim", echoed(plain(1)), "dimensions-for-shape"),
        ("x.size", echoed(method()), "not-called"),
        ("print('torch.Size([21])')", {"output": "torch.Size([21])\n"}, "answered-by-heart"),
        ("21", echoed(plain(21)), "answered-by-heart"),
        ("print('x.shape')", {"output": "x.shape\n"}, "text-for-value"),
        ("s = x.shape", {}, "nothing-shown"),
        ("x.dtype", {"output": "torch.float32"}, "type-for-shape"),
        ("x.requires_grad", echoed(plain(True)), "something-else-shown"),
        ("x.shape\nprint('done')", {"output": "done\n"}, "only-last-shown"),
    ],
)
def test_what_is_shown_in_place_of_a_shape_is_named(code: str, got: dict[str, Any], slip: str) -> None:
    assert show("x.shape", size(21), code, "x", **got).slip == slip


def test_the_values_of_the_tensor_are_not_its_shape() -> None:
    assert show("x.shape", size(21), "x", "x", **echoed(BEFORE["x"])).slip == "values-shown"


def test_a_shape_read_from_another_tensor_is_told() -> None:
    verdict = show("x.shape", size(21), "y.shape", "x", **echoed(size(21)), reads=["y"])
    assert verdict.slip == "wrong-tensor"
    assert "`y.shape`" in verdict.message


def test_right_values_that_were_not_read_are_told() -> None:
    got = {**echoed(tensor(GRAD)), "reads": ["x"]}
    assert show("x.grad", tensor(GRAD), "2 * x.detach()", "x.grad", **got).slip == "not-read"


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"tensor({g}.)" for g in range(-10, 11)),
        str([float(g) for g in range(-10, 11)]),
        " ".join(f"{g:.4f}" for g in GRAD),
        " ".join(f"x={x} slope={g}" for x, g in zip(XS, GRAD, strict=True)),
        "[" + " ".join(f"{g:.0f}." for g in range(-10, 11)) + "]",
        ", ".join(f"{g:.4e}" for g in GRAD),
    ],
)
def test_all_values_may_be_printed_in_any_form(text: str) -> None:
    assert show("x.grad", tensor(GRAD), "print(x.grad)", "x.grad", output=text).right


def test_a_text_is_shown_without_its_escapes() -> None:
    text = "\n".join(str(g) for g in GRAD)
    assert show("x.grad", tensor(GRAD), "f(x.grad)", "x.grad", **echoed(plain(text))).right


def test_values_count_to_the_digits_that_are_printed() -> None:
    thirds = tensor([1 / 3, 2 / 3, 200 / 3])
    for text, right in (
        ("[0.3333, 0.6667, 66.6667]", True),
        ("[3.3333e-01, 6.6667e-01, 6.6667e+01]", True),
        ("[0.33, 0.67, 66.67]", True),
        ("[0.34, 0.67, 66.67]", False),
        ("[0, 1, 67]", False),
    ):
        assert show("x.grad", thirds, "print(x.grad)", "x.grad", output=text).right is right, text


def test_a_long_tensor_is_shown_by_its_ends() -> None:
    long = tensor([float(i) for i in range(2000)])
    text = "tensor([0.0000e+00, 1.0000e+00, 2.0000e+00, ..., 1.9970e+03, 1.9980e+03, 1.9990e+03])"
    assert show("x.grad", long, "x.grad", "x.grad", output=text).right


@pytest.mark.parametrize(
    ("code", "got", "slip"),
    [
        ("x.grad[:5]", {"output": "tensor([-10., -9., -8., -7., -6.])"}, "not-all-shown"),
        ("x.grad.shape", {"output": "torch.Size([21])"}, "shape-for-values"),
        ("y.grad", {"output": "tensor([1., 1.])"}, "wrong-tensor"),
        ("x.grad_fn", echoed(plain(None)), "none-shown"),
        ("-x.grad", {"output": str([-g for g in GRAD])}, "wrong-sign"),
        ("print(y)", {"output": str(YS)}, "wrong-tensor"),
        ("g = x.grad", {}, "nothing-shown"),
    ],
)
def test_what_is_shown_in_place_of_values_is_named(code: str, got: dict[str, Any], slip: str) -> None:
    assert show("x.grad", tensor(GRAD), code, "x.grad", **got).slip == slip


@pytest.mark.parametrize(
    ("code", "got"),
    [
        ("x.grad", echoed(plain(None))),
        ("print(x.grad)", {"output": "None\n"}),
        ("print('grad:', x.grad)", {"output": "grad: None\n"}),
        ("x.grad is None", echoed(plain(True))),
        ("b = x.grad == None\nb", echoed(plain(True))),
        ("print(x.grad is not None)", {"output": "False\n"}),
        ("print(type(x.grad))", {"output": "<class 'NoneType'>\n"}),
        ("getattr(x, 'grad')", {}),
    ],
)
def test_none_may_be_shown_as_such_or_as_a_truth(code: str, got: dict[str, Any]) -> None:
    assert show("x.grad", plain(None), code, "x.grad", **got).right


@pytest.mark.parametrize(
    ("code", "got", "slip"),
    [
        ("print(None)", {"output": "None\n", "reads": []}, "answered-by-heart"),
        ("x.grad_fn", {**echoed(plain(None)), "reads": ["x", "x.grad_fn"]}, "grad-fn-for-grad"),
        ("y.grad", {**echoed(plain(None)), "reads": ["y.grad"]}, "wrong-tensor"),
        ("x.requires_grad", {**echoed(plain(True)), "reads": ["x"]}, "something-else-shown"),
        ("x.grad;", {}, "nothing-shown"),
        ("g = x.grad", {}, "nothing-shown"),
    ],
)
def test_what_does_not_show_none_is_refused(code: str, got: dict[str, Any], slip: str) -> None:
    assert show("x.grad", plain(None), code, "x.grad", **got).slip == slip


NODES = [node(f"{name}Backward0") for name in ("Pow", "Add", "Sum")]
ASKED = ["y.grad_fn", "z.grad_fn", "l.grad_fn"]


def nodes(code: str, text: str) -> Verdict:
    """Judge a text where three nodes are asked for."""
    return rule(
        question(shows=ASKED), code, evidence({}, output=text), evidence({}, shown=NODES), tried=1
    )


@pytest.mark.parametrize(
    "text",
    [
        "<PowBackward0 object at 0x7f> <AddBackward0 object at 0x7e> <SumBackward0 object at 0x7d>",
        "SumBackward0 AddBackward0 PowBackward0",
        "('PowBackward0', 'AddBackward0', 'SumBackward0')",
        "l: <SumBackward0 object>\ny: <PowBackward0 object>\nz: <AddBackward0 object>",
    ],
)
def test_nodes_may_be_shown_by_name_in_any_order(text: str) -> None:
    assert nodes("print(y.grad_fn, z.grad_fn, l.grad_fn)", text).right


@pytest.mark.parametrize(
    ("code", "text", "slip", "word"),
    [
        ("print(y.grad_fn)", "<PowBackward0>", "not-all-shown", "`z` and `l`"),
        ("print(x.grad_fn)", "None", "not-all-shown", "None of them"),
        ("print(y.grad, z.grad, l.grad)", "None None None", "grad-for-grad-fn", "longer name"),
        ("y.grad_fn\nz.grad_fn\nl.grad_fn", "<SumBackward0>", "only-last-shown", "`y.grad_fn`"),
        ("print('y.grad_fn')", "y.grad_fn", "text-for-value", "the text"),
        ("print('PowBackward0 AddBackward0 SumBackward0')", "PowBackward0 AddBackward0 SumBackward0",
         "answered-by-heart", "Ask `y` itself"),
    ],
)  # fmt: skip
def test_nodes_that_are_lacking_are_named(code: str, text: str, slip: str, word: str) -> None:
    verdict = nodes(code, text)
    assert verdict.slip == slip
    assert word in verdict.message


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("tensor(-4.) tensor(3.) tensor(-4.)\n", True),
        ("-4.0\n-4.0\n3.0\n", True),
        ("[-4.0, -4.0, 3.0]", True),
        ("tensor(-4.) tensor(3.)\n", False),
        ("-4.0 3.0 -4.5", False),
    ],
)
def test_equal_values_have_to_be_shown_as_often_as_they_are_asked_for(text: str, right: bool) -> None:
    shows = ["x.grad", "y.grad", "z.grad"]
    model = evidence(dict(BEFORE), shown=[tensor([value]) for value in (-4.0, -4.0, 3.0)])
    found = evidence(dict(BEFORE), output=text)
    code = "for v in (x, y, z): print(v.grad)"
    verdict = rule(question(shows=shows), code, found, model, dict(BEFORE), tried=1)
    assert verdict.right is right, verdict


@pytest.mark.parametrize(
    ("text", "right"), [("True False\nTrue", True), ("True False", False), ("True True", False)]
)
def test_equal_truths_have_to_be_shown_as_often_as_they_are_asked_for(text: str, right: bool) -> None:
    shows = ["a.is_leaf", "b.is_leaf", "c.is_leaf"]
    model = evidence(dict(BEFORE), shown=[plain(value) for value in (True, False, True)])
    found = evidence(dict(BEFORE), output=text)
    code = "for v in (a, b, c): print(v.is_leaf)"
    verdict = rule(question(shows=shows), code, found, model, dict(BEFORE), tried=1)
    assert verdict.right is right, verdict


def test_equal_nodes_have_to_be_shown_as_often_as_they_are_asked_for() -> None:
    asked = question(shows=["a.grad_fn", "b.grad_fn"])
    model = evidence({}, shown=[node("AddBackward0"), node("AddBackward0")])
    for text, right in (("AddBackward0", False), ("AddBackward0 AddBackward0", True)):
        assert rule(asked, "print(a.grad_fn)", evidence({}, output=text), model).right is right


@pytest.mark.parametrize(
    ("fact", "text", "right"),
    [
        (plain(297.5), "l is 297.5", True),
        (plain(297.5), "297", False),
        (plain(True), "ok: True", True),
        (plain(True), "ok: False", False),
        (plain("float32"), "dtype float32", True),
        (tensor([1.0, 0.0], dtype="bool", dtype_kind="bool"), "tensor([ True, False])", True),
        (tensor([1.0, 0.0], dtype="bool", dtype_kind="bool"), "tensor([False,  True])", False),
    ],
)
def test_other_values_are_looked_for_in_the_text(fact: Fact, text: str, right: bool) -> None:
    assert show("f(x)", fact, "print(f(x))", output=text).right is right


def test_numbers_inside_names_are_no_numbers() -> None:
    text = "float32 x1 PowBackward0 0x7f21"
    assert not show("x.grad", tensor([32.0, 1.0]), "print(x)", output=text).right
