"""Every screen, as text: compared with the files in ``snapshots/``, at two sizes and in three modes."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from agtutor import journal
from agtutor.app.app import TutorApp
from agtutor.app.desk import Card, Desk
from agtutor.app.rehearsal.draft import Draft
from agtutor.app.rehearsal.preview import PreviewApp
from agtutor.app.screens.lesson import LessonScreen
from agtutor.app.widgets.panes import GRAPH
from agtutor.author.starting import starter
from agtutor.errors import LibraryError
from agtutor.journal import Journal
from agtutor.lab.lab import Lab
from agtutor.walkthrough.spacing import Due
from tests.app.app_fake_lab import FakeLab
from tests.app.app_lesson import script
from tests.app.app_player import WIDE, Player, SmallDesk
from tests.app.app_snapshots import FOLDER, MODES, Album, Camera, Mode, Subject, drawing

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
BETWEEN = timedelta(seconds=20)
"""What the clock goes on from each answer to the next, however long that takes here."""

LESSON = FOLDER / "lesson.yaml"
HOME = "/home/you/.local/state/agtutor"
SMALL = (58, 15)


COURSE = [
    Card("first", "Your first gradient", 25, 23, right=21, skipped=2, at="What you can do now"),
    Card(
        "roads", "Two roads", 20, 12, right=4, at="Where the roads meet", last=True, requires=("first",)
    ),
    Card("adding", "Gradients add up", 20, 14, requires=("roads",)),
    Card("long", "What is recorded, what is not, and how to tell one from the other", 30, 18),
    Card("broken", "A lesson that can't be read", 10, 0, requires=("adding", "long")),
]


class CourseDesk(Desk):
    """A desk with a course in all states, and steps to review."""

    async def cards(self) -> list[Card]:
        return COURSE

    async def due(self) -> list[Due]:
        return [Due("first", step, date(2020, 1, 1)) for step in ("make-y", "backward", "dl-dx")]

    async def trusts(self, lesson: str) -> bool:
        if lesson == "broken":
            raise LibraryError(
                "`broken.yaml` can't be read: permission denied.", fix="Look who owns it."
            )
        return False


class PictureDesk(Desk):
    """A desk with the lesson of the pictures, and a lab that outlives the app."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        super().__init__(lab)
        self._journal = Journal.open(folder)

    async def trusts(self, lesson: str) -> bool:
        return True

    async def close(self) -> None:
        if self._journal is not None:
            self._journal.close()


@asynccontextmanager
async def showing(app: TutorApp, album: Album, mode: Mode) -> AsyncIterator[Camera]:
    """Start an app, and let it come to rest."""
    async with app.run_test(size=WIDE) as pilot:
        player = Subject(app, pilot)
        await player.settle()
        yield Camera(player, album, mode)


@asynccontextmanager
async def in_lesson(lab: Lab, folder: Path, album: Album, mode: Mode) -> AsyncIterator[Camera]:
    """Start the app in the lesson of the pictures."""
    with drawing(mode):
        app = TutorApp(PictureDesk(lab, folder / mode), str(LESSON))
        async with showing(app, album, mode) as camera:
            yield camera


async def go(player: Player, step: str) -> None:
    """Go to a step by its id, with nothing but the step in front."""
    player.lesson.action_goto(step)
    await player.settle()


async def code(camera: Camera) -> None:
    """Read, type code, and be answered in each way."""
    player, take = camera.player, camera.take
    await take("read")
    await player.press("enter")
    await take("code-open")
    await go(player, "make-y")
    await player.press("f2")
    await camera.state("code-hint")
    await player.answer("y = x * 2")
    await take("code-wrong")
    await player.answer("y = x.sqare()")
    await camera.state("code-raised")
    await player.press("ctrl+t")
    await take("output")
    await player.press("escape")
    await player.answer("y = 2x")
    await camera.state("code-unreadable")
    await player.answer("y = x**2\ny")
    await take("code-right")
    await player.press("enter")
    await player.press("f6")
    await camera.state("skipped")


async def plots(camera: Camera) -> None:
    """Draw, walk along the curve, look at its numbers."""
    player, take = camera.player, camera.take
    await go(player, "plot-z")
    await player.answer("plt.plot(x, z)")
    await camera.state("plot-wrong")
    await player.answer("plt.plot(x.detach(), z.detach(), label='z')")
    await take("plot-right")
    await player.press("ctrl+g", "right", "right", "right")
    await take("tangent")
    await player.press("delete", "g")
    await camera.state("plot-log")
    await player.press("t")
    await take("plot-numbers")
    await player.press("escape", "g", "escape")


async def choices(camera: Camera) -> None:
    """Answer what is picked and not typed."""
    player, take = camera.player, camera.take
    await go(player, "lowest")
    await camera.state("predict-open")
    await player.press("1", "enter")
    await camera.state("predict-wrong")
    await player.press("2", "enter")
    await camera.state("predict-right")
    await go(player, "order")
    await player.press("2", "4")
    await camera.state("order-half")
    await player.press("3", "1", "enter")
    await take("order-answered")
    await go(player, "root-and-leaf")
    await player.press("2")
    await take("choice-picked")


