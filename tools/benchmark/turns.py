"""Run by Lambda's Python in a package's folder: how long do turns take, once the first was answered?

It reads request envelopes from standard input, and prints the seconds that each took on a processor.
"""

from __future__ import annotations

import json
import sys
from time import process_time

ROUNDS = 25


def main() -> None:
    """The events in turn, over and over; of each the quickest counts, as others only met with more of the machine."""
    from lambda_function import handler

    events = json.load(sys.stdin)
    quickest = [float("inf")] * len(events)
    for _ in range(ROUNDS):
        for number, event in enumerate(events):
            started = process_time()
            handler(event, None)
            quickest[number] = min(quickest[number], process_time() - started)
    print(json.dumps(quickest))


if __name__ == "__main__":
    sys.path.insert(0, "")
    main()
