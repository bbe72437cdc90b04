"""The terminal goes in the middle of a run: nothing stays, and nothing is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.lab.lab_tools import gone, tree
from tests.whole.terminal import Terminal
from tests.whole.test_whole_terminal import AGTUTOR, LESSON, play, typed

FIRST_CODE = next(place for place, step in enumerate(LESSON.steps) if step.kind == "code")


@pytest.mark.timeout(120)
def test_a_line_that_drops_leaves_no_process_and_no_file_and_loses_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with Terminal([AGTUTOR, "run", LESSON.id], home=tmp_path) as terminal:
        play(terminal, 0, FIRST_CODE)
        terminal.wait_for(f"Step {FIRST_CODE + 1} ")
        typed(terminal, "while True: pass")
        terminal.press("enter")
        terminal.wait_for("Ctrl+C stops it")
        process = terminal.child.pid
        assert process is not None
        processes = tree(process)
        terminal.child.close(force=False)
        asyncio.run(gone(processes))
    assert not list(temporary.iterdir())
    with Terminal([AGTUTOR], home=tmp_path) as terminal:
        terminal.wait_for(f"{FIRST_CODE} of {len(LESSON.steps)}")
