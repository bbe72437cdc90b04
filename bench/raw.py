"""Run the first lesson's code raw, and print the seconds that it took: ``python -m bench.raw``.

Torch is loaded before the time is taken, as the lab has it.
"""

from __future__ import annotations

import contextlib
import io
import time

import torch

from agtutor.lab.inside.figures import PLT
from agtutor.lab.inside.modules import stand_ins
from bench.lesson import links


def main() -> None:
    """Run all steps in one namespace, seeded, with what they print thrown away."""
    space: dict[str, object] = {"__name__": "__main__"}
    codes = [(link.seed, compile(link.code, link.step, "exec")) for link in links()]
    with PLT.session(), stand_ins(), contextlib.redirect_stdout(io.StringIO()):
        start = time.perf_counter()
        for seed, code in codes:
            torch.manual_seed(seed)
            exec(code, space)
        seconds = time.perf_counter() - start
    print(seconds)


if __name__ == "__main__":
    main()
