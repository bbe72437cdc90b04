"""All keys in one table: bindings, footer, help and command palette are made from it.

Never in it: Ctrl+Enter, Alt or Cmd (terminals drop them), nor Ctrl+H, I, J, M, [ (terminals send them
for Backspace, Tab, Enter and Escape).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, replace

from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class Key:
    """One key and what it does.

    Attributes:
        action: Textual's name of the action; empty for keys that a widget handles by itself.
        key: Textual's name of the key.
        label: a word or two, for the footer; empty to stay out of it.
        name: what it does, for the command palette; empty to stay out of it.
        help: one sentence, for the help.
        rank: which stay when the footer is narrow: 1 goes last.
    """

    action: str
    key: str
    label: str
    name: str
    help: str
    rank: int = 9


LESSON = (
    Key("run", "f5", "", "Run the answer", "Runs what stands in the editor, complete or not."),
    Key("newline", "ctrl+n", "new line", "", "Opens a new line where Enter would run.", 3),
    Key("help", "f1", "help", "Help: all keys", "Shows this page; on a name, what that is.", 2),
    Key(
        "hint",
        "f2",
        "hint",
        "Show the next hint",
        "Shows the next hint. A hint is never an attempt.",
        4,
    ),
    Key(
        "panes",
        "f3",
        "tensors·graph·plot",
        "Look at the next pane",
        "Goes round the panes: tensors, graph, plot.",
        5,
    ),
    Key(
        "look",
        "ctrl+g",
        "",
        "Go into the pane in front",
        "Gives the keys to the pane in front: arrows scroll, walk or pick there. Esc comes back.",
    ),
    Key(
        "walk",
        "ctrl+s",
        "walk back",
        "Walk back through the graph, node by node",
        "Follows the backward pass one node further, on a copy: your own graph stays as it is.",
        8,
    ),
    Key("back", "f4", "back", "Back to the step before", "Goes one step back, tensors included.", 6),
    Key(
        "skip",
        "f6",
        "skip",
        "Skip this step",
        "Shows the answer, applies it, marks the step as skipped and goes on.",
        7,
    ),
    Key(
        "history",
        "f7",
        "answers",
        "Look at your answers",
        "Lists your answers so far, and takes one up again.",
    ),
    Key(
        "search",
        "ctrl+r",
        "",
        "Search your answers",
        "Finds earlier answers of this lesson by what is in them, and takes one up again.",
    ),
    Key(
        "scratch",
        "f8",
        "scratch",
        "Open the scratch pad",
        "Opens a pad for trying things on a copy of your tensors. Esc or F8 leaves it.",
        8,
    ),
    Key(
        "output",
        "ctrl+t",
        "output",
        "Look at the whole output",
        "Shows all that the last run printed, with Python's own traceback.",
        8,
    ),
    Key("reset", "f9", "", "Start the lesson over", "Starts the lesson over, after asking once."),
    Key(
        "stop",
        "ctrl+c",
        "",
        "Stop what is running",
        "Stops what is running; your tensors stay as they were. With text selected, copies it.",
    ),
    Key("course", "ctrl+o", "", "Back to the course", "Leaves for the course. Nothing is lost."),
    Key("leave", "escape", "", "", "Comes back from a pane to the answer, or leaves the scratch pad."),
)
"""The keys of a lesson, in the order of the help."""

PLOT = (
    Key("earlier", "left", "", "", "Walks back along the curve, with the tangent."),
    Key(
        "later",
        "right",
        "walk",
        "Walk along the curve, with the tangent",
        "Walks on along the curve: the slope that autograd gave, beside one that a step measures.",
        3,
    ),
    Key("first", "home", "", "", "Goes to the first point of the curve."),
    Key("last", "end", "", "", "Goes to the last point of the curve."),
    Key("curve_before", "up", "", "", "Goes to the curve before; where there is one only, scrolls."),
    Key("curve_after", "down", "", "", "Goes to the next curve; where there is one only, scrolls."),
    Key("no_tangent", "delete", "", "", "Takes the tangent away."),
    Key("table", "t", "numbers", "Look at the plot's numbers", "Shows the points as a table.", 4),
    Key(
        "log",
        "g",
        "log scale",
        "Turn the plot's y axis to a log scale, or back",
        "Makes the y axis logarithmic, or linear again.",
        6,
    ),
    Key(
        "svg",
        "s",
        "",
        "Save the plot as SVG",
        "Writes the plot as a picture into the current folder. No file is written over.",
    ),
    Key(
        "csv",
        "c",
        "",
        "Save the plot's numbers as CSV",
        "Writes the points as a table into the current folder. No file is written over.",
    ),
)
"""The keys of the Plot pane while it has the focus."""

TENSORS = (
    Key("before", "up", "", "", "Goes to the name before."),
    Key("after", "down", "pick", "", "Goes to the next name.", 4),
    Key("first", "home", "", "", "Goes to the first name."),
    Key("last", "end", "", "", "Goes to the last name."),
    Key(
        "values",
        "enter",
        "values",
        "",
        "Shows the values of that name, and its gradient, as a table.",
        3,
    ),
)
"""The keys of the Tensors pane while it has the focus."""

HOME = (
    Key("open", "enter", "open", "", "Opens the lesson, or the review, that is picked.", 1),
    Key("help", "f1", "help", "Help: all keys", "Shows this page.", 2),
    Key(
        "review",
        "r",
        "review",
        "Review the steps where you slipped",
        "Does steps once more where you slipped some days ago. Your lessons stay as they are.",
        3,
    ),
    Key("reload", "f5", "", "Read the course again", "Reads the course from the disk again."),
)
"""The keys of the course screen."""

SUMMARY = (
    Key("course", "enter", "course", "Go to the course", "Goes to the course. Esc does the same.", 1),
    Key("help", "f1", "help", "Help: all keys", "Shows this page.", 3),
    Key(
        "note",
        "n",
        "note file",
        "Write a note file",
        "Writes this page and your answers to a Markdown file in the current folder.",
        2,
    ),
    Key("again", "f4", "back", "Back to the lesson", "Goes back to the lesson's last step.", 4),
)
"""The keys of the summary at the end of a lesson."""

EVERYWHERE = (
    Key("app.command_palette", "ctrl+p", "commands", "", "Lists what can be done here, by name.", 9),
    Key("app.quit", "ctrl+q", "quit", "Quit", "Quits at once. All that you answered is kept.", 1),
)
"""The keys of every screen."""

RELOAD = Key(
    "app.reload", "f12", "read again", "Read the file again", "Reads the lesson's file again.", 3
)
"""The key of a preview."""

EDITOR = (
    Key("submit", "enter", "", "", "Runs a complete answer; in the middle of one, opens a new line."),
    Key("older", "up", "", "", "At the first or last line: your earlier answers."),
    Key("newer", "down", "", "", "At the first or last line: your earlier answers."),
    Key(
        "complete",
        "tab",
        "",
        "",
        "Completes the name before the cursor, from what stands; else, indents.",
    ),
    Key("empty", "ctrl+l", "", "", "Empties the editor."),
    Key("undo", "ctrl+z", "", "", "Undoes what you typed, and does it again."),
    Key("redo", "ctrl+y", "", "", "Undoes what you typed, and does it again."),
    Key("page_up", "pageup", "", "", "Scrolls the step's text, or the pane in its place."),
    Key("page_down", "pagedown", "", "", "Scrolls the step's text, or the pane in its place."),
    Key("away", "shift+tab", "", "", "Goes on to a pane, where the arrows scroll. Esc comes back."),
)
"""What keys do while an answer is typed."""

NUMBERED = Key("", "1 … 9, a … i", "", "", "Picks the option of that number or letter.")
"""The keys that options are marked with."""

PICK = (
    Key("answer", "enter", "", "", "Answers with the option that is picked."),
    Key("take_back", "backspace", "", "", "Where things are put in order: takes the last one back."),
    Key("tick", "space", "", "", "Where points are ticked: ticks one, or unticks it."),
)
"""What keys do where the answer is picked."""

SHEET = (
    Key("close", "escape", "", "", "Closes what lies over a screen."),
    Key("take", "enter", "", "", "In the list of your answers: takes one up."),
)
"""The keys of what lies over a screen: help, answers, output, a table."""

ASK = (
    Key("yes", "y", "", "", "Says yes to a question."),
    Key("no", "n", "", "", "Says no to a question."),
)
"""The keys of a question."""

PLAY = (
    Key("pause", "space", "pause", "", "Pauses a lesson that plays itself, or goes on.", 1),
    Key("on", "enter", "don't wait", "", "Waits no longer.", 4),
    Key("faster", "plus", "faster", "", "Plays faster by half.", 5),
    Key("slower", "minus", "slower", "", "Undoes that.", 6),
    Key("take_over", "escape", "take over", "", "Stops playing; the keys are yours.", 2),
)
"""The keys of somebody who watches a lesson that plays itself."""

TABLES: dict[str, tuple[Key, ...]] = {
    "lesson": LESSON,
    "editor": EDITOR,
    "pick": PICK,
    "plot": PLOT,
    "tensors": TENSORS,
    "sheet": SHEET,
    "ask": ASK,
    "home": HOME,
    "summary": SUMMARY,
    "play": PLAY,
    "app": EVERYWHERE,
    "preview": (RELOAD,),
}
"""All tables of keys that can be moved, by the first word of their actions' ids."""

