"""Authors' commands in a real terminal: a lesson is begun, watched while it changes, and played."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agtutor.author.starting import begin
from tests.whole.terminal import Terminal

AGTUTOR = str(Path(sys.executable).with_name("agtutor"))


@pytest.mark.timeout(120)
def test_a_lesson_is_previewed_while_it_is_written_and_then_plays_itself(tmp_path: Path) -> None:
    path = begin(str(tmp_path / "roads.yaml"))
    text = path.read_text(encoding="utf-8")
    with Terminal([AGTUTOR, "preview", str(path), "--watch"], home=tmp_path) as terminal:
        terminal.wait_for("What you will do", "Step 1")
        path.write_text(text.replace("What you will do", "Three small things"), encoding="utf-8")
        terminal.wait_for("Three small things")
        path.write_text(text.replace("minutes: 5", "minutes: 12:30"), encoding="utf-8")
        terminal.wait_for("roads.yaml:7:10", "Three small things")
        path.write_text(text, encoding="utf-8")
        terminal.wait_for("What you will do", without="roads.yaml:7:10")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    with Terminal([AGTUTOR, "play", str(path), "--speed", "100"], home=tmp_path) as terminal:
        terminal.wait_for("Run this lesson's code?")
        terminal.type("y")
        terminal.wait_for("That was the lesson.", "✓5")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    assert not (tmp_path / "journal").exists()
