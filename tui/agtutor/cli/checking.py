"""``agtutor check PATH…``: prove that lessons hold what they claim."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from agtutor.author.proof import Proof
from agtutor.errors import LessonError, LessonErrors, LibraryError, Place
from agtutor.lab.lab import Lab
from agtutor.lesson.reader import Loaded, read_lesson

_NOT_LESSONS = {"course.yaml"}


def check(paths: list[str]) -> int:
    """Print each fault on a line of its own, with its place; return 1 where there is one."""
    faults = 0
    lessons: list[Loaded] = []
    for path in _files(paths):
        try:
            lessons.append(read_lesson(path))
        except LessonErrors as errors:
            faults += _say(errors.errors)
    if lessons:
        faults += asyncio.run(_prove(lessons))
    return 1 if faults else 0


def _files(paths: list[str]) -> list[Path]:
    """Return the lesson files that are named, and those in the folders that are."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(item for item in path.glob("*.yaml") if item.name not in _NOT_LESSONS)
            if not inside:
                raise LibraryError("There is no lesson in this folder.", where=Place(str(path)))
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise LibraryError("There is no such file.", where=Place(str(path)))
    return found


async def _prove(lessons: list[Loaded]) -> int:
    lab = Lab.launch()
    faults = 0
    try:
        for loaded in lessons:
            start = time.monotonic()
            proof = Proof(lab, loaded)
            here = 0
            async for fault in proof.faults():
                here += _say([fault])
            faults += here
            if not here:
                seconds = time.monotonic() - start
                steps = len(loaded.lesson.steps)
                print(f"{loaded.path}: {steps} steps, {proof.claims} claims hold ({seconds:.1f} s)")
    finally:
        await lab.close()
    return faults


def _say(faults: list[LessonError] | tuple[LessonError, ...]) -> int:
    for fault in faults:
        print(fault, file=sys.stderr)
    return len(faults)
