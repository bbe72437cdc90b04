"""How plain mode starts: the lab first, so that torch loads while all else is imported."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

from agtutor.errors import AgtutorError
from agtutor.lab.spawn import Spawned

if TYPE_CHECKING:
    from agtutor.plain.console import Console
    from agtutor.plain.keyboard import Keyboard
    from agtutor.plain.paper import Paper

FINE = 0
"""The exit code when all is well."""

WIDEST = 100
"""Columns from which on lines get hard to read."""

GREETING = "agtutor, line by line. `:help` lists the commands, `:quit` leaves."


def run_plain(
    lesson: str | None = None, step: str | None = None, why: str = "", *, ascii: bool = False
) -> int:
    """Play on standard input and output until the learner quits or the input ends.

    Args:
        lesson: the lesson to open at once, by id or path; the course, if None.
        step: the step to open it at; where the learner left it, if None.
        why: why the tutor goes line by line without being asked to; empty where it was asked to.
        ascii: write ASCII characters alone, whatever the stream has.

    Returns:
        The exit code.

    Raises:
        AgtutorError: there is no such lesson or step, or it can't be read; or nothing can be written.
    """
    if sys.stdout is None:
        raise AgtutorError("Standard output is closed, so there is nowhere to write to.")
    spawned = Spawned.start()
    import asyncio

    from agtutor.plain.paper import Unwritable

    try:
        asyncio.run(_play(spawned, lesson, step, why, ascii=ascii))
    except Unwritable as found:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still buffered
        if not found.is_gone:
            what = f"Standard output can't be written to: {found.error.strerror}."
            raise AgtutorError(what, fix="Your answers are kept.") from found
    return FINE


async def _play(
    spawned: Spawned, lesson: str | None, step: str | None, why: str, *, ascii: bool
) -> None:
    from agtutor.app.desk import Desk
    from agtutor.lab.lab import Lab
    from agtutor.plain.console import Console
    from agtutor.plain.course import Course

    desk = Desk(Lab.launch(spawned))
    try:
        paper = _paper(ascii)
        console = Console(paper, _keyboard(), desk.lab)
        _heed_interrupts(console)
        if why:
            paper.say(f"The tutor goes line by line here, since {why}.")
        paper.say(GREETING)
        await Course(desk, console).play(lesson, step)
    finally:
        await desk.close()


def _paper(ascii: bool) -> Paper:
    from agtutor.app.terminal import ASCII, encoding_of
    from agtutor.plain.paper import Paper

    columns = min(shutil.get_terminal_size().columns, WIDEST)
    return Paper(sys.stdout, ASCII if ascii else encoding_of(sys.stdout, os.environ), columns)


def _keyboard() -> Keyboard:
    from agtutor.app.terminal import ASCII, name_of
    from agtutor.plain.keyboard import Keyboard

    if sys.stdin is None:
        return Keyboard(None)
    encoding = name_of(sys.stdin)
    return Keyboard(sys.stdin.fileno(), "utf-8" if encoding == ASCII else encoding)


def _heed_interrupts(console: Console) -> None:
    """Have Ctrl+C stop what runs, and nothing else."""
    import asyncio
    import signal

    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, console.interrupt)
