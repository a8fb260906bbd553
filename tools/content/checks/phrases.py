"""phrases.toml has every phrase that the skill says, and none that it doesn't."""

from __future__ import annotations

from collections.abc import Iterator

from tools.content.problems import Problem
from tools.content.source import Source

_FILE = "phrases.toml"
_NAMES = {
    "answer": "more more_again offer offer_again anything_else anything_else_again comfort",
    "welcome": "first back again",
    "help": "says again topics topics_again",
    "choice": "says which again",
    "not_covered": "known unknown who offer symptoms_now",
    "off_topic": "says again",
    "missed": "first second last again",
    "guidance": "nothing_to_repeat nothing_before nothing_more what_next thanks paused paused_again home slower faster "
    "trouble forgotten not_forgotten again",
    "goodbye": "says",
    "suggest": "sections",
    "card": "title urgent source",
    "screen": "hints more emergency self_harm call_doctor",
    "elsewhere": "emergency doctor_backup crisis",
}
"""Table -> what it holds."""


def all_phrases_there(source: Source) -> Iterator[Problem]:
    """None is missing: a listener would hear an apology instead."""
    for table, names in _NAMES.items():
        for name in names.split():
            if not source.phrases.get(table, {}).get(name):
                yield Problem(_FILE, (table, name), "is missing", f'add {name} = "..." below [{table}]')


def no_stray_phrase(source: Source) -> Iterator[Problem]:
    """None is there that nobody would hear: its name may be misspelled."""
    for table, phrases in source.phrases.items():
        known = _NAMES.get(table, "").split()
        for name in phrases:
            if name not in known:
                instead = f"write one of: {', '.join(known)}" if known else f"the tables are: {', '.join(_NAMES)}"
                yield Problem(_FILE, (table, name), "is said nowhere", instead)


def sayable_hint(source: Source) -> Iterator[Problem]:
    """The hint for what comes next can also be said."""
    hint = source.phrases.get("screen", {}).get("more")
    samples = source.command_samples.get("more", [])
    if hint and samples and hint not in samples:
        wrong = f'"{hint}" is no way to say more'
        yield Problem(_FILE, ("screen", "more"), wrong, 'write one of those that navigation.toml has for "more"')


CHECKS = (all_phrases_there, no_stray_phrase, sayable_hint)
