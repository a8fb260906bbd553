"""How lambda.zip is made, one step a module; `make package` (tools/package.py) takes them in turn.

The same input gives the same bytes, whatever the machine: nothing of a clock, a folder, a locale or a mask gets in.
Only another release of Python 3.13 may compile, and another zlib pack, the same to other bytes.
"""

from __future__ import annotations


class PackageError(Exception):
    """The package can't be built. The text says why, and what to do."""
