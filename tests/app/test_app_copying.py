"""What stands in a cell can be copied: by the terminal, and by a file where that is no sure way."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.app.copying import NAME
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import SmallPlayer, playing
from tests.app.test_app_palette import pick
from tests.builders import evidence

SAID = "✗ Not yet: You doubled x: at −5 your y is −10. Can a square be negative?"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder that isn't there yet."""
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


async def copied(player: SmallPlayer, entry: str) -> str:
    await pick(player, entry)
    await player.settle()
    return player.app.clipboard


async def test_in_and_out_are_copied_to_the_terminal_and_to_a_file(home: Path, tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", notifications=True) as player:
        await player.answer("y = x*2")
        assert await copied(player, "Copy the answer") == "y = x*2"
        assert (home / NAME).read_text(encoding="utf-8") == "y = x*2"
        assert (home / NAME).stat().st_mode & 0o077 == 0
        assert await copied(player, "Copy what stands in Out") == f"tensor([25.0000, 20.2500])\n{SAID}"
        assert (home / NAME).read_text(encoding="utf-8").endswith(SAID)
        told = [one.message for one in player.app._notifications]
        assert all(f"`{home / NAME}`" in one for one in told)
        assert len(told) == 2


async def test_nothing_that_a_terminal_obeys_is_copied(home: Path, tmp_path: Path) -> None:
    said = script()
    said.made["make-y"] = evidence(output="\x1b[31mred\x07 [b]bold[/b]\n")
    async with playing(tmp_path, step="make-y", lab=FakeLab(said)) as player:
        await player.answer("y = x**2")
        text = await copied(player, "Copy what stands in Out")
        assert text.startswith("red")
        assert "[b]bold[/b]" in text
        assert not set(text) & {"\x1b", "\x07"}


async def test_a_selection_is_kept_in_the_file_too(home: Path, tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.write("y = x")
        await player.press("shift+home", "ctrl+c")
        assert player.app.clipboard == "y = x"
        assert (home / NAME).read_text(encoding="utf-8") == "y = x"


async def test_nothing_is_offered_to_be_copied_where_there_is_nothing(tmp_path: Path) -> None:
    async with playing(tmp_path) as player:
        assert not [place.name for place in player.lesson.places() if place.name.startswith("Copy")]


@pytest.fixture
def lost(home: Path, tmp_path: Path) -> None:
    """Let the state folder lead nowhere."""
    home.symlink_to(tmp_path / "gone")


@pytest.mark.usefixtures("lost")
async def test_where_no_file_can_be_written_that_is_said(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y", notifications=True) as player:
        await player.write("y = x")
        await copied(player, "Copy the answer")
        told = [one.message for one in player.app._notifications]
        assert told[-1].startswith("Copied, if this terminal takes copies: no file of it can be")
