"""Files that are cut off, exchanged, deleted, or taken for others, under restores, backups, writers and outputs."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

from click.testing import CliRunner

from db.errors import OnRecordError, StoreReplaced
from db.journal.opening import open_writer
from db.maintenance.backup import back_up
from db.maintenance.check import check
from db.maintenance.demo import open_or_create_demo
from db.maintenance.restore import restore
from db.model.ids import CaseId
from db.store.opening import open_reader
from db.write.claims import add_claim
from tests.attacks import Attack
from tests.support.cli_runner import environment, file_hashes
from tests.support.repository import ROOT
from tests.support.wrong_places import KINDS, wrong_place
from tui.cli.main import onrecord

_CASE = CaseId(1)
_LONGEST = 0.12
"""Seconds after which a process is killed at the latest; a restore of the example case takes about as long."""


def _claims(store: Path) -> set[str]:
    """The claims of a store, which must be whole."""
    with open_reader(store, rules=True) as record:
        if findings := check(record).findings:
            raise AssertionError(findings[0].sentence)
        return set(record.column("SELECT text FROM claims"))


def _in_process(name: str) -> Callable[[Path, int, int], Iterator[str]]:
    """An attack that kills forked processes, in a process of its own, since this one may have threads."""

    def run(folder: Path, tries: int, seed: int) -> Iterator[str]:
        program = f"from tests.attacks.files import {name}; {name}({str(folder)!r}, {tries}, {seed})"
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=environment(), capture_output=True, text=True, check=False
        )
        yield from json.loads(done.stdout) if done.returncode == 0 else [done.stderr[-500:]]

    return run


def _kill(act: Callable[[], object], seconds: float) -> None:
    """Run a function in a forked process, and kill that after some time."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _stores(folder: Path) -> tuple[Path, Path]:
    """A store, with a change in a log that nobody wrote back, and a backup from before that change."""
    demo, store, backup = (folder / name for name in ("demo.db", "store.db", "backup.db"))
    open_or_create_demo(demo)
    with open_reader(demo) as record:
        back_up(record, demo, backup)
    with open_writer(demo, "Rana") as writer:
        add_claim(writer, _CASE, "after the backup")
        for suffix in ("", "-wal"):
            shutil.copy(f"{demo}{suffix}", f"{store}{suffix}")
    return store, backup


def kill_restores(place: str, tries: int, seed: int) -> None:
    """Kill restores, and print for each what broke, as JSON."""
    chance, folder = random.Random(seed), Path(place)
    store, backup = _stores(folder)
    old, new = _claims(store), _claims(backup)
    broke = []
    for number in range(tries):
        damaged = number % 4 == 3
        if damaged:
            with store.open("r+b") as file:
                file.write(bytes(100))
        elif _claims(store) != old:
            with open_writer(store, "Rana") as writer:
                add_claim(writer, _CASE, "after the backup")
        _kill(lambda: restore(store, backup), chance.uniform(0, _LONGEST))
        try:
            found = _claims(store) if store.exists() else set()
            broke.append("" if found in (old, new) else f"try {number}: half of each")
        except (OnRecordError, AssertionError) as error:
            broke.append("" if damaged else f"try {number}: {error}")
        restore(store, backup)
        if _claims(store) != new or list(folder.glob(".onrecord-*")):
            broke[-1] += f"try {number}: the next restore does not clean up"
        for kept in folder.glob("store-replaced-*"):
            kept.unlink()
    print(json.dumps(broke))


def kill_backups(place: str, tries: int, seed: int) -> None:
    """Kill backups, and print for each what broke, as JSON."""
    chance, folder = random.Random(seed), Path(place)
    store, _ = _stores(folder)
    (to := folder / "to").mkdir()
    old = _claims(store)

    def act(name: str = "killed.db") -> None:
        with open_reader(store) as record:
            back_up(record, store, to / name, pages=8)

    broke = []
    for number in range(tries):
        _kill(act, chance.uniform(0, _LONGEST / 2))
        whole = to / "killed.db"
        broke.append(f"try {number}: not whole" if whole.exists() and _claims(whole) != old else "")
        whole.unlink(missing_ok=True)
        act("next.db")
        if left := [each.name for each in to.iterdir() if each.name != "next.db"]:
            broke[-1] += f"try {number}: {left} is left"
        (to / "next.db").unlink()
    print(json.dumps(broke))


