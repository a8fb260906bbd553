"""Whether a phrase that a listener is told to say does what it promises: heard as its own intent, answered by it."""

from __future__ import annotations

from device.recognizer import Asked, Heard
from guide.reply import LAST_MISS, Guidance, Kind, NotUnderstood, OffTopic, Reply
from guide.state import State
from tools.certification.subject import Subject

_LED_NOWHERE: tuple[Reply, ...] = (
    *(NotUnderstood(misses) for misses in range(1, LAST_MISS + 1)),
    OffTopic(),
    Guidance(Kind.WHAT_NEXT),
    Guidance(Kind.TROUBLE),
)


def trial(
    subject: Subject,
    locale: str,
    phrase: str,
    state: State | None = None,
    *,
    section: str = "",
    as_called: bool = False,
) -> str:
    """What goes wrong when phrase is said in a state; empty for nothing.

    section: the one that it must lead to, where that is known. as_called: whether it calls the skill by name.
    """
    recognizer = subject.recognizer(locale)
    words = phrase
    if as_called:
        called = recognizer.launch(phrase)
        if not isinstance(called, Asked):
            return f'"{phrase}" asks nothing of the skill'
        words = called.utterance
    heard = recognizer.recognize(words)
    meant = subject.content.intents.get(heard.intent, "")
    if not meant or (section and meant != section):
        return f'"{phrase}" is heard as {heard.intent}, which isn\'t what it promises; add it to the samples'
    return _answer(subject, locale, phrase, heard, state, meant=meant, new=as_called)


def _answer(
    subject: Subject, locale: str, phrase: str, heard: Heard, state: State | None, *, meant: str, new: bool
) -> str:
    text = subject.answered(heard, locale, state, new=new).text
    if leads_nowhere(subject, locale, text):
        return f'"{phrase}" leads nowhere: "{text}"'
    if meant in subject.content.topic.sections and first_words(subject, meant) not in text:
        return f'"{phrase}" isn\'t answered by {meant}: "{text}"'
    return ""


def leads_nowhere(subject: Subject, locale: str, text: str) -> bool:
    """Whether that answer is none."""
    return not text or text in [subject.says(reply, locale) for reply in _LED_NOWHERE]


def first_words(subject: Subject, section: str) -> str:
    """What a section's answer says first."""
    return " ".join(subject.content.topic.sections[section].parts[0].says.split())
