"""What is said beside the page: its placeholders, its locales, and the urgent turns' budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.content.problems import Problem, Step
from tools.content.shapes import Locale
from tools.content.source import Source

LOCALES = ("en-CA", "en-US", "en-GB", "en-AU", "en-IN")
"""What Alexa offers in English."""
URGENT_TURN = 35
"""Words in an urgent turn."""
ACTION = 10
"""Words within which an urgent turn says what to do."""
_PLACEHOLDER = re.compile(r"\{([^}]*)\}")
_IN_PHRASES = (
    "publisher",
    "page",
    "adapted",
    "name",
    "example_1",
    "example_2",
    "example_3",
    "emergency",
    "crisis",
    "first",
    "second",
    "about",
)
_IN_WORDING = ("emergency", "doctor_backup", "crisis")
_TURNS = ("emergency", "self_harm", "call_doctor")
_WORDING = (*_TURNS, "if_now", "if_now_emergency")


def complete_locales(source: Source) -> Iterator[Problem]:
    """Every English locale is there, and no other."""
    for name in LOCALES:
        if name not in source.locales:
            yield Problem(
                "locales.toml", (), f"{name} is missing", f"add [{name}] with emergency, doctor_backup and crisis"
            )
    for name in source.locales:
        if name not in LOCALES:
            yield Problem(
                "locales.toml", (name,), f'"{name}" is no locale of ours', f"write one of: {', '.join(LOCALES)}"
            )


def known_default(source: Source) -> Iterator[Problem]:
    """The locale for listeners from elsewhere is one of them."""
    if source.default_locale not in source.locales:
        instead = f"write one of: {', '.join(source.locales)}"
        yield Problem("locales.toml", ("default",), f'"{source.default_locale}" is no locale of the file', instead)


def known_placeholders(source: Source) -> Iterator[Problem]:
    """Braces hold only what the skill fills in."""
    for file, path, text, known in _texts(source):
        for name in _PLACEHOLDER.findall(text):
            if name not in known:
                instead = f"write one of: {', '.join(f'{{{k}}}' for k in known)}"
                yield Problem(file, path, f"nothing is known to fill in for {{{name}}}", instead)


def all_turns_worded(source: Source) -> Iterator[Problem]:
    """Every level has its words."""
    for name in _WORDING:
        if not source.urgent.wording.get(name):
            yield Problem("urgent.toml", ("wording", name), "is missing", f'add {name} = "..."')


def short_urgent_turns(source: Source) -> Iterator[Problem]:
    """An urgent turn is short in every locale."""
    for name in _TURNS:
        counts = {locale: len(text.split()) for locale, text in _turns(source, name)}
        longest = max(counts, key=lambda locale: counts[locale], default="")
        if longest and counts[longest] > URGENT_TURN:
            wrong = f"has {counts[longest]} words in {longest}"
            yield Problem("urgent.toml", ("wording", name), wrong, f"write at most {URGENT_TURN}")


def action_first(source: Source) -> Iterator[Problem]:
    """Its first words say what to do, in every locale."""
    for name in _TURNS:
        for locale, text in _turns(source, name):
            action = _action(name, source.locales[locale])
            if action not in " ".join(text.split()[:ACTION]):
                wrong = f'its first {ACTION} words don\'t say "{action}" in {locale}'
                yield Problem("urgent.toml", ("wording", name), wrong, "begin with whom to call")
                break


CHECKS = (complete_locales, known_default, known_placeholders, all_turns_worded, short_urgent_turns, action_first)


def _texts(source: Source) -> Iterator[tuple[str, tuple[Step, ...], str, tuple[str, ...]]]:
    """(file, path, text, the placeholders that it may hold)."""
    for group, phrases in source.phrases.items():
        for name, text in phrases.items():
            yield "phrases.toml", (group, name), text if isinstance(text, str) else " ".join(text), _IN_PHRASES
    for name, wording in source.urgent.wording.items():
        yield "urgent.toml", ("wording", name), wording, _IN_WORDING


def _turns(source: Source, name: str) -> Iterator[tuple[str, str]]:
    """(locale's name, what is said there) of a wording."""
    if "locales.toml" not in source.broken and name in source.urgent.wording:
        for locale, values in source.locales.items():
            yield locale, _filled(source.urgent.wording[name], values)


def _filled(text: str, locale: Locale) -> str:
    values = {"emergency": locale.emergency, "doctor_backup": locale.doctor_backup, "crisis": locale.crisis}
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def _action(name: str, locale: Locale) -> str:
    return {"emergency": locale.emergency, "self_harm": locale.crisis, "call_doctor": "Call your doctor"}[name]
