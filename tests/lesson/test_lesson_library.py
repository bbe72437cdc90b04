"""Lessons are found by id or by path, listed cheaply, and trusted once for each content."""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import pytest

from agtutor.errors import LessonErrors, LibraryError
from agtutor.lesson.library import Library, StepSummary, course_folder
from agtutor.lesson.trust import is_trusted, trust
from tests.imports import modules_after

LESSON = """\
id: {id}
title: The lesson {id}
goal: Read.
minutes: 7
steps:
  - {{kind: read, id: one, title: The one step, text: Read this.}}
"""


@pytest.fixture
def course(tmp_path: Path) -> Library:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "course.yaml").write_text("title: A course\nlessons: [second-thing, first-thing]\n")
    for ident in ("first-thing", "second-thing"):
        (folder / f"{ident}.yaml").write_text(LESSON.format(id=ident))
    return Library(folder)


def test_summaries_stand_in_the_order_of_the_course(course: Library) -> None:
    first, second = course.summaries()
    assert (first.id, second.id) == ("second-thing", "first-thing")
    assert (first.title, first.minutes, first.trouble) == ("The lesson second-thing", 7, "")
    assert first.steps == (StepSummary("one", "The one step"),)
    assert course.title == "A course"
    assert course.course().lessons == course.ids == ("second-thing", "first-thing")


def test_listing_lessons_does_not_import_the_model() -> None:
    found = modules_after(
        "from agtutor.lesson.library import Library\nfrom agtutor.lesson import trust\n"
        "Library().summaries()"
    )
    assert not found & {"pydantic", "torch", "sympy", "textual"}


def test_reading_lessons_imports_neither_torch_nor_sympy_nor_textual() -> None:
    found = modules_after(
        "from agtutor.lesson.library import Library\nimport agtutor.lesson.questions\n"
        "Library().find('first-gradient')"
    )
    assert not found & {"torch", "sympy", "mpmath", "numpy", "textual"}


def test_a_lesson_that_cannot_be_read_is_listed_with_its_trouble(course: Library) -> None:
    course.path("first-thing").write_text("id: first-thing\ntitle: [\n")
    course.path("second-thing").unlink()
    second, first = course.summaries()
    assert (first.id, first.title, first.minutes, first.steps) == ("first-thing", "first-thing", 0, ())
    assert first.trouble.startswith(f"{course.path('first-thing')}:3:1: ")
    assert second.trouble.endswith("There is no such file.")


def test_a_course_file_that_cannot_be_read_lists_nothing(course: Library) -> None:
    (course.folder / "course.yaml").write_text("- a\n")
    assert Library(course.folder).summaries() == []
    assert Library(course.folder).title == ""


def test_a_lesson_is_found_by_id_and_by_path(course: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    path = course.path("first-thing")
    assert course.find("first-thing").path == path
    assert course.find(path).lesson.id == course.find(str(path)).lesson.id == "first-thing"
    monkeypatch.chdir(course.folder)
    assert course.find("first-thing.yaml").lesson.id == "first-thing"
    assert course.find("first-thing").path == path


def test_an_id_that_is_not_there_gets_the_nearest_one(course: Library) -> None:
    with pytest.raises(LibraryError, match=r"no lesson `frist-thing`\. Did you mean `first-thing`\?"):
        course.find("frist-thing")
    with pytest.raises(LibraryError, match=r"There are: `second-thing`, `first-thing`\."):
        course.find("zzz")


def test_a_path_that_is_not_there_gets_the_nearest_file(course: Library) -> None:
    meant = course.path("first-thing")
    with pytest.raises(LibraryError, match=r"no lesson file `.*frst-thing\.yaml`") as caught:
        course.find(meant.with_name("frst-thing.yaml"))
    assert caught.value.fix == f"Did you mean `{meant}`?"
    with pytest.raises(LibraryError, match="no lesson file"):
        course.find("/nowhere/at/all.yaml")


def test_a_step_that_is_not_there_gets_the_nearest_one(course: Library) -> None:
    lesson = course.find("first-thing").lesson
    assert course.step(lesson, "one").title == "The one step"
    with pytest.raises(LibraryError, match=r"`first-thing` has no step `ones`\. Did you mean `one`\?"):
        course.step(lesson, "ones")


def test_a_file_of_the_course_with_another_id_is_refused(course: Library) -> None:
    course.path("first-thing").write_text(LESSON.format(id="other-thing"))
    with pytest.raises(LessonErrors, match=r":1:5: The course looks for `first-thing` in this file"):
        course.find("first-thing")


def test_the_course_in_the_wheel_goes_before_that_of_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "agtutor"
    monkeypatch.setattr(importlib.resources, "files", lambda _name: package)
    checkout = tmp_path / "lessons"
    for folder in (package / "_lessons", checkout):
        folder.mkdir(parents=True)
        (folder / "course.yaml").write_text("title: A\nlessons: []\n")
    assert course_folder() == package / "_lessons"
    (package / "_lessons" / "course.yaml").unlink()
    assert course_folder() == checkout
    (checkout / "course.yaml").unlink()
    with pytest.raises(LibraryError, match="aren't there"):
        course_folder()


def test_the_installed_course_is_sound() -> None:
    library = Library()
    assert library.course().lessons
    for summary in library.summaries():
        lesson = library.find(summary.id).lesson
        assert not summary.trouble
        assert summary.steps == tuple(StepSummary(step.id, step.title) for step in lesson.steps)
        assert (summary.title, summary.minutes) == (lesson.title, lesson.minutes)
        assert set(lesson.requires) <= set(library.ids)


def test_each_step_of_the_course_that_asks_something_has_two_hints_and_more() -> None:
    library = Library()
    short = [
        (ident, step.id)
        for ident in library.ids
        for step in library.find(ident).lesson.steps
        if step.kind != "read" and len(step.hints) < 2
    ]
    assert short == []


def test_trust_is_asked_for_once_for_each_content(course: Library, tmp_path: Path) -> None:
    path, store = tmp_path / "mine.yaml", tmp_path / "state"
    path.write_text(LESSON.format(id="mine"))
    assert not is_trusted(course.find(path), store, course)
    trust(course.find(path), store)
    assert is_trusted(course.find(path), store, course)
    assert (store / "trusted").stat().st_mode & 0o777 == 0o700
    copy = tmp_path / "copy.yaml"
    copy.write_text(path.read_text())
    assert is_trusted(course.find(copy), store, course)
    path.write_text(LESSON.format(id="mine") + "# another line\n")
    assert not is_trusted(course.find(path), store, course)


def test_the_course_itself_is_trusted(course: Library, tmp_path: Path) -> None:
    assert is_trusted(course.find("first-thing"), tmp_path / "state", course)
    assert not is_trusted(course.find("first-thing"), tmp_path / "state")


def test_trust_that_cannot_be_written_down_says_so(course: Library, tmp_path: Path) -> None:
    store = tmp_path / "state"
    store.write_text("a file, where the folder should be")
    with pytest.raises(LibraryError, match="can't be written down") as caught:
        trust(course.find("first-thing"), store)
    assert caught.value.fix == "You will be asked again next time."
