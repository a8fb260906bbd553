"""What a deployment finds outside of itself, and the first step of each: who one is on AWS."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import boto3

from tools.deployment import template
from tools.deployment.publishing import Run, run
from tools.deployment.step import Known, Step, found
from tools.deployment.template import Template

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class World:
    """What a deployment finds outside of itself."""

    session: boto3.Session
    root: Path = ROOT
    template: Template = field(default_factory=template.read)
    run: Run = run
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    secret: Callable[[], str] = lambda: secrets.token_hex(32)


def sign_in(session: boto3.Session) -> Step:
    """Finds out the account."""

    def check(known: Known) -> Known:
        account = session.client("sts").get_caller_identity()["Account"]
        found(f"account {account}, region {session.region_name}")
        return replace(known, account=account)

    return Step(
        "Check the sign-in to AWS",
        "aws sts get-caller-identity",
        "Sign in as docs/hosting.md says, or name the profile to use: AWS_PROFILE=name make ...",
        check,
    )
