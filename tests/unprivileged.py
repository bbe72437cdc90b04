"""Running as a user without privileges, also where the tests themselves run as root.

Nobody then may read what root may, since the interpreter may lie in root's home, and no more than that.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence

_NOBODY = 65534
_READS = "-all,+dac_read_search"


def run_unprivileged(
    command: Sequence[str], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as nobody, where this is root; as this user, where it isn't.

    Args:
        command: the program and its arguments.
        environment: variables to set.
    """
    prefix = [
        *("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"),
        *(f"--inh-caps={_READS}", f"--ambient-caps={_READS}", f"--bounding-set={_READS}"),
    ]
    return subprocess.run(
        [*(prefix if os.geteuid() == 0 else ()), *command],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
