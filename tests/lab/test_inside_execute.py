"""One run: what is echoed, what goes wrong, and what is gathered whatever the code did."""

from __future__ import annotations

import builtins
import random
import sys
import warnings
from typing import Any

import numpy as np
import pytest
import torch

from agtutor.case.evidence import Evidence
from agtutor.lab.inside.bound import as_they_were, bind
from agtutor.lab.inside.execute import execute, interrupted_line

LABEL = "<step under-test>"


def run(
    code: str,
    namespace: dict[str, Any] | None = None,
    *,
    shows: tuple[str, ...] = (),
    whens: tuple[str, ...] = (),
    watch: tuple[str, ...] = (),
    look: bool = True,
) -> Evidence:
    space = {} if namespace is None else namespace
    return execute(
        code, label=LABEL, namespace=space, seed=7, shows=shows, whens=whens, watch=watch, look=look
    )


@pytest.mark.parametrize(
    ("code", "echo"),
    [
        ("1 + 1", "2"),
        ("a = 5\na", "5"),
        ("'two'", "'two'"),
        ("a = 5", None),
        ("", None),
        ("# nothing", None),
        ("1 + 1;", None),
        ("1 + 1 ; # quiet", None),
        ("print('out')", None),
        ("None", "None"),
        ("import torch\nx = torch.ones(2)\nx.grad", "None"),
        ("print('a'), 2", "(None, 2)"),
        ("(\n  1 +\n  1\n)", "2"),
        ("'é'; 3", "3"),
        ("'é';", None),
        ("if True:\n    4", None),
        ("...", "Ellipsis"),
    ],
)
def test_last_expression_is_echoed_as_in_a_notebook(code: str, echo: str | None) -> None:
    evidence = run(code)
    assert evidence["ended"] == "fine"
    assert evidence["echo"] == echo
    assert (evidence["echo_fact"] is None) == (echo is None)


def test_an_echo_is_cut_at_20_kilobytes() -> None:
    echo = run("'a' * 50_000")["echo"]
    assert echo is not None
    assert len(echo) == 20_000
    assert echo.endswith("…")


def test_a_none_that_is_echoed_has_its_fact() -> None:
    fact = run("None")["echo_fact"]
    assert fact is not None
    assert fact["kind"] == "none"


def test_a_broken_repr_is_named_and_the_run_is_fine() -> None:
    evidence = run("class R:\n    def __repr__(self):\n        raise KeyError('k')\nr = R()\nr")
    assert evidence["ended"] == "fine"
    assert evidence["echo"] == "<R object, whose repr raised KeyError>"
    assert evidence["names"]["r"]["text"] == evidence["echo"]


def test_the_code_runs_exactly_once() -> None:
    seen: list[int] = []
    run("import torch\nx = torch.ones(3)\nseen.append(1)\nx.sum() == 3", {"seen": seen}, watch=("x",))
    assert seen == [1]


def test_a_failure_has_the_place_in_the_learners_text() -> None:
    failure = run("a = 1\n\nb = 'é' + (a / 0)\n")["failure"]
    assert failure is not None
    assert (failure["type"], failure["message"]) == ("ZeroDivisionError", "division by zero")
    assert (failure["line"], failure["column"]) == (3, 12)
    assert failure["source"] == "b = 'é' + (a / 0)"


def test_a_traceback_has_the_learners_lines_only() -> None:
    failure = run("import torch\ntorch.nn.Linear(2, 3)(torch.ones(5))")["failure"]
    assert failure is not None
    assert failure["line"] == 2
    assert failure["traceback"].count("File ") == 1
    assert "torch.nn.Linear(2, 3)(torch.ones(5))" in failure["traceback"]
    assert "site-packages" not in failure["traceback"]


def test_a_function_of_an_earlier_step_is_in_the_traceback_and_the_line_is_of_this_one() -> None:
    space: dict[str, Any] = {}
    execute("def half(v):\n    return v / 0", label="<step earlier>", namespace=space, seed=1)
    failure = run("\nhalf(3)", space)["failure"]
    assert failure is not None
    assert failure["line"] == 2
    assert "return v / 0" in failure["traceback"]


def test_a_cause_is_told_in_the_traceback() -> None:
    failure = run("try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('v') from e")
    assert failure["failure"] is not None
    assert "ZeroDivisionError" in failure["failure"]["traceback"]
    assert "direct cause" in failure["failure"]["traceback"]


def test_an_exception_without_words_is_still_reported() -> None:
    evidence = run("class B(Exception):\n    def __str__(self):\n        raise ValueError\nraise B()")
    assert evidence["failure"] is not None
    assert evidence["failure"]["type"] == "B"


