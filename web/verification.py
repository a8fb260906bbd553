"""Whether a request is Alexa's, for this skill, and of now: everything that Amazon asks of one's own host.

Nothing of the body is read before its signature has been checked. The network, the clock and the roots are given.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeAlias

import msgspec
from ask_sdk_model import Request
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from guide import envelope
from guide.envelope import Envelope
from web import address
from web.chains import Chain, Chains, Fetch
from web.rejection import Reason, RejectedError
from web.trust import Trust

SIGNATURE = "Signature-256"
CHAIN_URL = "SignatureCertChainUrl"
TOLERANCE = timedelta(seconds=150)
EVENT_TOLERANCE = timedelta(hours=1)
"""For what happened to the skill rather than in it: Amazon may deliver that late."""
_EVENT = "AlexaSkillEvent."
_KINDS = frozenset(Request.discriminator_value_class_map)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)", re.ASCII)
"""A time with its zone. The standard library's own reading differs by version, and lets characters behind it pass."""
_DEEPEST = 100
"""How far one thing may lie within another. Requests need some twenty, and Python's own limit differs by version."""

Clock: TypeAlias = Callable[[], datetime]
"""The present, with its time zone."""


class Headers(Protocol):
    """The headers of a request, their names in any case."""

    def get(self, name: str, default: str, /) -> str:
        """The value, or the default."""


def now() -> datetime:
    """The clock of the world."""
    return datetime.now(UTC)


class Verification:
    """Checks the requests for one skill."""

    def __init__(self, skill_id: str, trust: Trust, fetch: Fetch, clock: Clock = now) -> None:
        self._skill_id = skill_id
        self._trust = trust
        self._clock = clock
        self._chains = Chains(fetch, self._key)

    def check(self, headers: Headers, body: bytes) -> None:
        """Raises RejectedError where anything is wrong."""
        self._check_signature(headers, body)
        event = _event(body)
        _check_skill(event, self._skill_id)
        _check_kind(event["request"])
        _check_time(event["request"], self._clock())

    def _check_signature(self, headers: Headers, body: bytes) -> None:
        signature, url = headers.get(SIGNATURE, ""), headers.get(CHAIN_URL, "")
        if not (signature and url):
            raise RejectedError(Reason.HEADERS)
        # First, as nothing need be fetched for what can't be a signature.
        sealed = _decoded(signature)
        key = self._key(self._chains.at(address.normalized(url)))
        try:
            key.verify(sealed, body, PKCS1v15(), SHA256())
        except InvalidSignature as error:
            raise RejectedError(Reason.SIGNATURE) from error

    def _key(self, chain: Chain) -> RSAPublicKey:
        return self._trust.key(chain, self._clock())


def _decoded(signature: str) -> bytes:
    try:
        return b64decode(signature, validate=True)
    except ValueError as error:  # not base64, or not even ASCII
        raise RejectedError(Reason.SIGNATURE) from error


def _event(body: bytes) -> Envelope:
    """An envelope with a request in it."""
    try:
        event = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedError(Reason.BODY) from error
    if not (isinstance(event, dict) and isinstance(event.get("request"), dict)) or _is_deep(event, _DEEPEST):
        raise RejectedError(Reason.BODY)
    return event


def _is_deep(value: object, left: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left < 0 or any(_is_deep(item, left - 1) for item in inside)


def _check_skill(event: Envelope, skill_id: str) -> None:
    """The context must name this skill, and a session no other."""
    session = event.get("session")
    named = session.get("application") if isinstance(session, dict) else None
    claimed = named.get("applicationId") if isinstance(named, dict) else named
    if envelope.application(event) != skill_id or claimed not in (None, skill_id):
        raise RejectedError(Reason.SKILL)


def _check_kind(request: Envelope) -> None:
    kind = request.get("type")
    if not isinstance(kind, str):
        raise RejectedError(Reason.BODY)
    if kind not in _KINDS:
        raise RejectedError(Reason.KIND)


def _check_time(request: Envelope, present: datetime) -> None:
    tolerance = EVENT_TOLERANCE if request["type"].startswith(_EVENT) else TOLERANCE
    moment = request.get("timestamp")
    if not (isinstance(moment, str) and _MOMENT.fullmatch(moment)):
        raise RejectedError(Reason.TIME)
    try:
        age = present - datetime.fromisoformat(moment)
    except (ValueError, OverflowError) as error:  # a month that isn't, or before the first year began
        raise RejectedError(Reason.TIME) from error
    if abs(age) > tolerance:
        raise RejectedError(Reason.TIME)
