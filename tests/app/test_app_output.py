"""All that a run printed and raised is a key away from its verdict."""

from __future__ import annotations

from pathlib import Path

from agtutor.case.evidence import Evidence, Failure
from agtutor.case.verdict import Verdict
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import NARROW, playing
from tests.builders import evidence

RAISED = Verdict("wrong", "`y = w` raised NameError. There is no `w` here.")
UNREADABLE = Verdict("unreadable", "`y = 2x` ← a digit runs into a name here.")


def failed(kind: str, traceback: str, **changes: object) -> Evidence:
    failure = Failure(type=kind, message="", line=1, column=4, source="", traceback=traceback)
    return evidence(failure=failure, **changes)


def lab(made: Evidence, verdict: Verdict) -> FakeLab:
    told = script()
    told.verdicts["make-y"] = {"y = w": verdict}
    told.made["make-y"] = made
    return FakeLab(told)


async def test_a_traceback_too_long_for_out_is_shown_whole(tmp_path: Path) -> None:
    lines = [f"frame {number}" for number in range(12)]
    made = failed("NameError", "\n".join(["Traceback", *lines, "NameError: w"]), ended="raised")
    async with playing(tmp_path, NARROW, step="make-y", lab=lab(made, RAISED)) as player:
        await player.answer("y = w")
        assert player.shows("Ctrl+T: all of it", "✗ Not yet")
        assert not player.shows("Traceback")
        await player.press("ctrl+t")
        assert player.shows("Traceback", "frame 0", "frame 11", "NameError: w", "Esc closes")
        await player.press("escape")
        assert player.shows("✗ Not yet")


async def test_what_python_says_of_unreadable_code_is_a_key_away(tmp_path: Path) -> None:
    made = failed("SyntaxError", "SyntaxError: invalid decimal literal", ended="unreadable")
    async with playing(tmp_path, NARROW, step="make-y", lab=lab(made, UNREADABLE)) as player:
        await player.answer("y = w")
        assert not player.shows("invalid decimal literal")
        assert player.shows("Ctrl+T: all of it")
        await player.press("ctrl+t")
        assert player.shows("SyntaxError: invalid decimal literal")


async def test_a_traceback_is_there_after_coming_back(tmp_path: Path) -> None:
    made = failed("NameError", "Traceback\nNameError: w", ended="raised", output="1\n")
    first = lab(made, RAISED)
    async with playing(tmp_path, NARROW, step="make-y", lab=first) as player:
        await player.answer("y = w")
    async with playing(tmp_path, NARROW, step="make-y", lab=FakeLab(script())) as player:
        assert player.shows("1 Traceback NameError: w", "✗ Not yet")


async def test_output_that_is_in_view_whole_says_nothing_of_more(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y") as player:
        await player.answer("y = x**2")
        assert player.shows("tensor([25.0000, 20.2500])")
        assert not player.shows("Ctrl+T")


async def test_with_nothing_printed_the_key_says_so(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y", notifications=True) as player:
        await player.press("ctrl+t")
        assert player.shows("Nothing was printed.")
