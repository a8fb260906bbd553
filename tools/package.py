"""`make package` builds dist/lambda.zip: the skill as AWS Lambda takes it, ready to start fast.

The steps are in tools/packaging/. Sending it anywhere is left to whoever asked for it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.packaging import PackageError
from tools.packaging.build import build
from tools.packaging.interpreter import VERSION
from tools.packaging.wheels import PLATFORMS

PACKAGE = Path(__file__).parents[1] / "dist" / "lambda.zip"
DEFAULT_ARCH = "arm64"


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where it can't be built."""
    parser = argparse.ArgumentParser(prog="python -m tools.package", description=__doc__)
    parser.add_argument("--arch", choices=PLATFORMS, default=DEFAULT_ARCH, help=f"the processor ({DEFAULT_ARCH})")
    parser.add_argument("--output", type=Path, default=PACKAGE, help="the file to write")
    options = parser.parse_args(arguments)
    try:
        files = build(options.output, options.arch)
    except PackageError as error:
        print(error, file=sys.stderr)
        return 1
    size = options.output.stat().st_size / 2**20
    print(f"{options.output}: {size:.1f} MiB, {files} files, for python{VERSION} on {options.arch}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
