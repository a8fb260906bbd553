"""The template's values: chosen before kept before default, and a release that changes exactly when they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.deployment import template
from tools.deployment.step import DeploymentError
from tools.deployment.template import KEPT, Template, Values

SECRET = {"MemoryKey": "s" * 64, "MemoryKeyMade": "2026-11-25T12:00:00+00:00"}
OWN = {"SkillId": "amzn1.ask.skill.ours", "Architecture": "arm64"}

DEFAULTS = {"LogDays": "14", "LogSections": "off", "AlarmEmail": "", "ReservedConcurrency": "-1"}
"""What docs/hosting.md says of them."""
PAGES = Path(__file__).parents[3] / "docs"


@pytest.fixture(scope="module")
def committed() -> Template:
    return template.read()


def first(committed: Template, **chosen: str) -> Values:
    """The values of a new stack."""
    return committed.values({**OWN, **SECRET, **chosen}, {})


def next_after(committed: Template, before: Values, **chosen: str) -> Values:
    """The values of a stack that keeps its secret."""
    return committed.values({**OWN, "MemoryKey": KEPT, **chosen}, as_aws_tells(before))


def as_aws_tells(values: Values) -> dict[str, str]:
    """A stack's parameters, as they are read back."""
    return {name: value or "" for name, value in values.items()} | {"MemoryKey": "****"}


def test_a_new_stack_gets_defaults(committed: Template) -> None:
    found = first(committed)
    assert {name: found[name] for name in DEFAULTS} == DEFAULTS
    assert found["SkillId"] == OWN["SkillId"]
    assert found["MemoryKey"] == SECRET["MemoryKey"]


def test_the_pages_say_what_the_defaults_are() -> None:
    table = (PAGES / "hosting.md").read_text("utf-8")
    assert all(f"| `{name}` | {DEFAULTS[name]}" in table for name in ("LogDays", "LogSections", "ReservedConcurrency"))
    assert f"the log is kept for {DEFAULTS['LogDays']} days" in (PAGES / "privacy.html").read_text("utf-8")


def test_a_stack_keeps_its_values_and_its_secret(committed: Template) -> None:
    found = next_after(committed, first(committed, LogSections="on"), LogDays="30")
    assert (found["LogSections"], found["LogDays"]) == ("on", "30")
    assert (found["MemoryKey"], found["MemoryKeyMade"]) == (KEPT, SECRET["MemoryKeyMade"])


def test_a_parameter_that_the_template_no_longer_has_is_dropped(committed: Template) -> None:
    assert "Gone" not in next_after(committed, {**first(committed), "Gone": "1"})


def test_the_release_stays_while_nothing_changes(committed: Template) -> None:
    before = first(committed)
    assert next_after(committed, before)["Release"] == before["Release"]


def test_the_release_changes_with_any_value_the_template_and_the_secret(committed: Template) -> None:
    releases = [
        first(committed)["Release"],
        first(committed, LogSections="on")["Release"],
        first(committed, MemoryKeyMade="2027-01-01T12:00:00+00:00")["Release"],
        first(Template(committed.text + "#"))["Release"],
    ]
    assert len(set(releases)) == len(releases)


def test_the_release_tells_nothing_of_the_secret(committed: Template) -> None:
    assert first(committed, MemoryKey="t" * 64)["Release"] == first(committed)["Release"]


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
