"""Whose certificates are believed: a chain must lead from Alexa's own name to a trusted root, now.

The roots are given, so that a test or a simulation has its own and goes the same way as the world does.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import certifi
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    Certificate,
    DNSName,
    KeyUsage,
    SubjectAlternativeName,
    load_pem_x509_certificate,
)
from cryptography.x509.verification import PolicyBuilder, Store

from web.chains import Chain
from web.rejection import Reason, RejectedError

SIGNER = "echo-api.amazon.com"
_SHORTEST_KEY = 2048
"""Bits. The verifier asks this of authorities, but not of the one that they vouch for."""
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class Trust:
    """Believes what leads to its roots."""

    def __init__(self, roots: Iterable[Certificate]) -> None:
        self._policy = PolicyBuilder().store(Store(list(roots)))

    def key(self, chain: Chain, now: datetime) -> RSAPublicKey:
        """The key that Alexa signs with. Raises RejectedError."""
        try:
            self._policy.time(now).build_server_verifier(DNSName(SIGNER)).verify(chain[0], list(chain[1:]))
            key = chain[0].public_key()
            if _is_signers(chain[0]) and isinstance(key, RSAPublicKey) and key.key_size >= _SHORTEST_KEY:
                return key
        except Exception as error:  # whatever it is that a certificate trips up, it isn't Alexa's
            raise RejectedError(Reason.CERTIFICATE) from error
        raise RejectedError(Reason.CERTIFICATE)


def _is_signers(certificate: Certificate) -> bool:
    """Whether it names the signer itself, where a wildcard would do for a web server, and is meant for signatures."""
    names = certificate.extensions.get_extension_for_class(SubjectAlternativeName).value
    # One that names no usage would be meant for any, but Alexa's names it, and the less is believed the better.
    usage = certificate.extensions.get_extension_for_class(KeyUsage).value
    return SIGNER in names.get_values_for_type(DNSName) and usage.digital_signature


def public_roots() -> list[Certificate]:
    """The roots that browsers trust, without those that break the rules: one of them must not cost the others."""
    with warnings.catch_warnings():
        # What cryptography only warns of today, it will not read tomorrow.
        warnings.simplefilter("error", CryptographyDeprecationWarning)
        return [root for pem in _PEM.findall(Path(certifi.where()).read_bytes()) if (root := _sound(pem))]


def _sound(pem: bytes) -> Certificate | None:
    try:
        return load_pem_x509_certificate(pem)
    except (ValueError, CryptographyDeprecationWarning):
        return None
