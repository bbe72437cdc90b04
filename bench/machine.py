"""The machine that the figures are of."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

PACKAGES = ("torch", "textual", "sympy", "ipykernel", "jupyter_client")


def described() -> list[str]:
    """Return one line each on the machine, its software, and how busy it was before the bench."""
    packages = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    return [
        f"{_processor()}, {os.cpu_count()} cores, {_memory() / 1024**3:.0f} GiB, {platform.machine()}",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {packages}",
        f"load before the first round (over 1, 5 and 15 minutes): {load}",
    ]


def _processor() -> str:
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    names = [
        line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")
    ]
    return names[0] if names else platform.processor()


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
