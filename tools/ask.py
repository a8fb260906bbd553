"""`make ask` runs Alexa's own command line, at the version that deploying uses: to sign in, or to delete a skill."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from tools.deployment.publishing import QUIET, command_line
from tools.deployment.step import DeploymentError


def main(words: Sequence[str]) -> int:
    """What the command line ended with."""
    try:
        ask = command_line()
    except DeploymentError as error:
        print(error, file=sys.stderr)
        return 1
    return subprocess.call([ask, *words], env={**os.environ, **QUIET})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
