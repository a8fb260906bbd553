"""The least that can answer Alexa: no SDK, the response as a dictionary. Nothing in Python answers sooner."""

from __future__ import annotations

from typing import Any

_SPEECH = {"type": "SSML", "ssml": "<speak>Hello World!</speak>"}


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:  # noqa: ARG001  Lambda's signature
    """A response envelope."""
    return {"version": "1.0", "response": {"outputSpeech": _SPEECH, "shouldEndSession": True}}
