"""The commands of a lesson: each does one thing to a session."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from agtutor.app import telling
from agtutor.errors import AgtutorError
from agtutor.plain import speaking, views
from agtutor.plain.commands import LESSON, SIGN, called
from agtutor.plain.helping import described
from agtutor.walkthrough.note import save_note
from agtutor.walkthrough.review import told_lesson

if TYPE_CHECKING:
    from agtutor.plain.session import Session

Act = Callable[["Session", str], Awaitable[None]]


async def act(session: Session, typed: str) -> bool:
    """Do what a line commands; return False where it is no command."""
    if session.draft.open and not typed.startswith(SIGN):
        return False  # a line of a block, whatever it looks like
    call = called(typed, LESSON)
    if call is None:
        return False
    if call.trouble:
        session.paper.note(call.trouble)
    elif call.name in _OF_CODE and not session.takes_code:
        session.paper.say(speaking.NO_CODE)
    else:
        await _ACTS[call.name](session, call.argument)
    return True


async def _again(session: Session, _argument: str) -> None:
    session.say_step()


async def _hint(session: Session, _argument: str) -> None:
    hint = await session.console.do(session.walk.hint())
    if hint is None:
        session.paper.say("There are no more hints for this step.")
        return
    number = len(session.walk.hints_shown(session.walk.step.id))
    left = telling.hints_left(session.walk)
    session.paper.item(f"Hint {number}.", hint)
    session.paper.say(f"{left} more." if left else "That was the last hint of this step.")


async def _next(session: Session, _argument: str) -> None:
    if session.walk.step.kind == "read" and not session.passed:
        await session.console.do(session.walk.submit(""))
    if session.passed:
        await session.go_on()
    else:
        session.paper.say(speaking.OPEN)


async def _back(session: Session, _argument: str) -> None:
    if await session.console.do(session.walk.back()):
        session.enter()
    else:
        session.paper.say("This is the first step.")


async def _skip(session: Session, _argument: str) -> None:
    at_end = session.walk.at_end
    answered = await session.console.do(session.walk.skip())
    if answered is None:
        return
    session.say_skipped(answered)
    if at_end:
        await session.go_on()
    else:
        session.enter()


async def _goto(session: Session, argument: str) -> None:
    steps = session.walk.lesson.steps
    known = {str(number): step.id for number, step in enumerate(steps, start=1)}
    known |= {step.id: step.id for step in steps}
    if argument not in known:
        session.paper.say(f"`:goto` takes the number of a step, from 1 to {len(steps)}.")
        return
    await session.console.do(session.walk.goto(known[argument]))
    session.enter()


async def _tensors(session: Session, argument: str) -> None:
    if argument:
        await _values(session, argument)
    elif evidence := await session.evidence():
        session.note_all(views.tensors(evidence["names"]))


async def _values(session: Session, argument: str) -> None:
    if not argument:
        session.paper.say("`:values` takes a name, as in `:values x`.")
    elif evidence := await session.evidence():
        _show(session, views.values(argument, evidence["names"]))


async def _graph(session: Session, _argument: str) -> None:
    if evidence := await session.evidence():
        session.note_all(views.graph(evidence["graph"]))


async def _plot(session: Session, _argument: str) -> None:
    if session.figure is None:
        await session.draw_again()
    if session.figure is None:
        session.paper.say(views.NO_PLOT)
        return
    session.note_all(views.reading(session.figure))
    _show(session, views.points(session.figure))


async def _progress(session: Session, _argument: str) -> None:
    session.note_all(speaking.progress(session.walk))


async def _answers(session: Session, _argument: str) -> None:
    session.say_answers()


async def _note(session: Session, _argument: str) -> None:
    walk = session.walk
    lines = walk.journal.of(walk.lesson.id)
    try:
        path = await asyncio.to_thread(save_note, told_lesson(walk), lines)
    except AgtutorError as error:
        session.paper.note(str(error))
    else:
        session.paper.note(f"Written: {path.name}, in the current folder.")


async def _lines(session: Session, _argument: str) -> None:
    session.draft.several = True
    session.paper.say("Type the lines; a blank one runs them.")


async def _list(session: Session, _argument: str) -> None:
    lines = session.draft.lines or session.last_code().splitlines()
    if lines:
        _show(session, (f"{number}: {line}" for number, line in enumerate(lines, start=1)))
    else:
        session.paper.say(speaking.NOTHING)


async def _line(session: Session, argument: str) -> None:
    number, _, text = argument.partition(" ")
    _take_up(session)
    if number.isdigit() and session.draft.replace(int(number), text):
        await _list(session, "")
        session.paper.say("`:run` runs this.")
    else:
        session.paper.say(
            f"`:line` takes a number from 1 to {len(session.draft.lines) + 1} and the line's new text."
        )


async def _run(session: Session, _argument: str) -> None:
    _take_up(session)
    await session.run_draft()


async def _drop(session: Session, _argument: str) -> None:
    session.draft.clear()
    session.paper.say("Dropped.")


async def _scratch(session: Session, _argument: str) -> None:
    session.open_pad()


async def _leave(session: Session, _argument: str) -> None:
    if session.scratching:
        await session.console.do(session.walk.leave_scratch())
        session.enter()
    else:
        session.paper.say("You are at the step. `:course` goes to the list of lessons.")


async def _reset(session: Session, argument: str) -> None:
    if argument != "yes":
        session.paper.say(speaking.RESET)
        return
    await session.console.do(session.walk.reset())
    session.figure = None
    session.enter()


async def _course(session: Session, _argument: str) -> None:
    session.end = "course"


async def _help(session: Session, _argument: str) -> None:
    session.note_all(described(LESSON, speaking.PANES, speaking.ABOUT))


async def _quit(session: Session, _argument: str) -> None:
    session.end = "quit"


def _take_up(session: Session) -> None:
    """Have the last code in the draft, where nothing is being typed."""
    if not session.draft.lines and (code := session.last_code()):
        session.draft.fill(code)


def _show(session: Session, lines: Iterable[str]) -> None:
    session.paper.show("\n".join(lines))


_OF_CODE = frozenset({"lines", "list", "line", "run", "drop"})

_ACTS: dict[str, Act] = {
    "again": _again,
    "hint": _hint,
    "next": _next,
    "back": _back,
    "skip": _skip,
    "goto": _goto,
    "tensors": _tensors,
    "values": _values,
    "graph": _graph,
    "plot": _plot,
    "progress": _progress,
    "answers": _answers,
    "note": _note,
    "lines": _lines,
    "list": _list,
    "line": _line,
    "run": _run,
    "drop": _drop,
    "scratch": _scratch,
    "leave": _leave,
    "reset": _reset,
    "course": _course,
    "help": _help,
    "quit": _quit,
}
