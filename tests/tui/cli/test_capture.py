"""``onrecord capture``: texts and bytes out again."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from db.journal.opening import open_writer
from db.model.enums import Method
from db.model.ids import ReportId
from db.write.captures import add_capture
from tests.support.cli_runner import CommandLine
from tui.cli.main import onrecord

RAW = b"<html>\xff\x00\r\n</html>"


@pytest.fixture
def run(demo_store: Path) -> CommandLine:
    with open_writer(demo_store, who="Rana") as writer:
        add_capture(writer, ReportId(2), "An older text.", method=Method.FILE, raw=RAW)
        add_capture(writer, ReportId(2), "The newest text.", method=Method.PASTE)
    return CommandLine(demo_store)


def key_of(run: CommandLine) -> str:
    return next(each for each in ("R1", "R2", "R3") if "newest text" in str(run.json("report", each)))


def raw_output(run: CommandLine, *words: str) -> bytes:
    return CliRunner().invoke(onrecord, ["--store", str(run.store), "capture", *words]).stdout_bytes


def test_the_newest_text_comes_out(run: CommandLine) -> None:
    assert run("capture", key_of(run)) == "The newest text."


def test_bytes_come_out_as_they_came(run: CommandLine, tmp_path: Path) -> None:
    key, path = key_of(run), tmp_path / "page.html"
    digest = next(each["raw_sha256"] for each in run.json("report", key)["captures"] if each["raw_sha256"])
    assert raw_output(run, key, "--raw", "--sha256", digest[:12]) == RAW
    assert f"{len(RAW)} bytes" in run("capture", key, "--raw", "--sha256", digest, "--out", str(path))
    assert path.read_bytes() == RAW
    assert "exists already" in str(run.refused("capture", key, "--out", str(path)))


def test_what_is_not_stored_is_refused(run: CommandLine) -> None:
    key = key_of(run)
    assert "only its text" in str(run.refused("capture", key, "--raw"))
    assert "no capture abc" in str(run.refused("capture", key, "--sha256", "abc"))
    assert "There is no report R99" in str(run.refused("capture", "R99"))
