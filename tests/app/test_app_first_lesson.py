"""The first lesson, played on the screen from its first step to its last: real lab, real tensors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from agtutor.app.app import TutorApp
from agtutor.app.desk import Desk
from agtutor.lab.lab import Lab
from tests.app.app_player import NARROW, WIDE, Player

pytestmark = pytest.mark.usefixtures("nursed")

TYPED = {
    "dl-dz": "1",
    "dz-dy": "1",
    "dy-dx": "2x_i",
    "dl-dx": "2 x_i",
    "why-grad-fn": "It knows the way back, and the slope of its own operation.",
}
PICKED = {
    "lowest-z": "at x = 0, z = 5",
    "root-and-leaf": "`l` is the root, `x` is the leaf",
    "grad-foretold": "None",
}


@asynccontextmanager
async def first_lesson(home: Path, size: tuple[int, int]) -> AsyncIterator[Player]:
    """Start the app in the first lesson, with a journal in a folder."""
    app = TutorApp(Desk(Lab.launch()), "first-gradient")
    async with app.run_test(size=size) as pilot:
        player = Player(app, pilot)
        await player.settle()
        yield player


def right_answer(player: Player) -> str | None:
    """Return what is typed or picked at the current step; None where it stands there already."""
    step = player.walk.step
    known = TYPED.get(step.id) or PICKED.get(step.id)
    if known:
        return known
    if step.kind in ("code", "plot"):
        return step.solution.rstrip("\n")
    return None


async def answer(player: Player) -> None:
    """Answer the current step right, check what is said, and go on."""
    step = player.walk.step
    if step.kind == "read":
        await player.press("enter")
        return
    if step.kind == "order":
        await put_in_order(player, step.items)
    text = right_answer(player)
    if text is not None:
        await player.write(text)
    await player.press("f5")
    assert player.shows("✓ Right"), f"{step.id}:\n" + "\n".join(player.lines())
    await player.press("enter")


async def put_in_order(player: Player, items: tuple[str, ...]) -> None:
    """Pick the items by their numbers."""
    for item in items:
        rows = [line.strip("│ ").split("│")[0].split() for line in player.lines()]
        await player.press(next(row[0] for row in rows if row[1:] == [item] and row[0].isdigit()))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the journal in a folder of the test's own."""
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    return tmp_path


async def test_the_first_lesson_plays_with_right_answers_in_a_wide_terminal(home: Path) -> None:
    async with first_lesson(home, WIDE) as player:
        walk = player.walk
        seen: dict[str, str] = {}
        while not walk.at_end:
            step = walk.step.id
            await answer(player)
            assert walk.step.id != step
            seen[walk.step.id] = "\n".join(player.lines())
        assert "PowBackward0" in seen["make-z"]
        assert "21 points" in seen["why-grad-fn"]
        await player.press("enter")
        assert walk.done == (27, 27)
        assert player.shows("The end of the lesson", "27 of 27 steps right.")
        await player.press("enter")
        assert player.shows("The course", "done")


async def test_the_first_lesson_plays_with_a_slip_a_hint_a_look_back_and_a_skip_in_a_narrow_one(
    home: Path,
) -> None:
    async with first_lesson(home, NARROW) as player:
        walk = player.walk
        while not walk.at_end:
            match walk.step.id:
                case "create-x":
                    await player.answer("x = torch.linspace(-5, 5, 20, requires_grad=True)")
                    assert player.shows("✗ Not yet", "x has 20 values")
                    await player.press("f2")
                    assert player.shows("Hint 1:")
                    await answer(player)
                case "make-l":
                    await player.press("f4")
                    assert player.shows("Move it up", "z = y + 5", "✓ Right")
                    await player.press("enter")
                    assert walk.step.id == "make-l"
                    await answer(player)
                case "dy-dx":
                    await player.answer("x_i")
                    assert player.shows("✗ Not yet")
                    await player.press("f6")
                    assert player.shows("Skipped: Through the square.", "2*x_i")
                case _:
                    await answer(player)
        assert walk.progress.count("skipped") == 1
        assert walk.done == (26, 27)
        await player.press("f3")
        assert player.shows("x_grad_derived", "float32 (21,)")
