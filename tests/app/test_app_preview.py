"""`agtutor preview`: the app on a file that changes, and on one that holds no lesson."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from agtutor.app.desk import Desk
from agtutor.app.rehearsal.draft import Draft
from agtutor.app.rehearsal.preview import PreviewApp, PreviewScreen
from agtutor.author.starting import starter
from agtutor.case.question import Question
from agtutor.case.verdict import Verdict
from agtutor.errors import LessonError, LibraryError
from agtutor.lab.lab import Holder
from tests.app.app_fake_lab import FakeLab, Script
from tests.app.app_player import NARROW, WIDE, Player
from tests.builders import evidence

RIGHT = Verdict("right", "")
TEXT = starter("roads")
BROKEN = TEXT.replace("kind: derive", "kind: drive")
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE])


class Author(Player):
    """Somebody who writes a lesson, with the app beside the editor."""

    path: Path

    @property
    def screen(self) -> PreviewScreen:
        """The lesson's screen."""
        return next(one for one in self.app.screen_stack if isinstance(one, PreviewScreen))

    async def save(self, text: str) -> None:
        """Save the file, as an editor does: a new one in its place; then read it again."""
        fresh = self.path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.path)
        await self.press("f12")

    async def go_to(self, step: str) -> None:
        """Go to a step by its id."""
        self.screen.action_goto(step)
        await self.settle()


@asynccontextmanager
async def previewing(
    folder: Path, text: str = TEXT, size: tuple[int, int] = WIDE, lab: FakeLab | None = None
) -> AsyncIterator[Author]:
    path = folder / "roads.yaml"
    path.write_text(text, encoding="utf-8")
    made = {"make-x": evidence(), "make-y": evidence()}
    lab = lab or FakeLab(Script({"make-y": {"y = x*x": RIGHT}}, made))
    app = PreviewApp(Desk(lab.as_lab()), Draft(path))
    async with app.run_test(size=size) as pilot:
        author = Author(app, pilot)
        author.path = path
        await author.settle()
        yield author


async def test_a_saved_change_shows_at_the_same_step(tmp_path: Path) -> None:
    async with previewing(tmp_path) as author:
        await author.go_to("make-y")
        await author.save(TEXT.replace("the square of each value of `x`", "each value squared"))
        assert author.step == "make-y"
        assert author.shows("that holds each value squared.")


async def test_a_step_that_moved_is_still_the_step_and_one_that_is_gone_leaves_its_place(
    tmp_path: Path,
) -> None:
    first = "  - kind: read\n    id: first\n    title: First\n    text: Read this first.\n"
    moved = TEXT.replace("steps:\n", f"steps:\n{first}")
    async with previewing(tmp_path) as author:
        await author.go_to("make-y")
        await author.save(moved)
        assert author.step == "make-y"
        assert author.shows("Step 4 ")
        await author.save(moved.replace("id: make-y", "id: make-the-square"))
        assert author.step == "make-the-square"


async def test_what_is_typed_outlives_a_reload(tmp_path: Path) -> None:
    async with previewing(tmp_path) as author:
        await author.go_to("make-y")
        await author.write("y = x * x  # half of it")
        await author.save(TEXT.replace("Square it", "Square them"))
        pane = author.screen.pane
        assert pane is not None
        assert pane.value() == "y = x * x  # half of it"


async def test_an_answer_stands_until_its_step_asks_something_else(tmp_path: Path) -> None:
    async with previewing(tmp_path) as author:
        await author.go_to("make-y")
        await author.answer("y = x*x")
        assert author.shows("✓ Right")
        await author.save(TEXT.replace("Arithmetic on a tensor", "Arithmetic"))
        assert author.walk.status("make-y") == "right"
        await author.save(TEXT.replace("solution: y = x**2", "solution: y = x.square()"))
        assert author.walk.status("make-y") == "open"


@SIZES
async def test_faults_stand_with_their_place_above_a_version_that_goes_on(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    line = 1 + TEXT[: TEXT.index("kind: derive")].count("\n")
    async with previewing(tmp_path, size=size) as author:
        await author.go_to("make-y")
        await author.save(BROKEN)
        assert f"roads.yaml:{line}:11" in "".join(row.strip() for row in author.lines())
        await author.answer("y = x*x")
        assert author.shows("✓ Right")
        await author.save(TEXT)
        assert not author.shows("roads.yaml:")
        assert author.walk.status("make-y") == "right"


async def test_a_file_that_holds_no_lesson_yet_waits_for_one(tmp_path: Path) -> None:
    async with previewing(tmp_path, BROKEN, NARROW) as author:
        assert author.shows("The file doesn't hold a lesson yet.", "F12 read again")
        await author.save(TEXT)
        assert author.shows("What you will do")


class NeverReady(FakeLab):
    """A lab that can't work with the solution of one step."""

    async def prepare(self, holder: Holder, question: Question) -> None:
        if question["id"] == "make-y":
            raise LessonError("The solution doesn't run to its end.")


async def test_a_solution_that_doesnt_run_is_shown_with_its_place_as_long_as_its_step(
    tmp_path: Path,
) -> None:
    line = TEXT[: TEXT.index("id: make-y")].count("\n")
    async with previewing(tmp_path, lab=NeverReady()) as author:
        await author.go_to("make-y")
        said = "".join("".join(author.lines()).split())  # a long path breaks the line anywhere
        assert f"roads.yaml:{line}:5:Thesolutiondoesn'truntoitsend." in said
        await author.go_to("dy-dx")
        assert not author.shows("roads.yaml:")


async def test_a_file_that_was_deleted_says_so_and_the_lesson_stays(tmp_path: Path) -> None:
    async with previewing(tmp_path) as author:
        author.path.unlink()
        await author.press("f12")
        assert author.shows("There is no such file.", "What you will do")


async def test_the_end_of_the_lesson_is_no_way_out_but_ctrl_o_is(tmp_path: Path) -> None:
    async with previewing(tmp_path, TEXT[: TEXT.index("\n  - kind: code")] + "\n") as author:
        await author.press("enter")
        assert author.step == "welcome"
        await author.press("ctrl+o")
        assert not author.app.is_running


async def test_nothing_goes_into_the_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("AGTUTOR_HOME", str(home))
    async with previewing(tmp_path) as author:
        await author.press("enter")
        assert author.step == "make-x"
    assert not home.exists()


async def test_a_file_counts_as_saved_once_it_rests(tmp_path: Path) -> None:
    path = tmp_path / "roads.yaml"
    path.write_text(TEXT, encoding="utf-8")
    draft = Draft(path)
    await draft.read()
    assert not await draft.saved()
    path.write_text("", encoding="utf-8")
    assert not await draft.saved()
    path.write_text(BROKEN, encoding="utf-8")
    assert not await draft.saved()
    assert await draft.saved()


def test_a_draft_is_found_by_id_and_by_path_and_else_new_is_offered(tmp_path: Path) -> None:
    assert Draft.find("first-gradient").path.name == "first-gradient.yaml"
    with pytest.raises(LibraryError, match="agtutor new"):
        Draft.find(str(tmp_path / "none.yaml"))
