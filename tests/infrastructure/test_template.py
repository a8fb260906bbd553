"""The template: clean by the vendor's linter, and made on a stand-in for AWS to see what comes of it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from ast import literal_eval
from collections.abc import Iterator

import pytest
from cfnlint.api import ManualArgs, lint

from tests.cloud import Body, Cloud, emptied, translated
from tools.deployment import template
from tools.deployment.stack import Stack

VALUES = {
    "SkillId": "amzn1.ask.skill.ours",
    "MemoryKey": "k" * 64,
    "MemoryKeyMade": "2026-11-25T12:00:00+00:00",
    "Release": "0123456789abcdef",
    "Architecture": "arm64",
    "LogDays": "14",
    "LogSections": "off",
    "AlarmEmail": "",
    "ReservedConcurrency": "-1",
}
CHOSEN = {"LogSections": "on", "AlarmEmail": "host@example.org", "ReservedConcurrency": "5", "LogDays": "30"}
MILLISECONDS_THAT_ALEXA_WAITS = 8000
ALARMS = {"ErrorsAlarm", "TroubleAlarm", "DurationAlarm", "ThrottlesAlarm"}


def uploaded() -> str:
    return template.read().uploaded("packages", "package.zip").text


def resources() -> dict[str, Body]:
    """The template's resources as CloudFormation takes them."""
    found: dict[str, Body] = translated(uploaded(), VALUES)["Resources"]
    return found


@pytest.fixture(scope="module")
def aws(running_cloud: Cloud) -> Iterator[Cloud]:
    """AWS with two stacks: "plain" as it comes, and "full" with everything that can be chosen."""
    with emptied(running_cloud):
        put_package(running_cloud)
        Stack(running_cloud.session(), "plain").change(uploaded(), dict(VALUES))
        Stack(running_cloud.session(), "full").change(uploaded(), {**VALUES, **CHOSEN})
        yield running_cloud


def put_package(cloud: Cloud) -> None:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("lambda_function.py", "def handler(event, context): return {}")
        cloud.client("s3").create_bucket(Bucket="packages")
        cloud.client("s3").put_object(Bucket="packages", Key="package.zip", Body=file.getvalue())


def id_of(aws: Cloud, stack: str, name: str) -> str:
    """The id that AWS gave to a resource."""
    found = aws.client("cloudformation").list_stack_resources(StackName=stack)["StackResourceSummaries"]
    return next(str(each["PhysicalResourceId"]) for each in found if each["LogicalResourceId"] == name)


def dashboard(aws: Cloud, stack: str) -> Body:
    body: Body = json.loads(aws.client("cloudwatch").get_dashboard(DashboardName=f"{stack}-us-east-1")["DashboardBody"])
    return body


def metric_filters(aws: Cloud, stack: str) -> dict[str, Body]:
    """By the dimension that each counts; by the metric where it has none."""
    found = aws.client("logs").describe_metric_filters(logGroupName=f"/aws/lambda/{stack}")["metricFilters"]
    transformations = [(each, each["metricTransformations"][0]) for each in found]
    return {next(iter(made.get("dimensions", [made["metricName"]]))): each for each, made in transformations}


@pytest.mark.parametrize("form", ["as it is committed", "as CloudFormation takes it"])
def test_the_linter_finds_nothing(form: str) -> None:
    text = uploaded()
    if form == "as CloudFormation takes it":
        text = json.dumps(translated(text, VALUES))
    assert lint(text, config=ManualArgs(regions=["us-east-1", "eu-west-1", "us-west-2"])) == []


def test_the_linter_would_find_something() -> None:
    broken = uploaded().replace("BillingMode: PAY_PER_REQUEST", "BillingMode: PAY_LATER")
    assert "E3030" in {match.rule.id for match in lint(broken, config=ManualArgs(regions=["us-east-1"]))}


def test_only_this_skill_may_call_and_only_the_alias() -> None:
    permissions = [each for each in resources().values() if each["Type"] == "AWS::Lambda::Permission"]
    assert [each["Properties"] for each in permissions] == [
        {
            "Action": "lambda:InvokeFunction",
            "Principal": "alexa-appkit.amazon.com",
            "EventSourceToken": {"Ref": "SkillId"},
            "FunctionName": {"Ref": "FunctionAliaslive"},
        }
    ]
    assert resources()["FunctionAliaslive"]["Type"] == "AWS::Lambda::Alias"


