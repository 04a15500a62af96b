"""Time and memory of files made to keep their reader busy: ``.venv/bin/python -m tests.bench.hostile_reading``.

It prints, by kind, the longest time with the import, the peak memory of the reading process, and the last outcome.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.attacks.bytes import BytesTrial, trials
from tests.support.hostile_articles import KINDS


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=5 * len(KINDS))
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    found: dict[str, list[BytesTrial]] = {}
    with TemporaryDirectory() as folder:
        for trial in trials(Path(folder), chosen.tries, chosen.seed):
            found.setdefault(trial.kind, []).append(trial)
    print(f"{'kind':34}{'largest, kB':>12}{'seconds':>9}{'MB':>5}{'failed':>7}  last outcome")
    for kind, each in found.items():
        failed = sum(bool(trial.broke) for trial in each)
        largest, longest = max(trial.size for trial in each) // 1000, max(trial.seconds for trial in each)
        memory = max(trial.megabytes for trial in each)
        print(f"{kind:34}{largest:12,}{longest:9.1f}{memory:5}{failed:7}  {each[-1].outcome[:70]}")


if __name__ == "__main__":
    main()
