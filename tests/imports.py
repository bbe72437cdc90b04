"""What a fresh interpreter has imported after some code."""

from __future__ import annotations

import subprocess
import sys


def modules_after(code: str) -> set[str]:
    """Return the names in ``sys.modules`` of a fresh interpreter after running the code."""
    program = f"{code}\nimport sys\nsys.stdout = sys.__stdout__\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
