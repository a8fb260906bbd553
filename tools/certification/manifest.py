"""The manifest, skill.json: what the store shows, what it is told about privacy, and that its example phrases work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from device.recognizer import Opened
from tools.certification.heard import trial
from tools.certification.rule import Rule
from tools.certification.subject import Subject
from tools.content.checks.wording import LOCALES
from tools.models import INVOCATION

_LONGEST = {"name": 50, "summary": 160, "description": 4000}
"""Characters."""
_PHRASES, _LONGEST_PHRASE = 3, 200
_MOST_KEYWORDS, _LONGEST_KEYWORD = 30, 150
_LONGEST_INSTRUCTIONS = 4000
_OPEN, _ASK = f"Alexa, open {INVOCATION}", f"Alexa, ask {INVOCATION} "
# In the reader's words, so that the educator may word it freely around them.
_DISCLAIMER: dict[str, str] = {
    "not medical advice": r"(?:not|n't) (?:\w+ ){0,2}medical advice",
    "for information only": r"informational|for information|information only",
    "no substitute for a professional": r"substitute for|replace",
    "call your doctor": r"call your doctor",
    "call the local number in an emergency": r"emergency",
    "not affiliated": r"not (?:\w+ ){0,3}(?:affiliated|endorsed|connected)",
}
_FLAGS = {
    "allowsPurchases": False,
    "usesPersonalInfo": False,
    "isChildDirected": False,
    "isExportCompliant": True,
    "containsAds": False,
    "usesHealthInfo": False,
}


def at(value: object, *path: str) -> Any:
    """What is there; None for nothing."""
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _published(subject: Subject) -> dict[str, Any]:
    """Locale -> what the store shows there."""
    return at(subject.manifest, "manifest", "publishingInformation", "locales") or {}


def _complete(subject: Subject) -> Iterator[str]:
    if not subject.manifest:
        yield "skill.json: is missing"
    published = _published(subject)
    yield from (f"{locale}: is no locale of ours" for locale in published if locale not in LOCALES)
    for locale, field in product(LOCALES, (*_LONGEST, "examplePhrases", "keywords")):
        if not at(published, locale, field):
            yield f"{locale}: {field} is missing"


def _brief(subject: Subject) -> Iterator[str]:
    for locale, shown in _published(subject).items():
        texts = [(field, shown.get(field) or "", most) for field, most in _LONGEST.items()]
        texts += [("example phrase", phrase, _LONGEST_PHRASE) for phrase in shown.get("examplePhrases") or ()]
        texts += [("keyword", word, _LONGEST_KEYWORD) for word in shown.get("keywords") or ()]
        for field, text, most in texts:
            if len(text) > most:
                yield f"{locale}: a {field} has {len(text)} characters; {most} at most"
        if len(shown.get("keywords") or ()) > _MOST_KEYWORDS:
            yield f"{locale}: {len(shown['keywords'])} keywords; {_MOST_KEYWORDS} at most"
    instructions = at(subject.manifest, "manifest", "publishingInformation", "testingInstructions") or ""
    if not 0 < len(instructions) <= _LONGEST_INSTRUCTIONS:
        yield f"testingInstructions: {len(instructions)} characters; write 1 to {_LONGEST_INSTRUCTIONS}"


def _well_formed(subject: Subject) -> Iterator[str]:
    for locale in LOCALES:
        examples = _examples(subject, locale)
        if len(examples) != _PHRASES:
            yield f"{locale}: {len(examples)} example phrases; write exactly {_PHRASES}"
        if len(set(examples)) != len(examples):
            yield f"{locale}: an example phrase is there twice"
        for number, phrase in enumerate(examples):
            if number == 0 and phrase != _OPEN:
                yield f'{locale}: the first is "{phrase}"; write "{_OPEN}"'
            if number and not phrase.startswith(_ASK):
                yield f'{locale}: "{phrase}"; begin with "{_ASK}"'


def _working(subject: Subject) -> Iterator[str]:
    for locale in subject.models:
        first, *others = _examples(subject, locale) or [""]
        called = subject.recognizer(locale).launch(first)
        if not isinstance(called, Opened) or not subject.speaker(locale).open().listening:
            yield f'{locale}: "{first}" doesn\'t open the skill'
        for phrase in others:
            problem = trial(subject, locale, phrase, as_called=True)
            if problem:
                yield f"{locale}: {problem}"


def _examples(subject: Subject, locale: str) -> list[str]:
    return list(at(_published(subject), locale, "examplePhrases") or ())


def _disclaimed(subject: Subject) -> Iterator[str]:
    for locale in LOCALES:
        description = at(_published(subject), locale, "description") or ""
        for meaning in disclaimed(subject, description):
            yield f'{locale}: the description doesn\'t say "{meaning}"'


def disclaimed(subject: Subject, text: str) -> Iterator[str]:
    """What a text lacks of what must be said wherever the skill is described."""
    page = subject.content.topic.page["publisher"]
    for meaning, words in (_DISCLAIMER | {f"names {page}": re.escape(page)}).items():
        if not re.search(words, text, re.IGNORECASE):
            yield meaning


def _declared(subject: Subject) -> Iterator[str]:
    category = at(subject.manifest, "manifest", "publishingInformation", "category")
    if category != "HEALTH_AND_FITNESS":
        yield f"category: is {category}; write HEALTH_AND_FITNESS"
    for name, wanted in _FLAGS.items():
        there = at(subject.manifest, "manifest", "privacyAndCompliance", name)
        if there is not wanted:
            yield f"{name}: is {there}; write {wanted}"


_GROUP = "manifest"
RULES = (
    Rule(7, _GROUP, "skill.json has all five locales, each with every text that the store shows.",
         "Alexa: a locale that lacks one of them isn't published.", _complete),
    Rule(8, _GROUP, "Its texts are no longer than the store takes.",
         "Alexa: 160 characters of summary, 4000 of description, 200 of a phrase; 30 keywords of 150.", _brief),
    Rule(9, _GROUP, 'Exactly three example phrases: "Alexa, open cervix guide", then "Alexa, ask cervix guide ...".',
         "Alexa: wrong example phrases are the most common reason for failing certification.", _well_formed),
    Rule(10, _GROUP, "Every example phrase leads to its intent, and its section answers.",
         "Alexa: reviewers say each one, and it must do what it promises; it must be one of the samples.", _working),
    Rule(11, _GROUP, "The description says what it is not, whom to call, and whose page it is.",
         "Alexa: a health skill says that it isn't medical advice; the publisher must not seem to be its maker.",
         _disclaimed),
    Rule(12, _GROUP, "Category and privacy declarations are true of this skill.",
         "Alexa: it asks for no personal data and sells nothing; usesHealthInfo is for those under a signed agreement.",
         _declared),
)  # fmt: skip
