"""The stand-in for certvalidator does what flask-ask-sdk asks of the original, so that it can be imported and used."""

from __future__ import annotations

import importlib.metadata
from datetime import UTC, datetime, timedelta

import pytest
from certvalidator import CertificateValidator, ValidationContext
from certvalidator.errors import InvalidCertificateError, PathBuildingError, PathError, ValidationError
from cryptography.hazmat.primitives.serialization import Encoding

from device.authority import Authority, Identity, Wanted, self_signed

DAY = timedelta(days=1)


def der(identity: Identity) -> bytes:
    return identity.certificate.public_bytes(Encoding.DER)


def validate(authority: Authority, signer: Identity, usage: str = "digital_signature") -> None:
    context = ValidationContext([der(authority.root)])
    CertificateValidator(der(signer), [der(authority.intermediate)], context).validate_usage({usage})


def test_it_stands_where_the_original_would() -> None:
    import flask_ask_sdk.skill_adapter
    from ask_sdk_webservice_support import verifier

    assert vars(verifier)["CertificateValidator"] is CertificateValidator
    assert flask_ask_sdk.skill_adapter.SkillAdapter
    assert importlib.metadata.version("certvalidator") == "0.11.1+cryptography"


def test_it_brings_what_the_sdk_relies_on_the_original_to_bring() -> None:
    brought = importlib.metadata.requires("certvalidator") or []
    assert any(name.startswith("asn1crypto") for name in brought)
    assert not any(name.startswith("oscrypto") for name in brought)


def test_the_right_certificate_is_valid(authority: Authority) -> None:
    validate(authority, authority.signer)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(starts=datetime.now(UTC) - 9 * DAY, ends=datetime.now(UTC) - DAY),
        Wanted(starts=datetime.now(UTC) + DAY),
        Wanted(names=("no name",)),
    ],
    ids=["expired", "not valid yet", "a name that is none"],
)
def test_a_certificate_without_a_valid_path_is_told_as_the_sdk_expects(authority: Authority, wanted: Wanted) -> None:
    with pytest.raises(PathError):
        validate(authority, authority.intermediate.issue(authority.signing_key, wanted))


def test_a_stranger_is_not_trusted(authority: Authority) -> None:
    with pytest.raises(PathBuildingError):
        validate(authority, self_signed(authority.signing_key, Wanted()))


def test_the_system_doesnt_trust_the_development_authority(authority: Authority) -> None:
    with pytest.raises(PathBuildingError):
        CertificateValidator(der(authority.signer), [der(authority.intermediate)]).validate_usage(set())


def test_a_key_for_another_use_is_told_as_the_sdk_expects(authority: Authority) -> None:
    with pytest.raises(ValidationError, match="key_cert_sign"):
        validate(authority, authority.signer, "key_cert_sign")
    with pytest.raises(InvalidCertificateError, match="digital_signature"):
        validate(authority, authority.intermediate.issue(authority.signing_key, Wanted(signs=False)))


@pytest.mark.parametrize("data", [b"", b"x", None], ids=["empty", "a byte", "none, as the SDK passes for no PEM"])
def test_what_is_no_certificate_is_told_as_the_sdk_expects(data: bytes) -> None:
    with pytest.raises(InvalidCertificateError):
        CertificateValidator(data).validate_usage(set())
