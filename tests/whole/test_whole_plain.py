"""The installed `agtutor` line by line: a whole course by pipes, a dumb terminal, encodings."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from agtutor.formula.calculus.derivative import derivative
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Sym
from agtutor.formula.typeset import line
from agtutor.journal import Journal
from agtutor.lesson.library import Library
from agtutor.lesson.model import (
    ChoiceStep,
    CodeStep,
    DeriveStep,
    ExperimentStep,
    ExplainStep,
    Lesson,
    OrderStep,
    PlotStep,
    PredictStep,
    ReadStep,
    Step,
)
from agtutor.walkthrough.progress import Progress
from tests.whole.terminal import Terminal

AGTUTOR = str(Path(sys.executable).with_name("agtutor"))
FIRST = "first-gradient"
PROMPT = re.compile(r"(^|\n)((\d+ )?\w+> |\.\.\. )$")


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a program with its state in ``home``."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LC_ALL")}
    return {**kept, "AGTUTOR_HOME": str(home), "LC_ALL": "C.UTF-8", **more}


def piped(home: Path, *lines: str, **more: str) -> bytes:
    """Return what a script of lines makes the program write, to the end."""
    done = subprocess.run(
        [AGTUTOR, "run", FIRST],
        input="".join(f"{one}\n" for one in lines).encode(),
        capture_output=True,
        env=environment(home, **more),
        check=True,
        timeout=60,
    )
    assert done.stderr == b""
    return done.stdout


class Pipe:
    """The program at the other end of two pipes, asked and answered line by line."""

    def __init__(self, home: Path) -> None:
        """Start the course."""
        self.process = subprocess.Popen(
            [AGTUTOR, "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(home),
        )
        self.all = ""

    def read(self) -> str:
        """Return what is said up to the next prompt, or to the end."""
        assert self.process.stdout is not None
        said = b""
        while not PROMPT.search(said.decode(errors="replace")):
            read = os.read(self.process.stdout.fileno(), 65_536)
            if not read:
                break
            said += read
        self.all += said.decode()
        return said.decode()

    def send(self, text: str) -> str:
        """Type a line, and return what is said to it."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{text}\n".encode())
        self.process.stdin.flush()
        return self.read()

    def close(self) -> None:
        """End the program, whatever state it is in."""
        self.process.kill()
        self.process.communicate()


class DumbTerminal:
    """The program on a terminal that can't be drawn on."""

    def __init__(self, home: Path, *arguments: str) -> None:
        """Start the course, or what the arguments say."""
        self.child: pexpect.spawn[str] = pexpect.spawn(
            AGTUTOR,
            list(arguments),
            env=environment(home, TERM="dumb"),
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=60,
        )
        self.child.delaybeforesend = None
        self.all = ""

    def read(self) -> str:
        """Return what is said up to the next prompt, or to the end."""
        self.child.expect([PROMPT, pexpect.EOF])
        found = self.child.after if isinstance(self.child.after, str) else ""
        said = f"{self.child.before}{found}".replace("\r\n", "\n")
        self.all += said
        return said

    def send(self, text: str) -> str:
        """Type a line, and return what is said to it."""
        self.child.sendline(text)
        return self.read()

    def close(self) -> None:
        """End the program, whatever state it is in."""
        self.child.close(force=True)


Talk = Pipe | DumbTerminal


def tries(lesson: Lesson, step: Step, said: str) -> list[str]:
    """Return lines to type at a step, of which one is right."""
    match step:
        case CodeStep() | PlotStep():
            return ["\n".join([":lines", *step.solution.strip().splitlines(), ""])]
        case DeriveStep():
            names = Names(lesson.symbols)
            wrt = parse(step.wrt, names)
            assert isinstance(wrt, Sym)
            found = derivative(parse(step.of, names), wrt)
            return [line(found, ascii=True)]
        case PredictStep():
            return [str(number) for number in range(1, len(step.choices) + 1)] or [":skip"]
        case ChoiceStep():
            return [str([choice.text for choice in step.choices].index(step.answer) + 1)]
        case OrderStep():
            shown = [found.replace("`", "") for found in re.findall(r"\n\d+\. (.*)", said)]
            return [" ".join(str(shown.index(item.replace("`", "")) + 1) for item in step.items)]
        case ExplainStep():
            return ["It leads back to the operation that made the tensor."]
        case ReadStep() | ExperimentStep():
            return [""]


def answered(talk: Talk, lesson: Lesson, step: Step, said: str) -> str:
    """Answer a step rightly, trying where there is no other way; return what is said to it."""
    for typed in tries(lesson, step, said):
        for part in typed.split("\n"):
            said = talk.send(part)
        if step.kind == "read" or "\nRight" in f"\n{said}" or "Skipped" in said:
            return said
    raise AssertionError(f"{step.id} was not answered:\n{talk.all}")


def play(talk: Talk, lesson: Lesson, said: str) -> None:
    """Play a lesson to its end; ``said`` is what was said up to the first step's prompt."""
    many = len(lesson.steps)
    for number, step in enumerate(lesson.steps, start=1):
        assert f"Step {number} of {many}: {step.title}" in said
        said = answered(talk, lesson, step, said)
        if step.kind != "read":
            said = talk.send("")
    assert "That was the last step" in said
    assert "\x1b" not in talk.all


def passed(home: Path, lesson: Lesson) -> int:
    """Return how many steps of a lesson the journal has as right or skipped."""
    progress = Progress.fold(Journal.open(home).of(lesson.id))
    return progress.count("right") + progress.count("skipped")


