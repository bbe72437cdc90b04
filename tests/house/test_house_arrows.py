"""The arrows between the rooms, and what a fresh interpreter finds imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.imports import modules_after

ROOT = Path(__file__).parents[2]
HEAVY = {"torch", "sympy", "mpmath", "numpy", "agtutor.judge"}


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("option", ["--version", "--help", "list"])
def test_light_commands_import_neither_torch_nor_textual(option: str) -> None:
    code = (
        "import contextlib, io, sys\n"
        "from agtutor.cli import main\n"
        "sys.stdout = io.StringIO()\n"
        f"with contextlib.suppress(SystemExit):\n    main([{option!r}])"
    )
    assert not modules_after(code) & (HEAVY | {"textual", "pydantic", "plotext"})


def test_the_interface_imports_neither_torch_nor_sympy_nor_the_judge() -> None:
    everything = sorted(
        ".".join(path.relative_to(ROOT / "tui").with_suffix("").parts)
        for room in ("plain", "app", "walkthrough", "lesson", "case")
        for path in (ROOT / "tui" / "agtutor" / room).rglob("*.py")
        if path.name != "__init__.py"
    )
    found = modules_after("import " + ", ".join(["agtutor.lab.lab", "agtutor.journal", *everything]))
    assert not found & HEAVY
    assert "textual" in found


def test_only_the_app_knows_textual() -> None:
    rooms = ("case", "formula", "lesson", "judge", "walkthrough", "plain", "author")
    everything = sorted(
        ".".join(path.relative_to(ROOT / "tui").with_suffix("").parts)
        for room in rooms
        for path in (ROOT / "tui" / "agtutor" / room).rglob("*.py")
        if path.name != "__init__.py"
    )
    assert "textual" not in modules_after("import " + ", ".join(everything))


def test_launching_the_lab_costs_the_standard_library_only() -> None:
    found = modules_after("import agtutor.lab.lab")
    assert not found & (HEAVY | {"textual", "pydantic", "yaml", "plotext", "platformdirs"})
