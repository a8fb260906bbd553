"""Finds the Python that Lambda runs, on this machine: only it can write the bytecode that Lambda takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.packaging import PackageError

VERSION = "3.13"
_PRINTS_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"
_SECONDS_TO_START = 30


class NoInterpreterError(PackageError):
    """There is no Python of that version here."""


@cache
def find(version: str = VERSION) -> Path:
    """The first Python of a version that really runs. Raises NoInterpreterError."""
    # Being on the path isn't enough: a version manager leaves names there for every Python it has.
    for candidate in _candidates(version):
        if _version(candidate) == version:
            return candidate
    raise NoInterpreterError(
        f"Lambda runs Python {version}, and only it can write the bytecode that goes into the package. There is none "
        f"here. Install it so that `python{version}` runs: from https://www.python.org/downloads/, with `pyenv "
        f"install {version}`, or with your system's packages."
    )


def _candidates(version: str) -> Iterator[Path]:
    yield Path(sys.executable)
    named = (shutil.which(name) for name in (f"python{version}", "python3"))
    yield from (Path(found) for found in named if found)
    managed = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    yield from sorted(managed.glob(f"{version}*/bin/python"))


def _version(python: Path) -> str:
    command = [str(python), "-I", "-S", "-c", _PRINTS_VERSION]
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS_TO_START, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return ran.stdout.strip()
