"""What is sent: envelopes as Alexa writes them, with anything in them changed, dropped, moved or made absurd.

They start from the request files of the tests and from attributes that the skill itself gave, as noise alone would
never get past the first look.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from guide import state, topic
from guide.reply import (
    Answer,
    Choice,
    Guidance,
    Kind,
    NotCovered,
    NotUnderstood,
    OffTopic,
    Opening,
    Repaced,
    Reply,
    Urgent,
)
from guide.state import State
from guide.triage import Level

EVENTS = Path(__file__).parents[2] / "tests" / "events"
EMERGENCIES = ("i'm bleeding a lot", "my waters broke", "i want to kill myself")
"""What must be heard wherever a listener can say it."""
MARKS = ("MARKEDUSER", "MARKEDDEVICE", "MARKEDTOKEN", "MARKEDWORD")
"""What tells who spoke, or was said, and may come out nowhere."""
_DEEPEST = 150
"""How many lists in a list; hypothesis itself can't show many more."""
_MOST_CHANGES = 4
Json = Any
Path_ = tuple[str | int, ...]


@cache
def events() -> dict[str, Json]:
    """The request files by name."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(EVENTS.glob("*.json"))}


@cache  # building a strategy takes longer than drawing from it
def texts() -> st.SearchStrategy[str]:
    """What may be said, or stand where something should be said."""
    content = topic.load()
    known = [text for said in content.commands.values() for text in said]
    known += [section.example for section in content.topic.sections.values()]
    return st.one_of(
        st.sampled_from(EMERGENCIES),
        st.sampled_from([*known, "i have MARKEDWORD", "what about MARKEDWORD", ""]),
        st.text(max_size=80),
        st.lists(st.sampled_from(_words(content)), max_size=30).map(" ".join),
        st.sampled_from(["a", "no ", "ing", "'s", "i have ", "-", "\ud800", "\0"]).map(lambda part: part * 500),
    )


def _words(content: topic.Content) -> list[str]:
    """Every word of every family, which together make the oddest sentences."""
    families = (*content.urgent.families.values(), *content.urgent.cues.values(), *content.topic.ideas.values())
    return sorted({word for phrases in families for phrase in phrases for word in phrase.split() if word != "*"})


@cache  # building a strategy takes longer than drawing from it
def values() -> st.SearchStrategy[Json]:
    """Any JSON, and what Python's parser takes for it."""
    names = st.sampled_from(
        ["type", "value", "slots", "name", "locale", "attributes", "conversation", "last", "section"]
    )
    leaves = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), texts(), st.sampled_from(["LaunchRequest", "en-CA", "{}"])
    )
    nested = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    )
    return nested | st.integers(1, _DEEPEST).map(_deep)


def _deep(levels: int) -> Json:
    value: Json = "i'm bleeding a lot"
    for _ in range(levels):
        value = [value]
    return value


@st.composite
def attributes(draw: st.DrawFn) -> Json:
    """What a client makes of the attributes that the skill gave it."""
    kept: Json = draw(st.sampled_from(_states())).attributes()
    return draw(changed(kept))


@cache
def _states() -> list[State]:
    """A state after each kind of reply."""
    section, other = topic.load().topic.order[:2]
    answer = Answer(section, offer=other)
    replies: tuple[Reply, ...] = (
        answer, Answer(other, closes=True, opening=Opening.IF_NOW), Choice(section, other), NotCovered("", other),
        NotUnderstood(1), OffTopic(), Urgent(Level.EMERGENCY), Repaced(True, answer),
        *(Guidance(kind) for kind in Kind),
    )  # fmt: skip
    return [State(), *(state.State(answer, answer, (section,)).after(reply) for reply in replies)]


@st.composite
def envelopes(draw: st.DrawFn) -> Json:
    """A request, right or wrong."""
    event = _copied(draw(st.sampled_from(list(events().values()))))
    if "session" in event:
        event["session"]["attributes"] = draw(attributes())
    intent = event["request"].get("intent")
    if isinstance(intent, dict):
        _say(intent, draw(texts()), draw(st.sampled_from([*topic.load().intents, "QuestionIntent", "Unknown"])))
    return draw(changed(event))


def _say(intent: dict[str, Json], text: str, name: str) -> None:
    """The text in every slot there is, under any intent's name."""
    intent["name"] = name
    slots = intent.setdefault("slots", {"stray": {"name": "stray", "confirmationStatus": "NONE"}})
    for slot in filter(lambda slot: isinstance(slot, dict), slots.values()):
        slot["value"] = text


@st.composite
def changed(draw: st.DrawFn, value: Json) -> Json:
    """The value with a few places changed; the value itself is left as it was."""
    value = _copied(value)
    for _ in range(draw(st.integers(0, _MOST_CHANGES))):
        where = _place(draw, value)
        if not where:
            return draw(values())
        draw(st.sampled_from(_CHANGES))(draw, value, where)
    return value


def _copied(value: Json) -> Json:
    return json.loads(json.dumps(value))


def _place(draw: st.DrawFn, value: Json) -> Path_:
    """The path of an item, found by going down and stopping anywhere; empty where there is none."""
    path: Path_ = ()
    while isinstance(value, dict | list) and value and (not path or draw(_GOES_ON)):
        key = draw(st.sampled_from(list(value) if isinstance(value, dict) else range(len(value))))
        path, value = (*path, key), value[key]
    return path


_GOES_ON = st.sampled_from((True, True, True, False))


def _holder(value: Json, where: Path_) -> Json:
    for key in where[:-1]:
        value = value[key]
    return value


def _replace(draw: st.DrawFn, value: Json, where: Path_) -> None:
    _holder(value, where)[where[-1]] = draw(values())


def _drop(draw: st.DrawFn, value: Json, where: Path_) -> None:  # noqa: ARG001  one signature for all changes
    del _holder(value, where)[where[-1]]


def _say_there(draw: st.DrawFn, value: Json, where: Path_) -> None:
    _holder(value, where)[where[-1]] = draw(texts())


def _rename(draw: st.DrawFn, value: Json, where: Path_) -> None:
    holder = _holder(value, where)
    if isinstance(holder, dict):
        holder[draw(st.text(max_size=8))] = holder.pop(where[-1])


def _move(draw: st.DrawFn, value: Json, where: Path_) -> None:
    """A copy of one part in place of another."""
    source = _place(draw, value)
    _holder(value, where)[where[-1]] = _copied(_holder(value, source)[source[-1]])


_CHANGES: tuple[Callable[[st.DrawFn, Json, Path_], None], ...] = (_replace, _drop, _say_there, _rename, _move)


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    """A file after a slip or two of the hand."""
    lines = text.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, _MOST_CHANGES))):
        at = draw(st.integers(0, len(lines) - 1))
        slip = draw(st.sampled_from(_SLIPS))
        if slip == "lose":
            lines[at] = ""
        elif slip == "double":
            lines[at] *= 2
        elif slip == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            cut, length = draw(st.integers(0, len(lines[at]))), draw(st.integers(0, 12))
            lines[at] = lines[at][:cut] + draw(_SCRAPS) + lines[at][cut + length :]
    return "".join(lines)


_SLIPS = ("lose", "double", "swap", "mistype", "mistype", "mistype")
_SCRAPS = st.text(max_size=6) | st.sampled_from(
    ['"', "[", "]", "{", "}", "(a|b", "[]", "<it>", "<nothing>", "{name}", "= 3", "= []", " + ", "#", "\n", "\\", "1.5",
     "[[part]]", "[new]", "''", "2023-01-17"]
)  # fmt: skip
