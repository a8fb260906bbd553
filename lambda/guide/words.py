"""Spoken words as the rest of the house reads them.

A recogniser writes what it hears in many ways ("can't", "cannot", "cramping"). Here they become plain whole words,
each with the base forms it may stand for. What words mean is left to the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

# A client may send anything: no more is taken for a word, and no more words for something said.
_WORD = re.compile(r"[a-z0-9]{1,40}(?:'[a-z]{1,40}){0,4}|\*")
_MOST_WORDS = 1000
_STRETCH = 100
"""Words. Nobody says more in a breath, and telling the clauses of many takes long."""
_ENDINGS = (
    ("n't", "not"),
    ("'re", "are"),
    ("'ve", "have"),
    ("'ll", "will"),
    ("'m", "am"),
    ("'d", "would"),
    ("'s", "is"),
)
# Forms that no ending explains, with and without the apostrophe that recognisers drop.
_SHORT_FORMS = {
    "won't": "will not", "wont": "will not", "can't": "can not", "cant": "can not", "cannot": "can not",
    "shan't": "shall not", "ain't": "is not", "aint": "is not", "gonna": "going to", "wanna": "want to",
    "gotta": "got to", "dunno": "do not know", "kinda": "kind of", "sorta": "sort of", "gimme": "give me",
    "lemme": "let me", "im": "i am", "ive": "i have", "dont": "do not", "doesnt": "does not", "didnt": "did not",
    "isnt": "is not", "wasnt": "was not", "havent": "have not", "hasnt": "has not", "hadnt": "had not",
    "whats": "what is", "thats": "that is", "theres": "there is", "shes": "she is", "hes": "he is", "hows": "how is",
    "let's": "let us", "cos": "because", "cuz": "because", "coz": "because", "'cause": "because",
}  # fmt: skip
_SHORTEST_BASE = 3


class Word(msgspec.Struct, frozen=True):
    """One spoken word."""

    text: str
    """As said, lower case."""
    bases: frozenset[str]
    """Itself, and what it is a regular ending of: cramping -> cramp."""
    shortest: str
    """Of the bases; the first of several by the alphabet."""


@lru_cache(maxsize=4096)
def word(text: str) -> Word:
    """A Word with its base forms. Some forms are no words ("cramping" also gives "crampe"); they match nothing."""
    found = {text}
    for ending, additions in (
        ("s", ("",)),
        ("es", ("",)),
        ("ies", ("y",)),
        ("ed", ("", "e")),
        ("ied", ("y",)),
        ("ing", ("", "e")),
    ):
        stem = text.removesuffix(ending)
        if stem != text and len(stem) >= _SHORTEST_BASE:
            found.update(stem + addition for addition in additions)
            if ending in ("ed", "ing") and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return Word(text, frozenset(found), min(found, key=lambda base: (len(base), base)))


@lru_cache(maxsize=4)  # the few texts of one turn, which every layer reads
def read(utterance: str) -> tuple[Word, ...]:
    """The words of an utterance, contractions opened: "she's cramping" -> she is cramping."""
    plain = utterance.lower().replace("\u2019", "'").replace("-", " ").replace(".", " ")
    return tuple(part for token in _WORD.findall(plain)[:_MOST_WORDS] for part in _opened(token))


def stretches(words: Sequence[Word]) -> list[Sequence[Word]]:
    """Words a stretch at a time, the second half of each again in the next; what people say is one stretch."""
    half = _STRETCH // 2
    return [words[start : start + _STRETCH] for start in range(0, max(1, len(words) - half), half)]


@lru_cache(maxsize=4096)
def _opened(token: str) -> tuple[Word, ...]:
    if token in _SHORT_FORMS:
        return tuple(map(word, _SHORT_FORMS[token].split()))
    for ending, full in _ENDINGS:
        if token.endswith(ending) and token != ending:
            return (*_opened(token.removesuffix(ending)), word(full))
    return (word(token.replace("'", "")),)
