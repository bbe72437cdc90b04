"""The command line of ``agtutor check``: its inputs, its outputs, its exit codes, and its end."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from agtutor.cli import main
from agtutor.lesson.schema import text as schema_text
from tests.author.author_lessons import SMALL, line_of
from tests.lab.lab_tools import gone, tree
from tests.whole.terminal import Terminal

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("nursed")]

Captured = pytest.CaptureFixture[str]

FIRST = Path(__file__).parents[2] / "lessons" / "first-gradient.yaml"
DUPLICATE = SMALL + SMALL[SMALL.index("  - kind: code") :]
UNSET = SMALL.replace("the value 3", r"$\unknowncommand{3}$")
TOLD = SMALL + "    hints: ['It is `n = 3`.']\n"
LOUD = SMALL.replace("solution: n = 3", 'solution: n = 3; raise ValueError("\\x1b[31mred\\x07")')


def write(folder: Path, text: str, name: str = "lesson.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (DUPLICATE, "14:9", "`three` is the id of another step already."),
        (UNSET, f"{line_of(UNSET, 'text: ')}:21", "This formula can't be typeset: `\\unknowncommand`"),
        (TOLD, f"{line_of(TOLD, 'hints: ')}:13", "This hint holds the whole solution."),
        ("id: [", "1:6", "A value is missing here."),
        ("", "1:1", "The file is empty."),
        ("- a\n", "1:1", "A lesson is a mapping"),
    ],
)
def test_a_lesson_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, capsys: Captured, text: str, place: str, words: str
) -> None:
    path = write(tmp_path, text)
    assert main(["check", str(path)]) == 1
    assert f"{path}:{place}: {words}" in capsys.readouterr().err


def test_what_is_not_there_or_no_lesson_is_no_proof(tmp_path: Path, capsys: Captured) -> None:
    assert main(["check", str(tmp_path / "none.yaml")]) == 2
    assert (
        "none.yaml: There is no such file. Give a lesson file, or a folder" in capsys.readouterr().err
    )
    assert main(["check", str(tmp_path)]) == 2
    assert f"{tmp_path}: There is no lesson in this folder." in capsys.readouterr().err
    assert main(["check", f"{tmp_path}/{'a' * 5000}"]) == 2
    assert main(["check", "nul\0name"]) == 2


def test_a_report_that_cannot_be_written_is_told_before_the_proof(
    tmp_path: Path, capsys: Captured
) -> None:
    path = write(tmp_path, SMALL)
    for report, words in (
        (tmp_path, "This is a folder, and the report is a file."),
        (tmp_path / "no" / "report.md", "Its folder doesn't exist."),
        (path, "The report would overwrite this lesson."),
    ):
        assert main(["check", str(path), "--report", str(report)]) == 2
        said = capsys.readouterr()
        assert f"agtutor: {report}: {words}" in said.err
        assert said.out == ""
    assert path.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "many", "1001", "9" * 5000])
def test_a_number_of_seeds_that_is_none_is_refused(capsys: Captured, number: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "lesson.yaml", f"--seeds={number}"])
    assert ended.value.code == 2
    assert "a number of seeds is one from 1 to 1000" in capsys.readouterr().err


def test_each_seed_proves_it_once_more_and_a_lesson_named_twice_is_proved_once(
    tmp_path: Path, capsys: Captured
) -> None:
    path, report = write(tmp_path, SMALL), tmp_path / "report.md"
    arguments = ["check", str(path), str(tmp_path), "--seeds", "3", "--json", "--report", str(report)]
    assert main(arguments) == 0
    said = capsys.readouterr()
    assert said.err == ""
    document: dict[str, Any] = json.loads(said.out)
    (lesson,) = document["lessons"]
    rounds = [mutant["round"] for mutant in lesson["tried_mutants"]]
    assert {rounds.count(turn) for turn in range(3)} == {len(rounds) / 3}
    assert (document["holds"], document["seeds"], lesson["claims"]) == (True, 3, 6)
    assert lesson["faults"] == lesson["unreached"] == document["unread"] == []
    assert "All of it holds.\n1 lesson, each with 3 seeds, in " in report.read_text(encoding="utf-8")


def test_of_the_mutants_only_some_are_tried_where_that_is_asked_for(
    tmp_path: Path, capsys: Captured
) -> None:
    path = write(tmp_path, SMALL)
    assert main(["check", str(path), "--mutants", "4", "--json"]) == 0
    (lesson,) = json.loads(capsys.readouterr().out)["lessons"]
    answers = [mutant["answer"] for mutant in lesson["tried_mutants"]]
    assert len(answers) == 4
    assert answers[0] == "n = 3\nn = n + 1"  # of what it leaves, and of its text
    assert "n = 4" in answers or "n = 2" in answers or "n = -3" in answers
    with pytest.raises(SystemExit):
        main(["check", str(path), "--mutants", "0"])
    assert "a number of mutants is one from 1" in capsys.readouterr().err


def test_what_code_raises_never_reaches_the_terminal_as_it_is(tmp_path: Path, capsys: Captured) -> None:
    path, report = write(tmp_path, LOUD), tmp_path / "report.md"
    assert main(["check", str(path), "--report", str(report)]) == 1
    said = capsys.readouterr()
    assert "does not run to its end: ValueError: red" in said.err
    for shown in (said.out, said.err, report.read_text(encoding="utf-8")):
        assert not {"\x1b", "\x07"} & set(shown)


def test_two_lessons_of_one_id_are_told(tmp_path: Path, capsys: Captured) -> None:
    first, second = write(tmp_path, SMALL, "a.yaml"), write(tmp_path, SMALL, "b.yaml")
    assert main(["check", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert (
        f"{second}:1:5: `small` is the id of another lesson already. The other one is {first}."
        in said.err
    )
    assert said.out.count("mutants are refused") == 2


async def test_ctrl_c_stops_the_proof_and_leaves_no_process(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "agtutor", "check", str(FIRST)]
    with Terminal(command, home=tmp_path) as terminal:
        terminal.wait_for("answers", "/28 first-gradient")
        assert terminal.child.pid
        processes = tree(terminal.child.pid)
        assert processes
        terminal.child.sendintr()
        terminal.child.expect_exact("stopped before the end; nothing is proved.")
        terminal.child.wait()
        assert terminal.child.exitstatus == 1
        await gone(processes)


def test_the_schema_is_printed_as_the_course_has_it(capsys: Captured) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text()
