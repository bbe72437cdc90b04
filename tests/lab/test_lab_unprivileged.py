"""The faults whose limits bind root otherwise than others, as a user without privileges."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.lab.lab_fault_table import COMPANY
from tests.unprivileged import run_unprivileged

NAME = "test_it_is_told_and_leaves_nothing_behind"
ROOT = Path(__file__).parents[2]
FAULTS = (*COMPANY, "a file too large", "100 GB at once", "the terminal written to", "killed by itself")


@pytest.mark.timeout(100)
def test_faults_end_alike_for_those_whom_no_privilege_helps(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    chosen = [f"{ROOT}/tests/lab/test_lab_faults.py::{NAME}[{fault}]" for fault in FAULTS]
    shield = f"{ROOT}/tests/lab/test_lab_shield.py"
    done = run_unprivileged(
        [
            *(sys.executable, "-B", "-m", "pytest", "-p", "no:cacheprovider", f"--rootdir={ROOT}"),
            *("-c", f"{ROOT}/pyproject.toml", *chosen, shield, "-k", "not replay"),
        ],
        {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    assert not list(tmp_path.glob("agtutor-*"))
