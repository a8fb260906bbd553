"""The vendor's own check of what is sent to screens, from npm's apl-suggester.

It knows every component of the Presentation Language and its properties, by version. How a screen looks is left to
screens.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tools import npm


def complaints(documents: Iterable[Mapping[str, Any]], datasources: Iterable[Mapping[str, Any]]) -> list[str]:
    """What it finds wrong or unwise: where, and why; none where all is well. Raises npm.NpmUnavailableError."""
    modules = str(npm.installed("apl-suggester"))
    job = {"modules": modules, "documents": list(documents), "datasources": list(datasources)}
    return msgspec.json.decode(npm.run(Path(__file__).with_suffix(".mjs"), job), type=list[str])
