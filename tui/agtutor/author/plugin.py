"""The pytest plugin: lesson files are test files, their steps and claims are tests.

It takes no file that it wasn't asked to take: ``--lessons`` asks for YAML files that look like lessons,
and the option ``lesson_files`` of the configuration for those that match a pattern. It is imported by
every run of pytest where agtutor is installed, so whatever takes time is imported when the first lesson
is found.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FLAG, PATTERNS = "--lessons", "lesson_files"

_ENDS = (".yaml", ".yml")
_COURSE = "course.yaml"
_MARKS = (re.compile(rb"^id[ \t]*:", re.MULTILINE), re.compile(rb"^steps[ \t]*:", re.MULTILINE))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag and the option by which lessons are asked for."""
    parser.getgroup("agtutor").addoption(
        FLAG,
        action="store_true",
        dest="lessons",
        help="prove agtutor's lessons: YAML files that have `id` and `steps`",
    )
    parser.addini(
        PATTERNS, "patterns of agtutor's lessons to prove, such as lessons/*.yaml", "args", []
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a lesson that was asked for."""
    if file_path.suffix not in _ENDS or not _is_asked_for(file_path, parent):
        return None
    from agtutor.author.collecting import LessonFile

    return LessonFile.from_parent(parent, path=file_path)


def _is_asked_for(path: Path, parent: pytest.Collector) -> bool:
    patterns: list[str] = parent.config.getini(PATTERNS)
    if path.name != _COURSE and any(path.match(pattern) for pattern in patterns):
        return True
    if not parent.config.getoption("lessons"):
        return False
    return parent.session.isinitpath(path) or _looks_like_a_lesson(path)


def _looks_like_a_lesson(path: Path) -> bool:
    """Tell whether a file has what a lesson has; whether it is right is said when it is read."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return all(mark.search(data) for mark in _MARKS)
