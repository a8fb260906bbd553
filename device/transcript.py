"""A conversation as it is kept: what was said, what was heard, in an order that a nurse can read.

It is written a sentence a line, so that a changed sentence is one changed line. Reading, and playing it again, is left
to the goldens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from device.speaker import Card, Speaker, Spoken

SILENCE = "(silence)"
"""Stands where nothing is said for eight seconds."""
_PLAIN_SCALAR = re.compile(r"[a-z][a-z0-9' ,-]*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.?!]) ")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was said, and what came back."""

    you: str
    guide: str
    listening: bool
    slow: bool = False
    card: str | None = None
    """Title and text of the card; None where it isn't kept."""
    note: str = ""
    """The comment lines above it."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation."""

    locale: str
    exchanges: tuple[Exchange, ...]
    note: str = ""
    """The comment lines that open the file: what it shows."""

    def written(self) -> str:
        """The file's text."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        yield from self.note.splitlines()
        yield f"locale: {self.locale}"
        yield "conversation:"
        for exchange in self.exchanges:
            yield from (f"  {line}" for line in exchange.note.splitlines())
            yield f"  - you: {_scalar(exchange.you)}"
            yield from _block("guide", ">-", _SENTENCE_END.split(exchange.guide))
            if exchange.slow:
                yield "    pace: slow"
            yield f"    listening: {str(exchange.listening).lower()}"
            if exchange.card is not None:
                yield from _block("card", "|-", exchange.card.splitlines())


def said(speaker: Speaker, you: str) -> Spoken:
    """Says it to the speaker; nothing, or a stage direction for it, is silence."""
    return speaker.silence() if you in ("", SILENCE) else speaker.say(you)


def exchange(you: str, spoken: Spoken, *, note: str = "", card: bool = False) -> Exchange:
    """An exchange as it is kept."""
    kept = shown(spoken.card) if card else None
    return Exchange(you or SILENCE, spoken.text, spoken.listening, spoken.slow, kept, note)


def shown(card: Card | None) -> str:
    """A card as it is kept: the title, then the text."""
    return f"{card.title}\n{card.text}" if card else ""


def _scalar(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return text if _PLAIN_SCALAR.fullmatch(text) else f'"{quoted}"'


def _block(key: str, style: str, lines: list[str]) -> Iterator[str]:
    if not any(lines):
        yield f'    {key}: ""'
        return
    yield f"    {key}: {style}"
    yield from (f"      {line}".rstrip() for line in lines)
