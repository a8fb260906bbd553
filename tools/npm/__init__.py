"""Programs from npm that building and testing use, each set in a folder here with its lock.

They are installed once into a folder that isn't committed, exactly as the lock says. Nothing of them is packaged, and
nothing that a listener meets needs them. What is done with them is left to whoever asks.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tools import lock

SETS = Path(__file__).parent
CACHE = SETS.parents[1] / ".cache" / "npm"
_PINS = ("package.json", "package-lock.json")
_SECONDS_TO_INSTALL = 300
_SECONDS_TO_RUN = 300


class NpmUnavailableError(Exception):
    """A set is neither installed nor to be had: no npm, or no network. The text says which."""


class ScriptError(Exception):
    """A script of ours failed. The text is what it said."""


def installed(name: str, cache: Path = CACHE) -> Path:
    """The node_modules folder of a set, a folder here. Raises NpmUnavailableError."""
    place = cache / name
    with lock.held(place):
        if not _is_current(name, place):
            _install(name, place)
    return place / "node_modules"


def _is_current(name: str, place: Path) -> bool:
    """Whether the lock written last, once all was installed, is the one that is committed."""
    stamp = place / "installed.json"
    return stamp.exists() and stamp.read_bytes() == (SETS / name / _PINS[1]).read_bytes()


def _install(name: str, place: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NpmUnavailableError(f"npm isn't installed, so {name} can't be fetched")
    for pin in _PINS:
        shutil.copy(SETS / name / pin, place / pin)
    command = [npm, "ci", "--silent", "--no-audit", "--no-fund", "--fetch-retries=1"]
    try:
        subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=_SECONDS_TO_INSTALL)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NpmUnavailableError(f"npm couldn't fetch {name}; is there a network?") from error
    shutil.copy(place / _PINS[1], place / "installed.json")


def run(script: Path, job: dict[str, Any]) -> str:
    """What a script of ours answers to a job, which it reads as JSON. Raises NpmUnavailableError, ScriptError."""
    node = shutil.which("node")
    if node is None:
        raise NpmUnavailableError(f"node isn't installed, so {script.name} can't run")
    command = [node, str(script)]
    done = subprocess.run(
        command, input=json.dumps(job), capture_output=True, text=True, timeout=_SECONDS_TO_RUN, check=False
    )
    if done.returncode:
        raise ScriptError(f"{script.name}: {done.stderr.strip()}")
    return done.stdout
