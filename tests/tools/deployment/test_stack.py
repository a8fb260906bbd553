"""What CloudFormation says when it won't, answered by botocore's own stub."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from tools.deployment.stack import Stack
from tools.deployment.step import DeploymentError
from tools.deployment.template import Values

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
VALUES: Values = {"SkillId": "amzn1.ask.skill.ours", "Release": "1"}
SET = {"Id": "arn:aws:cloudformation:change-set/1"}


class Answers:
    """A stack whose answers are written down beforehand, in their order."""

    def __init__(self) -> None:
        session = boto3.Session("testing", "testing", region_name="us-east-1")
        self.stack = Stack(session, "guide")
        self._stub = Stubber(self.stack._client)
        self._stub.activate()

    def say(self, call: str, **answer: Any) -> None:
        self._stub.add_response(call, answer)

    def say_none(self) -> None:
        """There is no such stack."""
        self._stub.add_client_error("describe_stacks", "ValidationError", "Stack with id guide does not exist")

    def say_stack(self, status: str) -> None:
        about = {"StackId": "arn:guide", "StackName": "guide", "CreationTime": NOON, "StackStatus": status}
        self.say("describe_stacks", Stacks=[about])

    def all_were_asked_for(self) -> None:
        self._stub.assert_no_pending_responses()


@pytest.fixture
def answers() -> Iterator[Answers]:
    answers = Answers()
    yield answers
    answers.all_were_asked_for()


def say_planned(answers: Answers) -> None:
    """A change set, and that it is ready, twice: once to the waiter, once for its changes."""
    answers.say("create_change_set", **SET)
    answers.say("describe_change_set", Status="CREATE_COMPLETE")
    answers.say("describe_change_set", Status="CREATE_COMPLETE", Changes=[])
    answers.say("execute_change_set")


def test_a_refused_change_says_why(answers: Answers) -> None:
    answers.say_none()
    answers.say("create_change_set", **SET)
    answers.say("describe_change_set", Status="FAILED", StatusReason="Transform failed: no such role")
    answers.say("delete_change_set")
    with pytest.raises(DeploymentError, match="AWS refuses the change: Transform failed: no such role"):
        answers.stack.change("{}", VALUES)


def test_a_failed_stack_says_which_resources_failed_first_things_first(answers: Answers) -> None:
    answers.say_none()
    say_planned(answers)
    answers.say_stack("ROLLBACK_COMPLETE")
    told = [
        ("Function", "CREATE_FAILED", "cancelled"),
        ("Memory", "CREATE_FAILED", "no right"),
        ("Role", "CREATE_COMPLETE", ""),
    ]
    answers.say(
        "describe_stack_events",
        StackEvents=[
            {
                "StackId": "arn:guide",
                "EventId": name,
                "StackName": "guide",
                "Timestamp": NOON,
                "LogicalResourceId": name,
                "ResourceStatus": status,
                "ResourceStatusReason": reason,
            }
            for name, status, reason in told
        ],
    )
    with pytest.raises(DeploymentError) as failed:
        answers.stack.change("{}", VALUES)
    assert str(failed.value).splitlines()[1:] == ["   Memory: no right", "   Function: cancelled"]


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "CREATE_FAILED"])
def test_a_stack_that_failed_at_birth_is_made_anew(answers: Answers, status: str) -> None:
    answers.say_stack(status)
    answers.say_stack(status)
    answers.say("delete_stack")
    answers.say_stack("DELETE_COMPLETE")
    say_planned(answers)
    answers.say_stack("CREATE_COMPLETE")
    answers.stack.change("{}", VALUES)


@pytest.mark.parametrize("status", ["ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"])
def test_a_stack_that_never_was_has_no_secret_to_keep(answers: Answers, status: str) -> None:
    answers.say_stack(status)
    assert answers.stack.parameters() == {}


def test_what_is_no_answer_about_the_stack_is_not_taken_for_one(answers: Answers) -> None:
    answers._stub.add_client_error("describe_stacks", "AccessDenied", "you may not look")
    with pytest.raises(Exception, match="you may not look"):
        answers.stack.parameters()
