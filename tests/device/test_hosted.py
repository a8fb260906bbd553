"""The page's skill is the one that is hosted: it is asked by signed requests, and its decisions can be watched."""

from __future__ import annotations

import pytest

from device.client import Client
from device.envelope import Sender, Session
from device.hosted import signed


def test_it_is_asked_by_signed_requests_and_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    # given a machine that reaches the world by a proxy
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    # when the skill behind its service is asked
    with signed() as service:
        assert isinstance(service.handler, Client)
        answer = service.handler(Sender("en-CA", skill=service.skill).launch(Session()), None)

    # then it answers, and what it decided is known
    assert answer["response"]["outputSpeech"]
    assert service.watch.explanation is not None
    assert service.watch.explanation.heard == "launch"
