"""A holder of the replay back end: the codes that lead to what stands, and what stands there."""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass

from agtutor.case.evidence import Ended, Evidence, Fact, Graph, blank
from agtutor.lab.runs import Task
from agtutor.lab.wire import Message

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Link:
    """One code that was run and kept.

    Attributes:
        code: the source.
        label: the file name that its tracebacks show.
        seed: for random numbers.
        deadline: seconds that it may take.
        allow: "processes" or "threads", where it may start some.
        ended: how it ended, and has to end again.
        number: which run it was. No two runs are taken for the same, even of one code.
    """

    code: str
    label: str
    seed: int
    deadline: float
    allow: tuple[str, ...]
    ended: Ended
    number: int

    @classmethod
    def of(cls, task: Task, ended: Ended) -> Link:
        """Return the link of a run that is kept."""
        number = next(_numbers)
        return cls(task.code, task.file, task.seed, task.deadline, task.allow, ended, number)

    def to_wire(self) -> Message:
        """Return what a worker needs to run it again."""
        return {**asdict(self), "shows": (), "whens": (), "watch": (), "notes": ()}


Links = tuple[Link, ...]


class History:
    """What some codes lead to, wherever they run.

    Attributes:
        number: no two have the same.
        alive: whether it wasn't let go.
        links: the codes, first to last.
        names: the facts of what stands.
        graph: the autograd graph of what stands.
    """

    def __init__(self, links: Links, names: dict[str, Fact], graph: Graph) -> None:
        self.number = next(_numbers)
        self.alive = True
        self.links = links
        self.names = names
        self.graph = graph

    @classmethod
    def empty(cls) -> History:
        """Return the history of the empty namespace."""
        return cls((), {}, Graph(nodes=[], cut=False))

    def then(self, task: Task, evidence: Evidence) -> History:
        """Return the history that one more run leads to."""
        link = Link.of(task, evidence["ended"])
        return History((*self.links, link), evidence["names"], evidence["graph"])

    def described(self) -> Evidence:
        """Return facts and graph, ``ended`` "fine": what looking at it in a worker would give."""
        evidence = blank("fine")
        evidence["names"], evidence["graph"], evidence["threads"] = self.names, self.graph, 1
        return evidence
