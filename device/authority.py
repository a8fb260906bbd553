"""A certificate authority that stands where Amazon's is, and signs requests as Alexa does.

A simulation and the tests give its root to the service as the only one to trust, and its certificates as what the
network holds. So the service checks them on the same way as Alexa's, and needs no switch to leave the check out.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

Key: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
URL = "https://s3.amazonaws.com/echo.api/development.pem"
SIGNER = "echo-api.amazon.com"
_DAY = timedelta(days=1)


class NothingThereError(Exception):
    """There is no certificate at an address."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a certificate shall say. As it stands, what Amazon's says."""

    names: tuple[str, ...] = (SIGNER,)
    starts: datetime = field(default_factory=lambda: datetime.now(UTC) - _DAY)
    ends: datetime = field(default_factory=lambda: datetime.now(UTC) + 30 * _DAY)
    signs: bool | None = True
    """Whether its key is meant for signatures; None where it says nothing of what it is meant for."""
    purpose: ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH
    is_authority: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: Key

    def issue(self, key: Key, wanted: Wanted) -> Identity:
        """An identity that this one vouches for."""
        return Identity(_certificate(key, wanted, self.certificate.subject, self.key), key)


def self_signed(key: Key, wanted: Wanted) -> Identity:
    """An identity that nobody vouches for: a root, unless it is a forgery."""
    return Identity(_certificate(key, wanted, _named(wanted.names[0]), key), key)


class Authority:
    """A root, an intermediate authority, and the certificate that signs requests."""

    def __init__(self) -> None:
        authority = Wanted(names=("Development root",), is_authority=True)
        self.root = self_signed(_quick_key(), authority)
        self.intermediate = self.root.issue(_quick_key(), replace(authority, names=("Development intermediate",)))
        self.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signer = self.intermediate.issue(self.signing_key, Wanted())
        self.certificates = {URL: pem(self.signer, self.intermediate)}
        """What is there, by address."""

    @property
    def roots(self) -> list[x509.Certificate]:
        """Whom the service shall trust."""
        return [self.root.certificate]

    def fetch(self, url: str) -> bytes:
        """What the network would bring. Raises NothingThereError."""
        if url not in self.certificates:
            raise NothingThereError(url)
        return self.certificates[url]

    def headers(self, body: bytes, url: str = URL) -> dict[str, str]:
        """What Alexa sends along with a body."""
        return {"SignatureCertChainUrl": url, "Signature-256": signature(self.signing_key, body)}


def signature(key: rsa.RSAPrivateKey, body: bytes) -> str:
    """The signature of a body, as it stands in the header."""
    return b64encode(key.sign(body, PKCS1v15(), SHA256())).decode("ascii")


def pem(*chain: Identity) -> bytes:
    """A chain as it is published, the signer first."""
    return b"".join(identity.certificate.public_bytes(Encoding.PEM) for identity in chain)


def _quick_key() -> Key:
    """For the authorities, whose kind of key doesn't matter; an RSA key takes a second to find."""
    return ec.generate_private_key(ec.SECP256R1())


def _certificate(key: Key, wanted: Wanted, issuer: x509.Name, issuers_key: Key) -> x509.Certificate:
    public = key.public_key()
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(wanted.names[0]))
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(wanted.starts)
        .not_valid_after(wanted.ends)
        .add_extension(x509.BasicConstraints(ca=wanted.is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuers_key.public_key()), critical=False)
    )
    if wanted.signs is not None:
        builder = builder.add_extension(_usage(wanted, wanted.signs), critical=True)
    if not wanted.is_authority:
        names = x509.SubjectAlternativeName([x509.DNSName(name) for name in wanted.names])
        builder = builder.add_extension(names, critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([wanted.purpose]), critical=False)
    return builder.sign(issuers_key, SHA256())


def _usage(wanted: Wanted, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs and not wanted.is_authority,
        key_encipherment=not wanted.is_authority,
        key_cert_sign=wanted.is_authority,
        crl_sign=wanted.is_authority,
        content_commitment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
