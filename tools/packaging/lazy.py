"""Takes start-up cost out of the packages: what a turn needs little of is imported when it is first asked for.

ask_sdk_model's packages import every model there is, some 270 modules, of which a turn meets a few dozen; each module
brings in pprint for a model's text, and six, which Python 3 doesn't need. msgspec imports formats and schemas that we
don't use. They are rewritten in the package's folder, never where they are installed. Whatever isn't known stops the
build, so that a newer release is packaged only once somebody has looked at it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from tools.packaging import PackageError

Change: TypeAlias = Callable[[str], str]
"""Source -> what it becomes. Raises UnknownCodeError."""

_PACKAGE = '''\
"""Imports a name's module when the name is first asked for (PEP 562); rewritten by `make package`."""

from importlib import import_module
{kept}

_MODULES = {modules}
__all__ = list(_MODULES)


def __getattr__(name):
    if name not in _MODULES:
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
    value = globals()[name] = getattr(import_module(_MODULES[name], __package__), name)
    return value


def __dir__():
    return sorted({{*globals(), *_MODULES}})
'''
_SUBMODULES = "from . import inspect, json, msgpack, structs, toml, yaml\n"
_NEEDED = "from . import json, structs\n"
_OTHERS = '''

def __getattr__(name):
    """Imports the other submodules when they are first asked for (PEP 562); rewritten by `make package`."""
    if name not in ("inspect", "msgpack", "toml", "yaml"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return import_module(f".{name}", __name__)
'''
_PACKAGES = ("ask_sdk_core/utils", "ask_sdk_core/view_resolvers", "ask_sdk_runtime/view_resolvers")
"""Packages of the SDK outside the model that a turn needs little of."""
_CLIENT = re.compile(r"^from \.\w+ import (\w+ServiceClient)\n", re.MULTILINE)
_PRINTING = re.compile(r"^( +)(return pprint\.pformat\(self\.(?:to_dict\(\)|value)\)\n)", re.MULTILINE)
_IN_PLACE_OF_SIX = {
    "from six import iteritems\n": "iteritems = dict.items\n",
    "from six import text_type\n": "text_type = str\n",
    "from six import integer_types\n": "integer_types = (int,)\n",
}


class UnknownCodeError(PackageError):
    """What is packaged isn't written as the release that was looked at."""

    def __init__(self, what: str, where: str = "a package") -> None:
        super().__init__(f"{where}: {what}. tools/packaging/lazy.py doesn't know this release; look at both.")
        self.what = what


def rewrite(folder: Path) -> None:
    """Makes what is in a folder lazy. Raises UnknownCodeError, with the folder half done."""
    model = folder / "ask_sdk_model"
    for package in (*sorted(model.rglob("__init__.py")), *(folder / name / "__init__.py" for name in _PACKAGES)):
        _rewrite(package, lazy_package, folder)
    _rewrite(model / "services" / "service_client_factory.py", lazy_clients, folder)
    for module in sorted(model.rglob("*.py")):
        _rewrite(module, lean_model, folder)
    _rewrite(folder / "ask_sdk_core" / "serialize.py", without_six_names, folder)
    _rewrite(folder / "msgspec" / "__init__.py", lazy_formats, folder)
    _rewrite(folder / "msgspec" / "json.py", lazy_package, folder)


def _rewrite(path: Path, change: Change, folder: Path) -> None:
    try:
        path.write_bytes(change(path.read_text("utf-8")).encode())
    except UnknownCodeError as error:
        raise UnknownCodeError(error.what, path.relative_to(folder).as_posix()) from None


def lazy_package(source: str) -> str:
    """A package, or a module of one, that imports a name's module when the name is first asked for."""
    modules: dict[str, str] = {}
    kept: list[ast.stmt] = []
    for statement in ast.parse(source).body:
        match statement:
            case ast.ImportFrom(module=str(module), level=1, names=names) if not any(name.asname for name in names):
                modules |= {name.name: f".{module}" for name in names}
            case ast.ImportFrom(level=1, names=names) if all(name.asname for name in names):
                kept.append(statement)
            case ast.ImportFrom(module="__future__"):
                pass
            case ast.Import() | ast.ImportFrom(level=0 | 2) | ast.Assign(value=ast.Name() | ast.Constant()):
                kept.append(statement)
            case _:
                raise UnknownCodeError(f"line {statement.lineno} does more than import")
    used = {node.id for statement in kept for node in ast.walk(statement) if isinstance(node, ast.Name)}
    if used & modules.keys():
        raise UnknownCodeError(f"it uses what it imports: {', '.join(sorted(used & modules.keys()))}")
    lines = "\n".join(ast.get_source_segment(source, statement) or "" for statement in kept)
    return _PACKAGE.format(kept=lines, modules=modules) if modules else source


def lazy_formats(source: str) -> str:
    """The formats of msgspec that aren't JSON, and what describes types, are imported when they are asked for."""
    if source.count(_SUBMODULES) != 1 or "__getattr__" in source:
        raise UnknownCodeError(f"it doesn't hold {_SUBMODULES!r} once")
    return source.replace(_SUBMODULES, _NEEDED) + _OTHERS


def lazy_clients(source: str) -> str:
    """Each service's client is imported by the method that makes it."""
    for line, name in [(found[0], found[1]) for found in _CLIENT.finditer(source)]:
        made = f"            return {name}("
        uses = len(re.findall(rf"\b{name}\(", source))
        if uses > 1 or uses != source.count(made):
            raise UnknownCodeError(f"it makes {name} in another way")
        source = source.replace(line, "").replace(made, f"            {line}{made}")
    return without_six(source)


def lean_model(source: str) -> str:
    """A model without what it only brings in for its text; a service's client, which has none, as it is."""
    return without_six(lazy_printer(source)) if "pprint" in source else source


def lazy_printer(source: str) -> str:
    """The printer (with dataclasses, inspect, ast, dis) is imported when a model is printed."""
    changed, printed = _PRINTING.subn(r"\1import pprint\n\1\2", source)
    changed = changed.replace("\nimport pprint\n", "\n", 1)
    if printed != 1 or source.count("pprint.") != 1 or "\nimport pprint" in changed:
        raise UnknownCodeError("it uses pprint in another way")
    return changed


def without_six(source: str) -> str:
    """Dictionaries have the items that six gives them."""
    changed = source.replace("six.iteritems(self.deserialized_types)", "self.deserialized_types.items()")
    changed = changed.replace("\nimport six\n", "\n", 1)
    if re.search(r"\bsix\b", changed):
        raise UnknownCodeError("it uses six in another way")
    return changed


def without_six_names(source: str) -> str:
    """The same for the serializer, which takes names from six."""
    for line, instead in _IN_PLACE_OF_SIX.items():
        if source.count(line) != 1:
            raise UnknownCodeError(f"it doesn't hold {line!r} once")
        source = source.replace(line, instead)
    if re.search(r"\bsix\b", source):
        raise UnknownCodeError("it uses six in another way")
    return source
