"""``agtutor judge`` as a script sees it: one line for each request, in order, whatever happens."""

from __future__ import annotations

import gc
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from agtutor.cli import main

pytestmark = pytest.mark.usefixtures("nursed")

LESSON = Path(__file__).parents[2] / "lessons" / "first-gradient.yaml"
INPUT = "x = (torch.arange(21) / 2 - 5).requires_grad_()"
GOOD = {"lesson": "first-gradient", "step": "make-y", "answer": "y = x * x", "before": INPUT}
FORMULA = {"f": "x*sin(x^2)", "wrt": "x", "symbols": ["x"], "domain": {"x": [[-3, 3]]}}


Requests = Sequence[dict[str, Any] | bytes]


def lines_of(requests: Requests) -> bytes:
    """Return requests as a script writes them; one of bytes is written as it is."""
    lines = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in requests]
    return b"\n".join(lines) + b"\n"


def judged(requests: Requests) -> list[dict[str, Any]]:
    """Return the replies of the command to these lines, run in this process."""
    said, complained = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines_of(requests))))
        patch.setattr(sys, "stdout", said)
        patch.setattr(sys, "stderr", complained)
        patch.setattr(gc, "freeze", lambda: None)  # this process doesn't end with the command
        assert main(["judge"]) == 0
    assert complained.getvalue() == ""
    replies = [json.loads(line) for line in said.getvalue().splitlines()]
    assert len(replies) == len(requests)
    return replies


def judged_for_a_script(requests: Requests) -> list[dict[str, Any]]:
    """Return the replies of the command to these lines, run as a script runs it."""
    done = subprocess.run(
        [sys.executable, "-m", "agtutor", "judge"],
        input=lines_of(requests),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def step(answer: str, ident: str = "make-y", before: str | None = INPUT) -> dict[str, Any]:
    """Return a request about a step of the first lesson."""
    request = {"lesson": "first-gradient", "step": ident, "answer": answer}
    return request if before is None else {**request, "before": before}


def test_each_request_gets_one_verdict_in_order() -> None:
    replies = judged_for_a_script(
        [
            step("y = x * x"),
            step("y = x * 2"),
            step("y = ("),
            step("import os\nos._exit(3)"),
            {**FORMULA, "answer": "sin(x²) + 2x²cos(x²)"},
            {**FORMULA, "answer": "sin(x^2)"},
            {**FORMULA, "answer": "sin(x^2"},
        ]
    )
    assert [reply["verdict"] for reply in replies] == [
        "right", "wrong", "unreadable", "stopped", "right", "wrong", "unreadable",
    ]  # fmt: skip
    assert all(list(reply) == ["verdict", "slip", "message", "output"] for reply in replies)
    assert replies[1]["slip"] == "doubled"
    assert all(reply["message"] for reply in replies[1:4])


def test_without_before_the_solutions_of_earlier_steps_stand_there() -> None:
    replies = judged([step("l.backward()", "backward", None), step("x.grad", "show-grad", None)])
    assert [reply["verdict"] for reply in replies] == ["right", "right"]
    assert replies[1]["output"].startswith("tensor([-10.,")


def test_what_is_wrong_with_before_is_told() -> None:
    fails, lacks = judged([step("y = x * x", before="1 / 0"), step("y = x * x", before="w = 3")])
    assert fails["error"].startswith(
        "The code of `before` doesn't run to its end: ZeroDivisionError: division by zero."
    )
    assert "NameError: name 'x' is not defined. It runs on what `before` makes." in lacks["error"]


def test_before_makes_the_namespace_and_the_imports_of_the_lesson_are_there() -> None:
    chain = f"{INPUT}\ny = torch.mul(x, x)\nz = torch.add(y, 5)\nl = sum(z)\nl.backward()\nextra = 7"
    replies = judged(
        [
            step("print(x.grad)", "show-grad", chain),
            step("x_grad_derived = x.grad", "x-grad-derived", chain),
            step("plt.plot(x.detach(), z.detach())", "plot-z", chain),
            step("y = x * x", "make-y", "x = torch.linspace(-3, 3, 7, requires_grad=True)"),
        ]
    )
    assert [reply["verdict"] for reply in replies] == ["right", "wrong", "right", "right"]


def test_one_answer_leaves_nothing_to_the_next() -> None:
    answers = ["x.data.zero_()\ny = x**2", "y = x**2", "torch = None\ny = 1", "y = torch.square(x)"]
    assert [reply["verdict"] for reply in judged([step(answer) for answer in answers])] == [
        "wrong", "right", "wrong", "right",
    ]  # fmt: skip


def test_output_holds_what_was_printed_and_the_last_value() -> None:
    printed, coloured = judged(
        [step("print('here')\ny = x**2\ny.shape"), step("y = x**2\nprint('\\x1b[31mred\\x1b[0m')")]
    )
    assert (printed["verdict"], printed["output"]) == ("right", "here\ntorch.Size([21])")
    assert (coloured["verdict"], coloured["output"]) == ("right", "red")


BAD_ENDS = [
    ("import os\nos._exit(0)", "stopped"),
    ("import sys\nsys.exit()", "stopped"),
    ("import ctypes\nctypes.string_at(0)", "stopped"),
    ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "stopped"),
    ("print('a' * 10_000_000)\ny = x**2", "stopped"),
    ("y = input()", "wrong"),
    ("def f():\n    return f()\nf()", "wrong"),
    ("raise KeyboardInterrupt", "wrong"),
    ("y = x**2\x00", "unreadable"),
    ("y = x**2  # \ud800", "unreadable"),
    ("", "unreadable"),
    ("# y = x**2", "unreadable"),
]


