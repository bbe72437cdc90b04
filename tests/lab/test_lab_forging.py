"""What a learner's code does to Python, torch or the tutor's own modules changes no verdict on it."""

from __future__ import annotations

import pytest

from agtutor.lab.lab import Holder, Lab
from tests.lab.lab_tools import make_z, run

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATCHES = {
    "torch": (
        "torch.equal = torch.allclose = lambda *a, **k: True\n"
        "torch.Tensor.__eq__ = torch.Tensor.equal = lambda *a: True\n"
        "torch.Tensor.tolist = torch.Tensor.numpy = lambda self: []\n"
        "torch.Tensor.detach = torch.Tensor.clone = lambda self: y\n"
        "torch.Tensor.shape = torch.is_tensor = torch.no_grad = torch.get_rng_state = None"
    ),
    "numpy": "import numpy\nnumpy.array_equal = numpy.asarray = numpy.ndarray = numpy.random = None",
    "builtins": (
        "import builtins\nfor name in ('len', 'isinstance', 'repr', 'type', 'getattr', 'dict', 'id'):\n"
        "    setattr(builtins, name, None)"
    ),
    "json": (
        "import json\njson.dumps = json.loads = lambda *a, **k: '{}'\n"
        "json.JSONEncoder.encode = json.JSONEncoder.iterencode = None"
    ),
    "os": (
        "import os\nos._exit = os.dup = os.dup2 = os.getpid = os.open = os.close = os.write = None\n"
        "os.kill = os.read = os.listdir = os.fork = os.waitpid = None"
    ),
    "sys": (
        "import sys\nsys.stdout = sys.stderr = sys.modules = sys.exc_info = None\n"
        "sys.getrecursionlimit = sys.setrecursionlimit = sys.stdin = sys.path = None"
    ),
    "what it imports": (
        "import hashlib, random, time, warnings, linecache, traceback, gc, struct, socket, select\n"
        "for one in (hashlib, random, time, linecache, traceback, gc, struct, socket, select):\n"
        "    for name in [name for name in vars(one) if not name.startswith('__')]:\n"
        "        setattr(one, name, None)"
    ),
    "the tutor": (
        "import sys\nfor name, module in list(sys.modules.items()):\n"
        "    if name.startswith('agtutor') and module is not None:\n"
        "        for one, value in list(vars(module).items()):\n"
        "            if not one.startswith('__'):\n                setattr(module, one, None)"
    ),
}
"""What is patched, and how."""


@pytest.mark.parametrize("patch", PATCHES.values(), ids=list(PATCHES))
async def test_a_wrong_answer_stays_wrong_and_a_right_one_right(
    lab: Lab, holder: Holder, patch: str
) -> None:
    wrong = await lab.answer(holder, make_z(), f"z = y + 4\n{patch}")
    right = await lab.answer(holder, make_z(), f"z = y + 5\n{patch}")
    assert (wrong.verdict.ruling, right.verdict.ruling) == ("wrong", "right"), (wrong, right)
    assert wrong.verdict == (await lab.answer(holder, make_z(), "z = y + 4")).verdict


@pytest.mark.parametrize("lab", ["replay"], indirect=True, scope="module")
async def test_on_the_replay_back_end_too(lab: Lab, holder: Holder) -> None:
    """All at once, since each answer takes a worker of its own there."""
    patches = "\n".join(PATCHES[name] for name in ("torch", "numpy", "json", "os", "sys"))
    wrong = await lab.answer(holder, make_z(), f"z = y + 4\n{patches}")
    right = await lab.answer(holder, make_z(), f"z = y + 5\n{patches}")
    assert (wrong.verdict.ruling, right.verdict.ruling) == ("wrong", "right"), (wrong, right)


async def test_what_was_patched_is_found_so_by_the_next_step(lab: Lab, holder: Holder) -> None:
    patched = await run(lab, holder, "import json, os\njson.dumps = len\nos.nothing = 5\ndel os.sync")
    assert patched.evidence["ended"] == "fine"
    after = await run(
        lab, await patched.keep(), "json.dumps('abc'), os.nothing, hasattr(os, 'sync'), json.loads('1')"
    )
    await after.drop()
    assert after.evidence["echo"] == "(3, 5, False, 1)"
