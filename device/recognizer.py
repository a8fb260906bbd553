"""What Alexa's recogniser makes of words, worked out from the same interaction model.

Alexa's own is statistical, and not ours to run. This one knows what is written down: an exact sample or a built-in's
own phrase leads to its intent, a carrier with a known slot value to that intent, and a sample that is nothing but a
slot takes all the rest, whole (the limit of 140 characters is on the values that are taught, not on what is heard, so
nothing is cut before triage has read it). Speech and sessions are left to the rest of the device.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from device.wording import plain

MODELS = Path(__file__).parents[1] / "interaction_models"
FALLBACK = "AMAZON.FallbackIntent"
# The phrases that the vendor's documentation lists for the built-ins; a model needn't repeat them.
BUILT_IN_PHRASES: Mapping[str, tuple[str, ...]] = {
    "AMAZON.CancelIntent": ("cancel", "never mind", "forget it"),
    "AMAZON.HelpIntent": ("help", "help me", "can you help me"),
    "AMAZON.NavigateHomeIntent": ("home", "go home"),
    "AMAZON.NextIntent": ("next", "skip", "skip forward"),
    "AMAZON.NoIntent": ("no", "no thanks"),
    "AMAZON.PauseIntent": ("pause", "pause that"),
    "AMAZON.PreviousIntent": ("previous", "go back", "skip back", "back up"),
    "AMAZON.RepeatIntent": ("repeat", "repeat that", "say that again"),
    "AMAZON.StartOverIntent": ("start over", "start again", "restart"),
    "AMAZON.StopIntent": ("stop", "off", "shut up"),
    "AMAZON.YesIntent": ("yes", "yes please", "sure"),
}
_NOISE = frozenset(("ah", "alexa", "eh", "er", "erm", "hm", "hmm", "huh", "mhm", "mm", "oh", "uh", "um"))
_SLOT = re.compile(r"(.*)\{(\w+)\}(.*)")


@dataclass(frozen=True, slots=True)
class Heard:
    """What an utterance was taken for."""

    intent: str
    slots: dict[str, str] = field(default_factory=dict)
    """Slot name -> what was said there."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The skill is launched and nothing is asked yet: "open cervix guide"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The skill is called and asked in one breath: "ask cervix guide what is a cerclage"."""

    utterance: str
    """What is left for the recogniser."""


@dataclass(frozen=True, slots=True)
class _Carrier:
    """A sample with one slot and words around it: "i have {symptom}"."""

    intent: str
    before: str
    slot: str
    after: str
    values: frozenset[str]

    def value_in(self, words: str) -> str:
        """The known value that the carrier stands around; empty where it doesn't fit."""
        fits = words.startswith(self.before) and words.endswith(self.after)
        value = words[len(self.before) : len(words) - len(self.after)] if fits else ""
        return value if value in self.values else ""


class Recognizer:
    """Hears by one locale's interaction model."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        language = model["interactionModel"]["languageModel"]
        values = {type_["name"]: frozenset(_said(type_["values"])) for type_ in language["types"]}
        self._invocation = _invocation(language["invocationName"])
        self._samples: dict[str, str] = {}
        self._carriers: list[_Carrier] = []
        self._rest: tuple[str, str] | None = None
        for intent in language["intents"]:
            types = {slot["name"]: values.get(slot["type"], frozenset()) for slot in intent.get("slots", [])}
            for sample in intent["samples"]:
                self._learn(intent["name"], sample, types)
        for intent in language["intents"]:
            for phrase in BUILT_IN_PHRASES.get(intent["name"], ()):
                self._samples.setdefault(phrase, intent["name"])

    def _learn(self, intent: str, sample: str, types: Mapping[str, frozenset[str]]) -> None:
        found = _SLOT.fullmatch(sample)
        if found is None:
            self._samples.setdefault(plain(sample), intent)
        elif sample == f"{{{found[2]}}}":
            self._rest = (intent, found[2])
        else:
            before, after = f"{plain(found[1])} ".lstrip(), f" {plain(found[3])}".rstrip()
            self._carriers.append(_Carrier(intent, before, found[2], after, types[found[2]]))

    def recognize(self, utterance: str) -> Heard:
        """The intent and slots that Alexa would send. An utterance without words is the fallback."""
        words = plain(utterance).removeprefix("alexa ")
        if words in self._samples:
            return Heard(self._samples[words])
        if set(words.split()) <= _NOISE:
            return Heard(FALLBACK)
        return self._report(words) or self._everything(words)

    def _report(self, words: str) -> Heard | None:
        """The carrier that leaves the longest known value."""
        fitting = [(carrier, value) for carrier in self._carriers if (value := carrier.value_in(words))]
        if not fitting:
            return None
        carrier, value = max(fitting, key=lambda fit: len(fit[1]))
        return Heard(carrier.intent, {carrier.slot: value})

    def _everything(self, words: str) -> Heard:
        if self._rest is None:
            return Heard(FALLBACK)
        intent, slot = self._rest
        return Heard(intent, {slot: words})

    def launch(self, utterance: str) -> Opened | Asked | None:
        """How the utterance calls the skill by its invocation name; None where it doesn't."""
        found = self._invocation.fullmatch(plain(utterance))
        if found is None:
            return None
        rest = found["asked"] or found["and"]
        return Asked(rest) if rest else Opened()


@cache
def load(locale: str) -> Recognizer:
    """The recogniser of one locale, from its generated model. Raises OSError where there is none."""
    return Recognizer(json.loads((MODELS / f"{locale}.json").read_text("utf-8")))


def _invocation(name: str) -> re.Pattern[str]:
    """Ways to call a skill; the word that joins a request to the name is no part of the request."""
    called = re.escape(plain(name))
    opening = rf"(?:(?:open|start|launch|begin|run|use|talk to|enable) )?{called}(?: please| (?:and|to) (?P<and>.+))?"
    asking = rf"(?:ask|tell) {called}(?: (?:(?:to|about|for|that|if|whether) )?(?P<asked>.+))?"
    return re.compile(rf"(?:alexa )?(?:{opening}|{asking})")


def _said(values: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for value in values:
        yield from (plain(phrase) for phrase in (value["name"]["value"], *value["name"].get("synonyms", [])))
