"""Print all tables, or write them to a file: ``python -m bench --write docs/bench.md``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench import checks, formulas, memory, startup, steps
from bench.bytes import of_a_key
from bench.echoing import while_it_runs
from bench.feedback import of_wrong_answers
from bench.machine import described
from bench.page import page
from bench.rounds import as_installed
from bench.table import Row

BENCHES: dict[str, Callable[[], Iterable[Row]]] = {
    "frame": startup.first_frame,
    "list": startup.first_list,
    "verdict": startup.first_verdict,
    "floor": startup.floor_of_first_verdict,
    "check": checks.warm_check,
    "raw": checks.raw_check,
    "feedback": of_wrong_answers,
    "kill": checks.after_a_kill,
    "replay": steps.replaying,
    "back": steps.going_back,
    "formulas": formulas.verdicts,
    "gradients": formulas.gradients,
    "slips": formulas.slips,
    "gradient-slips": formulas.gradient_slips,
    "hostile": formulas.hostile,
    "parser": formulas.importing,
    "echo": while_it_runs,
    "bytes": of_a_key,
    "memory": memory.learners,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is asked for, everything by default."""
    top = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    top.add_argument(
        "names", nargs="*", choices=[[], *BENCHES], metavar="NAME", help=", ".join(BENCHES)
    )
    top.add_argument("--write", type=Path, metavar="PATH", help="a Markdown file to write them to")
    options = top.parse_args(arguments)
    machine = described()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache:  # what was killed may write
        as_installed(cache)
        rows = [row for name in options.names or BENCHES for row in _measured(name)]
    text = page(machine, rows)
    if options.write is None:
        print(text)
    else:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text(text, encoding="utf-8")


def _measured(name: str) -> list[Row]:
    print(f"{name} …", file=sys.stderr, flush=True)
    return list(BENCHES[name]())


if __name__ == "__main__":
    main()
