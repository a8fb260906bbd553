"""Kinds of resource that moto's CloudFormation doesn't know, or doesn't make whole.

Each is made through its own service, so that botocore checks every property's name and type.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import boto3
import moto.cloudformation.parsing  # noqa: F401  moto's own kinds first: of two for one type it takes the later
from moto.cloudformation.models import ChangeSet
from moto.cloudformation.parsing import OutputMap
from moto.core.common_models import CloudFormationModel

Properties = dict[str, Any]
Make = Callable[[str, Properties, str], Any]
"""Makes a resource of a name, properties and a region; what CloudFormation keeps of it."""
Unmake = Callable[[str, Properties, str], None]


class Resource:
    """What CloudFormation keeps of a resource."""

    def __init__(self, id: str, **attributes: str) -> None:
        self.physical_resource_id = id
        self._attributes = attributes

    def is_created(self) -> bool:
        return True

    def get_cfn_attribute(self, name: str) -> str:
        return self._attributes[name]


def teach() -> None:
    """Adds the kinds to moto's, and the outputs to a stack that was changed by a change set."""
    ChangeSet.apply = _applied  # type: ignore[assignment]
    _kind(
        "AWS::CloudWatch::Alarm",
        _alarm,
        lambda id, _, region: _client("cloudwatch", region).delete_alarms(AlarmNames=[id]),
    )
    _kind("AWS::Logs::MetricFilter", _metric_filter, _without_metric_filter)
    _kind("AWS::Lambda::Alias", _alias, lambda *_: None)
    _kind("AWS::Lambda::Permission", _permission, lambda *_: None)
    _kind("AWS::Lambda::Version", _version, lambda *_: None)
    _kind("AWS::DynamoDB::Table", _table, lambda id, _, region: _client("dynamodb", region).delete_table(TableName=id))


def _applied(change: ChangeSet) -> None:
    stack = change.stack
    stack.resource_map.update(change.template_dict, change.parameters)
    stack.output_map = OutputMap(stack.resource_map, change.template_dict, stack.stack_id)


def _kind(type: str, make: Make, unmake: Unmake) -> None:
    """A class, for that is how moto looks for kinds."""

    class Kind(CloudFormationModel):
        @staticmethod
        def cloudformation_name_type() -> str:
            return ""

        @staticmethod
        def cloudformation_type() -> str:
            return type

        @classmethod
        def create_from_cloudformation_json(
            cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
        ) -> Any:
            return make(resource_name, cloudformation_json["Properties"], region_name)

        @classmethod
        def update_from_cloudformation_json(
            cls,
            original_resource: Any,
            new_resource_name: str,
            cloudformation_json: Any,
            account_id: str,
            region_name: str,
        ) -> Any:
            unmake(original_resource.physical_resource_id, cloudformation_json["Properties"], region_name)
            return make(new_resource_name, cloudformation_json["Properties"], region_name)

        @classmethod
        def delete_from_cloudformation_json(
            cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str
        ) -> None:
            unmake(resource_name, cloudformation_json["Properties"], region_name)

    _KINDS[type] = Kind


_KINDS: dict[str, object] = {}
"""Classes are known for as long as somebody keeps them."""


@cache
def _client(service: str, region: str) -> Any:
    return boto3.client(service, region_name=region)


def _alarm(name: str, properties: Properties, region: str) -> Resource:
    _client("cloudwatch", region).put_metric_alarm(AlarmName=name, **properties)
    return Resource(name)


def _metric_filter(name: str, properties: Properties, region: str) -> Resource:
    _client("logs", region).put_metric_filter(
        logGroupName=properties["LogGroupName"],
        filterName=name,
        filterPattern=properties["FilterPattern"],
        metricTransformations=[_transformation(each) for each in properties["MetricTransformations"]],
    )
    return Resource(name)


def _transformation(properties: Properties) -> Properties:
    made = {name[0].lower() + name[1:]: value for name, value in properties.items()}
    if "dimensions" in made:
        made["dimensions"] = {each["Key"]: each["Value"] for each in made["dimensions"]}
    return made


def _without_metric_filter(name: str, _: Properties, region: str) -> None:
    client = _client("logs", region)
    for each in client.describe_metric_filters()["metricFilters"]:
        if each["filterName"] == name:
            client.delete_metric_filter(logGroupName=each["logGroupName"], filterName=name)


def _alias(_: str, properties: Properties, region: str) -> Resource:
    client = _client("lambda", region)
    function, name = properties["FunctionName"], properties["Name"]
    there = [each["Name"] for each in client.list_aliases(FunctionName=function)["Aliases"]]
    put = client.update_alias if name in there else client.create_alias
    return Resource(put(**properties)["AliasArn"])


def _permission(name: str, properties: Properties, region: str) -> Resource:
    function, _, alias = properties.pop("FunctionName").rpartition(":")
    _client("lambda", region).add_permission(FunctionName=function, Qualifier=alias, StatementId=name, **properties)
    return Resource(name)


def _version(_: str, properties: Properties, region: str) -> Resource:
    made = _client("lambda", region).publish_version(**properties)
    return Resource(made["FunctionArn"], Version=made["Version"])


def _table(name: str, properties: Properties, region: str) -> Resource:
    client = _client("dynamodb", region)
    expiring = properties.pop("TimeToLiveSpecification")
    recoverable = properties.pop("PointInTimeRecoverySpecification")
    encrypted = {"Enabled": properties.pop("SSESpecification")["SSEEnabled"]}
    made = client.create_table(TableName=name, SSESpecification=encrypted, **properties)
    client.update_time_to_live(TableName=name, TimeToLiveSpecification=expiring)
    client.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification=recoverable)
    return Resource(name, Arn=made["TableDescription"]["TableArn"])