_NAMES = {
    "ctrl": "Ctrl",
    "shift": "Shift",
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "backspace": "Backspace",
}


MOVED: ContextVar[dict[str, str]] = ContextVar("MOVED")
"""The keys that the learner moved, by the ids of their actions: one table for all of the app."""


def id_of(key: Key, room: str) -> str:
    """Return the id of a key's action, such as ``lesson.hint``, by which it can be moved."""
    if key.action == RELOAD.action:
        return "preview.reload"
    return key.action if key.action.startswith("app.") else f"{room}.{key.action}"


def placed(keys: Iterable[Key], room: str) -> list[Key]:
    """Return a room's keys where the learner has put them."""
    return [replace(key, key=_place(key, room)) for key in keys]


def _place(key: Key, room: str) -> str:
    moved = MOVED.get(None)
    return moved.get(id_of(key, room), key.key) if moved else key.key


def place_of(action: str, room: str = "lesson") -> str:
    """Return the key of an action, as Textual names it."""
    return next(_place(key, room) for key in TABLES[room] if key.action == action)


def key_of(action: str, room: str = "lesson") -> str:
    """Return the key of an action, as people write it."""
    return shown(place_of(action, room))


def meant(key: str, room: str) -> str:
    """Return the action of a room that a key means now, by its bare name; "" where it means none."""
    return next((one.action for one in TABLES[room] if _place(one, room) == key), "")


def shown(key: str) -> str:
    """Return a key as people write it: ``ctrl+q`` is ``Ctrl+Q``, ``f1`` is ``F1``.

    A list of keys keeps its commas; what isn't a key stays as it is.
    """
    return ", ".join(_shown_one(one.strip()) for one in key.split(","))


def _shown_one(key: str) -> str:
    parts = key.split("+")
    if len(parts) > 1:
        parts[-1] = parts[-1].upper() if len(parts[-1]) == 1 else parts[-1]
    return "+".join(_NAMES.get(part, _plain(part)) for part in parts)


def _plain(part: str) -> str:
    is_function_key = part.startswith("f") and part[1:].isdigit()
    return part.capitalize() if is_function_key or (part.isalpha() and len(part) > 1) else part


def bindings(keys: Iterable[Key], room: str) -> list[Binding]:
    """Return Textual's bindings for a table.

    None has priority: a key waits its turn behind the characters that were typed before it. Each has an
    id such as ``lesson.hint``, by which a key map can move it.
    """
    return [
        Binding(
            key.key,
            key.action,
            key.label,
            tooltip=key.help,
            id=id_of(key, room),
        )
        for key in keys
    ]
