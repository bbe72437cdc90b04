"""Where a learner's state is kept. Imports next to nothing: the first frame asks for it."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """Return the folder for a learner's state: ``AGTUTOR_HOME``, or the system's own place for it."""
    chosen = os.environ.get("AGTUTOR_HOME")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_state_dir("agtutor", appauthor=False))
