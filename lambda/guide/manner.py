"""The manner of each clause: said as happening now, of another time or another person, supposed, or merely asked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from guide.clauses import Clause, Clauses
from guide.lexicon import Mention

_OWN = frozenset(("i", "my", "she", "we", "her", "this", "these", "you"))
"""Whom a question is about that may be a report."""
_PAST = frozenset(("had", "was", "lost", "were", "went", "got", "did", "bled", "leaked"))
_OWNED = frozenset(("water", "waters", "cervix", "baby", "stitch", "contractions", "labour", "labor"))
"""What somebody may be said to have had, and can't be said to be."""
_PREPOSITIONS = frozenset(
    ("in", "on", "to", "into", "at", "off", "by", "of", "onto", "near", "a", "with", "over", "under")
)


class Manner(Enum):
    """How a clause says what it says."""

    NOW = "said as happening"
    UNCLEAR = "asked whether it is all right; whose it is, isn't said"
    ASKED = "asked in general"
    SUPPOSED = "supposed"
    EARLIER = "another time or another person's past"
    ELSEWHERE = "of a thing, no body"


def manners(clauses: Clauses, mentions: Sequence[Mention]) -> dict[Clause, Manner]:
    """The manner of every clause; one that says nothing of its own shares that of the one before."""
    reader, found = _Reader(clauses, mentions), dict[Clause, Manner]()
    before = None
    for clause in clauses:
        own = reader.own_manner(clause)
        if own is None or (own is Manner.NOW and before is Manner.EARLIER and not reader.is_present(clause)):
            own = before if before is not None and (clause.joined or own is not None) else own
        before = found[clause] = own or Manner.NOW
    return found


class _Reader:
    """Reads one clause at a time."""

    def __init__(self, clauses: Clauses, mentions: Sequence[Mention]) -> None:
        self._clauses = clauses
        self._texts = clauses.texts
        self._in, self._at = clauses.cues_in, clauses.at
        self._mentions = mentions
        self._starts = frozenset(mention.start for mention in mentions)

    def own_manner(self, clause: Clause) -> Manner | None:
        """What the clause itself says of its manner; None where it leaves that to the one before."""
        theirs = self._theirs(clause) or self._has(clause)
        personal = theirs or bool(self._in(clause, "present")) or bool(self._in(clause, "request"))
        if self._of_things(clause):
            return Manner.ELSEWHERE
        if self._clauses.cues("same_again"):
            return Manner.NOW
        if self._supposes(clause):
            return Manner.SUPPOSED
        if self._remembers(clause) and not self.is_present(clause):
            return Manner.EARLIER
        if personal:
            return Manner.NOW
        if self._in(clause, "in_general"):
            return Manner.ASKED
        if self._clauses.asks(clause):
            return Manner.UNCLEAR if self._in(clause, "is_it_normal") else Manner.ASKED
        return None

    def is_present(self, clause: Clause) -> bool:
        """Whether it speaks of now: "right now", "i am ..."."""
        if self._in(clause, "present"):
            return True
        return any(
            self._at("person", i) and any(self._at("present_verb", j) for j in (i + 1, i + 2) if j < clause.end)
            for i in range(clause.start, clause.end)
        )

    def _supposes(self, clause: Clause) -> bool:
        if self._in(clause, "just_now") or self._in(clause, "request"):
            return False
        unsure = {end for cue in self._clauses.cues("not_a_denial") for end in (cue.end, cue.end - 1)}
        return any(
            cue.start not in unsure and (cue.start == 0 or self._texts[cue.start - 1] != "as")
            for cue in self._in(clause, "suppose")
        )

    def _remembers(self, clause: Clause) -> bool:
        if not self._in(clause, "other_person"):
            return bool(self._in(clause, "earlier"))
        past_of_other = any(  # "a friend of mine had ..."
            self._texts[i] in _PAST and any(self._at("other_person", j) for j in range(max(clause.start, i - 3), i))
            for i in range(clause.start + 1, clause.end)
        )
        of_other = any(  # "my friend's waters broke", read as "my friend is waters broke"; not "my friend is bleeding"
            self._at("other_person", i) and self._texts[i + 1] == "is" and self._texts[i + 2] in _OWNED
            for i in range(clause.start, clause.end - 2)
        )
        lately = "just" in self._texts[clause.start : clause.end]
        return past_of_other or (of_other and not lately) or bool(self._in(clause, "earlier"))

    def _of_things(self, clause: Clause) -> bool:
        """ "the roof is leaking", "there is water coming through the ceiling": of no body."""
        if not self._in(clause, "elsewhere") or self._in(clause, "on_me") or self._theirs(clause):
            return False
        return self._named_subject("elsewhere", clause) or not self._has(clause)

    def _named_subject(self, family: str, clause: Clause) -> bool:
        return any(
            not any(cue.within(mention) for mention in self._mentions)
            and not any(i >= 0 and self._texts[i] in _PREPOSITIONS for i in (cue.start - 1, cue.start - 2))
            for cue in self._in(clause, family)
        )

    def _theirs(self, clause: Clause) -> bool:
        """Whether it is said of the listener, or of someone with them, as theirs."""
        positions = range(clause.start, clause.end)
        within = (mention for mention in self._mentions if clause.start <= mention.start < clause.end)
        if any(self._at("person", mention.end) for mention in within):  # "could the gush i just had be ..."
            return True
        if self._asks_of_others(clause):
            return False
        if any(self._speaks_of_person(i, clause) for i in positions if self._at("person", i)):
            return True
        return any(self._owns(i, clause) for i in positions if self._at("mine", i))

    def _has(self, clause: Clause) -> bool:
        """ "having cramps", "there is blood"."""
        if self._clauses.asks(clause):
            return False
        return any(self._near_mention(cue.end, clause) for cue in self._in(clause, "having"))

    def _asks_of_others(self, clause: Clause) -> bool:
        """ "will coughing break my waters", "is the baby in pain": asked of something else than the listener."""
        opening = self._clauses.opening(clause)
        return (
            opening + 1 < clause.end
            and "that" not in self._texts[opening : clause.end]
            and self._texts[opening] in self._clauses.asking
            and self._texts[opening + 1] not in _OWN
        )

    def _speaks_of_person(self, i: int, clause: Clause) -> bool:
        asking = i - 1 if i and self._texts[i - 1] not in ("the", "my", "her") else i - 2
        if asking >= 0 and self._texts[asking] in self._clauses.asking:
            return False
        doing = any(self._at("is_doing", j) for j in (i + 1, i + 2) if j < clause.end)
        return doing or any(j in self._starts for j in (i + 1, i + 2, i + 3) if j < clause.end)

    def _owns(self, i: int, clause: Clause) -> bool:
        """ "my back hurts": what follows is a symptom, not a doctor, and no thing."""
        if self._at("elsewhere", i + 1) or self._at("told", i + 1):
            return False
        if self._texts[i] in ("this", "these"):
            return i + 1 in self._starts
        return self._near_mention(i + 1, clause)

    def _near_mention(self, i: int, clause: Clause) -> bool:
        return any(j in self._starts for j in (i, i + 1, i + 2) if j < clause.end)
