"""What is said about a step, an answer and a lesson, worked out apart from the dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agtutor.app import telling
from agtutor.case.verdict import SIGNS, Verdict
from agtutor.errors import FormulaError
from agtutor.formula.parser import Names, parse_answer
from agtutor.formula.typeset import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agtutor.case.evidence import Ended
    from agtutor.walkthrough.walk import Walkthrough

WAYS = {
    "read": "to read",
    "code": "code",
    "plot": "a plot",
    "experiment": "an experiment",
    "derive": "a formula",
    "value": "a prediction",
    "predict": "a prediction",
    "choice": "a choice",
    "order": "an order",
    "explain": "in your own words",
}
"""What kind of step it is, behind its title."""

SCRATCH_RAN: dict[Ended, str] = {
    "fine": "This ran on a copy. The lesson's tensors are as they were.",
    "raised": "This raised an error. The copy is as it was before.",
    "unreadable": "Python can't read this.",
    "stopped": "Stopped. The copy is as it was before.",
}
PAD = (
    "Scratch pad: type code, and it runs on a copy of your tensors. Nothing here is an attempt. "
    "`:leave` goes back to the step."
)
NOTHING = "Nothing is typed yet. `:again` says the question again, `:help` lists the commands."
OPEN = "This step is still open. `:skip` says its answer and goes on; `:hint` helps first."
RESET = (
    "All steps will be open again, and no tensor left. What you have answered so far stays in the "
    "journal's files. To start over, type `:reset yes`."
)
NO_CODE = "This step isn't answered with code. `:scratch` opens a pad for code."
PANES = (
    "Where a lesson speaks of the Tensors, Graph or Plot pane, `:tensors`, `:graph` and `:plot` say "
    "what stands there. Where it speaks of Ctrl+N for a new line, type `:lines` first, or Ctrl+N and "
    "Enter."
)
ABOUT = (
    "A wrong answer costs nothing: your tensors stay as they were. A hint, a look at a variable, or a "
    "line that can't be read is no attempt. Ctrl+C stops code that runs. A command may be cut short "
    "where its beginning says which one it is, as `:q` for `:quit`."
)
FIRST_CODE = (
    "Answer with Python code. Enter runs a line that is complete; a block runs after a blank line. For "
    "several lines that belong together, type `:lines` first."
)
TICK = "Type the numbers of those that your answer covers, such as `1 2`; `0` for none."


def verdict(found: Verdict, answer: str, *, formula: bool = False) -> str:
    """Return a verdict: its word, where in the answer that is, and why.

    Args:
        found: the verdict.
        answer: what was answered.
        formula: whether that was a formula, so that a place in it is a character.
    """
    word = SIGNS[found.ruling][1]
    message = found.message.removeprefix(word).lstrip(" :.") if found.message else ""
    said = "\n\n".join(part for part in (message, found.more) if part)
    if found.right or not said:
        return f"{word}. {said}".rstrip()
    return f"{word}{_place(found, answer) if formula else ''}: {said}"


def _place(found: Verdict, answer: str) -> str:
    if found.span is None or not answer:
        return ""
    start, end = found.span
    shown = answer[start : max(end, start + 1)]
    return f", at character {start + 1}, `{shown}`" if shown.strip() else f", after character {start}"


def read_back(text: str, names: Names | None, *, ascii: bool) -> str:
    """Return how a formula is read; empty where it can't be, which the verdict says."""
    try:
        answer = parse_answer(text, names or Names())
    except FormulaError:
        return ""
    return "\n".join([f"I read: {line(answer.tree, ascii)}", *(note.says for note in answer.notes)])


def ticked(points: tuple[int, ...]) -> str:
    """Return which points of an explanation are ticked."""
    if not points:
        return "None is ticked."
    return "Ticked: " + ", ".join(str(point + 1) for point in points) + "."


def heading(walk: Walkthrough, kind: str) -> str:
    """Return the step's number, title and kind."""
    many = len(walk.lesson.steps)
    return f"Step {walk.position + 1} of {many}: {walk.step.title} ({WAYS[kind]})"


def going_on(walk: Walkthrough) -> str:
    """Return how to go on from a step that is passed."""
    if walk.at_end:
        return "This is the last step. Press Enter to finish; `:note` writes a note file first."
    return "Press Enter for the next step."


def progress(walk: Walkthrough) -> Iterator[str]:
    """Yield how far the learner is, then each step with its status."""
    done, many = walk.done
    now = telling.standing(walk)
    yield f"{done} of {many} steps done: {now.right} right, {now.skipped} skipped."
    left = max(1, round(walk.lesson.minutes * (many - done) / many)) if done < many else 0
    if left:
        yield f"About {left} of {walk.lesson.minutes} minutes are left."
    yield f"You are at step {walk.position + 1}, {walk.step.title}."
    for number, step in enumerate(walk.lesson.steps, start=1):
        yield f"{number}. {step.title}: {walk.status(step.id)}"


def leaving(lesson: str) -> str:
    """Return what is said when the tutor ends.

    Args:
        lesson: the lesson that was left before its end; empty where there is none.
    """
    if not lesson:
        return "All that you answered is kept."
    return f"All that you answered is kept. `agtutor run {lesson} --plain` goes on here."
