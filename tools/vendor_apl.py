"""The vendor's own check of what is sent to screens, from npm's apl-suggester.

It knows every component of the Presentation Language and its properties, by version. How a screen looks is left to
screens.py.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from tools import npm

_SECONDS = 120


def complaints(documents: Iterable[Mapping[str, Any]], datasources: Iterable[Mapping[str, Any]]) -> list[str]:
    """What it finds wrong or unwise: where, and why; none where all is well. Raises npm.NpmUnavailableError."""
    modules = npm.installed("apl-suggester")
    job = {"modules": str(modules), "documents": list(documents), "datasources": list(datasources)}
    command = [shutil.which("node") or "node", str(Path(__file__).with_suffix(".mjs"))]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, timeout=_SECONDS, check=True)
    return cast(list[str], json.loads(done.stdout))
