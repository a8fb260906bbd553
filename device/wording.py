"""Words as a recogniser writes them: lower case, no punctuation, numbers spelled out.

What is typed at a terminal must reach the skill as Alexa would send it, or the simulation shows what no listener gets.
"""

from __future__ import annotations

import re

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORD = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*")


def plain(text: str) -> str:
    """Text as words with single spaces: "Is it 24 weeks?" -> is it twenty four weeks."""
    return " ".join(map(_spelled, _WORD.findall(text.lower().replace("\u2019", "'"))))


def _spelled(word: str) -> str:
    """A number as it is said: up to ninety nine as one, longer ones by their digits, as 911 is."""
    if not word.isdecimal():
        return word
    if len(word) > 2:
        return " ".join(_ONES[int(digit)] for digit in word)
    number = int(word)
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens - 2]} {_ONES[ones]}" if ones else _TENS[tens - 2]
