"""What the environment says, checked before anything starts: a host hears of all that is wrong at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from socket import AF_INET, AF_INET6, create_server, socket

from guide import memory

WAITING = 1024
"""Connections that the system holds until they are taken."""
THREADS = 16
"""More than Python can use at once: one that waits, for a certificate or for the memory, is held up."""
_SKILL_ID = re.compile(r"amzn1\.ask\.skill\.[0-9a-f-]{36}")


class SettingsError(Exception):
    """Variables of the environment can't be meant. The text has a line for each: its name, and what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service is run."""

    skill_id: str
    """Whose requests are answered; all others are refused."""
    host: str
    """The address to listen on; a reverse proxy that speaks TLS stands before it."""
    port: int
    """0 for any that is free; the log says which."""
    processes: int
    """Python answers one request at a time in each."""
    threads: int
    """In each process."""
    log_sections: bool
    """Whether the log says which section was answered."""


def read(environment: Mapping[str, str]) -> Settings:
    """The settings. Raises SettingsError, also for what guide/memory.py will read."""
    faults: list[str] = []

    def number(name: str, default: int, least: int, most: int) -> int:
        said = environment.get(name) or str(default)
        if re.fullmatch("[0-9]{1,5}", said) and least <= int(said) <= most:
            return int(said)
        faults.append(f"{name} is {said!r}: write a number from {least} to {most}, or leave it empty for {default}.")
        return default

    skill_id = environment.get("SKILL_ID", "")
    if not _SKILL_ID.fullmatch(skill_id):
        was = f"is {skill_id!r}" if skill_id else "is missing"
        faults.append(f"SKILL_ID {was}: write the skill's id from the developer console, amzn1.ask.skill. and a UUID.")
    try:
        memory.configured(environment)
    except memory.SettingsError as error:
        faults.append(f"{error}.")
    sections = environment.get("LOG_SECTIONS", "")
    if sections not in ("", "1"):
        faults.append(f"LOG_SECTIONS is {sections!r}: write 1 to have sections in the log, or leave it empty.")
    settings = Settings(
        skill_id=skill_id,
        host=environment.get("HOST") or "127.0.0.1",
        port=number("PORT", 8080, 0, 65535),
        processes=number("PROCESSES", os.cpu_count() or 1, 1, 64),
        threads=number("THREADS", THREADS, 1, 64),
        log_sections=bool(sections),
    )
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def listen(host: str, port: int) -> socket:
    """A socket to serve on. Raises SettingsError where it can't be had: taken, or not this machine's."""
    try:
        return create_server((host, port), family=AF_INET6 if ":" in host else AF_INET, backlog=WAITING)
    except OSError as error:
        raise SettingsError(
            f"HOST and PORT are {host!r} and {port}: {error.strerror}. "
            "Write an address of this machine and a port that is free."
        ) from error
