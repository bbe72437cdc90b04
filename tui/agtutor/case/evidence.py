"""What one run of code left behind, as plain data: facts about names, output, figures, errors.

Gathered in the child that ran the code, with helpers that were bound before that code ran. The judge
compares the evidence of the learner's run with that of the solution's; it never runs anything itself.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Ended = Literal["fine", "raised", "unreadable", "stopped"]
"""How a run ended. ``unreadable``: Python can't parse it. ``stopped``: it was ended from outside."""

Stop = Literal["deadline", "interrupt", "flood", "exit", "signal", "memory", "lost"]
"""Why a run was stopped. ``exit``: os._exit and the like. ``lost``: its holder or the lab died."""


Kind = Literal["tensor", "array", "module", "number", "text", "none", "bool", "size", "node", "other"]
"""What an object is, as far as the judge cares."""


class Fact(TypedDict):
    """What is known of one object. Fields below ``text`` are there where they apply."""

    kind: Kind
    type: str  # the class's name, such as "Tensor", "ndarray", "float"
    text: str  # repr, cut at 2,000 characters; empty where there is a digest
    identity: int  # equal for two facts of the same run and of its parent's if it is the same object
    module: NotRequired[str]  # kind module: its name; the app's plt is "plt"
    number: NotRequired[float]  # kind number (int or float), bool (0.0 or 1.0)
    # tensors and arrays
    dtype: NotRequired[str]  # "float32"
    dtype_kind: NotRequired[Literal["float", "complex", "integer", "bool", "other"]]
    shape: NotRequired[list[int]]  # also kind size: its entries
    values: NotRequired[list[float] | None]  # flat, as float64; None where over 20,000 entries
    digest: NotRequired[str]  # of the raw bytes: equal iff bit for bit equal
    memory: NotRequired[int]  # equal for two facts of one run whose objects have their entries in one
    # tensors
    requires_grad: NotRequired[bool]
    is_leaf: NotRequired[bool]
    retains_grad: NotRequired[bool]
    version: NotRequired[int]
    freed: NotRequired[bool]  # its graph can't be walked any more; not there where it has none
    grad_fn: NotRequired[str]  # "PowBackward0"; "" where None
    reaches: NotRequired[list[str]]  # names of leaves in the namespace that its graph leads to
    grad: NotRequired[Fact | None]
    # kind node: its name() is in `text`


class Node(TypedDict):
    """A node of the autograd graph, from the live ``grad_fn``."""

    id: int
    name: str  # "PowBackward0", "AccumulateGrad"
    tensors: list[str]  # names in the namespace that it made (or that it accumulates into)
    inputs: list[int]  # ids of the nodes that it passes gradients on to, in order


class Graph(TypedDict):
    """The autograd graph under the named tensors; at most 200 nodes."""

    nodes: list[Node]
    cut: bool  # there were more


class Series(TypedDict):
    """One call that drew something."""

    call: Literal["plot", "scatter"]
    x: list[float]
    y: list[float]
    label: str


class Figure(TypedDict):
    """One figure of the app's ``plt``."""

    series: list[Series]
    title: str
    xlabel: str
    ylabel: str
    logs: NotRequired[list[Literal["x", "y"]]]  # the axes that are logarithmic, where there are some


class Failure(TypedDict):
    """An exception of the learner's code, or the reason why Python can't parse it."""

    type: str  # "RuntimeError"
    message: str
    line: int  # in the learner's text, from 1; 0 where not known
    column: int
    source: str  # that line's text
    traceback: str  # the learner's lines only


class Observation(TypedDict):
    """A True or False that the code drew from a watched value.

    ``worlds`` has what the same comparison gives where the watched value is another, while the run
    itself happens once: where the entry in the middle is perturbed, where every entry is, where all
    are negated, where the first is lowered, and where the last is raised. A comparison that raises
    there counts as False. A False that turns True tells as much as a True that turns False: the code
    may show its ``not``.
    """

    actual: bool
    worlds: list[bool]


class Evidence(TypedDict):
    """All that one run left behind."""

    ended: Ended
    stop: Stop | None
    detail: str  # for a stop: "SIGSEGV", "exit code 3", the line that was running, …
    failure: Failure | None
    output: str  # what it printed, both streams in order; head and tail where it was too much
    echo: str | None  # repr of the last expression's value, as a notebook echoes it
    echo_fact: Fact | None  # of the value that was echoed, None included; None if nothing was
    seconds: float
    names: dict[str, Fact]
    graph: Graph
    figures: list[Figure]
    shown: list[Fact]  # values of the question's `shows`, evaluated after the code (solution's run)
    whens: list[bool]  # predict: which of the choices' `when` hold
    reads: list[str]  # what was looked at: "x", "x.grad"; gathered where the question asks
    calls: list[str]  # "backward" and what else the question asks to count, once for each call
    observed: list[Observation]
    escaped: bool  # a watched value left for plain Python or text, where worlds can't follow
    depends: list[str]  # names whose values changed in a world
    warnings: list[str]
    threads: int


def blank(ended: Ended) -> Evidence:
    """Return evidence of a run that left nothing behind; the caller fills in what there is."""
    return {
        "ended": ended,
        "stop": None,
        "detail": "",
        "failure": None,
        "output": "",
        "echo": None,
        "echo_fact": None,
        "seconds": 0.0,
        "names": {},
        "graph": {"nodes": [], "cut": False},
        "figures": [],
        "shown": [],
        "whens": [],
        "reads": [],
        "calls": [],
        "observed": [],
        "escaped": False,
        "depends": [],
        "warnings": [],
        "threads": 0,
    }


def cause(evidence: Evidence) -> str:
    """Return why a run didn't come to its end, for authors: without a full stop."""
    failure = evidence["failure"]
    if failure is None:
        return f"{evidence['stop']} {evidence['detail']}".strip().rstrip(".")
    return f"{failure['type']}: {failure['message']}".strip().rstrip(".:")


class Gradient(TypedDict):
    """What autograd measures on live tensors: entries of a tensor, and the root's derivative there.

    Where there are no live tensors, some are made for the purpose, in float64; those have the names
    that the formula has.
    """

    at: dict[str, list[float]]  # tensor name -> its entries, flat, float64
    values: list[float]  # d root / d wrt, flat, float64
    trouble: str  # "" or why it could not be measured
    shapes: NotRequired[dict[str, list[int]]]  # of each tensor in ``at``
    sampled: NotRequired[bool]  # made for the purpose
