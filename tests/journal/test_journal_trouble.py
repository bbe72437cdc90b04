"""Homes that can't be written or read: each has its sentence, and costs no more than it must."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from agtutor.journal import Journal, Line
from tests.unprivileged import run_unprivileged

WRITING = """
import sys
from pathlib import Path
from agtutor.journal import Journal, Line
journal = Journal.open(Path(sys.argv[1]))
journal.write(Line("answer", "a", "one", answer="x"))
print(journal.trouble, journal.unread, [line.step for line in journal.lines], sep="|")
"""


def answer(step: str) -> Line:
    return Line("answer", "a", step, answer="x", ruling="right")


@pytest.mark.parametrize("below", ["", "state"])
def test_a_home_that_is_read_only_is_said_to_whom_it_binds(tmp_path: Path, below: str) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    done = run_unprivileged([sys.executable, "-c", WRITING, str(home / below)])
    trouble, unread, steps = done.stdout.strip().split("|")
    assert "your answers can't be kept: permission denied" in trouble, done.stderr
    assert "AGTUTOR_HOME" in trouble
    assert (unread, steps) == ("", "['one']")


def test_a_home_that_was_made_read_only_later_keeps_what_it_has(tmp_path: Path) -> None:
    Journal.open(tmp_path).write(answer("before"))
    (tmp_path / "journal").chmod(0o555)
    done = run_unprivileged([sys.executable, "-c", WRITING, str(tmp_path)])
    (tmp_path / "journal").chmod(stat.S_IRWXU)
    trouble, _, steps = done.stdout.strip().split("|")
    assert "permission denied" in trouble, done.stderr
    assert steps == "['before', 'one']"


def test_a_file_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    Journal.open(tmp_path).write(answer("one"))
    (tmp_path / "journal" / "folder.jsonl").mkdir()
    again = Journal.open(tmp_path)
    assert [line.step for line in again.lines] == ["one"]
    assert "what you answered before can't be read: is a directory" in again.unread
    again.write(answer("two"))
    assert again.unread
    assert not again.trouble


def test_a_folder_that_cannot_be_listed_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    unread = Journal.open(tmp_path).unread
    assert "what you answered before can't be read: permission denied" in unread
    assert str(tmp_path) in unread


def test_a_file_system_that_syncs_no_folder_keeps_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sync = os.fsync

    def refuse(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse)
    journal = Journal.open(tmp_path)
    journal.write(answer("one"))
    assert not journal.trouble
    assert len(list((tmp_path / "journal").iterdir())) == 1


def test_half_a_character_in_an_answer_is_kept(tmp_path: Path) -> None:
    Journal.open(tmp_path).write(Line("answer", "a", "s", answer="\ud800"))
    assert [line.answer for line in Journal.open(tmp_path).lines] == ["\ud800"]
