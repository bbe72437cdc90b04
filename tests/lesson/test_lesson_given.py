"""Names that a lesson's setup makes: they are among those that must not change."""

from __future__ import annotations

import pytest

from agtutor.lesson.given import given
from agtutor.lesson.questions import question
from agtutor.lesson.reader import read_lesson_text
from tests.lesson.lesson_texts import SOUND

SETUP = """\
import torch
import torch.nn.functional as F
from math import pi
x, n = torch.ones(3), 21
if n > 2:
    y = x * 2
with torch.no_grad():
    z: object = y + 1
for count in range(3):
    inner = count
_hidden = [entry for entry in range(3)]
spare = 5
del spare
def slope(value):
    local = value
    return local
class Net: ...
"""


def test_what_a_setup_makes_is_given_in_order() -> None:
    assert given(SETUP) == ["torch", "F", "pi", "x", "n", "y", "z", "slope", "Net"]


@pytest.mark.parametrize(
    "setup", ["", "import torch; del torch", "for i in range(3): j = i", "from math import *"]
)
def test_what_is_nobodys_is_not_given(setup: str) -> None:
    assert given(setup) == []


def test_a_step_keeps_what_the_setup_made_unless_it_is_about_it() -> None:
    text = SOUND.replace("steps:", 'setup: "import torch; x = torch.ones(3); y = None"\nsteps:')
    lesson = read_lesson_text(text).lesson
    asked = question(lesson, lesson.steps[0])
    assert asked["kind"] == "code"
    assert asked["kept"] == ["torch", "x"]
