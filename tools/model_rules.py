"""What Alexa doesn't take in an interaction model, told before it is sent there.

The vendor's schema checks only the shape. These are the written rules beside it: the invocation name, characters,
duplicates, undefined slots and types, sizes, required built-ins. What the model should say is left to tools.models.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

Model = dict[str, Any]
"""An interaction model as its JSON says it."""

REQUIRED = (
    "AMAZON.CancelIntent", "AMAZON.FallbackIntent", "AMAZON.HelpIntent", "AMAZON.NavigateHomeIntent",
    "AMAZON.NextIntent", "AMAZON.NoIntent", "AMAZON.PreviousIntent", "AMAZON.RepeatIntent", "AMAZON.StartOverIntent",
    "AMAZON.StopIntent", "AMAZON.YesIntent",
)  # fmt: skip
MOST_INTENTS = 250
MOST_BYTES = 1_500_000
LONGEST_VALUE = 140
"""Characters of a slot value."""

_FORBIDDEN_IN_INVOCATION = frozenset((
    "run", "start", "play", "resume", "use", "launch", "ask", "open", "tell", "load", "begin", "enable",
    "to", "from", "in", "using", "with", "about", "for", "that", "by", "if", "and", "whether",
    "alexa", "amazon", "echo", "computer", "skill", "app",
))  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
_PHRASE = re.compile(r"[A-Za-z '_.-]*")
_NAME = re.compile(r"[A-Za-z_]+")


def broken_rules(model: Model) -> list[str]:
    """Every rule that the model breaks, told as where, what is wrong, what to do; none where it may be sent."""
    language = model["interactionModel"]["languageModel"]
    checks = (_invocation, _names, _required, _phrases, _slots, _types, _values, _duplicates, _size)
    return [problem for check in checks for problem in check(language)]


def _invocation(language: Model) -> Iterator[str]:
    name: str = language["invocationName"]
    words = name.split()
    if len(words) < 2 or not re.fullmatch(r"[a-z' ]+", name):
        yield f'invocation name "{name}": use two words or more, in lower case letters'
    for word in sorted(_FORBIDDEN_IN_INVOCATION.intersection(words)):
        yield f'invocation name "{name}": Alexa keeps "{word}" for itself; take it out'


def _names(language: Model) -> Iterator[str]:
    names = Counter(intent["name"] for intent in language["intents"])
    for name, times in names.items():
        if not _NAME.fullmatch(name.removeprefix("AMAZON.")):
            yield f"{name}: name intents with letters and underscores only"
        if times > 1:
            yield f"{name}: is there {times} times; keep one"
    if len(names) > MOST_INTENTS:
        yield f"{len(names)} intents: {MOST_INTENTS} at most; merge some"


def _required(language: Model) -> Iterator[str]:
    there = {intent["name"] for intent in language["intents"]}
    for name in REQUIRED:
        if name not in there:
            yield f"{name}: is missing; add it"
    for intent in language["intents"]:
        if intent["name"] == "AMAZON.FallbackIntent" and intent["samples"]:
            yield "AMAZON.FallbackIntent: takes no samples; take them out"
        if not intent["name"].startswith("AMAZON.") and not intent["samples"]:
            yield f"{intent['name']}: has no samples, so nothing leads to it; add some"


def _phrases(language: Model) -> Iterator[str]:
    for place, phrase in _all_phrases(language):
        plain = _SLOT.sub("", phrase)
        if not phrase.strip() or not _PHRASE.fullmatch(plain):
            yield f'{place}: "{phrase}": write letters, spaces, apostrophes, hyphens, and numbers as words'


def _all_phrases(language: Model) -> Iterator[tuple[str, str]]:
    for intent in language["intents"]:
        yield from ((intent["name"], sample) for sample in intent["samples"])
    for type_ in language["types"]:
        for value in type_["values"]:
            yield from ((f"type {type_['name']}", phrase) for phrase in _said(value))


def _said(value: Model) -> list[str]:
    return [value["name"]["value"], *value["name"].get("synonyms", [])]


def _slots(language: Model) -> Iterator[str]:
    types = {type_["name"] for type_ in language["types"]}
    bare = []
    for intent in language["intents"]:
        slots = {slot["name"]: slot["type"] for slot in intent.get("slots", [])}
        named = {name for sample in intent["samples"] for name in _SLOT.findall(sample)}
        bare += [(intent["name"], sample) for sample in intent["samples"] if _SLOT.fullmatch(sample)]
        for name in sorted(named - slots.keys()):
            yield f"{intent['name']}: its samples name {{{name}}}, which it has no slot for; define the slot"
        for name in sorted(slots.keys() - named):
            yield f"{intent['name']}: no sample names its slot {name}; take one of the two out"
        for name, type_ in slots.items():
            if type_ not in types and not type_.startswith("AMAZON."):
                yield f"{intent['name']}: slot {name} is of type {type_}, which isn't defined; define it"
            if type_ == "AMAZON.SearchQuery" and (intent["name"], f"{{{name}}}") in bare:
                yield f"{intent['name']}: AMAZON.SearchQuery can't be a whole sample; use a type of our own"
    for name, sample in bare[1:]:
        yield f'{name}: "{sample}" alone takes everything, as {bare[0][0]} does already; add words around it'


def _types(language: Model) -> Iterator[str]:
    used = {slot["type"] for intent in language["intents"] for slot in intent.get("slots", [])}
    for type_ in language["types"]:
        if not _NAME.fullmatch(type_["name"]):
            yield f"type {type_['name']}: name types with letters and underscores only"
        if type_["name"] not in used:
            yield f"type {type_['name']}: no slot uses it; take it out"
        if not type_["values"]:
            yield f"type {type_['name']}: has no values; add some"


def _values(language: Model) -> Iterator[str]:
    for type_ in language["types"]:
        said = Counter(phrase.casefold() for value in type_["values"] for phrase in _said(value))
        for phrase, times in said.items():
            if times > 1:
                yield f'type {type_["name"]}: "{phrase}" is there {times} times; keep one'
            if len(phrase) > LONGEST_VALUE:
                yield f'type {type_["name"]}: "{phrase}" has {len(phrase)} characters; {LONGEST_VALUE} at most'


def _duplicates(language: Model) -> Iterator[str]:
    owners: dict[str, str] = {}
    for intent in language["intents"]:
        for sample in intent["samples"]:
            owner = owners.setdefault(" ".join(sample.casefold().split()), intent["name"])
            if owner != intent["name"]:
                yield f'{intent["name"]}: "{sample}" leads to {owner}; take it out of one of the two'
        for sample, times in Counter(sample.casefold() for sample in intent["samples"]).items():
            if times > 1:
                yield f'{intent["name"]}: "{sample}" is there {times} times; keep one'


def _size(language: Model) -> Iterator[str]:
    size = len(json.dumps(language).encode())
    if size > MOST_BYTES:
        yield f"{size} bytes: {MOST_BYTES} at most; have fewer samples"
