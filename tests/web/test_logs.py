"""Each record is one line of JSON; of what others log, only whose it is and the kind of error is kept."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from web.logs import JsonFormatter


def written(name: str, message: str, *args: object, **more: Any) -> dict[str, Any]:
    record = logging.getLogger(name).makeRecord(name, logging.WARNING, "x.py", 1, message, args, **more)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", ["web", "web.service", "guide.alexa"])
def test_our_own_records_are_kept_whole(name: str) -> None:
    line = written(name, "rejected", exc_info=None, extra={"reason": "TIME"})
    assert line["time"].endswith("+00:00")
    del line["time"]
    assert line == {"level": "WARNING", "logger": name, "message": "rejected", "reason": "TIME"}


@pytest.mark.parametrize("name", ["waitress", "urllib3.connectionpool", "website", "guideline"])
def test_others_are_cut_down(name: str) -> None:
    try:
        raise ValueError("MARKED")
    except ValueError:
        line = written(name, "MARKED %s\n{}", "MARKED", exc_info=sys.exc_info(), extra={"marked": "MARKED"})
    assert line.keys() == {"time", "level", "logger", "error"}
    assert line["error"] == "ValueError"
    assert "MARKED" not in str(line)
