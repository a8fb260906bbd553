"""Away from AWS again. The skill stays: it may be live, and its reviews and its name are its owner's to give up."""

from __future__ import annotations

from dataclasses import replace

from tools.deployment.bucket import Bucket
from tools.deployment.stack import Stack
from tools.deployment.step import Known, Step
from tools.deployment.world import World, sign_in


class Removal:
    """Takes away what a deployment made on AWS."""

    def __init__(self, stack: str, world: World) -> None:
        self._name = stack
        self._world = world
        self._stack = Stack(world.session, stack)

    def steps(self) -> list[Step]:
        """What is to be done, in its order."""
        rights = "You need the rights that docs/hosting.md lists."
        return [
            sign_in(self._world.session),
            Step(
                "Stop the backups of the memory, or AWS keeps a last one for 35 days",
                "aws dynamodb update-continuous-backups",
                rights,
                self._stop_backups,
            ),
            Step(
                f"Delete the stack {self._name}: function, memory, log, alarms, dashboard",
                f"aws cloudformation delete-stack --stack-name {self._name}",
                rights,
                self._delete_stack,
            ),
            Step(
                "Delete the uploaded packages",
                f"aws s3 rb --force s3://{self._name}-packages-ACCOUNT-{self._world.session.region_name}",
                rights,
                self._delete_packages,
            ),
        ]

    def _stop_backups(self, known: Known) -> Known:
        skill_id, table = self._stack.parameters().get("SkillId", ""), self._stack.output("MemoryTable")
        if table:
            self._world.session.client("dynamodb").update_continuous_backups(
                TableName=table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": False}
            )
        return replace(known, skill_id=skill_id)

    def _delete_stack(self, known: Known) -> Known:
        self._stack.delete()
        return known

    def _delete_packages(self, known: Known) -> Known:
        Bucket(self._world.session, self._name, known.account).remove()
        return known
