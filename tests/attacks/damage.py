"""Damaged copies of a store: whatever bytes are lost or changed, commands and the desk end in a sentence."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tests.attacks import Attack
from tests.attacks.rows import MANY, full_store
from tests.support.whole_desk import READING, WALK, WRITING, broken_command, broken_desk, run_command

_HEADER = 100
_LEAF_AND_BELOW = 12
"""Bytes at the start of a page that say what it is and how many rows it holds."""


def _flip(content: bytearray, chance: random.Random, first: int, last: int, times: int) -> None:
    for _ in range(times):
        content[chance.randrange(first, last)] ^= 1 << chance.randrange(8)


def _page(content: bytearray, number: int, size: int) -> slice:
    return slice(size * (number - 1), min(size * number, len(content)))


def damage(content: bytearray, pages_of: dict[str, int], chance: random.Random) -> str:
    """Damage the bytes of a store in one way.

    :param content: the file, which is changed.
    :param pages_of: the first page of tables and indexes by their names.
    :returns: what was done.
    """
    size = int.from_bytes(content[16:18], "big")
    count = len(content) // size
    any_page = chance.randint(1, count)
    name = chance.choice(sorted(pages_of))
    known = pages_of[name]
    start = size * (known - 1)

    def flip_anywhere() -> None:
        _flip(content, chance, 0, len(content), chance.choice([1, 20, 500]))

    def flip_header() -> None:
        _flip(content, chance, 16, _HEADER, chance.choice([1, 4]))

    def flip_schema() -> None:
        _flip(content, chance, _HEADER, size, chance.choice([1, 10]))

    def flip_table() -> None:
        _flip(content, chance, start, start + size, chance.choice([1, 10]))

    def flip_page_head() -> None:
        _flip(content, chance, start, start + _LEAF_AND_BELOW, 2)

    def zero() -> None:
        content[_page(content, any_page, size)] = bytes(size)

    def fill() -> None:
        content[_page(content, known, size)] = b"\xff" * size

    def repeat() -> None:
        content[_page(content, known, size)] = content[_page(content, any_page, size)]

    def swap() -> None:
        one, other = _page(content, known, size), _page(content, any_page, size)
        content[one], content[other] = content[other], content[one]

    def cut() -> None:
        del content[chance.randrange(len(content)) :]

    def cut_quietly() -> None:
        kept = chance.randint(1, count)
        del content[kept * size :]
        content[28:32] = kept.to_bytes(4, "big")

    def free() -> None:
        content[32:36] = known.to_bytes(4, "big")
        content[36:40] = chance.choice([1, 1_000]).to_bytes(4, "big")

    ways: tuple[Callable[[], None], ...] = (
        flip_anywhere, flip_header, flip_schema, flip_table, flip_page_head, zero, fill, repeat, swap, cut, cut_quietly,
        free,
    )  # fmt: skip
    way = chance.choice(ways)
    way()
    return f"{way.__name__} ({name}, page {any_page})"


def _roots(store: Path) -> dict[str, int]:
    with closing(sqlite3.connect(store)) as raw:
        return dict(raw.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall())


def _logged_store(folder: Path, full: Path) -> tuple[bytes, bytes]:
    """A store whose last changes are in its write-ahead log: the file, and the log."""
    store = folder / "logged.db"
    shutil.copy(full, store)
    with closing(sqlite3.connect(store, isolation_level=None)) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        for table, column in ("claims", "text"), ("statements", "summary"), ("reports", "title"):
            raw.execute(f"UPDATE {table} SET {column} = {column} || ' and more'")
        return store.read_bytes(), Path(f"{store}-wal").read_bytes()


def damaged_stores(folder: Path, chance: random.Random) -> Iterator[tuple[Path, str]]:
    """Stores that are damaged in one way each: the file, and what was done. The file is the same each time."""
    full, store = full_store(folder / "full.db"), folder / "desk.db"
    roots = _roots(full)
    logged, log = _logged_store(folder, full)
    while True:
        for suffix in "-wal", "-shm":
            Path(f"{store}{suffix}").unlink(missing_ok=True)
        content = bytearray(full.read_bytes())
        if chance.random() < 0.15:
            content, changed = bytearray(logged), bytearray(log)
            if chance.random() < 0.5:
                del changed[chance.randrange(len(changed)) :]
            else:
                _flip(changed, chance, 0, len(changed), chance.choice([1, 50]))
            Path(f"{store}-wal").write_bytes(changed)
            done = "log"
            if chance.random() < 0.5:
                done += f", {damage(content, roots, chance)}"
        else:
            done = damage(content, roots, chance)
        store.write_bytes(content)
        yield store, done


def attack_commands(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Run commands on damaged copies; in a short run, some of them on each."""
    chance = random.Random(seed)
    for number, (store, done) in enumerate(damaged_stores(folder, chance)):
        if number == tries:
            return
        chosen = [*READING, *WRITING] if tries > MANY else chance.sample(READING, 2) + chance.sample(WRITING, 1)
        broke = [each for words in chosen if (each := broken_command(store, words, "K1"))]
        yield f"{number} {done}: {broke[0]}" if broke else ""


def attack_desk(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Open the desk on damaged copies that open, and walk through its screens."""
    chance = random.Random(seed)
    opened = ((store, done) for store, done in damaged_stores(folder, chance) if _opens(store))
    for number, (store, done) in enumerate(opened):
        if number == tries:
            return
        walk = WALK if tries > MANY else chance.sample(WALK, 4)
        broke = broken_desk(store, "K1", walk)
        yield f"{number} {done}: {broke}" if broke else ""


def _opens(store: Path) -> bool:
    """Whether a store is opened at all; commands are tried on those that are not."""
    return run_command(store, "cases")[0] == 0


ATTACKS = (
    Attack("damaged copies, for commands", attack_commands, small=20, long=500),
    Attack("damaged copies, for the desk", attack_desk, small=2, long=300),
)
