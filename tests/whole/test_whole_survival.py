"""The terminal goes in the middle of a run: nothing stays, and nothing is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.lab.lab_tools import gone, tree
from tests.whole.terminal import Terminal
from tests.whole.test_whole_terminal import AGTUTOR, LESSON, play, typed

FIRST_CODE = next(place for place, step in enumerate(LESSON.steps) if step.kind == "code")


STAYS = "trap : HUP; {} run {}; :"
"""A shell that hears of the hang-up, as the only one, and waits for its program, as make does."""


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "command",
    [[AGTUTOR, "run", LESSON.id], ["sh", "-c", STAYS.format(AGTUTOR, LESSON.id)]],
    ids=["by itself", "behind make"],
)
def test_a_line_that_drops_leaves_no_process_and_no_file_and_loses_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with Terminal(command, home=tmp_path) as terminal:
        play(terminal, 0, FIRST_CODE)
        terminal.wait_for(f"Step {FIRST_CODE + 1} ")
        typed(terminal, "while True: pass")
        terminal.press("enter")
        terminal.wait_for("Ctrl+C stops it")
        process = terminal.child.pid
        assert process is not None
        processes = tree(process)
        terminal.hang_up()
        asyncio.run(gone(processes))
    assert not list(temporary.iterdir())
    with Terminal([AGTUTOR], home=tmp_path) as terminal:
        terminal.wait_for(f"{FIRST_CODE} of {len(LESSON.steps)}")
