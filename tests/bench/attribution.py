"""Precision, recall and time of proposals: ``.venv/bin/python -m tests.bench.attribution``.

It prints figures without limits, and the exit code is 0. `--faults` lists every fault.
"""

from __future__ import annotations

import argparse
from itertools import cycle, islice
from time import perf_counter

from db.attribution import propose
from tests.support.attribution_score import wikinews
from tests.support.attribution_score.figures import faults, score
from tests.support.attribution_score.marked_text import HELD_OUT, OPEN, read_articles
from tests.support.attribution_score.matching import compare

MEGABYTE = 1_000_000
ROUNDS = 3


def main() -> None:
    """Print the figures of one run."""
    parser = argparse.ArgumentParser(description="How good proposals are, and how long they take.")
    parser.add_argument(
        "--faults", action="store_true", help="list what is wrong in the articles rules may be written by"
    )
    asked = parser.parse_args()
    for path, title in ((OPEN, "open articles"), (HELD_OUT, "held-out articles")):
        if not path.exists():
            print(f"{title}: there is no {path.name}")
            continue
        beside = [compare(article, propose(article.text)) for article in read_articles(path)]
        figures = score(beside)
        print(figures.table(f"{len(beside)} {title}"))
        confused = ", ".join(f"{times} {acts}" for acts, times in figures.confused.most_common())
        print(f"  acts taken for others: {confused or 'none'}\n")
        if asked.faults and path == OPEN:
            print(*(fault for one in beside for fault in faults(one)), sep="\n", end="\n\n")
    if wikinews.WIKINEWS.exists():
        found = wikinews.recall(propose)
        print(found.table())
        if asked.faults:
            print(*found.missed, sep="\n")
    else:
        print(wikinews.NOT_THERE)
    seconds = [measure_seconds(prose()) for _ in range(ROUNDS)]
    print(f"1 MB of prose: {min(seconds):.2f} s (best of {ROUNDS}; worst {max(seconds):.2f} s)")


def prose(size: int = MEGABYTE) -> str:
    """The articles, repeated up to a size in bytes of UTF-8."""
    texts = [article.text for article in read_articles(OPEN)]
    length = sum(len(text.encode()) + 2 for text in texts)
    return "\n\n".join(islice(cycle(texts), len(texts) * (size // length + 1))).encode()[:size].decode(errors="ignore")


def measure_seconds(text: str) -> float:
    """The time to propose for a text, in seconds."""
    start = perf_counter()
    propose(text)
    return perf_counter() - start


if __name__ == "__main__":
    main()
