"""The built wheel, in an environment of its own, away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.whole.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(out),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    [path] = out.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `agtutor` of a clean environment; torch and the other packages come from the one at hand."""
    home = tmp_path_factory.mktemp("clean")
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    [site] = (home / "lib").glob("python*/site-packages")
    # A path in a .pth file is searched, but .pth files in that path are not read: so the editable
    # install of the checkout, which is one of those, can't stand in for the wheel.
    here = next(entry for entry in sys.path if entry.endswith("site-packages"))
    (site / "at-hand.pth").write_text(here + "\n", encoding="utf-8")
    return home / "bin" / "agtutor"


def run(command: Path, *arguments: str, cwd: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(command), *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "AGTUTOR_HOME": str(cwd), "LC_ALL": "C.UTF-8"},
    )


def test_the_wheel_holds_the_lessons_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "agtutor/_lessons/first-gradient.yaml" in names
    assert not [name for name in names if name.startswith("tests")]


def test_the_installed_wheel_says_its_version(installed: Path, tmp_path: Path) -> None:
    from agtutor import __version__

    done = run(installed, "--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"agtutor {__version__}\n")


def test_the_installed_wheel_lists_its_lessons(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "list", cwd=tmp_path)
    assert done.returncode == 0
    assert "first-gradient" in done.stdout


def test_the_installed_wheel_judges_the_first_lesson(installed: Path, tmp_path: Path) -> None:
    request = '{"lesson": "first-gradient", "step": "make-y", "answer": "y = x * x"}\n'
    done = run(installed, "judge", cwd=tmp_path, given=request)
    assert '"verdict": "right"' in done.stdout, done.stdout + done.stderr


def test_the_installed_wheel_opens_the_first_lesson(installed: Path, tmp_path: Path) -> None:
    with Terminal([str(installed), "run", "first-gradient"], home=tmp_path) as terminal:
        terminal.wait_for("Step 1 ", "In [1]")
        terminal.press("enter")
        terminal.wait_for("Step 2 ", "In [2]")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
