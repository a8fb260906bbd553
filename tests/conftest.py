"""What holds for every test, and what tests of several folders share: the package that Lambda gets."""

from __future__ import annotations

import platform
import zipfile
from pathlib import Path

import pytest
from hypothesis import settings

from tools.packaging.build import build
from tools.packaging.interpreter import NoInterpreterError
from tools.packaging.wheels import FetchError

# No test depends on the clock: how fast something is, the benchmarks say. The profile in use is changed, not replaced,
# as hypothesis has one of its own for CI, with the same examples every time.
_profile = settings.get_current_profile_name()
settings.register_profile(_profile, settings.get_profile(_profile), deadline=None)
_ARCHITECTURES = {"aarch64": "arm64", "arm64": "arm64"}


@pytest.fixture(scope="session")
def arch() -> str:
    """Lambda's name for this machine's processor."""
    return _ARCHITECTURES.get(platform.machine(), "x86_64")


@pytest.fixture(scope="session")
def package(arch: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """lambda.zip for this machine, built once."""
    output = tmp_path_factory.mktemp("dist") / "lambda.zip"
    try:
        build(output, arch)
    except (NoInterpreterError, FetchError) as missing:
        pytest.skip(str(missing))
    return output


@pytest.fixture(scope="session")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder into which it was unpacked, as Lambda does."""
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    return folder
