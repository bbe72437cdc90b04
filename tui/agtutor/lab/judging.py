"""The judge process: forked from the zygote, it has never run a learner's code, nor will it.

It can be killed when it takes too long: what it knew comes with each case.
"""

from __future__ import annotations

import os
import select
from typing import NoReturn

from agtutor.errors import AgtutorError
from agtutor.judge import judge
from agtutor.lab import kernel
from agtutor.lab.wire import Message, Port

_IDLE = 200  # milliseconds without a case, after which what formulas need is loaded ahead


def preside(port: Port) -> NoReturn:
    """Answer one case after the other until the interface goes."""
    kernel.name_process(kernel.JUDGE)
    port.send({"event": "ready"})
    poll = select.poll()
    poll.register(port, select.POLLIN)
    if not poll.poll(_IDLE):
        import sympy  # noqa: F401
    while True:
        message, _ = port.receive()
        if message is None:
            os._exit(0)
        port.send(_answered(message))


def _answered(message: Message) -> Message:
    try:
        if message["op"] == "derivative":
            return {"derivative": _derivative(message["of"], message["wrt"], message["names"])}
        if message["op"] == "formula":
            from agtutor.judge.derivative import judge_formula

            return {"verdict": judge_formula(message["request"]).to_wire()}
        return {"verdict": judge(message["case"]).to_wire()}
    except AgtutorError as error:
        return {"error": error.what, "fix": error.fix}


def _derivative(of: str, wrt: str, names: list[str]) -> str:
    """Return a derivative as a learner would type it."""
    from agtutor.formula.calculus.derivative import derivative
    from agtutor.formula.parser import Names, parse
    from agtutor.formula.tree import Sym
    from agtutor.formula.typeset import line

    known = Names(names)
    variable = parse(wrt, known)
    if not isinstance(variable, Sym):
        raise AgtutorError(f"`{wrt}` is no variable.")
    return line(derivative(parse(of, known), variable), ascii=True)
