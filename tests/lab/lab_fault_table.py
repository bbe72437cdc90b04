"""The faults of a single run, by name."""

from __future__ import annotations

from tests.lab.lab_faults import SAFE, Fault

SOON = 1.0
"""A deadline in seconds by which code has reached its last line, also on a machine that is busy."""

DAEMONS = """
import os, time
for _ in range(20):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            print("daemon", flush=True)
            time.sleep(100)
        os._exit(0)
    os.wait()
raise SystemExit(7)
"""

REENTRANT = """
class Inner(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, depth):
        ctx.depth = depth
        return a.clone()
    @staticmethod
    def backward(ctx, g):
        if ctx.depth:
            with torch.enable_grad():
                b = torch.ones(1, requires_grad=True)
                Inner.apply(b, ctx.depth - 1).backward()
        return g, None
Inner.apply(torch.ones(1, requires_grad=True), 80).backward()
"""

LATE = r"Stopped after 1 s in line \d+, `{}`\." + SAFE
DIED = r"The process that ran your code died of {}: {}\." + SAFE
LEFT = r"Your code ended the process that it ran in \(exit code {}\), so its result is gone\." + SAFE
FLOODED = r"Stopped(?: in line \d+, `.*`)?: it printed more than anybody can read\." + SAFE
FULL = r"Stopped in line \d+, `.*`: your code asked for more memory than there is for it\." + SAFE
NO_PROCESS = r".* raised BlockingIOError\. This starts a process, and this step runs in one\. .*"
NO_THREAD = r".* raised RuntimeError\. This starts a thread, and this step runs with one\. .*"

TIME = {
    "endless loop": Fault(
        "a = 1\nwhile True:\n    a += 1",
        "deadline",
        r"line [23], `(while True:|a \+= 1)`",
        deadline=SOON,
        says=LATE.format(r"(while True:|a \+= 1)"),
    ),
    "sleep": Fault(
        "import time\nprint('so far')\ntime.sleep(100)",
        "deadline",
        r"line 3, `time\.sleep\(100\)`",
        "so far\n",
        deadline=SOON,
        says=LATE.format(r"time\.sleep\(100\)"),
    ),
    "a long sum in C": Fault(
        "sum(range(10**12))",
        "deadline",
        r"line 1, `sum\(range\(10\*\*12\)\)`",
        deadline=SOON,
        says=LATE.format(r"sum\(range\(10\*\*12\)\)"),
    ),
    "a big matrix product": Fault(
        "a = torch.ones(4000, 500)\nb = torch.ones(500, 4000)\nfor _ in range(999):\n    a @ b",
        "deadline",
        r"line [34], .*",
        deadline=SOON,
        says=LATE.format(r".*"),
    ),
    "a swallowed KeyboardInterrupt": Fault(
        "while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt:\n        pass",
        "deadline",
        r"line 3, `while True: pass`",
        deadline=SOON,
        says=LATE.format(r"while True: pass"),
    ),
    "a KeyboardInterrupt caught, and an end": Fault(
        "import time\ntry:\n    time.sleep(100)\nexcept KeyboardInterrupt:\n    y = 1",
        "deadline",
        r"line 3, `time\.sleep\(100\)`",
        deadline=SOON,
        says=LATE.format(r"time\.sleep\(100\)"),
    ),
    "SIGINT ignored": Fault(
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "deadline",
        deadline=0.3,
        says=r"Stopped after 0\.3 s.*\." + SAFE,
    ),
    "a process that stops itself": Fault(
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        "deadline",
        deadline=0.3,
        says=r"Stopped after 0\.3 s.*\." + SAFE,
    ),
}
"""Code that takes too long."""

