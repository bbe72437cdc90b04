"""Lesson files as pytest sees them: a file, its steps, and the claims of each step."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from agtutor.author.claims import Claim, claims_of
from agtutor.author.proof import Proof
from agtutor.author.trial import Trial
from agtutor.errors import AgtutorError, LessonErrors
from agtutor.lab.lab import Lab
from agtutor.lesson.reader import Loaded, read_lesson


class Unproved(Exception):  # noqa: N818 - a claim that doesn't hold is a failure, and no error
    """What a lesson claims doesn't hold; ``str()`` has each fault with its place."""


class Prover:
    """The lab of a whole run, and the lesson that is being proved on it."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._runner = asyncio.Runner()
        self._lab: Lab | None = None
        self._proof: Proof | None = None

    @classmethod
    def of(cls, config: pytest.Config) -> Prover:
        """Return the run's prover, which is closed at its end."""
        found = config.stash.get(_PROVER, None)
        if found is None:
            found = config.stash[_PROVER] = cls()
            config.add_cleanup(found.close)
        return found

    def trials(self, loaded: Loaded, claim: Claim | None) -> list[Trial]:
        """Try a claim of a lesson, or its setup where there is no claim.

        Raises:
            AgtutorError: the lab can't do its work.
        """
        return self._runner.run(self._trials(loaded, claim))

    def close(self) -> None:
        """Leave no process behind."""
        if self._lab is not None:
            self._runner.run(self._lab.close())
        self._runner.close()

    async def _trials(self, loaded: Loaded, claim: Claim | None) -> list[Trial]:
        proof = await self._proof_of(loaded)
        return await (proof.setup() if claim is None else proof.trials(claim))

    async def _proof_of(self, loaded: Loaded) -> Proof:
        if self._lab is None:
            self._lab = Lab.launch()
        if self._proof is None or self._proof.loaded is not loaded:
            if self._proof is not None:
                await self._proof.close()
            self._proof = Proof(self._lab, loaded)
        return self._proof


_PROVER = pytest.StashKey[Prover]()


class LessonFile(pytest.File):
    """One lesson."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Yield the setup and the steps; one that claims nothing needed no more than to be read.

        Raises:
            CollectError: the file holds no lesson; with all that is wrong with it.
        """
        try:
            loaded = read_lesson(_near(self.path))
        except LessonErrors as error:
            raise self.CollectError(str(error)) from None
        if loaded.lesson.setup:
            yield ClaimTest.from_parent(self, name="setup", loaded=loaded)
        for step, claims in groupby(claims_of(loaded.lesson), attrgetter("step")):
            yield StepTests.from_parent(self, name=step, loaded=loaded, claims=list(claims))


class StepTests(pytest.Collector):
    """One step."""

    def __init__(self, *, loaded: Loaded, claims: list[Claim], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self._loaded, self._claims = loaded, claims

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each claim."""
        for claim in self._claims:
            yield ClaimTest.from_parent(self, name=_name(claim), loaded=self._loaded, claim=claim)


class ClaimTest(pytest.Item):
    """One claim of a step; without one, that the lesson's setup runs."""

    def __init__(self, *, loaded: Loaded, claim: Claim | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self._loaded, self._claim = loaded, claim

    def runtest(self) -> None:
        """Try the claim.

        Raises:
            Unproved: it doesn't hold.
        """
        trials = Prover.of(self.config).trials(self._loaded, self._claim)
        faults = [told(trial) for trial in trials if trial.fault is not None]
        if faults:
            raise Unproved("\n".join(dict.fromkeys(faults)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Say what doesn't hold, and where in the lesson; a traceback says nothing of that."""
        if isinstance(excinfo.value, Unproved | AgtutorError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the file, the line from 0, and what is claimed there."""
        claim = self._claim
        place = self._loaded.places.at(claim.path if claim else ("setup",))
        said = f"{claim.step}: {claim.title}" if claim else "the setup runs"
        return self.path, place.line - 1, f"{self._loaded.lesson.id}: {said}"


def told(trial: Trial) -> str:
    """Return a fault with its place; with the mutant's code, where it is about one."""
    code = "\n" + indent(trial.answer.rstrip(), "    ") if trial.kind == "mutant" else ""
    return f"{trial.fault}{code}"


def _name(claim: Claim) -> str:
    """Return a name for a claim that is easy to type: ``solution``, ``also-2``, ``wrong-1-doubled``."""
    last = claim.path[-1]
    number = [str(last + 1)] if isinstance(last, int) and claim.kind != "mutants" else []
    return "-".join([claim.kind, *number, *([claim.wrong.slip] if claim.wrong else [])])


def _near(path: Path) -> Path:
    """Return a path as it is written from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
