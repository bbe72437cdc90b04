"""One task of the lab's, carried out in the process that it was sent to."""

from __future__ import annotations

import os
from typing import Any

from agtutor.case.evidence import Evidence
from agtutor.lab.inside.bound import as_they_were
from agtutor.lab.inside.execute import execute
from agtutor.lab.wire import Message


def carry_out(task: Message, namespace: dict[str, Any], *, look: bool = True) -> Evidence:
    """Run the code, and only that where what it did to builtins stands.

    Where the code forked, its child ends here.

    Args:
        task: the fields of a ``Task``, with the file name as its label.
        namespace: where to run it.
        look: whether to look at what it left.
    """
    process = os.getpid()
    evidence = execute(
        task["code"],
        label=task["label"],
        namespace=namespace,
        seed=task["seed"],
        shows=task["shows"],
        whens=task["whens"],
        watch=task["watch"],
        notes=task["notes"],
        look=look,
    )
    if os.getpid() != process:
        with as_they_were():
            os._exit(0)
    return evidence
