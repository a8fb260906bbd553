"""The SDK's serializer, planned: what a model class is made of is worked out once, not at every turn.

Results are those of the SDK's DefaultSerializer, save that a timestamp's time zone is the standard library's. It also
reads what is parsed already, as Lambda's events are. What the SDK's raises SerializationException for, this does too,
though never with the payload in its text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, TypeAlias

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_model.services.serializer import Serializer

Reader: TypeAlias = Callable[[Any], Any]
"""JSON that isn't null -> what a model holds."""
_ATOMS: Mapping[str, type] = {kind.__name__: kind for kind in (str, int, float, bool, bytes)}
_WRITTEN_AS_IT_IS = (*_ATOMS.values(), type(None))


class PlannedSerializer(Serializer):
    """Reads and writes the SDK's models."""

    def deserialize(self, payload: str | bytes | None, obj_type: Any) -> Any:
        """An instance of a type, or of what a type's name says, from JSON text. Raises SerializationException."""
        if payload is None:
            return None
        try:
            parsed = json.loads(payload)
        except (ValueError, RecursionError):
            raise SerializationException("it is no JSON") from None
        return self.revive(parsed, obj_type)

    def revive(self, parsed: Any, obj_type: Any) -> Any:
        """The same, from JSON that is parsed already."""
        try:
            return None if parsed is None else _reader(obj_type)(parsed)
        except Exception as error:  # noqa: BLE001  the models' own code raises what it likes
            raise SerializationException(type(error).__name__) from None

    def serialize(self, obj: Any) -> Any:
        """Plain values, ready for JSON."""
        return _plain(obj)


@cache
def _reader(wanted: Any) -> Reader:
    """The reader of a type, or of a type's name."""
    if isinstance(wanted, str):
        return _NATIVE.get(wanted) or _named(wanted)
    if wanted in _BY_TYPE:
        return _BY_TYPE[wanted]
    if issubclass(wanted, Enum):
        return lambda value: wanted(value)
    if hasattr(wanted, "get_real_child_model"):
        return _family(wanted)
    return _model(wanted) if hasattr(wanted, "deserialized_types") else _as_is


def _named(name: str) -> Reader:
    """For "list[x]", "dict(str, x)", or the full name of a class."""
    if name.startswith("list["):
        read = _optional(name[len("list[") : -1])
        return lambda items: [read(item) for item in items]
    if name.startswith("dict("):
        read = _optional(name.partition(", ")[2][:-1])
        return lambda items: {key: read(item) for key, item in items.items()}
    module, _, attribute = name.rpartition(".")
    return _reader(getattr(import_module(module), attribute))


def _optional(wanted: str) -> Reader:
    """For what may be null. A model is looked up when one first comes: models hold each other, and most never come."""
    read = _NATIVE.get(wanted)
    if read:
        return lambda value: None if value is None else read(value)
    return lambda value: None if value is None else _reader(wanted)(value)


def _family(base: Any) -> Reader:
    """For models that are told apart by a field, such as a request's type."""

    def read(value: Any) -> Any:
        kind = base.get_real_child_model(value)
        if not kind:
            raise SerializationException(f"no kind of {base.__name__}")
        return _member(kind)(value)

    return read


@cache
def _member(name: str) -> Reader:
    module, _, attribute = name.rpartition(".")
    return _model(getattr(import_module(module), attribute))


def _model(model: Any) -> Reader:
    fields = [(key, attribute, *_field(model.deserialized_types[attribute])) for attribute, key in _keys(model).items()]
    known = frozenset(key for key, *_ in fields)

    def read(value: Any) -> Any:
        made = model()
        for key, attribute, kind, read_field in fields:
            if key in value:
                item = value[key]
                setattr(made, attribute, item if type(item) is kind else read_field(item))
        for key in value:
            if key not in known:
                setattr(made, key, value[key])
        return made

    return read


def _field(wanted: str) -> tuple[type | None, Reader]:
    """The type that a field's JSON has already, mostly, and the reader for whatever else it holds."""
    return _ATOMS.get(wanted), _optional(wanted)


def _keys(model: Any) -> Mapping[str, str]:
    """Attribute -> its key in JSON."""
    named = getattr(model, "attribute_map", {})
    return {**named, **{attribute: attribute for attribute in model.deserialized_types if attribute not in named}}


def _atom(kind: Any) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        try:
            return kind(value)
        except TypeError:
            return value

    return read


def _datetime(value: Any) -> datetime:
    # As Alexa writes it. Whatever else there is, the SDK's parser reads, which takes a while to import.
    if isinstance(value, str) and len(value) == len("2026-01-31T12:00:00Z") and value[4::3] == "--T::Z":
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    from dateutil import parser  # type: ignore[import-untyped]

    moment: datetime = parser.parse(value)
    return moment


def _date(value: Any) -> date:
    return _datetime(value).date()


def _as_is(value: Any) -> Any:
    return value


_BY_TYPE: Mapping[Any, Reader] = {
    **{kind: _atom(kind) for kind in _ATOMS.values()},
    date: _date,
    datetime: _datetime,
    object: _as_is,
}
_NATIVE: Mapping[str, Reader] = {
    **{kind.__name__: read for kind, read in _BY_TYPE.items() if kind is not bytes},
    "long": _BY_TYPE[int],
}


def _plain(value: Any) -> Any:
    if isinstance(value, _WRITTEN_AS_IT_IS):
        return value
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case tuple():
            return tuple(_plain(item) for item in value)
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case Decimal():
            return int(value) if value % 1 == 0 else float(value)
        case _:
            model: Any = type(value)
            written = _written(model)
            return {key: _plain(held) for name, key in written if (held := getattr(value, name)) is not None}


@cache
def _written(model: Any) -> list[tuple[str, str]]:
    """What is written of a model: attributes and their keys."""
    keys = _keys(model)
    return [(attribute, keys[attribute]) for attribute in model.deserialized_types]