def test_endless_recursion_is_a_failure_like_another() -> None:
    failure = run("def f(n):\n    return f(n + 1)\nf(0)")["failure"]
    assert failure is not None
    assert failure["type"] == "RecursionError"
    assert len(failure["traceback"].splitlines()) < 30


@pytest.mark.parametrize(
    ("code", "line", "word"),
    [
        ("x = (1", 1, "never closed"),
        ("a = 1\nb = = 2", 2, "invalid syntax"),
        ("  a = 1\nb = 2", 1, "indent"),
        ("return 3", 1, "outside function"),
        ("a\0b", 0, "null"),
    ],
)
def test_code_that_python_cannot_parse_is_unreadable(code: str, line: int, word: str) -> None:
    space: dict[str, Any] = {"before": 1}
    evidence = run(code, space)
    assert evidence["ended"] == "unreadable"
    assert evidence["failure"] is not None
    assert (evidence["failure"]["line"] or line) == line
    assert word in evidence["failure"]["message"]
    assert "before" in evidence["names"]


@pytest.mark.parametrize(
    ("code", "echo"),
    [
        ("    a = 3\n    a + 4", "7"),
        ("\n\n  a = [\n1,\n  2]\n  a;", None),
        ("\ta = '''x\n y'''\n\ta", r"'x\n y'"),
        ("  for a in range(3):\n    pass\n  a", "2"),
    ],
)
def test_a_paste_that_is_indented_as_a_whole_is_read(code: str, echo: str | None) -> None:
    evidence = run(code)
    assert evidence["failure"] is None
    assert evidence["echo"] == echo


def test_a_failure_in_an_indented_paste_keeps_its_place() -> None:
    failure = run("\n  a = 1\n  a.b")["failure"]
    assert failure is not None
    assert (failure["line"], failure["column"], failure["source"]) == (3, 3, "  a.b")


@pytest.mark.parametrize(
    "code", ["  a = 1\nb = 2", "  a = 1\n else:\n  2", "  a = 1\n   b = 2", "a\n  b"]
)
def test_lines_that_are_indented_unevenly_are_unreadable(code: str) -> None:
    assert run(code)["ended"] == "unreadable"


def test_windows_line_ends_do_not_move_lines() -> None:
    failure = run("a = 1\r\nb = 2\r\n1 / 0\r\n")["failure"]
    assert failure is not None
    assert (failure["line"], failure["source"]) == (3, "1 / 0")


def test_names_made_before_the_failure_are_told() -> None:
    evidence = run("a = 1\nb = a / 0")
    assert evidence["ended"] == "raised"
    assert set(evidence["names"]) == {"a"}


def test_system_exit_passes_to_the_host() -> None:
    with pytest.raises(SystemExit) as caught:
        run("a = 1\nraise SystemExit(3)")
    assert caught.value.code == 3
    assert interrupted_line(caught.value) == (2, "raise SystemExit(3)")


def test_an_interrupt_passes_and_knows_its_line() -> None:
    space: dict[str, Any] = {}
    with pytest.raises(KeyboardInterrupt) as caught:
        run("import torch\nx = torch.ones(2)\nraise KeyboardInterrupt", space, watch=("x.grad",))
    assert interrupted_line(caught.value) == (3, "raise KeyboardInterrupt")
    assert torch.overrides._get_current_function_mode() is None


def test_being_out_of_memory_passes_to_the_host() -> None:
    with pytest.raises(MemoryError) as caught:
        run("a = 1\nb = [0] * 2**60")
    assert interrupted_line(caught.value) == (2, "b = [0] * 2**60")


def test_an_exception_from_elsewhere_has_no_line() -> None:
    with pytest.raises(ValueError) as caught:
        int("three")
    assert interrupted_line(caught.value) == (0, "")


def test_backward_is_counted_once_for_each_call_and_grad_is_not() -> None:
    code = """
import torch
x = torch.ones(3, requires_grad=True)
(x * 2).sum().backward()
torch.autograd.backward([(x * 3).sum()])
torch.autograd.grad((x * 2).sum(), x)
"""
    assert run(code)["calls"] == ["backward", "backward"]
    assert run(code, watch=("x.grad",))["calls"] == ["backward", "backward"]
    assert run("1")["calls"] == []


def test_warnings_are_caught_and_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    evidence = run("import warnings\nfor _ in range(3):\n    warnings.warn('look out')")
    assert evidence["warnings"] == ["UserWarning: look out"]
    assert "look out" not in "".join(capfd.readouterr())


