"""The command line: ``agtutor``, and its subcommands."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from agtutor.errors import AgtutorError

FINE, FAILED = 0, 1
"""Exit codes: all is well; a check failed or something broke. Two is for what was called wrongly."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except AgtutorError as error:
        print(f"agtutor: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except BrokenPipeError:  # whoever read us has gone, as `head` does
        sys.stderr.close()
        return FINE


def _run(arguments: Sequence[str]) -> int:
    if not arguments:  # the way that most take: nothing is read that it doesn't need
        from agtutor.cli.playing import play

        return play()
    from agtutor.cli.commands import run

    return run(arguments)