def _move_over(store: Path) -> None:
    Path(shutil.copy(store.with_name("backup.db"), store.with_name("moved.db"))).replace(store)


def _delete(store: Path) -> None:
    store.unlink()


def _delete_all(store: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{store}{suffix}").unlink(missing_ok=True)


def _delete_log(store: Path) -> None:
    Path(f"{store}-wal").unlink(missing_ok=True)


def _move_away(store: Path) -> None:
    store.rename(store.with_name(f"away-{random.getrandbits(32)}.db"))


def _swaps(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Exchange, delete or move the store between or in the changes of an open writer."""
    chance = random.Random(seed)
    store, backup = _stores(folder)
    new = _claims(backup)
    for number in range(tries):
        _delete_all(store)
        shutil.copy(backup, store)
        swap = (_move_over, _delete, _delete_all, _delete_log, _move_away)[number % 5]
        written: set[str] = set()
        try:
            with open_writer(store, "Rana") as writer, open_reader(store):
                yield _swapped(writer, store, swap, new, written, chance)
        finally:
            _delete_all(store)


def _swapped(
    writer: object, store: Path, swap: Callable[[Path], None], new: set[str], written: set[str], chance: random.Random
) -> str:
    """What broke when a store was swapped after some changes; empty where nothing did."""
    for number in range(chance.randrange(1, 6)):
        add_claim(writer, _CASE, f"claim {number}")  # type: ignore[arg-type]
        written.add(f"claim {number}")
    try:
        if chance.random() < 0.5:
            swap(store)
            add_claim(writer, _CASE, "the last")  # type: ignore[arg-type]
        else:
            with writer.action():  # type: ignore[attr-defined]
                add_claim(writer, _CASE, "the last")  # type: ignore[arg-type]
                swap(store)
        return f"{swap.__name__}: the change was confirmed"
    except StoreReplaced as error:
        if error.kept is None or _claims(error.kept) != new | written | {"the last"}:
            return f"{swap.__name__}: the kept copy lacks changes"
        error.kept.unlink()
    if swap is _move_over and _claims(store) != new:
        return f"{swap.__name__}: the new file was changed"
    return ""


def _wrong_outputs(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Have commands write onto the store, its log, their inputs, links, devices and others' files."""
    open_or_create_demo(demo := folder / "demo.db")
    for number in range(tries):
        kind = KINDS[(number + seed) % len(KINDS)]
        option = ("backup", "--rejects", "--save-mapping", "demo")[number // len(KINDS) % 4]
        (place := folder / str(number) / "more").mkdir(parents=True)
        place = place.parent
        store = place / "desk.db"
        shutil.copy(demo, store)
        (place / "table.csv").write_text("id,claim\na1,it fell\n,\n")
        path = wrong_place(kind, place, store)
        if option == "demo" and kind in ("store", "spelling", "by linked folder", "link", "hard link"):
            yield ""  # that is a store of the demo
            continue
        columns = ("--rows", "claims", "--column", "id=id", "--column", "text=claim")
        words = {
            "backup": ("backup", str(path), "--over"),
            "demo": ("demo", "--text", "--store", str(path)),
        }.get(option, ("import-table", str(place / "table.csv"), *columns, option, str(path)))
        before = {name: found for name, found in file_hashes(place).items() if name != "pipe.out"}
        done = CliRunner().invoke(onrecord, ["--store", str(store), "--as", "Rana", *words])
        after = {name: found for name, found in file_hashes(place).items() if name != "pipe.out"}
        if not done.exit_code and kind != "capitals":  # another file, where letter case counts
            yield f"{option} onto {kind}: it was written"
        elif {name: after.get(name) for name in before} != before:
            yield f"{option} onto {kind}: files changed"
        else:
            yield ""


ATTACKS = (
    Attack("a restore, killed at a random moment", _in_process("kill_restores"), 4, 400),
    Attack("a backup, killed at a random moment", _in_process("kill_backups"), 4, 400),
    Attack("a store that is exchanged, deleted or moved under a writer", _swaps, 5, 200),
    Attack("an output onto a file of another kind", _wrong_outputs, 16, 4 * len(KINDS)),
)
