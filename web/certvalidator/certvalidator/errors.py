"""What can be wrong with a certificate, by the original's names."""

from __future__ import annotations


class PathError(Exception):
    """Base of what is wrong with the way to a root."""


class PathBuildingError(PathError):
    """No way leads to a trusted root."""


class ValidationError(Exception):
    """Base of what is wrong with the certificate itself."""


class PathValidationError(ValidationError):
    """There is a way to a root, but the certificate may not go it."""


class InvalidCertificateError(PathValidationError):
    """It isn't a certificate, or not one for this use."""
