"""Single widgets in an app of their own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

import agtutor.app
from agtutor.app.complete import is_complete
from agtutor.app.echoing import echo
from agtutor.app.facts import rows
from agtutor.app.messages import AnswerSubmitted, PaneScrolled
from agtutor.app.mixing import mixed
from agtutor.app.printing import printed
from agtutor.app.standing import Standing
from agtutor.app.theme import THEMES
from agtutor.app.widgets import running
from agtutor.app.widgets.answers import CodeAnswer, answer_for
from agtutor.app.widgets.answers.options import ChoiceAnswer
from agtutor.app.widgets.answers.order import OrderAnswer
from agtutor.app.widgets.editor import Editor
from agtutor.app.widgets.output import Output
from agtutor.app.widgets.panes import Panes
from agtutor.app.widgets.progress import ProgressLine
from agtutor.app.widgets.rule import Rule
from agtutor.app.widgets.tensors import entries
from agtutor.app.widgets.verdict import VerdictPanel, headed
from agtutor.case.evidence import Series
from agtutor.case.verdict import SIGNS, Ruling, Verdict
from agtutor.formula.parser import Names
from tests.app.app_lesson import FIGURE, GRAPH, LESSON, XS
from tests.app.app_player import drawn
from tests.builders import evidence, tensor


class Bench(App[None]):
    """An app that holds the widgets under test, and remembers their messages."""

    CSS_PATH = sorted((Path(agtutor.app.__file__).parent / "styles").glob("*.tcss"))

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.heard: list[object] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_editor_submitted(self, event: Editor.Submitted) -> None:
        self.heard.append(event.text)

    def on_answer_submitted(self, event: AnswerSubmitted) -> None:
        self.heard.append(event.answer)

    def on_pane_scrolled(self, event: PaneScrolled) -> None:
        self.heard.append(event.pages)

    def lines(self) -> list[str]:
        return [line.rstrip() for line in drawn(self.screen)]


def editor(*, one_line: bool = False) -> Editor:
    return Editor(complete=is_complete, one_line=one_line)


async def test_enter_runs_a_complete_line() -> None:
    app = Bench(editor())
    async with app.run_test() as pilot:
        await pilot.press(*"x=1", "enter")
        assert app.heard == ["x=1"]


async def test_enter_within_a_text_of_lines_opens_a_line() -> None:
    written = editor()
    app = Bench(written)
    async with app.run_test() as pilot:
        written.put("a = 1\nb = 2")
        await pilot.press("up", "enter")
        assert written.text == "a = 1\n\nb = 2"
        assert app.heard == []


@pytest.mark.parametrize(
    ("starter", "typed", "text"),
    [
        ("y = None\n", "x**2", "y = x**2"),
        ("y = None", "y = 1", "y = y = 1"),
        ("import torch", "\b", "import torc"),
        ("", "x", "x"),
    ],
)
async def test_what_is_typed_takes_the_place_of_a_starters_none(
    starter: str, typed: str, text: str
) -> None:
    pane = CodeAnswer(starter)
    async with Bench(pane).run_test() as pilot:
        await pilot.press(*(key if key != "\b" else "backspace" for key in typed))
        assert pane.value() == text


async def test_nothing_stays_selected_in_an_answer_that_was_sent() -> None:
    pane = CodeAnswer("y = None")
    app = Bench(pane)
    async with app.run_test() as pilot:
        assert pane.editor.selected_text == "None"
        await pilot.press("enter")
        assert app.heard == ["y = None"]
        assert pane.editor.selected_text == ""


async def test_a_block_is_indented_and_ends_with_a_blank_line() -> None:
    written = editor()
    app = Bench(written)
    async with app.run_test() as pilot:
        written.put("for i in x:")
        await pilot.press("enter", *"f()", "enter")
        assert written.text == "for i in x:\n    f()\n    "
        await pilot.press("enter")
        assert app.heard == ["for i in x:\n    f()\n    "]


async def test_up_and_down_walk_the_history_at_the_first_and_last_line() -> None:
    written = editor()
    app = Bench(written)
    async with app.run_test() as pilot:
        written.recall.fill(["one", "a = 1\nb = 2"])
        await pilot.press(*"draft", "up")
        assert written.text == "a = 1\nb = 2"
        await pilot.press("up")
        assert written.text == "a = 1\nb = 2"
        await pilot.press("up")
        assert written.text == "one"
        await pilot.press("down", "down")
        assert written.text == "draft"


async def test_a_paste_of_lines_is_one_line_where_one_is_asked_for() -> None:
    written = editor(one_line=True)
    app = Bench(written)
    async with app.run_test() as pilot:
        app.post_message(events.Paste("2 x\n + 1\n"))
        await pilot.pause()
        assert written.text == "2 x + 1"


def burst(app: Bench, *keys: str) -> None:
    """Let keys arrive all at once, as they do over a slow line."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_keys_that_arrive_at_once_keep_their_order() -> None:
    written = editor()
    app = Bench(written)
    async with app.run_test() as pilot:
        burst(app, *"old", "ctrl+l", *"ac", "left", "b", "ctrl+a", "-", "ctrl+e", "enter")
        await pilot.pause()
        assert app.heard == ["-abc"]


