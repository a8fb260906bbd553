"""As much of certvalidator as flask-ask-sdk uses, over cryptography.

The original stands on oscrypto, which can't be imported where OpenSSL is 3.0.10 or later (wbond/oscrypto#78). Names and
meanings are the original's. The service itself doesn't rely on it: who signed a request is for web/verification.py.
"""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Iterable
from functools import cache

from cryptography import x509
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from certvalidator.errors import InvalidCertificateError, PathBuildingError


class ValidationContext:
    """Whom to trust: the roots given as DER, or else those of the operating system."""

    def __init__(self, trust_roots: Iterable[bytes] | None = None) -> None:
        self.roots = _system_roots() if trust_roots is None else [_certificate(der) for der in trust_roots]


class CertificateValidator:
    """Checks one certificate."""

    def __init__(
        self,
        end_entity_cert: bytes,
        intermediate_certs: Iterable[bytes] | None = None,
        validation_context: ValidationContext | None = None,
    ) -> None:
        self._certificate = end_entity_cert
        self._intermediates = intermediate_certs or ()
        self._context = validation_context or ValidationContext()

    def validate_usage(self, key_usage: set[str]) -> None:
        """Whether a path leads to a root, and the key serves all that is named ("digital_signature").

        Raises PathBuildingError and InvalidCertificateError.
        """
        certificate = _certificate(self._certificate)
        self._validate_path(certificate)
        try:
            usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        except x509.ExtensionNotFound:
            return  # a certificate that names no usage allows any
        if missing := [name for name in sorted(key_usage) if not getattr(usage, name)]:
            raise InvalidCertificateError(f"The certificate's key isn't meant for {', '.join(missing)}.")

    def _validate_path(self, certificate: x509.Certificate) -> None:
        try:
            names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            # Whose it is isn't asked here, as in the original: its own name will do.
            subject = x509.DNSName(names.get_values_for_type(x509.DNSName)[0])
            verifier = PolicyBuilder().store(Store(self._context.roots)).build_server_verifier(subject)
            verifier.verify(certificate, [_certificate(der) for der in self._intermediates])
        except (VerificationError, x509.ExtensionNotFound, IndexError, ValueError) as error:
            raise PathBuildingError(f"No valid path leads from the certificate to a trusted root: {error}") from error


def _certificate(der: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(der)
    except (ValueError, TypeError) as error:
        raise InvalidCertificateError("This isn't a certificate in DER.") from error


@cache  # as many as there are, reading them takes longer than everything else
def _system_roots() -> list[x509.Certificate]:
    """Without those that break today's rules: an old one must not cost the others."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        found = ssl.create_default_context().get_ca_certs(binary_form=True)
        return [root for der in found if (root := _sound(der))]


def _sound(der: bytes) -> x509.Certificate | None:
    try:
        return x509.load_der_x509_certificate(der)
    except (ValueError, CryptographyDeprecationWarning):
        return None
