"""The skill package is what the vendor takes, and has nothing in it that was made up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools.skill_package import (
    NOWHERE,
    PAGES,
    ROOT,
    UNHOSTED,
    UNNAMED,
    UNREACHED,
    Host,
    SkillPackageError,
    endpoint,
    main,
    signed,
    unfilled,
    web_address,
    write,
)

ALIAS = "arn:aws:lambda:eu-west-1:123456789012:function:cervix-guide:live"
HOST = Host(ALIAS, "https://example.org/guide/", "Mothers & Co", "guide@example.org")
LOCALES = ("en-AU", "en-CA", "en-GB", "en-IN", "en-US")


def manifest(package: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((package / "skill.json").read_text("utf-8"))["manifest"]
    return found


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_it_is_laid_out_as_amazons_tools_expect(tmp_path: Path) -> None:
    write(HOST, tmp_path / "skill-package")

    assert files(tmp_path / "skill-package") == [
        "assets/images/icon-108.png",
        "assets/images/icon-512.png",
        *(f"interactionModels/custom/{locale}.json" for locale in LOCALES),
        "skill.json",
    ]


def test_the_models_are_the_committed_ones(tmp_path: Path) -> None:
    write(HOST, tmp_path / "skill-package")

    for locale in LOCALES:
        packaged = tmp_path / "skill-package" / "interactionModels" / "custom" / f"{locale}.json"
        assert packaged.read_bytes() == (ROOT / "interaction_models" / f"{locale}.json").read_bytes()


def test_what_the_host_gives_is_filled_in(tmp_path: Path) -> None:
    write(HOST, tmp_path / "skill-package")

    skill = manifest(tmp_path / "skill-package")
    assert skill["apis"]["custom"]["endpoint"] == skill["events"]["endpoint"] == {"uri": ALIAS}
    for locale in LOCALES:
        assert skill["privacyAndCompliance"]["locales"][locale] == {
            "privacyPolicyUrl": "https://example.org/guide/privacy.html",
            "termsOfUseUrl": "https://example.org/guide/terms.html",
        }
    assert list(unfilled({"manifest": skill})) == []


def test_a_service_of_ones_own_is_an_endpoint_too(tmp_path: Path) -> None:
    write(Host(endpoint="https://alexa.example.org/skill/"), tmp_path / "skill-package")

    skill = manifest(tmp_path / "skill-package")
    own = {"uri": "https://alexa.example.org/skill/", "sslCertificateType": "Trusted"}
    assert skill["apis"]["custom"]["endpoint"] == skill["events"]["endpoint"] == own


def test_what_nobody_gave_is_left_out_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--output", str(tmp_path / "skill-package")]) == 0

    text = (tmp_path / "skill-package" / "skill.json").read_text("utf-8")
    assert NOWHERE not in text
    assert UNHOSTED not in text
    assert "events" not in json.loads(text)["manifest"]
    assert not (tmp_path / "pages").exists()
    told = capsys.readouterr().out
    assert all(variable in told for variable in ("ENDPOINT=", "PAGES=", "HOSTED_BY=", "CONTACT="))


def test_what_is_in_the_manifest_already_stays(tmp_path: Path) -> None:
    # given a fork that has written its own into skill.json
    for name in ("docs", "icons", "interaction_models"):
        (tmp_path / name).symlink_to(ROOT / name)
    text = (ROOT / "skill.json").read_text("utf-8").replace(NOWHERE, ALIAS)
    (tmp_path / "skill.json").write_text(text.replace(UNHOSTED, "https://fork.example.org"), "utf-8")
    # when
    made = write(Host(), tmp_path / "dist" / "skill-package", tmp_path)
    # then
    assert list(unfilled(made)) == []
    assert made == json.loads((tmp_path / "skill.json").read_text("utf-8"))


def test_the_pages_name_their_host(tmp_path: Path) -> None:
    assert main(["--hosted-by", HOST.name, "--contact", HOST.contact, "--output", str(tmp_path / "skill-package")]) == 0

    assert files(tmp_path / "pages") == list(PAGES)
    for name in PAGES:
        text = (tmp_path / "pages" / name).read_text("utf-8")
        assert "Mothers &amp; Co" in text
        assert "guide@example.org" in text
        assert "<mark>" not in text


@pytest.mark.parametrize("name", PAGES)
def test_every_mark_in_a_page_is_one_that_is_filled_in(name: str) -> None:
    text = (ROOT / "docs" / name).read_text("utf-8")

    assert text.count(UNNAMED) == text.count(UNREACHED) == 1
    assert "<mark>" not in signed(text, HOST)


@pytest.mark.parametrize(
    "text",
    [
        "cervix-guide",
        "arn:aws:lambda:us-east-1:123456789012:function:cervix-guide",
        "arn:aws:lambda:us-east-1:12345:function:cervix-guide:live",
        "arn:aws:s3:::bucket",
        "http://example.org",
        NOWHERE,
    ],
)
def test_a_malformed_endpoint_is_told_what_to_write(text: str) -> None:
    with pytest.raises(SkillPackageError, match=r"ENDPOINT is .*; write the ARN of a Lambda alias, like arn:aws"):
        endpoint(text)


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "http://example.org",
        "https://localhost",
        "https://192.168.1.2",
        "https://example.org:8443",
        "https://example.org:port",
        "https://me@example.org",
        "https://example.org/?a=b",
        "https://example.org/#top",
        "https://example.org/my pages",
        "https://[",
    ],
)
def test_a_malformed_address_is_told_what_to_write(text: str) -> None:
    with pytest.raises(SkillPackageError, match=r"PAGES is .*; write an address like https://example.org"):
        web_address(text, "PAGES")


def test_a_malformed_value_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--pages", "example.org", "--output", str(tmp_path / "skill-package")]) == 1

    assert "PAGES is" in capsys.readouterr().err
    assert not (tmp_path / "skill-package").exists()


def test_it_replaces_a_package_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # given a package with a leftover, and a folder of somebody's own
    package, own = tmp_path / "skill-package", tmp_path / "own"
    write(HOST, package)
    (package / "leftover").touch()
    own.mkdir()
    (own / "letter").touch()
    # when
    assert main(["--output", str(package)]) == 0
    assert main(["--output", str(own)]) == 1
    # then
    assert "leftover" not in files(package)
    assert files(own) == ["letter"]
    assert "isn't a skill package" in capsys.readouterr().err
