"""What a screen shows beside the speech: nothing that isn't said, and hints that work, said or tapped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product

from device.envelope import Sender, Session
from guide import apl
from guide.country import spelled, spelling
from guide.hints import MOST, Hint, Hints
from guide.reply import Urgent
from guide.screen import Card, Screen
from guide.speech import Voice
from guide.state import State
from tools.certification.heard import trial
from tools.certification.replies import Rendered
from tools.certification.responses import ENVELOPE, MOST_BYTES
from tools.certification.rule import Rule
from tools.certification.subject import Subject

_DIRECTIVE = 200
"""Bytes around the document and its data."""


def _cards(subject: Subject) -> Iterator[tuple[Rendered, Card]]:
    """Every turn as a screen shows it; where turns are alike, so are their cards."""
    voice, screen = Voice(subject.content), Screen(subject.content)
    for turn in subject.rendered:
        locale = turn.locales[0]
        yield turn, screen.show(turn.reply, voice.say(turn.reply, locale), locale)


def _said(subject: Subject) -> Iterator[str]:
    for turn, card in _cards(subject):
        if card.action.casefold() not in card.says.casefold():
            yield f'"{card.action}" is only on the screen: {turn}'
        if bool(card.action) is not isinstance(turn.said, Urgent):
            yield f"whom to call is shown without need, or isn't: {turn}"
        if card.hints and turn.response.closes:
            yield f"hints are shown where nobody listens: {turn}"
        if len(card.hints) > MOST or bool(card.hints) is not bool(card.prompt):
            yield f'{len(card.hints)} hints below "{card.prompt}"; {MOST} at most, and none without a heading: {turn}'


def _hinted(subject: Subject) -> Iterator[str]:
    hints = Hints(subject.content)
    tried: set[tuple[type, str, Hint]] = set()
    for turn in filter(lambda turn: turn.response.listens, subject.rendered):
        for locale, hint in product(turn.locales, hints.after(turn.said)):
            attempt = (type(turn.said), locale, hint)
            if locale in subject.models and attempt not in tried:
                tried.add(attempt)
                yield from _tried(subject, turn, locale, hint)


def _tried(subject: Subject, turn: Rendered, locale: str, hint: Hint) -> Iterator[str]:
    state, says = State().after(turn.reply), spelled(hint.says, spelling(subject.content, locale))
    problem = trial(subject, locale, says, state, section=hint.target)
    if problem:
        yield f"{locale}: {problem}, shown by {turn}"
    said = subject.answered(subject.recognizer(locale).recognize(says), locale, state).text
    session = Session(new=False, attributes=state.attributes())
    tapped = subject.sent(Sender(locale, screen=True).user_event(session, [hint.target], hint.target)).text
    if tapped != said:
        yield f'{locale}: "{says}" tapped is answered by "{tapped}", and said by "{said}"'


def _sized(subject: Subject) -> Iterator[str]:
    everything = State(heard=tuple(subject.content.topic.order), misses=1, slow=True)
    layout = len(json.dumps(apl.layout()))
    for turn, card in _cards(subject):
        around = ENVELOPE + _DIRECTIVE + len(json.dumps(everything.after(turn.reply).attributes()))
        size = layout + len(json.dumps(apl.data(card))) + len(json.dumps(turn.response.body)) + around
        if size >= MOST_BYTES:
            yield f"{size} bytes with a screen; {MOST_BYTES} at most: {turn}"


_GROUP = "screens"
RULES = (
    Rule(42, _GROUP, "A screen shows no more than is said, whom to call in urgent turns, and hints while it listens.",
         "Alexa: nothing may be only on the screen; what is tapped once the session has closed leads nowhere.", _said),
    Rule(43, _GROUP, "Every hint leads where it promises, said or tapped, then and there.",
         "Alexa: what a screen suggests must work by voice too; whoever tries it gives up.", _hinted),
    Rule(44, _GROUP, "The response keeps within its size with a screen too.",
         "Alexa: 24 KB in all; what is larger is refused, and nothing is said.", _sized),
)  # fmt: skip
