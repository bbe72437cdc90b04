"""``agtutor check``: each kind of fault is told with its place, and the first lesson has none."""

from __future__ import annotations

import contextlib
import io
import json
from typing import Any

import pytest

from agtutor.cli import main
from tests.author.author_lessons import FAULTS, FAULTY, line_of

pytestmark = [pytest.mark.timeout(120), pytest.mark.usefixtures("nursed")]


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Prove the faulty lesson once: its document, and the exit code."""
    folder = tmp_path_factory.mktemp("faulty")
    path = folder / "faulty.yaml"
    path.write_text(FAULTY, encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = main(["check", str(path), "--json", "--report", str(folder / "report.md")])
    report = (folder / "report.md").read_text(encoding="utf-8")
    return {"code": code, "document": json.loads(out.getvalue()), "report": report, "file": str(path)}


def lesson(proof: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = proof["document"]["lessons"][0]
    return found


@pytest.mark.parametrize(("snippet", "words"), FAULTS)
def test_a_fault_is_told_with_its_place(proof: dict[str, Any], snippet: str, words: str) -> None:
    told = {(fault["line"], fault["what"]) for fault in lesson(proof)["faults"]}
    line = line_of(FAULTY, snippet)
    assert any(at == line and words in what for at, what in told), sorted(told)


def test_nothing_else_is_a_fault(proof: dict[str, Any]) -> None:
    lines = {line_of(FAULTY, snippet) for snippet, _ in FAULTS}
    others = [fault for fault in lesson(proof)["faults"] if fault["line"] not in lines]
    assert others == []
    assert proof["code"] == 1
    assert proof["document"]["holds"] is False


def test_a_place_has_file_line_and_column(proof: dict[str, Any]) -> None:
    fault = next(
        one for one in lesson(proof)["faults"] if "`doubled` and not `doubled-again`" in one["what"]
    )
    assert fault["file"] == proof["file"]
    assert fault["column"] == len("        slip: ") + 1


def test_an_accepted_mutant_is_told_with_its_code_and_what_it_changes(proof: dict[str, Any]) -> None:
    passed = [one for one in lesson(proof)["faults"] if one["kind"] == "mutant"]
    assert [one["step"] for one in passed] == ["loose", "copied"]
    first, second = passed  # each stands for all that pass for the same reason
    assert first["answer"] == "z = y + 6\nu = x * 3"
    assert "`5` becomes `6`. What is wrong with it: the step `refused` needs `z`" in first["what"]
    assert first["mutants"] > 10
    assert second["answer"] == "c = x.detach().clone()\nc = x.detach()"


def test_mutants_that_are_as_good_are_told_apart_with_their_verdict(proof: dict[str, Any]) -> None:
    tried = {(one["step"], one["answer"]): one for one in lesson(proof)["tried_mutants"]}
    assert tried["square", "y = x ** 1"]["state"] == "holds"
    same, other = tried["square", "y = x**2\ny = y.clone()"], tried["open", "v = x + 6"]
    assert (same["state"], same["verdict"]) == ("free", "right")  # it has another grad_fn
    assert (other["state"], other["open"], other["verdict"]) == ("free", "the value of `v`", "right")


def test_the_report_has_faults_steps_and_mutants(proof: dict[str, Any]) -> None:
    report = proof["report"]
    assert report.startswith("# Proof of lessons\n\n")
    assert "| square | code |" in report
    assert "### Reached by no test" in report
    assert "These words come too late." in report
    assert "  ```python\n  z = y + 6\n  u = x * 3\n  ```" in report
    assert "```python\nv = x + 6\n```" in report
