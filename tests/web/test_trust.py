"""Only Alexa's own certificate, valid now and vouched for by a trusted root, proves anything."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from device.authority import Authority, Wanted, pem, self_signed, signature
from guide.envelope import Envelope
from tests.web.trial import Trial
from web.rejection import Reason
from web.trust import public_roots

Events = Callable[[str], Envelope]
DAY = timedelta(days=1)


def chains(authority: Authority, stranger: rsa.RSAPrivateKey, present: datetime) -> dict[str, bytes]:
    """What may be published in the place of the right chain, signed requests staying as they are."""
    key, above = authority.signing_key, authority.intermediate

    def signer(**wanted: Any) -> bytes:
        return pem(above.issue(key, Wanted(**wanted)), above)

    impostors = self_signed(ec.generate_private_key(ec.SECP256R1()), Wanted(("Other root",), is_authority=True))
    end = signer()[: -len("-----END CERTIFICATE-----\n")]
    return {
        "expired": signer(starts=present - 9 * DAY, ends=present - timedelta(minutes=1)),
        "not valid yet": signer(starts=present + timedelta(minutes=1), ends=present + DAY),
        "another name": signer(names=("example.com",)),
        "a look-alike with more behind": signer(names=("echo-api.amazon.com.example.com",)),
        "a look-alike with more before": signer(names=("evil-echo-api.amazon.com",)),
        "a wildcard": signer(names=("*.amazon.com",)),
        "no name": pem(authority.intermediate),
        "from an untrusted root": pem(impostors.issue(key, Wanted()), impostors),
        "from an untrusted root, our intermediate beside it": pem(impostors.issue(key, Wanted()), above),
        "self-signed": pem(self_signed(key, Wanted())),
        "self-signed, the root beside it": pem(self_signed(key, Wanted()), authority.root),
        "without its intermediate": pem(authority.signer),
        "the intermediate first": pem(above, authority.signer),
        "issued by one that may not": pem(authority.signer.issue(stranger, Wanted()), authority.signer, above),
        "not meant for signatures": signer(signs=False),
        "meant for clients": signer(purpose=ExtendedKeyUsageOID.CLIENT_AUTH),
        "meant for mail": signer(purpose=ExtendedKeyUsageOID.EMAIL_PROTECTION),
        "a key of another kind": pem(above.issue(ec.generate_private_key(ec.SECP256R1()), Wanted()), above),
        "a key too short": pem(above.issue(rsa.generate_private_key(65537, 1024), Wanted()), above),
        "not PEM": b"<html>no such key</html>",
        "DER": authority.signer.certificate.public_bytes(Encoding.DER),
        "empty": b"",
        "cut short": pem(authority.signer, above)[:-60],
        "with bytes behind the certificate": base64_of(authority.signer.certificate.public_bytes(Encoding.DER) + b"\0"),
        "a block that isn't base64": end + b"\xff\xfe\n-----END CERTIFICATE-----\n",
        "random bytes": bytes(range(256)) * 8,
    }


def base64_of(der: bytes) -> bytes:
    text = base64.encodebytes(der)
    return b"-----BEGIN CERTIFICATE-----\n" + text + b"-----END CERTIFICATE-----\n"


CHAINS = (
    "expired", "not valid yet", "another name", "a look-alike with more behind", "a look-alike with more before",
    "a wildcard", "no name", "from an untrusted root", "from an untrusted root, our intermediate beside it",
    "self-signed", "self-signed, the root beside it", "without its intermediate", "the intermediate first",
    "issued by one that may not", "not meant for signatures", "meant for clients", "meant for mail",
    "a key of another kind", "a key too short", "not PEM", "DER", "empty", "cut short",
    "with bytes behind the certificate", "a block that isn't base64", "random bytes",
)  # fmt: skip


@pytest.fixture(scope="session")
def published(authority: Authority, stranger: rsa.RSAPrivateKey, present: datetime) -> dict[str, bytes]:
    made = chains(authority, stranger, present)
    assert tuple(made) == CHAINS
    return made


@pytest.mark.parametrize("name", CHAINS)
def test_a_certificate_that_isnt_alexas_is_no_certificate(
    trial: Trial, launch: Envelope, published: dict[str, bytes], name: str
) -> None:
    trial.pem = published[name]
    trial.assert_rejected(trial.ask(launch), Reason.CERTIFICATE)


def test_a_certificate_may_come_with_more_than_it_needs(trial: Trial, launch: Envelope) -> None:
    # given comments as openssl writes them, other names, and the root at the end
    authority = trial.authority
    signer = authority.intermediate.issue(authority.signing_key, Wanted(("example.com", "echo-api.amazon.com")))
    trial.pem = b"subject=signer\n" + pem(signer, authority.intermediate, authority.root) + b"\n\n"
    trial.assert_passed(trial.ask(launch))


def test_a_certificate_must_say_what_it_is_meant_for(trial: Trial, launch: Envelope) -> None:
    authority = trial.authority
    trial.pem = pem(authority.intermediate.issue(authority.signing_key, Wanted(signs=None)), authority.intermediate)
    trial.assert_rejected(trial.ask(launch), Reason.CERTIFICATE)


def test_authorities_may_stand_in_any_order(trial: Trial, launch: Envelope, stranger: rsa.RSAPrivateKey) -> None:
    # given another authority between the signer and the intermediate, and behind it in the chain
    authority = trial.authority
    between = authority.intermediate.issue(stranger, Wanted(names=("Another intermediate",), is_authority=True))
    trial.pem = pem(between.issue(authority.signing_key, Wanted()), authority.root, authority.intermediate, between)
    trial.assert_passed(trial.ask(launch))


def test_a_certificate_may_have_a_longer_key(trial: Trial, launch: Envelope) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    trial.pem = pem(trial.authority.intermediate.issue(key, Wanted()), trial.authority.intermediate)
    trial.assert_passed(trial.ask(launch, signature=signature(key, json.dumps(launch).encode())))


def test_a_certificate_that_expires_meanwhile_is_no_longer_believed(trial: Trial, event: Events) -> None:
    # given one that was used, and is kept
    present = trial.present
    trial.assert_passed(trial.ask(event("launch")))
    # when its time is over
    trial.present = trial.authority.signer.certificate.not_valid_after_utc + timedelta(seconds=1)
    late = event("launch")
    late["request"]["timestamp"] = trial.present.isoformat()
    trial.reached.clear()
    # then
    trial.assert_rejected(trial.ask(late), Reason.CERTIFICATE)
    assert trial.present > present


def test_the_public_roots_hold_amazons() -> None:
    names = {root.subject.rfc4514_string() for root in public_roots()}
    assert "CN=Amazon Root CA 1,O=Amazon,C=US" in names
    assert len(names) > 50
