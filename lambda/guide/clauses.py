"""The clauses of an utterance, and the cues in each.

Speech comes without punctuation, so clauses are told by the words that open them. The cue words are in
content/urgent.toml, for a nurse to review; what cues say of a clause is left to manner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import msgspec

from guide.lexicon import Mention, grouped
from guide.words import Word

_JOINERS = frozenset(("and", "or"))
_OPENERS = _JOINERS | {"but", "so", "then", "though", "although", "except", "anyway"}
_BINDERS = frozenset(
    "if that when since while whether know what how where why as like think say says said mean means "
    "before after once whenever than until or and which who case".split()
)
"""Words that tie what follows to what went before: no sentence begins after them."""
_SUBJECTS = frozenset("i you he she it we they the a an this that these those my her".split())
"""Words after which "can't" asks: "can't it wait"."""


class Clause(msgspec.Struct, frozen=True):
    """A stretch of words that says one thing."""

    start: int
    end: int
    joined: bool
    """Begins with "and" or the like, so that it may share the manner of the one before."""


class Clauses:
    """An utterance's clauses, in order, and the cues in its words."""

    def __init__(self, words: Sequence[Word], cues: Iterable[Mention]) -> None:
        self.texts = [word.text for word in words]
        self._cues = grouped(cues)
        self._starts = {family: frozenset(cue.start for cue in found) for family, found in self._cues.items()}

    def __iter__(self) -> Iterator[Clause]:
        """Each clause, from the first to the last."""
        return iter(self._all)

    def holding(self, mention: Mention) -> Clause:
        """The clause that a mention begins in."""
        return next(clause for clause in self._all if clause.start <= mention.start < clause.end)

    def cues(self, family: str) -> Sequence[Mention]:
        """A family's cues, in the whole utterance."""
        return self._cues.get(family, ())

    def cues_in(self, clause: Clause, family: str) -> list[Mention]:
        """A family's cues that begin in a clause."""
        return [cue for cue in self.cues(family) if clause.start <= cue.start < clause.end]

    def at(self, family: str, i: int) -> bool:
        """Whether a family's cue begins at a word."""
        return i in self._starts.get(family, ())

    @cached_property
    def asking(self) -> frozenset[str]:
        """The words here that a question about somebody opens with."""
        return frozenset(self.texts[i] for i in self._starts.get("ask_first", ()))

    def opening(self, clause: Clause) -> int:
        """Where a clause really begins, after "um so well"."""
        return next((i for i in range(clause.start, clause.end) if not self.at("filler", i)), clause.start)

    def asks(self, clause: Clause) -> bool:
        """Whether it opens as questions do."""
        opening = self.opening(clause)
        can, next_word = self.texts[opening : opening + 2], self.texts[opening + 2 : opening + 3]
        if can == ["can", "not"] and _SUBJECTS.isdisjoint(next_word):
            return False  # "can't breathe", for "i can't breathe"
        return any(cue.start == opening for cue in self.cues_in(clause, "ask"))

    @cached_property
    def _all(self) -> list[Clause]:
        starts = [0]
        for i, text in enumerate(self.texts):
            if i > starts[-1] and (text in _OPENERS or self._opens_sentence(i, starts[-1])):
                starts.append(i)
        ends = [*starts[1:], len(self.texts)]
        return [Clause(s, e, self.texts[s] in _JOINERS) for s, e in zip(starts, ends, strict=True) if e > s]

    def _opens_sentence(self, i: int, start: int) -> bool:
        """Whether a new sentence begins at i: "i have cramps | is that a sign", "no she's fine | i am not"."""
        if i - start < 2 or self.texts[i - 1] in _BINDERS:
            return False
        if self.texts[i] == "if" or i in self._questions:
            return True
        if not (self.at("person", i) and self.at("is_doing", i + 1)):
            return False
        inverted = self.texts[i - 1] in self.asking or self.texts[i - 1] in ("am", "is", "have")
        return not inverted and not self.at("mine", i - 1)

    @cached_property
    def _questions(self) -> frozenset[int]:
        """Where a question opens with more than one word."""
        return frozenset(cue.start for cue in self.cues("ask") if cue.end - cue.start > 1)
