"""The installed `agtutor` on terminals of all kinds: few colours, none, ASCII alone, a slow line."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.whole.terminal import Terminal

AGTUTOR = str(Path(sys.executable).with_name("agtutor"))
SSH = {"TERM": "xterm-256color"}
ATTRIBUTES = {"", "0", "1", "2", "3", "4", "7", "9", "22", "23", "24", "27", "29", "39", "49"}
SIXTEEN = {str(code) for first in (30, 40, 90, 100) for code in range(first, first + 8)}


def looks(sent: bytes) -> set[str]:
    """Return the SGR parameters of all that was sent, each with its own: ``38;5;188``, ``1``."""
    found = re.findall(rb"\x1b\[([\d;]*)m", sent)
    one = re.compile(r"[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d*")
    return {look for piece in found for look in one.findall(piece.decode()) if look}


def shows_the_course(terminal: Terminal) -> None:
    terminal.wait_for("Your first gradient", "Enter open")


@pytest.mark.parametrize(
    ("environment", "colours"),
    [
        (SSH, "256"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "none"),
        ({"TERM": "screen-256color", "STY": "1", "COLORTERM": "truecolor"}, "256"),
        ({"TERM": "screen-256color", "TMUX": "x,1,0", "COLORTERM": "truecolor"}, "all"),
    ],
)
def test_a_terminal_gets_the_colours_that_it_has(
    environment: dict[str, str], colours: str, tmp_path: Path
) -> None:
    with Terminal([AGTUTOR], home=tmp_path, environment=environment) as terminal:
        shows_the_course(terminal)
        sent = looks(terminal.sent) - ATTRIBUTES
        kinds = {
            "256": all(look[:4] in ("38;5", "48;5") for look in sent) and bool(sent),
            "16": sent <= SIXTEEN and bool(sent),
            "none": not sent,
            "all": any(look[:4] == "38;2" for look in sent),
        }
        assert [name for name, holds in kinds.items() if holds] == [colours]
        assert not list(hidden(terminal))


def hidden(terminal: Terminal) -> Iterator[str]:
    """Yield what is drawn in the colour of its own background."""
    for line in terminal.screen.buffer.values():
        for cell in line.values():
            if cell.data.strip() and cell.fg == cell.bg and cell.fg != "default":
                yield cell.data


def test_without_colours_what_is_picked_is_underlined_and_the_cursor_is_seen(tmp_path: Path) -> None:
    with Terminal(
        [AGTUTOR], home=tmp_path, environment={"NO_COLOR": "1", "TERM": "xterm-256color"}
    ) as terminal:
        shows_the_course(terminal)
        row = next(y for y, line in enumerate(terminal.screen.display) if "Your first gradient" in line)
        assert any(cell.underscore for cell in terminal.screen.buffer[row].values())
        terminal.press("enter")
        terminal.wait_for("Enter goes on.")
        terminal.press("enter")
        terminal.wait_for("Step 2 ", "Out [2]")
        assert any(cell.reverse for line in terminal.screen.buffer.values() for cell in line.values())


@pytest.mark.parametrize("option", ["--ascii", "locale"])
def test_not_one_byte_beyond_ascii_reaches_a_terminal_that_has_no_more(
    option: str, tmp_path: Path
) -> None:
    command = [AGTUTOR, "--ascii"] if option == "--ascii" else [AGTUTOR]
    environment = {} if option == "--ascii" else {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    with Terminal(command, home=tmp_path, environment=environment) as terminal:
        shows_the_course(terminal)
        if option == "--ascii":
            walk(terminal)
        assert terminal.sent.isascii()
        assert "?" * 2 not in terminal.text


@pytest.mark.parametrize("command", ["preview", "play"])
def test_authors_see_a_lesson_as_such_a_terminal_shows_it(command: str, tmp_path: Path) -> None:
    asked = [AGTUTOR, command, "first-gradient", "--ascii"]
    with Terminal(asked, home=tmp_path, environment={"NO_COLOR": "1", **SSH}) as terminal:
        terminal.wait_for("+ Step 1 - ")
        assert terminal.sent.isascii()
        assert not looks(terminal.sent) - ATTRIBUTES


def walk(terminal: Terminal) -> None:
    """Go through steps of all kinds: code, a wrong answer, a hint, a plot, a graph, formulas."""
    terminal.press("enter")
    terminal.wait_for("+ Step 1 - ", "Enter goes on.")
    terminal.press("enter")
    terminal.wait_for("Step 2 ")
    terminal.press("enter")
    terminal.wait_for("x Not yet")
    terminal.press("f2")
    terminal.wait_for("Hint 1:")
    terminal.child.send("\x10")
    terminal.wait_for("Search for commands", "Show the next hint")
    terminal.press("escape")
    skip(terminal, 2, 9)
    terminal.press("enter")
    terminal.press("ctrl+l")
    terminal.type("plt.plot(x.detach(), z.detach())\n")
    terminal.wait_for("+ Right", "lowest")
    terminal.press("f3", "f3")
    terminal.wait_for("AddBackward0", "_.:" if "_.:" in terminal.text else "PowBackward0")
    skip(terminal, 9, 19)
    terminal.type("2x_i^2/x_i")
    terminal.wait_for("I read: 2*x_i^2")
    terminal.press("f1")
    terminal.wait_for("- Keys -")


def skip(terminal: Terminal, first: int, last: int) -> None:
    """Skip the steps from one number to before another."""
    for number in range(first, last):
        terminal.wait_for(f"Step {number} ")
        terminal.press("f6")
    terminal.wait_for(f"Step {last} ")


def test_a_slow_line_shows_the_same_for_half_the_bytes(tmp_path: Path) -> None:
    screens, costs = [], []
    for name, option in (("usual", "--no-low-bandwidth"), ("sparing", "--low-bandwidth")):
        (tmp_path / name).mkdir()
        command = [AGTUTOR, option, "run", "first-gradient"]
        with Terminal(command, home=tmp_path / name, environment=SSH) as terminal:
            terminal.wait_for("Enter goes on.", "No tensors")
            terminal.press("f6")
            terminal.wait_for("Step 2 ", "Skipped")
            terminal.press("ctrl+l")
            terminal.type("import torch  # which has autograd, and much more than auto")
            terminal.wait_for("much more than ", "│ auto  ")
            costs.append(
                median(
                    cost(terminal, key, f"│ auto{'grad'[: place + 1]} ")
                    for place, key in enumerate("grad")
                )
            )
            screens.append(terminal.screen.buffer)
    assert screens[0] == screens[1]
    assert costs[0] <= 1000
    assert costs[1] <= min(500, costs[0] / 2)


def cost(terminal: Terminal, key: str, shown: str) -> int:
    """Return the bytes that a key takes until it is shown."""
    before = len(terminal.sent)
    terminal.type(key)
    terminal.wait_for(shown)
    return len(terminal.sent) - before


def test_lines_pasted_into_a_terminal_that_doesnt_mark_them_are_run_by_no_one_but_the_learner(
    tmp_path: Path,
) -> None:
    command = [AGTUTOR, "run", "first-gradient", "--step", "create-x"]
    with Terminal(command, home=tmp_path, environment={"TERM": "linux"}) as terminal:
        terminal.wait_for("Step 3 ", "In [3]", "x = None", "Enter run")
        terminal.press("ctrl+l")
        terminal.wait_for("In [3]", without="x = None")
        terminal.type("import torch\nends = -5, 5\nx = torch.linspace(*ends, 21, requires_grad=True)\n")
        terminal.wait_for("import torch", "ends = -5, 5", "x = torch.linspace(*ends, 21")
        assert "Out [3] -" in terminal.text
        assert not any(sign in terminal.text for sign in ("Right", "Not yet", "Running", "running"))
        terminal.press("f5")
        terminal.wait_for("+ Right")
