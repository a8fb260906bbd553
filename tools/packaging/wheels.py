"""What lambda/requirements.txt names, fetched for the machine that Lambda runs on.

What only an installer or a type checker needs is left out; the texts of the licences are kept.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.packaging import PackageError
from tools.packaging.interpreter import VERSION

PLATFORMS = {"arm64": "manylinux2014_aarch64", "x86_64": "manylinux2014_x86_64"}
"""Lambda's name for an architecture -> pip's."""
_PINNED = re.compile(r"[\w.-]+==[\w.]+")
_LICENCE = re.compile(r"(licen[cs]e|notice|copying|authors)", re.IGNORECASE)
_SECONDS_TO_FETCH = 300


class UnpinnedError(PackageError):
    """A requirement could come in another version tomorrow."""


class FetchError(PackageError):
    """pip couldn't fetch them."""


def fetch(requirements: Path, arch: str, folder: Path) -> None:
    """Puts what requirements name into folder, for an architecture of PLATFORMS. Raises PackageError."""
    _check_pinned(requirements)
    options = ["--no-deps", "--no-compile", "--only-binary=:all:", "--implementation", "cp", "--quiet"]
    target = ["--target", str(folder), "--platform", PLATFORMS[arch], "--python-version", VERSION]
    quiet = ["--disable-pip-version-check", "--no-input", "--requirement", str(requirements)]
    command = [sys.executable, "-m", "pip", "install", *options, *target, *quiet]
    # A path set for our own tools would make pip look for what is installed there.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS_TO_FETCH, env=environment)
    except subprocess.TimeoutExpired as error:
        raise FetchError("pip took too long to fetch what is packaged; is there a network?") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise FetchError("pip couldn't fetch what is packaged: " + "\n".join(said[-3:])) from error
    _prune(folder)


def _check_pinned(requirements: Path) -> None:
    for number, line in enumerate(requirements.read_text("utf-8").splitlines(), 1):
        wanted = line.partition("#")[0].strip()
        if wanted and not _PINNED.fullmatch(wanted):
            raise UnpinnedError(f"{requirements.name}, line {number}: {wanted!r} isn't pinned; write name==version")


def _prune(folder: Path) -> None:
    """Leaves what runs, and the texts of the licences."""
    shutil.rmtree(folder / "bin", ignore_errors=True)
    for about in folder.glob("*.dist-info"):
        for path in sorted(about.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif not _LICENCE.search(path.relative_to(about).as_posix()):
                path.unlink()
        if not any(about.iterdir()):
            about.rmdir()
    for path in (*folder.rglob("py.typed"), *folder.rglob("*.pyi")):
        path.unlink()
