"""Every reply that the content can give, rendered as the skill renders it: each locale, each pace, an unknown country.

They are listed from the content, not met by chance, so that no sentence goes unchecked.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass

from ask_sdk_core.serialize import DefaultSerializer

from guide.reply import (
    LAST_MISS,
    Answer,
    Choice,
    Goodbye,
    Guidance,
    Kind,
    NotCovered,
    NotUnderstood,
    OffTopic,
    Opening,
    Repaced,
    Reply,
    Said,
    Urgent,
)
from guide.response import Renderer
from guide.topic import Content
from guide.triage import Level
from tools.certification.response import Response

UNKNOWN_LOCALES = ("en-NZ", "")
"""One that has no entry, and none at all."""


@dataclass(frozen=True)
class Rendered:
    """A reply as its listeners get it."""

    reply: Reply
    """The first that is rendered so."""
    locales: tuple[str, ...]
    """Where it is rendered so."""
    slow: bool
    response: Response

    @property
    def said(self) -> Said | None:
        """The reply apart from a change of pace; None for the change alone."""
        return self.reply.again if isinstance(self.reply, Repaced) else self.reply

    def __str__(self) -> str:
        places = ", ".join(locale or "no locale" for locale in self.locales)
        return f'{self.reply} in {places}{", slowly" if self.slow else ""}: "{self.response.text}"'


def rendered(content: Content) -> tuple[Rendered, ...]:
    """Every reply as it is rendered, those alike together."""
    renderer, serializer = Renderer(content), DefaultSerializer()
    alike: dict[tuple[str, bool], tuple[Reply, dict[str, None]]] = {}
    locales = (*content.locales, *UNKNOWN_LOCALES)
    for (reply, slow), locale in itertools.product(replies(content), locales):
        body = json.dumps(serializer.serialize(renderer.response(reply, locale, slow=slow)))
        alike.setdefault((body, slow), (reply, {}))[1][locale] = None
    return tuple(
        Rendered(reply, tuple(places), slow, Response(json.loads(body)))
        for (body, slow), (reply, places) in alike.items()
    )


def replies(content: Content) -> Iterator[tuple[Reply, bool]]:
    """Every reply that there is, and each again after a change of pace; whether it is said slowly."""
    for said, slow in itertools.product((None, *_said(content)), (False, True)):
        if said:
            yield said, slow
        yield Repaced(slow, said), slow


def _said(content: Content) -> Iterator[Said]:
    for id, section in content.topic.sections.items():
        offers = ("", *section.next)
        for part, offer in itertools.product(range(len(section.parts)), offers):
            yield Answer(id, part, offer)
        for opening, offer in itertools.product(Opening, offers):
            yield Answer(id, 0, offer, opening)
        yield from (Answer(id, 0, "", opening, closes=True) for opening in Opening)
    for opening, closes in itertools.product(Opening, (False, True)):
        yield NotCovered("", "", opening, closes)
        for id, gap in content.topic.gaps.items():
            yield from (NotCovered(id, nearest, opening, closes) for nearest in {"", gap.nearest})
    for first, second in itertools.permutations(content.topic.sections, 2):
        yield from (Choice(first, second, again) for again in (False, True))
    yield from (Urgent(level) for level in Level if level)
    yield from (NotUnderstood(misses) for misses in range(1, LAST_MISS + 1))
    yield from (Guidance(kind) for kind in Kind)
    yield from (OffTopic(), Goodbye())
