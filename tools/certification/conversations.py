"""What must work at any moment, asked of the handler itself: help, stop, home, misses, and requests nobody foresaw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from device.envelope import Ended, Sender, Session
from device.recognizer import Heard
from guide.reply import LAST_MISS, Answer, Choice, Goodbye, Guidance, Kind, NotUnderstood, Reply, Urgent
from guide.state import State
from guide.topic import Content
from guide.triage import Level
from tools.certification.heard import first_words
from tools.certification.replies import UNKNOWN_LOCALES
from tools.certification.response import Response
from tools.certification.rule import Check, Rule
from tools.certification.subject import Subject

HELP, HOME, FALLBACK = "AMAZON.HelpIntent", "AMAZON.NavigateHomeIntent", "AMAZON.FallbackIntent"

_FRESH = State()


@dataclass(frozen=True)
class Moment:
    """Where a conversation may be when something is said."""

    name: str
    state: State = _FRESH
    new: bool = False
    """Whether the session opens with it: "ask cervix guide for help"."""


def moments(content: Content) -> Iterator[Moment]:
    """Each kind of moment once."""
    yield Moment("when nothing was said yet")
    yield Moment("in one breath with the name", new=True)
    order, sections = content.topic.order, content.topic.sections
    paged = next(id for id in order if len(sections[id].parts) > 1)
    before: Mapping[str, Reply] = {
        "after the welcome": Guidance(Kind.WELCOME),
        "mid-paging": Answer(paged),
        "after an offer": Answer(order[0], len(sections[order[0]].parts) - 1, order[1]),
        "after a choice": Choice(order[0], order[1]),
        "after a miss": NotUnderstood(1),
        "after two misses": NotUnderstood(2),
        "while it waits": Guidance(Kind.PAUSED),
        "after an urgent turn": Urgent(Level.EMERGENCY),
    }
    for name, reply in before.items():
        yield Moment(name, State().after(reply))
    yield Moment("after a choice, slowly", State(slow=True).after(Choice(order[0], order[1])))


def _met(intent: str, reply: Reply) -> Check:
    """Checks that an intent is met with a reply at every moment, everywhere."""

    def check(subject: Subject) -> Iterator[str]:
        for place, moment, response in _responses(subject, intent):
            yield from _differs(subject, place, moment, response, reply)

    return check


def _responses(subject: Subject, intent: str) -> Iterator[tuple[str, Moment, Response]]:
    for locale in (*subject.content.locales, *UNKNOWN_LOCALES):
        for moment in moments(subject.content):
            yield locale, moment, subject.answered(Heard(intent), locale, moment.state, new=moment.new)


def _differs(subject: Subject, locale: str, moment: Moment, response: Response, reply: Reply) -> Iterator[str]:
    wanted = subject.says(reply, locale)
    place = f"{locale or 'no locale'}, {moment.name}"
    if response.text != wanted:
        yield f'{place}: "{response.text}" instead of "{wanted}"'
    if not response.says_whether_it_ends or response.listens is not wanted.endswith("?"):
        yield f'{place}: listens is {response.listens} after "{response.text}"'


def _stopped(subject: Subject) -> Iterator[str]:
    for intent in ("AMAZON.StopIntent", "AMAZON.CancelIntent"):
        for place, moment, response in _responses(subject, intent):
            if not response.closes or response.reprompt:
                yield f'{place}, {moment.name}: {intent} leaves the session open: "{response.text}"'
            yield from _differs(subject, place, moment, response, Goodbye())


def _missed(subject: Subject) -> Iterator[str]:
    for place, moment, response in _responses(subject, FALLBACK):
        yield from _differs(subject, place, moment, response, NotUnderstood(min(moment.state.misses + 1, LAST_MISS)))


def _unforeseen(subject: Subject) -> Iterator[str]:
    strange: dict[str, Any] = {
        "an intent that it doesn't know": {"name": "RetiredIntent"},
        "a built-in that it doesn't know": {"name": "AMAZON.ShuffleOnIntent"},
        "an intent without a name": {"name": ""},
    }
    for name, slot in (("QuestionIntent", "question"), ("SymptomReportIntent", "symptom")):
        strange |= {
            f"{name} without slots": {"name": name},
            f"{name} with a slot that has no value": {"name": name, "slots": {slot: {"name": slot}}},
            f"{name} with an empty value": {"name": name, "slots": {slot: {"name": slot, "value": ""}}},
        }
    for moment in moments(subject.content):
        for what, intent in strange.items():
            response = subject.sent(_envelope(moment, {"confirmationStatus": "NONE", **intent}))
            if not response.text or response.listens is not response.text.endswith("?"):
                yield f'{what}, {moment.name}: "{response.text}", listens is {response.listens}'


def _envelope(moment: Moment, intent: Mapping[str, Any]) -> dict[str, Any]:
    session = Session(new=moment.new, attributes=moment.state.attributes())
    envelope = Sender("en-CA").intent(session, Heard("RetiredIntent"))
    envelope["request"]["intent"] = intent
    return envelope


def _opened(subject: Subject) -> Iterator[str]:
    for locale in subject.models:
        speaker = subject.speaker(locale)
        opened = speaker.open()
        if opened.text != subject.says(Guidance(Kind.WELCOME), locale) or not opened.listening:
            yield f'{locale}: opened, it says "{opened.text}", and listens is {opened.listening}'
        reminded = speaker.silence()
        if not reminded.text or reminded.text == opened.text:
            yield f'{locale}: after a silence it says "{reminded.text}"'
        yield from _left(locale, subject)


def _left(locale: str, subject: Subject) -> Iterator[str]:
    for reason in Ended:
        response = subject.sent(Sender(locale).ended(Session(new=False), reason))
        if response.body.get("outputSpeech") or response.reprompt or response.listens:
            yield f'{locale}: it says "{response.text}" when the session has ended'


def _answered(subject: Subject) -> Iterator[str]:
    """By a section's own intent, and by its example in free text."""
    intents = {section: intent for intent, section in subject.content.intents.items()}
    for locale in subject.models:
        for id, section in subject.content.topic.sections.items():
            first = first_words(subject, id)
            for heard in (Heard(intents.get(id, "")), Heard("QuestionIntent", {"question": section.example})):
                text = subject.answered(heard, locale).text
                if first not in text:
                    yield f'{locale}: {heard.intent} {heard.slots or ""} isn\'t answered by {id}: "{text}"'


