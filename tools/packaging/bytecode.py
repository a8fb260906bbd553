"""Bytecode that Python takes without a look at its source's time, compiled by the Python that Lambda runs.

Without it, every cold start compiles the SDK anew, as what is unpacked there can't be written to.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tools.packaging import PackageError

UNPACKED = "/var/task"
"""Where Lambda unpacks it, for tracebacks: the same wherever it was built."""
_SECONDS_TO_COMPILE = 300


class CompileError(PackageError):
    """Something that is packaged isn't Python."""


def add(folder: Path, python: Path) -> None:
    """Compiles every module in folder. Raises CompileError."""
    # Nothing of the machine is loaded beside the compiler: what else holds a name shows in how it is written down.
    alone = ["-I", "-S", "-B", "-X", "utf8", "-W", "ignore", "-m", "compileall"]
    options = ["-q", "-f", "-s", str(folder), "-p", UNPACKED, "--invalidation-mode", "unchecked-hash"]
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    ran = subprocess.run(
        [python, *alone, *options, str(folder)],
        capture_output=True,
        text=True,
        timeout=_SECONDS_TO_COMPILE,
        env=environment,
        check=False,
    )
    if ran.returncode:
        raise CompileError(f"not all of it compiles: {(ran.stdout + ran.stderr).strip()[-500:]}")
