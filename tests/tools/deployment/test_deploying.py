"""Deploying for real, to stand-ins: Alexa's own command line publishes to one, boto3 makes the stack on the other."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.model import OperationModel

from tests.cloud import Cloud
from tests.tools.deployment.smapi import NEW_SKILL, Smapi, manifest, serving
from tools import npm, skill_package
from tools.deployment import publishing
from tools.deployment.bucket import Bucket
from tools.deployment.deploying import Deployment, Order
from tools.deployment.removing import Removal
from tools.deployment.stack import Stack
from tools.deployment.step import DeploymentError, Known, take
from tools.deployment.world import World
from tools.skill_package import Host

ORDER = Order("guide")
OURS = "amzn1.ask.skill.ours"


class Workshop:
    """The project's folder, and the commands that deploying runs there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.code = "def handler(event, context): return {}"
        self.now = datetime(2026, 11, 25, 12, tzinfo=UTC)
        self.asked: list[str] = []
        """What Alexa's command line was asked, where it isn't the real one."""
        self.asks_for_real = False
        self.ask_fails_at = ""

    def run(self, command: Sequence[str], folder: Path) -> None:
        """Packages as make would, and makes and publishes skills as Alexa would."""
        if command[0] == "make":
            self._make(command)
        elif self.asks_for_real:
            publishing.run(command, folder)
        else:
            self._ask(" ".join(command[1:-2]), folder)

    def _make(self, command: Sequence[str]) -> None:
        given = dict(word.split("=", 1) for word in command if "=" in word)
        skill_package.write(Host(given.get("ENDPOINT", "")), self.root / "dist" / "skill-package")
        if "package" in command:
            with zipfile.ZipFile(self.root / "dist" / "lambda.zip", "w") as archive:
                archive.writestr(zipfile.ZipInfo("lambda_function.py"), self.code)

    def _ask(self, words: str, folder: Path) -> None:
        self.asked.append(words)
        if words == self.ask_fails_at:
            raise DeploymentError("Alexa refuses")
        states = folder / ".ask" / "ask-states.json"
        if words.startswith("deploy") and not states.exists():
            states.parent.mkdir()
            states.write_text(json.dumps({"profiles": {"default": {"skillId": NEW_SKILL}}}), "utf-8")

    def world(self, cloud: Cloud, region: str = "us-east-1") -> World:
        secret = f"{self.now:%Y}" * 16
        return World(cloud.session(region), self.root, run=self.run, now=lambda: self.now, secret=lambda: secret)

    def deploy(self, cloud: Cloud, order: Order = ORDER) -> Known:
        return take(Deployment(order, self.world(cloud)).steps(), Known())

    def undeploy(self, cloud: Cloud) -> Known:
        return take(Removal(ORDER.stack, self.world(cloud)).steps(), Known())


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    for name in ("ASK_REFRESH_TOKEN", "ASK_ACCESS_TOKEN", "ASK_DEFAULT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(npm, "installed", lambda name: tmp_path / name)
    return Workshop(tmp_path)


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A workshop with Alexa's command line, in which nobody of this machine is signed in."""
    try:
        npm.installed("ask-cli")
    except npm.NpmUnavailableError as error:
        pytest.skip(str(error))
    monkeypatch.setenv("HOME", str(tmp_path))
    workshop = Workshop(tmp_path)
    workshop.asks_for_real = True
    return workshop


@pytest.fixture
def smapi(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[Smapi]:
    """Alexa, with somebody signed in."""

    def lets_in(endpoint: str, skill_id: str) -> bool:
        client, (function, _, alias) = cloud.client("lambda"), endpoint.rpartition(":")
        try:
            policy = client.get_policy(FunctionName=function, Qualifier=alias)["Policy"]
        except ClientError:
            return False
        environment = client.get_function_configuration(FunctionName=function, Qualifier=alias)["Environment"]
        return "alexa-appkit.amazon.com" in policy and environment["Variables"]["SKILL_ID"] == skill_id

    with serving(lets_in) as smapi:
        monkeypatch.setenv("ASK_REFRESH_TOKEN", "r")
        monkeypatch.setenv("ASK_VENDOR_ID", "VENDOR")
        monkeypatch.setenv("ASK_SMAPI_SERVER_BASE_URL", smapi.address)
        monkeypatch.setenv("ASK_LWA_TOKEN_HOST", smapi.address)
        yield smapi


def secret(cloud: Cloud, known: Known) -> str:
    found = cloud.client("lambda").get_function_configuration(FunctionName=known.endpoint.rpartition(":")[0])
    return str(found["Environment"]["Variables"]["MEMORY_KEY"])


def release(cloud: Cloud) -> str:
    return Stack(cloud.session(), ORDER.stack).output("Release")


def test_from_nothing_to_an_enabled_skill_in_one_run(cloud: Cloud, smapi: Smapi, real: Workshop) -> None:
    # when
    known = real.deploy(cloud)
    # then the skill was made first, without an endpoint, and then got the function that lets it in
    assert known.skill_id == NEW_SKILL
    assert known.endpoint.endswith(":live")
    assert [(id, manifest(files)["apis"]["custom"].get("endpoint")) for id, files in smapi.imported] == [
        (NEW_SKILL, None),
        (NEW_SKILL, {"uri": known.endpoint}),
    ]
    assert "interactionModels/custom/en-CA.json" in smapi.imported[-1][1]
    assert smapi.enabled == {NEW_SKILL}


def test_who_isnt_signed_in_to_alexa_is_told_how(cloud: Cloud, workshop: Workshop) -> None:
    workshop.ask_fails_at = "smapi get-vendor-list"
    with pytest.raises(DeploymentError, match=r"(?s)Step 2 failed: .*make ask ARGS=configure"):
        workshop.deploy(cloud)
    assert cloud.client("s3").list_buckets()["Buckets"] == []


def test_deploying_again_changes_nothing(cloud: Cloud, workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    # given
    first = workshop.deploy(cloud, Order("guide", chosen={"LogSections": "on"}))
    # when
    workshop.now += timedelta(days=400)
    again = workshop.deploy(cloud)
    # then
    assert again == first
    assert capsys.readouterr().out.count("nothing to change") == 1
    assert secret(cloud, again) == "2026" * 16
    assert Stack(cloud.session(), "guide").parameters()["LogSections"] == "on"
    check, publish = "smapi get-vendor-list", "deploy"
    assert workshop.asked == [check, "deploy --target skill-metadata", publish, check, publish]


def test_other_code_is_another_release_and_so_is_another_secret(cloud: Cloud, workshop: Workshop) -> None:
    # given
    releases = [(workshop.deploy(cloud), release(cloud))]
    # when
    workshop.code += "  # better"
    releases.append((workshop.deploy(cloud), release(cloud)))
    workshop.now += timedelta(days=400)
    releases.append((workshop.deploy(cloud, Order("guide", renew=True)), release(cloud)))
    # then
    assert len({name for _, name in releases}) == len(releases)
    assert {known.endpoint for known, _ in releases} == {releases[0][0].endpoint}
    assert secret(cloud, releases[0][0]) == "2027" * 16


def test_after_a_failure_it_goes_on_with_the_same_skill(cloud: Cloud, workshop: Workshop) -> None:
    # given a deployment that failed at its end
    workshop.ask_fails_at = "deploy"
    with pytest.raises(DeploymentError, match=r"(?s)Step 8 failed: Alexa refuses.*run the same command again"):
        workshop.deploy(cloud)
    # when
    workshop.ask_fails_at = ""
    known = workshop.deploy(cloud)
    # then
    assert known.skill_id == NEW_SKILL
    assert workshop.asked.count("deploy --target skill-metadata") == 1


def test_the_stack_knows_its_skill_where_the_folder_is_lost(cloud: Cloud, workshop: Workshop, tmp_path: Path) -> None:
    # given
    workshop.deploy(cloud, Order("guide", skill_id=OURS))
    # when it is deployed from another folder
    other = Workshop(tmp_path / "elsewhere")
    known = other.deploy(cloud)
    # then
    assert known.skill_id == OURS
    states = json.loads((other.root / ".deploy" / "guide" / ".ask" / "ask-states.json").read_text("utf-8"))
    assert states["profiles"]["default"]["skillId"] == OURS
    assert "deploy --target skill-metadata" not in other.asked


def test_undeploying_leaves_nothing_on_aws(cloud: Cloud, workshop: Workshop) -> None:
    # given
    workshop.deploy(cloud)
    # when it has come as far as the backups
    take(Removal("guide", workshop.world(cloud)).steps()[:2], Known())
    # then they are stopped before the memory goes
    [table] = cloud.client("dynamodb").list_tables()["TableNames"]
    found = cloud.client("dynamodb").describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    assert found["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"
    # when it is started again
    assert workshop.undeploy(cloud).skill_id == NEW_SKILL
    # then
    assert cloud.client("dynamodb").list_tables()["TableNames"] == []
    assert cloud.client("lambda").list_functions()["Functions"] == []
    assert cloud.client("logs").describe_log_groups()["logGroups"] == []
    assert cloud.client("s3").list_buckets()["Buckets"] == []


def test_undeploying_what_isnt_there_is_no_failure(cloud: Cloud, workshop: Workshop) -> None:
    assert workshop.undeploy(cloud).skill_id == ""


def test_packages_are_private_wherever_they_are(cloud: Cloud, tmp_path: Path) -> None:
    # given
    package = tmp_path / "lambda.zip"
    package.write_bytes(b"code")
    bucket = Bucket(cloud.session("eu-west-1"), "guide", "123456789012")
    # when it is kept twice
    assert bucket.keep(package) == bucket.keep(package)
    # then it is there once
    client = cloud.client("s3", "eu-west-1")
    assert client.get_bucket_location(Bucket=bucket.name)["LocationConstraint"] == "eu-west-1"
    assert all(client.get_public_access_block(Bucket=bucket.name)["PublicAccessBlockConfiguration"].values())
    assert len(client.list_objects_v2(Bucket=bucket.name)["Contents"]) == 1


def test_a_bucket_that_another_account_made_gets_nothing(cloud: Cloud, tmp_path: Path) -> None:
    # given a bucket of the name, and what each request says of whose it must be
    package = tmp_path / "lambda.zip"
    package.write_bytes(b"code")
    asked: list[tuple[str, str]] = []

    def note(params: dict[str, str], model: OperationModel, **_: object) -> None:
        asked.append((model.name, params.get("ExpectedBucketOwner", "")))

    session = boto3.Session(region_name="us-east-1")
    session.events.register("provide-client-params.s3", note)
    bucket = Bucket(session, "guide", "123456789012")
    # when
    bucket.keep(package)
    bucket.remove()
    # then
    assert {owner for name, owner in asked if name != "CreateBucket"} == {"123456789012"}
    assert {"HeadBucket", "PutObject", "DeleteObject", "DeleteBucket"} <= {name for name, _ in asked}
