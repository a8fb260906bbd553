"""What is packaged is pinned whole, so that it can be installed without what its parts would bring along."""

from __future__ import annotations

import re
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGED = Path(__file__).parents[1] / "lambda" / "requirements.txt"
PINS = dict(re.findall(r"^([a-z0-9-]+)==(\S+)$", PACKAGED.read_text("utf-8"), re.MULTILINE))
OF_THE_RUNTIME = {"boto3"}


@pytest.mark.parametrize("name", PINS)
def test_all_that_it_needs_is_pinned_too(name: str) -> None:
    needed = [Requirement(line) for line in requires(name) or ()]
    needed = [need for need in needed if not need.marker or need.marker.evaluate({"extra": ""})]
    missing = {canonicalize_name(need.name) for need in needed} - PINS.keys() - OF_THE_RUNTIME
    assert not missing, f"{PACKAGED}: pin {missing} too, which {name} needs"
    for need in needed:
        assert canonicalize_name(need.name) in OF_THE_RUNTIME or PINS[canonicalize_name(need.name)] in need.specifier


def test_the_pins_are_what_is_tested() -> None:
    assert {name: version(name) for name in PINS} == PINS