ENDS = {
    "a KeyboardInterrupt of its own": Fault(
        "raise KeyboardInterrupt('me')",
        None,
        "KeyboardInterrupt: me",
        says=r"Line 2, .* raised KeyboardInterrupt: me\.",
    ),
    "sys.exit": Fault(
        "import sys\nprint('a', end='')\nsys.exit(3)",
        "exit",
        "exit code 3",
        "a",
        says=LEFT.format(3),
    ),
    "sys.exit with a text": Fault(
        "raise SystemExit('enough')", "exit", "exit code 1", "enough\n", says=LEFT.format(1)
    ),
    "exit": Fault("exit()", "exit", "exit code 0", says=LEFT.format(0)),
    "os._exit": Fault(
        "import os\nprint('line')\nos._exit(3)", "exit", "exit code 3", "line\n", says=LEFT.format(3)
    ),
    "its line closed": Fault(
        "import os\nos.closerange(3, 99)", "exit", says=r"Your code ended the process .*" + SAFE
    ),
    "os.abort": Fault(
        "import os\nos.abort()", "signal", "SIGABRT", says=DIED.format("SIGABRT", "a library gave up")
    ),
    "a segmentation fault": Fault(
        "import ctypes\nctypes.string_at(0)",
        "signal",
        "SIGSEGV",
        says=DIED.format("SIGSEGV", "it reached for memory that isn't its own"),
    ),
    "the C stack used up": Fault(
        "import sys\nsys.setrecursionlimit(10**9)\nclass A:\n    def __getattr__(self, name):\n"
        "        return getattr(self, name)\nA().a",
        "signal",
        "SIGSEGV",
        says=DIED.format("SIGSEGV", "it reached for memory that isn't its own"),
    ),
    "killed by itself": Fault(
        "import os\nos.kill(os.getpid(), 9)",
        "signal",
        "SIGKILL",
        says=DIED.format("SIGKILL", "it was killed from outside, perhaps for want of memory"),
    ),
    "endless recursion": Fault(
        "def f(n):\n    return f(n + 1)\nf(0)",
        None,
        "RecursionError: .*",
        says=r"Line 3, `return f\(n \+ 1\)`, raised RecursionError\. A function calls itself.*",
    ),
    "a walk of a graph inside a walk, 80 deep": Fault(
        REENTRANT,
        None,
        "RuntimeError: .*",
        says=r"Line 13, .* raised RuntimeError\. This walks a graph inside the walk of another, .*",
    ),
}
"""Code that ends Python, or crashes it."""

READS_AND_PRINTS = {
    "input": Fault(
        "input('name? ')",
        None,
        "EOFError: .*",
        "name? ",
        says=r".* raised EOFError\. `input\(\)` waits for somebody to type, and nobody can .*",
    ),
    "the terminal": Fault(
        "open('/dev/tty')",
        None,
        "OSError: .*/dev/tty.*",
        says=r".* raised OSError\. Code here has no terminal: .*",
    ),
    "the terminal written to": Fault(
        "open('/dev/tty', 'w')",
        None,
        "(OSError|PermissionError): .*/dev/tty.*",
        says=r".* raised (OSError|PermissionError)\. Code here .*",
    ),
    "escape sequences in an error": Fault(
        r"raise ValueError('\x1b]0;title\x07\x1b[2Jgone\r\x9b31m')",
        None,
        "ValueError: .*",
        says=r"Line 2, `[ -~]*`, raised ValueError: [^\x00-\x1f\x7f-\x9f]*\.",
    ),
    "escape sequences printed": Fault(
        r"print('\x1b]0;title\x07\x1b[2Jgone\x1b[1A')",
        None,
        says=r"[^\x00-\x1f\x7f-\x9f]*",
    ),
    "bytes that are no text": Fault(
        r"import os, sys; sys.stdout.buffer.write(b'\xff\xc3('); os.write(2, b'\x80'); 1 / 0",
        None,
        "ZeroDivisionError: .*",
        "\ufffd",
        says=r".* raised ZeroDivisionError\. .*",
    ),
    "a flood": Fault("for _ in range(10): print('x' * 10**8)", "flood", says=FLOODED),
    "an endless print": Fault("for _ in range(10**6): print('x' * 1000)", "flood", says=FLOODED),
    "a flood without a line end": Fault(
        "import os\nfor _ in range(10**6): os.write(1, b'x' * 1000)", "flood", says=FLOODED
    ),
}
"""Code that reads or prints what it shouldn't."""

