"""From a step to its question: the plain data that the lab and the judge read."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Container, Sequence
from typing import assert_never

from agtutor.case import question as asked
from agtutor.formula.domain import parse_domain
from agtutor.lesson.given import given
from agtutor.lesson.model import (
    Choice,
    ChoiceStep,
    CodeStep,
    DeriveStep,
    Expect,
    ExperimentStep,
    ExplainStep,
    Lesson,
    OrderStep,
    PlotStep,
    PredictStep,
    ReadStep,
    RunStep,
    Step,
    WrongAnswer,
)
from agtutor.lesson.naming import shapes_of

_NOT_ASKED = {"id", "title", "hints", "right", "also", "wrong", "starter", "deadline", "allow"}
"""What a step may change without asking anything else."""


def seed_of(lesson: str, step: str) -> int:
    """Return the seed of a step, below 2**32: the same on every machine, in every run.

    Args:
        lesson: the lesson's id.
        step: the step's id.
    """
    return int.from_bytes(hashlib.sha256(f"{lesson}/{step}".encode()).digest()[:4])


def question(lesson: Lesson, step: Step) -> asked.Question:
    """Return what a step of a lesson asks."""
    match step:
        case CodeStep() | PlotStep() | ExperimentStep():
            return _code(lesson, step)
        case DeriveStep():
            return _derive(lesson, step)
        case PredictStep():
            return _predict(lesson, step)
        case ChoiceStep():
            texts = [choice.text for choice in step.choices]
            return asked.ChoiceQuestion(
                kind="choice",
                id=step.id,
                choices=_choices(step.choices),
                answer=texts.index(step.answer),
            )
        case OrderStep():
            return asked.OrderQuestion(
                kind="order",
                id=step.id,
                items=list(step.items),
                root=step.root or "",
                wrong=_wrong(step.wrong),
            )
        case ExplainStep():
            return asked.ExplainQuestion(kind="explain", id=step.id, points=list(step.points))
        case ReadStep():
            return asked.ReadQuestion(kind="read", id=step.id)
        case _:
            assert_never(step)


def _code(lesson: Lesson, step: CodeStep | PlotStep | ExperimentStep) -> asked.CodeQuestion:
    code = step if isinstance(step, CodeStep) else None
    expect = {name: _expect(one) for name, one in code.expect.items()} if code else {}
    passes = isinstance(step, ExperimentStep)
    return asked.CodeQuestion(
        kind=step.kind,
        id=step.id,
        solution=step.code if isinstance(step, ExperimentStep) else step.solution,
        expect=expect,
        kept=[] if passes else _kept(lesson, step, expect),
        shows=list(code.shows) if code else [],
        verdict=code.verdict if code else "",
        reads=list(code.reads) if code else [],
        calls=list(code.calls) if code else [],
        never=list(code.never) if code else [],
        figure=isinstance(step, PlotStep),
        wrong=_wrong(step.wrong) if isinstance(step, RunStep) else [],
        seed=seed_of(lesson.id, step.id),
        deadline=step.deadline or lesson.deadline,
        allow=list(lesson.allowed(step)),
    )


def _expect(one: Expect) -> asked.Expect:
    return asked.Expect(
        value=one.value,
        shape=one.shape,
        dtype=one.dtype,
        tracked=one.tracked,
        leaf=one.leaf,
        reaches=one.reaches,
        grad=one.grad,
        retains=one.retains,
        chain=one.chain,
        freed=one.freed,
        version=one.version,
        same=one.same,
        new=one.new,
        own=one.own,
        independent=list(one.independent),
    )


def _kept(
    lesson: Lesson, step: CodeStep | PlotStep | ExperimentStep, expect: Container[str]
) -> list[str]:
    """Return the names that the step leaves alone: of setup and earlier steps, and those it says."""
    said, free = (step.keeps, step.frees) if isinstance(step, CodeStep) else ((), ())
    names = dict.fromkeys((*given(lesson.setup), *_made_before(lesson, step), *said))
    return [name for name in names if name not in expect and name not in free]


def _made_before(lesson: Lesson, step: Step) -> list[str]:
    """Return the names that earlier steps are about, in order, each once."""
    earlier = lesson.steps[: lesson.index(step.id)]
    return list(
        dict.fromkeys(name for one in earlier if isinstance(one, CodeStep) for name in one.expect)
    )


def _derive(lesson: Lesson, step: DeriveStep) -> asked.DeriveQuestion:
    shapes = shapes_of(lesson, step)
    symbols = []
    for name, symbol in lesson.symbols.items():
        domain = parse_domain(symbol.domain)
        symbols.append(asked.Symbol(name=name, tensor=symbol.tensor or "", domain=domain))
        if name in shapes.axes:
            symbols[-1]["shape"] = list(shapes.axes[name])
    return asked.DeriveQuestion(
        kind="derive",
        id=step.id,
        of=step.of,
        wrt=step.wrt,
        root=step.root or "",
        symbols=symbols,
        wrong=_wrong(step.wrong),
    )


def _predict(lesson: Lesson, step: PredictStep) -> asked.PredictQuestion:
    return asked.PredictQuestion(
        kind="predict",
        id=step.id,
        run=step.run,
        choices=_choices(step.choices),
        wrong=_wrong(step.wrong),
        seed=seed_of(lesson.id, step.id),
        deadline=step.deadline or lesson.deadline,
        allow=list(lesson.allowed(step)),
    )


def _wrong(answers: Sequence[WrongAnswer]) -> list[asked.Wrong]:
    return [asked.Wrong(answer=one.answer, slip=one.slip, say=one.say) for one in answers]


def _choices(choices: Sequence[Choice]) -> list[asked.Choice]:
    return [asked.Choice(text=one.text, when=one.when, say=one.say) for one in choices]


def ask_hash(lesson: Lesson, step: Step) -> str:
    """Return a hash of what a step asks, to tell later whether it still asks the same.

    The question counts, with its prose but not how that is broken into lines, and what is accepted.
    Hints, titles, feedback and what is said to a right answer don't.
    """
    fields = step.model_dump(exclude=_NOT_ASKED)
    fields["text"] = " ".join(step.text.split())
    for choice in fields.get("choices", ()):
        choice.pop("say")
    if isinstance(step, DeriveStep):
        words = set(re.findall(r"[^\W\d_]+", f"{step.of} {step.wrt}"))
        shaped = shapes_of(lesson, step).axes
        used = [name for name in lesson.symbols if name in shaped or name.partition("_")[0] in words]
        plain = {"shape"} if not shaped else set()  # a formula of numbers asks what it asked before
        fields["symbols"] = {name: lesson.symbols[name].model_dump(exclude=plain) for name in used}
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def imports_before(lesson: Lesson, step: Step) -> str:
    """Return the import statements in the solutions of earlier steps, one a line, each once."""
    found: dict[str, None] = {}
    for earlier in lesson.steps[: lesson.index(step.id)]:
        if isinstance(earlier, RunStep):
            for node in ast.parse(earlier.solution).body:
                if isinstance(node, ast.Import | ast.ImportFrom):
                    found[ast.unparse(node)] = None
    return "\n".join(found)