_GROUP = "conversations"
RULES = (
    Rule(25, _GROUP, "Opened, it welcomes and listens, reminds after a silence, and is silent once the session ended.",
         "Alexa: a launch needs a prompt; no speech may answer the end of a session.", _opened),
    Rule(26, _GROUP, "Every section is reached by its intent and by its example in free text.",
         "Alexa: whatever the model teaches must work; recognition differs, so both ways must lead there.", _answered),
    Rule(27, _GROUP, "Help helps at every moment, everywhere.",
         "Alexa: help must answer in every state, and go on listening.", _met(HELP, Guidance(Kind.HELP))),
    Rule(28, _GROUP, "Stop and cancel close at every moment, everywhere.",
         "Alexa: both must end the session, whatever was asked before.", _stopped),
    Rule(29, _GROUP, "Home leads home at every moment, everywhere.",
         "Alexa: the intent is sent whether or not a skill expects it.", _met(HOME, Guidance(Kind.HOME))),
    Rule(30, _GROUP, "Fallback is a miss at every moment, everywhere: the next one, and the last closes.",
         "Alexa: what isn't understood needs an answer that helps; without an end, it would go round.", _missed),
    Rule(31, _GROUP, "Unknown intents and empty slots are answered.",
         "Alexa: a model and a skill are updated apart, and slots do arrive empty; then all one hears is an error.",
         _unforeseen),
)  # fmt: skip
