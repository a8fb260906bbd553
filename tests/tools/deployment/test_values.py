"""The template's values: chosen before kept before default, and a release that changes exactly when they do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tools.deployment import template
from tools.deployment.step import DeploymentError
from tools.deployment.template import KEPT, Template, Values

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
OWN = {"SkillId": "amzn1.ask.skill.ours", "Architecture": "arm64"}


@pytest.fixture(scope="module")
def committed() -> Template:
    return template.read()


def values(committed: Template, before: dict[str, str] | None = None, *, renew: bool = False, **chosen: str) -> Values:
    return committed.values(OWN, chosen, before or {}, lambda: NOON, lambda: "s" * 64, renew=renew)


def as_aws_tells(values: Values) -> dict[str, str]:
    """A stack's parameters, as they are read back."""
    return {name: value or "" for name, value in values.items()} | {"MemoryKey": "****"}


def test_a_new_stack_gets_defaults_and_a_secret(committed: Template) -> None:
    found = values(committed)
    assert found["LogSections"] == "off"
    assert found["MemoryKey"] == "s" * 64
    assert found["MemoryKeyMade"] == "2026-11-25T12:00:00+00:00"
    assert found["SkillId"] == OWN["SkillId"]


def test_a_stack_keeps_its_values_and_its_secret(committed: Template) -> None:
    before = as_aws_tells(values(committed, LogSections="on")) | {"MemoryKeyMade": "long ago"}
    found = values(committed, before, LogDays="30")
    assert (found["LogSections"], found["LogDays"]) == ("on", "30")
    assert (found["MemoryKey"], found["MemoryKeyMade"]) == (KEPT, "long ago")


def test_a_secret_is_renewed_on_request(committed: Template) -> None:
    before = as_aws_tells(values(committed)) | {"MemoryKeyMade": "long ago"}
    found = values(committed, before, renew=True)
    assert (found["MemoryKey"], found["MemoryKeyMade"]) == ("s" * 64, "2026-11-25T12:00:00+00:00")


def test_a_parameter_that_the_template_no_longer_has_is_dropped(committed: Template) -> None:
    assert "Gone" not in values(committed, as_aws_tells(values(committed)) | {"Gone": "1"})


def test_the_release_stays_while_nothing_changes(committed: Template) -> None:
    first = values(committed)
    assert values(committed, as_aws_tells(first))["Release"] == first["Release"]


def test_the_release_changes_with_any_value_the_template_and_the_secret(committed: Template) -> None:
    first = values(committed)
    before = as_aws_tells(first) | {"MemoryKeyMade": "long ago"}
    releases = [
        first["Release"],
        values(committed, LogSections="on")["Release"],
        values(Template(committed.text + "#"))["Release"],
        values(committed, before)["Release"],
    ]
    assert len(set(releases)) == len(releases)


def test_the_release_tells_nothing_of_the_secret(committed: Template) -> None:
    other = committed.values(OWN, {}, {}, lambda: NOON, lambda: "t" * 64)
    assert other["Release"] == values(committed)["Release"]


def test_the_package_is_named_where_it_was_uploaded(committed: Template) -> None:
    assert "CodeUri: s3://packages/key.zip\n" in committed.uploaded("packages", "key.zip").text


def test_a_template_without_its_package_says_so() -> None:
    with pytest.raises(DeploymentError, match=r"must name \.\./dist/lambda\.zip once"):
        Template("CodeUri: ./elsewhere").uploaded("packages", "key.zip")


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"LogDay": "1"}, "there is no LogDay; there are LogDays, LogSections"),
        ({"LogDays": "4"}, "LogDays can't be '4'; it can be 1, 3, 5"),
        ({"MemoryKey": "mine"}, "there is no MemoryKey"),
    ],
)
def test_a_choice_that_isnt_one_is_refused(committed: Template, chosen: dict[str, str], told: str) -> None:
    with pytest.raises(DeploymentError, match=told):
        committed.check(chosen)


def test_choices_that_are_ones_pass(committed: Template) -> None:
    committed.check({"LogDays": "30", "AlarmEmail": "host@example.org"})
