"""What a lesson is: course, lesson, the step kinds. The JSON Schema is made from these classes.

Every code and formula field is a string, and every class refuses keys that it doesn't know. The
reader gives each error its place in the file; ``question`` turns a step into the plain data that the
lab and the judge read.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from agtutor.case.question import Call, Company, GradState

Ident = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=60)]
Prose = Annotated[str, Field(min_length=1, max_length=6000)]
Code = Annotated[str, Field(min_length=1, max_length=6000)]
Dimension = Annotated[
    str,
    BeforeValidator(lambda dim: str(dim) if type(dim) is int else dim),
    Field(pattern=r"^(?:[A-Za-z]{1,20}|[1-9]|1[0-2])$"),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": "^[A-Za-z]{1,20}$", "minimum": 1, "maximum": 12}
    ),
]
"""A dimension of a vector or a matrix: a letter, or a number up to ``vectors.shapes.LARGEST``."""
FormulaText = Annotated[str, Field(min_length=1, max_length=600)]


class Part(BaseModel):
    """The base of all parts of a lesson: frozen, strict, and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Symbol(Part):
    """What a name in a formula stands for: the entries of a tensor, or a number of some domain.

    With a shape it is a whole vector or matrix, such as ``shape: [m, n]``.
    """

    tensor: Name | None = None
    shape: tuple[Dimension, ...] | None = Field(default=None, max_length=2)
    domain: str = "(-2.5, -0.3) U (0.3, 2.5)"


class WrongAnswer(Part):
    """An answer that is wrong, the slip that it shows, and optionally the author's words for it."""

    answer: Code
    slip: Ident
    say: str = ""


class Expect(Part):
    """What a name has to be after the answer; each field names a respect that counts.

    All but ``same``, ``new``, ``own`` and ``independent`` compare with what the solution made of the
    name.
    """

    value: bool = True
    shape: bool = True
    dtype: bool | Literal["exact"] = True
    tracked: bool = True
    leaf: bool = True
    reaches: bool = True
    grad: bool | GradState = True
    retains: bool = True
    chain: bool = False
    freed: bool = False
    version: bool = False
    same: bool = False
    new: bool = False
    own: bool = False
    independent: tuple[str, ...] = ()


class Choice(Part):
    """One of several to pick from; ``when`` is a Python expression over ``_``, the outcome."""

    text: str = Field(min_length=1, max_length=300)
    when: str = ""
    say: str = ""


class BaseStep(Part):
    """What all steps have."""

    id: Ident
    title: str = Field(min_length=1, max_length=60)
    text: Prose
    hints: tuple[Prose, ...] = ()
    right: str = Field(default="", max_length=1500)


class ReadStep(BaseStep):
    """Read it, press Enter."""

    kind: Literal["read"]


class RunStep(BaseStep):
    """What the steps share whose answer is code."""

    starter: str = Field(default="", max_length=6000)
    solution: Code
    also: tuple[Code, ...] = ()
    wrong: tuple[WrongAnswer, ...] = ()
    deadline: float | None = Field(default=None, gt=0, le=600)
    allow: tuple[Company, ...] = ()


class CodeStep(RunStep):
    """Type code that brings the namespace to a state, or shows a value."""

    kind: Literal["code"]
    expect: dict[Name, Expect] = {}
    shows: tuple[Code, ...] = ()
    verdict: str = ""
    reads: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    never: tuple[Call, ...] = ()
    keeps: tuple[Name, ...] = ()
    frees: tuple[Name, ...] = ()


class PlotStep(RunStep):
    """Draw with ``plt``: the series that the solution draws, against the learner's."""

    kind: Literal["plot"]


class ExperimentStep(BaseStep):
    """Run given code, perhaps change it; nothing to pass. ``right`` explains the outcome."""

    kind: Literal["experiment"]
    code: Code
    deadline: float | None = Field(default=None, gt=0, le=600)
    allow: tuple[Company, ...] = ()


class DeriveStep(BaseStep):
    """Type a derivative. The key is derived from ``of`` and checked on the live ``root``."""

    kind: Literal["derive"]
    of: FormulaText
    wrt: FormulaText
    root: Name | None = None
    also: tuple[FormulaText, ...] = ()
    wrong: tuple[WrongAnswer, ...] = ()


class PredictStep(BaseStep):
    """Foretell what ``run`` gives: pick one of the choices, or type the value."""

    kind: Literal["predict"]
    run: Code
    choices: tuple[Choice, ...] = ()
    wrong: tuple[WrongAnswer, ...] = ()
    deadline: float | None = Field(default=None, gt=0, le=600)
    allow: tuple[Company, ...] = ()


class ChoiceStep(BaseStep):
    """Pick one; ``answer`` is the text of the right choice."""

    kind: Literal["choice"]
    choices: tuple[Choice, ...] = Field(min_length=2, max_length=9)
    answer: str


class OrderStep(BaseStep):
    """Put the items in order. They are written in the right order, and shown in another."""

    kind: Literal["order"]
    items: tuple[str, ...] = Field(min_length=2, max_length=12)
    root: Name | None = None
    wrong: tuple[WrongAnswer, ...] = ()


class ExplainStep(BaseStep):
    """Write a sentence or two, then compare it with the points."""

    kind: Literal["explain"]
    points: tuple[Prose, ...] = Field(min_length=1, max_length=8)


Step = Annotated[
    ReadStep
    | CodeStep
    | PlotStep
    | ExperimentStep
    | DeriveStep
    | PredictStep
    | ChoiceStep
    | OrderStep
    | ExplainStep,
    Field(discriminator="kind"),
]


class Lesson(Part):
    """One lesson: one YAML file."""

    id: Ident
    title: str = Field(min_length=1, max_length=80)
    goal: Prose
    requires: tuple[Ident, ...] = ()
    minutes: int = Field(ge=1, le=240)
    deadline: float = Field(default=10.0, gt=0, le=600)
    allow: tuple[Company, ...] = ()
    symbols: dict[str, Symbol] = {}
    setup: str = ""
    steps: tuple[Step, ...] = Field(min_length=1, max_length=100)

    def step(self, ident: str) -> Step | None:
        """Return the step of that id, or None."""
        return next((step for step in self.steps if step.id == ident), None)

    def allowed(self, step: Step | None = None) -> tuple[Company, ...]:
        """Return what the code of a step may start beside itself; that of the setup, without a step."""
        return tuple(dict.fromkeys((*self.allow, *getattr(step, "allow", ()))))

    def index(self, ident: str) -> int:
        """Return the place of the step of that id, from 0; ``ValueError`` where there is none."""
        return [step.id for step in self.steps].index(ident)


class Course(Part):
    """The order of the lessons."""

    title: str
    lessons: tuple[Ident, ...]
