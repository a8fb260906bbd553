"""The vendor's own descriptions of models and manifest take what is committed and packaged, and refuse damage."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model.interaction_model_data import InteractionModelData
from ask_smapi_model.v1.skill.manifest.skill_manifest_envelope import SkillManifestEnvelope
from jsonschema import Draft7Validator

from tools import npm, skill_package, vendor_schema
from tools.model_rules import Model
from tools.models import MODELS
from tools.skill_package import Host

LOCALES = ("en-AU", "en-CA", "en-GB", "en-IN", "en-US")


def validator(definition: str) -> Draft7Validator:
    """What the vendor's service takes; unknown fields are refused."""
    try:
        spec = vendor_schema.fetch()
    except npm.NpmUnavailableError as error:
        pytest.skip(f"not checked against the vendor's schema: {error}")
    schema = vendor_schema.strict(spec, definition)
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@pytest.fixture(scope="module")
def vendor() -> Draft7Validator:
    return validator("v1.skill.interactionModel.InteractionModelData")


@pytest.fixture(scope="module")
def envelope() -> Draft7Validator:
    return validator("v1.skill.Manifest.SkillManifestEnvelope")


def committed(locale: str = "en-CA") -> Model:
    found: Model = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_the_vendors_schema_takes_it(locale: str, vendor: Draft7Validator) -> None:
    assert [error.message for error in vendor.iter_errors(committed(locale))] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_vendors_python_models_read_all_of_it(locale: str) -> None:
    assert read_back(committed(locale)) == committed(locale)


def read_back(written: object, kind: type = InteractionModelData) -> object:
    """What is left after the vendor's own classes have read and written it; they drop what they don't know."""
    serializer = DefaultSerializer()
    return serializer.serialize(serializer.deserialize(json.dumps(written), kind))


def language(model: Model) -> dict[str, Any]:
    found: dict[str, Any] = model["interactionModel"]["languageModel"]
    return found


def intent(model: Model, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in language(model)["intents"] if i["name"] == name)
    return found


def misspell_samples(model: Model) -> None:
    intent(model, "CausesIntent")["sample"] = intent(model, "CausesIntent").pop("samples")


def add_unknown_field(model: Model) -> None:
    language(model)["locale"] = "en-CA"


def misspell_synonyms(model: Model) -> None:
    language(model)["types"][0]["values"][0]["name"]["synonym"] = ["blood"]


def lose_the_invocation_name(model: Model) -> None:
    del language(model)["invocationName"]


def number_instead_of_a_name(model: Model) -> None:
    language(model)["intents"][0]["name"] = 7


@pytest.mark.parametrize(
    "damage",
    [misspell_samples, add_unknown_field, misspell_synonyms, lose_the_invocation_name, number_instead_of_a_name],
)
def test_the_vendors_schema_refuses_a_damaged_model(damage: Callable[[Model], None], vendor: Draft7Validator) -> None:
    model = committed()
    damage(model)

    assert not vendor.is_valid(model)


@pytest.mark.parametrize("damage", [misspell_samples, add_unknown_field, misspell_synonyms])
def test_the_vendors_python_models_lose_what_is_damaged(damage: Callable[[Model], None]) -> None:
    model = committed()
    damage(model)

    assert read_back(model) != model


MANIFEST: dict[str, Any] = json.loads((skill_package.ROOT / "skill.json").read_text("utf-8"))
ALIAS = "arn:aws:lambda:us-east-1:123456789012:function:guide:live"
HOSTS = {
    "nobody yet": Host(),
    "Lambda": Host(endpoint=ALIAS, pages="https://example.org"),
    "a service of one's own": Host(endpoint="https://example.org/alexa"),
}


def test_the_vendors_schema_takes_the_manifest(envelope: Draft7Validator) -> None:
    assert [error.message for error in envelope.iter_errors(MANIFEST)] == []


def test_the_vendors_python_models_read_all_of_the_manifest() -> None:
    assert read_back(MANIFEST, SkillManifestEnvelope) == MANIFEST


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_the_vendors_schema_takes_the_packaged_manifest(host: Host, envelope: Draft7Validator) -> None:
    assert [error.message for error in envelope.iter_errors(skill_package.filled(MANIFEST, host))] == []


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("PHONE", ("apis", "custom", "interfaces", 0, "supportedViewports", 0, "mode")),
        ("ALEXA_PRESENTATION_APLA", ("apis", "custom", "interfaces", 0, "type")),
        ("SKILL_REMOVED", ("events", "subscriptions", 0, "eventName")),
        ("http://example.org", ("events", "endpoint", "uri")),
        ("https://example.org/icon.png", ("publishingInformation", "locales", "en-CA", "iconUri")),
        ("https://example.org/privacy.html", ("privacyAndCompliance", "locales", "en-CA", "privacyUrl")),
        ("no", ("privacyAndCompliance", "containsAds")),
        ("ZZ", ("publishingInformation", "distributionCountries", 0)),
    ],
    ids=lambda part: str(part[-1]) if isinstance(part, tuple) else str(part),
)
def test_the_vendors_schema_refuses_a_damaged_manifest(
    value: str, path: tuple[str | int, ...], envelope: Draft7Validator
) -> None:
    damaged = copy.deepcopy(MANIFEST)
    place: Any = damaged["manifest"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert not envelope.is_valid(damaged)
