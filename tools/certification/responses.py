"""Every response that the skill can give: the microphone, the reprompt, the markup, the sizes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from guide.reply import Answer
from guide.state import State
from tools.certification.replies import Rendered
from tools.certification.rule import Rule
from tools.certification.subject import Subject
from tools.content.checks.sections import FIRST_PART, TURN

MOST_SPEECH, MOST_CARD, MOST_BYTES = 8000, 8000, 24_000
_TAGS = frozenset(("speak", "break", "prosody", "phoneme", "say-as", "p", "s"))
"""Those of SSML that every English locale speaks."""
_LONGEST_BREAK = 10.0
"""Seconds."""
ENVELOPE = 200
"""Bytes around response and attributes: version, user agent, the keys."""


def _microphone(subject: Subject) -> Iterator[str]:
    for turn in subject.rendered:
        asks = turn.response.text.endswith("?")
        if turn.response.listens is not asks:
            yield f"{'asks, and closes' if asks else 'listens without a question'}: {turn}"


def _reprompt(subject: Subject) -> Iterator[str]:
    for turn in subject.rendered:
        text, reprompt = turn.response.text, turn.response.reprompt
        if turn.response.listens and not reprompt:
            yield f"has no reprompt: {turn}"
        if turn.response.listens and reprompt == text:
            yield f"repeats itself: {turn}"
        if not turn.response.listens and reprompt:
            yield f'closes, and has the reprompt "{reprompt}": {turn}'


def _decided(subject: Subject) -> Iterator[str]:
    yield from (f"{turn}" for turn in subject.rendered if not turn.response.says_whether_it_ends)


def _markup(subject: Subject) -> Iterator[str]:
    for turn in subject.rendered:
        for ssml in filter(None, (turn.response.ssml, turn.response.reprompt_ssml)):
            wrong = _wrong_in(ssml)
            if wrong:
                yield f"{wrong}: {ssml}"
        if not turn.response.ssml:
            yield f"says nothing: {turn}"


def _wrong_in(ssml: str) -> str:
    try:
        elements = list(ElementTree.fromstring(ssml).iter())
    except ElementTree.ParseError as error:
        return f"can't be read ({error})"
    strange = sorted({element.tag for element in elements} - _TAGS)
    if strange or elements[0].tag != "speak":
        return f"holds {', '.join(strange) or 'no speak around it'}"
    long = [pause for element in elements if (pause := element.get("time", "")) and _seconds(pause) > _LONGEST_BREAK]
    return f"pauses for {long[0]}" if long else ""


def _seconds(pause: str) -> float:
    found = re.fullmatch(r"([\d.]+)(ms|s)", pause)
    return float(found[1]) / (1000 if found[2] == "ms" else 1) if found else float("inf")


def _sizes(subject: Subject) -> Iterator[str]:
    everything = State(heard=tuple(subject.content.topic.order), misses=1, slow=True)
    for turn in subject.rendered:
        attributes = json.dumps(everything.after(turn.reply).attributes())
        found = (
            ("characters of speech", max(len(turn.response.ssml), len(turn.response.reprompt_ssml)), MOST_SPEECH),
            ("characters on the card", len(turn.response.card), MOST_CARD),
            ("bytes in all", len(json.dumps(turn.response.body)) + len(attributes) + ENVELOPE, MOST_BYTES),
        )
        yield from (f"{size} {what}; {most} at most: {turn}" for what, size, most in found if size >= most)


def _budgets(subject: Subject) -> Iterator[str]:
    for turn in subject.rendered:
        count = len(turn.response.text.split())
        if count > TURN:
            yield f"{count} words; {TURN} at most: {turn}"
        first = _first_part(turn)
        if first > FIRST_PART:
            yield f"{first} words in the first part; {FIRST_PART} at most: {turn}"


def _first_part(turn: Rendered) -> int:
    """Words of an answer's first part, without the question after it and a prompt before it; 0 for other turns."""
    match turn.reply:
        case Answer(part=0, opening=opening) if opening.value == "none":
            sentences = re.split(r"(?<=[.!]) ", turn.response.text)
            return len(" ".join(s for s in sentences if not s.endswith("?")).split())
        case _:
            return 0


def _carded(subject: Subject) -> Iterator[str]:
    locales = subject.content.locales
    for turn in subject.rendered:
        for locale in turn.locales:
            spelling = locales[locale].spelling if locale in locales else {}
            if _spelled(turn.response.text, spelling) not in _spelled(turn.response.card, spelling):
                yield f"the card lacks what is said: {turn}"


def _spelled(text: str, spelling: Mapping[str, str]) -> str:
    """As a country spells it, capitals apart."""
    return re.sub(r"\w+", lambda word: spelling.get(word[0], word[0]), text.casefold())


_GROUP = "responses"
RULES = (
    Rule(13, _GROUP, "The microphone is open if and only if the turn ends in a question.",
         "Alexa: a session must not stay open without a question, nor close on one; the listener would talk to nobody.",
         _microphone),
    Rule(14, _GROUP, "An open microphone has a reprompt, in other words than the turn; a closed one has none.",
         "Alexa: eight seconds of silence are followed by the reprompt; the same words again help no one.", _reprompt),
    Rule(15, _GROUP, "Every response says whether the session ends.",
         "Alexa: left out, it means different things with and without a screen.", _decided),
    Rule(16, _GROUP, "All markup is well formed, with only the tags that every English locale speaks.",
         "Alexa: one wrong tag, or a pause over ten seconds, and nothing at all is said.", _markup),
    Rule(17, _GROUP, "Speech, card and response keep within their sizes.",
         "Alexa: 8000 characters of speech, 8000 on a card, 24 KB in all; what is larger is refused.", _sizes),
    Rule(18, _GROUP, "Turns are at most 60 words, the first part of an answer at most 40.",
         "It is heard, not read: what is longer is forgotten before the question comes.", _budgets),
    Rule(19, _GROUP, "Every turn has a card with the words that are said.",
         "Alexa: nothing may be only on the screen; those who missed it can read it in the companion app.", _carded),
)  # fmt: skip
