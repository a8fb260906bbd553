"""The markup of speech: sounds of hard words, telephone numbers, a breath before a question, the pace.

It takes plain sentences and changes no word of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from guide.country import TELEPHONE

# The standard library's own would bring in half of its network code, and a listener waits for that.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
QUESTION = re.compile(r"(?<=[.!?;]) (?=[^.!?]+\?$)")
"""The gap before a question that ends a turn."""
_BREATH = '<break time="350ms"/> '


class Markup:
    """Marks up sentences."""

    def __init__(self, pronunciations: Mapping[str, str]) -> None:
        """Pronunciations: word, in lower case -> International Phonetic Alphabet."""
        self._sounds = {word: _escaped(sound).replace('"', "&quot;") for word, sound in pronunciations.items()}
        words = "|".join(map(re.escape, sorted(pronunciations, key=len, reverse=True)))
        self._hard = re.compile(rf"\b({words})\b" if words else r"(?!)", re.IGNORECASE)

    def of(self, text: str, *, slow: bool = False) -> str:
        """A whole SSML document that says text."""
        spoken = TELEPHONE.sub(_telephone, _escaped(text))
        spoken = QUESTION.sub(_BREATH, self._hard.sub(self._phoneme, spoken))
        return f'<speak><prosody rate="slow">{spoken}</prosody></speak>' if slow else f"<speak>{spoken}</speak>"

    def _phoneme(self, found: re.Match[str]) -> str:
        sound = self._sounds[found[0].lower()]
        return f'<phoneme alphabet="ipa" ph="{sound}">{found[0]}</phoneme>'


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def _telephone(found: re.Match[str]) -> str:
    return f'<say-as interpret-as="telephone">{found[0]}</say-as>'
