"""`agtutor new`: a small right lesson, named after its file, and no file is ever written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from agtutor.author.starting import begin, ident_of, starter
from agtutor.cli import main
from agtutor.errors import LibraryError
from agtutor.lesson.reader import read_lesson, read_lesson_text
from tests.imports import modules_after


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("squares.yaml", "squares"),
        ("Two roads_to one.yml", "two-roads-to-one"),
        ("no.yaml", "no"),
        ("on", "on"),
    ],
)
def test_the_id_comes_from_the_name_of_the_file(tmp_path: Path, name: str, ident: str) -> None:
    assert read_lesson(begin(str(tmp_path / name))).lesson.id == ident


def test_folders_on_the_way_are_made_and_the_title_reads_well(tmp_path: Path) -> None:
    path = begin(str(tmp_path / "deep" / "chain-rule"))
    assert path == tmp_path / "deep" / "chain-rule.yaml"
    assert read_lesson(path).lesson.title == "Chain rule"


def test_a_file_that_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    assert main(["new", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == "mine"
    assert f"{path}: There is a file of that name" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["9-lives.yaml", "αβγ.yaml", "a" * 61])
def test_a_name_that_makes_no_id_is_refused(name: str) -> None:
    with pytest.raises(LibraryError, match="makes no id"):
        ident_of(Path(name))


def test_the_id_of_a_lesson_of_the_course_is_refused() -> None:
    with pytest.raises(LibraryError, match="a lesson of the course"):
        ident_of(Path("first-gradient.yaml"))


def test_a_folder_that_cant_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(LibraryError, match="can't be written"):
        begin(str(tmp_path / "file" / "lesson"))


def test_new_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "roads")]) == 0
    said = capsys.readouterr().out
    assert "agtutor check" in said
    assert "agtutor preview" in said


def test_help_for_authors_imports_neither_torch_nor_textual() -> None:
    code = (
        "import contextlib, io, sys\n"
        "from agtutor.cli import main\n"
        "sys.stdout = io.StringIO()\n"
        "with contextlib.suppress(SystemExit):\n    main(['play', '--help'])"
    )
    assert not modules_after(code) & {"torch", "textual", "pydantic", "yaml"}


def test_the_starter_has_no_placeholder_left() -> None:
    text = starter("roads")
    assert "new-lesson" not in text
    assert "New lesson" not in text
    kinds = {step.kind for step in read_lesson_text(text).lesson.steps}
    assert kinds == {"read", "code", "derive", "predict"}
