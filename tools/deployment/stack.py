"""A CloudFormation stack: what it was made with, and how it is changed and deleted.

Changes go through a change set, so that they are listed before they are made. What is in the stack is left to the
template.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import boto3
from botocore.exceptions import ClientError, WaiterError

from tools.deployment.step import DeploymentError, found
from tools.deployment.template import KEPT, Values

_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
"""The template makes a role, and is SAM's."""
_UNMADE = ("REVIEW_IN_PROGRESS",)
"""Only a change set was ever made."""
_FAILED_AT_BIRTH = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED")
"""It can only be deleted."""
_NOTHING_NEW = ("didn't contain changes", "No updates are to be performed")
_PATIENCE = {"Delay": 5, "MaxAttempts": 240}
"""Seconds between two looks, and how many."""


class Stack:
    """A stack, there or not."""

    def __init__(self, session: boto3.Session, name: str) -> None:
        self._client: Any = session.client("cloudformation")
        self.name = name

    def parameters(self) -> dict[str, str]:
        """What it was made with; nothing where there is no stack that could be changed. Secrets are masked."""
        about = self._about()
        if about is None or about["StackStatus"] in _UNMADE + _FAILED_AT_BIRTH:
            return {}
        return {each["ParameterKey"]: each["ParameterValue"] for each in about.get("Parameters", [])}

    def output(self, name: str) -> str:
        """One of its outputs; empty where it hasn't that."""
        about = self._about() or {}
        outputs: dict[str, str] = {each["OutputKey"]: each["OutputValue"] for each in about.get("Outputs", [])}
        return outputs.get(name, "")

    def change(self, template: str, values: Values) -> None:
        """Makes it, or makes it anew, as the template says. Raises DeploymentError with AWS's reasons."""
        about = self._about()
        if about and about["StackStatus"] in _FAILED_AT_BIRTH:
            found("the first try failed and can't be mended, so it is deleted")
            self.delete()
            about = None
        is_new = about is None or about["StackStatus"] in _UNMADE
        change = self._plan(template, values, is_new=is_new)
        if not change:
            found("nothing to change")
            return
        self._client.execute_change_set(ChangeSetName=change)
        self._wait("stack_create_complete" if is_new else "stack_update_complete")

    def delete(self) -> None:
        """Deletes it with all that is in it."""
        about = self._about()
        if about is None:
            return
        self._client.delete_stack(StackName=about["StackId"])
        self._wait("stack_delete_complete", about["StackId"])

    def _about(self) -> dict[str, Any] | None:
        try:
            stacks: list[dict[str, Any]] = self._client.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        return stacks[0]

    def _plan(self, template: str, values: Values, *, is_new: bool) -> str:
        """A change set's ARN, its changes listed; empty where there is nothing to change."""
        made = self._client.create_change_set(
            StackName=self.name,
            ChangeSetName=f"deploy-{uuid4()}",
            ChangeSetType="CREATE" if is_new else "UPDATE",
            TemplateBody=template,
            Capabilities=_CAPABILITIES,
            Parameters=[_parameter(name, value) for name, value in values.items()],
        )
        try:
            self._client.get_waiter("change_set_create_complete").wait(ChangeSetName=made["Id"], WaiterConfig=_PATIENCE)
        except WaiterError as error:
            self._client.delete_change_set(ChangeSetName=made["Id"])
            reason = str(error.last_response.get("StatusReason", error))
            if any(nothing in reason for nothing in _NOTHING_NEW):
                return ""
            raise DeploymentError(f"AWS refuses the change: {reason}") from error
        for change in self._client.describe_change_set(ChangeSetName=made["Id"])["Changes"]:
            about = change["ResourceChange"]
            found(f"{about['Action']} {about['LogicalResourceId']} ({about['ResourceType']})")
        return str(made["Id"])

    def _wait(self, state: str, stack_id: str = "") -> None:
        try:
            self._client.get_waiter(state).wait(StackName=stack_id or self.name, WaiterConfig=_PATIENCE)
        except WaiterError as error:
            raise DeploymentError("\n".join([f"the stack {self.name} didn't get there", *self._reasons()])) from error

    def _reasons(self) -> list[str]:
        """Why its resources failed, the first failure first."""
        events = self._client.describe_stack_events(StackName=self.name)["StackEvents"]
        return [
            f"   {event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
            for event in reversed(events)
            if event["ResourceStatus"].endswith("FAILED")
        ]


def _parameter(name: str, value: str | None) -> dict[str, Any]:
    if value is KEPT:
        return {"ParameterKey": name, "UsePreviousValue": True}
    return {"ParameterKey": name, "ParameterValue": value}
