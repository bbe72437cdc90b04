"""docs/authoring.md is true: its lesson holds, its pieces are of that lesson, all fields are there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from agtutor.author.starting import begin
from agtutor.case.question import Call
from agtutor.cli import main
from agtutor.lesson.model import BaseStep, Choice, Expect, Lesson, RunStep, Symbol, WrongAnswer
from agtutor.lesson.parts import STEPS

DOC = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
BUILT, WHOLE = DOC.split("## The whole lesson\n")
LESSON = re.findall(r"```yaml\n(.*?)```", WHOLE, re.DOTALL)[0]
PIECES = re.findall(r"```yaml\n(.*?)```", BUILT, re.DOTALL)
SECTIONS = dict(re.findall(r"^### (.*?)\n(.*?)(?=^##)", DOC, re.DOTALL | re.MULTILINE))

PARTS: dict[str, type[BaseModel]] = {
    "A lesson": Lesson,
    "A symbol": Symbol,
    "A wrong answer": WrongAnswer,
    "A choice": Choice,
    "An expectation": Expect,
    "All steps": BaseStep,
    "Steps that are answered with code": RunStep,
    **{f"`{kind}`": step for kind, step in STEPS.items()},
}


def documented(section: str) -> dict[str, bool]:
    """Return the fields of a section's table, and whether each has to be there."""
    rows = re.findall(r"^\| (\*\*)?`(\w+)`(?:\*\*)? \|", SECTIONS[section], re.MULTILINE)
    return {name: bool(bold) for bold, name in rows}


def fields(section: str) -> dict[str, bool]:
    """Return the fields that a section is about, without those that a wider section has."""
    part = PARTS[section]
    wider: set[str] = {"kind"} if section != "All steps" else set()
    for base in (BaseStep, RunStep):
        if issubclass(part, base) and part is not base:
            wider |= set(base.model_fields)
    found = {name: field.is_required() for name, field in part.model_fields.items()}
    own = {name: required for name, required in found.items() if name not in wider}
    return {"kind": True, **own} if section == "All steps" else own


@pytest.mark.usefixtures("nursed")
def test_the_lesson_of_the_docs_and_the_one_to_start_from_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "slope-of-a-cube.yaml"
    path.write_text(LESSON, encoding="utf-8")
    assert main(["check", str(path), str(begin(str(tmp_path / "roads")))]) == 0, capsys.readouterr().err
    said = re.search(r": (\d+ steps, \d+ claims hold)", capsys.readouterr().out)
    assert said is not None
    assert said[1] in DOC


@pytest.mark.parametrize("section", PARTS)
def test_every_field_is_explained_where_it_belongs(section: str) -> None:
    assert documented(section) == fields(section)


def test_every_piece_that_is_explained_stands_in_the_lesson_in_that_order() -> None:
    places = [LESSON.find(piece) for piece in PIECES[1:]]
    assert -1 not in places, PIECES[1 + places.index(-1)]
    assert places == sorted(places)
    assert PIECES[0] in LESSON


def test_the_lesson_has_a_step_of_each_kind() -> None:
    assert set(re.findall(r"kind: (\w+)", LESSON)) == set(STEPS)


def test_every_call_that_can_be_asked_for_is_named() -> None:
    assert all(f"`{call}`" in SECTIONS["`code`"] for call in get_args(Call))
