"""What a sentence says of what it mentions: that it is happening, or not, or only that it is feared or asked about.

How each clause says it is told by manner; which rules fire on what is said is left to triage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from guide.clauses import Clause, Clauses
from guide.lexicon import Mention, grouped
from guide.manner import Manner, manners
from guide.words import Word

_DENIAL_REACH = 7
"""How many words a denial reaches, when no new clause ends it."""
_BETWEEN = frozenset(("the", "a", "an", "any", "some", "more", "having", "getting"))
"""What may stand between "worried about" and what is worried about."""
_NOW = frozenset((Manner.NOW,))
_PERHAPS_NOW = _NOW | {Manner.UNCLEAR}
_FIRING = _PERHAPS_NOW | {Manner.ASKED, Manner.SUPPOSED, Manner.EARLIER}
"""In which a rule fires whatever the form."""


class Sentence:
    """An utterance and its mentions."""

    def __init__(
        self, words: Sequence[Word], mentions: Sequence[Mention], cues: Iterable[Mention], deny: frozenset[str]
    ) -> None:
        """Mentions, and cues for how they are said; deny: the words that deny what follows."""
        self.mentions = mentions
        self._clauses = Clauses(words, cues)
        self._texts = self._clauses.texts
        self._deny = deny
        self._said: dict[tuple[str, bool], dict[str, list[Mention]]] = {}

    def said(self, asked: str, *, certain: bool) -> Mapping[str, Sequence[Mention]]:
        """The mentions that are said as happening now, by family; by a rule's stance on question forms."""
        key = (asked, certain)
        if key not in self._said:
            self._said[key] = grouped(m for m in self.mentions if self._is_said(m, asked, certain))
        return self._said[key]

    def only_denies(self) -> bool:
        """ "there's no blood", "no wibbly knees": something is denied, and nothing that is mentioned isn't."""
        return bool(self._denied) and all(mention.start in self._denied for mention in self.mentions)

    def _is_said(self, mention: Mention, asked: str, certain: bool) -> bool:
        if mention.start in self._denied:
            return False
        clause = self._clauses.holding(mention)
        wanted = _FIRING if asked == "fires" else _NOW if certain else _PERHAPS_NOW
        return (
            self._manners[clause] in wanted
            and (asked == "fires" or not self._dreaded(mention, clause))
            and not (asked == "quiet" and self._clauses.asks(clause))
        )

    @cached_property
    def _manners(self) -> dict[Clause, Manner]:
        return manners(self._clauses, self.mentions)

    @cached_property
    def _denied(self) -> frozenset[int]:
        """The words that are denied."""
        harmless = {i for cue in self._clauses.cues("not_a_denial") for i in range(cue.start, cue.end)}
        part_of_mention = {i for m in self.mentions for i in range(m.start, m.end) if m.end - m.start > 1}
        ends = {cue.start for cue in self._clauses.cues("denial_ends")}
        denied: set[int] = set()
        for i, text in enumerate(self._texts):
            if text in self._deny and i not in harmless and i not in part_of_mention:
                left, j = _DENIAL_REACH, i + 1
                while left and j < len(self._texts) and (j not in ends or (j == i + 1 and self._texts[j] == "my")):
                    left = _DENIAL_REACH if self._texts[j] in ("or", "nor") else left - 1
                    denied.add(j)
                    j += 1
        return frozenset(denied)

    def _dreaded(self, mention: Mention, clause: Clause) -> bool:
        """ "worried about cramps", "afraid of bleeding": named, not reported. "about my cramps" is reported."""
        if self._clauses.cues_in(clause, "present"):
            return False
        return any(
            cue.end == mention.start or (cue.end == mention.start - 1 and self._texts[cue.end] in _BETWEEN)
            for cue in self._clauses.cues("about")
        )
