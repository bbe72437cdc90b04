"""The JSON Schema of a lesson, for editors: completion and marks while a lesson is written.

``python -m agtutor.lesson.schema lessons/lesson.schema.json`` writes it anew. A lesson names it in its
first line: ``# yaml-language-server: $schema=lesson.schema.json``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from agtutor.lesson.glossary import KEYS
from agtutor.lesson.model import Lesson

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a lesson, as plain data; every key has a description."""
    made = Lesson.model_json_schema()
    for part in (made, *made["$defs"].values()):
        _describe(part)
    return {"$schema": DIALECT, **made}


def _describe(part: dict[str, Any]) -> None:
    """Put our words in the place of the titles that pydantic makes of the names."""
    name = part["title"]
    part["description"] = part["description"].replace("``", "`")
    for key, field in part["properties"].items():
        field.pop("title", None)
        field["description"] = KEYS.get(f"{name}.{key}") or KEYS[key]


def text() -> str:
    """Return the schema as the file has it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    """Write the schema to the file that is named; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m agtutor.lesson.schema FILE\n")
        return 2
    Path(arguments[0]).write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
