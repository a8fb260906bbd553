"""Programs from Debian are used, or installed, or plainly said to be missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tools import debian, lock


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is all there is to find programs in; what was asked before is forgotten."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(debian, "CACHE", tmp_path / "lock")
    debian._install.cache_clear()
    yield tmp_path
    debian._install.cache_clear()


def script(place: Path, text: str) -> Path:
    place.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    place.chmod(0o755)
    return place


def test_a_program_that_is_there_is_used(path: Path) -> None:
    there = script(path / "browser", "exit 0")

    assert debian.program("browser") == there


def test_a_missing_program_is_installed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a Debian where we may install
    script(path / "apt-get", f"/bin/touch {path}/browser; /bin/chmod 755 {path}/browser; echo $* >> {path}/asked")
    monkeypatch.setattr("os.geteuid", lambda: 0)

    # when
    found = debian.program("browser", "browser-package")

    # then
    assert found == path / "browser"
    assert (path / "asked").read_text("utf-8").splitlines() == [
        "-y -o DPkg::Lock::Timeout=60 update -qq",
        "-y -o DPkg::Lock::Timeout=60 install -qq --no-install-recommends browser-package",
    ]


def test_what_two_want_at_once_is_installed_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given an installation under way, as a process beside us would have it
    monkeypatch.setattr("os.geteuid", lambda: 0)
    script(path / "apt-get", f"echo $* >> {path}/asked")
    found: list[Path] = []
    other = Thread(target=lambda: found.append(debian.program("browser")))
    with lock.held(debian.CACHE):
        # when the program is wanted meanwhile
        other.start()
        other.join(timeout=0.2)
        assert other.is_alive()
        script(path / "browser", "exit 0")

    # then it is waited for
    other.join()
    assert found == [path / "browser"]
    assert not (path / "asked").exists()


def test_who_may_not_install_is_told_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(path / "apt-get", "exit 0")
    monkeypatch.setattr("os.geteuid", lambda: 1000)

    with pytest.raises(debian.DebianUnavailableError, match="browser-package isn't installed"):
        debian.program("browser", "browser-package")


def test_elsewhere_than_on_debian_nothing_is_installed() -> None:
    with pytest.raises(debian.DebianUnavailableError, match="only root on Debian"):
        debian.program("browser")


def test_a_failed_install_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(path / "apt-get", "exit 100")
    monkeypatch.setattr("os.geteuid", lambda: 0)

    with pytest.raises(debian.DebianUnavailableError, match="is there a network"):
        debian.program("browser")


def test_a_package_without_the_program_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(path / "apt-get", "exit 0")
    monkeypatch.setattr("os.geteuid", lambda: 0)

    with pytest.raises(debian.DebianUnavailableError, match="brought no browser"):
        debian.program("browser", "browser-package")
