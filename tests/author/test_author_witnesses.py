"""``agtutor check`` holds each derivative against three witnesses, live tensors or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.cli import main

pytestmark = [pytest.mark.timeout(60), pytest.mark.usefixtures("nursed")]

LESSON = """\
id: slopes
title: Slopes
goal: Find slopes.
minutes: 2
symbols:
  x_i: {{tensor: x, domain: "(-3, 3)"}}
  t: {{domain: "(0, 3)"}}
steps:
  - kind: code
    id: make
    title: Make
    text: Make `x` and `y`.
    solution: |
      import torch
      x = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)
      y = x**3
    expect: {{x: {{}}, y: {{}}}}
  - kind: derive
    id: live
    title: Live
    text: How steep is $y_i$?
    of: {live}
    wrt: x_i
    root: y
  - kind: derive
    id: sampled
    title: Sampled
    text: How steep is it?
    of: t ln(t)
    wrt: t
    also: [{also}]
"""


def checked(folder: Path, live: str, also: str) -> int:
    path = folder / "slopes.yaml"
    path.write_text(LESSON.format(live=live, also=also), encoding="utf-8")
    return main(["check", str(path)])


def test_a_lesson_whose_witnesses_agree_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(tmp_path, "x_i^3", "1 + ln t, ln(e t)") == 0
    assert not capsys.readouterr().err


def test_a_key_that_is_not_what_autograd_measures_is_a_fault_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(tmp_path, "x_i^2", "ln t") == 1
    said = capsys.readouterr().err
    assert "slopes.yaml:" in said
    assert "The key and autograd disagree: at x_i = " in said
    assert "on the live `y`" in said
    assert "This right answer is refused (wrong): `ln t`." in said
    assert "autograd measured" in said
