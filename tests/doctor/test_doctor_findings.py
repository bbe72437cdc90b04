"""What the doctor says of machines that nobody has at hand."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from agtutor.doctor import kernel, mounts, python, state, terminal, timings
from agtutor.doctor.finding import Finding, Group, amount, attempt, guarded
from agtutor.doctor.page import Page
from agtutor.doctor.report import as_json, can_run
from tests.streams import Stream

KERNEL = kernel.Kernel(
    system="Linux 6.12",
    landlock=7,
    seccomp=True,
    parent_death=True,
    subreaper=True,
    pidfd=True,
    tasks=40,
    tasks_limit=1000,
    root=False,
    core_pattern="core",
    memory=8 * 1024**3,
)
STATE = state.State(
    folder=Path("/home/ada/.local/state/agtutor"),
    exists=True,
    writable=True,
    free=10**9,
    kind="ext4",
    seconds=0.001,
    files=3,
    lines=120,
    torn=0,
)
MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 22 0:35 / /home rw,relatime shared:1 - nfs4 server:/home rw
41 40 0:36 / /home/ada/my\\040disk rw - fuse.sshfs ada@other: rw
42 22 0:37 / /tmp rw - tmpfs tmpfs rw
43 22 0:38 / /tmp rw - xfs /dev/vdb rw
nonsense
"""


def screen(size: tuple[int, int] | None = (120, 40), **environment: str) -> terminal.Terminal:
    return terminal.Terminal(Stream(), {"TERM": "xterm-256color", **environment}, size)


def by_key(findings: list[Finding]) -> dict[str, Finding]:
    assert all(one.advice for one in findings if one.level != "ok"), findings
    assert not any(one.advice for one in findings if one.level == "ok"), findings
    return {one.key: one for one in findings}


def test_a_good_machine_has_nothing_weak() -> None:
    wholly = [
        *terminal.findings(screen(COLORTERM="truecolor")),
        *kernel.findings(KERNEL),
        *state.findings(STATE),
        *timings.findings(timings.Timings(0.8, 0.1, 0.01, 0.01, "fork")),
    ]
    assert {one.level for one in by_key(wholly).values()} == {"ok"}


@pytest.mark.parametrize(
    ("environment", "count"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, 2**24),
        ({"TERM": "xterm-direct"}, 2**24),
        ({"TERM": "screen-256color"}, 256),
        ({"TERM": "linux"}, 8),
        ({"TERM": "rxvt-16color"}, 16),
    ],
)
def test_colours_are_read_off_the_environment(environment: dict[str, str], count: int) -> None:
    assert terminal.colours(environment) == count


def test_a_terminal_that_cannot_be_drawn_on_goes_line_by_line() -> None:
    found = by_key(terminal.findings(screen(TERM="dumb")))
    assert found["drawing"].level == "weak"
    assert found["drawing"].advice.startswith("Lessons go line by line here")
    assert can_run([Group("terminal", "Terminal", tuple(found.values()))])


def test_a_small_or_silent_screen_is_weak() -> None:
    assert by_key(terminal.findings(screen((60, 20))))["size"].level == "weak"
    assert by_key(terminal.findings(screen(None)))["size"].level == "weak"


def test_no_colours_by_choice_and_a_text_console_are_told_of() -> None:
    assert by_key(terminal.findings(screen(NO_COLOR="1")))["colours"].found == "none, by choice"
    assert by_key(terminal.findings(screen(TERM="linux")))["kind"].level == "weak"


def test_without_a_terminal_nothing_is_held_against_it() -> None:
    found = terminal.findings(terminal.Terminal(Stream(terminal=False), {}, None))
    assert [one.key for one in found] == ["drawing"]
    assert can_run([Group("terminal", "Terminal", tuple(found))])


