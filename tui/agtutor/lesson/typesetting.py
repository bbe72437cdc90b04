"""The mathematics in a lesson: formulas that are judged, domains, and LaTeX in prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agtutor.errors import FormulaError, LessonError
from agtutor.formula.domain import parse_domain
from agtutor.formula.parser import Names, parse
from agtutor.formula.tree import Sym
from agtutor.lesson.model import (
    BaseStep,
    ChoiceStep,
    DeriveStep,
    ExplainStep,
    Lesson,
    OrderStep,
    PredictStep,
    RunStep,
)
from agtutor.lesson.parts import nearest
from agtutor.lesson.places import Path, Places
