"""A small sound lesson to break, and the errors of what comes of it."""

from __future__ import annotations

import pytest

from agtutor.errors import LessonErrors
from agtutor.lesson.reader import read_lesson_text

TOP = """\
id: small
title: Small
goal: Square it.
minutes: 5
symbols:
  x_i: {tensor: x, domain: "(-5, 5)"}
"""
FIRST = """\
steps:
  - kind: code
    id: square
    title: Square
    text: Square `x`.
    solution: y = x**2
    expect: {y: {}}
"""
SOUND = TOP + FIRST
"""Twelve lines and one step; `SOUND + "    key: value"` writes line 14 of the file."""


def faults(text: str) -> list[str]:
    """Return the errors as they are shown, for a file named `l.yaml`."""
    with pytest.raises(LessonErrors) as caught:
        read_lesson_text(text, "l.yaml")
    return [str(error).removeprefix("l.yaml:") for error in caught.value.errors]