def test_whatever_ends_an_answer_the_next_is_judged() -> None:
    requests = [request for answer, _ in BAD_ENDS for request in (step(answer), step("y = x * x"))]
    replies = judged(requests)
    assert [reply["verdict"] for reply in replies[::2]] == [verdict for _, verdict in BAD_ENDS]
    assert {reply["verdict"] for reply in replies[1::2]} == {"right"}
    assert all(len(reply["output"]) < 100_000 for reply in replies)


def test_code_that_kills_what_it_stands_on_harms_no_other_request() -> None:
    kill = step("import os, signal\nos.kill(os.getppid(), signal.SIGKILL)")
    replies = judged([one for _ in range(4) for one in (kill, step("y = x * x"))])
    assert {reply["verdict"] for reply in replies[1::2]} == {"right"}
    assert "right" not in {reply["verdict"] for reply in replies[::2]}


def test_an_endless_loop_is_stopped(tmp_path: Path) -> None:
    text = LESSON.read_text(encoding="utf-8")
    hasty = tmp_path / "hasty.yaml"
    hasty.write_text(text.replace("minutes:", "deadline: 1.5\nminutes:", 1), encoding="utf-8")
    endless = {**step("y = x**2\nwhile True:\n    pass"), "lesson": str(hasty)}
    stopped, after = judged([endless, step("y = x * x")])
    assert (stopped["verdict"], stopped["slip"]) == ("stopped", "stopped-deadline")
    assert after["verdict"] == "right"


BAD_REQUESTS: list[dict[str, Any] | bytes] = [
    b"{",
    b"[]",
    b"null",
    b'"y = x"',
    b"{}",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"lesson": "first-gradient", "step": "make-y", "answer": "\xff"}',
    {**GOOD, "lesson": 1},
    {**GOOD, "lesson": "no-such-lesson"},
    {**GOOD, "lesson": "a" * 5_000},
    {**GOOD, "lesson": "a/" + "b" * 5_000 + ".yaml"},
    {**GOOD, "lesson": "\x00"},
    {**GOOD, "lesson": "\ud800"},
    {**GOOD, "lesson": "~nobody-here/x.yaml"},
    {**GOOD, "step": "no-such-step"},
    {**GOOD, "step": None},
    {**GOOD, "answer": ["y"]},
    {**GOOD, "answer": "#" * 1_200_000},
    {**GOOD, "before": 5},
    {**GOOD, "before": "1 / 0"},
    {**GOOD, "before": "x = ("},
    {**GOOD, "more": 1},
    {**GOOD, "f": "x"},
    {"lesson": "first-gradient", "step": "make-y"},
    {**FORMULA},
    {**FORMULA, "answer": 2},
    {**FORMULA, "answer": "1", "wrt": 1},
    {**FORMULA, "answer": "1", "f": "((x"},
    {**FORMULA, "answer": "1", "symbols": "x"},
    {**FORMULA, "answer": "1", "symbols": ["x y"]},
    {**FORMULA, "answer": "1", "domain": {"x": [[2, 1]]}},
    {**FORMULA, "answer": "1", "domain": {"x": [[0, 0]]}},
    {**FORMULA, "answer": "1", "domain": 3},
    {**FORMULA, "answer": "1", "f": "sqrt(-1-x^2)"},
]


def test_a_bad_request_gets_an_error_and_the_next_goes_on() -> None:
    replies = judged([one for bad in BAD_REQUESTS for one in (bad, GOOD)])
    assert all(list(reply) == ["error"] and reply["error"] for reply in replies[::2])
    assert all(len(reply["error"]) < 1_000 for reply in replies[::2])
    assert {reply["verdict"] for reply in replies[1::2]} == {"right"}


def test_a_byte_order_mark_and_blank_lines_are_passed_over() -> None:
    good = json.dumps(GOOD).encode()
    replies = judged_for_a_script([b"\xef\xbb\xbf" + good + b"\r\n\r\n   ", good])
    assert [reply["verdict"] for reply in replies] == ["right", "right"]


def test_errors_speak_of_the_key_that_the_request_has() -> None:
    replies = judged(
        [
            {**FORMULA, "f": "((x", "answer": "1"},
            {**FORMULA, "symbols": ["x y"], "answer": "1"},
            {**FORMULA, "domain": {"x": [[0, 10**400]]}, "answer": "sin(x^2) + 2x^2 cos(x^2)"},
        ]
    )
    assert replies[0]["error"].startswith("`f` can't be read")
    assert "`f`" not in replies[1]["error"]
    assert "`x y`" in replies[1]["error"]
    assert replies[2]["verdict"] == "right"


def test_names_that_nobody_declared_are_taken_from_the_formula() -> None:
    bare = {"f": "a*x^2", "wrt": "x", "answer": "2ax"}
    replies = judged([bare, {**bare, "symbols": []}, {**bare, "symbols": ["x"], "domain": {}}])
    assert [reply["verdict"] for reply in replies] == ["right"] * 3


def test_two_runs_say_the_same() -> None:
    requests = [
        step("y = x + torch.randn(21)"),
        step("y = x * 2"),
        step("x.grad", "show-grad", None),
        step("torch.rand(3)", "mean-instead", None),
        {**FORMULA, "answer": "2x cos(x^2)"},
        {"f": "abs(x)", "wrt": "x", "answer": "1"},
    ]
    assert judged(requests) == judged_for_a_script(requests)
