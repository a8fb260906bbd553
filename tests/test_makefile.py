"""What the environment says reaches the verbs that must heed it. Nothing is run: make only shows what it would."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def shown(*words: str, **environment: str) -> str:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make isn't installed")
    # Variables of the make that runs the tests would reach this one too.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
    command = [make, "--dry-run", "--always-make", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("verb", ["deploy", "undeploy"])
def test_a_dry_run_is_one_however_it_is_asked_for(verb: str) -> None:
    assert "--dry-run" in shown(verb, "DRY_RUN=1")
    assert "--dry-run" in shown(verb, DRY_RUN="1")
    assert "--dry-run" not in shown(verb)


def test_the_skill_may_be_named_by_the_environment() -> None:
    assert '--skill-id "amzn1.ask.skill.x"' in shown("deploy", SKILL_ID="amzn1.ask.skill.x")