@pytest.mark.parametrize(
    ("version", "wanted", "well"),
    [
        ("2.13.0+cpu", ">=2.6", True),
        ("8.2.8", ">=8.2,<9", True),
        ("9.0", "<9,>=8.2", False),
        ("2.6", ">=2.6.0", True),
        ("2.5.9", ">=2.6", False),
        ("1.0rc1", "==1.0", True),
        ("1", "", True),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, wanted: str, well: bool) -> None:
    assert python.fits(version, wanted) is well


def test_only_what_is_always_required_counts() -> None:
    required = ["torch>=2.6", 'pytest>=8.4; extra == "dev"', "pyyaml (>=6.0.2)"]
    found = list(python.packages(required, {"torch": "2.13.0"}.get))
    assert [one.name for one in found] == ["torch", "pyyaml"]
    assert [one.version for one in found] == ["2.13.0", None]


def test_a_package_that_is_missing_or_old_is_vital() -> None:
    packages = (
        python.Package("torch", ">=2.6", None),
        python.Package("textual", ">=8.2,<9", "7.0"),
        python.Package("rich", ">=14", "15.0"),
    )
    found = by_key(python.findings(python.Python("3.11.7", ">=3.11", "/usr/bin/python3", packages)))
    assert [found[key].level for key in ("torch", "textual", "rich")] == ["missing", "missing", "ok"]
    assert "pip install 'torch>=2.6'" in found["torch"].advice
    assert not can_run([Group("python", "Python", tuple(found.values()))])


def test_an_old_python_is_vital() -> None:
    found = python.findings(python.Python("3.9.2", ">=3.11", "/usr/bin/python3", ()))
    assert found[0].level == "missing"
    assert found[0].vital


@pytest.mark.parametrize(
    ("abi", "level"), [(7, "ok"), (6, "ok"), (4, "weak"), (0, "missing"), (None, "weak")]
)
def test_landlock_counts_by_its_version(abi: int | None, level: str) -> None:
    assert by_key(kernel.findings(replace(KERNEL, landlock=abi)))["landlock"].level == level


def test_a_kernel_that_tells_nothing_leaves_the_tutor_running() -> None:
    bare = kernel.Kernel("Plan 9", None, None, None, None, None, None, None, False, None, None)
    found = by_key(kernel.findings(bare))
    assert can_run([Group("kernel", "Kernel", tuple(found.values()))])
    assert found["parent_death"].level == found["subreaper"].level == "missing"


def test_few_processes_are_weak_but_not_for_root() -> None:
    full = replace(KERNEL, tasks=990)
    assert by_key(kernel.findings(full))["tasks"].level == "weak"
    found = by_key(kernel.findings(replace(full, root=True)))
    assert (found["tasks"].level, found["root"].level) == ("ok", "weak")


def test_a_crash_that_goes_to_a_program_is_named() -> None:
    crash = replace(KERNEL, core_pattern="|/usr/share/apport/apport -p%p")
    assert "/usr/share/apport/apport" in by_key(kernel.findings(crash))["core_pattern"].found


def test_little_memory_is_weak() -> None:
    assert by_key(kernel.findings(replace(KERNEL, memory=3 * 10**8)))["memory"].level == "weak"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/ada/.local/state", "nfs4"),
        ("/home/ada/my disk/state", "fuse.sshfs"),
        ("/homes", "ext4"),
        ("/tmp/state", "xfs"),
    ],
)
def test_the_nearest_and_last_mount_counts(path: str, kind: str) -> None:
    assert mounts.kind_of(PurePosixPath(path), MOUNTS.splitlines()) == kind


@pytest.mark.parametrize("kind", "nfs nfs4 cifs smb3 lustre gpfs beegfs ceph fuse.sshfs afs 9p".split())
def test_a_network_file_system_is_told_of(kind: str) -> None:
    found = by_key(state.findings(replace(STATE, kind=kind)))["file_system"]
    assert found.value == {"type": kind, "network": True}
    assert "network" in found.found


def test_a_folder_that_cannot_be_written_says_what_to_set() -> None:
    found = by_key(state.findings(replace(STATE, writable=False)))["folder"]
    assert found.level == "missing"
    assert not found.vital
    assert "AGTUTOR_HOME" in found.advice


def test_a_folder_that_never_answers_is_weak_all_over() -> None:
    found = by_key(state.findings(state.State(STATE.folder)))
    assert "doesn't answer" in found["folder"].found
    assert {found[key].level for key in ("free", "fsync", "sessions")} == {"weak"}


