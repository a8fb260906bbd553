"""What a host installs: the container's own commands, as far as they go without an engine, and the systemd unit.

No image is built here. The files that it would hold are laid out as it lays them out, and its command is started there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from device.envelope import SIMULATED_SKILL
from tools import debian
from web.settings import SettingsError, read

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
SECONDS = 30
PYTHON = "/venv/bin/python"
UNIT = WEB / "cervix-guide.service"


def instructions(name: str) -> list[str]:
    """What follows a name in the Dockerfile."""
    lines = (WEB / "Dockerfile").read_text("utf-8").splitlines()
    return [line.partition(" ")[2] for line in lines if line.startswith(f"{name} ")]


def command(said: str, python: str) -> list[str]:
    """A command in its JSON form, with another interpreter."""
    found = json.loads(said[said.index("[") :])
    return [python if word == PYTHON else word for word in found]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the image below /app."""
    folder = tmp_path_factory.mktemp("app")
    for copied in instructions("COPY"):
        *sources, target = copied.split()
        for source in sources if not copied.startswith("--from") else ():
            found, put = ROOT / source, folder / target
            (put if target.endswith("/") else put.parent).mkdir(parents=True, exist_ok=True)
            if found.is_dir():
                shutil.copytree(found, put, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
            else:
                shutil.copy(found, put)
    return folder


def test_the_base_is_pinned_to_a_supported_python() -> None:
    bases = {base.split()[0] for base in instructions("FROM")}
    assert bases == {"python:3.13-slim-bookworm"}


def test_the_container_is_nobody_in_particular() -> None:
    [user] = instructions("USER")
    assert all(int(number) >= 10_000 for number in user.split(":"))


def test_what_is_copied_is_not_ignored() -> None:
    allowed = {line[1:] for line in (WEB / "Dockerfile.dockerignore").read_text("utf-8").splitlines() if line[0] == "!"}
    copied = [source for line in instructions("COPY") if "--from" not in line for source in line.split()[:-1]]
    assert {source.split("/")[0] for source in copied} == allowed


def test_all_that_pip_is_told_to_install_is_there_when_it_is(image: Path) -> None:
    # given the files that are copied before pip runs
    text = (WEB / "Dockerfile").read_text("utf-8")
    before = text[: text.index("RUN ")]
    requirements = (image / "requirements.txt").read_text("utf-8").splitlines()
    # then each that it names by its path is one of them
    named = [line.removeprefix("-r ").removeprefix("./") for line in requirements if line.startswith(("-r ", "./"))]
    assert named
    for path in ["requirements.txt", *named]:
        assert f"COPY {path} " in before
        assert (image / path).exists()


def test_the_image_serves_and_finds_itself_well(image: Path) -> None:
    # given the environment that the image sets
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    pairs = [pair.partition("=") for line in instructions("ENV") for pair in line.split()]
    environment = {name: value.replace("/app", str(image)) for name, _, value in pairs}
    environment |= {"PATH": os.environ["PATH"], "SKILL_ID": SIMULATED_SKILL, "PORT": str(port), "HOST": "127.0.0.1"}
    [start], [check] = instructions("CMD"), instructions("HEALTHCHECK")
    # when it is started as the image starts it, and asked as its health check asks
    with subprocess.Popen(
        command(start, sys.executable), cwd=image, env=environment, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout
            assert b"serving" in process.stdout.readline()
            asked = subprocess.run(command(check, sys.executable), env=environment, timeout=SECONDS, check=False)
            process.terminate()
            assert (asked.returncode, process.wait(SECONDS)) == (0, 0)
        finally:
            process.kill()


def test_a_container_that_is_not_well_is_found_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        environment = {"PORT": str(taken.getsockname()[1])}
    [check] = instructions("HEALTHCHECK")
    asked = subprocess.run(command(check, sys.executable), env=environment, check=False, capture_output=True)
    assert asked.returncode == 1


def analyzed(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    try:
        program = debian.program("systemd-analyze", "systemd")
    except debian.DebianUnavailableError as error:
        pytest.skip(str(error))
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=SECONDS, check=False)


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    # given the unit, with a program that is on this machine
    here = tmp_path / UNIT.name
    here.write_text(UNIT.read_text("utf-8").replace("/opt/cervix-guide/.venv/bin/python", sys.executable), "utf-8")
    found = analyzed("verify", here)
    assert (found.returncode, found.stderr) == (0, "")


def test_the_unit_may_do_little() -> None:
    # 10 is a service that may do everything, and what listens can't come much below 1
    found = analyzed("security", "--offline=true", "--threshold=15", "--no-pager", UNIT)
    assert found.returncode == 0, found.stdout


def test_the_unit_does_not_start_again_what_cant_start() -> None:
    unit = UNIT.read_text("utf-8")
    assert "RestartPreventExitStatus=78" in unit
    assert "Restart=on-failure" in unit


def test_each_setting_is_explained() -> None:
    # given an environment that keeps what it is asked for
    asked: set[str] = set()

    class Asked(dict[str, str]):
        def get(self, name: str, *default: str) -> str:  # type: ignore[override]
            asked.add(name)
            return ""

    with pytest.raises(SettingsError):
        read(Asked())
    # then
    explained = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "self-hosting.md").read_text("utf-8"), re.MULTILINE)
    assert asked == set(explained)
