"""The dialogue: a turn and a state in, a reply and the next state out.

Triage reads every text before anything else does; then come navigation and matching. Pure: no clock, no storage, no
platform. Words are left to speech, the meaning of words to triage and matching.
"""

from __future__ import annotations

from enum import Enum
from typing import assert_never

import msgspec

from guide.lexicon import Lexicon
from guide.matching import Finding, Foreign, Match, Matcher, Tie, Unclear, Uncovered
from guide.navigation import Navigation
from guide.reply import (
    LAST_MISS,
    Answer,
    Choice,
    Guidance,
    Kind,
    NotCovered,
    NotUnderstood,
    OffTopic,
    Opening,
    Reply,
    Urgent,
)
from guide.state import State
from guide.topic import Content
from guide.tour import Tour
from guide.triage import CALM, Level, Triage, Verdict
from guide.turn import Event, Turn
from guide.words import read

GRIEF = "fault"
"""The idea of whoever wonders whether they are to blame."""
_REPORTED = ("i have {}", "i feel {}")
"""What may have stood around a symptom slot, which comes without it."""


class Stage(Enum):
    """What decided."""

    TRIAGE = "triage"
    PLATFORM = "platform"
    NAVIGATION = "navigation"
    MATCHING = "matching"


class Why(msgspec.Struct, frozen=True):
    """How a reply came about."""

    stage: Stage
    detail: str
    """The rule, command or section, and the ideas found: content ids only."""


class Outcome(msgspec.Struct, frozen=True):
    """What a turn led to."""

    reply: Reply
    state: State
    why: Why

    def answered(self, reply: Reply) -> Outcome:
        """The same with another reply."""
        return msgspec.structs.replace(self, reply=reply, state=self.state.after(reply))


