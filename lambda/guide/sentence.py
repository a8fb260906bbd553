"""How a sentence says what it mentions: now or once, of the listener or of others, denied, supposed or merely asked.

Speech comes without punctuation, so clauses are told by the words that open them. The cue words are in
content/urgent.toml, for a nurse to review; which rules fire on what is said is left to triage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cached_property

import msgspec

from guide.lexicon import Mention
from guide.words import Word

_DENIAL_REACH = 7
"""How many words a denial reaches, when no new clause ends it."""
_JOINERS = frozenset(("and", "or"))
_OPENERS = _JOINERS | {"but", "so", "then", "though", "although", "except", "anyway"}
_BINDERS = frozenset(
    "if that when since while whether know what how where why as like think say says said mean means "
    "before after once whenever than until or and which who case".split()
)
"""Words that tie what follows to what went before: no sentence begins after them."""
_OWN = frozenset(("i", "my", "she", "we", "her", "this", "these", "you"))
"""Whom a question is about that may be a report."""
_SUBJECTS = frozenset("i you he she it we they the a an this that these those my her".split())
"""Words after which "can't" asks: "can't it wait"."""
_BETWEEN = frozenset(("the", "a", "an", "any", "some", "more", "having", "getting"))
"""What may stand between "worried about" and what is worried about."""
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


_NOW = frozenset((Manner.NOW,))
_PERHAPS_NOW = _NOW | {Manner.UNCLEAR}
_FIRING = _PERHAPS_NOW | {Manner.ASKED, Manner.SUPPOSED, Manner.EARLIER}
"""In which a rule fires whatever the form."""


class _Clause(msgspec.Struct, frozen=True):
    start: int
    end: int
    joined: bool
    """Begins with "and" or the like, so that it may share the manner of the one before."""


class Sentence:
    """An utterance, its mentions, and how each clause says them."""

    def __init__(
        self,
        words: Sequence[Word],
        mentions: Sequence[Mention],
        cues: Mapping[str, Sequence[Mention]],
        deny: frozenset[str],
    ) -> None:
        self._texts = [word.text for word in words]
        self.mentions = mentions
        self._cues = cues
        self._cue_starts = {family: frozenset(cue.start for cue in found) for family, found in cues.items()}
        self._deny = deny
        self._starts = frozenset(mention.start for mention in mentions)
        self._said: dict[tuple[str, bool], list[Mention]] = {}

    def said(self, asked: str, *, certain: bool) -> Sequence[Mention]:
        """The mentions that are said as happening now, by a rule's stance on question forms."""
        key = (asked, certain)
        if key not in self._said:
            self._said[key] = [mention for mention in self.mentions if self._is_said(mention, asked, certain)]
        return self._said[key]

    def _is_said(self, mention: Mention, asked: str, certain: bool) -> bool:
        wanted = _FIRING if asked == "fires" else _NOW if certain else _PERHAPS_NOW
        return (
            mention.start not in self._denied
            and self._manner(mention) in wanted
            and (asked == "fires" or not self._dreaded(mention))
            and not (asked == "quiet" and self._asks(self._clause(mention)))
        )

    def only_denies(self) -> bool:
        """ "there's no blood", "no wibbly knees": something is denied, and nothing that is mentioned isn't."""
        return bool(self._denied) and all(mention.start in self._denied for mention in self.mentions)

    @cached_property
    def _clauses(self) -> list[_Clause]:
        starts = [0]
        for i, text in enumerate(self._texts):
            if i > starts[-1] and (text in _OPENERS or self._opens_clause(i, starts[-1])):
                starts.append(i)
        ends = [*starts[1:], len(self._texts)]
        return [_Clause(s, e, self._texts[s] in _JOINERS) for s, e in zip(starts, ends, strict=True) if e > s]

    def _opens_clause(self, i: int, start: int) -> bool:
        """Whether a new sentence begins at i: "i have cramps | is that a sign", "no she's fine | i am not"."""
        if i - start < 2 or self._texts[i - 1] in _BINDERS:
            return False
        if self._texts[i] == "if":
            return True
        if i in self._questions:
            return True
        if not (self._at("person", i) and self._at("is_doing", i + 1)):
            return False
        inverted = self._texts[i - 1] in self._asking or self._texts[i - 1] in ("am", "is", "have")
        return not inverted and not self._at("mine", i - 1)

    def _clause(self, mention: Mention) -> _Clause:
        return next(clause for clause in self._clauses if clause.start <= mention.start < clause.end)

    def _manner(self, mention: Mention) -> Manner:
        return self._manners[self._clause(mention)]

    @cached_property
    def _manners(self) -> dict[_Clause, Manner]:
        manners: dict[_Clause, Manner] = {}
        before = None
        for clause in self._clauses:
            own = self._own_manner(clause)
            if own is None or (own is Manner.NOW and before is Manner.EARLIER and not self._is_present(clause)):
                own = before if before is not None and (clause.joined or own is not None) else own
            before = manners[clause] = own or Manner.NOW
        return manners

    def _own_manner(self, clause: _Clause) -> Manner | None:
        """What the clause itself says of its manner; None where it leaves that to the one before."""
        theirs = self._theirs(clause) or self._has(clause)
        personal = theirs or bool(self._in("present", clause)) or bool(self._in("request", clause))
        if self._of_things(clause):
            return Manner.ELSEWHERE
        if self._cues.get("same_again"):
            return Manner.NOW
        if self._supposes(clause):
            return Manner.SUPPOSED
        if self._remembers(clause) and not self._is_present(clause):
            return Manner.EARLIER
        if personal:
            return Manner.NOW
        if self._in("in_general", clause):
            return Manner.ASKED
        if self._asks(clause):
            return Manner.UNCLEAR if self._in("is_it_normal", clause) else Manner.ASKED
        return None

    def _in(self, family: str, clause: _Clause) -> list[Mention]:
        return [cue for cue in self._cues.get(family, ()) if clause.start <= cue.start < clause.end]

    def _at(self, family: str, i: int) -> bool:
        return i in self._cue_starts.get(family, ())

    @cached_property
    def _questions(self) -> frozenset[int]:
        """Where a question opens with more than one word."""
        return frozenset(cue.start for cue in self._cues.get("ask", ()) if cue.end - cue.start > 1)

    @cached_property
    def _asking(self) -> frozenset[str]:
        """The words here that a question about somebody opens with."""
        return frozenset(self._texts[i] for i in self._cue_starts.get("ask_first", ()))

    def _asks(self, clause: _Clause) -> bool:
        opening = self._opening(clause)
        can, next_word = self._texts[opening : opening + 2], self._texts[opening + 2 : opening + 3]
        if can == ["can", "not"] and _SUBJECTS.isdisjoint(next_word):
            return False  # "can't breathe", for "i can't breathe"
        return any(cue.start == opening for cue in self._in("ask", clause))

    def _opening(self, clause: _Clause) -> int:
        """Where the clause really begins, after "um so well"."""
        return next((i for i in range(clause.start, clause.end) if not self._at("filler", i)), clause.start)

    def _supposes(self, clause: _Clause) -> bool:
        if self._in("just_now", clause) or self._in("request", clause):
            return False
        unsure = {end for cue in self._cues.get("not_a_denial", ()) for end in (cue.end, cue.end - 1)}
        return any(
            cue.start not in unsure and (cue.start == 0 or self._texts[cue.start - 1] != "as")
            for cue in self._in("suppose", clause)
        )

    def _remembers(self, clause: _Clause) -> bool:
        if not self._in("other_person", clause):
            return bool(self._in("earlier", clause))
        past_of_other = any(  # "a friend of mine had ..."
            self._texts[i] in _PAST and any(self._at("other_person", j) for j in range(max(clause.start, i - 3), i))
            for i in range(clause.start + 1, clause.end)
        )
        of_other = any(  # "my friend's waters broke", read as "my friend is waters broke"; not "my friend is bleeding"
            self._at("other_person", i) and self._texts[i + 1] == "is" and self._texts[i + 2] in _OWNED
            for i in range(clause.start, clause.end - 2)
        )
        lately = "just" in self._texts[clause.start : clause.end]
        return past_of_other or (of_other and not lately) or bool(self._in("earlier", clause))

    def _is_present(self, clause: _Clause) -> bool:
        if self._in("present", clause):
            return True
        return any(
            self._at("person", i) and any(self._at("present_verb", j) for j in (i + 1, i + 2) if j < clause.end)
            for i in range(clause.start, clause.end)
        )

    def _named_subject(self, family: str, clause: _Clause) -> bool:
        return any(
            not any(cue.within(mention) for mention in self.mentions)
            and not any(i >= 0 and self._texts[i] in _PREPOSITIONS for i in (cue.start - 1, cue.start - 2))
            for cue in self._in(family, clause)
        )

    def _theirs(self, clause: _Clause) -> bool:
        """Whether it is said of the listener, or of someone with them, as theirs."""
        positions = range(clause.start, clause.end)
        within = (mention for mention in self.mentions if clause.start <= mention.start < clause.end)
        if any(self._at("person", mention.end) for mention in within):  # "could the gush i just had be ..."
            return True
        if self._asks_of_others(clause):
            return False
        if any(self._speaks_of_person(i, clause) for i in positions if self._at("person", i)):
            return True
        return any(self._owns(i, clause) for i in positions if self._at("mine", i))

    def _has(self, clause: _Clause) -> bool:
        """ "having cramps", "there is blood"."""
        return not self._asks(clause) and any(self._near_mention(cue.end, clause) for cue in self._in("having", clause))

    def _of_things(self, clause: _Clause) -> bool:
        """ "the roof is leaking", "there is water coming through the ceiling": of no body."""
        if not self._in("elsewhere", clause) or self._in("on_me", clause) or self._theirs(clause):
            return False
        return self._named_subject("elsewhere", clause) or not self._has(clause)

    def _asks_of_others(self, clause: _Clause) -> bool:
        """ "will coughing break my waters", "is the baby in pain": asked of something else than the listener."""
        opening = self._opening(clause)
        return (
            opening + 1 < clause.end
            and "that" not in self._texts[opening : clause.end]
            and self._texts[opening] in self._asking
            and self._texts[opening + 1] not in _OWN
        )

    def _speaks_of_person(self, i: int, clause: _Clause) -> bool:
        asking = i - 1 if i and self._texts[i - 1] not in ("the", "my", "her") else i - 2
        if asking >= 0 and self._texts[asking] in self._asking:
            return False
        doing = any(self._at("is_doing", j) for j in (i + 1, i + 2) if j < clause.end)
        return doing or any(j in self._starts for j in (i + 1, i + 2, i + 3) if j < clause.end)

    def _owns(self, i: int, clause: _Clause) -> bool:
        """ "my back hurts": what follows is a symptom, not a doctor, and no thing."""
        if self._at("elsewhere", i + 1) or self._at("told", i + 1):
            return False
        if self._texts[i] in ("this", "these"):
            return i + 1 in self._starts
        return self._near_mention(i + 1, clause)

    def _near_mention(self, i: int, clause: _Clause) -> bool:
        return any(j in self._starts for j in (i, i + 1, i + 2) if j < clause.end)

    @cached_property
    def _denied(self) -> frozenset[int]:
        harmless = {i for cue in self._cues.get("not_a_denial", ()) for i in range(cue.start, cue.end)}
        part_of_mention = {i for m in self.mentions for i in range(m.start, m.end) if m.end - m.start > 1}
        ends = {cue.start for cue in self._cues.get("denial_ends", ())}
        denied: set[int] = set()
        for i, text in enumerate(self._texts):
            if text in self._deny and i not in harmless and i not in part_of_mention:
                left, j = _DENIAL_REACH, i + 1
                while left and j < len(self._texts) and (j not in ends or (j == i + 1 and self._texts[j] == "my")):
                    left = _DENIAL_REACH if self._texts[j] in ("or", "nor") else left - 1
                    denied.add(j)
                    j += 1
        return frozenset(denied)

    def _dreaded(self, mention: Mention) -> bool:
        """ "worried about cramps", "afraid of bleeding": named, not reported. "about my cramps" is reported."""
        if self._in("present", self._clause(mention)):
            return False
        return any(
            cue.end == mention.start or (cue.end == mention.start - 1 and self._texts[cue.end] in _BETWEEN)
            for cue in self._cues.get("about", ())
        )


def grouped(cues: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions by their families."""
    groups: dict[str, list[Mention]] = {}
    for cue in cues:
        groups.setdefault(cue.family, []).append(cue)
    return groups
