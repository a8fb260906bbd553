"""What is remembered of a listener: that the welcome has been heard, and nothing else.

The table holds one item for each: the user id, hashed with a secret, and the day on which it is forgotten. It is a
courtesy, so no failure of it may cost a listener more than a moment: it has one try, a deadline, and then a rest. Its
library takes longer to load than all the rest, and so is loaded when it is first asked. When to ask is alexa's to say.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Mapping
from threading import Lock, Thread
from typing import Any, Protocol, cast

PATIENCE = 0.8
"""Seconds that a listener is kept waiting for it, its library's first loading included."""
REST = 60.0
"""Seconds for which it isn't asked after a failure: when it is down, only the first to come wait for it."""
REMEMBERED_DAYS = 91
"""A trimester. Then the welcome is heard in full again: what it says about advice and emergencies bears repeating."""
SHORTEST_KEY = 32
"""Characters of a secret that nobody finds by trying."""
_DAY = 86_400
_ID, _EXPIRES = "id", "expires"
"""The table's key, and the attribute to set its time to live on, in seconds since 1970."""
_log = logging.getLogger(__name__)


class SettingsError(Exception):
    """A variable of the environment can't be meant. The text names it and says what to write."""


class Memory(Protocol):
    """Remembers listeners by their user ids."""

    def meet(self, user: str) -> bool:
        """Whether the welcome was heard before. From now on it was."""

    def forget(self, user: str) -> bool:
        """Erases what there is about a listener, and says whether nothing is left."""


class NoMemory:
    """Where nothing is kept, everybody is new, and nothing is left to erase."""

    def meet(self, user: str) -> bool:  # noqa: ARG002  the protocol's
        """Never."""
        return False

    def forget(self, user: str) -> bool:  # noqa: ARG002  the protocol's
        """Always."""
        return True


class Table(Protocol):
    """The SDK's persistence adapter, as far as it is used. It raises whatever it likes."""

    def get_attributes(self, key: str, /) -> Any:
        """What is kept under a key; nothing, if nothing is."""

    def save_attributes(self, key: str, attributes: int, /) -> None:
        """Keeps it."""

    def delete_attributes(self, key: str, /) -> None:
        """Erases it."""


Errand = Callable[[Table, float], bool]
"""What to do at the table, and the moment until which a listener waits for it."""


class TableMemory:
    """Remembers in a table."""

    def __init__(self, open_table: Callable[[], Table], key: str, clock: Callable[[], float], patience: float) -> None:
        self._open_table = open_table
        self._secret = key.encode()
        self._clock = clock
        self._patience = patience
        self._table: Table | None = None
        self._turn = Lock()
        self._rests_until = 0.0

    def meet(self, user: str) -> bool:
        """Whether the welcome was heard before. False also where that can't be told: it is then heard in full."""
        if not user or self._clock() < self._rests_until:
            return False
        return self._sent(lambda table, until: self._noted(table, self._key(user), until))

    def forget(self, user: str) -> bool:
        """Whether nothing is left. It is tried even during a rest, for somebody asked."""
        return bool(user) and self._sent(lambda table, _: self._erased(table, self._key(user)))

    def _noted(self, table: Table, key: str, until: float) -> bool:
        expires = table.get_attributes(key)
        if expires and expires > self._clock():
            return True
        # Once the listener no longer waits, "forget me" may have been said, and writing would undo it.
        if self._clock() < until:
            table.save_attributes(key, self._expiry())
        return False

    def _erased(self, table: Table, key: str) -> bool:
        table.delete_attributes(key)
        return True

    def _sent(self, errand: Errand) -> bool:
        """What an errand comes back with while the listener waits; False where it fails or takes too long."""
        back: list[bool | Exception] = []
        until = self._clock() + self._patience
        thread = Thread(name="memory", target=self._run, args=(errand, until, back), daemon=True)
        thread.start()
        thread.join(self._patience)
        found = back[0] if back else TimeoutError()
        if isinstance(found, Exception):
            self._rest(found)
            return False
        return found

    def _run(self, errand: Errand, until: float, back: list[bool | Exception]) -> None:
        # One at a time: boto3's resources aren't made for several threads, and no erasure may overtake a writing.
        with self._turn:
            if self._clock() >= until:
                return
            try:
                self._table = self._table or self._open_table()
                back.append(errand(self._table, until))
                self._rests_until = 0.0
            except Exception as error:  # noqa: BLE001  whatever it is, the listener is answered
                back.append(error)

    def _rest(self, error: Exception) -> None:
        """Leaves the table alone for a while. Only the error's name is logged: its text may hold a key."""
        self._rests_until = self._clock() + REST
        _log.warning("memory", extra={"error": type(error.__context__ or error).__name__})

    def _key(self, user: str) -> str:
        import hmac  # for who has a memory only

        return hmac.new(self._secret, user.encode(), "sha256").hexdigest()

    def _expiry(self) -> int:
        """Always a midnight, so that the table doesn't tell when somebody spoke."""
        return (int(self._clock() // _DAY) + REMEMBERED_DAYS + 1) * _DAY


def configured(
    environment: Mapping[str, str], clock: Callable[[], float] = time.time, patience: float = PATIENCE
) -> Memory:
    """The memory that MEMORY_TABLE and MEMORY_KEY ask for; none where both are empty. Raises SettingsError."""
    table, key = environment.get("MEMORY_TABLE", ""), environment.get("MEMORY_KEY", "")
    if not table and not key:
        return NoMemory()
    if not re.fullmatch(r"[A-Za-z0-9_.-]{3,255}", table):
        raise SettingsError(
            "MEMORY_TABLE isn't a table's name: write the name of the DynamoDB table, 3 to 255 letters, digits, "
            "underscores, dots or hyphens; or leave both it and MEMORY_KEY empty to remember nothing"
        )
    if len(key) < SHORTEST_KEY:
        raise SettingsError(
            f"MEMORY_KEY is empty or too short: write a secret of {SHORTEST_KEY} characters or more, as `openssl rand "
            "-hex 32` makes it; or leave both it and MEMORY_TABLE empty to remember nothing"
        )
    return TableMemory(lambda: _dynamodb(table, patience), key, clock, patience)


def load() -> Any:
    """The library, for a snapshot to hold it; otherwise it is loaded when the memory is first asked."""
    for name in ("boto3", "botocore", "urllib3"):
        # At its more talkative levels it logs keys, and signatures, and what it sends.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    from ask_sdk_dynamodb.adapter import DynamoDbAdapter

    return DynamoDbAdapter


def _dynamodb(table: str, patience: float) -> Table:
    """A DynamoDB table. Raises what botocore raises where there is no region."""
    adapter = load()
    import boto3
    from botocore.config import Config

    # Half of the patience for each, so that what a listener no longer waits for comes to an end by itself.
    config = Config(
        connect_timeout=patience / 2,
        read_timeout=patience / 2,
        retries={"total_max_attempts": 1},
        tcp_keepalive=True,
    )
    resource = boto3.resource("dynamodb", config=config)
    return cast(Table, adapter(table, _ID, _EXPIRES, partition_keygen=str, dynamodb_resource=resource))
