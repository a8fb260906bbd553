"""Whether a file has the fields it should have, told field by field; msgspec alone stops at the first."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from types import UnionType
from typing import Any

import msgspec

from tools.content.problems import Step


@dataclass(frozen=True, slots=True)
class Fault:
    """A field that isn't as it should be."""

    path: tuple[Step, ...]
    wrong: str
    instead: str


_MISTYPED = "has the wrong kind of value"
_WORDS = {
    str: "a text in quotes",
    int: "a number",
    date: "a date like 2023-01-17",
    list: "a list in square brackets",
    dict: "a table",
}
_NOTHING: dict[Any, Any] = {str: "", list: [], dict: {}, date: date.min}


def faults(value: object, wanted: Any, path: tuple[Step, ...] = ()) -> Iterator[Fault]:
    """Everything in value, as TOML reads it, that the type wanted doesn't allow."""
    kind = _kind(wanted)
    if kind is UnionType:
        if not any(next(faults(value, choice), None) is None for choice in typing.get_args(wanted)):
            yield Fault(path, _MISTYPED, "write a text in quotes, or a list of texts")
    elif type(value) is not _python_type(kind):
        yield Fault(path, _MISTYPED, f"write {_WORDS[_python_type(kind)]}")
    elif isinstance(value, dict) and kind is not dict:
        yield from _field_faults(value, kind, path)
    else:
        for step, item in _items(value):
            yield from faults(item, typing.get_args(wanted)[-1], (*path, step))


def _items(value: object) -> Iterable[tuple[Step, object]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _field_faults(value: dict[str, object], struct: Any, path: tuple[Step, ...]) -> Iterator[Fault]:
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    for name, field in fields.items():
        if field.required and value.get(name) in ("", [], {}):
            yield Fault((*path, name), "is empty", f"write {_written(name, field.type, path)}")
        elif name in value:
            yield from faults(value[name], field.type, (*path, name))
        elif field.required:
            yield Fault((*path, name), "is missing", f"add {_written(name, field.type, path)}")
    for name in sorted(value.keys() - fields.keys()):
        yield Fault((*path, name), "is no known field", f"take it out, or write one of: {', '.join(fields)}")


def mended(value: object, wanted: Any) -> Any:
    """Value with what is faulty left empty, so that the rest of it can be checked all the same."""
    kind = _kind(wanted)
    if next(faults(value, wanted), None) is None:
        return msgspec.convert(value, wanted)
    if kind is UnionType:
        return ""
    if type(value) is not _python_type(kind):
        return _mended_struct({}, kind) if issubclass(kind, msgspec.Struct) else _NOTHING[kind]
    if isinstance(value, dict) and kind is not dict:
        return _mended_struct(value, kind)
    if isinstance(value, dict):
        return {key: mended(item, typing.get_args(wanted)[1]) for key, item in value.items()}
    assert isinstance(value, list)
    return [mended(item, typing.get_args(wanted)[0]) for item in value]


def _mended_struct(value: dict[str, object], struct: Any) -> Any:
    found = {}
    for field in msgspec.structs.fields(struct):
        if field.name in value or field.required:
            found[field.name] = mended(value.get(field.name), field.type)
    return struct(**found)


def _kind(wanted: Any) -> Any:
    origin = typing.get_origin(wanted)
    return UnionType if origin in (UnionType, typing.Union) else origin or wanted


def _python_type(kind: Any) -> type:
    return dict if issubclass(kind, msgspec.Struct) else kind


def _written(name: str, wanted: Any, path: tuple[Step, ...]) -> str:
    """How a field looks in the file, where a list of tables at the top has a heading for each."""
    item = next(iter(typing.get_args(wanted)), str)
    if not path and _kind(wanted) is list and _python_type(_kind(item)) is dict:
        return f"[[{name}]], with its fields below it"
    return f"{name} = {_example(wanted)}"


def _example(wanted: Any) -> str:
    return {list: "[...]", dict: "{ ... }", date: "2023-01-17"}.get(_python_type(_kind(wanted)), '"..."')
