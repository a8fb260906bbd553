"""Why a request is turned away. The words are fixed, so that nothing of the request can reach a log or an answer."""

from __future__ import annotations

from enum import Enum


class Reason(Enum):
    """What is wrong, for whoever hosts the skill."""

    HEADERS = "a signature header is missing"
    ADDRESS = "the certificate isn't where Alexa keeps its own"
    DOWNLOAD = "the certificate can't be fetched"
    CERTIFICATE = "the certificate isn't Alexa's, or isn't valid now"
    SIGNATURE = "the signature isn't this body's"
    BODY = "the body isn't a request"
    KIND = "the request is of an unknown type"
    SKILL = "the request is for another skill; check SKILL_ID"
    TIME = "the request is too old, or from the future; check the clock"


class RejectedError(Exception):
    """A request isn't Alexa's, isn't ours, or isn't one at all."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
