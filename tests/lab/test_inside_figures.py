"""The ``plt`` of learner code: what it records, and what it refuses as matplotlib does."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch

from agtutor.case.evidence import Figure
from agtutor.lab.inside.execute import execute
from agtutor.lab.inside.figures import PLT
from agtutor.lab.inside.modules import stand_ins

TRACKED = "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."


def drawn(code: str, namespace: dict[str, Any] | None = None) -> list[Figure]:
    space = {"plt": PLT, "np": np, "torch": torch} if namespace is None else namespace
    evidence = execute(code, label="<step draw>", namespace=space, seed=1)
    assert evidence["ended"] == "fine", evidence["failure"]
    return evidence["figures"]


def refused(code: str) -> tuple[str, str]:
    space: dict[str, Any] = {"plt": PLT, "np": np, "torch": torch}
    space["x"] = torch.linspace(-5, 5, 21, requires_grad=True)
    failure = execute(code, label="<step draw>", namespace=space, seed=1)["failure"]
    assert failure is not None
    return failure["type"], failure["message"]


@pytest.fixture
def session() -> Iterator[None]:
    with PLT.session():
        yield


IMPORTS = [
    "import matplotlib.pyplot as plt",
    "from matplotlib import pyplot as plt",
    "import plotext as plt",
    "import matplotlib\nplt = matplotlib.pyplot",
]


@pytest.mark.parametrize("line", IMPORTS)
def test_every_usual_import_gives_the_same_plt(line: str) -> None:
    space: dict[str, Any] = {}
    figures = drawn(f"{line}\nplt.plot([1, 2], [3, 4])", space)
    assert space["plt"] is PLT
    assert figures[0]["series"][0]["y"] == [3.0, 4.0]


def test_functions_can_be_imported_by_name() -> None:
    assert drawn("from matplotlib.pyplot import plot, legend\nplot([1]); legend()", {})
    assert drawn("from matplotlib.pyplot import *\nplot([1])\ntitle('t')", {})[0]["title"] == "t"


def test_real_modules_are_back_after_a_run() -> None:
    real = sys.modules.get("plotext")
    with stand_ins():
        assert sys.modules["plotext"] is PLT
    assert sys.modules.get("plotext") is real
    assert "matplotlib" not in sys.modules


def test_other_parts_of_matplotlib_are_not_there() -> None:
    assert refused("import matplotlib.cm")[0] == "ModuleNotFoundError"
    assert refused("import matplotlib\nmatplotlib.use('Agg')\nmatplotlib.colors") == (
        "AttributeError",
        "of matplotlib, only `matplotlib.pyplot` is here: no `colors`",
    )


def test_a_plot_has_its_words_and_floats() -> None:
    (figure,) = drawn(
        "x = torch.linspace(-5, 5, 21, requires_grad=True)\nz = x**2 + 5\n"
        "plt.plot(x.detach(), z.detach(), 'o-', label='z', color='red', linewidth=2)\n"
        "plt.title('z against x'); plt.xlabel('x'); plt.ylabel('z')\n"
        "plt.legend(); plt.grid(True); plt.axhline(0); plt.xlim(-5, 5); plt.show()"
    )
    (series,) = figure["series"]
    assert (series["call"], series["label"]) == ("plot", "z")
    assert series["x"] == [n / 2 - 5 for n in range(21)]
    assert series["y"][0] == 30.0
    assert {type(value) for value in series["x"] + series["y"]} == {float}
    assert (figure["title"], figure["xlabel"], figure["ylabel"]) == ("z against x", "x", "z")


@pytest.mark.parametrize(
    ("code", "x", "y"),
    [
        ("plt.plot([3, 4])", [0, 1], [3, 4]),
        ("plt.plot([3, 4], 'r--')", [0, 1], [3, 4]),
        ("plt.plot(range(2), (3, 4))", [0, 1], [3, 4]),
        ("plt.plot(np.array([1, 2]), torch.tensor([3, 4]))", [1, 2], [3, 4]),
        ("plt.plot([torch.tensor(1.0), 2], [np.float32(3), 4])", [1, 2], [3, 4]),
        ("plt.plot(5, 6)", [5], [6]),
        ("plt.plot([1, 2], torch.tensor([[3.0], [4.0]]))", [1, 2], [3, 4]),
        ("plt.plot([1, 2], np.array([3 + 1j, 4]))", [1, 2], [3, 4]),
        ("plt.plot([True, False], [1, 2])", [1, 0], [1, 2]),
        ("plt.plot([1, 2], torch.ones(2, dtype=torch.bfloat16))", [1, 2], [1, 1]),
        ("plt.scatter([1, 2], [3, 4], marker='x', s=9)", [1, 2], [3, 4]),
        ("plt.scatter([3, 4])", [0, 1], [3, 4]),
        ("plt.scatter(np.ones((1, 2)), [3, 4])", [1, 1], [3, 4]),
    ],
)
def test_what_can_be_drawn(code: str, x: list[float], y: list[float]) -> None:
    (figure,) = drawn(code)
    assert (figure["series"][0]["x"], figure["series"][0]["y"]) == (x, y)


def test_values_that_are_not_finite_are_kept() -> None:
    ((series,),) = (figure["series"] for figure in drawn("plt.plot([1.0, float('inf'), None])"))
    assert series["y"][1] == math.inf
    assert math.isnan(series["y"][2])


def test_several_lines_of_one_call_and_columns_are_series() -> None:
    (figure,) = drawn("plt.plot([1], [2], 'o', [3], [4])\nplt.plot([0, 1], np.eye(2))")
    assert [(s["x"], s["y"]) for s in figure["series"]] == [
        ([1], [2]),
        ([3], [4]),
        ([0, 1], [1, 0]),
        ([0, 1], [0, 1]),
    ]


def test_a_long_series_is_thinned() -> None:
    ((series,),) = (figure["series"] for figure in drawn("plt.plot(torch.arange(50_000))"))
    assert len(series["y"]) <= 20_000
    assert series["y"][:2] == [0.0, 3.0]


@pytest.mark.parametrize(
    "call",
    ["plot(x, x)", "plot(x)", "scatter(x, x)", "plot(x.detach(), x**2)", "plot([x[0], x[1]])"],
)
def test_a_tracked_tensor_is_refused_in_the_words_of_matplotlib(call: str) -> None:
    assert refused(f"plt.{call}") == ("RuntimeError", TRACKED)


def test_lengths_that_differ_are_refused_in_the_words_of_matplotlib() -> None:
    assert refused("plt.plot(x.detach(), np.ones(20))") == (
        "ValueError",
        "x and y must have same first dimension, but have shapes (21,) and (20,)",
    )
    assert refused("plt.scatter([1, 2], [1])") == ("ValueError", "x and y must be the same size")
    assert refused("plt.plot(np.ones((2, 2, 2)))")[0] == "ValueError"
    assert refused("plt.plot(np.ones((2, 3)), np.ones((2, 2)))")[0] == "ValueError"


def test_what_is_not_numbers_is_refused_in_a_sentence() -> None:
    assert refused("plt.plot(['a', 'b'], [1, 2])") == (
        "ValueError",
        "this plt draws numbers, and can't read them from this list",
    )
    assert refused("plt.plot([[1, 2], [3]])")[0] == "ValueError"


def test_an_unknown_name_is_told_in_a_sentence() -> None:
    assert refused("plt.hist([1])") == (
        "AttributeError",
        "this plt has no `hist`. It draws with `plot` and `scatter`.",
    )
    assert refused("plt.gca().bar([1])")[0] == "AttributeError"
    assert refused("plt.gcf().colorbar()")[0] == "AttributeError"


def test_a_failed_plot_leaves_no_figure() -> None:
    space: dict[str, Any] = {"plt": PLT}
    evidence = execute("plt.title('t')\nplt.plot([1], [2, 3])", label="<s>", namespace=space, seed=1)
    assert evidence["figures"] == []


def test_show_and_figure_start_another_figure() -> None:
    assert len(drawn("plt.plot([1]); plt.show(); plt.plot([2])")) == 2
    assert len(drawn("plt.figure(figsize=(3, 2)); plt.plot([1]); plt.figure(); plt.plot([2])")) == 2
    assert len(drawn("plt.plot([1]); plt.plot([2]); plt.figure()")) == 1


def test_clearing_forgets_what_was_drawn() -> None:
    assert drawn("plt.plot([1]); plt.clf()") == []
    (figure,) = drawn("plt.plot([1]); plt.title('old'); plt.clear_figure(); plt.plot([2])")
    assert ([s["y"] for s in figure["series"]], figure["title"]) == ([[2.0]], "")


def test_subplots_give_axes_that_draw() -> None:
    (figure,) = drawn(
        "fig, ax = plt.subplots()\nax.plot([1], [2], label='a')\nax.set_title('t')\n"
        "ax.set_xlabel('x'); ax.set_ylabel('y'); ax.set_xlim(0, 1); ax.legend(); fig.tight_layout()"
    )
    assert (figure["title"], figure["xlabel"], figure["ylabel"]) == ("t", "x", "y")
    assert len(drawn("f, (a, b) = plt.subplots(2)\na.plot([1]); b.scatter([1], [2]); f.show()")) == 2
    assert len(drawn("f, g = plt.subplots(2, 2)\ng[0, 1].plot([1]); f.suptitle('s')")) == 1
    assert len(drawn("plt.subplot(1, 2, 1); plt.plot([1]); plt.subplot(1, 2, 2); plt.plot([2])")) == 2
    assert drawn("a = plt.figure().add_subplot(111); a.plot([1]); a.set(title='q')")[0]["title"] == "q"


def test_plotexts_own_names_are_accepted() -> None:
    code = "plt.plotsize(60, 20); plt.theme('clear'); plt.scatter([1], [2]); plt.build(); plt.show()"
    assert len(drawn(code)) == 1


def test_each_run_has_its_own_figures_and_old_axes_can_be_drawn_on_later() -> None:
    space: dict[str, Any] = {"plt": PLT}
    drawn("fig, ax = plt.subplots(); ax.plot([1])", space)
    assert drawn("1", space) == []
    assert len(drawn("ax.plot([2])", space)[0]["series"]) == 2


def test_what_a_plot_returns_is_not_echoed_and_can_be_unpacked() -> None:
    space: dict[str, Any] = {"plt": PLT}
    evidence = execute("line, = plt.plot([1])\nplt.plot([1])", label="<s>", namespace=space, seed=1)
    assert evidence["ended"] == "fine"
    assert evidence["echo"] is None


def test_plotting_a_gradient_is_read_and_does_not_count_as_an_escape() -> None:
    space: dict[str, Any] = {"plt": PLT}
    start = "import torch\nx = torch.linspace(-1, 1, 3, requires_grad=True)\n(x**2).sum().backward()"
    execute(start, label="<s>", namespace=space, seed=1)
    for code in (
        "plt.plot(x.detach(), x.grad)",
        "plt.plot(x.detach().numpy(), x.grad.numpy())",
        "plt.plot(x.tolist(), x.grad.tolist())",
    ):
        evidence = execute(code, label="<s>", namespace=space, seed=1, watch=("x.grad",))
        assert evidence["figures"][0]["series"][0]["y"] == [-2.0, 0.0, 2.0]
        assert evidence["reads"][:2] == ["x", "x.grad"]
        assert not evidence["escaped"]


@pytest.mark.usefixtures("session")
def test_plt_looks_like_a_module_named_plt() -> None:
    assert PLT.__name__ == "plt"
    assert "plt" in repr(PLT)
    assert not hasattr(PLT, "__wrapped__")


@pytest.mark.parametrize(
    ("code", "logs"),
    [
        ("plt.semilogy([1, 2]); plt.show()", ["y"]),
        ("plt.semilogx([1, 2])", ["x"]),
        ("plt.loglog([1, 2])", ["x", "y"]),
        ("plt.plot([1, 2]); plt.yscale('log')", ["y"]),
        ("fig, ax = plt.subplots(); ax.plot([1]); ax.set_xscale('log')", ["x"]),
        ("fig, ax = plt.subplots(); ax.plot([1]); ax.set(yscale='log')", ["y"]),
    ],
)
def test_logarithmic_axes_are_remembered(code: str, logs: list[str]) -> None:
    assert drawn(code)[0]["logs"] == logs


def test_axes_that_are_linear_again_are_as_any_other() -> None:
    plain = drawn("plt.plot([1, 2])")
    assert drawn("plt.semilogy([1, 2]); plt.yscale('linear')") == plain
