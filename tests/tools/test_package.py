"""The package holds what runs, compiled for where it runs, and is the same wherever it is built."""

from __future__ import annotations

import ast
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import ask_sdk_model
import pytest

from tools import package as verb
from tools.packaging import bytecode, interpreter, wheels
from tools.packaging.build import SKILL
from tools.packaging.lazy import (
    UnknownCodeError,
    lazy_clients,
    lazy_formats,
    lazy_package,
    lean_model,
    rewrite,
    without_six_names,
)

ROOT = Path(__file__).parents[2]
LARGEST = 6 * 2**20
"""Bytes; every one of them is fetched at a cold start."""
MAGIC = (3571).to_bytes(2, "little") + b"\r\n"
"""What Python 3.13 begins its bytecode with."""
UNCHECKED = 0b01
LEFT_OUT = ("boto3", "botocore", "flask", "flask_ask_sdk", "pytest", "hypothesis", "pip", "bin", "content", "tests")
ARM = 183
"""An ELF file's number for it."""


@pytest.fixture(scope="session")
def held(package: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_is_small(package: Path) -> None:
    assert package.stat().st_size <= LARGEST


def test_it_holds_the_skill_and_nothing_that_lambda_has_or_only_we_need(held: dict[str, bytes]) -> None:
    assert {
        "lambda_function.py",
        "content.json",
        "votes.json",
        "guide/alexa.py",
        "ask_sdk_core/skill.py",
    } <= held.keys()
    assert not {name.split("/")[0] for name in held} & set(LEFT_OUT)
    assert not [name for name in held if name.endswith((".toml", ".txt.in", ".pyi", "py.typed", "RECORD", "METADATA"))]
    for path in (SKILL / "guide").glob("*.py"):
        assert held[f"guide/{path.name}"] == path.read_bytes()


def test_the_texts_of_the_licences_are_kept(held: dict[str, bytes]) -> None:
    kept = {name.split("-")[0] for name in held if ".dist-info/" in name}
    assert {"ask_sdk_model", "msgspec", "jellyfish", "requests", "certifi", "python_dateutil", "six"} <= kept


def test_every_module_has_bytecode_that_is_taken_without_a_look_at_its_source(held: dict[str, bytes]) -> None:
    modules = [name for name in held if name.endswith(".py")]
    assert len(modules) > 500
    for name in modules:
        folder, _, module = name.rpartition("/")
        compiled = held[f"{folder}/__pycache__/{module[:-3]}.cpython-313.pyc".lstrip("/")]
        assert compiled[:4] == MAGIC
        assert struct.unpack("<I", compiled[4:8])[0] == UNCHECKED
        assert f"{bytecode.UNPACKED}/{name}".encode() in compiled


def test_the_bytecode_is_that_of_its_source(unpacked: Path) -> None:
    script = (
        "import pathlib\n"
        "from importlib.util import cache_from_source, source_hash\n"
        "for path in pathlib.Path('.').rglob('*.py'):\n"
        "    held = pathlib.Path(cache_from_source(path)).read_bytes()[8:16]\n"
        "    assert held == source_hash(path.read_bytes()), path\n"
    )
    ran = _run(script, unpacked)
    assert ran.returncode == 0, ran.stderr[-500:]


def _run(script: str, folder: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """What comes of a script that the packaged Python runs in folder."""
    command = [str(interpreter.find()), "-c", script]
    environment = {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, input=given, text=True, capture_output=True, cwd=folder, env=environment)


def test_nothing_of_the_machine_is_in_it(held: dict[str, bytes]) -> None:
    ours = {name: data for name, data in held.items() if not name.endswith(".so")}
    for place in (ROOT, Path.home(), tempfile.gettempdir() + "/tmp", sys.prefix):
        assert not [name for name, data in ours.items() if str(place).encode() in data]


def test_it_is_the_same_wherever_it_is_built(package: Path, arch: str, tmp_path: Path) -> None:
    # given another folder, clock, language and mask, and a copy of the working copy elsewhere
    copy = tmp_path / "elsewhere" / "copy"
    for name in ("lambda", "tools"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    environment = {**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONPATH": str(copy)}
    # when
    command = [sys.executable, "-m", "tools.package", "--arch", arch, "--output", "again.zip"]
    subprocess.run(command, check=True, capture_output=True, cwd=copy, env=environment, umask=0o077)
    # then
    assert (copy / "again.zip").read_bytes() == package.read_bytes()


def test_for_arm_it_holds_what_runs_on_arm(package: Path, tmp_path: Path) -> None:
    wheels.fetch(SKILL / "requirements.txt", "arm64", tmp_path / "arm")
    libraries = [path.read_bytes() for path in (tmp_path / "arm").rglob("*.so")]
    assert libraries
    assert {struct.unpack("<H", library[18:20])[0] for library in libraries} == {ARM}


def test_every_name_that_the_sdk_exports_is_still_there(unpacked: Path) -> None:
    # given what its packages import by name, as installed
    names = {}
    root = Path(ask_sdk_model.__path__[0])
    for init in root.rglob("__init__.py"):
        module = ".".join(init.parent.relative_to(root.parent).parts)
        exports = [node for node in ast.parse(init.read_text("utf-8")).body if isinstance(node, ast.ImportFrom)]
        names[module] = [name.name for node in exports if node.level for name in node.names]
    assert sum(map(len, names.values())) > 500
    # when each is asked for
    script = (
        "import importlib, json, sys\n"
        "for module, names in json.load(sys.stdin).items():\n"
        "    package = importlib.import_module(module)\n"
        "    missing = [name for name in names if getattr(package, name).__name__ != name]\n"
        "    assert not missing and set(names) <= set(dir(package)), (module, missing)\n"
        "    assert not hasattr(package, 'Nothing')\n"
    )
    import json

    ran = _run(script, unpacked, json.dumps(names))
    # then
    assert ran.returncode == 0, ran.stderr[-500:]


@pytest.mark.parametrize(
    "source",
    [
        "from .intent import Intent\nregister(Intent)\n",
        "from .intent import Intent as Other, Slot\n",
        "from .intent import Intent\nDefault = Intent\n",
        "from .intent import Intent\nif True:\n    pass\n",
    ],
)
def test_a_package_that_does_more_than_import_stops_the_build(source: str) -> None:
    with pytest.raises(UnknownCodeError):
        lazy_package(source)


def test_a_package_without_exports_stays_as_it_is() -> None:
    assert lazy_package("# nothing\n") == "# nothing\n"


def test_what_is_renamed_is_imported_at_once() -> None:
    changed = lazy_package("from ._core import encode as write\nfrom ._schema import schema\n")
    assert "\nfrom ._core import encode as write\n" in changed
    assert "'schema': '._schema'" in changed


def test_msgspec_imports_json_alone_and_the_rest_when_asked(unpacked: Path) -> None:
    # given the packaged one
    script = (
        "import sys, msgspec\n"
        "late = {'msgspec.inspect', 'msgspec.msgpack', 'msgspec.toml', 'msgspec.yaml', 'msgspec._json_schema'}\n"
        "assert not late & sys.modules.keys(), late & sys.modules.keys()\n"
        "assert msgspec.inspect.type_info(int) == msgspec.inspect.IntType()\n"
        "assert msgspec.msgpack.decode(msgspec.msgpack.encode([1])) == [1]\n"
        "assert msgspec.json.schema(int) == {'type': 'integer'}\n"
        "assert not hasattr(msgspec, 'Nothing') and not hasattr(msgspec.json, 'Nothing')\n"
    )
    # then it brings in little until asked, and then all there is
    ran = _run(script, unpacked, "")
    assert ran.returncode == 0, ran.stderr[-500:]


def test_another_msgspec_stops_the_build() -> None:
    with pytest.raises(UnknownCodeError, match="doesn't hold"):
        lazy_formats("from . import inspect, json, msgpack, structs, yaml\n")


CLIENT = "import six\nfrom .ups import UpsServiceClient\n"


@pytest.mark.parametrize(
    "use",
    [
        "CLIENTS = [UpsServiceClient(x)]\n",
        "            return UpsServiceClient(a)\n            return UpsServiceClient(b)\n",
    ],
)
def test_a_client_made_in_another_way_stops_the_build(use: str) -> None:
    with pytest.raises(UnknownCodeError):
        lazy_clients(CLIENT.replace("import six\n", "\nimport six\n") + use)


def test_a_client_is_imported_where_it_is_made() -> None:
    made = "            return UpsServiceClient(self.api_configuration)\n"
    lines = lazy_clients("import re\nimport six\nfrom .ups import UpsServiceClient\n" + made).splitlines()
    assert lines == ["import re", "            from .ups import UpsServiceClient", made.rstrip()]


MODEL = (
    "import pprint\nimport six\n\n"
    "        for attr, _ in six.iteritems(self.deserialized_types):\n"
    "        return pprint.pformat(self.to_dict())\n"
)


def test_a_model_imports_its_printer_when_it_prints() -> None:
    assert lean_model("import re\n" + MODEL).splitlines() == [
        "import re",
        "",
        "        for attr, _ in self.deserialized_types.items():",
        "        import pprint",
        "        return pprint.pformat(self.to_dict())",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "import re\n" + MODEL + "pprint.pprint(Model)\n",
        "import re\n" + MODEL + "six.text_type\n",
        "from pprint import pformat\n",
        "import re\n" + MODEL.replace("pprint.pformat(self.to_dict())", "pprint.pformat(self)"),
    ],
)
def test_a_model_printed_in_another_way_stops_the_build(source: str) -> None:
    with pytest.raises(UnknownCodeError):
        lean_model(source)


def test_a_serializer_of_another_kind_stops_the_build() -> None:
    with pytest.raises(UnknownCodeError):
        without_six_names("from six import iteritems\n")


def test_the_build_says_which_file_it_does_not_know(tmp_path: Path) -> None:
    shutil.copytree(Path(ask_sdk_model.__path__[0]) / "ui", tmp_path / "ask_sdk_model" / "ui")
    (tmp_path / "ask_sdk_model" / "ui" / "__init__.py").write_text("from .card import Card\nprint(Card)\n", "utf-8")
    with pytest.raises(UnknownCodeError, match=r"ask_sdk_model/ui/__init__\.py: line 2 does more than import"):
        rewrite(tmp_path)


def test_what_is_not_pinned_is_not_packaged(tmp_path: Path) -> None:
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# ours\nmsgspec==0.22.0\nrequests>=2  # any\n", "utf-8")
    with pytest.raises(wheels.UnpinnedError, match=r"requirements.txt, line 3: 'requests>=2' isn't pinned"):
        wheels.fetch(requirements, "arm64", tmp_path / "folder")


def test_what_does_not_compile_is_not_packaged(package: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def\n", "utf-8")
    with pytest.raises(bytecode.CompileError, match=r"broken\.py"):
        bytecode.add(tmp_path, interpreter.find())


def test_without_the_python_that_lambda_runs_it_says_what_to_install() -> None:
    with pytest.raises(interpreter.NoInterpreterError, match=r"Lambda runs Python 9\.9.*Install it"):
        interpreter.find("9.9")


def test_the_verb_fails_with_the_reason(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(output: Path, arch: str) -> int:
        raise UnknownCodeError("it is new", "skill.py")

    monkeypatch.setattr(verb, "build", broken)
    assert verb.main([]) == 1
    assert capsys.readouterr().err.startswith("skill.py: it is new.")
