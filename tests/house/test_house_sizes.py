"""Small rooms: files, functions and app.py stay within their bounds."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "tui").rglob("*.py"))


def test_files_stay_under_400_lines_and_app_under_200() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    long = {str(path.relative_to(ROOT)): n for path, n in lines.items() if n >= 400}
    assert not long
    assert lines[ROOT / "tui/agtutor/app/app.py"] < 200


def test_functions_stay_under_40_lines() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": size
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or 0) - node.lineno + 1) >= 40
    }
    assert not long


def test_no_broad_except_and_no_blanket_ignore() -> None:
    offences = []
    for path in SOURCES:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            blanket = line.rstrip().endswith(("# type: ignore", "# noqa"))
            if blanket or line.strip() in ("except:", "except Exception:", "except BaseException:"):
                offences.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    assert not offences
