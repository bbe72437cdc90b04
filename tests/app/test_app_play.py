"""`agtutor play`: a lesson that plays itself on the screen, key by key, until somebody stops it."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from agtutor.app.desk import Desk
from agtutor.app.rehearsal.keystrokes import keystrokes, ordered, typed
from agtutor.app.rehearsal.pace import Pace
from agtutor.app.rehearsal.performer import NOT_RIGHT, OVER
from agtutor.app.rehearsal.play import TAKEN_OVER, Caption, PlayApp, PlayScreen
from agtutor.app.rehearsal.script import reading_time, scene, wrong_answers
from agtutor.app.screens.ask import AskScreen
from agtutor.app.widgets.answers.formula import FormulaAnswer
from agtutor.app.widgets.editor import Editor
from agtutor.case.verdict import Verdict
from agtutor.lesson.model import CodeStep, Lesson, OrderStep
from tests.app.app_fake_lab import FakeLab, Script
from tests.app.app_lesson import ANSWERS, LESSON, script
from tests.app.app_player import NARROW, WIDE, Player

FAST = 100.0
DOUBLED = {"answer": "y = x*2", "slip": "doubled"}
BACKWARDS = {"answer": "x y z l", "slip": "forward-order"}
LOOP = "y = []\nfor v in x:\n    if v:\n        y.append(v)\n    y = y"


def with_wrong_answers() -> Lesson:
    """Return the small lesson, with wrong answers for its code and its order."""
    data = LESSON.model_dump(mode="json")
    data["steps"][1]["wrong"] = [DOUBLED]
    data["steps"][4]["wrong"] = [BACKWARDS]
    return Lesson.model_validate(data, strict=False)


PLAYED = with_wrong_answers()
"""The small lesson with a step of each kind."""


def only(*steps: str) -> Lesson:
    """Return that lesson with some of its steps alone."""
    return PLAYED.model_copy(update={"steps": tuple(step for step in PLAYED.steps if step.id in steps)})


def played_script() -> Script:
    """Return what the fake lab says, to what is played as an explanation too."""
    said = script()
    said.verdicts["why"] = {"It records the operation.": Verdict("right", "")}
    return said


class Watcher(Player):
    """Somebody in front of the projector."""

    fake: FakeLab

    @property
    def screen(self) -> PlayScreen:
        """The lesson's screen."""
        return next(one for one in self.app.screen_stack if isinstance(one, PlayScreen))

    @property
    def caption(self) -> str:
        """The line under the lesson."""
        return str(self.screen.query_one(Caption).render())

    async def wait_for(self, words: str) -> None:
        """Wait until the screen shows something."""
        async with asyncio.timeout(30):
            while not self.shows(words):
                await self.pilot.pause(0.01)

    async def until_over(self) -> None:
        """Wait until nothing plays any more."""
        async with asyncio.timeout(60):
            while not self.app.screen_stack[1:] or self.screen.playing or self.screen._work is None:
                await self.pilot.pause(0.05)
        await self.pilot.pause()


@asynccontextmanager
async def watching(
    speed: float = FAST,
    *,
    size: tuple[int, int] = WIDE,
    lesson: Lesson = PLAYED,
    step: str | None = None,
    everything: bool = False,
    lab: FakeLab | None = None,
    ask: str = "",
) -> AsyncIterator[Watcher]:
    lab = lab or FakeLab(played_script())
    app = PlayApp(
        Desk(lab.as_lab()), lesson, step=step, pace=Pace(speed), everything=everything, ask=ask
    )
    async with app.run_test(size=size) as pilot:
        watcher = Watcher(app, pilot)
        watcher.fake = lab
        await pilot.pause()
        yield watcher


async def test_a_lesson_plays_to_its_end_with_a_wrong_answer_then_the_right_one() -> None:
    async with watching(size=NARROW) as watcher:
        await watcher.until_over()
        assert watcher.shows(OVER)
        assert watcher.walk.done == (10, 10)
        given = [(step, answer) for step, answer in watcher.fake.answers]
        assert given[:4] == [
            ("make-y", "y = x*2"),
            ("make-y", "y = x**2"),
            ("guess", "a tensor of zeros"),
            ("guess", "None"),
        ]
        assert ("graph", "x\ny\nz\nl") in given
        assert watcher.walk.hints_shown("make-y") == ["Arithmetic works on each entry."]
        assert watcher.walk.progress.of("why").ticks == (0,)
        right = {step: answer for step, answer in given if step != "why"}
        assert right == {step: ANSWERS[step] for step in right}


async def test_a_lesson_plays_to_its_end_wherever_the_learner_put_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    moved = ("editor.submit = f10", "editor.empty = ctrl+b", "lesson.run = f12", "lesson.hint = f11")
    picking = ("pick.answer = space", "pick.take_back = f13", "pick.tick = enter")
    (tmp_path / "keys.conf").write_text("\n".join([*moved, *picking]))
    async with watching() as watcher:
        await watcher.until_over()
        assert watcher.shows(OVER)
        assert watcher.walk.done == (10, 10)
        assert len(watcher.walk.hints_shown("make-y")) == 1


async def test_all_plays_every_wrong_answer_and_every_hint() -> None:
    async with watching(everything=True, lesson=only("make-y", "guess")) as watcher:
        await watcher.until_over()
        guesses = [answer for step, answer in watcher.fake.answers if step == "guess"]
        assert guesses == ["a tensor of zeros", "21 slopes", "None"]
        assert len(watcher.walk.hints_shown("make-y")) == 2


