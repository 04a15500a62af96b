"""``onrecord import-table``: options, mapping files, rejects, and interrupted runs."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db.errors import OnRecordError, UnreadableArticle, WrongUse
from tests.support.cli_runner import CommandLine, environment, run_piped
from tests.support.csv_tables import APPEARANCES, CLAIMS, MAPPING, write_file
from tests.support.patience import HANG
from tests.support.pty import run_on_terminal

CLAIM_COLUMNS = ("--rows", "claims", "--column", "id=claim_id", "--column", "text=claim")
SAID = (
    *("--rows", "appearances", "--column", "claim=claim_id", "--column", "url=url", "--column", "stance=stance"),
    *("--value", "stance:support=for", "--value", "stance:deny=against", "--value", "stance:query=neither query"),
    *("--column", "date=date", "--date-format", "%m %d %Y", "--empty", "date=None"),
)


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A harbour", "--tz", "UTC")
    write_file(tmp_path, "claims.csv", CLAIMS)
    write_file(tmp_path, "appearances.csv", APPEARANCES)
    write_file(tmp_path, "map.toml", MAPPING)
    return run


def at(run: CommandLine, name: str) -> str:
    return str(run.store.parent / name)


def test_twice_in_table_is_told(run: CommandLine) -> None:
    path = run.store.parent / "twice.csv"
    path.write_text("id,claim\na1,it fell\na1,it fell\na2,it rose\n", encoding="utf-8")
    columns = ("--rows", "claims", "--column", "id=id", "--column", "text=claim")
    assert run("import-table", str(path), *columns).startswith(
        "3 rows: 2 landed, 0 already on record, 1 twice in the table, 0 rejected"
    )
    again = run.json("import-table", str(path), *columns)
    assert (again["already_there"], again["twice_in_table"]) == (3, 0)


def test_options_saved_as_mapping(run: CommandLine) -> None:
    run("import-table", at(run, "claims.csv"), *CLAIM_COLUMNS)
    saved = at(run, "saved.toml")
    told = run.json("import-table", at(run, "appearances.csv"), *SAID, "--save-mapping", saved)
    assert (told["rows"], told["landed"], told["already_there"], told["rejected"]) == (10, 3, 1, 6)
    again = run.json("import-table", at(run, "appearances.csv"), "--mapping", saved)
    assert (again["landed"], again["already_there"], again["rejected"]) == (0, 4, 6)
    assert isinstance(run.refused("import-table", at(run, "appearances.csv"), *SAID, "--save-mapping", saved), WrongUse)


def test_corpus_of_headlines(run: CommandLine) -> None:
    table = at(run, "corpus.csv")
    Path(table).write_text(
        "claimId,claimHeadline,articleId,articleHeadline,stance\n"
        "k1,The ferry sank,a1,Ferry feared lost off Sula,for\n"
        "k1,The ferry sank,a2,Sula ferry is safe in port,against\n",
        encoding="utf-8",
    )
    run("import-table", table, "--rows", "claims", "--column", "id=claimId", "--column", "text=claimHeadline")
    columns = ("claim=claimId", "id=articleId", "headline=articleHeadline", "stance=stance")
    said = ("--rows", "appearances", *(word for each in columns for word in ("--column", each)))
    values = ("--value", "stance:for=for", "--value", "stance:against=against")
    told = run("import-table", table, *said, *values)
    assert told.startswith("2 rows: 2 landed, 0 already on record, 0 rejected")
    assert {*told.splitlines()[1].strip().split(", ")} == {
        "1 new outlet", "2 new reports", "2 statements", "2 excerpts", "2 quotes",
    }  # fmt: skip
    assert "Ferry feared lost off Sula" in run("search", "feared")
    assert "Sula ferry is safe in port" in run("report", "R2")
    assert "outlet not recorded" in run("sources")
    assert run.json("import-table", table, *said, *values)["landed"] == 0


def test_option_beats_mapping(run: CommandLine) -> None:
    by_file = ("--mapping", at(run, "map.toml"))
    run("import-table", at(run, "claims.csv"), "--rows", "claims", *by_file, "--value", "tag:X=not rated")
    told = run.json(
        "import-table", at(run, "appearances.csv"), "--rows", "appearances", *by_file, "--value", "stance:suupport=for"
    )
    assert (told["landed"], told["rejected"]) == (4, 5)


def test_rejects_beside_table(run: CommandLine) -> None:
    words = ("import-table", at(run, "appearances.csv"), *SAID)
    rejects = run.store.parent / "appearances.rejects.csv"
    assert str(rejects) in run(*words)
    first = rejects.read_text()
    assert first.splitlines()[0] == "line,reason,claim_id,date,url,stance"
    rejects.write_text(first + "mended by hand\n")
    run(*words)
    assert rejects.read_text() == first
    assert Path(f"{rejects}~").read_text().endswith("mended by hand\n")
    assert isinstance(run.refused(*words, "--rejects", at(run, "appearances.csv")), WrongUse)
    assert (run.store.parent / "appearances.csv").read_text() == APPEARANCES


def test_dry_run_leaves_no_trace(run: CommandLine) -> None:
    before = sorted(path.name for path in run.store.parent.iterdir())
    told = run("import-table", at(run, "claims.csv"), *CLAIM_COLUMNS, "--dry-run")
    assert "3 rows: 3 would land, 0 already on record, 0 rejected" in told
    assert run.json("claims") == []
    assert sorted(path.name for path in run.store.parent.iterdir()) == before


def test_undo_and_redo_whole(run: CommandLine) -> None:
    run("import-table", at(run, "claims.csv"), *CLAIM_COLUMNS)
    assert run.json("history")[0]["rows"] == 3
    assert run("undo").startswith("undone: import claims of claims.csv (Rana")
    assert run.json("claims") == []
    run("redo")
    assert [claim["key"] for claim in run.json("claims")] == ["C1", "C2", "C3"]


def test_lookalike_claims_counted(run: CommandLine) -> None:
    rows = "1,The harbour of Port Ellery was closed\n2,the harbour of port Ellery was closed.\n3,A ferry sank\n"
    write_file(run.store.parent, "alike.csv", f"claim_id,claim\n{rows}")
    told = run("import-table", at(run, "alike.csv"), *CLAIM_COLUMNS)
    assert "2 look like another claim of the case: onrecord near" in told
    assert len(run.json("claims")) == 3
    assert "look like" not in run("import-table", at(run, "alike.csv"), *CLAIM_COLUMNS)


def test_header_only_is_told(run: CommandLine) -> None:
    write_file(run.store.parent, "none.csv", "claim_id,claim\n")
    told = run("import-table", at(run, "none.csv"), *CLAIM_COLUMNS)
    assert "0 rows" in told
    assert "no row below the header" in told


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ((), WrongUse),
        (("--rows", "claims"), WrongUse),
        (("--rows", "claims", "--column", "id"), WrongUse),
        (("--rows", "claims", "--column", "date=x"), WrongUse),
        (("--rows", "claims", "--value", "tag:T=x"), WrongUse),
        (("--rows", "claims", "--value", "tag"), WrongUse),
        (("--rows", "claims", "--date-format", "%Y"), WrongUse),
        ((*CLAIM_COLUMNS, "--column", "tag=verity"), WrongUse),
        ((*CLAIM_COLUMNS, "--column", "verdict=veracity"), WrongUse),
        ((*CLAIM_COLUMNS, "--encoding", "klingon"), WrongUse),
        ((*CLAIM_COLUMNS, "--delimiter", ";;"), WrongUse),
        ((*CLAIM_COLUMNS, "--mapping", "/no/such.toml"), UnreadableArticle),
    ],
)
def test_wrong_options_explained(run: CommandLine, words: tuple[str, ...], error: type[OnRecordError]) -> None:
    before = sorted(path.name for path in run.store.parent.iterdir())
    refused = run.refused("import-table", at(run, "claims.csv"), *words)
    assert isinstance(refused, error)
    assert refused.hint
    assert run.json("claims") == []
    assert sorted(path.name for path in run.store.parent.iterdir()) == before


@pytest.mark.parametrize(
    "raw",
    [b"", bytes(range(256)) * 20, b"PK\x03\x04" + bytes(500), b"a,b\n1,2\n"],
    ids=["empty", "every byte", "a zip", "other columns"],
)
def test_wrong_table_explained(run: CommandLine, raw: bytes) -> None:
    write_file(run.store.parent, "bad.csv", raw)
    assert run.refused("import-table", at(run, "bad.csv"), *CLAIM_COLUMNS).hint
    assert isinstance(run.refused("import-table", str(run.store.parent), *CLAIM_COLUMNS), UnreadableArticle)
    assert run.json("claims") == []
    assert not (run.store.parent / "bad.rejects.csv").exists()


def test_bar_on_terminal_only(run: CommandLine) -> None:
    words = ("--store", str(run.store), "import-table", at(run, "claims.csv"), *CLAIM_COLUMNS)
    shown = run_on_terminal(*words)
    assert shown.code == 0
    assert "100%" in shown.out
    assert "3 rows: 3 landed" in shown.out
    quiet = run_piped(*words)
    assert (quiet.code, quiet.err) == (0, "")
    assert quiet.out == "3 rows: 0 landed, 3 already on record, 0 rejected\n"


def table_of(folder: Path, rows: int) -> Path:
    lines = (
        f"{n % 50},3 17 2020,https://o{n % 97}.example/{n},{('support', 'deny', 'no')[n % 3]}\n" for n in range(rows)
    )
    return write_file(folder, "many.csv", "claim_id,date,url,stance\n" + "".join(lines))


def content(store: Path) -> list[object]:
    """The rows of the record, without columns that differ from run to run."""
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return [
            connection.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()
            for table, columns in (
                ("sources", "id, key, name"),
                ("reports", "id, key, outlet, url, published_edtf"),
                ("statements", "id, key, source, report, act"),
                ("stances", "id, statement, claim, polarity"),
            )
        ]


@pytest.mark.slow
@pytest.mark.parametrize("ends", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_broken_off_goes_on(run: CommandLine, tmp_path: Path, ends: signal.Signals) -> None:
    claims = "claim_id,claim\n" + "".join(f"{n},Claim number {n}\n" for n in range(50))
    run("import-table", str(write_file(tmp_path, "many_claims.csv", claims)), *CLAIM_COLUMNS)
    whole = CommandLine(tmp_path / "whole.db")
    with closing(sqlite3.connect(run.store)) as one, closing(sqlite3.connect(whole.store)) as other:
        one.backup(other)
    table = str(table_of(tmp_path, 12_000))
    told = whole.json("import-table", table, *SAID)
    by_chance = random.Random(int(ends))
    for _ in range(2):
        command = [
            sys.executable,
            "-m",
            "tui.cli.main",
            "--store",
            str(run.store),
            "--as",
            "Rana",
            "import-table",
            table,
            *SAID,
        ]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(), text=True
        ) as going:
            try:
                _, said = going.communicate(timeout=by_chance.uniform(0.6, 1.6))
            except subprocess.TimeoutExpired:
                going.send_signal(ends)
                _, said = going.communicate()
                assert "Traceback" not in said
                if ends is not signal.SIGKILL and going.returncode and "broken off" in said:
                    assert going.returncode in (130, 143)
    again = run.json("import-table", table, *SAID)
    assert again["landed"] + again["already_there"] == told["landed"] + told["already_there"]
    assert again["rejected"] == told["rejected"] == 4_000
    assert content(run.store) == content(whole.store)
    for _ in range(4):
        if not run.json("sources"):
            break
        run("undo")
    assert content(run.store) == [[], [], [], []]


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (900 << 20, 900 << 20))
from tui.cli.main import main
main(sys.argv[1:])
"""


@pytest.mark.slow
def test_larger_than_memory(run: CommandLine, tmp_path: Path) -> None:
    """A sparse file of two gigabytes, which reads as zero bytes without a line end."""
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"claim_id,claim\n" + b"".join(b"%d,Claim number %d\n" % (n, n) for n in range(20_000)))
        file.truncate(2 << 30)
        file.seek(0, 2)
        file.write(b"\n99999,The last row\n")
    words = ["--store", str(run.store), "import-table", str(path), *CLAIM_COLUMNS]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *words],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=HANG,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("20,002 rows: 20,001 landed, 0 already on record, 1 rejected")
    assert "the row is too long; line 20002" in done.stdout
