"""What a key costs: a key that changes one line has that line drawn, and nothing laid out anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.screen import Screen

from agtutor.app.widgets.running import RunningLine
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import WIDE, playing


class Layouts:
    """How often a screen is laid out."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.count = 0
        once = Screen._refresh_layout

        def counted(screen: Screen[object], *arguments: object, **options: object) -> None:
            self.count += 1
            once(screen, *arguments, **options)  # type: ignore[arg-type]

        patch.setattr(Screen, "_refresh_layout", counted)


@pytest.mark.parametrize(("step", "typed"), [("make-y", "y = x"), ("dy-dx", "x+x+x")])
async def test_a_key_while_typing_lays_nothing_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, typed: str
) -> None:
    async with playing(tmp_path, WIDE, step=step) as player:
        await player.press(*"xx")
        await player.press("backspace", "minus")
        layouts = Layouts(monkeypatch)
        await player.pilot.press(*typed)
        assert player.typed.endswith(typed)
        assert layouts.count == 0


async def test_the_echo_of_a_formula_takes_as_few_lines_as_it_needs_once_it_is_empty(
    tmp_path: Path,
) -> None:
    async with playing(tmp_path, WIDE, step="dy-dx") as player:
        echo = player.lesson.query_one(".echo")
        await player.press("1", "slash", "x")
        assert echo.size.height > 1
        await player.press("ctrl+l")
        assert echo.size.height == 1


async def test_the_clock_of_a_run_lays_nothing_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab = FakeLab(script())
    async with playing(tmp_path, WIDE, step="make-y", lab=lab) as player:
        lab.free.clear()
        await player.write("y = x ** 2")
        await player.poke("f5")
        line = player.lesson.query_one(RunningLine)
        while not line.has_class("-on"):
            await player.pilot.pause(0.01)
        await player.pilot.pause()
        layouts = Layouts(monkeypatch)
        line.beat()
        await player.pilot.pause()
        line.beat()
        await player.pilot.pause()
        assert layouts.count == 0
        lab.free.set()
