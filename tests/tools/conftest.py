"""What the tests of the tools share."""

from __future__ import annotations

import pytest

from tools.content import Source, read


@pytest.fixture(scope="session")
def source() -> Source:
    """The content as it stands, read once."""
    return read()
