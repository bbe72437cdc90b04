"""The lesson screen, played: real walkthrough, real journal, fake lab."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.case.verdict import Verdict
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import ANSWERS, LESSON, script
from tests.app.app_player import NARROW, WIDE, Player, playing
from tests.builders import evidence

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


async def answer_right(player: Player) -> None:
    """Answer the current step as its kind is answered, and go on."""
    step = player.walk.step
    match step.kind:
        case "read":
            await player.press("enter")
            return
        case "order":
            for item in step.items:
                await player.press(number_of(player, item))
        case "predict" | "choice":
            await player.write(ANSWERS[step.id])
        case _:
            await player.write(ANSWERS[step.id])
    await player.press("enter")
    assert player.shows("✓ Right"), "\n".join(player.lines())
    await player.press("enter")


def number_of(player: Player, item: str) -> str:
    """Return the key that picks an item in an order step."""
    texts = [line.strip("│ ").split("│")[0].split() for line in player.lines()]
    return next(words[0] for words in texts if words[1:] == [item] and words[0].isdigit())


@SIZES
async def test_a_lesson_plays_from_the_first_step_to_the_last(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with playing(tmp_path, size) as player:
        for step in LESSON.steps[:-1]:
            assert player.step == step.id
            assert player.shows(f"Step {player.walk.position + 1} ─ {step.title}")
            await answer_right(player)
        walk = player.walk
        await player.press("enter")
        assert walk.done == (10, 10)
        assert player.shows("The end of the lesson", "10 of 10 steps right.")
        await player.press("enter")
        assert player.shows("The course", "10 of 10")


@SIZES
async def test_a_wrong_answer_is_named_and_stays(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size, step="make-y") as player:
        await player.answer("y = x*2")
        assert player.shows("✗ Not yet: You doubled x: at −5 your y is −10.")
        assert player.step == "make-y"
        await player.press("end", "space")
        assert player.shows("✗ Not yet")
        assert player.walk.attempts("make-y") == 1


@SIZES
async def test_a_right_answer_adds_the_authors_words_and_the_tensors(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with playing(tmp_path, size, step="make-y") as player:
        await player.answer("y = x**2")
        assert player.shows("✓ Right. y carries a grad_fn.", "tensor([25.0000, 20.2500])")
        if size == NARROW:
            await player.press("f3")
        assert player.shows("● y float32 (21,) PowBackward0", "new")


@SIZES
async def test_a_hint_is_shown_under_the_text_and_is_no_attempt(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with playing(tmp_path, size, step="make-y") as player:
        assert player.shows("F2 hint (2 left)")
        await player.press("f2")
        assert player.shows("Hint 1: Arithmetic works on each entry.", "F2 hint (1 left)")
        await player.press("f2", "f2")
        assert player.shows("Hint 2: Two stars.")
        assert not player.shows("F2 hint")
        assert player.walk.attempts("make-y") == 0


@SIZES
async def test_back_shows_the_earlier_answer_and_what_was_said(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with playing(tmp_path, size, step="make-y") as player:
        await player.answer("y = x**2")
        await player.press("enter")
        assert player.step == "guess"
        await player.press("f4")
        assert player.shows("Step 2 ─ Square it", "y = x**2", "✓ Right", "Enter next")


@SIZES
async def test_skip_shows_the_answer_and_goes_on(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size, step="make-y") as player:
        await player.press("f6")
        assert player.step == "guess"
        assert player.shows("Skipped: Square it. Its answer, which stands now:", "y = x**2", "↷1")
        await player.press("f4")
        assert player.shows("y = x**2", "You skipped this step.", "Enter next")


async def test_an_edit_of_a_right_answer_is_run_again(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x**2")
        assert player.shows("Enter next")
        await player.write("y = x*2")
        assert player.shows("Enter run")
        await player.press("enter")
        assert player.shows("✗ Not yet", "Enter run")
        await player.press("f4", "enter")
        assert player.step == "make-y"
        assert player.walk.progress.of("make-y").accepted == "y = x**2"


async def test_enter_opens_a_line_in_an_unfinished_answer(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = (x")
        assert player.typed == "y = (x\n"
        assert player.lab.answers == []
        await player.press("f5")
        assert player.lab.answers == [("make-y", "y = (x\n")]


async def test_an_empty_answer_is_not_sent(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("  ")
        assert player.shows("Nothing is typed yet.")
        assert player.lab.answers == []


async def test_ctrl_c_stops_a_running_answer(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        player.lab.hold()
        await player.write("while True: pass")
        await player.poke("f5")
        assert player.shows("Ctrl+C stop")
        await player.press("ctrl+c")
        assert player.shows("⏱ Stopped", "Your tensors are as they were.")
        assert player.walk.attempts("make-y") == 0


async def test_enter_while_an_answer_runs_sends_nothing(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        player.lab.hold()
        await player.write("y = x**2")
        await player.poke("enter", "enter", "f5")
        player.lab.free.set()
        await player.settle()
        assert player.lab.answers == [("make-y", "y = x**2")]


async def test_enter_alone_picks_no_option(tmp_path: Path) -> None:
    async with playing(tmp_path, step="guess") as player:
        await player.press("enter")
        assert player.shows("Nothing is picked yet.")
        assert player.walk.entries("guess") == []
        await player.press("down", "enter")
        assert [entry.answer for entry in player.walk.entries("guess")] == ["None"]


async def test_an_answer_waits_for_torch_and_says_so(tmp_path: Path) -> None:
    lab = FakeLab(script())
    lab.load()
    async with playing(tmp_path, lab=lab) as player:
        await player.poke("enter")
        await player.reach("make-y")
        await player.write("y = x**2")
        await player.poke("enter")
        assert player.shows("torch is still loading; your answer runs as soon as it is there")
        lab.loaded()
        await player.settle()
        assert player.shows("✓ Right")
        assert not player.shows("still loading")


async def test_ctrl_c_takes_an_answer_back_while_torch_loads(tmp_path: Path) -> None:
    lab = FakeLab(script())
    lab.load()
    async with playing(tmp_path, lab=lab) as player:
        await player.poke("enter")
        await player.reach("make-y")
        await player.write("y = x**2")
        await player.poke("enter")
        await player.poke("ctrl+c")
        assert player.shows("Taken back.")
        lab.loaded()
        await player.settle()
        assert lab.answers == []
        await player.press("enter")
        assert lab.answers == [("make-y", "y = x**2")]


async def test_a_stale_verdict_is_kept_but_not_shown(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        player.lab.hold()
        await player.write("y = x*2")
        await player.poke("enter")
        await player.press("f4")
        assert player.step == "hello"
        assert not player.shows("Stopped")
        assert [entry.answer for entry in player.walk.entries("make-y")] == ["y = x*2"]


async def test_the_scratch_pad_never_touches_the_lesson(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.write("y = x")
        await player.press("f8")
        assert player.shows("Scratch pad", "Esc leave the pad")
        await player.answer("1 + 1")
        assert player.shows("ran 1 + 1", "The lesson's tensors are as they were.")
        assert player.walk.status("make-y") == "open"
        await player.press("escape")
        assert player.shows("In [2]", "y = x")
        await player.press("f8")
        assert player.shows("1 + 1")


async def test_reset_asks_once(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x**2")
        await player.press("f9")
        assert player.shows("Start this lesson over?")
        await player.press("escape")
        assert player.walk.status("make-y") == "right"
        await player.press("f9", "y")
        assert player.step == "hello"
        assert player.walk.status("make-y") == "open"


@SIZES
async def test_history_takes_an_answer_up_again(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(tmp_path, size, step="make-y") as player:
        await player.answer("y = x*2")
        await player.write("y = x**2")
        await player.press("f7")
        assert player.shows("Your answers", "In [2] y = x*2", "✗ Not yet")
        await player.press("enter")
        assert player.typed == "y = x*2"


async def test_f3_goes_round_the_panes_in_a_wide_terminal(tmp_path: Path) -> None:
    async with playing(tmp_path, WIDE, step="make-y") as player:
        await player.answer("y = x**2")
        await player.press("f3")
        assert player.shows("┬ y PowBackward0", "└ x leaf: the gradient lands in x.grad")
        await player.press("f3")
        assert player.shows("Nothing is drawn yet.")
        await player.press("f3")
        assert player.shows("leaf, tracked")
        assert player.shows("Step 2 ─ Square it")


async def test_f3_goes_round_the_step_and_the_panes_in_a_narrow_one(tmp_path: Path) -> None:
    async with playing(tmp_path, NARROW, step="make-y") as player:
        await player.answer("y = x**2")
        for shown in ("leaf, tracked", "PowBackward0", "Nothing is drawn yet.", "Create a tensor y"):
            await player.press("f3")
            assert player.shows(shown, "In [2]", "y = x**2", "✓ Right")


@SIZES
async def test_a_drawn_figure_comes_to_the_front_with_its_reading(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with playing(tmp_path, size, step="plot-y") as player:
        await player.answer(ANSWERS["plot-y"])
        assert player.shows("✓ Right", "21 points: x from −5 to 5", "▚")


async def test_output_is_shown_as_text_whatever_it_contains(tmp_path: Path) -> None:
    lab = FakeLab(script())
    lab.script.made["make-y"] = evidence(output="[b]bold[/b] \x1b[31mred\x1b[0m $x$ `y`\n")
    async with playing(tmp_path, step="make-y", lab=lab) as player:
        await player.answer("y = x**2")
        assert player.shows("[b]bold[/b] red $x$ `y`")


async def test_quitting_while_an_answer_runs_closes_the_lab(tmp_path: Path) -> None:
    lab = FakeLab(script())
    async with playing(tmp_path, step="make-y", lab=lab) as player:
        lab.hold()
        await player.write("while True: pass")
        await player.poke("f5")
        await player.pilot.press("ctrl+q")
    assert lab.closed


async def test_a_lesson_resumes_with_its_answers(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x*2")
    async with playing(tmp_path) as player:
        assert player.step == "make-y"
        assert player.shows("y = x*2", "✗ Not yet")
        await player.press("up")
        assert player.typed == "y = x*2"


async def test_what_was_typed_is_there_after_a_look_back(tmp_path: Path) -> None:
    async with playing(tmp_path, step="make-y") as player:
        await player.write("y = x *")
        await player.press("f4")
        await player.press("enter")
        assert player.step == "make-y"
        assert player.shows("y = x *")


async def test_a_journal_that_cant_be_written_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way")
    async with playing(tmp_path, step="make-y") as player:
        await player.answer("y = x**2")
        assert player.shows("your answers can't be kept")
        await player.press("enter")
        assert player.step == "guess"
        assert not player.shows("your answers can't be kept")


async def test_ticks_of_an_explanation_are_kept(tmp_path: Path) -> None:
    async with playing(tmp_path, step="why") as player:
        await player.answer("It leads back.")
        assert player.shows("☐ It records the operation.")
        await player.press("space", "enter")
        assert player.step == "plot-y"
        await player.press("f4")
        assert player.shows("☑ It records the operation.", "☐ It knows the local derivative.")


async def test_an_undecided_verdict_says_that_it_cant_tell(tmp_path: Path) -> None:
    lab = FakeLab(script())
    lab.script.verdicts["dy-dx"]["x_i"] = Verdict("undecided", "I can't tell whether $x_i$ is right.")
    async with playing(tmp_path, step="dy-dx", lab=lab) as player:
        await player.answer("x_i")
        assert player.shows("~ Can't tell: I can't tell whether xᵢ is right.")
        assert player.walk.attempts("dy-dx") == 0


async def test_a_long_verdict_leaves_editor_and_keys_in_view(tmp_path: Path) -> None:
    lab = FakeLab(script())
    lab.script.verdicts["make-y"]["y = x"] = Verdict("wrong", "Look at the values. " * 30)
    async with playing(tmp_path, NARROW, step="make-y", lab=lab) as player:
        await player.answer("y = x")
        assert player.shows("In [2]", "y = x", "✗ Not yet", "Ctrl+Q quit")
        assert len(player.lines()) == 24


async def test_every_point_of_an_explanation_can_be_reached_in_a_small_terminal(tmp_path: Path) -> None:
    async with playing(tmp_path, (60, 16), step="why") as player:
        await player.answer("It leads back.")
        assert player.shows("✓ Right")
        await player.press("down", "space")
        assert player.shows("☑ It knows the local derivative.")
