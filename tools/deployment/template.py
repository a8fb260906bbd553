"""The template's parameters, and the values they get.

What the parameters are for is said in the template itself; setting them is left to stack.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.deployment.step import DeploymentError

PATH = Path(__file__).parents[2] / "infrastructure" / "template.yaml"
PACKAGE = "../dist/lambda.zip"
"""What the template calls the function's package before it is uploaded."""
KEPT = None
"""The value that a parameter has already; a secret's can't be read."""
OWN = ("SkillId", "MemoryKey", "MemoryKeyMade", "Release", "Architecture")
"""Parameters that have their own word on the command line, or that nobody sets by hand."""

Values = dict[str, str | None]


class _Reader(yaml.SafeLoader):
    """Reads past CloudFormation's own tags, of which parameters have none."""


_Reader.add_multi_constructor("!", lambda loader, suffix, node: None)  # noqa: ARG005  the library's signature


@dataclass(frozen=True, slots=True)
class Template:
    """A SAM template."""

    text: str

    def uploaded(self, bucket: str, key: str) -> Template:
        """The template with the package where it was uploaded to."""
        if self.text.count(PACKAGE) != 1:
            raise DeploymentError(f"infrastructure/template.yaml must name {PACKAGE} once, as the function's CodeUri")
        return Template(self.text.replace(PACKAGE, f"s3://{bucket}/{key}"))

    def values(self, chosen: Values, before: Mapping[str, str]) -> Values:
        """Every parameter's value: what is chosen, else what it was before, else its default; and a release's name."""
        declared = self._declared()
        values: Values = {name: str(about["Default"]) for name, about in declared.items() if "Default" in about}
        values |= {name: value for name, value in before.items() if name in declared} | chosen
        return values | {"Release": self._release(values)}

    def check(self, chosen: Mapping[str, str]) -> None:
        """Raises DeploymentError where a choice isn't one of the template's."""
        declared = {name: about for name, about in self._declared().items() if name not in OWN}
        for name, value in chosen.items():
            if name not in declared:
                raise DeploymentError(f"SET: there is no {name}; there are {', '.join(declared)}")
            allowed = [str(each) for each in declared[name].get("AllowedValues", [])]
            if allowed and value not in allowed:
                raise DeploymentError(f"SET: {name} can't be {value!r}; it can be {', '.join(allowed)}")

    def _declared(self) -> dict[str, dict[str, Any]]:
        parameters: dict[str, dict[str, Any]] = yaml.load(self.text, _Reader)["Parameters"]
        return parameters

    def _release(self, values: Values) -> str:
        """A digest of the template and of all values but the secret, of which MemoryKeyMade tells."""
        told = sorted((name, value) for name, value in values.items() if name not in ("MemoryKey", "Release"))
        return hashlib.sha256(f"{self.text}{told}".encode()).hexdigest()


def read(path: Path = PATH) -> Template:
    """The template as it is committed."""
    return Template(path.read_text("utf-8"))
