"""The journal: nothing answered is lost, and what can't be kept is said."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from agtutor.folder import state_folder
from agtutor.journal import Journal, Line


def answer(step: str, text: str = "x") -> Line:
    return Line("answer", "first-gradient", step, "hash", text, ruling="right")


def test_what_was_written_is_read_back_whole(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    written = journal.write(
        Line(
            "answer",
            "a",
            "s",
            "h",
            "x = '\n∂'",
            ruling="wrong",
            slip="sign",
            message="m",
            echo="e",
            seed=7,
        )
    )
    assert Journal.open(tmp_path).lines == [written]


def test_a_line_is_on_disk_before_write_returns(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from agtutor.journal import Journal, Line\n"
        "journal = Journal.open(Path(sys.argv[1]))\n"
        "journal.write(Line('answer', 'a', 's', answer='kept'))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert [line.answer for line in Journal.open(tmp_path).lines] == ["kept"]


def test_a_torn_last_line_is_left_out_and_counted(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    journal.write(answer("one"))
    journal.write(answer("two"))
    [path] = (tmp_path / "journal").glob("*.jsonl")
    path.write_bytes(path.read_bytes()[:-9])
    again = Journal.open(tmp_path)
    assert [line.step for line in again.lines] == ["one"]
    assert again.torn == 1


def test_lines_of_a_foreign_form_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    (folder / "a.jsonl").write_text('[1]\n{"number": "x"}\n{"number": 3}\n\xff\n', encoding="latin-1")
    assert Journal.open(tmp_path).lines == []


def test_keys_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    later = {"event": "skip", "lesson": "a", "step": "s", "number": 4, "mood": "sunny"}
    (folder / "a.jsonl").write_text(json.dumps(later) + "\n")
    assert [line.step for line in Journal.open(tmp_path).lines] == ["s"]


def test_two_sessions_at_once_both_keep_their_answers(tmp_path: Path) -> None:
    first, second = Journal.open(tmp_path), Journal.open(tmp_path)
    first.write(answer("one"))
    second.write(answer("two"))
    first.write(answer("three"))
    assert {line.step for line in Journal.open(tmp_path).lines} == {"one", "two", "three"}
    assert len(list((tmp_path / "journal").glob("*.jsonl"))) == 2


def test_a_clock_set_back_does_not_change_the_order(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    old = {
        "event": "answer",
        "lesson": "a",
        "step": "first",
        "number": 8,
        "when": "2999-01-01T00:00:00",
    }
    (folder / "z.jsonl").write_text(json.dumps(old) + "\n")
    Journal.open(tmp_path).write(Line("answer", "a", "second"))
    assert [line.step for line in Journal.open(tmp_path).lines] == ["first", "second"]


def test_a_reset_hides_what_came_before_and_keeps_it_on_disk(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    journal.write(answer("one"))
    journal.write(Line("reset", "first-gradient"))
    journal.write(answer("two"))
    again = Journal.open(tmp_path)
    assert [line.step for line in again.of("first-gradient")] == ["two"]
    assert len(again.lines) == 3


def test_a_folder_that_cannot_be_made_is_said_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    journal = Journal.open(tmp_path / "file")
    journal.write(answer("one"))
    assert "can't be kept" in journal.trouble
    assert "AGTUTOR_HOME" in journal.trouble
    assert [line.step for line in journal.lines] == ["one"]


def test_what_a_full_disk_refuses_is_kept_once_there_is_room(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path)
    journal.write(answer("one"))
    [path] = (tmp_path / "journal").glob("*.jsonl")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 30, before[1]))
        journal.write(answer("two"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert journal.trouble
    journal.write(answer("three"))
    assert not journal.trouble
    again = Journal.open(tmp_path)
    assert [line.step for line in again.lines] == ["one", "two", "three"]
    assert again.torn == 0


def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    Journal.open(tmp_path / "home").write(answer("one"))
    folder = tmp_path / "home" / "journal"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert folder.parent.stat().st_mode & 0o777 == 0o700
    [path] = folder.glob("*.jsonl")
    assert path.stat().st_mode & 0o777 == 0o600


def test_agtutor_home_decides_where_state_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    assert state_folder() == tmp_path
    monkeypatch.delenv("AGTUTOR_HOME")
    assert state_folder().name == "agtutor"
    assert state_folder().is_absolute()
