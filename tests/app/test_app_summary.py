"""The end of a lesson: its summary, the note file, and the way to the course."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.app.screens.summary import SummaryScreen
from agtutor.journal import Journal, Line
from tests.app.app_lesson import DOUBLED
from tests.app.app_player import NARROW, WIDE, playing


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder whose journal has a slip at the second step, and its right answer."""
    journal = Journal.open(tmp_path)
    slip, said = DOUBLED.slip, DOUBLED.message
    journal.write(Line("answer", "small", "make-y", ruling="wrong", slip=slip, message=said))
    journal.write(Line("answer", "small", "make-y", answer="y = x**2", ruling="right"))
    journal.close()
    return tmp_path


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_lesson_ends_on_what_was_done_of_it(home: Path, size: tuple[int, int]) -> None:
    async with playing(home, size, step="closing") as player:
        await player.press("enter")
        assert isinstance(player.app.screen, SummaryScreen)
        assert player.shows("The end of the lesson", "2 of 10 steps right, 8 open.", "To review (1)")
        assert player.shows("Step 2, Square it: You doubled x: at −5 your y is −10.")
        assert player.shows("Enter course", "n note file")
        await player.press("f4")
        assert player.step == "closing"
        await player.press("enter", "enter")
        assert player.shows("The course", "2 of 10")


async def test_n_writes_a_note_file_each_time_a_new_one(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = home / "notes"
    notes.mkdir()
    monkeypatch.chdir(notes)
    async with playing(home, step="closing") as player:
        await player.press("enter", "n")
        assert player.shows("Written: agtutor-small.md")
        await player.press("n")
        assert player.shows("Written: agtutor-small-2.md")
        for note in notes.iterdir():
            assert "y = x**2" in note.read_text(encoding="utf-8")
            note.unlink()
        notes.rmdir()
        await player.press("n")
        assert player.shows("The note can't be written to the current folder: No such file")
        monkeypatch.chdir(home)
        await player.press("escape")
        assert player.shows("The course")
