"""Every class of bad request is turned away with its own reason, before the skill is reached; every good one passes.

Addresses have their own tests in test_address.py, and certificates in test_trust.py.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from device.authority import URL, signature
from guide.envelope import Envelope
from tests.web.trial import Trial
from web.rejection import Reason
from web.service import MOST_BYTES

Events = Callable[[str], Envelope]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Signature-256": "c2lnbmVk"},
        {"SignatureCertChainUrl": URL},
        {"SignatureCertChainUrl": URL, "Signature": "c2lnbmVk"},
        {"SignatureCertChainUrl": "", "Signature-256": "c2lnbmVk"},
        {"SignatureCertChainUrl": URL, "Signature-256": ""},
    ],
    ids=["none", "no address", "no signature", "legacy signature only", "empty address", "empty signature"],
)
def test_without_its_headers_nothing_is_fetched(trial: Trial, launch: Envelope, headers: dict[str, str]) -> None:
    trial.assert_rejected(trial.ask(launch, headers), Reason.HEADERS)
    assert not trial.fetched


@pytest.mark.parametrize("spelled", [str.lower, str.upper, str.title])
def test_headers_are_found_in_any_case(trial: Trial, launch: Envelope, spelled: Callable[[str], str]) -> None:
    headers = trial.authority.headers(json.dumps(launch).encode())
    trial.assert_passed(trial.ask(launch, {spelled(name): text for name, text in headers.items()}))


@pytest.mark.parametrize(
    "error", [OSError("refused"), TimeoutError(), ValueError("404"), RuntimeError(), KeyError("x")]
)
def test_whatever_keeps_the_certificate_away_is_a_rejection(trial: Trial, launch: Envelope, error: Exception) -> None:
    trial.outage = error
    trial.assert_rejected(trial.ask(launch), Reason.DOWNLOAD)


FORGED: dict[str, Callable[[str], str]] = {
    "not base64": lambda _: "this is not base64",
    "junk within": lambda right: f"{right[:9]}!{right[9:]}",
    "a line's end within": lambda right: f"{right[:9]} {right[9:]}",
    "junk behind": lambda right: f"{right}!",
    "base64 for addresses": lambda _: "-_" * 171 + "==",
    "cut short": lambda right: right[:-8],
    "twice": lambda right: f"{right}, {right}",
    "padding only": lambda _: "====",
    "not ASCII": lambda _: "\xe9" * 344,
    "zeros": lambda _: base64.b64encode(bytes(256)).decode(),
    "one bit off": lambda right: ("B" if right[0] == "A" else "A") + right[1:],
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED)
def test_an_altered_signature_proves_nothing(trial: Trial, launch: Envelope, forge: Callable[[str], str]) -> None:
    right = signature(trial.authority.signing_key, json.dumps(launch).encode())
    trial.assert_rejected(trial.ask(launch, signature=forge(right)), Reason.SIGNATURE)


@pytest.mark.parametrize("name", ["not base64", "junk within", "padding only", "not ASCII"])
def test_nothing_is_fetched_for_what_cant_be_a_signature(trial: Trial, launch: Envelope, name: str) -> None:
    right = signature(trial.authority.signing_key, json.dumps(launch).encode())
    trial.assert_rejected(trial.ask(launch, signature=FORGED[name](right)), Reason.SIGNATURE)
    assert not trial.fetched


def test_the_legacy_signature_beside_it_is_ignored(trial: Trial, launch: Envelope) -> None:
    # given both, as Alexa sends them
    body = json.dumps(launch).encode()
    legacy = base64.b64encode(trial.authority.signing_key.sign(body, PKCS1v15(), SHA1())).decode()
    trial.assert_passed(trial.ask(launch, trial.authority.headers(body) | {"Signature": legacy}))


@pytest.mark.parametrize(
    ("padding", "digest"),
    [(PKCS1v15(), SHA1()), (PSS(MGF1(SHA256()), 32), SHA256())],
    ids=["SHA-1", "another padding"],
)
def test_another_way_of_signing_proves_nothing(trial: Trial, launch: Envelope, padding: Any, digest: Any) -> None:
    made = trial.authority.signing_key.sign(json.dumps(launch).encode(), padding, digest)
    trial.assert_rejected(trial.ask(launch, signature=base64.b64encode(made).decode()), Reason.SIGNATURE)


def test_another_key_proves_nothing(trial: Trial, launch: Envelope, stranger: RSAPrivateKey) -> None:
    made = signature(stranger, json.dumps(launch).encode())
    trial.assert_rejected(trial.ask(launch, signature=made), Reason.SIGNATURE)


@pytest.mark.parametrize("altered", [b"", b" ", b"\xff", b'{"request": {}}'], ids=["empty", "blank", "byte", "other"])
def test_another_body_isnt_the_one_that_was_signed(trial: Trial, launch: Envelope, altered: bytes) -> None:
    headers = trial.authority.headers(json.dumps(launch).encode())
    trial.assert_rejected(trial.ask(altered, headers), Reason.SIGNATURE)
    trial.assert_rejected(trial.ask(json.dumps(launch).encode() + altered + b"\n", headers), Reason.SIGNATURE)


DEEP = 10_000
NO_REQUESTS = {
    "empty": b"",
    "blank": b" ",
    "not JSON": b"request",
    "cut short": b'{"request": {"type": "Lau',
    "not UTF-8": b'{"request": "\xff\xfe"}',
    "UTF-16": '{"request": {}}'.encode("utf-16"),
    "half a character": b'{"request": {"type": "\\ud800"}}',
    "an array": b"[]",
    "a text": b'"LaunchRequest"',
    "a number": b"7",
    "nothing": b"null",
    "an empty object": b"{}",
    "no request": b'{"version": "1.0"}',
    "a request that is none": b'{"request": "LaunchRequest"}',
    "two of them": b"{}{}",
    "no number": b'{"request": NaN}',
    "deep arrays": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"request":' * DEEP + b"1" + b"}" * DEEP,
    "deep within a request": b'{"request": {}, "session": ' + b"[" * 500 + b"]" * 500 + b"}",
}


@pytest.mark.parametrize("body", NO_REQUESTS.values(), ids=NO_REQUESTS)
def test_what_is_no_request_is_rejected_though_it_is_signed(trial: Trial, body: bytes) -> None:
    trial.assert_rejected(trial.ask(body), Reason.BODY)


@pytest.mark.parametrize("kind", [None, 7, [], {}], ids=str)
def test_a_request_has_a_type(trial: Trial, launch: Envelope, kind: object) -> None:
    launch["request"]["type"] = kind
    trial.assert_rejected(trial.ask(launch), Reason.BODY)


@pytest.mark.parametrize("kind", ["", "launchrequest", "Request", "Alexa.Something.New", "__class__"])
def test_a_request_of_an_unknown_type_is_rejected(trial: Trial, launch: Envelope, kind: str) -> None:
    launch["request"]["type"] = kind
    trial.assert_rejected(trial.ask(launch), Reason.KIND)


OTHER = "amzn1.ask.skill.11111111-1111-1111-1111-111111111111"


@pytest.mark.parametrize(
    "context", [{}, None, 3, {"System": {}}, {"System": {"application": {"applicationId": OTHER}}}]
)
def test_another_skills_request_is_rejected(trial: Trial, launch: Envelope, context: object) -> None:
    launch["context"] = context
    trial.assert_rejected(trial.ask(launch), Reason.SKILL)


@pytest.mark.parametrize("application", [3, [], OTHER, {"applicationId": []}, {"applicationId": OTHER}])
def test_another_skills_session_is_rejected(trial: Trial, launch: Envelope, application: object) -> None:
    launch["session"]["application"] = application
    trial.assert_rejected(trial.ask(launch), Reason.SKILL)


@pytest.mark.parametrize("session", [None, 3, {}, {"application": None}, {"application": {}}])
def test_a_session_may_leave_it_to_the_context(trial: Trial, launch: Envelope, session: object) -> None:
    launch["session"] = session
    trial.assert_passed(trial.ask(launch))


TIMELESS = {
    "no time": "soon",
    "empty": "",
    "no zone": "2026-11-25T20:15:00",
    "a day": "2026-11-25",
    "an hour that isn't": "2026-11-25T25:15:00Z",
    "seconds since 1970": 1795637700,
    "milliseconds since 1970": 1795637700000,
    "null": None,
    "a list": ["2026-11-25T20:15:00Z"],
    "a week's day": "2026-W48-3T20:15:00Z",
    "the first moment": "0001-01-01T00:00:00+23:59",
}


@pytest.mark.parametrize("moment", TIMELESS.values(), ids=TIMELESS)
def test_a_request_without_a_time_is_rejected(trial: Trial, launch: Envelope, moment: object) -> None:
    launch["request"]["timestamp"] = moment
    trial.assert_rejected(trial.ask(launch), Reason.TIME)


@pytest.mark.parametrize("junk", ["\0", "\0x", " ", "\n", "Z"], ids=repr)
def test_nothing_may_stand_behind_the_time(trial: Trial, launch: Envelope, junk: str) -> None:
    launch["request"]["timestamp"] += junk
    trial.assert_rejected(trial.ask(launch), Reason.TIME)


def test_a_request_that_names_no_time_is_rejected(trial: Trial, launch: Envelope) -> None:
    del launch["request"]["timestamp"]
    trial.assert_rejected(trial.ask(launch), Reason.TIME)


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("launch", 151),
        ("launch", -151),
        ("user_event", 151),
        ("session_ended", 151),
        ("skill_disabled", 3601),
        ("skill_disabled", -3601),
    ],
)
def test_a_stale_request_is_rejected(trial: Trial, event: Events, name: str, seconds: int) -> None:
    said = event(name)
    said["request"]["timestamp"] = (trial.present - timedelta(seconds=seconds)).isoformat()
    trial.assert_rejected(trial.ask(said), Reason.TIME)


@pytest.mark.parametrize(
    ("name", "seconds"), [("launch", 149), ("launch", -149), ("skill_disabled", 3000), ("skill_disabled", -3000)]
)
def test_a_request_of_now_passes(trial: Trial, event: Events, name: str, seconds: int) -> None:
    said = event(name)
    said["request"]["timestamp"] = (trial.present - timedelta(seconds=seconds)).isoformat()
    trial.assert_passed(trial.ask(said))


@pytest.mark.parametrize(
    "spelled",
    [
        lambda present: present.strftime("%Y-%m-%dT%H:%M:%SZ"),
        lambda present: present.strftime("%Y-%m-%dT%H:%M:%S.123Z"),
        lambda present: present.strftime("%Y-%m-%dT%H:%M:%S.123456789Z"),
        lambda present: present.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
        lambda present: present.strftime("%Y-%m-%dT%H:%M:%S+0000"),
        lambda present: present.strftime("%Y-%m-%dT%H:%MZ"),
        lambda present: present.astimezone(timezone(timedelta(hours=-8))).isoformat(),
    ],
    ids=["Z", "thousandths", "billionths", "zero", "no colon", "minutes", "offset"],
)
def test_a_time_may_be_spelled_in_several_ways(trial: Trial, launch: Envelope, spelled: Callable[[Any], str]) -> None:
    launch["request"]["timestamp"] = spelled(trial.present)
    trial.assert_passed(trial.ask(launch))


def test_a_body_that_is_too_large_is_refused(trial: Trial, launch: Envelope) -> None:
    launch["padding"] = "x" * MOST_BYTES
    assert trial.ask(launch).status_code == 413
    assert not trial.fetched
    assert not trial.reached


def test_a_large_body_passes(trial: Trial, launch: Envelope) -> None:
    launch["padding"] = "x" * (MOST_BYTES - 2000)
    trial.assert_passed(trial.ask(launch))
