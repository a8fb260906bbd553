"""The environment is checked before anything starts, and all that is wrong is told at once."""

from __future__ import annotations

import pytest

from device.envelope import SIMULATED_SKILL
from web.settings import SettingsError, read

RIGHT = {"SKILL_ID": SIMULATED_SKILL}


def test_the_skill_id_is_all_that_it_takes() -> None:
    settings = read(RIGHT)
    assert (settings.skill_id, settings.host, settings.port) == (SIMULATED_SKILL, "127.0.0.1", 8080)
    assert settings.processes >= 1


def test_what_is_empty_is_as_if_it_were_not_there() -> None:
    empty = dict.fromkeys(["HOST", "PORT", "THREADS", "PROCESSES", "MEMORY_TABLE", "MEMORY_KEY", "LOG_SECTIONS"], "")
    assert read(RIGHT | empty) == read(RIGHT)


def test_all_of_it_can_be_said() -> None:
    settings = read(RIGHT | {"HOST": "::", "PORT": "443", "THREADS": "2", "PROCESSES": "3", "LOG_SECTIONS": "1"})
    assert settings.log_sections
    assert (settings.host, settings.port, settings.threads, settings.processes) == ("::", 443, 2, 3)


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("SKILL_ID", "", "SKILL_ID is missing"),
        ("SKILL_ID", "amzn1.ask.skill.mine", "SKILL_ID is 'amzn1.ask.skill.mine'"),
        ("SKILL_ID", f"{SIMULATED_SKILL} ", "SKILL_ID is"),
        ("PORT", "http", "PORT is 'http': write a number from 0 to 65535"),
        ("PORT", "65536", "PORT is '65536'"),
        ("PORT", "-1", "PORT is '-1'"),
        ("PORT", "\u0661", "PORT is"),
        ("THREADS", "0", "THREADS is '0': write a number from 1 to 64, or leave it empty for 16"),
        ("PROCESSES", "2.5", "PROCESSES is '2.5'"),
        ("LOG_SECTIONS", "on", "LOG_SECTIONS is 'on': write 1"),
        ("MEMORY_TABLE", "listeners", "MEMORY_KEY is empty or too short"),
        ("MEMORY_KEY", "k" * 32, "MEMORY_TABLE isn't a table's name"),
    ],
)
def test_what_cant_be_meant_is_told_with_what_to_write(name: str, said: str, told: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read(RIGHT | {name: said})
    assert told in str(raised.value)


def test_all_faults_are_told_at_once() -> None:
    wrong = ["SKILL_ID", "MEMORY_TABLE", "LOG_SECTIONS", "PORT", "PROCESSES", "THREADS"]
    with pytest.raises(SettingsError) as raised:
        read(dict.fromkeys(wrong, "x"))
    assert [line.split()[0] for line in str(raised.value).splitlines()] == wrong