def test_a_version_starts_from_a_snapshot_and_takes_it_along() -> None:
    found = resources()
    assert found["Function"]["Properties"]["SnapStart"] == {"ApplyOn": "PublishedVersions"}
    assert found["Function"]["Properties"]["Architectures"] == [{"Ref": "Architecture"}]
    assert found["FunctionVersion0123456789"]["DeletionPolicy"] == "Delete"


def test_it_runs_on_arm_unless_told_otherwise() -> None:
    assert translated(uploaded(), VALUES)["Parameters"]["Architecture"]["Default"] == "arm64"


def test_the_secret_is_not_shown_by_cloudformation() -> None:
    assert translated(uploaded(), VALUES)["Parameters"]["MemoryKey"]["NoEcho"] is True


def test_the_log_is_json_in_a_group_of_its_own() -> None:
    assert resources()["Function"]["Properties"]["LoggingConfig"] == {
        "LogGroup": {"Ref": "LogGroup"},
        "LogFormat": "JSON",
        "ApplicationLogLevel": "INFO",
        "SystemLogLevel": "WARN",
    }


def test_nothing_is_kept_when_the_stack_goes() -> None:
    policies = {
        each.get(policy) for each in resources().values() for policy in ("DeletionPolicy", "UpdateReplacePolicy")
    }
    assert policies == {None, "Delete"}


@pytest.mark.parametrize(("stack", "sections"), [("plain", ""), ("full", "1")])
def test_the_function(aws: Cloud, stack: str, sections: str) -> None:
    found = aws.client("lambda").get_function_configuration(FunctionName=id_of(aws, stack, "Function"))
    assert found["Runtime"] == "python3.13"
    assert found["Handler"] == "lambda_function.handler"
    assert found["Timeout"] < 8
    assert found["Role"].endswith(id_of(aws, stack, "Role"))
    assert found["Environment"]["Variables"] == {
        "SKILL_ID": VALUES["SkillId"],
        "MEMORY_TABLE": id_of(aws, stack, "Memory"),
        "MEMORY_KEY": VALUES["MemoryKey"],
        "LOG_SECTIONS": sections,
    }


@pytest.mark.parametrize(("stack", "reserved"), [("plain", None), ("full", 5)])
def test_concurrency_is_reserved_only_where_that_is_chosen(aws: Cloud, stack: str, reserved: int | None) -> None:
    found = aws.client("lambda").get_function_concurrency(FunctionName=id_of(aws, stack, "Function"))
    assert found.get("ReservedConcurrentExecutions") == reserved


