"""Programs from npm are installed once, as their lock says; where they can't be, that is said plainly."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools import npm

NAME = "ask-smapi-model"


def test_every_set_has_its_lock() -> None:
    sets = [path for path in npm.SETS.iterdir() if (path / "package.json").exists()]
    assert sets
    for path in sets:
        assert (path / "package-lock.json").exists(), f"run `npm install --package-lock-only` in tools/npm/{path.name}"
        assert "resolved" not in (path / "package-lock.json").read_text("utf-8"), (
            f"tools/npm/{path.name}: add --omit-lockfile-registry-resolved, so that the lock names no registry"
        )


def test_without_npm_the_set_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(npm.NpmUnavailableError, match="npm isn't installed"):
        npm.installed(NAME, tmp_path / "cache")


def test_without_a_network_the_set_is_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given an npm that reaches nothing, the second time too
    fake_npm(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))

    for _ in range(2):
        with pytest.raises(npm.NpmUnavailableError, match="is there a network"):
            npm.installed(NAME, tmp_path / "cache")


def test_a_set_is_installed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    fake_npm(tmp_path, "/bin/mkdir node_modules")
    monkeypatch.setenv("PATH", str(tmp_path))

    # when it is asked for, and again with npm gone
    first = npm.installed(NAME, tmp_path / "cache")
    (tmp_path / "npm").unlink()

    # then both times it is there
    assert first == npm.installed(NAME, tmp_path / "cache")
    assert first.is_dir()


def test_those_who_ask_at_the_same_time_install_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given an npm that takes its time
    fake_npm(tmp_path, "echo once >> count; /bin/sleep 0.2; /bin/mkdir node_modules")
    monkeypatch.setenv("PATH", str(tmp_path))

    # when several ask
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda _: npm.installed(NAME, tmp_path / "cache"), range(3)))

    # then
    assert (tmp_path / "cache" / NAME / "count").read_text("utf-8") == "once\n"


def test_a_changed_lock_is_installed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a set that was installed by an older lock
    fake_npm(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    npm.installed(NAME, tmp_path / "cache")
    (tmp_path / "cache" / NAME / "installed.json").write_text("{}", "utf-8")

    # when
    fake_npm(tmp_path, "echo again > count")
    npm.installed(NAME, tmp_path / "cache")

    # then
    assert (tmp_path / "cache" / NAME / "count").read_text("utf-8") == "again\n"


def test_a_script_reads_its_job_and_answers(tmp_path: Path) -> None:
    # given
    if not shutil.which("node"):
        pytest.skip("node isn't installed")
    script = tmp_path / "twice.mjs"
    script.write_text('import fs from "fs"; console.log(JSON.parse(fs.readFileSync(0)).number * 2);', "utf-8")
    # then
    assert npm.run(script, {"number": 21}) == "42\n"
    with pytest.raises(npm.ScriptError, match="null"):
        npm.run(script, None)  # type: ignore[arg-type]  # what makes it fail


def test_without_node_a_script_is_said_not_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(npm.NpmUnavailableError, match=r"node isn.t installed, so a\.mjs can.t run"):
        npm.run(Path("a.mjs"), {})


def fake_npm(folder: Path, script: str) -> None:
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    npm.chmod(0o755)
