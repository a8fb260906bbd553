"""The urgent layer: does what was said need help now?

It reads every text there is, before anything else does. The words, the rules and their examples are in
content/urgent.toml, for a nurse to review; how a sentence says what it mentions is left to sentence.py. What no rule
foresaw may still sound like the labelled reports: such a hunch, learned off line, can raise a level, never lower one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

import msgspec

from guide.lexicon import Lexicon, Mention
from guide.sentence import Sentence
from guide.votes import Votes, features_of
from guide.words import Word, read, stretches

_RULE_REACH = 16
"""How many words may lie between the first and the last family of a rule."""
_UNLESS_REACH = 4
"""How near an "unless" family must stand to what a rule found."""
_HUNCH, _FAINT_HUNCH = 0.6, 0.7
"""The share of the learned votes from which they raise the level: where something is said as happening now, and where
nothing is, or a rule has spoken already."""


class Level(IntEnum):
    """How urgent, rising."""

    NONE = 0
    CALL_DOCTOR = 1
    EMERGENCY = 2
    SELF_HARM = 3


class Rule(msgspec.Struct, frozen=True):
    """One reviewed rule."""

    id: str
    level: str
    """call_doctor, emergency or self_harm."""
    when: list[list[str]]
    """Alternatives, each a list of families that must all be mentioned."""
    unless: list[str]
    """Families that switch it off, said close by."""
    asked: str
    """"quiet": a question form switches it off even in the first person; "fires": no question form does; or ""."""


class Urgent(msgspec.Struct, frozen=True):
    """What content/urgent.toml holds, as the running skill needs it."""

    rules: list[Rule]
    families: dict[str, list[str]]
    cues: dict[str, list[str]]
    wording: dict[str, str]


class Verdict(msgspec.Struct, frozen=True):
    """What triage found."""

    level: Level
    rule: str = ""
    """The rule's id; empty for none."""
    certain: bool = True
    """False where a question may be a report: answer it, and begin with the prompt."""


CALM = Verdict(Level.NONE)
HUNCH = "hunch"
"""Stands for a rule's id, where none fired."""


class Triage:
    """Assesses texts by the reviewed rules."""

    def __init__(self, urgent: Urgent, votes: Votes) -> None:
        rules = [(Level[rule.level.upper()], rule) for rule in urgent.rules]
        self._rules = sorted(rules, key=lambda item: -item[0])
        self._naming: dict[str, list[int]] = {}
        """Family -> the rules that name it, by their place among all."""
        for number, (_, rule) in enumerate(self._rules):
            for family in {family for families in rule.when for family in families}:
                self._naming.setdefault(family, []).append(number)
        self._families = Lexicon(urgent.families)
        self._cues = Lexicon(urgent.cues)
        self._deny = frozenset(urgent.cues["deny"])
        self._votes = votes

    def assess(self, text: str) -> Verdict:
        """The highest level that any rule, or the hunch, finds in text; CALM if none does."""
        verdicts = [self._assessed(words) for words in stretches(read(text))]
        return max(verdicts, key=lambda verdict: (verdict.level, verdict.certain))

    def _assessed(self, words: Sequence[Word]) -> Verdict:
        sentence = self._sentence(words)
        ruled = self._ruled(sentence)
        if not ruled.certain or sentence.only_denies():
            return ruled
        hunch = self._hunch(words, sentence, ruled.level)
        return Verdict(hunch, HUNCH) if hunch > ruled.level else ruled

    def features(self, text: str) -> set[str]:
        """What of text votes on its level."""
        words = read(text)
        return features(words, self._sentence(words))

    def _sentence(self, words: Sequence[Word]) -> Sentence:
        return Sentence(words, self._families.find(words), self._cues.find(words), self._deny)

    def _ruled(self, sentence: Sentence) -> Verdict:
        for level, rule in self._possible(sentence):
            for certain in (True, False):
                if _fires(rule, sentence.said(rule.asked, certain=certain)):
                    return Verdict(level, rule.id, certain)
        return CALM

    def _possible(self, sentence: Sentence) -> list[tuple[Level, Rule]]:
        """The rules of which all that one alternative wants is mentioned, however it is said."""
        mentioned = {mention.family for mention in sentence.mentions}
        near = sorted({number for family in mentioned for number in self._naming.get(family, ())})
        return [self._rules[number] for number in near if any(map(mentioned.issuperset, self._rules[number][1].when))]

    def _hunch(self, words: Sequence[Word], sentence: Sentence, ruled: Level) -> Level:
        """The highest level that enough of the votes are for, counting those for a higher one too."""
        share = self._votes.share(features(words, sentence))
        enough = _HUNCH if sentence.said("", certain=True) and not ruled else _FAINT_HUNCH
        votes = 0.0
        for level in (Level.EMERGENCY, Level.CALL_DOCTOR):
            votes += share.get(level.name, 0.0)
            if votes >= enough:
                return level
        return Level.NONE


def features(words: Sequence[Word], sentence: Sentence) -> set[str]:
    """The words, their pairs, and the families by whether they are said as happening now."""
    now = sentence.said("", certain=False)
    said = {f"{'now' if m in now.get(m.family, ()) else 'not now'}:{m.family}" for m in sentence.mentions}
    return features_of(words, ()) | said


def _fires(rule: Rule, by_family: Mapping[str, Sequence[Mention]]) -> bool:
    return any(
        not _switched_off(rule, near, by_family)
        for families in rule.when
        if all(family in by_family for family in families)
        for near in _near_each_other([by_family[family] for family in families])
    )


def _near_each_other(choices: Sequence[Sequence[Mention]]) -> Iterable[tuple[int, int]]:
    """The stretches of words in which one mention of each family stands."""
    first, *others = choices
    for mention in first:
        start, end = mention.start, mention.end
        for other in others:
            nearest = min(other, key=lambda m: abs(m.start - mention.start), default=None)
            if nearest is None:
                break
            start, end = min(start, nearest.start), max(end, nearest.end)
        else:
            if end - start <= _RULE_REACH:
                yield start, end


def _switched_off(rule: Rule, stretch: tuple[int, int], by_family: Mapping[str, Sequence[Mention]]) -> bool:
    start, end = stretch[0] - _UNLESS_REACH, stretch[1] + _UNLESS_REACH
    return any(start < other.end and other.start < end for family in rule.unless for other in by_family.get(family, ()))
