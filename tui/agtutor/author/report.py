"""The proof as a report to read, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agtutor.author.document import Outcome
from agtutor.author.proved import Proved
from agtutor.author.reach import unreached
from agtutor.author.trial import Trial
from agtutor.lab.text import sanitise

_LEGEND = (
    "An *equivalent* mutant leaves the same behind as the solution, and is accepted. A *free* one is",
    "accepted too: it differs in what the step leaves open. A *doubtful* one changes nothing that is",
    "asked, as far as evidence tells, and isn't accepted; or it could not be decided.",
)
_COLUMNS = "step kind claims mutants refused equivalent free doubtful accepted seconds".split()
_NOT_REFUSED = ("equivalent", "free", "doubtful")
_PARTS = {"hint": "Hint", "slip": "Slip", "message": "Message"}


def report(outcome: Outcome) -> str:
    """Return the report: faults first, then each lesson step by step, then what was tried."""
    return sanitise_lines("\n".join(_lines(outcome))) + "\n"


def sanitise_lines(text: str) -> str:
    """Return a text of any length with nothing in it that a terminal would obey."""
    return "\n".join(map(sanitise, text.split("\n")))


def _lines(outcome: Outcome) -> Iterator[str]:
    faults = len(outcome.unread) + sum(len(one.faults()) for one in outcome.proved)
    yield "# Proof of lessons"
    yield ""
    yield f"{_count(faults, 'fault')}." if faults else "All of it holds."
    turns = f", each with {outcome.rounds} seeds" if outcome.rounds > 1 else ""
    yield f"{_count(len(outcome.proved), 'lesson')}{turns}, in {outcome.seconds:.1f} s."
    if outcome.unread:
        yield from ("", "## Faults of whole files", "")
        yield from (f"- {_inline(str(error))}" for error in outcome.unread)
    for proved in outcome.proved:
        yield from _lesson(proved)


def _lesson(proved: Proved) -> Iterator[str]:
    yield from ("", f"## {proved.loaded.lesson.title}", "", f"`{proved.loaded.path}`", "")
    yield from _faults(proved)
    yield from _steps(proved)
    yield from _unreached(proved)
    yield from _passed(proved)
    yield from _refused(proved)


def _faults(proved: Proved) -> Iterator[str]:
    for trial in proved.faulty():
        yield f"- **{_inline(str(trial.fault))}**"
        yield from _code(trial.answer, "  ")
        more = proved.passing(trial) - 1 if trial.kind == "mutant" else 0
        yield f"  {more} more pass for the same reason." if more else ""


def _steps(proved: Proved) -> Iterator[str]:
    yield from ("### Steps", "")
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"| --- | --- |{' ---: |' * (len(_COLUMNS) - 2)}"
    for step in proved.loaded.lesson.steps:
        claims = sum(trial.kind != "mutant" for trial in proved.of(step.id))
        yield _row(step.id, step.kind, claims, proved, step.id, proved.seconds.get(step.id, 0.0))
    yield _row("all", "", proved.claims, proved, None, sum(proved.seconds.values()))
    yield ""
    yield from _LEGEND


def _row(name: str, kind: str, claims: int, proved: Proved, step: str | None, seconds: float) -> str:
    tally = proved.tally(step)
    counts = (tally.tried, tally.refused, tally.equivalent, tally.free, tally.doubtful, tally.accepted)
    cells = (name, kind, claims, *counts, f"{seconds:.2f}")
    return f"| {' | '.join(map(str, cells))} |"


def _unreached(proved: Proved) -> Iterator[str]:
    yield from ("", "### Reached by no test", "")
    found = unreached(proved)
    if not found:
        yield "Nothing: every hint, slip and message is reached."
    for one in found:
        yield f"- {_PARTS[one.part]} of `{one.step}`, {one.where}: {_inline(one.text)}"


def _passed(proved: Proved) -> Iterator[str]:
    """Yield the mutants that were not refused as they should be, with what was said to them."""
    there = [trial for trial in proved.mutants() if trial.state in _NOT_REFUSED]
    if not there:
        return
    yield from ("", "### Mutants that are as good as the solution, as far as the step asks")
    for trial in there:
        other = f" in {trial.open}" if trial.open else ""
        head = f"`{trial.step}`, {_inline(trial.about)}: {trial.state}{other}, {_said(trial)}"
        yield from ("", head, "")
        yield from _code(trial.answer)


def _refused(proved: Proved) -> Iterator[str]:
    yield from ("", "### Mutants that are refused", "")
    yield "| step | what was changed | verdict | slip | what is said |"
    yield "| --- | --- | --- | --- | --- |"
    for trial in proved.mutants():
        if trial.state == "holds":
            cells = (trial.step, trial.about, str(trial.ruling), trial.slip or "", trial.message)
            yield f"| {' | '.join(map(_cell, cells))} |"


def _said(trial: Trial) -> str:
    slip = f" (`{trial.slip}`)" if trial.slip else ""
    words = f": {_inline(trial.message)}" if trial.message else "."
    return f"{trial.ruling}{slip}{words}"


def _code(answer: str, indent: str = "") -> Iterator[str]:
    """Yield an answer as a block, between fences longer than any in it."""
    if not answer.strip():
        return
    longest = max((len(run) for run in re.findall(r"`+", answer)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{indent}{fence}python"
    yield from (f"{indent}{line}" for line in answer.rstrip().split("\n"))
    yield f"{indent}{fence}"


def _inline(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _inline(text).replace("|", "\\|")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
