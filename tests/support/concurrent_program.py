"""A program that reads and writes a store beside others like it: ``concurrent_program.py STORE NAME CHANGES``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import monotonic

from db.journal.log import history
from db.journal.opening import open_or_create
from db.model.fields import CLAIM
from db.model.ids import CaseId
from db.queries.cases import case_counts
from db.queries.claims import claim_ids, claims
from db.store.opening import open_reader
from db.write.cases import add_case
from db.write.claims import add_claim
from db.write.edit import edit


def main(path: Path, name: str, changes: int) -> None:
    """Write and read, once told to begin on standard input; print the longest wait and the actions made."""
    print("ready", flush=True)
    sys.stdin.readline()
    longest = 0.0
    with open_or_create(path, name) as writer:
        with writer.action():
            if not writer.row("SELECT 1 FROM cases"):
                add_case(writer, "The case", tz="UTC")
        for number in range(changes):
            begun = monotonic()
            claim = add_claim(writer, CaseId(1), f"{name} says {number}")
            longest = max(longest, monotonic() - begun)
            if number % 5 == 0:
                edit(writer, CLAIM, claim, text=f"{name} says {number}, again")
            with open_reader(path) as record:  # opening and closing is where programs get in each other's way
                mine = [
                    each for each in claims(record, claim_ids(record, CaseId(1))) if each.text.startswith(f"{name} ")
                ]
                assert len(mine) == number + 1, (len(mine), number)
                assert case_counts(record, CaseId(1)).claims >= number + 1
                history(record, most=5)
    print(json.dumps({"longest": longest, "own": sorted(writer.own)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
