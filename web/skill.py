"""The skill as flask-ask-sdk's adapter wants it: a CustomSkill.

What Lambda calls does more than the SDK's own skill: it mends attributes that a client has altered, and hears an
emergency in a request that the SDK can't read, where the adapter would answer 500. So the adapter's calls lead to the
same handler, and both hosts give the same answers. Reading and writing JSON is all that is left to do here.
"""

from __future__ import annotations

from typing import Any

import msgspec
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_core.skill import CustomSkill

from guide.alexa import Handler


class HostedSkill(CustomSkill):
    """Answers by the handler."""

    def __init__(self, handler: Handler) -> None:
        # The base's own would build a dispatcher that nothing asks; this is all of it that the adapter uses.
        self._handler = handler
        self.serializer = _AsItIs()
        self.custom_user_agent = ""

    def invoke(self, request_envelope: Any, context: object) -> Any:
        """The handler's answer."""
        return self._handler(request_envelope, context)


class _AsItIs(DefaultSerializer):
    """The handler takes and gives envelopes as JSON does."""

    def deserialize(self, payload: Any, obj_type: object) -> Any:  # noqa: ARG002  the SDK's signature
        """What the body says."""
        return msgspec.json.decode(payload)

    def serialize(self, obj: Any) -> Any:
        """What the answer says."""
        return obj
