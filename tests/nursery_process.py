"""The process that a nursery's processes are forked from: ``python nursery_process.py DESCRIPTOR``."""

from __future__ import annotations

import fcntl
import gc
import importlib
import os
import runpy
import sys
from typing import NoReturn

from agtutor.lab.wire import Message, Port

_FREE = 100
"""Descriptors below this one may be asked for by number."""


def serve(port: Port) -> NoReturn:
    """Load torch, and fork for whoever asks."""
    gc.disable()
    for module in ("agtutor.lab.child", "agtutor.lab.replay.work"):
        importlib.import_module(module)
    gc.freeze()
    while True:
        message, descriptors = port.receive()
        if message is None:
            os._exit(0)
        port.send({"process": _bear(port, message, descriptors)})
        for descriptor in descriptors:
            os.close(descriptor)


def _bear(port: Port, message: Message, descriptors: list[int]) -> int:
    """Fork twice, and let the grandchild go on once it is the child of who asked."""
    may_go, go = os.pipe()
    told, tell = os.pipe()
    middle = os.fork()
    if not middle:
        child = os.fork()
        if not child:
            os.close(go)
            os.read(may_go, 1)
            port.close()
            _become(message, descriptors)
        os.write(tell, str(child).encode())
        os._exit(0)
    child = int(os.read(told, 20))
    os.waitpid(middle, 0)
    for descriptor in (may_go, go, told, tell):
        os.close(descriptor)
    return child


def _become(message: Message, descriptors: list[int]) -> NoReturn:
    """Be what was asked for: run a module as the interpreter would."""
    if message["session"]:
        os.setsid()
    os.chdir(message["folder"])
    os.environ.clear()
    os.environ.update(message["environment"])
    moved = [fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _FREE) for descriptor in descriptors]
    os.closerange(3, _FREE)
    for descriptor, target in zip(moved, message["targets"], strict=True):
        os.dup2(descriptor, target)
        os.close(descriptor)
    name, *arguments = message["module"]
    sys.argv = [name, *arguments]
    runpy.run_module(name, run_name="__main__", alter_sys=True)
    os._exit(0)


if __name__ == "__main__":
    serve(Port(int(sys.argv[1])))
