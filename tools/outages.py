"""`make outages` measures what a listener waits for when memory is out of order, and writes docs/memory.md's table.

Each round is a process of its own, as a cold start is: the skill is opened twice, asked something, and asked to forget.
The round before it, without a memory, is what the waiting is counted from.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import boto3
import msgspec

from device.envelope import Sender, Session
from device.recognizer import Heard
from tools.npm import NpmUnavailableError
from tools.tables import FAULTS, Broken, dynalite, refused

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs" / "memory.md"
BEGIN, END = "<!-- make outages writes from here -->", "<!-- to here -->"
HEAD = (
    "| the table is | turns answered | first launch | at worst | next launch | a question | “forget me” |\n"
    "|---|---|---|---|---|---|---|"
)
ROUNDS = 5
_NAME = "listeners"
_PATH = {"PYTHONPATH": os.pathsep.join((str(ROOT / "lambda"), str(ROOT)))}
_ACCOUNT = {"AWS_DEFAULT_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing"}
_MEMORY = {"MEMORY_TABLE": _NAME, "MEMORY_KEY": "a key for this measurement, and for nothing else"}
_NO_MEMORY = {"MEMORY_TABLE": "", "MEMORY_KEY": ""}


class Round(msgspec.Struct, frozen=True):
    """One process."""

    seconds: list[float]
    """What each turn took: launch, launch again, question, forget me."""
    answered: int
    """How many of them were answered with speech."""


def played() -> Round:
    """In this process: the four turns."""
    import lambda_function

    session, sender = Session(), Sender("en-CA")
    turns = (
        sender.launch(session),
        sender.launch(session),
        sender.intent(session, Heard("QuestionIntent", {"question": "what is a cerclage"})),
        sender.intent(session, Heard("ForgetMeIntent")),
    )
    seconds, answered = [], 0
    for turn in turns:
        started = perf_counter()
        response = lambda_function.handler(turn, None)["response"]
        seconds.append(perf_counter() - started)
        answered += "outputSpeech" in response
    return Round(seconds, answered)


def measured(name: str, url: str, rounds: int = ROUNDS) -> str:
    """The row of a table at this URL."""
    pairs = [(_in_own_process(url, _NO_MEMORY), _in_own_process(url, _MEMORY)) for _ in range(rounds)]
    later = [
        [late - usual for usual, late in zip(before.seconds, after.seconds, strict=True)] for before, after in pairs
    ]
    first, *others = zip(*later, strict=True)
    shown = [statistics.median(first), max(first), *map(statistics.median, others)]
    cells = " | ".join(f"{max(seconds, 0) * 1000:.0f}" for seconds in shown)
    answered = sum(after.answered for _, after in pairs)
    return f"| {name} | {answered} of {sum(map(len, later))} | {cells} |"


def _in_own_process(url: str, memory: Mapping[str, str]) -> Round:
    environment = {**os.environ, **_PATH, **_ACCOUNT, **memory, "AWS_ENDPOINT_URL_DYNAMODB": url, "SKILL_ID": ""}
    command = [sys.executable, "-m", "tools.outages", "--one"]
    run = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return msgspec.json.decode(run.stdout, type=Round)


def rows() -> Iterator[str]:
    """One for each way to be, in order first."""
    with _in_order() as url:
        yield measured("in order", url)
    yield measured("down", refused())
    for name, fault in FAULTS.items():
        with Broken(fault) as server:
            yield measured(name, server.url)


@contextmanager
def _in_order() -> Iterator[str]:
    """The URL of a real server with the table in it. Raises NpmUnavailableError."""
    with dynalite() as url:
        os.environ.update(_ACCOUNT)
        boto3.resource("dynamodb", endpoint_url=url).create_table(
            TableName=_NAME,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        ).wait_until_exists()
        yield url


def written(text: str, rows: Sequence[str]) -> str:
    """The document with the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{HEAD}\n" + "".join(f"{row}\n" for row in rows) + f"{END}{after}"


def main(arguments: list[str] | None = None) -> int:
    """Prints the table and writes it into the document. Returns the exit code: 1 without a real server."""
    parser = argparse.ArgumentParser(prog="python -m tools.outages", description=__doc__)
    parser.add_argument("--one", action="store_true", help="play one round in this process, and print it as JSON")
    if parser.parse_args(arguments).one:
        print(json.dumps(msgspec.to_builtins(played())))
        return 0
    try:
        found = list(rows())
    except NpmUnavailableError as error:
        print(error, file=sys.stderr)
        return 1
    print(HEAD, *found, sep="\n")
    TABLE.write_text(written(TABLE.read_text("utf-8"), found), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
