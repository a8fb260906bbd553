"""`make fuzz` tries every target for a while (SECONDS=60 each), led by what reaches new code.

What reached new code is kept below .cache/fuzz/ and tried first the next time. A finding is printed as the example that
it is, and kept too, so that the same verb shows it again until it is mended.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from random import Random

import atheris

CORPUS = Path(__file__).parents[2] / ".cache" / "fuzz"
_MOST_BYTES = 8192
"""Hypothesis draws all it needs from so many."""
_SEEDS = 50
_SLOWEST = 60
"""Seconds that one example may take before it counts as hanging."""


def fuzz(name: str, seconds: int) -> None:
    """Tries one target in this process. It doesn't return: the fuzzer ends the process, with 0 where nothing broke."""
    with atheris.instrument_imports(include=["guide", "web", "tools.content"]):
        from tools.fuzz.targets import TARGETS
    place = CORPUS / name
    _seed(place)
    options = [f"-max_total_time={seconds}", f"-max_len={_MOST_BYTES}", f"-timeout={_SLOWEST}", "-len_control=0"]
    options += [f"-artifact_prefix={place}-", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(place)], TARGETS[name].trial().hypothesis.fuzz_one_input)
    atheris.Fuzz()


def _seed(place: Path) -> None:
    """Noise long enough for a whole example to begin with; left to itself, the fuzzer begins with single bytes."""
    place.mkdir(parents=True, exist_ok=True)
    if not any(place.iterdir()):
        for seed in range(_SEEDS):
            (place / f"seed-{seed}").write_bytes(Random(seed).randbytes(_MOST_BYTES))


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long for each target (60)")
    parser.add_argument("--one", metavar="TARGET", help="only this target, in this process")
    options = parser.parse_args(arguments)
    if options.one:
        fuzz(options.one, options.seconds)
    from tools.fuzz.targets import TARGETS

    broken = []
    for name, target in TARGETS.items():
        print(f"{name}: {target.check.__doc__}", flush=True)
        command = [sys.executable, "-m", "tools.fuzz", "--one", name, "--seconds", str(options.seconds)]
        if subprocess.run(command, check=False).returncode:
            broken.append(name)
    print(f"broken: {', '.join(broken)}" if broken else f"{len(TARGETS)} targets, nothing broke")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
