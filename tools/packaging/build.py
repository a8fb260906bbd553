"""The steps of building lambda.zip, in their order: fetch, make lazy, add the skill, compile, zip."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tools.packaging import archive, bytecode, interpreter, lazy, wheels

SKILL = Path(__file__).parents[2] / "lambda"
_CARRIED = (".py", ".json")
_SOURCES = "content"
"""What the skill's JSON is made from; it isn't read there."""


def build(output: Path, arch: str, skill: Path = SKILL) -> int:
    """Writes the package for an architecture, and returns how many files it holds. Raises PackageError."""
    python = interpreter.find()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "package"
        wheels.fetch(skill / "requirements.txt", arch, folder)
        lazy.rewrite(folder)
        add_skill(skill, folder)
        bytecode.add(folder, python)
        return archive.write(folder, output)


def add_skill(skill: Path, folder: Path) -> None:
    """Copies what of the skill is read while it runs."""
    for path in skill.rglob("*"):
        name = path.relative_to(skill)
        if path.suffix in _CARRIED and name.parts[0] != _SOURCES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)
