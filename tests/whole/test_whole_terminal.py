"""The installed `agtutor` in a real terminal: the first lesson from end to end, killed and resumed."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path

import pytest

from agtutor.lesson.library import Library
from agtutor.lesson.model import (
    ChoiceStep,
    CodeStep,
    DeriveStep,
    ExplainStep,
    Lesson,
    OrderStep,
    PlotStep,
    PredictStep,
    Step,
)
from tests.whole.terminal import Terminal

AGTUTOR = str(Path(sys.executable).with_name("agtutor"))
LESSON: Lesson = Library().find("first-gradient").lesson
FORMULAS = {"dl-dz": "1", "dz-dy": "dz/dy = 1", "dy-dx": "2·x_i", "dl-dx": r"\frac{4x_i}{2}"}
FORETOLD = {"lowest-z": "at x = 0, z = 5", "grad-foretold": "None"}


def heading(step: Step) -> str:
    """Return what the frame of a step says."""
    return f"Step {LESSON.index(step.id) + 1} "


def answer(terminal: Terminal, step: Step) -> None:
    """Answer a step rightly, with the keys that a learner would use."""
    match step:
        case CodeStep() | PlotStep():
            typed(terminal, step.solution)
        case DeriveStep():
            terminal.press("ctrl+l")
            terminal.type(FORMULAS[step.id])
            terminal.wait_for("I read:")
        case PredictStep():
            pick(terminal, FORETOLD[step.id])
        case ChoiceStep():
            pick(terminal, step.answer.replace("`", ""))
        case OrderStep():
            for item in step.items:
                pick(terminal, item)
                terminal.wait_for(f"{item} →" if item != step.items[-1] else f"→ {item}")
        case ExplainStep():
            terminal.press("ctrl+l")
            terminal.type("It leads back to the operation that made the tensor.")
        case _:
            pass
    terminal.press("enter")


def typed(terminal: Terminal, code: str) -> None:
    """Replace what stands in the editor."""
    terminal.press("ctrl+l")
    for place, line in enumerate(code.strip().split("\n")):
        if place:
            terminal.press("ctrl+n")
        terminal.type(line)


def pick(terminal: Terminal, option: str) -> None:
    """Press the number of an option, as the screen shows it."""
    found = re.search(rf"\b(\d) {re.escape(option)}", terminal.wait_for(f" {option}"))
    assert found is not None, terminal.text
    terminal.type(found[1])


def play(terminal: Terminal, first: int, last: int) -> None:
    """Answer the steps from one place to before another, rightly."""
    for place in range(first, last):
        step = LESSON.steps[place]
        terminal.wait_for(heading(step), f"In [{place + 1}]", without="✓ Right")
        answer(terminal, step)
        if step.kind != "read":
            terminal.wait_for("✓ Right")
            terminal.press("enter")


@pytest.mark.timeout(180)
def test_the_first_lesson_is_played_from_end_to_end_in_80_columns(tmp_path: Path) -> None:
    with Terminal([AGTUTOR], home=tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for("Your first gradient", "0 of 27")
        terminal.press("enter")
        play(terminal, 0, len(LESSON.steps))
        terminal.wait_for("27 of 27")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


@pytest.mark.timeout(120)
def test_wrong_answers_hints_back_and_skip_on_the_way(tmp_path: Path) -> None:
    step = LESSON.index("make-y")
    with Terminal([AGTUTOR, "run", "first-gradient"], home=tmp_path, size=(80, 24)) as terminal:
        play(terminal, 0, step)
        terminal.wait_for("Step 5 ")
        typed(terminal, "y = x * 2")
        terminal.press("enter")
        terminal.wait_for("✗ Not yet", "You doubled x")
        terminal.press("f2")
        terminal.wait_for("Hint 1")
        terminal.press("f4")
        terminal.wait_for("Step 4 ", "✓ Right")
        terminal.press("enter")
        terminal.wait_for("Step 5 ")
        terminal.press("f6")
        terminal.wait_for("Step 6 ", "y = x**2")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


@pytest.mark.timeout(120)
def test_an_endless_loop_is_stopped_by_ctrl_c_and_costs_nothing(tmp_path: Path) -> None:
    step = LESSON.index("make-y")
    with Terminal([AGTUTOR, "run", "first-gradient"], home=tmp_path) as terminal:
        play(terminal, 0, step)
        terminal.wait_for("Step 5 ")
        typed(terminal, "while True: y = x")
        terminal.press("f5")
        terminal.wait_for("Ctrl+C stops it")
        terminal.press("ctrl+c")
        terminal.wait_for("⏱ Stopped")
        play(terminal, step, step + 1)
        terminal.wait_for("Step 6 ")


@pytest.mark.timeout(120)
def test_after_sigkill_the_step_the_history_and_the_tensors_are_there(tmp_path: Path) -> None:
    step = LESSON.index("make-z")
    with Terminal([AGTUTOR, "run", "first-gradient"], home=tmp_path) as terminal:
        play(terminal, 0, step)
        terminal.wait_for("Step 6 ")
        typed(terminal, "z = x + 5")
        terminal.press("enter")
        terminal.wait_for("✗ Not yet", "PowBackward0")
        terminal.child.kill(signal.SIGKILL)
    with Terminal([AGTUTOR], home=tmp_path) as terminal:
        terminal.wait_for("5 of 27")
        terminal.press("enter")
        terminal.wait_for("Step 6 ", "PowBackward0", "z = x + 5", "✗ Not yet")
        play(terminal, step, step + 1)
        terminal.wait_for("Step 7 ")
