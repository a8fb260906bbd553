"""What is said, above all when it is urgent: whom to call, how soon, in each country; and what must never be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from guide.reply import Guidance, Kind, Urgent
from guide.triage import Level
from tools.certification.replies import Rendered
from tools.certification.rule import Rule
from tools.certification.subject import Subject
from tools.content.checks.wording import ACTION, URGENT_TURN

# The countries' own, as they are spoken: written here a second time, so that a slip in the content is found.
NUMBERS = {
    "en-CA": ("9-1-1", "9-8-8"),
    "en-US": ("9-1-1", "9-8-8"),
    "en-GB": ("9-9-9", "1-1-6 1-2-3"),
    "en-AU": ("triple zero", "13 11 14"),
    "en-IN": ("1-1-2", "1-4-4-1-6"),
}
"""Locale -> its emergency number, its crisis line."""
_URL = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|info|gov|ca|uk|au|in|io)\b", re.IGNORECASE)
_BRAND = re.compile(r"\b(?:alexa|amazon|echo)\b", re.IGNORECASE)
_LEFTOVER = re.compile(r"[{}<>]|&\w+;")


def _urgent(subject: Subject) -> list[Rendered]:
    return [turn for turn in subject.rendered if isinstance(turn.said, Urgent)]


def _short(subject: Subject) -> Iterator[str]:
    for turn in _urgent(subject):
        count = len(turn.response.text.split())
        if count > URGENT_TURN:
            yield f"{count} words; {URGENT_TURN} at most: {turn}"
        if not turn.response.closes:
            yield f"leaves the session open: {turn}"
        if "from your phone" not in turn.response.text:
            yield f'doesn\'t say "from your phone": {turn}'


def _action_first(subject: Subject) -> Iterator[str]:
    for turn in _urgent(subject):
        first = " ".join(turn.response.text.split()[:ACTION])
        assert isinstance(turn.said, Urgent)
        for locale in turn.locales:
            action = _action(subject, turn.said.level, locale)
            if action not in first:
                yield f'{locale or "no locale"}: the first {ACTION} words don\'t say "{action}": {turn}'


def _action(subject: Subject, level: Level, locale: str) -> str:
    phrases = subject.content.phrases
    emergency, crisis = NUMBERS.get(locale, (phrases["elsewhere.emergency"], phrases["elsewhere.crisis"]))
    match level:
        case Level.EMERGENCY:
            return f"Call {emergency}"
        case Level.SELF_HARM:
            return crisis
        case _:
            return "Call your doctor"


def _own_number(subject: Subject) -> Iterator[str]:
    for locale, (emergency, crisis) in NUMBERS.items():
        for level, number in product((Level.EMERGENCY, Level.SELF_HARM, Level.CALL_DOCTOR), (emergency, crisis)):
            if (level is Level.SELF_HARM or number == emergency) and number not in subject.says(Urgent(level), locale):
                yield f"{locale}: {level.name.lower()} doesn't say {number}"
    for turn in subject.rendered:
        if not any(locale in NUMBERS for locale in turn.locales):
            yield from (f"{foreign} is no number for everywhere: {turn}" for foreign in _foreign(turn))


def _foreign(turn: Rendered) -> list[str]:
    numbers = sorted({number for pair in NUMBERS.values() for number in pair})
    return [number for number in numbers if re.search(rf"\b{re.escape(number)}\b", turn.response.text)]


def _clean(subject: Subject) -> Iterator[str]:
    for turn in subject.rendered:
        shown = "\n".join((turn.response.text, turn.response.reprompt, turn.response.card))
        for name, pattern in (("a web address", _URL), ("a brand", _BRAND), ("a leftover of markup", _LEFTOVER)):
            found = pattern.search(shown)
            if found:
                yield f'{name}, "{found[0]}": {turn}'


def _welcome(subject: Subject) -> Iterator[str]:
    topic = subject.content.topic
    wanted = {"what it covers": topic.name, "that it gives no medical advice": "medical advice"}
    for locale, (emergency, _) in NUMBERS.items():
        text = subject.says(Guidance(Kind.WELCOME), locale)
        for meaning, words in (wanted | {"whom to call in an emergency": emergency}).items():
            if words not in text:
                yield f'{locale}: the welcome doesn\'t say {meaning} ("{words}"): "{text}"'


_GROUP = "content"
RULES = (
    Rule(20, _GROUP, 'Urgent turns are at most 35 words, say "from your phone", and close the session.',
         "Whoever must call has no time to listen; the speaker can't call, and a question would hold them up.", _short),
    Rule(21, _GROUP, "An urgent turn says what to do within its first ten words.",
         "The rest may never be heard.", _action_first),
    Rule(22, _GROUP, "Each country hears its own numbers, an unknown one none.",
         "A number that doesn't work where the listener is costs minutes.", _own_number),
    Rule(23, _GROUP, "No web address, no brand of the platform, no leftover of markup is said or shown.",
         "Alexa: addresses can't be heard, its names aren't ours to use, and a brace is a mistake that anybody hears.",
         _clean),
    Rule(24, _GROUP, "The welcome says what it covers, that it is no medical advice, and whom to call in an emergency.",
         "Alexa: a health skill says so when it is opened; a first-time listener must know what to ask.", _welcome),
)  # fmt: skip