def test_a_warning_of_the_parser_is_kept() -> None:
    assert any("is" in text for text in run("a = 1\na is 1")["warnings"])


def test_filters_of_the_host_are_as_before() -> None:
    before = list(warnings.filters)
    run("import warnings\nwarnings.simplefilter('error')")
    assert list(warnings.filters) == before


def test_the_same_seed_gives_the_same_random_numbers() -> None:
    code = (
        "import torch, random, numpy as np\n(torch.rand(2).tolist(), random.random(), np.random.rand())"
    )
    assert run(code)["echo"] == run(code)["echo"]


def test_the_seed_is_that_of_manual_seed() -> None:
    echo = run("import torch\ntorch.rand(3).tolist()")["echo"]
    torch.manual_seed(7)
    assert echo == repr(torch.rand(3).tolist())


def test_shows_are_evaluated_after_the_code_and_leave_no_names() -> None:
    space: dict[str, Any] = {}
    evidence = run("a = [1, 2]", space, shows=("a", "(b := 3)", "missing"))
    kinds = [(fact["kind"], fact["text"]) for fact in evidence["shown"]]
    assert kinds[:2] == [("size", "[1, 2]"), ("number", "3")]
    assert evidence["shown"][2]["type"] == "NameError"
    assert "b" not in space


def test_a_run_that_is_not_looked_at_leaves_what_it_leaves_and_tells_how_it_ended() -> None:
    space: dict[str, Any] = {}
    evidence = run("a = 3", space, look=False)
    assert (evidence["ended"], evidence["names"], space["a"]) == ("fine", {}, 3)
    assert run("b = a / 0", space, look=False)["ended"] == "raised"


def test_whens_ask_of_the_outcome() -> None:
    evidence = run("a = 3\na + 1", whens=("_ == 4", "_ is None", "missing", "broken(", "a == 3"))
    assert evidence["whens"] == [True, False, False, False, True]
    assert run("a = 1", whens=("_ is None",))["whens"] == [True]


def test_a_when_that_is_neither_true_nor_false_does_not_hold() -> None:
    whens = ("_ == 1", "_.sum() == 2")
    assert run("import torch\ntorch.ones(2)", whens=whens)["whens"] == [False, True]


def test_whens_ask_of_the_error_that_was_raised() -> None:
    evidence = run("1 / 0", whens=("isinstance(_, ZeroDivisionError)", "isinstance(_, ValueError)"))
    assert evidence["whens"] == [True, False]


def test_nothing_but_its_name_is_put_into_the_namespace() -> None:
    space: dict[str, Any] = {}
    run("a = 1", space)
    assert set(space) == {"a", "__name__", "__builtins__"}
    assert space["__name__"] == "__main__"


def test_evidence_is_gathered_though_the_code_broke_what_that_rests_on() -> None:
    code = """
import builtins, torch
x = torch.ones(3, requires_grad=True)
torch.Tensor.shape = 3
torch.Tensor.detach = None
builtins.repr = None
builtins.isinstance = None
del builtins.sorted
"""
    kept = {name: getattr(builtins, name) for name in ("isinstance", "repr", "sorted")}
    detach = torch.Tensor.detach
    try:
        evidence = run(code)
        broken = builtins.__dict__["isinstance"] is None
    finally:
        vars(builtins).update(kept)
        torch.Tensor.detach = detach
        del torch.Tensor.shape
    assert broken, "what the learner's code put there stands after the run"
    assert evidence["names"]["x"]["shape"] == [3]
    assert evidence["names"]["x"]["values"] == [1.0, 1.0, 1.0]


def test_a_low_recursion_limit_does_not_stop_gathering() -> None:
    limit = sys.getrecursionlimit()
    try:
        evidence = run("import sys, torch\nx = torch.ones(3)\nsys.setrecursionlimit(90)")
    finally:
        sys.setrecursionlimit(limit)
    assert evidence["names"]["x"]["values"] == [1.0, 1.0, 1.0]


def test_binding_twice_wraps_backward_once() -> None:
    bind()
    wrapped = torch.autograd.backward
    bind()
    assert torch.autograd.backward is wrapped
    with as_they_were():
        assert torch.autograd.backward is wrapped


def test_random_state_of_all_three_is_seeded() -> None:
    run("1")
    expected = (random.random(), float(np.random.rand()), float(torch.rand(1)))
    run("1")
    assert (random.random(), float(np.random.rand()), float(torch.rand(1))) == expected
