"""Programs that come from Debian's packages: a browser, say, that nobody had to install by hand.

On a machine where packages may be installed, the missing one is; elsewhere, whoever asked hears why not, and leaves out
what needs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tools import lock

CACHE = Path(__file__).parents[1] / ".cache" / "debian"
_SECONDS_TO_INSTALL = 600
_PATIENT = ["-o", "DPkg::Lock::Timeout=60"]
"""Somebody else on this machine may be installing something."""
_QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


class DebianUnavailableError(Exception):
    """A program isn't there and can't be installed. The text says why, and what to install."""


def program(name: str, package: str = "") -> Path:
    """Where a program is, installed first if need be. Its package bears its name. Raises DebianUnavailableError."""
    found = shutil.which(name) or _brought(name, package or name)
    if found is None:
        raise DebianUnavailableError(f"the package {package or name} brought no {name}")
    return Path(found)


def _brought(name: str, package: str) -> str | None:
    with lock.held(CACHE):
        # Whoever had the lock before us may have wanted the same.
        if shutil.which(name) is None:
            _install(package)
    return shutil.which(name)


@cache  # the answer won't change while we run, and asking takes long
def _install(package: str) -> None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise DebianUnavailableError(f"{package} isn't installed, and only root on Debian can; install it first")
    try:
        for arguments in (["update", "-qq"], ["install", "-qq", "--no-install-recommends", package]):
            command = [apt, "-y", *_PATIENT, *arguments]
            subprocess.run(
                command, check=True, capture_output=True, timeout=_SECONDS_TO_INSTALL, env={**os.environ, **_QUIET}
            )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise DebianUnavailableError(f"{package} couldn't be installed; is there a network?") from error
