"""What a watched run looked at, and that watching leaves no trace in modules or names."""

from __future__ import annotations

import math

import numpy as np
import torch

from agtutor.case.evidence import Evidence
from tests.lab.lab_watched import run, started


def follows(evidence: Evidence) -> bool:
    """Whether in each world some True of the run is a False."""
    return all(
        any(o["actual"] and not o["worlds"][world] for o in evidence["observed"]) for world in range(3)
    )


def test_no_carrier_is_left_in_the_namespace() -> None:
    space = started()
    run(
        "a = x.grad.tolist()\nb = x.grad.numpy()\nc = x.grad[0].item()\nd2 = {'k': (c, [b])}\n"
        "n = b.max()\nz0 = np.zeros(2)\nfrom math import isclose\nfrom numpy import allclose",
        space,
    )
    assert {type(v) for v in space["a"]} == {float}
    assert type(space["b"]) is type(space["z0"]) is np.ndarray
    assert type(space["c"]) is type(space["d2"]["k"][0]) is float
    assert type(space["d2"]["k"][1][0]) is np.ndarray
    assert type(space["n"]) is np.float32
    assert space["allclose"] is np.allclose
    assert space["b"].ctypes.data == space["x"].grad.data_ptr(), "an array still shares its memory"


def test_everything_that_was_patched_is_as_before() -> None:
    before = (np.array, np.zeros, max, torch.from_numpy, torch.Tensor.__array_wrap__)
    run("1 / 0")
    assert before == (np.array, np.zeros, max, torch.from_numpy, torch.Tensor.__array_wrap__)
    assert not hasattr(torch.Tensor, "__array_function__")
    assert torch.overrides._get_current_function_mode() is None


def test_a_name_that_the_learner_patched_stays_the_learners() -> None:
    original = np.array_equiv
    try:
        run("np.array_equiv = 3")
        assert vars(np)["array_equiv"] == 3
    finally:
        np.array_equiv = original


def test_a_function_that_an_earlier_step_imported_is_followed() -> None:
    space = started()
    run("from numpy.testing import assert_allclose\nfrom math import isclose", space, watch=())
    assert follows(run("assert_allclose(x.grad, d)", space))
    assert follows(run("all(map(isclose, x.grad.tolist(), d.tolist()))", space))
    assert space["isclose"] is math.isclose


def test_reads_are_told_by_identity() -> None:
    names = ("x", "x.grad")
    assert run("x.shape", watch=names)["reads"] == ["x", "x.shape"]
    assert run("print(y.grad_fn)", watch=names)["reads"] == ["y", "y.grad_fn"]
    assert run("getattr(x, 'grad')", watch=names)["reads"][:2] == ["x", "x.grad"]
    assert run("len(x)", watch=("x",))["reads"] == ["x"]
    assert run("print(x)", watch=("x",))["reads"] == ["x"]
    assert run("np.shape(x.detach())", watch=("x",))["reads"] == ["x"]
    assert run("torch.Size([21])", watch=("x",))["reads"] == []
    reads = run("for t in [y, z]:\n    t.grad_fn", watch=("x",))["reads"]
    assert {"y.grad_fn", "z.grad_fn"} <= set(reads)


def test_reads_know_a_tensor_in_a_list() -> None:
    assert run("torch.stack([y, z]).shape", watch=("x",))["reads"] == ["y", "z"]


def test_without_a_watch_nothing_is_gathered() -> None:
    evidence = run("torch.allclose(x.grad, d)", watch=())
    assert (evidence["reads"], evidence["observed"], evidence["depends"]) == ([], [], [])


def test_watching_what_is_not_there_is_fine() -> None:
    assert run("1 + 1", watch=("missing.grad", "z.grad", "d.grad"))["echo"] == "2"


def test_types_that_lie_about_themselves_do_not_stop_a_watch() -> None:
    code = (
        "class Liar:\n    @property\n    def __class__(self):\n        raise ValueError\nliar = Liar()"
    )
    assert run(code)["names"]["liar"]["kind"] == "other"


def test_a_mode_that_the_learner_left_on_changes_nothing_afterwards() -> None:
    code = (
        "from torch.overrides import TorchFunctionMode\n"
        "class Mine(TorchFunctionMode):\n"
        "    def __torch_function__(self, func, types, args=(), kwargs=None):\n"
        "        return func(*args, **(kwargs or {}))\n"
        "mine = Mine()\nmine.__enter__()"
    )
    try:
        assert run(code)["ended"] == "fine"
        assert run("torch.allclose(x.grad, d)")["echo"] == "True"
    finally:
        while torch.overrides._get_current_function_mode() is not None:
            torch.overrides._pop_mode()
