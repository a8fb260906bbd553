"""The verbs of the Makefile: build models, check, evaluate, package, deploy.

The skill's own package lies below lambda/, which is what Lambda unpacks; the tools find it there.
"""

import sys
from pathlib import Path

_LAMBDA = str(Path(__file__).parents[1] / "lambda")
if _LAMBDA not in sys.path:
    sys.path.insert(0, _LAMBDA)
