"""`make certify` goes through all that can be told off line of whether the skill would be certified, rule by rule.

It prints a checklist with what is wrong, and fails where anything is. The rules are tools/certification/'s.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from tools.certification import RULES, Rule, load
from tools.certification.package import outstanding
from tools.certification.subject import ROOT

_MOST_SHOWN = 5
"""Problems of one rule, unless all are asked for."""

Findings = Mapping[Rule, list[str]]


def checklist(found: Findings, *, why: bool = False, most: int | None = _MOST_SHOWN) -> Iterator[str]:
    """The lines to print, by group and number."""
    for group, rules in groupby(found, key=lambda rule: rule.group):
        yield f"{group}:"
        for rule in rules:
            yield f"  {'FAIL' if found[rule] else 'pass'}  {rule.id:<4} {rule.holds}"
            if why:
                yield f"             {rule.why}"
            shown = found[rule][:most]
            yield from (f"             - {problem}" for problem in shown)
            if len(shown) < len(found[rule]):
                yield f"             ... and {len(found[rule]) - len(shown)} more; see them with --all"
    failed = [rule.id for rule, problems in found.items() if problems]
    yield f"{len(found)} rules, {len(failed)} broken{': ' + ', '.join(failed) if failed else ''}"


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where a rule is broken or a file can't be read."""
    parser = argparse.ArgumentParser(prog="python -m tools.certify", description=__doc__)
    parser.add_argument("--why", action="store_true", help="say why each rule is there")
    parser.add_argument("--all", action="store_true", help="show every problem of a rule, not only the first few")
    parser.add_argument("--root", type=Path, default=ROOT, help="the working copy to check")
    options = parser.parse_args(arguments)
    try:
        subject = load(options.root)
    except (OSError, json.JSONDecodeError) as error:
        print(f"A file that is to be checked can't be read: {error}", file=sys.stderr)
        return 1
    found = {rule: rule.problems(subject) for rule in RULES}
    print("\n".join(checklist(found, why=options.why, most=None if options.all else _MOST_SHOWN)))
    print("".join(f"still open before it can be submitted: {point}\n" for point in outstanding(subject)), end="")
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