SPACE = {
    "a gigabyte of text": Fault(
        "print('x' * 10**9)", "memory", r"line 1, `print\('x' \* 10\*\*9\)`", says=FULL
    ),
    "100 GB at once": Fault(
        "torch.empty(25 * 10**9)", None, "RuntimeError: .*can't allocate memory.*", says=FULL
    ),
    "a list too long": Fault("[0] * 10**11", "memory", r"line 1, `\[0\] \* 10\*\*11`", says=FULL),
    "an array too large": Fault("import numpy\nnumpy.ones(10**11)", "memory", "line 2, .*", says=FULL),
    "a leak": Fault(
        "kept = []\nfor _ in range(4000): kept.append(bytearray(10**6))",
        "memory",
        "line 2, .*",
        says=FULL,
    ),
    "a leak of tensors": Fault(
        "kept = []\nfor _ in range(1000): kept.append(torch.ones(10**6))",
        None,
        "RuntimeError: .*can't allocate memory.*",
        says=FULL,
    ),
    "a leak of small objects": Fault(
        "kept = []\nfor _ in range(50_000):\n    kept.append([0] * 10**4)",
        "memory",
        "line 3, .*",
        says=FULL,
    ),
    "a file too large": Fault(
        "import tempfile\nwith tempfile.TemporaryFile() as file:\n    file.truncate(10**9)",
        None,
        "OSError: .*too large.*",
        says=r".* raised OSError\. This file would become larger than a step may make one\. .*",
    ),
    "a disk full": Fault(
        "import os\nos.symlink('/dev/full', 'x.txt')\n"
        "try:\n    open('x.txt', 'w').write('x' * 10**5)\nfinally:\n    os.remove('x.txt')",
        None,
        "OSError: .*No space left.*",
        says=r".* raised OSError\. No space is left on the disk where code here writes its files\. .*",
    ),
}
"""Code that takes too much memory, or too much of a disk."""

COMPANY = {
    "a fork bomb": Fault(
        "import os, time\nfor _ in range(7): os.fork()\ntime.sleep(100)",
        None,
        "BlockingIOError: .*",
        says=NO_PROCESS,
    ),
    "daemons": Fault(DAEMONS, None, "BlockingIOError: .*", says=NO_PROCESS),
    "a child that stays": Fault(
        "import subprocess\nsubprocess.Popen(['sleep', '100'])",
        None,
        "BlockingIOError: .*",
        says=NO_PROCESS,
    ),
    "workers of a DataLoader": Fault(
        "from torch.utils.data import DataLoader\nlist(DataLoader(y.detach(), num_workers=2))",
        None,
        "BlockingIOError: .*",
        says=NO_PROCESS,
    ),
    "a thread that stays": Fault(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(100,), daemon=True).start()",
        None,
        "RuntimeError: can't start new thread",
        says=NO_THREAD,
    ),
    "a fork bomb where processes are allowed": Fault(
        "import os, time\ntry:\n    for _ in range(7): os.fork()\nexcept OSError:\n    pass\n"
        "time.sleep(100)",
        "deadline",
        r"line [36], .*|",
        deadline=1.0,
        says=r"Stopped after 1 s.*\." + SAFE,
        allow=("processes",),
    ),
    "daemons where processes are allowed": Fault(
        DAEMONS, "exit", "exit code 7", says=LEFT.format(7), allow=("processes",)
    ),
    "a child that stays where processes are allowed": Fault(
        "import subprocess\nsubprocess.Popen(['sleep', '100'], start_new_session=True)\n1 / 0",
        None,
        "ZeroDivisionError: .*",
        says=r".* raised ZeroDivisionError\. .*",
        allow=("processes",),
    ),
    "a thread that stays where threads are allowed": Fault(
        "import threading, time\nthreading.Thread(target=time.sleep, args=(100,), daemon=True).start()",
        None,
        "RuntimeError: .*still run.*",
        says=r"Your code raised RuntimeError\. 1 of the threads that it started went on .*",
        allow=("threads",),
    ),
}
"""Code that starts processes or threads."""

FAULTS = TIME | ENDS | READS_AND_PRINTS | SPACE | COMPANY
