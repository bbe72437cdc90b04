"""The pytest plugin: lessons that were asked for are tests, and nothing else is touched."""

from __future__ import annotations

from importlib import metadata

import pytest

from agtutor.author.claims import Claim, claims_of
from agtutor.author.collecting import told
from agtutor.author.starting import starter
from agtutor.author.trial import Trial
from agtutor.errors import LessonError, Place
from agtutor.lesson.reader import read_lesson_text
from tests.imports import modules_after

pytest_plugins = ["pytester"]

PLUGIN = "agtutor.author.plugin"
LESSON = starter("roads")
HEAVY = {
    "torch",
    "textual",
    "yaml",
    "pydantic",
    "sympy",
    "numpy",
    "asyncio",
    "agtutor.lesson",
    "agtutor.lab",
}


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest on a folder, with the plugin whether or not it is installed, and no others."""
    installed = metadata.entry_points(group="pytest11", name="agtutor")
    named = [] if installed else ["-p", PLUGIN]
    return pytester.runpytest_inprocess(
        *named, "-p", "no:cacheprovider", "-p", "no:asyncio", *arguments
    )


def lesson(pytester: pytest.Pytester, text: str = LESSON, name: str = "roads.yaml") -> None:
    """Write a lesson into the folder."""
    (pytester.path / name).write_text(text, encoding="utf-8")


def line_of(text: str, mark: str) -> int:
    """Return the line of a lesson that holds some text, from 1."""
    return 1 + text[: text.index(mark)].count("\n")


def test_importing_the_plugin_imports_nothing_that_takes_time() -> None:
    assert not modules_after(f"import {PLUGIN}") & HEAVY - modules_after("import pytest")


def test_no_yaml_is_touched_that_nobody_asked_for(pytester: pytest.Pytester) -> None:
    lesson(pytester)
    lesson(pytester, "a: [", "torn.yaml")
    run(pytester).assert_outcomes()


def test_the_flag_takes_what_looks_like_a_lesson_and_says_what_is_wrong_with_it(
    pytester: pytest.Pytester,
) -> None:
    lesson(pytester)
    lesson(pytester, "jobs:\n  test:\n    steps: [1]\n    id: x\n", "workflow.yaml")
    lesson(pytester, "steps:\n  - script: make\n", "pipeline.yml")
    lesson(pytester, "title: x\nlessons: [roads]\n", "course.yaml")
    wrong = LESSON.replace("kind: derive", "kind: drive").replace("minutes: 5", "minutes: 12:30")
    lesson(pytester, wrong, "wrong.yaml")
    result = run(pytester, "--lessons", "--collect-only", "-q")
    result.assert_outcomes(errors=1)
    said = result.stdout.str()
    assert "roads.yaml::make-y::wrong-1-doubled" in said
    assert "roads.yaml::dy-dx::key" in said
    assert not any(foreign in said for foreign in ("workflow", "pipeline", "course"))
    assert f"wrong.yaml:{line_of(wrong, 'kind: drive')}:11: " in said
    assert f"wrong.yaml:{line_of(wrong, 'minutes')}:10: " in said
    assert "Traceback" not in said


def test_a_pattern_in_the_configuration_takes_lessons_without_the_flag(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\nlesson_files = lessons/*.yaml\n")
    (pytester.path / "lessons").mkdir()
    for name in ("lessons/roads.yaml", "lessons/course.yaml", "elsewhere.yaml"):
        lesson(pytester, name=name)
    found = run(pytester, "--collect-only", "-q").stdout.str()
    assert "lessons/roads.yaml::make-x::starter" in found
    assert "course" not in found
    assert "elsewhere" not in found


def test_a_claim_that_doesnt_hold_fails_at_its_line_and_the_others_pass(
    pytester: pytest.Pytester,
) -> None:
    text = LESSON.replace("answer: y = 2 * x", "answer: y = x.square()").replace(
        "- y = x * x", "- y = x * 3"
    )
    lesson(pytester, text)
    broken = LESSON.replace("steps:\n", "setup: 1 / 0\nsteps:\n", 1).replace("id: roads", "id: broken")
    lesson(pytester, broken, "broken.yaml")
    result = run(pytester, "--lessons", "-k", "roads and make-y and not mutants or setup")
    said = result.stdout.str()
    result.assert_outcomes(passed=3, failed=3, deselected=len(claims_of_both()) - 5)
    assert (
        f"roads.yaml:{line_of(text, 'answer: y = x.square')}:17: This wrong answer is accepted" in said
    )
    assert f"roads.yaml:{line_of(text, '- y = x * 3')}:9: This right answer is refused" in said
    assert "roads: make-y: `also` 1 passes" in said
    assert f"broken.yaml:{line_of(broken, 'setup:')}:8: The setup" in said
    assert "Traceback" not in said


def claims_of_both() -> list[Claim]:
    """Return the claims of the starter, twice."""
    return claims_of(read_lesson_text(LESSON).lesson) * 2


def test_a_mutant_that_passes_is_shown_with_its_code() -> None:
    fault = LessonError("A mutant passes.", where=Place("roads.yaml", 45, 5))
    trial = Trial("make-y", "mutant", "fault", "y = x\ny = y\n", fault=fault)
    assert told(trial) == "roads.yaml:45:5: A mutant passes.\n    y = x\n    y = y"