async def test_typing_shows_key_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(FormulaAnswer, "edited", lambda _self, text: seen.append(text))
    async with watching(lesson=only("dy-dx")) as watcher:
        await watcher.until_over()
    typed_so_far = [text for text in seen if text.startswith("2")]
    assert typed_so_far[:4] == ["2", "2x", "2x_", "2x_i"]


async def test_space_pauses_and_goes_on_and_any_other_key_pauses_too() -> None:
    async with watching(speed=1, step="make-y") as watcher:
        await watcher.wait_for("Plays by itself")
        for key in ("space", "x"):
            await watcher.pilot.press(key)
            await watcher.pilot.pause()
            assert watcher.caption.startswith("Paused")
            assert watcher.shows("Space go on", "Esc take over")
            assert "x" not in watcher.screen.query_one(Editor).text
            await watcher.pilot.press("space")
            await watcher.pilot.pause()
            assert watcher.caption.startswith("Plays by itself")
        await watcher.pilot.press("ctrl+q")
        await watcher.pilot.pause()
        assert not watcher.app.is_running


async def test_enter_cuts_a_rest_short_and_plus_makes_it_faster() -> None:
    async with watching(speed=0.1, step="make-y") as watcher:
        await watcher.wait_for("Reading the step.")
        await watcher.pilot.press("plus")
        assert watcher.screen.pace.speed == pytest.approx(0.15)
        await watcher.pilot.press("minus", "enter")
        await watcher.wait_for("A wrong answer, on purpose.")
        assert watcher.screen.pace.speed == pytest.approx(0.1)


async def test_escape_hands_the_lesson_over() -> None:
    async with watching(speed=1, step="make-y") as watcher:
        await watcher.wait_for("Plays by itself")
        await watcher.pilot.press("escape")
        await watcher.until_over()
        assert watcher.shows(TAKEN_OVER, "F6 skip")
        await watcher.answer("y = x**2")
        assert watcher.shows("✓ Right")


async def test_a_right_answer_that_is_refused_ends_the_play_with_a_word() -> None:
    async with watching(lab=FakeLab(), step="leaf") as watcher:
        await watcher.until_over()
        assert watcher.shows(NOT_RIGHT.replace("`", ""))
        assert watcher.step == "leaf"


async def test_a_lesson_from_elsewhere_plays_after_a_yes_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path / "home"))
    async with watching(ask="/elsewhere/roads.yaml") as watcher:
        assert isinstance(watcher.app.screen, AskScreen)
        assert watcher.fake.answers == []
        await watcher.pilot.press("n")
        await watcher.pilot.pause()
        assert not watcher.app.is_running
    assert not (tmp_path / "home").exists()


def code(text: str) -> CodeStep:
    return CodeStep(kind="code", id="a", title="A", text="A", solution=text)


def test_code_is_typed_as_the_editor_indents_it() -> None:
    assert list(typed("a\nb")) == ["a", "ctrl+n", "b"]
    assert list(typed("if a:\n\tb")) == list(typed("if a:\n    b"))
    keys = list(typed(LOOP))
    assert keys[-5:] == ["ctrl+n", *["backspace"] * 4]
    assert keys.count("backspace") == 8
    assert "".join(key for key in keys if len(key) == 1).startswith("y=[]forvinx:ifv:y.append(v)")


def test_a_block_ends_with_a_blank_line_so_that_enter_runs_it() -> None:
    assert keystrokes(code("for v in x:\n  v"), "for v in x:\n  v").count("ctrl+n") == 2
    assert keystrokes(code("y = 1"), "y = 1")[-2:] == ["1", "enter"]


def test_items_past_the_ninth_are_picked_by_row() -> None:
    items = tuple("abcdefghijkl")
    step = OrderStep(kind="order", id="a", title="A", text="A", items=items)
    keys = keystrokes(step, "\n".join(items))
    assert keys.count("home") == 3
    assert keys[-1] == "enter"
    assert keystrokes(step, "\n".join(items), again=True)[:12] == ["backspace"] * 12


def test_an_order_that_doesnt_name_each_item_is_not_played() -> None:
    assert ordered("x y z l", ["l", "z", "y", "x"]) == ["x", "y", "z", "l"]
    assert ordered("x y", ["l", "z", "y", "x"]) == []


def test_a_step_without_wrong_answers_plays_right_away() -> None:
    why, hello = PLAYED.steps[6], PLAYED.steps[0]
    assert wrong_answers(why, "") == []
    assert scene(why, "all points").right == "It records the operation."
    assert scene(hello, "").hints == 0


def test_long_texts_stand_longer_and_none_for_ever() -> None:
    assert reading_time("") == reading_time("one two")
    assert reading_time("word " * 20) == 5
    assert reading_time("word " * 900) == 12


async def test_a_held_pace_waits_however_fast_it_is() -> None:
    pace = Pace(1000)
    pace.hold()
    resting = asyncio.ensure_future(pace.rest(0.001))
    await asyncio.sleep(0.02)
    assert not resting.done()
    pace.go_on()
    await resting


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "fast", "1e9"])
def test_a_speed_that_nobody_can_follow_is_refused(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from agtutor.cli import main

    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(SystemExit) as left:
        main(["play", "first-gradient", f"--speed={text}"])
    assert left.value.code == 2
    assert "a speed is a number from 0.1 to 100" in capsys.readouterr().err