async def test_picks_that_arrive_at_once_keep_their_order() -> None:
    pane = ChoiceAnswer(["one", "two", "three"])
    app = Bench(pane)
    async with app.run_test() as pilot:
        pane.take_focus()
        await pilot.pause()
        burst(app, "down", "down", "down", "enter")
        await pilot.pause()
        assert app.heard == ["three"]


async def ordered(*keys: str) -> list[str]:
    """Return the order, as numbers from 1, that keys make which arrive all at once."""
    items = ["one", "two", "three", "four"]
    pane = OrderAnswer(items, seed="seed")
    app = Bench(pane)
    async with app.run_test() as pilot:
        shown = {line.split()[1]: line.split()[0] for line in app.lines() if line[:1].isdigit()}
        pane.take_focus()
        await pilot.pause()
        burst(app, *keys)
        await pilot.pause()
        return [shown[item] for item in pane.value().splitlines()]


async def test_items_to_order_keep_their_numbers() -> None:
    assert await ordered("4", "2", "1", "3") == ["4", "2", "1", "3"]
    assert await ordered("d", "b", "a", "c") == ["4", "2", "1", "3"]


async def test_an_item_is_picked_once() -> None:
    assert await ordered("4", "4", "4", "1") == ["4", "1"]
    assert await ordered("enter", "enter") == ["1", "2"]


async def test_page_keys_scroll_what_is_beside_the_editor() -> None:
    app = Bench(editor())
    async with app.run_test() as pilot:
        await pilot.press("pagedown", "pageup")
        assert app.heard == [1, -1]


async def test_an_idle_editor_draws_nothing() -> None:
    written = editor()
    async with Bench(written).run_test():
        assert written.cursor_blink is False


def test_a_formula_is_read_back() -> None:
    assert echo("2x_i", Names(["x_i"])).plain == "I read: 2·xᵢ"


def test_a_formula_that_cant_be_read_points_at_the_character() -> None:
    first, _, reason = echo("2(x", Names(["x"])).plain.partition("\n")
    assert first == " ^"
    assert "(" in reason


def test_a_formula_with_levels_is_drawn_too() -> None:
    assert echo("x^2/(x+1)", Names(["x"])).plain.splitlines() == [
        "I read: x²/(x + 1)",
        "   x²",
        "  ─────",
        "  x + 1",
    ]


def test_a_drawing_that_has_no_room_is_left_out() -> None:
    assert echo("x^2/(x+1)", Names(["x"]), height=3).plain == "I read: x²/(x + 1)"


def test_a_formula_that_takes_long_to_draw_is_read_back_in_its_line_alone() -> None:
    assert "\n" not in echo("*".join(["x^2/(x+1)"] * 20), Names(["x"])).plain


def test_a_long_formula_is_quoted_where_it_cant_be_read() -> None:
    text = "x + " * 30 + "(x"
    quote, carets, _ = echo(text, Names(["x"]), width=40).plain.split("\n", 2)
    assert quote[carets.index("^")] == "("
    assert max(len(quote), len(carets)) <= 40


def test_a_name_longer_than_the_pane_has_as_many_carets_as_are_quoted() -> None:
    quote, carets, _ = echo("a" * 200, Names(["x"]), width=40).plain.split("\n", 2)
    assert len(carets) < len(quote) <= 40


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_formula_is_no_error(text: str) -> None:
    assert "^" not in echo(text, Names(["x"])).plain


def test_items_to_order_come_mixed_and_always_the_same() -> None:
    items = ["l", "z", "y", "x"]
    assert mixed(items, "graph") == mixed(items, "graph")
    assert mixed(items, "graph") != items
    assert mixed(["a", "a"], "s") == ["a", "a"]


@pytest.mark.parametrize("ruling", list(SIGNS))
def test_each_ruling_has_its_sign_and_word(ruling: Ruling) -> None:
    sign, word = SIGNS[ruling]
    assert headed(Verdict(ruling, "Look at `x`."))[0].content.plain.startswith(f"{sign} {word}")
    assert headed(Verdict(ruling, ""))[0].content.plain.strip() == f"{sign} {word}."


def test_a_verdict_keeps_its_paragraphs() -> None:
    paragraphs = [
        part.content.plain for part in headed(Verdict("wrong", "One.\n\nTwo.", more="Three."))
    ]
    assert paragraphs == ["✗ Not yet: One.", "Two.", "Three."]