async def words(camera: Camera) -> None:
    """Answer with a formula, a value, and words."""
    player, take = camera.player, camera.take
    await go(player, "dy-dx")
    await camera.state("derive-open")
    await player.write("2 x_i cos(x_i^2)")
    await take("derive-echo")
    await player.answer("2 x_i +")
    await camera.state("derive-unreadable")
    await player.answer("x_i")
    await camera.state("derive-wrong")
    await player.answer("2x_i")
    await camera.state("derive-right")
    await go(player, "shape")
    await camera.state("value-open")
    await player.answer("(21)")
    await camera.state("value-answered")
    await go(player, "why")
    await camera.state("explain-open")
    await player.answer("It leads back from a tensor to what it was made of.")
    await player.press("down", "space")
    await take("explain-right")


async def panes(camera: Camera) -> None:
    """Look at the tensors, the graph, and the backward pass."""
    player, take = camera.player, camera.take
    await go(player, "backward")
    await player.press("f3")
    while player.lesson.board.panes.front != GRAPH:
        await player.press("f3")
    await take("graph")
    await player.press("ctrl+s")
    await camera.state("backward-1")
    await player.press("ctrl+s")
    await take("backward-2")
    await player.press("ctrl+s", "ctrl+s")
    await camera.state("backward-4")
    await player.answer("l.backward()")
    player.lesson.board.look_at(0)
    await player.settle()
    await take("tensors")
    await player.press("ctrl+g", "down")
    await camera.state("tensors-picked")
    await player.press("home", "enter")
    await take("values")
    await player.press("escape", "escape")
    await go(player, "mean")
    await camera.state("experiment-open")
    await player.press("f5")
    await take("experiment-run")


async def sheets(camera: Camera) -> None:
    """Open what lies over a lesson."""
    player, take = camera.player, camera.take
    await go(player, "make-l")
    await player.press("f8")
    await player.answer("x.sum()")
    await take("scratch")
    await player.write("torch.linsp")
    await player.press("end", "tab")
    await player.write("torch.sq")
    await player.press("end", "tab")
    await take("completion")
    await player.press("escape")
    await player.write("torch.linspace")
    await player.press("end", "left", "f1")
    await take("name")
    await player.press("escape", "f8")
    await player.press("f7")
    await take("history")
    await player.press(*"sqare")
    await camera.state("history-search")
    await player.press("escape", "f9")
    await take("reset")
    await player.press("escape", "f1")
    await take("help")
    await player.press("end")
    await camera.state("help-end")
    await player.press("escape")
    await player.press("ctrl+p")
    await take("commands")
    await player.press("escape")
    await go(player, "closing")
    await camera.state("closing")
    await player.press("enter")
    await take("summary")


TOUR = (code, plots, choices, words, panes, sheets)


@pytest.mark.usefixtures("nursed")
@pytest.mark.timeout(300)
async def test_each_state_of_a_lesson_looks_as_its_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", HOME)
    ticking = (EPOCH + place * BETWEEN for place in itertools.count())
    monkeypatch.setattr(journal, "datetime", SimpleNamespace(now=lambda _zone: next(ticking)))
    album, lab = Album("lesson"), Lab.launch()
    for mode in MODES:
        async with in_lesson(lab, tmp_path, album, mode) as camera:
            for part in TOUR:
                await part(camera)
    await lab.close()
    album.check()


async def test_the_course_and_what_lies_over_it_look_as_their_files_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", HOME)
    album = Album("course")
    for mode in MODES:
        with drawing(mode):
            app = TutorApp(CourseDesk(FakeLab(script()).as_lab()))
            async with showing(app, album, mode) as camera:
                await camera.take("home")
                await camera.player.press("end", "enter")
                await camera.state("unreadable")
                camera.player.patient = False  # what opens a lesson waits for an answer
                await camera.player.press("home", "down", "enter")
                await camera.take("trust")
                camera.player.patient = True
                await camera.player.press("n", "f1")
                await camera.state("help")
                await camera.player.press("escape")
                await camera.at(SMALL)
                camera.keep("too-small")
    album.check()


async def test_an_answer_that_waits_for_torch_looks_as_its_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While torch loads, answers wait for it."""
    monkeypatch.setenv("AGTUTOR_HOME", HOME)
    album = Album("waiting")
    for mode in MODES:
        lab = FakeLab(script())
        lab.load()
        with drawing(mode):
            app = TutorApp(SmallDesk(lab, tmp_path / mode), "small", "make-y")
            async with app.run_test(size=WIDE) as pilot:
                player = Subject(app, pilot)
                player.patient = False
                while not isinstance(app.screen, LessonScreen):
                    await pilot.pause(0.01)
                await player.reach("make-y")
                await player.write("y = x**2")
                await player.press("enter")
                await Camera(player, album, mode).take("torch-loads")
    album.check()


def save(path: Path, old: str = "", new: str = "") -> None:
    """Write a lesson into a file, with something put in the place of something."""
    path.write_text(starter("roads").replace(old, new) if old else starter("roads"), encoding="utf-8")


async def test_a_lesson_that_is_being_written_looks_as_its_files_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lesson that is being written, and what is wrong with its file."""
    monkeypatch.setenv("AGTUTOR_HOME", HOME)
    monkeypatch.chdir(tmp_path)
    album, path = Album("preview"), Path("roads.yaml")
    for mode in MODES:
        save(path, "kind: derive", "kind: drive")
        with drawing(mode):
            app = PreviewApp(Desk(FakeLab(script()).as_lab()), Draft(path))
            async with showing(app, album, mode) as camera:
                await camera.take("no-lesson-yet")
                save(path)
                await camera.player.press("f12")
                save(path, "kind: code", "kind: cod")
                await camera.player.press("f12")
                await camera.take("faults")
    album.check()
