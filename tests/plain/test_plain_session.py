"""A lesson as a dialogue, on a lab that answers from a script."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agtutor.case.evidence import Failure, Figure, Series
from agtutor.case.verdict import Verdict
from agtutor.journal import Journal
from agtutor.plain import console
from agtutor.walkthrough.progress import Progress
from tests.app.app_lesson import ANSWERS, FIGURE, LESSON
from tests.builders import evidence
from tests.plain.plain_player import Player, lines_for


@pytest.fixture
def player(tmp_path: Path) -> Player:
    return Player(tmp_path)


async def test_every_kind_of_step_is_played_to_the_end(player: Player) -> None:
    session = await player.session("hello")
    playing = asyncio.create_task(session.play())
    for number, step in enumerate(LESSON.steps, start=1):
        await player.until(lambda number=number: f"Step {number} of 10" in player.said)  # type: ignore[misc]
        await player.until(lambda: player.sheet.getvalue().endswith("> "))
        assert session.walk.step.id == step.id
        player.type(*lines_for(session))
    assert await playing == "finished"
    assert "10 of 10 steps right." in player.said


async def test_a_step_says_where_it_is_and_what_is_wanted(player: Player) -> None:
    await player.play("guess")
    assert "Step 3 of 10: A guess first (a prediction)" in player.said
    assert "1. None 2. a tensor of zeros 3. 21 slopes" in player.said
    assert "Answer with a number from 1 to 3." in player.said


async def test_a_wrong_answer_says_why_and_the_step_stays(player: Player) -> None:
    session = await player.play("make-y", "y = x*2")
    assert "Not yet: You doubled `x`" in player.said
    assert session.walk.attempts("make-y") == 1
    assert session.walk.step.id == "make-y"


async def test_a_right_answer_says_what_it_changed_and_waits_for_enter(player: Player) -> None:
    session = await player.play("make-y", "y = x**2")
    assert "Right. `y` carries a `grad_fn`." in player.said
    assert "New: `y`: float32, shape (21,), PowBackward0, values 0 to 25." in player.said
    assert session.walk.step.id == "make-y"


async def test_hints_come_in_order_and_end(player: Player) -> None:
    await player.play("make-y", ":hint", ":hint", ":hint")
    assert "Hint 1. Arithmetic works on each entry. 1 more." in player.said
    assert "Hint 2. Two stars. That was the last hint" in player.said
    assert "There are no more hints for this step." in player.said


async def test_back_and_goto_move_and_next_refuses_an_open_step(player: Player) -> None:
    session = await player.play("guess", ":next", ":back", ":goto 4", ":goto nine", ":goto 99")
    assert "This step is still open." in player.said
    assert "Step 2 of 10" in player.said
    assert session.walk.step.id == "dy-dx"
    assert player.said.count("`:goto` takes the number of a step, from 1 to 10.") == 2


async def test_back_at_the_first_step_says_so(player: Player) -> None:
    await player.play("hello", ":back")
    assert "This is the first step." in player.said


async def test_skip_says_the_answer_with_its_lines_and_goes_on(player: Player) -> None:
    player.lab.script.verdicts["make-y"] = {"y = x\ny = y**2": Verdict("right", "")}
    session = await player.play("make-y", ":skip")
    assert "Its answer, which stands now:\n    y = x\n    y = y**2\n" in player.sheet.getvalue()
    assert session.walk.step.id == "guess"


async def test_skipping_the_last_step_ends_the_lesson(player: Player) -> None:
    session = await player.play("closing", ":skip")
    assert session.end == "finished"
    assert "9 open." in player.said
    assert "Still open (9): - Step 1, Hello - Step 2, Square it" in player.said


async def test_note_writes_a_file_and_says_where(
    player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    monkeypatch.chdir(notes)
    await player.play("make-y", "y = x**2", ":note")
    assert "Written: agtutor-small.md, in the current folder." in player.said
    assert "y = x**2" in (notes / "agtutor-small.md").read_text(encoding="utf-8")


async def test_a_block_runs_after_a_blank_line(player: Player) -> None:
    await player.play("make-y", "for _ in x:", "    y = x", "", "y = (x", "* x)")
    assert player.lab.answers == [
        ("make-y", "for _ in x:\n    y = x"),
        ("make-y", "y = (x\n* x)"),
    ]


async def test_several_lines_are_one_answer_behind_lines_and_behind_ctrl_n(player: Player) -> None:
    await player.play("make-y", ":lines", "a = 1", "b = 2", "", "a = 1\x0e", "b = 2", "c\x0ed")
    assert [answer for _, answer in player.lab.answers] == ["a = 1\nb = 2", "a = 1\nb = 2", "c\nd"]


async def test_one_line_of_an_answer_can_be_changed(player: Player) -> None:
    await player.play(
        "make-y", ":lines", "a = 1", "y = x*2", "", ":list", ":line 2 y = x**2", ":line 9 z", ":run"
    )
    assert "1: a = 1\n2: y = x*2" in player.sheet.getvalue()
    assert "`:line` takes a number from 1 to 3" in player.said
    assert player.lab.answers[-1] == ("make-y", "a = 1\ny = x**2")


async def test_dropped_lines_are_not_sent(player: Player) -> None:
    await player.play("make-y", ":lines", "a = 1", ":drop", "y = x**2")
    assert player.lab.answers == [("make-y", "y = x**2")]


async def test_a_script_that_ends_in_a_block_has_it_run(player: Player) -> None:
    session = await player.play("make-y", ":lines", "y = x**2")
    assert session.walk.status("make-y") == "right"


async def test_the_experiment_runs_as_it_stands_on_enter(player: Player) -> None:
    await player.play("try", "")
    assert player.lab.answers == [("try", "print(1)")]
    assert "1\nRight. It printed." in player.sheet.getvalue()


@pytest.mark.parametrize("typed", ["2", "b", "(2)", "`x` is", "x is"])
async def test_a_choice_is_made_by_number_letter_or_words(player: Player, typed: str) -> None:
    session = await player.play("leaf", typed)
    assert session.walk.status("leaf") == "right"


@pytest.mark.parametrize("typed", ["0", "3", "x", "-1", "٢", "one two"])
async def test_what_is_no_choice_is_no_attempt(player: Player, typed: str) -> None:
    session = await player.play("leaf", typed)
    assert "That is no number from 1 to 2." in player.said
    assert session.walk.attempts("leaf") == 0


@pytest.mark.parametrize("between", [" ", ",", ", ", "", " -> "])
async def test_an_order_is_given_by_numbers(player: Player, between: str) -> None:
    session = await player.session("graph")
    items = session.walk.step.items if session.walk.step.kind == "order" else ()
    line = between.join(str(session.asked.options.index(item) + 1) for item in items)
    player.type(line)
    player.leave()
    await session.play()
    assert session.walk.status("graph") == "right"


@pytest.mark.parametrize("typed", ["1 2 3", "1 1 2 3", "1 2 3 5", "l z y x"])
async def test_half_an_order_is_no_attempt(player: Player, typed: str) -> None:
    session = await player.play("graph", typed)
    assert "from 1 to 4" in player.said
    assert not session.walk.entries("graph")


async def test_a_formula_is_read_back_before_it_is_judged(player: Player) -> None:
    await player.play("dy-dx", "2x_i")
    assert "I read: 2·xᵢ Right." in player.said


async def test_points_are_ticked_and_kept(player: Player) -> None:
    session = await player.play("why", "It leads back.", "2", "7", "")
    assert "1. It records the operation. 2. It knows the local derivative." in player.said
    assert "Ticked: 2." in player.said
    assert session.walk.progress.of("why").ticks == (1,)
    assert session.walk.step.id == "plot-y"


async def test_a_plot_is_told_in_words_and_as_a_table(player: Player) -> None:
    await player.play("plot-y", "plt.plot(x.detach(), y.detach())", ":plot")
    assert "21 points: x from −5 to 5, y from 0 to 25. Lowest: 0 at x = 0." in player.said
    assert "x and y:\n  −5  25\n" in player.sheet.getvalue()


async def test_the_scratch_pad_is_no_attempt_and_is_left(player: Player) -> None:
    session = await player.play("make-y", ":scratch", "1 + 1", ":leave")
    assert "ran 1 + 1 This ran on a copy." in player.said
    assert session.walk.entries("make-y") == []
    assert not session.scratching


async def test_a_forgotten_colon_is_no_attempt(player: Player) -> None:
    session = await player.play("make-y", "help", "exit", ":hlep", ":")
    assert "Commands start with a colon: `:help`." in player.said
    assert "Commands start with a colon: `:quit`." in player.said
    assert "Did you mean `:help`?" in player.said
    assert session.walk.entries("make-y") == []


async def test_nothing_typed_is_no_attempt(player: Player) -> None:
    session = await player.play("make-y", "", "   ")
    assert player.said.count("Nothing is typed yet.") == 2
    assert session.walk.entries("make-y") == []


async def test_reset_asks_once(player: Player) -> None:
    session = await player.play("make-y", "y = x**2", ":reset", ":reset yes")
    assert "To start over, type `:reset yes`." in player.said
    assert session.walk.status("make-y") == "open"
    assert session.walk.step.id == "hello"


async def test_progress_lists_the_steps(player: Player) -> None:
    await player.play("make-y", "y = x**2", ":progress", ":answers")
    assert "1 of 10 steps done: 1 right, 0 skipped." in player.said
    assert "2. Square it: right 3. A guess first: open" in player.said
    assert "Step 2: y = x**2" in player.said


async def test_what_was_answered_before_is_said_on_coming_back(tmp_path: Path) -> None:
    await Player(tmp_path).play("make-y", "y = x*2")
    again = Player(tmp_path)
    await again.play("make-y", ":hint", ":again")
    assert "Your answer: y = x*2 tensor([25.0000, 20.2500]) Not yet: You doubled `x`" in again.said
    assert again.said.count("Hint 1.") == 2


async def test_the_journal_is_the_one_that_the_app_reads(player: Player) -> None:
    await player.play("make-y", "y = x*2", "y = x**2", "")
    progress = Progress.fold(Journal.open(player.folder).of("small"))
    assert progress.at == "guess"
    assert [entry.answer for entry in progress.of("make-y").entries] == ["y = x*2", "y = x**2"]


async def test_escapes_that_code_prints_are_made_harmless(player: Player) -> None:
    nasty = "\x1b[31mred\x1b]0;title\x07\x1b[2J\rover\x08"
    player.lab.script.made["make-y"] = evidence(output=nasty, echo="\x1b[0m'x'")
    await player.play("make-y", "y = x*2")
    assert "\x1b" not in player.sheet.getvalue()
    assert "\r" not in player.sheet.getvalue()


async def test_while_torch_loads_that_is_said_once(player: Player) -> None:
    player.lab.load()
    playing = asyncio.create_task(player.play("make-y", "y = x*2", "y = x**2", ":tensors"))
    await player.until(lambda: console.LOADING in player.said)
    player.lab.loaded()
    session = await playing
    assert player.said.count(console.LOADING) == 1
    assert session.walk.status("make-y") == "right"


async def test_ctrl_c_takes_back_what_waits_for_torch(player: Player) -> None:
    player.lab.load()
    playing = asyncio.create_task(player.play("make-y", "y = x**2", ":next"))
    await player.until(lambda: console.LOADING in player.said)
    player.console.interrupt()
    await player.until(lambda: console.WITHDRAWN in player.said)
    player.lab.loaded()
    session = await playing
    assert session.walk.status("make-y") == "open"


async def test_ctrl_c_stops_what_runs(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "PATIENCE", 0.01)
    session = await player.session("make-y")
    playing = asyncio.create_task(session.play())
    await player.until(lambda: player.sheet.getvalue().endswith("2 code> "))
    player.lab.hold()
    player.type("while True: pass")
    await player.until(lambda: console.RUNNING in player.said)
    player.console.interrupt()
    await player.until(lambda: "Your tensors are as they were." in player.said)
    player.leave()
    assert await playing == "quit"


async def test_ctrl_c_at_the_prompt_keeps_the_lines_and_asks_again(player: Player) -> None:
    session = await player.session("make-y")
    player.keyboard.echoes = True
    playing = asyncio.create_task(session.play())
    player.type(":lines", "y = x**2")
    await player.until(lambda: player.sheet.getvalue().count("... ") == 2)
    player.console.interrupt()
    assert player.sheet.getvalue().endswith("`:quit` leaves, and all that you answered is kept.\n... ")
    player.type("")
    player.leave()
    await playing
    assert player.lab.answers == [("make-y", "y = x**2")]


async def test_ctrl_c_ends_a_pipe_that_nothing_comes_from(player: Player) -> None:
    session = await player.session("make-y")
    playing = asyncio.create_task(session.play())
    await player.until(lambda: player.sheet.getvalue().endswith("2 code> "))
    player.console.interrupt()
    assert await playing == "quit"


@pytest.mark.parametrize("command", [":lines", ":list", ":line 1 x", ":run", ":drop"])
async def test_code_is_not_begun_where_none_is_asked_for(player: Player, command: str) -> None:
    session = await player.play("leaf", command, "2")
    assert "This step isn't answered with code." in player.said
    assert session.walk.status("leaf") == "right"


async def test_to_look_at_the_code_begins_nothing(player: Player) -> None:
    session = await player.play("make-y", ":list", "y = x**2", ":list")
    assert "2 code> :list\n1: y = \n2 code>" in player.sheet.getvalue()
    assert not session.draft.open
    assert player.lab.answers == [("make-y", "y = x**2")]


async def test_in_a_block_a_line_that_looks_like_a_command_is_code(player: Player) -> None:
    await player.play("make-y", ":lines", "back", "  :hint", "y", "")
    assert player.lab.answers == [("make-y", "back\n  :hint\ny")]


async def test_a_sentence_that_begins_with_a_number_is_an_answer_not_ticks(player: Player) -> None:
    player.lab.script.verdicts["why"]["2 reasons"] = Verdict("right", "")
    session = await player.play("why", "It leads back.", "2 reasons")
    assert [entry.answer for entry in session.walk.entries("why")] == ["It leads back.", "2 reasons"]


async def test_what_the_learner_named_is_shown_as_typed(player: Player) -> None:
    label = "$x^2$ and **b** `c` [red]"
    series: Series = {**FIGURE["series"][0], "label": label}
    figure: Figure = {**FIGURE, "title": label, "series": [series, series]}
    player.lab.script.made["plot-y"] = evidence(figures=[figure])
    await player.play("plot-y", "plt.plot(x.detach(), y.detach())", ":plot")
    assert player.said.count(f"A plot of 2 series. {label}.") == 2
    assert player.said.count(f"{label}: 21 points") == 4


@given(st.lists(st.text(max_size=40), max_size=12), st.sampled_from(sorted(ANSWERS)))
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_the_lesson_goes_on(lines: list[str], step: str) -> None:
    async def play(player: Player) -> None:
        session = await player.play(step, *lines)
        assert session.end in ("quit", "course", "finished")

    with tempfile.TemporaryDirectory() as folder:
        player = Player(Path(folder))
        asyncio.run(play(player))
    shown = player.sheet.getvalue()
    assert not [char for char in shown if char != "\n" and not 0x20 <= ord(char) != 0x7F]


async def test_a_plot_comes_back_with_the_step_that_drew_it(tmp_path: Path) -> None:
    await Player(tmp_path).play("plot-y", "plt.plot(x.detach(), y.detach())")
    again = Player(tmp_path)
    await again.play("hello", ":plot", ":goto 8", ":plot")
    assert "No plot is at hand." in again.said
    assert "Lowest: 0 at x = 0." in again.said


async def test_to_answer_again_changes_what_stood_before_the_step(player: Player) -> None:
    player.lab.script.verdicts["make-y"]["y = x * x"] = Verdict("right", "")
    await player.play("make-y", "y = x**2", "y = x * x")
    assert player.said.count("New: `y`") == 2


async def test_what_an_error_said_is_there_again(tmp_path: Path) -> None:
    first = Player(tmp_path)
    failure = Failure(
        type="NameError", message="a", line=1, column=0, source="a", traceback="NameError: a\n"
    )
    first.lab.script.made["make-y"] = evidence(ended="raised", failure=failure)
    await first.play("make-y", "a")
    again = Player(tmp_path)
    await again.play("make-y")
    assert first.said.count("NameError: a") == again.said.count("NameError: a") == 1
