"""The way from the speaker to a skill on its own host: what Lambda would be handed, as a signed request."""

from __future__ import annotations

import json
from typing import Any, cast

import requests

from device.authority import Authority
from device.envelope import Envelope

_SECONDS = 8
"""As long as Alexa waits."""


class ServiceError(Exception):
    """The service didn't answer as a skill does. The text says what it did."""


class Client:
    """Calls a service in the place of the skill's handler."""

    def __init__(self, url: str, authority: Authority) -> None:
        self._url = url
        self._authority = authority
        self._session = requests.Session()
        # The way to this very machine leads through no proxy, whatever the environment says of the world outside.
        self._session.trust_env = False

    def __call__(self, event: Envelope, context: object = None) -> Envelope:  # noqa: ARG002  as Lambda calls it
        """The response envelope. Raises ServiceError."""
        body = json.dumps(event).encode("utf-8")
        headers = {"Content-Type": "application/json;charset=utf-8", **self._authority.headers(body)}
        try:
            response = self._session.post(self._url, body, headers=headers, timeout=_SECONDS)
        except requests.RequestException as error:
            raise ServiceError(f"Nothing answers at {self._url}; is the service running?") from error
        if response.status_code != requests.codes.ok:
            raise ServiceError(f"The service at {self._url} answered {response.status_code}: {_why(response)}")
        return cast(Envelope, response.json())


def _why(response: requests.Response) -> str:
    try:
        said: Any = response.json()
        return str(said["error"])
    except (ValueError, TypeError, KeyError):
        return response.reason
