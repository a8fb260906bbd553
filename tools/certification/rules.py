"""Every rule, in the order of its number. A number stays its rule's for good, so new rules get the next free one."""

from __future__ import annotations

from itertools import chain

from tools.certification import conversations, manifest, models, package, phrases, responses, screens, wording
from tools.certification.rule import Rule

_ROOMS = (models, manifest, responses, wording, conversations, phrases, package, screens)

RULES: tuple[Rule, ...] = tuple(chain.from_iterable(room.RULES for room in _ROOMS))
