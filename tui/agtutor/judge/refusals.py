"""What the lab refuses to code, in words: other processes, the network, files outside its folder."""

from __future__ import annotations

from agtutor.judge.translations import Translation

_NO_MORE = r"Resource temporarily unavailable"
_WRITES = (
    r"""['"][rbt+]*[wax][rbt+]*['"]|\b(?:save|savefig|dump|write\w*|touch|mkdir|makedirs|mkdtemp)\s*\("""
    r"|\b(?:remove|unlink|rmdir|rmtree|rename|replace|move|copy\w*|chmod|symlink\w*|truncate)\s*\("
)

REFUSALS: tuple[Translation, ...] = (
    Translation(
        rf"can't start new thread|^RuntimeError: {_NO_MORE}",
        "backward-in-backward",
        "This walks a graph inside the walk of another, more than 60 deep, and torch starts a thread "
        "for what is deeper. This step runs with one. What ends your passes inside passes?",
        where=r"\b(?:backward|grad)\s*\(",
    ),
    Translation(
        rf"can't start new thread|^RuntimeError: {_NO_MORE}",
        "thread-started",
        "This starts a thread, and this step runs with one. Can the same be done one after the other?",
    ),
    Translation(
        rf"^BlockingIOError: .*{_NO_MORE}",
        "process-started",
        "This starts a process, and this step runs in one. Can the same be done one after the other?",
        "With `num_workers=0`, a DataLoader starts none.",
    ),
    Translation(
        r"^RuntimeError: (\d+) of the threads that this code started still run",
        "thread-stays",
        "{0} of the threads that it started went on after its last line, and tensors can't be kept "
        "while they do. Which method waits for a thread?",
    ),
    Translation(
        r"^(?:PermissionError|URLError|OSError): .*(?:Errno 13|Permission denied)",
        "no-network",
        "Code here has no network, so this reaches nobody. Is there a way without?",
        where=r"\b(?:connect\w*|create_connection|bind|listen|urlopen|urlretrieve|request|download\w*)\s*\(",
    ),
    Translation(
        r"^PermissionError: \[Errno 13\]",
        "writes-outside",
        "Code here writes into a folder of its own, and this file would lie outside it. A file name "
        "without a folder lies inside.",
        where=_WRITES,
    ),
    Translation(
        r"^PermissionError: \[Errno 1\] Operation not permitted",
        "signals-others",
        "Code here can signal what it started itself, and no other process.",
        where=r"\bkill\w*\s*\(",
    ),
    Translation(
        r"^OSError: \[Errno 27\] File too large",
        "file-too-large",
        "This file would become larger than a step may make one. How much of it is needed?",
    ),
    Translation(
        r"^OSError: \[Errno 28\] No space left on device",
        "disk-full",
        "No space is left on the disk where code here writes its files. Is this one needed?",
    ),
    Translation(
        r"/dev/tty",
        "no-terminal",
        "Code here has no terminal: nobody can type to it, and what it prints is shown below it.",
    ),
)
"""Looked at before what Python's and torch's own errors mean."""
