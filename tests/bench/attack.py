"""Every attack in its long version: ``.venv/bin/python -m tests.bench.attack [--times N] [--seed N] [WORDS]``.

It prints a table: the attack, how many tries, how many broke something, and the first three things that broke.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.attacks import all_attacks, carry_out
from tests.support.own_folders import own_folders


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the attacks whose name has the words in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="?", default="", help="only attacks with this in their name")
    parser.add_argument("--times", type=float, default=1.0, help="multiply the number of tries by this")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    os.environ.update(own_folders())
    print(f"{'attack':60} {'tried':>7} {'failed':>7} {'seconds':>8}")
    for attack in all_attacks():
        if chosen.words not in attack.name:
            continue
        begun = monotonic()
        with TemporaryDirectory() as folder:
            outcome = carry_out(attack, Path(folder), max(1, int(attack.long * chosen.times)), chosen.seed)
        print(f"{attack.name:60} {outcome.tried:7} {len(outcome.failed):7} {monotonic() - begun:8.1f}", flush=True)
        if outcome.figures:
            print(f"    {outcome.figures}")
        for broke in outcome.failed[:3]:
            print(f"    {broke}")


if __name__ == "__main__":
    main()
