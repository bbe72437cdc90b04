"""`agtutor doctor` as it is run, and what it imports."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agtutor.cli import doctoring, main
from tests.imports import modules_after
from tests.unprivileged import run_unprivileged

KEYS = {
    "terminal": {"drawing"},  # standard error is no terminal here
    "python": {"python", "torch", "textual", "plotext", "sympy", "numpy"},
    "kernel": set(
        "system landlock seccomp parent_death subreaper pidfd tasks root core_pattern memory".split()
    ),
    "state": {"folder", "free", "file_system", "fsync", "sessions"},
    "timings": {"lab", "back_end", "ready", "first", "warm", "fork"},
}


def doctor(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "agtutor", "doctor", *options],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_json_of_a_real_run_has_its_documented_keys(tmp_path: Path) -> None:
    done = doctor("--json", AGTUTOR_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert data["can_run"] is True
    for area, keys in KEYS.items():
        assert keys <= set(data["areas"][area]), area
        for finding in data["areas"][area].values():
            assert set(finding) == {"level", "found", "advice", "value", "vital"}
            assert finding["level"] in ("ok", "weak", "missing")
    assert data["areas"]["timings"]["warm"]["value"] > 0
    assert not list(tmp_path.iterdir())


def test_the_page_survives_an_odd_system_and_a_home_that_is_read_only(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o555)
    odd = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "TERM": "", "COLUMNS": "30"}
    odd["AGTUTOR_HOME"] = str(tmp_path / "home")
    done = run_unprivileged([sys.executable, "-m", "agtutor", "doctor"], odd)
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    assert "home can't be written to" in words
    assert "Nothing can be put on disk there: see the folder, above." in words
    assert done.stdout.isascii()
    assert "agtutor can run here" in done.stdout
    assert not done.stderr


def test_where_torch_cannot_be_loaded_the_exit_code_is_1(tmp_path: Path) -> None:
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "__init__.py").write_text("raise ImportError('libtorch.so: no such file')")
    done = doctor("--json", PYTHONPATH=str(tmp_path), AGTUTOR_HOME=str(tmp_path))
    assert done.returncode == 1, done.stderr
    data = json.loads(done.stdout)
    assert data["can_run"] is False
    assert "timings.lab" in data["weak"]
    assert "libtorch.so" in data["areas"]["timings"]["lab"]["advice"]


def test_the_examination_imports_none_of_what_it_looks_at() -> None:
    code = (
        "import agtutor.cli.doctoring\n"
        "from agtutor.doctor import kernel, python, state, terminal\n"
        "for area in (kernel, python, state, terminal): area.findings(area.here())"
    )
    assert not modules_after(code) & {"torch", "textual", "sympy", "plotext", "numpy"}


def test_a_page_that_cannot_be_written_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctoring, "examine", list)
    with open("/dev/full", "w") as full, monkeypatch.context() as patch:  # noqa: PTH123
        patch.setattr(sys, "stdout", full)
        assert main(["doctor"]) == 1
        patch.undo()
        with contextlib.suppress(OSError):  # what it still holds
            full.close()
    assert (
        capsys.readouterr().err
        == "agtutor: what was found can't be written: no space left on device.\n"
    )


def test_where_standard_output_is_closed_the_exit_code_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctoring, "examine", list)
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["doctor"]) == 0


def test_doctor_takes_no_other_option() -> None:
    with pytest.raises(SystemExit) as caught:
        main(["doctor", "--yaml"])
    assert caught.value.code == 2
