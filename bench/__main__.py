"""Print one table of ratios."""

from __future__ import annotations

import platform

from bench.checks import warm_check
from bench.startup import first_frame, first_verdict
from bench.timing import table


def main() -> None:
    """Measure, and print the table with the machine above it."""
    machine = f"{platform.machine()}, {platform.system()} {platform.release()}"
    print(f"{machine}, Python {platform.python_version()}\n")
    print(table([first_frame(), first_verdict(), warm_check()]))


if __name__ == "__main__":
    main()
