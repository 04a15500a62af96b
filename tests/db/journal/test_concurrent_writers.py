"""Several programs on one store: each change waits for its turn, and none is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from db.errors import NotAStore, StoreBusy
from db.journal.opening import create_store, open_or_create, open_writer
from db.maintenance.check import check
from db.model.enums import Naming, SourceKind
from db.model.ids import CaseId
from db.store.opening import open_reader
from db.write.claims import add_claim
from db.write.sources import add_source
from tests.support.cli_runner import environment
from tests.support.patience import HANG
from tests.support.repository import ROOT

PROGRAMS = 8
CHANGES = 25


def at_once(path: Path, changes: int) -> list[dict[str, Any]]:
    """Run eight programs that begin together."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.concurrent_program", str(path), f"P{number}", str(changes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(),
            text=True,
        )
        for number in range(PROGRAMS)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    ended = [program.communicate(timeout=HANG) for program in programs]
    assert [error for _, error in ended] == [""] * PROGRAMS
    assert [program.returncode for program in programs] == [0] * PROGRAMS
    return [json.loads(out) for out, _ in ended]


@pytest.mark.slow
@pytest.mark.parametrize("is_there", [True, False])
def test_eight_programs_lose_nothing(tmp_path: Path, is_there: bool) -> None:
    path = tmp_path / "desk.db"
    if is_there:
        create_store(path).close()
    ended = at_once(path, CHANGES)
    with open_reader(path) as record:
        texts = record.column("SELECT text FROM claims")
        assert sorted(texts) == sorted(
            f"P{program} says {number}{', again' if number % 5 == 0 else ''}"
            for program in range(PROGRAMS)
            for number in range(CHANGES)
        )
        assert len(record.column("SELECT DISTINCT key FROM claims")) == PROGRAMS * CHANGES, "a key is given once"
        actions = record.column("SELECT id FROM actions ORDER BY id")
        assert sorted(action for each in ended for action in each["own"]) == actions
        assert len(actions) == 1 + PROGRAMS * (CHANGES + CHANGES // 5)
        assert check(record).findings == ()
    assert [each.name for each in tmp_path.iterdir()] == ["desk.db"], "the last to leave tidies up"


def test_change_waits_its_turn(demo_store: Path) -> None:
    """The wait is real: the other lets go only once this one has been refused many times."""
    with open_writer(demo_store, "Rana") as one, open_writer(demo_store, "Maysa") as two:
        one._connection.execute("BEGIN IMMEDIATE")
        tries: list[str] = []

        def seen(statement: str) -> None:
            tries.append(statement)
            if len(tries) > 6:
                two._connection.set_trace_callback(None)
                one._connection.rollback()

        two._connection.set_trace_callback(seen)
        add_source(two, "Somebody", kind=SourceKind.PERSON, naming=Naming.NAMED)
        assert tries.count("BEGIN IMMEDIATE") > 3
        assert two.row("PRAGMA busy_timeout") == (5000,)


def test_timeout_writes_nothing(demo_store: Path) -> None:
    with open_writer(demo_store, "Rana") as one, open_writer(demo_store, "Maysa") as two:
        two.patience = 0.0
        with one.action():
            add_claim(one, CaseId(1), "it fell")
            with pytest.raises(StoreBusy, match="in use by another program") as refused:
                add_claim(two, CaseId(1), "it rose")
            assert "Nothing was saved" in refused.value.hint
        assert two.own == set()
        add_claim(two, CaseId(1), "it rose")
        assert len(two.own) == 1


def test_store_never_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a store is made, another program finds none rather than an empty file; a second maker opens the first's."""
    path = tmp_path / "desk.db"
    seen: list[bool] = []
    real = create_store.__globals__["name_output"]

    def meanwhile(whole: Path, name: Path, *, replace: bool) -> None:
        seen.append(path.exists())
        monkeypatch.setitem(create_store.__globals__, "name_output", real)
        create_store(path, who="Maysa").close()
        real(whole, name, replace=replace)

    monkeypatch.setitem(create_store.__globals__, "name_output", meanwhile)
    with open_or_create(path, "Rana") as writer:
        assert writer.who == "Rana"
    assert seen == [False]
    with pytest.raises(NotAStore, match="exists already"):
        create_store(path)
    assert [each.name for each in tmp_path.iterdir()] == ["desk.db"]


def test_second_opening_keeps_lock(demo_store: Path) -> None:
    """Without the lock another program would take itself for the last one, and remove the log in use."""
    with open_writer(demo_store, "Rana") as writer:
        add_claim(writer, CaseId(1), "it fell")
        with open_reader(demo_store):
            pass
        script = (
            "import sys, pathlib, db.journal.opening; db.journal.opening.open_writer(pathlib.Path(sys.argv[1])).close()"
        )
        subprocess.run(
            [sys.executable, "-c", script, str(demo_store)], cwd=ROOT, env=environment(), check=True, timeout=HANG
        )
        assert Path(f"{demo_store}-wal").exists()
        add_claim(writer, CaseId(1), "it rose")
    with open_reader(demo_store) as record:
        assert record.column("SELECT text FROM claims ORDER BY id DESC LIMIT 2") == ["it rose", "it fell"]