class Conversation:
    """Holds conversations about one topic."""

    def __init__(self, content: Content) -> None:
        self._topic = content.topic
        self._commands = content.commands
        self._triage = Triage(content.urgent, content.learned.urgency)
        self._denials = Lexicon({"deny": content.urgent.cues["deny"]})
        self._matcher = Matcher(content.topic, content.learned.sections)
        self._tour = Tour(content.topic)
        self._navigation = Navigation(content, self._tour)

    def reply_to(self, turn: Turn, state: State) -> Outcome:
        """What to say to a turn, and the state after it."""
        danger = self._danger(turn)
        if danger.level and danger.certain:
            return _alarm(danger, state)
        outcome = self._calm_reply(turn, state)
        return _prompted(outcome, danger, state) if danger.level else outcome

    def alarm(self, turn: Turn) -> Outcome | None:
        """Who to call, if what was said is or may be urgent; for when nothing else can be answered."""
        danger = self._danger(turn)
        return _alarm(danger, State()) if danger.level else None

    def _danger(self, turn: Turn) -> Verdict:
        """The most urgent thing in any text. Certain of one, it is certain of the highest."""
        texts = turn.texts
        texts += tuple(rest for text in texts for rest in self._navigation.beside_commands(text))
        if turn.intent is Event.SYMPTOM:
            texts += tuple(form.format(text) for text in texts for form in _REPORTED)
        verdicts = [self._triage.assess(text) for text in texts]
        worst = max(verdicts, key=lambda verdict: (verdict.level, verdict.certain), default=CALM)
        certain = worst.level is Level.SELF_HARM or any(verdict.level and verdict.certain for verdict in verdicts)
        return msgspec.structs.replace(worst, certain=certain)

    def _calm_reply(self, turn: Turn, state: State) -> Outcome:
        match turn.intent:
            case Event.LAUNCH:
                kind = Kind.WELCOME_BACK if turn.returning else Kind.WELCOME
                return _outcome(Guidance(kind), State(), Why(Stage.PLATFORM, "launch"))
            case Event.SYMPTOM:
                return self._reported(turn, state)
            case str(id) if id in self._topic.sections:
                reply = self._tour.answer(id, state, one_shot=turn.one_shot)
                return _outcome(reply, state, Why(Stage.PLATFORM, id))
            case str(id) if id in self._commands:
                return self._obeyed(id, state)
            case _:
                return self._asked(turn, state)

    def _obeyed(self, command: str, state: State) -> Outcome:
        start = self._navigation.start(command, state)
        reply = self._navigation.obey(command, start)
        # Saying again that it was about something else is no further miss.
        after = start if isinstance(reply, OffTopic) else start.after(reply)
        return Outcome(reply, after, Why(Stage.NAVIGATION, command))

    def _asked(self, turn: Turn, state: State) -> Outcome:
        text = next(iter(turn.texts), "")
        command = self._navigation.command_in(text)
        if command:
            return self._obeyed(command, state)
        finding = self._find(text, state)
        command = self._navigation.command_within(text) if finding in (Unclear(), Foreign("")) else ""
        if command:
            return self._obeyed(command, state)
        return self._chosen(finding, state) or self._found(finding, turn, state)

    def _chosen(self, finding: Finding, state: State) -> Outcome | None:
        """The one of an open choice that alone has to do with what was said; None where that doesn't decide."""
        foreseen = isinstance(finding, Uncovered) and finding.gap
        if not isinstance(state.last, Choice) or not isinstance(finding, Tie | Uncovered) or foreseen:
            return None
        first, second = (set(self._topic.sections[id].asked) for id in (state.last.first, state.last.second))
        said = set(finding.ideas)
        if bool(said & (first - second)) == bool(said & (second - first)):
            return None
        section = state.last.first if said & (first - second) else state.last.second
        return _outcome(self._tour.answer(section, state), state, Why(Stage.MATCHING, f"chosen {section}"))

    def _reported(self, turn: Turn, state: State) -> Outcome:
        """A reported symptom that no rule knows is still one, unless it is denied or asks about the topic."""
        text = next(iter(turn.texts), "")
        finding = self._find(text, state)
        if isinstance(finding, Unclear) or self._denials.find(read(text)):
            return self._found(finding, turn, state)
        return _prompted(self._found(finding, turn, state), Verdict(Level.CALL_DOCTOR, "reported"), state)

    def _find(self, text: str, state: State) -> Finding:
        context = self._topic.sections[state.place.section].context if state.place else ()
        return self._matcher.find(text, context)

    def _found(self, finding: Finding, turn: Turn, state: State) -> Outcome:
        match finding:
            case Match(section, ideas):
                reply: Reply = self._tour.answer(section, state, one_shot=turn.one_shot, opening=_comfort(ideas))
                detail = (section, *ideas)
            case Tie(first, second, ideas):
                reply, detail = Choice(first, second), (f"{first}|{second}", *ideas)
            case Uncovered(gap, ideas):
                reply, detail = self._not_covered(gap, ideas, turn, state), (gap or "uncovered", *ideas)
            case Foreign(subject):
                last = state.misses + 1 >= LAST_MISS
                reply, detail = NotUnderstood(LAST_MISS) if last else OffTopic(), (subject or "foreign",)
            case Unclear():
                reply, detail = NotUnderstood(min(state.misses + 1, LAST_MISS)), ("unclear",)
            case _:
                assert_never(finding)
        return _outcome(reply, state, Why(Stage.MATCHING, " ".join(detail)))

    def _not_covered(self, gap: str, ideas: tuple[str, ...], turn: Turn, state: State) -> NotCovered:
        nearest = self._topic.gaps[gap].nearest if gap else ""
        nearest = "" if nearest in state.heard else nearest
        return NotCovered(gap, nearest, _comfort(ideas), closes=turn.one_shot)


def _comfort(ideas: tuple[str, ...]) -> Opening:
    return Opening.COMFORT if GRIEF in ideas else Opening.NONE


def _outcome(reply: Reply, state: State, why: Why) -> Outcome:
    return Outcome(reply, state.after(reply), why)


def _alarm(danger: Verdict, state: State) -> Outcome:
    return _outcome(Urgent(danger.level), state, Why(Stage.TRIAGE, danger.rule))


def _prompted(outcome: Outcome, danger: Verdict, state: State) -> Outcome:
    """The answer, begun with the prompt: a question that may be a report. Without an answer, it is taken for one."""
    if not isinstance(outcome.reply, Answer | NotCovered):
        return _alarm(danger, state)
    opening = Opening.IF_NOW if danger.level is Level.CALL_DOCTOR else Opening.IF_NOW_EMERGENCY
    reply = msgspec.structs.replace(outcome.reply, opening=opening)
    why = Why(outcome.why.stage, f"{outcome.why.detail} (perhaps {danger.rule})")
    return msgspec.structs.replace(outcome.answered(reply), why=why)
