"""Outputs are new files or ours: never the store, its log, an input, a device or a link; leftovers are swept."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from db.errors import NotAStore, OnRecordError, Refused
from db.journal.opening import open_writer
from db.maintenance.backup import back_up
from db.store.files import remove_unfinished, unfinished_file
from db.store.opening import open_reader
from db.store.outputs import check_output, is_store_file
from tests.support.cli_runner import CommandLine, environment, file_hashes
from tests.support.patience import HANG
from tests.support.wrong_places import KINDS, wrong_place

CLAIMS = "id,claim\na1,it fell\n,=cmd()\n"
COLUMNS = ("--rows", "claims", "--column", "id=id", "--column", "text=claim")


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_place_is_refused(demo_store: Path, tmp_path: Path, kind: str) -> None:
    (tmp_path / "more").mkdir()
    path = wrong_place(kind, tmp_path, demo_store)
    with pytest.raises(OnRecordError):
        check_output(path, store=demo_store, ours=is_store_file, ours_are="a backup")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("option", ["--rejects", "--save-mapping"])
def test_import_refuses_wrong_place(tmp_path: Path, option: str, kind: str) -> None:
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A harbour", "--tz", "UTC")
    (tmp_path / "more").mkdir()
    (tmp_path / "table.csv").write_text(CLAIMS)
    path = wrong_place(kind, tmp_path, run.store)
    before = {name: stamp for name, stamp in file_hashes(tmp_path).items() if name != "pipe.out"}
    with pytest.raises(AssertionError):  # an error, of click or of ours
        run("import-table", str(tmp_path / "table.csv"), *COLUMNS, option, str(path))
    assert {name: stamp for name, stamp in file_hashes(tmp_path).items() if name != "pipe.out"} == before
    assert run.json("claims") == []


@pytest.mark.parametrize("option", ["--rejects", "--save-mapping"])
def test_missing_folder_names_the_option(tmp_path: Path, option: str) -> None:
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A harbour", "--tz", "UTC")
    (tmp_path / "table.csv").write_text(CLAIMS)
    words = ("import-table", str(tmp_path / "table.csv"), *COLUMNS, option, str(tmp_path / "no" / "x.out"))
    assert run.refused(*words).hint == f"Make the folder first, or name another with {option}."
    assert run.refused("backup", str(tmp_path / "no" / "x.db")).hint == "Make the folder first, or name another."


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root makes devices")
@pytest.mark.parametrize("option", ["--rejects", "--save-mapping", "backup", "--mapping", "restore"])
def test_device_outlives_root(tmp_path: Path, option: str) -> None:
    """A node of its own, like /dev/null: root has the right to replace it, so only we refuse to."""
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A harbour", "--tz", "UTC")
    (tmp_path / "table.csv").write_text(CLAIMS)
    node = tmp_path / "null"
    try:
        os.mknod(node, 0o600 | stat.S_IFCHR, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("this root makes no devices")
    words = {
        "backup": ("backup", str(node), "--over"),
        "restore": ("restore", str(node)),
    }.get(option, ("import-table", str(tmp_path / "table.csv"), *COLUMNS, option, str(node)))
    with pytest.raises(AssertionError):  # an error, of click or of ours
        run(*words)
    if option != "restore":
        with pytest.raises(AssertionError):
            run("--store", str(node), "add", "case", "Another", "--tz", "UTC")
        with pytest.raises(AssertionError):
            run("--store", str(node), "demo", "--text")
        with pytest.raises(AssertionError):
            run("--store", str(node), "restore", str(run.store))
    assert stat.S_ISCHR(node.lstat().st_mode)


@pytest.mark.parametrize("name", ["table.csv", "map.toml"])
def test_rejects_spare_the_inputs(tmp_path: Path, name: str) -> None:
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A harbour", "--tz", "UTC")
    (tmp_path / "table.csv").write_text(CLAIMS)
    (tmp_path / "map.toml").write_text('[claims]\nid = "id"\ntext = "claim"\n')
    before = file_hashes(tmp_path)
    words = ("import-table", str(tmp_path / "table.csv"), "--mapping", str(tmp_path / "map.toml"))
    assert "itself" in run.refused(*words, "--rejects", str(tmp_path / name)).message
    assert file_hashes(tmp_path) == before


def test_rejects_spare_a_store_with_tilde(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "s.csv~")
    run("add", "case", "A harbour", "--tz", "UTC")
    (tmp_path / "table.csv").write_text(CLAIMS)
    (tmp_path / "s.csv").write_text("line,reason,id,claim\n")
    words = ("import-table", str(tmp_path / "table.csv"), *COLUMNS, "--rejects", str(tmp_path / "s.csv"))
    assert isinstance(run.refused(*words), Refused)
    assert run.json("claims") == []


def test_rejects_are_private_and_inert(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "desk.db")
    run("add", "case", "A harbour", "--tz", "UTC")
    cells = ["=1+1", "+1", "-1", "@x", "'=1", "''-1", "'plain", "\tx", "plain"]
    table = tmp_path / "table.csv"
    table.write_text("id,claim," + ",".join(f"=h{n}" for n in range(len(cells))) + "\n,," + ",".join(cells) + "\n")
    rejects = tmp_path / "out.csv"
    run("import-table", str(table), *COLUMNS, "--rejects", str(rejects))
    assert rejects.stat().st_mode & 0o077 == 0
    header, row = rejects.read_text().splitlines()
    assert not [cell for cell in [*header.split(","), *row.split(",")] if cell[:1] in "=+-@\t" and cell]
    again = run.json(
        "import-table", str(rejects), "--rows", "claims", "--column", "id==h4", "--column", "text==h5", "--dry-run"
    )
    assert again["landed"] == 1
    run("import-table", str(rejects), "--rows", "claims", "--column", "id==h4", "--column", "text==h0")
    assert [each["text"] for each in run.json("claims")] == ["=1+1"], "the mark is taken off again"


def test_killed_backup_is_swept(demo_store: Path, tmp_path: Path) -> None:
    (folder := tmp_path / "kept").mkdir()
    program = (
        "import os, sys, pathlib, signal\n"
        "from db.maintenance.backup import back_up\nfrom db.store.opening import open_reader\n"
        "with open_reader(pathlib.Path(sys.argv[1])) as record:\n"
        "    back_up(record, pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]),"
        " step=lambda *_: os.kill(os.getpid(), signal.SIGKILL), pages=4)\n"
    )
    words = [sys.executable, "-c", program, str(demo_store), str(folder / "backup.db")]
    subprocess.run(words, env=environment(), check=False, timeout=HANG)
    assert list(folder.iterdir()), "a killed backup leaves its copy"
    with open_reader(demo_store) as record:
        back_up(record, demo_store, folder / "backup.db")
    assert [each.name for each in folder.iterdir()] == ["backup.db"]


def test_sweep_spares_what_is_in_use(tmp_path: Path) -> None:
    (other := tmp_path / ".onrecord-of-a-person.part").write_text("mine")
    with unfinished_file(tmp_path / "x") as whole:
        remove_unfinished(tmp_path)
        assert whole.exists()
        assert whole.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [other]


def test_link_to_live_store_reads_its_log(demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder := tmp_path / "locked").mkdir()
    link = folder / "link.db"
    link.symlink_to(demo_store)
    writable = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder and writable(path, mode))
    with open_writer(demo_store, "Rana") as writer:
        with writer.action("a change in the log"):
            writer.update("claims", 1, text="new words")
        with open_reader(link) as record:
            assert record.column("SELECT text FROM claims WHERE id = 1") == ["new words"]


def test_readonly_writes_no_file(demo_store: Path, tmp_path: Path) -> None:
    run, before = CommandLine(demo_store), file_hashes(tmp_path)
    assert "--readonly" in run.refused("--readonly", "backup", str(tmp_path / "b.db")).message
    assert "--readonly" in run.refused("--readonly", "demo", "--text", "--store", str(tmp_path / "new.db")).message
    assert file_hashes(tmp_path) == before


def test_replaced_backup_not_in_use(demo_store: Path, tmp_path: Path) -> None:
    to = tmp_path / "backup.db"
    with open_reader(demo_store) as record:
        back_up(record, demo_store, to)
        with open_reader(to), pytest.raises((Refused, NotAStore)):
            back_up(record, demo_store, to, over=True)
