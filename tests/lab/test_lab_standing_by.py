"""The child that stands by has rehearsed a run: nothing of that is heard of, or left."""

from __future__ import annotations

import pytest

from agtutor.lab.lab import Lab
from tests.lab.lab_tools import make_z, run, stand

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("lab", ["fork"], indirect=True, scope="module"),
]
REPLACED = """
import sys
def loud(*_arguments, **_named):
    print("called")
    sys.exit("never")
torch.linspace = torch.Tensor.backward = torch.Tensor.__repr__ = loud
"""


async def test_what_was_replaced_is_not_called_ahead(lab: Lab) -> None:
    holder = await stand(lab, f"import torch\ny = torch.ones(2)\n{REPLACED}")
    await lab.prepare(holder, make_z())
    found = await run(lab, holder, "print('asked')")
    await found.drop()
    assert (found.evidence["ended"], found.evidence["output"]) == ("fine", "asked\n")


async def test_nothing_is_left_of_it(lab: Lab) -> None:
    holder = await stand(lab)
    before = await lab.describe(holder)
    await lab.prepare(holder, make_z())
    found = await run(lab, holder, "'b' in globals()")
    await found.drop()
    assert found.evidence["echo"] == "False"
    assert found.evidence["names"].keys() == before["names"].keys()
    assert found.evidence["calls"] == []
