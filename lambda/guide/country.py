"""What differs by country: whom to call, and how words are spelled.

Which country it is comes with each turn; what is said there is left to speech, what is shown to screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from guide.topic import Content

TELEPHONE = re.compile(r"\b\d+(?:[- ]\d+)+\b")
"""A number to call, as it is spoken: 9-1-1."""
_UNKNOWN = "elsewhere"


def filled(line: str, values: Mapping[str, str]) -> str:
    """With the braces filled in that values has something for."""
    if "{" not in line:
        return line
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), line)


def whom_to_call(content: Content, locale: str) -> dict[str, str]:
    """What a line's braces for help stand for there. A number that isn't the listener's would be worse than none."""
    known, phrases = content.locales.get(locale), content.phrases
    names = ("emergency", "doctor_backup", "crisis")
    return {name: getattr(known, name) if known else phrases[f"{_UNKNOWN}.{name}"] for name in names}


def spelling(content: Content, locale: str) -> Mapping[str, str]:
    """The content's spelling -> that locale's; empty for a country that isn't known."""
    known = content.locales.get(locale)
    return known.spelling if known else {}


def spelled(text: str, spelling: Mapping[str, str]) -> str:
    """Whole words respelled, plurals too: mums -> moms, but mumps stays. Capitals are kept."""
    if not spelling:
        return text
    return _words(tuple(spelling)).sub(lambda found: _cased(spelling[found[0].lower()], found[0]), text)


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, words))})(?=s?\b)", re.IGNORECASE)


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word
