"""``python -m agtutor`` is the same as the ``agtutor`` command."""

import sys

from agtutor.cli import main

if __name__ == "__main__":
    sys.exit(main())
