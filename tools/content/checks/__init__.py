"""What content may not be, one small function each; a new rule is a function and a line in its room's CHECKS.

Each check looks at the whole content and yields what is wrong. Fields that are missing or mistyped were told before;
here they are empty, and what only follows from that is left out again (see reading.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tools.content.checks import facts, ids, phrases, samples, sections, urgent, vocabulary, wording
from tools.content.problems import Problem
from tools.content.source import Source

CHECKS = (
    *ids.CHECKS,
    *facts.CHECKS,
    *sections.CHECKS,
    *vocabulary.CHECKS,
    *samples.CHECKS,
    *urgent.CHECKS,
    *phrases.CHECKS,
    *wording.CHECKS,
)


def problems(source: Source) -> Iterator[Problem]:
    """Everything that any check finds."""
    return chain.from_iterable(check(source) for check in CHECKS)