def test_slow_full_and_torn_folders_are_weak() -> None:
    bad = replace(STATE, seconds=0.4, free=1000, torn=1, trouble="")
    found = by_key(state.findings(bad))
    assert {found[key].level for key in ("free", "fsync", "sessions")} == {"weak"}
    assert found["sessions"].value == {"files": 3, "lines": 120, "torn": 1}


def test_what_is_found_of_a_real_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path))
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / "one.jsonl").write_text(
        '{"event": "at", "lesson": "a", "number": 1}\n{"event": "an'
    )
    found = state.here()
    assert (found.files, found.lines, found.torn) == (1, 1, 1)
    assert found.writable
    assert [path.name for path in tmp_path.iterdir()] == ["journal"]


def test_a_folder_that_is_not_there_yet_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGTUTOR_HOME", str(tmp_path / "new"))
    found = state.here()
    assert (found.exists, found.writable) == (False, True)
    assert not list(tmp_path.iterdir())


def test_a_lab_that_does_not_start_is_vital() -> None:
    found = timings.findings(timings.Timings(trouble="torch can't be loaded: no such file."))
    assert [one.level for one in found] == ["missing"]
    assert "torch can't be loaded" in found[0].advice
    assert not can_run([Group("timings", "Speed", tuple(found))])


def test_slow_timings_are_weak() -> None:
    found = by_key(timings.findings(timings.Timings(9.0, 3.0, 0.5, 0.3)))
    assert [found[key].level for key in ("ready", "first", "warm", "fork")] == ["weak"] * 4


def test_running_without_copies_of_a_process_is_weak() -> None:
    found = by_key(timings.findings(timings.Timings(0.8, 0.1, 0.01, 0.01, "replay")))
    assert found["back_end"].level == "weak"
    assert can_run([Group("timings", "Speed", tuple(found.values()))])


def test_a_look_that_hangs_or_raises_gives_nothing() -> None:
    end = threading.Event()

    def hang() -> int:
        end.wait()
        return 1

    assert attempt(hang, 0.01) is None
    end.set()
    assert attempt(lambda: int("x")) is None
    assert attempt(lambda: 5) == 5


def test_an_area_that_breaks_down_is_a_finding() -> None:
    def broken() -> list[Finding]:
        raise AttributeError("module 'os' has no attribute 'statvfs'")

    group = guarded("state", "Answers", broken)
    assert [one.key for one in group.findings] == ["unseen"]
    assert "statvfs" in group.findings[0].found
    assert can_run([group])


def test_the_page_has_a_sign_and_a_word_on_each_line_and_joins_what_is_well() -> None:
    group = Group(
        "python",
        "Python",
        (
            Finding("python", "Python", "ok", "3.11.7"),
            Finding("torch", "torch", "ok", "torch 2.13", together="packages"),
            Finding("rich", "rich", "ok", "rich 15", together="packages"),
            Finding("gone", "gone", "missing", "not installed", "Install it."),
        ),
    )
    lines = Page(80).group(group).splitlines()
    assert [line.split()[:2] for line in lines[1:4]] == [["✓", "ok"], ["✓", "ok"], ["✗", "missing"]]
    assert "torch 2.13, rich 15" in lines[2]
    assert lines[4].strip() == "Install it."


@pytest.mark.parametrize("columns", [20, 80, 100])
def test_the_page_keeps_to_its_width_and_to_ascii_where_it_must(columns: int) -> None:
    findings = tuple(state.findings(state.State(Path("/s" * 60)))) + tuple(terminal.findings(screen()))
    text = Page(columns, ascii=True).group(Group("state", "Answers", findings))
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= max(columns, 48)


def test_the_json_lists_what_is_weak_by_area_and_key() -> None:
    group = Group("kernel", "Kernel", tuple(kernel.findings(replace(KERNEL, landlock=0))))
    data = as_json([group])
    assert data["weak"] == ["kernel.landlock"]
    assert data["can_run"] is True


def test_amounts_have_the_unit_that_fits() -> None:
    sizes = (0, 1023, 2048, 1.5 * 1024**3, 5000 * 1024**3)
    assert [amount(size) for size in sizes] == [
        "0 bytes",
        "1023 bytes",
        "2.0 KiB",
        "1.5 GiB",
        "4.9 TiB",
    ]