def play_all(talk: Talk, home: Path) -> None:
    """Play the whole course, and leave it."""
    lessons = [Library().find(ident).lesson for ident in Library().ids]
    assert f"\n1. {lessons[0].title}: {len(lessons[0].steps)} steps" in talk.read()
    for number, lesson in enumerate(lessons, start=1):
        play(talk, lesson, talk.send(str(number)))
        assert passed(home, lesson) == len(lesson.steps)
    assert talk.send(":quit").endswith("All that you answered is kept.\n")


@pytest.mark.timeout(180)
def test_the_whole_course_is_played_through_pipes(tmp_path: Path) -> None:
    with closing(Pipe(tmp_path)) as pipe:
        play_all(pipe, tmp_path)
        assert pipe.process.wait(60) == 0


@pytest.mark.timeout(180)
def test_the_whole_course_is_played_on_a_dumb_terminal(tmp_path: Path) -> None:
    with closing(DumbTerminal(tmp_path)) as terminal:
        play_all(terminal, tmp_path)
        assert terminal.child.wait() == 0


def test_a_script_with_wrong_answers_hints_back_and_skip(tmp_path: Path) -> None:
    said = piped(
        tmp_path,
        *["", ":skip", "x = torch.linspace(-5, 5, 20)", ":hint", ":back", ":next", ":skip"],
        *["x.shape", "", "y = x**2", ":plot", ":graph", ":tensors"],
    ).decode()
    flat = " ".join(said.split())
    assert flat.startswith("The tutor goes line by line here, since standard input is not a terminal.")
    assert "Not yet: `x` has 20 values" in flat
    assert "Hint 1. `torch.linspace(start, end, steps)`" in flat
    assert "You skipped this step. Its answer: import torch" in flat
    assert "3 code> :skip Skipped: The input." in flat
    assert "New: `y`: float32, shape (21,), PowBackward0, values 0 to 25." in flat
    assert "No plot is at hand." in flat
    assert "1. PowBackward0, which made `y`; leads to 2." in flat
    assert flat.endswith("`agtutor run first-gradient --plain` goes on here.")
    assert "\x1b" not in said


@pytest.mark.parametrize(
    "more",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"LC_ALL": "C"},
    ],
)
def test_a_stream_gets_only_what_its_encoding_has(more: dict[str, str], tmp_path: Path) -> None:
    said = piped(tmp_path, "\u2603", **more).decode("ascii")
    assert "l = sum_(i=1)^21 (x_i^2 + 5)" in said
    assert "\\u2603" in said


def test_a_reader_that_goes_away_ends_it_quietly(tmp_path: Path) -> None:
    command = f"yes '' | {AGTUTOR} run {FIRST} --plain | head -3"
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", f"{command}; echo ${{PIPESTATUS[1]}}"],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


@pytest.mark.parametrize(
    ("where", "word"), [(">/dev/full", "No space left on device"), (">&-", "Standard output is closed")]
)
def test_an_output_that_takes_nothing_is_told_in_one_line(
    where: str, word: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {AGTUTOR} --plain {where} </dev/null"],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert word in done.stderr
    assert done.stderr.count("\n") == 1


def test_input_that_is_no_text_or_too_long_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [AGTUTOR, "run", FIRST],
        input=b"\n" + b"import \xff\n" + b"x" * 200_000 + b"\n\x1b[A\n:progress\nno end",
        capture_output=True,
        env=environment(tmp_path),
        timeout=60,
        check=True,
    )
    said = " ".join(done.stdout.decode().split())
    assert "bytes that are no text in UTF-8" in said
    assert "longer than 65,536 bytes" in said
    assert "keys that are no text" in said
    assert "1 of 27 steps done" in said
    assert b"\x1b" not in done.stdout


def test_without_any_input_it_says_the_step_and_ends(tmp_path: Path) -> None:
    closed = subprocess.run(
        ["/bin/sh", "-c", f"exec {AGTUTOR} run {FIRST} <&-"],
        capture_output=True,
        env=environment(tmp_path),
        timeout=60,
        check=True,
    )
    assert b"Step 1 of 27" in closed.stdout


def test_a_lesson_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [AGTUTOR, "run", "first-gradeint", "--plain"],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("agtutor: There is no lesson `first-gradeint`. Did you mean")


def test_code_is_stopped_the_tutor_is_killed_and_the_app_resumes(tmp_path: Path) -> None:
    with closing(DumbTerminal(tmp_path, "run", FIRST)) as terminal:
        assert "TERM says that this" in terminal.read()
        terminal.send("")
        terminal.send(":skip")
        terminal.child.sendline("while True: pass")
        terminal.child.expect("Still running. Ctrl.C stops it")
        terminal.child.sendintr()
        assert "Stopped: You stopped it" in terminal.read()
        terminal.child.sendintr()
        assert "Nothing is running." in terminal.read()
        terminal.send("x = (torch")
        assert "Not yet: The values are right" in terminal.send("  .linspace(-5, 5, 21))")
        terminal.child.kill(signal.SIGKILL)
    with Terminal([AGTUTOR, "run", FIRST], home=tmp_path) as app:
        app.wait_for("Step 3 ", "x = (torch", "✗ Not yet")
        app.press("ctrl+l")
        app.type("x = torch.linspace(-5, 5, 21).requires_grad_()\n")
        app.wait_for("✓ Right")
        app.press("ctrl+q")
        assert app.wait_for_end() == 0
    said = piped(tmp_path, ":tensors").decode()
    assert "Your answer:\n    x = torch.linspace(-5, 5, 21).requires_grad_()\n" in said
    assert "`x`: float32, shape (21,), leaf, tracked, values −5 to 5." in said
