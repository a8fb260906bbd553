"""What the planned serializer reads and writes is what the SDK's does, for every model class that there is."""

from __future__ import annotations

import importlib
import json
import pkgutil
import random
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import ask_sdk_model
import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope, Response
from hypothesis import given
from hypothesis import strategies as st

from guide.envelope import Envelope
from guide.serialization import PlannedSerializer

OURS, THEIRS = PlannedSerializer(), DefaultSerializer()
DEEPEST = 4
VARIANTS = 3
"""How many payloads each class gets, chosen by chance from a seed."""
TIMES = ["2026-11-25T22:46:21Z", "2026-11-25T22:46:21.123Z", "2026-11-25", "2026-11-25T22:46:21+02:00", "20261125T2246"]
ODD = [None, "", "x", "7", 0, 1, -1.5, True, False, [], {}, [None], {"type": "x"}, ["type"], {"unknown": {"a": [1]}}]


def models() -> list[Any]:
    found = []
    for module in pkgutil.walk_packages(ask_sdk_model.__path__, "ask_sdk_model."):
        held = vars(importlib.import_module(module.name)).values()
        found += [item for item in held if isinstance(item, type) and item.__module__ == module.name]
    return [item for item in found if issubclass(item, Enum) or hasattr(item, "deserialized_types")]


MODELS = models()


def named(name: str) -> Any:
    """A class by its full name; for the few names of nothing that the SDK holds, one that neither reads."""
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), attribute)
    except ModuleNotFoundError:
        return name


def payload(wanted: Any, chance: random.Random, depth: int = 0) -> Any:
    """JSON for a type, mostly well formed."""
    if chance.random() < 0.04:
        return chance.choice(ODD)
    if not isinstance(wanted, str):
        return of_model(wanted, chance, depth)
    if wanted.startswith("list["):
        return [payload(wanted[5:-1], chance, depth + 1) for _ in range(chance.randrange(3))]
    if wanted.startswith("dict("):
        return {key: payload(wanted.partition(", ")[2][:-1], chance, depth + 1) for key in "ab"[: chance.randrange(3)]}
    native: dict[str, list[Any]] = {
        "str": ["x", "", 3], "int": [3, "3", 2.5], "long": [2**40],
        "float": [1.5, 2, "0.5"], "bool": [True, False, "no"],
        "datetime": TIMES, "date": TIMES, "object": ODD,
    }  # fmt: skip
    if wanted in native:
        return chance.choice(native[wanted])
    model = named(wanted)
    return {} if model == wanted else of_model(model, chance, depth)


def of_model(model: Any, chance: random.Random, depth: int) -> Any:
    if issubclass(model, Enum):
        return chance.choice([*(member.value for member in model), "OTHER"])
    made: dict[str, Any] = {}
    if hasattr(model, "get_real_child_model"):
        kind, name = chance.choice(sorted(model.discriminator_value_class_map.items()))
        made[model.json_discriminator_key] = kind
        model = named(name)
    for attribute, wanted in model.deserialized_types.items():
        key = model.attribute_map.get(attribute, attribute)
        if key not in made and (depth < DEEPEST and chance.random() < 0.7):
            made[key] = payload(wanted, chance, depth + 1)
    if chance.random() < 0.1:
        made["unknownKey"] = chance.choice(ODD)
    return made


def outcome(read: Callable[[], Any]) -> Any:
    """What is read, in plain values, or that it can't be."""
    try:
        return laid_open(read())
    except Exception:  # noqa: BLE001  the SDK's lets some through that aren't its own
        return SerializationException


def laid_open(value: Any) -> Any:
    """A model with its class and all that it holds; a moment without whose time zone class it is."""
    if isinstance(value, dict):
        return {key: laid_open(item) for key, item in value.items()}
    if isinstance(value, list):
        return [laid_open(item) for item in value]
    if isinstance(value, datetime):
        return ("moment", value.isoformat())
    if hasattr(value, "deserialized_types"):
        return type(value), {name: laid_open(item) for name, item in vars(value).items() if not name.startswith("_")}
    return type(value), value


def same(parsed: Any, wanted: Any) -> None:
    """Fails where the two serializers read differently, or write differently what they read."""
    text = json.dumps(parsed)
    theirs = outcome(lambda: THEIRS.deserialize(text, wanted))
    assert outcome(lambda: OURS.deserialize(text, wanted)) == theirs, f"{wanted} from {text}"
    assert outcome(lambda: OURS.revive(json.loads(text), wanted)) == theirs
    if theirs is not SerializationException:
        read = THEIRS.deserialize(text, wanted)
        written = outcome(lambda: THEIRS.serialize(read))
        assert outcome(lambda: OURS.serialize(read)) == written, f"{wanted} from {text}"


def test_every_model_is_read_and_written_as_the_sdk_does() -> None:
    assert len(MODELS) > 500
    for number, model in enumerate(MODELS):
        chance = random.Random(number)
        for _ in range(VARIANTS):
            same(payload(model, chance), model)


@pytest.mark.parametrize("wanted", [RequestEnvelope, Response])
def test_whole_envelopes_are_read_and_written_as_the_sdk_does(wanted: Any) -> None:
    chance = random.Random(wanted.__name__)
    for _ in range(60):
        same(payload(wanted, chance), wanted)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(TIMES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "request", "session", "new", "timestamp", "intent", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_whatever_is_sent_is_read_or_refused_alike(sent: Any) -> None:
    same(sent, RequestEnvelope)


@given(json_values, st.sampled_from(["str", "int", "float", "bool", "object", "date", "datetime", "list[str]",
                                     "dict(str, int)", "list[ask_sdk_model.slot.Slot]"]))  # fmt: skip
def test_named_types_are_read_alike(sent: Any, wanted: str) -> None:
    same(sent, wanted)


@given(st.datetimes(), st.sampled_from(["Z", "", "+00:00", "-03:30"]))
def test_moments_are_read_alike(moment: datetime, zone: str) -> None:
    same(moment.isoformat() + zone, "datetime")
    same(moment.replace(microsecond=0).isoformat() + zone, "datetime")


def test_real_envelopes_are_read_alike(event: Callable[[str], Envelope]) -> None:
    for name in ("launch", "question", "symptom", "session_ended", "unknown_type", "unreadable"):
        same(event(name), RequestEnvelope)


@pytest.mark.parametrize(
    "value",
    [None, 1, "x", 2.5, True, b"y", (1, "a"), [date(2026, 1, 2)], {"a": Decimal(3), "b": Decimal("0.5")}],
)
def test_plain_values_are_written_alike(value: Any) -> None:
    assert OURS.serialize(value) == THEIRS.serialize(value)


def test_what_cannot_be_read_is_refused_without_a_word_of_it() -> None:
    for sent in ('{"request": {"type": "MARKED"}}', "MARKED", '{"session": {"new": 1, "user": "MARKED"}}'):
        with pytest.raises(SerializationException) as refused:
            OURS.deserialize(sent, RequestEnvelope)
        assert not re.search("marked", str(refused.value), re.IGNORECASE)


def test_a_null_is_nothing() -> None:
    assert OURS.deserialize(None, RequestEnvelope) is None
    assert OURS.deserialize("null", RequestEnvelope) is None
