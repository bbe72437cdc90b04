"""How a run's process ended, in the words of the evidence, from what can be seen from outside."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from agtutor.case.evidence import Stop

_CRASHES = 0xC0000000  # exit codes from here on are crashes, on Windows


def why_ended(code: int, ooms: int) -> tuple[Stop, str]:
    """Return why a process ended by itself, and the detail.

    Args:
        code: as ``subprocess`` has it: negative for a signal.
        ooms: what ``oom_kills`` gave before.
    """
    if code >= _CRASHES:
        return "signal", f"{code:#x}"
    if code >= 0:
        return "exit", f"exit code {code}"
    name = _signal_name(-code)
    if name == "SIGXCPU":
        return "deadline", ""
    if name == "SIGKILL" and oom_kills() > ooms:
        return "memory", ""
    return "signal", name


def place(trace: str, file: str, code: str) -> str:
    """Return the innermost line of a run in a trace of ``faulthandler``'s: "line 3, `while True:`".

    Args:
        trace: the text of the trace.
        file: the file name under which the code ran.
        code: the source.

    Returns:
        "" where the trace has no line of the code.
    """
    found = re.search(rf'File "{re.escape(file)}", line (\d+)', trace)
    if found is None:
        return ""
    number, lines = int(found[1]), code.splitlines()
    source = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return f"line {number}, `{source}`"


def oom_kills() -> int:
    """Return how many processes the kernel has ended so far for want of memory; 0 if not told."""
    try:
        text = Path("/proc/vmstat").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"^oom_kill (\d+)$", text, re.MULTILINE)
    return int(found[1]) if found else 0


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
