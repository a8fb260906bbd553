"""What the tests of deploying share."""

from __future__ import annotations

from tests.cloud import cloud, running_cloud

__all__ = ["cloud", "running_cloud"]
