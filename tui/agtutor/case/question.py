"""What a step asks, as plain data that can cross a process boundary as JSON.

The lesson's model makes these; the lab and the judge read them. No defaults here: every key of a
question is present, so that the judge never guesses what an author meant.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Interval = tuple[float, float]
"""An open interval (low, high); an end may be infinite (JSON's Infinity, which Python reads)."""


GradState = Literal["none", "zeros", "cleared"]
"""What a gradient has to be, where it isn't compared: ``cleared`` is None or zeros."""

Call = Literal[
    "backward",
    "grad",
    "zero_grad",
    "step",
    "retain_grad",
    "requires_grad_",
    "detach",
    "detach_",
    "clone",
    "item",
    "numpy",
    "zero_",
]
"""Calls that a question may ask for or forbid; ``grad`` is ``torch.autograd.grad``."""


class Expect(TypedDict):
    """What one name has to be after the answer, beside what the solution made of it.

    Each field says whether the learner's object must agree with the solution's in that respect.
    """

    value: bool
    shape: bool
    dtype: bool | Literal["exact"]  # the kind: float, complex, integer, bool; or float32 and the like
    tracked: bool  # requires_grad
    leaf: bool
    reaches: bool  # the same named leaves, through its graph
    grad: bool | GradState  # None, or the same values; or what it has to be
    retains: bool  # retains_grad, where the solution's is True
    chain: bool  # the same operations back to the same leaves; equivalent ones do
    freed: bool  # whether its graph can be walked once more
    version: bool  # how often it was written into
    same: bool  # is the very object that it was before the answer
    new: bool  # is not the same object as any name that was there before
    own: bool  # its memory is not that of any name that was there before
    independent: list[str]  # its values must not have come from these, such as "x.grad"


LIKE_THE_SOLUTION = Expect(
    value=True,
    shape=True,
    dtype=True,
    tracked=True,
    leaf=True,
    reaches=True,
    grad=True,
    retains=True,
    chain=False,
    freed=False,
    version=False,
    same=False,
    new=False,
    own=False,
    independent=[],
)
"""What a name has to be that has to agree with the solution's in every respect."""


Company = Literal["processes", "threads"]
"""What code may start beside itself, where its step asks for it."""


class Wrong(TypedDict):
    """An answer that the author knows to be wrong, and what to say to it."""

    answer: str
    slip: str
    say: str


class CodeQuestion(TypedDict):
    """A step that is answered with code. ``plot`` and ``experiment`` use the same shape."""

    kind: Literal["code", "plot", "experiment"]
    id: str
    solution: str
    expect: dict[str, Expect]
    kept: list[str]  # names that earlier steps made: they must come out as the solution leaves them
    shows: list[str]  # expressions whose values the learner has to show
    verdict: str  # "": none. Else an expression such as "x.grad": one True must depend on it
    reads: list[str]  # what the code must look at, such as "x" or "x.grad"
    calls: list[Call]  # calls that must be made
    never: list[Call]  # calls that must not be made
    figure: bool  # the solution draws, and the answer has to draw the same
    wrong: list[Wrong]
    seed: int
    deadline: float  # seconds
    allow: NotRequired[list[Company]]  # none where it isn't there


class Symbol(TypedDict):
    """What a name in a formula stands for."""

    name: str  # as written in formulas: "x_i"
    tensor: str  # the name of the tensor whose entries it runs over; "" where there is none
    domain: list[Interval]
    shape: NotRequired[list[str | int]]  # of a vector or a matrix, such as ["m", "n"]


class DeriveQuestion(TypedDict):
    """A step that is answered with a formula."""

    kind: Literal["derive"]
    id: str
    of: str
    wrt: str
    root: str  # the tensor that `of` describes, live; "" where there is none
    symbols: list[Symbol]
    wrong: list[Wrong]


class Choice(TypedDict):
    """One of several to pick from. ``when`` decides it by running; ``say`` answers it if wrong."""

    text: str
    when: str
    say: str


class PredictQuestion(TypedDict):
    """A step that asks what running some code will give."""

    kind: Literal["predict"]
    id: str
    run: str
    choices: list[Choice]  # empty: the learner types the value
    seed: int
    deadline: float
    wrong: NotRequired[list[Wrong]]
    allow: NotRequired[list[Company]]


class ChoiceQuestion(TypedDict):
    """A step where the author knows the truth."""

    kind: Literal["choice"]
    id: str
    choices: list[Choice]
    answer: int  # index into choices


class OrderQuestion(TypedDict):
    """A step that asks for an order. With a root, the live graph has the last word."""

    kind: Literal["order"]
    id: str
    items: list[str]  # in the right order
    root: str
    wrong: NotRequired[list[Wrong]]


class ExplainQuestion(TypedDict):
    """A step that asks for a sentence or two. Nothing is refused but an empty answer."""

    kind: Literal["explain"]
    id: str
    points: list[str]


class ReadQuestion(TypedDict):
    """A step that is read, and passed with Enter."""

    kind: Literal["read"]
    id: str


Question = (
    CodeQuestion
    | DeriveQuestion
    | PredictQuestion
    | ChoiceQuestion
    | OrderQuestion
    | ExplainQuestion
    | ReadQuestion
)
