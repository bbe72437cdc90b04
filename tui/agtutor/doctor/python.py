"""Python and the packages: their versions, without importing any, against what agtutor requires."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata

from agtutor.doctor.finding import Finding

_REQUIREMENT = re.compile(r"\s*([\w.-]+)\s*(?:\[[^]]*\])?\s*\(?([^;()]*)\)?\s*(?:;(.*))?")
_BOUND = re.compile(r"(>=|<=|==|<|>)\s*([\w.+]+)")


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is required.

    Attributes:
        name: its name.
        wanted: the versions that will do, as in ``>=2.6,<3``.
        version: what is installed; None where it isn't.
    """

    name: str
    wanted: str
    version: str | None


@dataclass(frozen=True, slots=True)
class Python:
    """Raw facts: versions of Python and of each package, and where Python is."""

    version: str
    wanted: str
    executable: str
    packages: tuple[Package, ...]


def here() -> Python:
    """Return the facts of this process's Python; imports none of the packages."""
    version = ".".join(map(str, sys.version_info[:3]))
    try:
        wanted = metadata.metadata("agtutor")["Requires-Python"] or ""
        required = metadata.requires("agtutor") or []
    except metadata.PackageNotFoundError:
        wanted, required = "", []
    return Python(version, wanted, sys.executable, tuple(packages(required, _installed)))


def packages(required: Iterable[str], installed: Callable[[str], str | None]) -> Iterable[Package]:
    """Return the packages of a list of requirements, but for those that only an extra wants.

    Args:
        required: requirements as metadata has them, such as ``torch>=2.6``.
        installed: gives the installed version of a package by its name, or None.
    """
    for requirement in required:
        found = _REQUIREMENT.fullmatch(requirement)
        if found is not None and "extra" not in (found[3] or ""):
            yield Package(found[1], found[2].strip(), installed(found[1]))


def fits(version: str, wanted: str) -> bool:
    """Tell whether a version lies within bounds such as ``>=2.10,<3``; only its numbers count."""
    have = _numbers(version)
    for sign, bound in _BOUND.findall(wanted):
        limit = _numbers(bound)
        length = max(len(have), len(limit))
        ours, theirs = (part + (0,) * (length - len(part)) for part in (have, limit))
        holds = {
            ">=": ours >= theirs,
            "<=": ours <= theirs,
            "==": ours == theirs,
            "<": ours < theirs,
            ">": ours > theirs,
        }
        if not holds[sign]:
            return False
    return True


def findings(python: Python) -> list[Finding]:
    """Return what follows from the facts."""
    fine = fits(python.version, python.wanted)
    advice = (
        f"agtutor needs Python {python.wanted}. Make a new environment with one, and install it there."
    )
    first = Finding(
        "python",
        "Python",
        "ok" if fine else "missing",
        f"{python.version} ({python.executable})",
        "" if fine else advice,
        python.version,
        vital=True,
    )
    if not python.packages:
        advice = (
            "agtutor was not installed by pip, so nothing says which packages it needs. Install it."
        )
        return [first, Finding("packages", "packages", "weak", "not known", advice)]
    return [first, *map(_package, python.packages)]


def _package(package: Package) -> Finding:
    key = package.name.lower().replace("-", "_")
    if package.version is not None and fits(package.version, package.wanted):
        found = f"{package.name} {package.version}"
        return Finding(
            key, package.name, "ok", found, value=package.version, vital=True, together="packages"
        )
    have = "not installed" if package.version is None else f"{package.version} is installed"
    advice = (
        f"The tutor can't run without `{package.name}{package.wanted}`. Install it where agtutor is: "
        f"`pip install '{package.name}{package.wanted}'`."
    )
    return Finding(key, package.name, "missing", have, advice, package.version, vital=True)


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version: (2, 13, 0) for ``2.13.0+cpu``."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()
