"""Rows that onrecord never writes: each bad value in each column is a sentence for commands, the desk and the check."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from db.journal.opening import open_writer
from db.store.opening import open_reader
from tests.attacks import Attack
from tests.support.bad_rows import BadValue, bad_values, write_bad_value
from tests.support.frozen_stores import thaw
from tests.support.whole_desk import READING, WALK, WRITING, broken_command, broken_desk, run_command

MANY = 100
"""Tries of a short run, at most: it takes a sample of the commands and screens."""


def full_store(path: Path) -> Path:
    """Make a store that has every kind of row.

    :param path: where.
    """
    thaw(10, path)
    open_writer(path, "Rana").close()
    return path


def stores_with_a_bad_row(folder: Path, seed: int) -> Iterator[tuple[Path, BadValue, int]]:
    """Stores with one bad value each, in the order of a shuffle: the file, the value and the id of its row.

    The file is the same each time.
    """
    full, store = full_store(folder / "full.db"), folder / "desk.db"
    chance = random.Random(seed)
    values = bad_values(full)
    chance.shuffle(values)
    for bad in values:
        for suffix in "-wal", "-shm":
            Path(f"{store}{suffix}").unlink(missing_ok=True)
        shutil.copy(full, store)
        id = write_bad_value(store, bad, chance.randrange(1_000))
        if id is not None:
            yield store, bad, id


def _case_of(chance: random.Random) -> str:
    """One of the two cases."""
    return chance.choice(["K1", "K2"])


def attack_commands(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Run commands on stores with a bad row; in a short run, some of them on each."""
    chance = random.Random(seed)
    every = [*READING, *WRITING]
    for number, (store, bad, _) in enumerate(stores_with_a_bad_row(folder, seed)):
        if number == tries:
            return
        chosen = every if tries > MANY else chance.sample(every, 6)
        case = _case_of(chance)
        broke = [each for words in chosen if (each := broken_command(store, words, case))]
        yield f"{bad}: {broke[0]}" if broke else ""


def attack_desk(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Open the desk on stores with a bad row, and walk through its screens."""
    chance = random.Random(seed)
    for number, (store, bad, _) in enumerate(stores_with_a_bad_row(folder, seed + 1)):
        if number == tries:
            return
        walk = WALK if tries > MANY else chance.sample(WALK, 5)
        broke = broken_desk(store, _case_of(chance), walk)
        yield f"{bad}: {broke}" if broke else ""


def attack_check(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Check stores with a bad row: a finding names the table and the row."""
    for number, (store, bad, id) in enumerate(stores_with_a_bad_row(folder, seed + 2)):
        if number == tries:
            return
        code, out, err = run_command(store, "check", "--json")
        if code not in (0, 17):
            yield f"{bad}: {code} {err[-200:]}"
            continue
        findings = json.loads(out)["findings"]
        named = [each for each in findings if each["table"] == bad.table and each["row"] == id]
        yield "" if named or _is_unchanged(folder / "full.db", store, bad) else f"{bad}: row {id} is not named"


def _is_unchanged(full: Path, store: Path, bad: BadValue) -> bool:
    """Whether the value is as it was before."""
    with open_reader(full) as before, open_reader(store) as after:
        sql = f'SELECT CAST("{bad.column}" AS BLOB), typeof("{bad.column}") FROM "{bad.table}"'
        return before.rows(sql) == after.rows(sql)


ATTACKS = (
    Attack("bad values in rows, for commands", attack_commands, small=6, long=3_000),
    Attack("bad values in rows, for the desk", attack_desk, small=1, long=3_000),
    Attack("bad values in rows, for check", attack_check, small=10, long=3_000),
)
