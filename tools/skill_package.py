"""`make skill-package` writes dist/skill-package/, what Amazon's tools take in: manifest, interaction models, icons.

skill.json has placeholders for what only the host knows, and the pages in docs/ have marks for who the host is. They
are filled in here. What isn't known yet is left out rather than made up, and said. Uploading is left to others.
"""

from __future__ import annotations

import argparse
import copy
import html
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "dist" / "skill-package"
PAGES = ("privacy.html", "terms.html")
ASSETS = "file://assets/images/"
"""What a manifest writes before the name of an icon that travels with it."""
NOWHERE = "arn:aws:lambda:REGION:ACCOUNT:function:FUNCTION:ALIAS"
"""skill.json's endpoint until there is one."""
UNHOSTED = "https://PAGES"
"""Where skill.json's links to the pages lead until they are hosted."""
UNNAMED, UNREACHED = "<mark>[who hosts this skill]</mark>", "<mark>[how to reach them]</mark>"
"""In the pages, where the host's name and address go."""
_ARN = re.compile(r"arn:aws(?:-[a-z-]+)?:lambda:[a-z]{2}(?:-[a-z]+)+-\d:\d{12}:function:[\w-]+:[\w-]+")
_HOST_NAME = re.compile(r"(?:[\w-]+\.)+[a-z][\w-]+")

Manifest = dict[str, Any]


class SkillPackageError(Exception):
    """Something given can't be packaged. The text says what, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Host:
    """What only whoever hosts the skill can say; empty for what isn't known yet."""

    endpoint: str = ""
    """The ARN of the Lambda function's alias, or the https address of a service of one's own."""
    pages: str = ""
    """The https address under which both pages are hosted."""
    name: str = ""
    contact: str = ""
    """How listeners reach the host: an e-mail address, say."""


def endpoint(text: str) -> dict[str, str]:
    """A manifest's endpoint. Raises SkillPackageError."""
    if text.startswith("https:"):
        return {"uri": web_address(text, "ENDPOINT"), "sslCertificateType": "Trusted"}
    if not _ARN.fullmatch(text):
        raise SkillPackageError(
            f'ENDPOINT is "{text}"; write the ARN of a Lambda alias, like '
            "arn:aws:lambda:us-east-1:123456789012:function:cervix-guide:live, or an address that begins with https://"
        )
    return {"uri": text}


def web_address(text: str, variable: str) -> str:
    """An https address that anybody on the web can reach, as given. Raises SkillPackageError."""
    wrong = SkillPackageError(
        f'{variable} is "{text}"; write an address like https://example.org/cervix-guide, '
        "with a host name, on the usual port, without user, query or spaces"
    )
    try:
        parts = urlsplit(text)
        port = parts.port or 443
    except ValueError:
        raise wrong from None
    surplus = parts.username or parts.query or parts.fragment or re.search(r"\s", text)
    if parts.scheme != "https" or port != 443 or surplus or not _HOST_NAME.fullmatch(parts.hostname or ""):
        raise wrong
    return text


def filled(manifest: Mapping[str, Any], host: Host) -> Manifest:
    """The manifest with what the host gives, and without what nobody gave. Raises SkillPackageError."""
    made = copy.deepcopy(dict(manifest))
    skill = made["manifest"]
    for holder in (skill["apis"]["custom"], skill["events"]):
        if host.endpoint:
            holder["endpoint"] = endpoint(host.endpoint)
        elif holder["endpoint"]["uri"] == NOWHERE:
            del holder["endpoint"]
    if "endpoint" not in skill["events"]:
        del skill["events"]  # the vendor takes no subscription that isn't sent anywhere
    locales = skill["privacyAndCompliance"]["locales"]
    skill["privacyAndCompliance"]["locales"] = {name: dict(_linked(links, host)) for name, links in locales.items()}
    return made


def _linked(links: Mapping[str, str], host: Host) -> Iterator[tuple[str, str]]:
    for field, url in links.items():
        if not url.startswith(UNHOSTED):
            yield field, url
        elif host.pages:
            yield field, url.replace(UNHOSTED, web_address(host.pages, "PAGES").rstrip("/"))


def unfilled(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What a manifest doesn't have, or has only a placeholder for, and what gives it."""
    text = json.dumps(manifest)
    if NOWHERE in text or '"endpoint"' not in text:
        yield "the endpoint, which Alexa asks: ENDPOINT=, the ARN of the Lambda alias or an https address"
    if UNHOSTED in text or '"privacyPolicyUrl"' not in text:
        yield "the links to privacy policy and terms, which submitting takes: PAGES=, where the two are hosted"


def signed(page: str, host: Host) -> str:
    """A page that names its host."""
    return page.replace(UNNAMED, html.escape(host.name)).replace(UNREACHED, html.escape(host.contact))


def write(host: Host, output: Path, root: Path = ROOT) -> Manifest:
    """Writes the package, and the pages beside it where the host is named. Raises SkillPackageError and OSError."""
    manifest = filled(json.loads((root / "skill.json").read_text("utf-8")), host)
    _empty(output)
    _write_text(output / "skill.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    for model in sorted((root / "interaction_models").glob("*.json")):
        _copy(model, output / "interactionModels" / "custom" / model.name)
    for name in _icons(manifest):
        _copy(root / "icons" / name, output / "assets" / "images" / name)
    if host.name and host.contact:
        for name in PAGES:
            _write_text(output.with_name("pages") / name, signed((root / "docs" / name).read_text("utf-8"), host))
    return manifest


def _empty(output: Path) -> None:
    """Only what was written here goes: a folder of somebody's own, named by mistake, must not."""
    if output.exists() and any(output.iterdir()):
        if not (output / "skill.json").exists():
            raise SkillPackageError(f"{output} is there and isn't a skill package; name another with --output")
        shutil.rmtree(output)


def _icons(manifest: Manifest) -> set[str]:
    shown = manifest["manifest"]["publishingInformation"]["locales"].values()
    uris = {uri for texts in shown for uri in (texts["smallIconUri"], texts["largeIconUri"])}
    return {uri.removeprefix(ASSETS) for uri in uris if uri.startswith(ASSETS)}


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write_text(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where something given is malformed, or a file can't be read."""
    parser = argparse.ArgumentParser(prog="python -m tools.skill_package", description="Writes the skill package.")
    parser.add_argument("--endpoint", default="", help="the ARN of the Lambda alias, or an https address")
    parser.add_argument("--pages", default="", help="the https address where privacy.html and terms.html are hosted")
    parser.add_argument("--hosted-by", default="", help="who answers for the skill, for the two pages")
    parser.add_argument("--contact", default="", help="how listeners reach them")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the folder to write")
    options = parser.parse_args(arguments)
    host = Host(options.endpoint, options.pages, options.hosted_by, options.contact)
    try:
        manifest = write(host, options.output)
    except (SkillPackageError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Wrote {options.output}.")
    for lack in unfilled(manifest):
        print(f"Left out: {lack}.")
    if not (host.name and host.contact):
        print("Left out: the two pages to host, which name you: HOSTED_BY= and CONTACT=.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
