"""`make deploy` and `make undeploy` as they are typed: what a dry run shows, and what is refused at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools import deploy

SHOWN = Path(__file__).parent / "deployment"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is signed in, no region is set, and AWS isn't there: a step that is taken fails."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "ASK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["deploy", "--region", "us-east-1"], "deploy.txt"),
        (["undeploy", "--region", "eu-west-1", "--stack", "cervix-guide"], "undeploy.txt"),
    ],
)
def test_a_dry_run_shows_all_steps_and_takes_none(
    words: list[str], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert deploy.main([*words, "--dry-run"]) == 0
    assert capsys.readouterr().out == (SHOWN / file).read_text("utf-8")


def test_who_isnt_signed_in_to_aws_is_told_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["deploy", "--region", "us-east-1"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("Step 1 failed: Unable to locate credentials")
    assert "AWS_PROFILE" in told


def test_the_region_may_come_from_the_sign_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    assert deploy.main(["deploy", "--dry-run"]) == 0
    assert "cervix-guide in us-west-2" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--region", "ca-central-1"], "REGION: Alexa doesn't call functions in ca-central-1. Give one of us-east-1"),
        ([], "REGION: Alexa doesn't call functions in no region."),
        (["--region", "us-east-1", "--stack", "Cervix_Guide"], "STACK: 'Cervix_Guide' won't do."),
        (["--region", "us-east-1", "--skill-id", "guide"], "SKILL_ID: 'guide' is no skill id;"),
        (["--region", "us-east-1", "--set", "LogDays"], "SET: 'LogDays' sets nothing."),
        (["--region", "us-east-1", "--set", "LogDays=4"], "SET: LogDays can't be '4';"),
    ],
)
def test_what_cant_be_meant_is_refused(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["deploy", *words]) == 1
    out = capsys.readouterr()
    assert out.err.startswith(told)
    assert out.out == ""


def test_undeploying_needs_to_be_told_what(capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main(["undeploy", "--region", "us-east-1"]) == 1
    assert "make undeploy STACK=" in capsys.readouterr().err
