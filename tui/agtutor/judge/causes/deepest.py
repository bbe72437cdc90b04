"""The deepest cause of a difference: the first that is seen, and only it is told."""

from __future__ import annotations

from agtutor.judge.causes import comparisons, graphs, slopes, training
from agtutor.judge.causes.cause import Cause
from agtutor.judge.scene import Difference, Scene

CAUSES: tuple[Cause, ...] = (
    *training.CAUSES,
    *graphs.CAUSES,
    *slopes.CAUSES,
    *comparisons.CAUSES,
)


def deepest(scene: Scene, found: Difference) -> Difference:
    """Return the cause that lies behind what was found; what was found where none is seen."""
    return next((told for cause in CAUSES if (told := cause.told(found, scene))), found)
