"""What the tests of the template share."""

from __future__ import annotations

from tests.cloud import cloud, running_cloud

__all__ = ["cloud", "running_cloud"]
