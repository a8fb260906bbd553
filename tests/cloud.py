"""A stand-in for AWS on loopback: moto's server, taught what its CloudFormation leaves out.

What it can't: the SAM transform, which is done here with AWS's own translator on the way to it; SnapStart and logging,
which it takes and forgets; and the token by which a permission knows its skill, which it drops.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.request import Request, urlopen

import boto3
import pytest
from moto.server import ThreadedMotoServer
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from tests import cloud_resources

Body = dict[str, Any]
_SIGNED_IN = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


class Cloud:
    """A running stand-in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._sessions: dict[str, boto3.Session] = {}
        self._clients: dict[tuple[str, str], Any] = {}

    def session(self, region: str = "us-east-1") -> boto3.Session:
        """Somebody signed in."""
        if region not in self._sessions:
            self._sessions[region] = boto3.Session(region_name=region)
            events = self._sessions[region].events
            events.register("provide-client-params.cloudformation.CreateChangeSet", _transformed)
        return self._sessions[region]

    def client(self, service: str, region: str = "us-east-1") -> Any:
        """A client of one of its services; the same each time, as making one takes longer than using it."""
        if (service, region) not in self._clients:
            self._clients[service, region] = self.session(region).client(service)
        return self._clients[service, region]

    def forget(self) -> None:
        """Empties it."""
        with urlopen(Request(f"{self.address}/moto-api/reset", method="POST")) as response:
            response.read()


@pytest.fixture(scope="session")
def running_cloud() -> Iterator[Cloud]:
    cloud_resources.teach()
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield Cloud(f"http://{host}:{port}")
    server.stop()


@pytest.fixture
def cloud(running_cloud: Cloud) -> Iterator[Cloud]:
    """An empty stand-in, to which boto3 goes."""
    with emptied(running_cloud):
        yield running_cloud


@contextmanager
def emptied(cloud: Cloud) -> Iterator[None]:
    """Empties a stand-in, and has boto3 go to it."""
    with patch.dict(os.environ, {**_SIGNED_IN, "AWS_ENDPOINT_URL": cloud.address}):
        cloud.forget()
        yield


def translated(template: str, values: dict[str, str]) -> Body:
    """A SAM template as CloudFormation takes it, by AWS's own translator."""

    class NoPolicies:
        def load(self) -> dict[str, str]:
            return {}

    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": "us-east-1"}):
        made: Body = transform(yaml_parse(template), values, NoPolicies())
    return made


def _transformed(params: Body, **_: object) -> Body:
    """A change set's template, translated on its way, as AWS does it on arrival."""
    values = {each["ParameterKey"]: each.get("ParameterValue", "") for each in params["Parameters"]}
    return {**params, "TemplateBody": json.dumps(translated(params["TemplateBody"], values))}