async def test_words_that_look_like_markup_are_words() -> None:
    panel, output = VerdictPanel(), Output()
    app = Bench(panel, output)
    async with app.run_test() as pilot:
        panel.show(Verdict("wrong", "`x[0]` is [red]not[/red] $x[i$."))
        output.show("[bold]x[/bold]\n\x1b]0;title\x07\x1b[2J[1, 2]")
        await pilot.pause()
        shown = "\n".join(app.lines())
        assert "x[0] is [red]not[/red]" in shown
        assert "[bold]x[/bold]" in shown
        assert "[1, 2]" in shown
        assert "\x1b" not in shown


def test_output_value_and_traceback_each_start_a_line() -> None:
    assert printed("a\n", "1", "Boom\n") == "a\n1\nBoom"
    assert printed("", None) == ""


async def test_a_rule_carries_its_title_and_panes() -> None:
    rule = Rule("top")
    app = Bench(rule)
    async with app.run_test(size=(40, 5)):
        rule.show("Step 8", ("Tensors", "Plot"), 1)
        assert rule.render().plain == "┌ Step 8 │ Tensors │ Plot " + "─" * 13 + "┐"
        rule.show("A title that is longer than the line has room for", ())
        assert len(rule.render().plain) == 40


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_the_progress_line_fits(width: int) -> None:
    progress = ProgressLine()
    async with Bench(progress).run_test(size=(width, 5)):
        progress.standing = Standing(
            "A title of a lesson that is as long as titles may be, or so", 8, 23, 7, 2
        )
        assert progress.render().cell_length == width
        assert "8 of 23" in progress.render().plain
        assert "✓7 ↷2" in progress.render().plain


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_a_run_says_that_it_runs_after_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(running, "monotonic", clock)
    line = running.RunningLine(lambda: False)
    async with Bench(line).run_test():
        line.start()
        clock.now = 0.2
        line.beat()
        assert not line.has_class("-on")
        clock.now = 3.2
        line.beat()
        assert line.has_class("-on")
        assert str(line.content) == "running 3.2 s · Ctrl+C stops it"
        line.stop()
        assert not line.has_class("-on")


def plain(lines: Iterable[Content]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def test_tensors_take_one_line_where_there_is_room_and_two_where_not() -> None:
    table = rows({"x": tensor([1.0, 2.0], requires_grad=True)}, {})
    assert plain(*entries(table, 80))[0] == "● x  float32 (2,)  leaf, tracked  ▁█  1 … 2"
    assert plain(*entries(table, 36))[:2] == ["● x  float32 (2,)  leaf, tracked", "     ▁█  1 … 2"]
    assert all(line.cell_length <= 20 for lines in entries(table, 20) for line in lines)


async def test_panes_show_tensors_graph_and_plot() -> None:
    panes = Panes()
    app = Bench(panes)
    async with app.run_test(size=(60, 30)) as pilot:
        panes.show(evidence({"y": tensor(XS)}, graph=GRAPH))
        await pilot.pause()
        assert any("y  float32 (21,)" in line for line in app.lines())
        panes.bring(1)
        await pilot.pause()
        assert any("└ x  leaf: the gradient lands in x.grad" in line for line in app.lines())
        await panes.draw(FIGURE)
        panes.bring(2)
        await pilot.pause()
        assert any("21 points" in line for line in app.lines())


async def test_a_plot_is_drawn_to_the_new_size_of_its_pane() -> None:
    panes = Panes()
    app = Bench(panes)
    async with app.run_test(size=(60, 30)) as pilot:
        await panes.draw(FIGURE)
        panes.bring(2)
        await pilot.pause()
        before = max(len(line) for line in app.lines() if "┐" in line)
        await pilot.resize_terminal(90, 30)
        await pilot.pause()
        assert max(len(line) for line in app.lines() if "┐" in line) > before


async def test_learners_labels_are_text() -> None:
    panes = Panes()
    app = Bench(panes)
    labelled: Series = {**FIGURE["series"][0], "label": "[red]z\x1b[2J"}
    other: Series = {**labelled, "label": "b"}
    async with app.run_test(size=(70, 40)) as pilot:
        await panes.draw({**FIGURE, "series": [labelled, other]})
        panes.bring(2)
        await pilot.pause()
        assert any("[red]z" in line for line in app.lines())


async def test_every_kind_of_step_has_a_pane() -> None:
    panes = [answer_for(LESSON, step) for step in LESSON.steps]
    app = Bench(Static(), *panes)
    async with app.run_test(size=(80, 60)):
        assert all(isinstance(pane.value(), str) for pane in panes)
        assert all(pane.verb for pane in panes)


def test_a_message_that_begins_with_the_verdicts_word_says_it_once() -> None:
    told = headed(Verdict("stopped", "Stopped after 10 s in line 3, `while True:`."))
    assert told[0].content.plain == "⏱ Stopped after 10 s in line 3, while True:."
    told = headed(Verdict("stopped", "Stopped: it printed more than anybody can read."))
    assert told[0].content.plain == "⏱ Stopped: it printed more than anybody can read."
    told = headed(Verdict("stopped", "You stopped it."))
    assert told[0].content.plain == "⏱ Stopped: You stopped it."
