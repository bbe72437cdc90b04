"""The schema that editors read is that of the model, and says what each key is for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import BaseModel

from agtutor.lesson.glossary import KEYS
from agtutor.lesson.model import Choice, Expect, Lesson, Symbol, WrongAnswer
from agtutor.lesson.parts import STEPS
from agtutor.lesson.schema import main, schema

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "lessons" / "lesson.schema.json"
PARTS: list[type[BaseModel]] = [Lesson, Symbol, WrongAnswer, Expect, Choice, *STEPS.values()]


def test_the_committed_schema_is_current() -> None:
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == schema(), (
        f"run: python -m agtutor.lesson.schema {COMMITTED.relative_to(ROOT)}"
    )


def test_writing_it_gives_the_committed_file(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    assert main([str(path)]) == 0
    assert path.read_bytes() == COMMITTED.read_bytes()


def test_it_takes_one_file_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_every_key_is_described_and_no_description_is_left_over() -> None:
    names = {f"{part.__name__}.{key}" for part in PARTS for key in part.model_fields}
    used = {name if name in KEYS else name.partition(".")[2] for name in names}
    assert used == set(KEYS)


def test_every_step_kind_and_every_closed_part_is_in_it() -> None:
    made = schema()
    kinds = {
        part["properties"]["kind"]["const"]
        for part in made["$defs"].values()
        if "kind" in part["properties"]
    }
    assert kinds == set(STEPS) == {
        "read", "code", "plot", "experiment", "derive", "predict", "choice", "order", "explain",
    }  # fmt: skip
    assert all(part["additionalProperties"] is False for part in (made, *made["$defs"].values()))


def test_lessons_name_it_in_their_first_line() -> None:
    lessons = [path for path in COMMITTED.parent.glob("*.yaml") if path.name != "course.yaml"]
    assert lessons
    for path in lessons:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first == f"# yaml-language-server: $schema={COMMITTED.name}"