def test_the_role_may_do_nothing_else(aws: Cloud) -> None:
    iam, role = aws.client("iam"), id_of(aws, "plain", "Role")
    [name] = iam.list_role_policies(RoleName=role)["PolicyNames"]
    # the stand-in gives the policy as Python writes it
    log, memory = literal_eval(iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"])["Statement"]
    group = aws.client("logs").describe_log_groups(logGroupNamePrefix="/aws/lambda/plain")["logGroups"][0]
    table = aws.client("dynamodb").describe_table(TableName=id_of(aws, "plain", "Memory"))["Table"]
    assert iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] == []
    assert log["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert log["Resource"].removesuffix(":*") == group["arn"].removesuffix(":*")
    assert memory["Action"] == ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"]
    assert memory["Resource"] == table["TableArn"]


def test_the_memory(aws: Cloud) -> None:
    client, name = aws.client("dynamodb"), id_of(aws, "plain", "Memory")
    table = client.describe_table(TableName=name)["Table"]
    assert table["KeySchema"] == [{"AttributeName": "id", "KeyType": "HASH"}]
    assert table["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert table["SSEDescription"]["Status"] == "ENABLED"
    assert client.describe_time_to_live(TableName=name)["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "ENABLED",
        "AttributeName": "expires",
    }
    backups = client.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    specified = resources()["Memory"]["Properties"]["PointInTimeRecoverySpecification"]
    assert specified["RecoveryPeriodInDays"] == 1


@pytest.mark.parametrize(("stack", "days"), [("plain", 14), ("full", 30)])
def test_the_log_is_short_lived(aws: Cloud, stack: str, days: int) -> None:
    [group] = aws.client("logs").describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{stack}")["logGroups"]
    assert group["retentionInDays"] == days


@pytest.mark.parametrize("stack", ["plain", "full"])
def test_alarms_are_quiet_while_nobody_asks_and_sent_where_that_is_chosen(aws: Cloud, stack: str) -> None:
    found = {name: alarm(aws, id_of(aws, stack, name)) for name in ALARMS}
    topics = [each["TopicArn"] for each in aws.client("sns").list_topics()["Topics"]]
    for each in found.values():
        assert each["TreatMissingData"] == "notBreaching"
        assert each["AlarmActions"] == each["OKActions"] == (topics if stack == "full" else [])
    assert [each["Endpoint"] for each in aws.client("sns").list_subscriptions()["Subscriptions"]] == [
        "host@example.org"
    ]


@pytest.mark.parametrize("metric", ["Errors", "Duration", "Throttles"])
def test_an_alarm_watches_this_function(aws: Cloud, metric: str) -> None:
    found = alarm(aws, id_of(aws, "plain", f"{metric}Alarm"))
    assert (found["Namespace"], found["MetricName"]) == ("AWS/Lambda", metric)
    assert found["Dimensions"] == [{"Name": "FunctionName", "Value": id_of(aws, "plain", "Function")}]


@pytest.mark.parametrize("name", ["ErrorsAlarm", "TroubleAlarm", "ThrottlesAlarm"])
def test_one_listener_who_is_not_answered_is_enough(aws: Cloud, name: str) -> None:
    found = alarm(aws, id_of(aws, "plain", name))
    assert (found["Statistic"], found["Threshold"], found["EvaluationPeriods"]) == ("Sum", 1, 1)
    assert found["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_slowness_is_told_before_listeners_are_lost(aws: Cloud) -> None:
    found = alarm(aws, id_of(aws, "plain", "DurationAlarm"))
    assert found["ExtendedStatistic"] == "p99"
    assert found["Threshold"] == MILLISECONDS_THAT_ALEXA_WAITS / 2
    assert found["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def alarm(aws: Cloud, name: str) -> Body:
    [found] = aws.client("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"]
    body: Body = found
    return body


def test_the_alarm_for_trouble_watches_what_is_counted(aws: Cloud) -> None:
    [counted] = metric_filters(aws, "plain")["Trouble"]["metricTransformations"]
    watched = alarm(aws, id_of(aws, "plain", "TroubleAlarm"))
    assert (watched["Namespace"], watched["MetricName"]) == (counted["metricNamespace"], counted["metricName"])


def test_what_becomes_a_dimension_is_in_the_pattern(aws: Cloud) -> None:
    # CloudWatch takes a dimension only from a field that the pattern has matched
    for dimension, each in metric_filters(aws, "full").items():
        fields = each["metricTransformations"][0].get("dimensions", {}).values()
        assert all(field in each["filterPattern"] for field in fields), dimension


@pytest.mark.parametrize("stack", ["plain", "full"])
def test_the_dashboard_shows_all_that_is_counted(aws: Cloud, stack: str) -> None:
    # given
    counted = metric_filters(aws, stack)
    # when
    text = json.dumps(dashboard(aws, stack)).replace('\\"', '"')
    searched = re.findall(r"SEARCH\('\{\"CervixGuide/(\w+)\",(\w+)\}", text)
    # then
    assert set(searched) == {(stack, dimension) for dimension in counted if "Trouble" not in dimension}
    assert f'"CervixGuide/{stack}", "Trouble"' in text
    assert f'"CervixGuide/{stack}", "MemoryTrouble"' in text


def test_sections_are_counted_only_where_that_is_chosen(aws: Cloud) -> None:
    assert "section" not in metric_filters(aws, "plain")
    assert "section" in metric_filters(aws, "full")


def test_another_release_is_another_version_even_of_the_same_code() -> None:
    # given
    other = translated(uploaded(), {**VALUES, "Release": "fedcba9876543210"})["Resources"]
    # then the alias goes on to it, and the function differs, without which Lambda publishes none
    assert other["FunctionAliaslive"]["Properties"]["FunctionVersion"] == {
        "Fn::GetAtt": ["FunctionVersionfedcba9876", "Version"]
    }
    assert other["Function"] != resources()["Function"]
