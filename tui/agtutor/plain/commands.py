"""What can be asked for beside an answer: words behind a colon, which no line of Python starts with."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

SIGN = ":"


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        name: its word.
        help: what it does, in a sentence.
        argument: what may follow it, for the help.
    """

    name: str
    help: str
    argument: str = ""


LESSON = (
    Command("again", "Says the question again, and how it is answered."),
    Command("hint", "Says the next hint. A hint is never an attempt."),
    Command("next", "Goes to the next step, as Enter alone does once the answer is right."),
    Command("back", "Goes to the step before, tensors included."),
    Command("skip", "Says the answer, applies it, marks the step as skipped and goes on."),
    Command("goto", "Goes to a step, by its number.", "NUMBER"),
    Command("tensors", "Says what stands: each name, its kind, its range, its gradient.", ""),
    Command("values", "Says all values of a tensor, and of its gradient.", "NAME"),
    Command("graph", "Says what autograd recorded, from the root to the leaves."),
    Command("plot", "Describes the last plot, and lists its points."),
    Command("progress", "Says how far you are, and lists the steps."),
    Command("answers", "Lists what you answered in this lesson."),
    Command("note", "Writes what you did and answered to a Markdown file in the current folder."),
    Command("lines", "Begins code of several lines. A blank line runs it."),
    Command("list", "Says the code that is being typed, or else the last, with line numbers."),
    Command("line", "Puts a text in the place of a line of that code; `:run` runs it.", "NUMBER TEXT"),
    Command("run", "Runs that code."),
    Command("drop", "Drops the code that is being typed."),
    Command("scratch", "Opens a pad for trying things on a copy of your tensors."),
    Command("leave", "Leaves the scratch pad."),
    Command("reset", "Starts the lesson over."),
    Command("course", "Goes to the list of lessons."),
    Command("help", "Lists these commands."),
    Command("quit", "Ends the tutor. All that you answered is kept. Ctrl+D does the same."),
)
"""The commands of a lesson, in the order of the help."""

COURSE = (
    Command("again", "Lists the lessons again."),
    Command("review", "Does steps once more where you slipped some days ago."),
    Command("help", "Lists these commands."),
    Command("quit", "Ends the tutor. All that you answered is kept. Ctrl+D does the same."),
)
"""The commands of the list of lessons."""

BARE = frozenset({"help", "quit", "exit", "hint", "skip", "back"})
"""Words that are taken for commands whose colon was forgotten: as code they'd do nothing."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command as it was typed.

    Attributes:
        name: the command's name; empty where there is no such command.
        argument: what followed it.
        trouble: what to say where there is no such command.
    """

    name: str
    argument: str = ""
    trouble: str = ""


def called(typed: str, known: tuple[Command, ...]) -> Call | None:
    """Return the command that a line calls, by its name or its beginning; None where it calls none."""
    text = typed.strip()
    if text in BARE:
        meant = "quit" if text == "exit" else text
        return Call("", trouble=f"Commands start with a colon: `{SIGN}{meant}`.")
    if not text.startswith(SIGN):
        return None
    word, _, argument = text[1:].strip().partition(" ")
    names = [command.name for command in known]
    fitting = [name for name in names if word and name.startswith(word.lower())]
    if word.lower() in names:
        return Call(word.lower(), argument.strip())
    if len(fitting) == 1:
        return Call(fitting[0], argument.strip())
    return Call("", trouble=_unknown(word, fitting, names))


def _unknown(word: str, fitting: list[str], names: list[str]) -> str:
    near = fitting or get_close_matches(word, names, 1)
    meant = " or ".join(f"`{SIGN}{name}`" for name in near) if word else ""
    asked = f" Did you mean {meant}?" if meant else ""
    return f"There is no command `{SIGN}{word[:40]}`.{asked} `{SIGN}help` lists them all."
