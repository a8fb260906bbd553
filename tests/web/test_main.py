"""`python -m web` as a host runs it: a process of its own, told to stop by a signal."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from device.authority import Authority
from device.client import Client, ServiceError
from device.envelope import SIMULATED_SKILL, Sender, Session
from web.__main__ import main

ROOT = Path(__file__).parents[2]
SECONDS = 30


def test_it_serves_until_it_is_told_to_stop() -> None:
    path = os.pathsep.join([str(ROOT / "lambda"), str(ROOT)])
    environment = os.environ | {"PYTHONPATH": path, "SKILL_ID": SIMULATED_SKILL, "PORT": "0", "PROCESSES": "2"}
    command = [sys.executable, "-W", "error", "-m", "web"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            # given
            assert process.stdout
            told = json.loads(process.stdout.readline())
            assert (told["message"], told["processes"]) == ("serving", 2)
            url = f"http://127.0.0.1:{told['port']}/"
            assert requests.get(f"{url}health", timeout=SECONDS).json() == {"status": "ok", "version": "0.1.0"}
            # when what isn't Alexa signs, it is turned away: there is no such certificate, nor is there here a network
            with pytest.raises(ServiceError, match="400"):
                Client(url, Authority())(Sender("en-CA").launch(Session()))
            process.terminate()
            # then
            assert process.wait(SECONDS) == 0
            assert json.loads(process.stdout.read().splitlines()[-1])["message"] == "stopped"
        finally:
            process.kill()


def test_it_says_what_is_wrong_with_its_settings_and_doesnt_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SKILL_ID", raising=False)
    monkeypatch.setenv("PORT", "x")
    assert main() == 78
    assert capsys.readouterr().err.splitlines() == [
        "SKILL_ID is missing: write the skill's id from the developer console, amzn1.ask.skill. and a UUID.",
        "PORT is 'x': write a number from 0 to 65535, or leave it empty for 8080.",
    ]


def test_it_says_that_its_address_cant_be_had(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SKILL_ID", SIMULATED_SKILL)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        assert main() == 78
    assert capsys.readouterr().err.startswith("HOST and PORT are '127.0.0.1' and ")
