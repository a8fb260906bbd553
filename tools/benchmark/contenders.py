"""The packages that are compared, each built into a folder as Lambda would find it unpacked."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tools.packaging import archive, build, bytecode, interpreter, wheels

SAMPLES = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Contender:
    """One package."""

    name: str
    """As the table has it."""
    folder: Path
    mebibytes: float
    """Of its zip."""


OURS, FLOOR = "this skill", "hand-written, no SDK"
HELLO, HELLO_BYTECODE = "official sample", "official sample, with bytecode"
STORED, STORED_BYTECODE = "official sample with storage", "official sample with storage, with bytecode"


def contenders(place: Path, arch: str) -> list[Contender]:
    """All of them, built below place. Raises PackageError."""
    ours = place / "ours.zip"
    build.build(ours, arch)
    with zipfile.ZipFile(ours) as packed:
        packed.extractall(place / "ours")
    made = [
        _zipped(FLOOR, _sample(place / "floor", "floor", arch)),
        Contender(OURS, place / "ours", ours.stat().st_size / 2**20),
    ]
    for sample, plain, compiled in (("hello", HELLO, HELLO_BYTECODE), ("stored", STORED, STORED_BYTECODE)):
        folder = _sample(place / sample, sample, arch)
        made += [_zipped(plain, folder), _zipped(compiled, _compiled(folder))]
    return made


def _sample(folder: Path, sample: str, arch: str) -> Path:
    """A sample as `sam build` packages it: what it needs beside it, and no bytecode."""
    folder.mkdir()
    requirements = SAMPLES / f"{sample}.txt"
    if requirements.exists():
        wheels.fetch(requirements, arch, folder)
        shutil.copyfile(SAMPLES / "hello.py", folder / "hello.py")
    shutil.copyfile(SAMPLES / f"{sample}.py", folder / "lambda_function.py")
    return folder


def _compiled(folder: Path) -> Path:
    copy = folder.with_name(f"{folder.name}-compiled")
    shutil.copytree(folder, copy)
    bytecode.add(copy, interpreter.find())
    return copy


def _zipped(name: str, folder: Path) -> Contender:
    output = folder.with_suffix(".zip")
    archive.write(folder, output)
    return Contender(name, folder, output.stat().st_size / 2**20)
