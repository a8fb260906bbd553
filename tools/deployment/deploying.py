"""From this folder to a device: the steps, and why they come in that order.

A skill must be there to be let in by the function, and the function to be named as the skill's endpoint. So the skill
is made first, without one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tools.deployment.bucket import Bucket
from tools.deployment.publishing import Publisher
from tools.deployment.stack import Stack
from tools.deployment.step import Known, Step, found
from tools.deployment.template import KEPT, Values
from tools.deployment.world import World, sign_in

_MAKE = ("make", "--no-print-directory")
"""What was given to `make deploy`, such as PAGES=, reaches it by itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    stack: str
    skill_id: str = ""
    """Empty for the one that the stack has already, or a new one."""
    architecture: str = "arm64"
    chosen: dict[str, str] = field(default_factory=dict)
    """Values for the template's other parameters."""
    renew: bool = False
    """Whether the secret that user ids are hashed under is made anew."""


class Deployment:
    """Takes one stack and its skill from this folder to Alexa."""

    def __init__(self, order: Order, world: World) -> None:
        self._order = order
        self._world = world
        self._stack = Stack(world.session, order.stack)
        self._publisher = Publisher(world.root, order.stack, os.environ, world.run)

    def steps(self) -> list[Step]:
        """What is to be done, in its order."""
        stack, region = self._order.stack, self._world.session.region_name
        package = [*_MAKE, "package", f"ARCH={self._order.architecture}"]
        return [
            sign_in(self._world.session),
            Step(
                "Check the sign-in to Alexa",
                "ask smapi get-vendor-list",
                "Install Node.js if it isn't there. Sign in with: make ask ARGS=configure",
                self._check_alexa,
            ),
            Step(
                "Package the function and the skill",
                " ".join(package),
                "`make check test` says more about what is wrong with them.",
                lambda known: self._run(package, known),
            ),
            Step(
                "Create the skill, unless there is one; it has no endpoint yet",
                "ask deploy --target skill-metadata",
                "See above what Alexa refuses. If the skill is in the developer console all the same\n"
                "(developer.amazon.com/alexa/console/ask), give its id: make deploy SKILL_ID=amzn1.ask.skill...",
                self._find_skill,
            ),
            Step(
                "Upload the function's package",
                f"aws s3 cp dist/lambda.zip s3://{stack}-packages-ACCOUNT-{region}/",
                "You need the right to make a bucket and write to it: docs/hosting.md lists the rights.",
                self._upload,
            ),
            Step(
                f"Create or change the stack {stack} in {region}, and wait for it",
                "aws cloudformation create-change-set, execute-change-set",
                "The reasons are those of AWS: docs/hosting.md explains the common ones.",
                self._change_stack,
            ),
            Step(
                "Name the function's alias as the skill's endpoint",
                " ".join([*_MAKE, "skill-package", "ENDPOINT=ARN"]),
                "See above what can't be written; `make skill-package` alone shows it too.",
                lambda known: self._run([*_MAKE, "skill-package", f"ENDPOINT={known.endpoint}"], known),
            ),
            Step(
                "Publish the skill to its development stage, wait for its models, and enable it",
                "ask deploy",
                "See above what Alexa refuses, and mend it in skill.json or lambda/content/. The function is there.",
                self._publish,
            ),
        ]

    def _check_alexa(self, known: Known) -> Known:
        self._publisher.check()
        return known

    def _run(self, command: Sequence[str], known: Known) -> Known:
        self._world.run(command, self._world.root)
        return known

    def _find_skill(self, known: Known) -> Known:
        there = self._order.skill_id or self._stack.parameters().get("SkillId") or self._publisher.skill_id()
        skill_id = there or self._publisher.create()
        found(f"the skill is {skill_id}")
        return replace(known, skill_id=skill_id)

    def _upload(self, known: Known) -> Known:
        return replace(known, package=self._bucket(known).keep(self._world.root / "dist" / "lambda.zip"))

    def _change_stack(self, known: Known) -> Known:
        uploaded = self._world.template.uploaded(self._bucket(known).name, known.package)
        before = self._stack.parameters()
        chosen = {**self._order.chosen, "SkillId": known.skill_id, "Architecture": self._order.architecture}
        values = uploaded.values({**chosen, **self._secret(is_new=not before)}, before)
        self._stack.change(uploaded.text, values)
        endpoint = self._stack.output("Endpoint")
        found(f"the endpoint is {endpoint}")
        return replace(known, endpoint=endpoint)

    def _bucket(self, known: Known) -> Bucket:
        return Bucket(self._world.session, self._order.stack, known.account)

    def _secret(self, *, is_new: bool) -> Values:
        """What user ids are hashed under: it stays, or all that is remembered would be forgotten."""
        if not is_new and not self._order.renew:
            return {"MemoryKey": KEPT}
        made = self._world.now().isoformat(timespec="seconds")
        return {"MemoryKey": self._world.secret(), "MemoryKeyMade": made}

    def _publish(self, known: Known) -> Known:
        self._publisher.publish(known.skill_id)
        return known
