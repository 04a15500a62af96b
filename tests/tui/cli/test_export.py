"""``onrecord export``: what is chosen, where it is written, and what is refused; with a format that lists keys."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import BinaryIO

import pytest
from click.testing import CliRunner

from db.errors import NotAllowed, NotFound, WrongUse
from db.exchange import formats
from db.exchange.export import Export, ExportExtra, TableList
from db.exchange.formats import Format
from db.queries.claim_order import ClaimOrder
from tests.support.cli_runner import CommandLine
from tui.cli import output
from tui.cli.commands import export as command
from tui.cli.main import onrecord

ALL_FORMATS = formats.FORMATS
KEYS = Format("keys", "Keys of what is chosen.", ".txt", __name__)
BYTES = Format("bytes", "The same, as bytes.", ".bin", __name__, is_text=False)
ROWS = Format("rows", "The same, of a list.", ".csv", __name__, is_list=True)


def write(export: Export, out: BinaryIO) -> None:
    """Write what a format is given: names, keys, extras, list and order."""
    for source in export.sources():
        out.write(f"{source.key} {source.name}\n".encode())
    for claim in export.claims():
        out.write(f"{claim.key}\n".encode())
    out.write(" ".join([*sorted(export.extras), export.listing, export.order, "\x1b[31m"]).encode())
    if export.record.column("SELECT title FROM cases") == ["interrupt"]:
        signal.raise_signal(signal.SIGINT)


@pytest.fixture(autouse=True)
def three_formats(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(formats, "FORMATS", (KEYS, BYTES, ROWS))
    monkeypatch.setattr(command, "FORMATS", formats.FORMATS)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(demo_store: Path) -> CommandLine:
    return CommandLine(demo_store)


def claims_in(text: str) -> list[str]:
    return [each for each in text.split("\n") if each.startswith("C")]


def test_the_vocabularies_are_those_of_the_record() -> None:
    assert (*command.LISTS,) == (*TableList,)
    assert (*command.SORTS,) == (*ClaimOrder,)
    assert (*command.EXTRAS,) == (*ExportExtra,)


def test_without_a_format_the_formats_are_listed(run: CommandLine) -> None:
    assert "keys\tKeys of what is chosen.\t.txt" in run("export")
    assert [each["name"] for each in run.json("export")] == ["keys", "bytes", "rows"]


def test_the_file_is_named_after_case_and_list(run: CommandLine) -> None:
    assert run("export", "KEYS").startswith("K1.txt: keys, ")
    assert run("export", "rows", "--list", "denials").startswith("K1-denials.csv: ")
    assert run("export", "keys", "--whole-store").startswith(f"{run.store.stem}.txt: ")
    assert claims_in(Path("K1.txt").read_text())[:2] == ["C1", "C1a"]


def test_a_file_is_never_written_over(run: CommandLine) -> None:
    Path("mine.txt").write_text("mine")
    assert "exists already" in str(run.refused("export", "keys", "--out", "mine.txt"))
    assert Path("mine.txt").read_text() == "mine"
    before = run.store.read_bytes()
    run.refused("export", "keys", "--out", str(run.store))
    assert run.store.read_bytes() == before


def test_json_says_what_was_written(run: CommandLine) -> None:
    run("tag", "C1", "urgent")
    done = run.json("export", "keys")
    assert (done["file"], done["format"], done["claims"]) == ("K1.txt", "keys", 10)
    assert done["bytes"] == Path("K1.txt").stat().st_size
    assert done["action"] >= 1
    assert done["at"].endswith("Z")


def test_options_reach_the_format(run: CommandLine) -> None:
    done = run("export", "rows", "--sort", "origins", "--with", "tasks, notes", "--out", "-")
    assert done.endswith("notes tasks claims origins \x1b[31m")


def test_a_filter_chooses(run: CommandLine) -> None:
    run("filter", "denied", "denied:yes")
    denied = claims_in(run("claims", "--filter", "denied:yes"))
    for option in ("--filter", "denied:yes"), ("--saved", "denied"), ("--whole-store", "--filter", "denied:yes"):
        assert claims_in(run("export", "keys", *option, "--out", "-")) == [each.partition("\t")[0] for each in denied]
    only = run("export", "rows", "--list", "sources", "--filter", "khalaf", "--out", "-")
    assert "Khalaf" in only
    assert "did you mean" in run.refused("export", "keys", "--filter", "statsu:new").hint.lower()


def test_nothing_chosen_is_said(run: CommandLine) -> None:
    assert claims_in(run("export", "keys", "--filter", "nowhere", "--out", "-")) == []
    done = CliRunner().invoke(onrecord, ["--store", str(run.store), "export", "keys", "--filter", "nowhere"])
    assert "Nothing is on record for this choice" in done.stderr


def test_masks_reach_the_format(run: CommandLine) -> None:
    [(key, name)] = [(each["key"], each["name"]) for each in run.json("sources") if "Khalaf" in each["name"]]
    assert f"{key} {name}" in run("export", "keys", "--out", "-")
    assert f"{key} [person 1]" in run("export", "keys", "--mask", key, "--out", "-")
    assert "[person 1]" in run("export", "keys", "--mask-private", "--out", "-")
    assert isinstance(run.refused("export", "keys", "--mask", "W999"), NotFound)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("kys", "Did you mean keys"),
        ("zzz", "The formats are keys, bytes, rows."),
        ("keys --list claims", "Only rows is made of a list."),
        ("keys --sort status", "Only rows is made of a list."),
        ("rows --sort status --list alarms", "Leave it out"),
        ("keys --whole-store --case K1", "Leave one of them out."),
        ("keys --with nots", "Did you mean notes?"),
        ("keys --out - --json", "Leave one of them out."),
    ],
)
def test_wrong_options_are_refused(run: CommandLine, words: str, part: str) -> None:
    error = run.refused("export", *words.split())
    assert isinstance(error, WrongUse)
    assert part in error.hint
    assert [*Path().iterdir()] == [] or [each.suffix for each in Path().iterdir()] == [".db"]


def test_readonly_writes_no_file_but_standard_output(run: CommandLine) -> None:
    def readonly(*words: str) -> tuple[str, ...]:
        return ("--readonly", "export", "keys", *words)

    assert isinstance(run.refused(*readonly()), NotAllowed)
    assert "C1" in run(*readonly("--out", "-"))


def test_ctrl_c_leaves_nothing_behind(run: CommandLine) -> None:
    run("edit", "case", "K1", "--title", "interrupt")
    with pytest.raises(AssertionError):
        run("export", "keys", "--out", "new.txt")
    assert [each.name for each in Path().iterdir() if ".db" not in each.name] == []


def test_a_terminal_gets_safe_text_and_no_bytes(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda _: True)
    shown = run("export", "keys", "--out", "-")
    assert "C1a\n" in shown
    assert "\x1b" not in shown
    assert "--out" in run.refused("export", "bytes", "--out", "-").hint


def test_a_case_goes_from_store_to_store(run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", ALL_FORMATS)
    other = CommandLine(tmp_path / "other.db", "Omar")
    assert run("export", "case").startswith("K1.case.jsonl: case, ")
    assert other("import-case", "K1.case.jsonl").startswith("K1.case.jsonl is K1 here: ")
    assert other("claims") == run("claims")
    assert "on record here already" in str(other.refused("import-case", "K1.case.jsonl"))
    assert "import case K1" in other("undo")
    assert other("cases").splitlines()[1:] == []
