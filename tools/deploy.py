"""`make deploy` takes the skill from this folder to a device; `make undeploy` takes it away from AWS again.

Deploying twice changes nothing; deploying after a failure goes on. What the steps are is left to tools/deployment/.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence

import boto3
from botocore.exceptions import BotoCoreError

from tools.deployment.deploying import Deployment, Order
from tools.deployment.removing import Removal
from tools.deployment.step import DeploymentError, Known, Step, show, take
from tools.deployment.world import World

REGIONS = ("us-east-1", "eu-west-1", "us-west-2")
"""Where Alexa calls functions of English skills."""
_STACK = re.compile(r"[a-z][a-z0-9-]{0,25}")
"""A bucket's name is made of it, with the account and the region, and must stay under 64 characters."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Deploys or undeploys, or only shows how."""
    asked = _parser().parse_args(arguments)
    steps_of, tell = (_undeploy, _undeployed) if asked.verb == "undeploy" else (_deploy, _deployed)
    try:
        steps = steps_of(asked, World(_session(asked.region)))
        if asked.dry_run:
            show(steps)
        else:
            tell(take(steps, Known()))
    except (DeploymentError, BotoCoreError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _deploy(asked: argparse.Namespace, world: World) -> list[Step]:
    chosen = dict(map(_pair, asked.set.split()))
    world.template.check(chosen)
    if asked.skill_id and not asked.skill_id.startswith("amzn1.ask.skill."):
        raise DeploymentError(f"SKILL_ID: {asked.skill_id!r} is no skill id; they begin with amzn1.ask.skill.")
    stack = _named(asked.stack or "cervix-guide")
    return Deployment(Order(stack, asked.skill_id, asked.arch, chosen, asked.new_memory_key), world).steps()


def _deployed(known: Known) -> None:
    print(f"\nDone. {known.endpoint} answers for {known.skill_id}.")
    print('Say "Alexa, open cervix guide" to a device that is signed in with the same Amazon account.')


def _undeploy(asked: argparse.Namespace, world: World) -> list[Step]:
    if not asked.stack:
        raise DeploymentError("Name the stack, so that none goes by mistake: make undeploy STACK=cervix-guide")
    return Removal(_named(asked.stack), world).steps()


def _undeployed(known: Known) -> None:
    print("\nDone. Nothing is left on AWS but counts in CloudWatch, which AWS drops in time.")
    print(
        "The skill is still there, and can't answer. If it is live, hide it in the developer console, then delete it:"
    )
    print(f'make ask ARGS="smapi delete-skill --skill-id {known.skill_id or "ID"}"')


def _session(region: str) -> boto3.Session:
    session = boto3.Session(region_name=region or None)
    if session.region_name not in REGIONS:
        raise DeploymentError(
            f"REGION: Alexa doesn't call functions in {session.region_name or 'no region'}. "
            f"Give one of {', '.join(REGIONS)}: REGION={REGIONS[0]}"
        )
    return session


def _named(stack: str) -> str:
    if not _STACK.fullmatch(stack):
        raise DeploymentError(
            f"STACK: {stack!r} won't do. Give at most 26 small letters, digits and hyphens, a letter first."
        )
    return stack


def _pair(setting: str) -> tuple[str, str]:
    name, equals, value = setting.partition("=")
    if not equals:
        raise DeploymentError(f'SET: {setting!r} sets nothing. Write it so: SET="LogDays=30 LogSections=on"')
    return name, value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deploy", description=__doc__)
    parser.add_argument("verb", choices=["deploy", "undeploy"])
    parser.add_argument("--stack", default="", help="the stack's name")
    parser.add_argument("--region", default="", help=f"one of {', '.join(REGIONS)}; by default the one AWS is set to")
    parser.add_argument("--skill-id", default="", help="the skill, if there is one already")
    parser.add_argument("--arch", default="arm64", choices=["arm64", "x86_64"], help="what the function runs on")
    parser.add_argument("--set", default="", metavar="'NAME=VALUE ...'", help="other parameters of the template")
    parser.add_argument("--new-memory-key", action="store_true", help="make the memory's secret anew")
    parser.add_argument("--dry-run", action="store_true", help="only show the steps")
    return parser


if __name__ == "__main__":
    sys.exit(main())
