"""The vendor's own schemas for skill packages, made strict enough to find mistakes.

npm's ask-smapi-model carries spec.json, a Swagger 2 description of everything that Alexa's management service takes.
As JSON Schema it lets every misspelt field pass and wrongly insists on synonyms, so here it is turned into draft 7 that
knows its fields. Validating with it is left to the tests.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tools import npm

_REF = "#/definitions/"

Schema = dict[str, Any]


def fetch(cache: Path = npm.CACHE) -> Schema:
    """spec.json as it is published. Raises npm.NpmUnavailableError."""
    spec = npm.installed("ask-smapi-model", cache) / "ask-smapi-model" / "spec.json"
    found: Schema = json.loads(spec.read_bytes())
    return found


def strict(spec: Schema, definition: str) -> Schema:
    """A draft 7 schema of one definition that refuses unknown fields."""
    definitions: dict[str, Schema] = spec["definitions"]
    closed = {
        name: _kinds(name, definitions) or _closed(_merged(schema, definitions)) for name, schema in definitions.items()
    }
    closed["v1.skill.interactionModel.TypeValueObject"]["required"] = ["value"]
    return {"$ref": f"{_REF}{definition}", "definitions": closed}


def _kinds(base: str, definitions: dict[str, Schema]) -> Schema | None:
    """Any of the definitions that say which kind of base they are; None where base has no kinds."""
    if "discriminator" not in definitions[base]:
        return None
    ref = {"$ref": f"{_REF}{base}"}
    kinds = [name for name, schema in definitions.items() if ref in schema.get("allOf", ())]
    return {"anyOf": [{"$ref": f"{_REF}{name}"} for name in kinds]} if kinds else None


def _merged(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """The schema with what it inherits written into it: allOf with closed parts would refuse everything."""
    if "$ref" in schema:
        return _merged(definitions[schema["$ref"].removeprefix(_REF)], definitions)
    if "allOf" not in schema:
        return schema
    parts = [_merged(part, definitions) for part in schema["allOf"]]
    properties = {name: field for part in parts for name, field in part.get("properties", {}).items()}
    required = [name for part in parts for name in part.get("required", ())]
    kind = next((part["discriminator"] for part in parts if "discriminator" in part), None)
    if kind and "x-discriminator-value" in schema:
        properties[kind] = {"const": schema["x-discriminator-value"]}
        required.append(kind)
    return {"type": "object", "properties": properties, "required": sorted(set(required))}


def _closed(schema: Schema) -> Schema:
    """The schema with no room for unknown fields, all the way down; fields may bear any name, "properties" too."""
    found = dict(schema)
    if "properties" in schema:
        found["properties"] = {name: _closed(field) for name, field in schema["properties"].items()}
        found.setdefault("additionalProperties", False)
    for inner in ("items", "additionalProperties"):
        if isinstance(found.get(inner), dict):
            found[inner] = _closed(found[inner])
    return found
