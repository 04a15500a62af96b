"""Reading tables: line numbers, and an error sentence for each row that can't be read."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.csv_import.rows import LONGEST_ROW, TableReader, TableRow
from db.csv_import.text_lines import LONGEST_READ
from db.errors import OnRecordError, UnreadableArticle, WrongUse
from tests.support.csv_tables import CLAIMS, write_file


def rows(path: Path, **how: str) -> list[TableRow]:
    with TableReader(path, **how) as table:
        return list(table.rows())


def test_row_line_is_its_first(tmp_path: Path) -> None:
    found = rows(write_file(tmp_path, "claims.csv", CLAIMS))
    assert [row.line for row in found] == [2, 3, 5]
    assert found[1].cells[2] == "Two lines\nin one cell"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_blank_lines(tmp_path: Path, end: str) -> None:
    found = rows(write_file(tmp_path, "t.csv", end.join(["a,b", "", "1,2", "", '"3', '4",5', "6,7"])))
    assert [(row.line, row.problem) for row in found] == [(3, ""), (5, ""), (7, "")]


def test_unclosed_quote_costs_a_row(tmp_path: Path) -> None:
    found = rows(write_file(tmp_path, "t.csv", 'a,b\n1,2\n3,"4\n5,6\n7,8\n'))
    assert [(row.line, bool(row.problem)) for row in found] == [(2, False), (3, True), (4, False), (5, False)]
    assert "not closed" in found[1].problem


def test_late_quote_costs_a_row(tmp_path: Path) -> None:
    found = rows(write_file(tmp_path, "t.csv", 'a,b\n1,"2\n3,4\n5,"six"\n7,8\n'))
    assert [(row.line, bool(row.problem)) for row in found] == [(2, True), (3, False), (4, False), (5, False)]


def test_wrong_cell_count_told(tmp_path: Path) -> None:
    found = rows(write_file(tmp_path, "t.csv", "a,b\n1\n1,2,3\n1,2\n"))
    assert [row.problem for row in found] == [
        "The row has 1 cell, the header 2.", "The row has 3 cells, the header 2.", "",
    ]  # fmt: skip


def test_bad_bytes_cost_a_row(tmp_path: Path) -> None:
    found = rows(write_file(tmp_path, "t.csv", b"a,b\n" + b"1,\xc3\xa9t\xc3\xa9\n" * 2000 + b"1,\0\n1,\xe9\n1,2\n"))
    assert [row.line for row in found if row.problem] == [2002, 2003]


def test_huge_cell_costs_a_row(tmp_path: Path) -> None:
    found = rows(write_file(tmp_path, "t.csv", f"a,b\n1,{'x' * 10_000_000}\n3,4\n"))
    assert [(row.line, row.kind) for row in found] == [(2, "the row is too long"), (3, "")]
    assert sum(map(len, found[0].cells)) < 2_000
    assert LONGEST_ROW < 10_000_000 < LONGEST_READ


def test_long_line_costs_a_row(tmp_path: Path) -> None:
    found = rows(write_file(tmp_path, "t.csv", f"a,b\n1,{'x' * (LONGEST_READ + 5)}\n3,4\n"))
    assert [(row.line, row.kind) for row in found] == [(2, "the row is too long"), (3, "")]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"PK\x03\x04" + bytes(2000), "spreadsheet"),
        (b"\x1f\x8b\x08" + bytes(2000), "compressed"),
        (bytes(range(256)) * 40, "not text"),
        ("a,b\nодин,два\n".encode("cp1251") * 50, "not UTF-8"),
        (("a,b\n" + "1,2\n" * 500).encode("utf-16-le"), "UTF-16-LE"),
        (b'"a,b\n1,2\n', "a quotation mark is not closed"),
    ],
)  # fmt: skip
def test_no_table_refused_first(tmp_path: Path, raw: bytes, words: str) -> None:
    with pytest.raises(UnreadableArticle, match=words) as error:
        TableReader(write_file(tmp_path, "t.csv", raw))
    assert error.value.hint


def test_unreadable_paths(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, words in ((".", "folder"), ("pipe", "pipe"), ("none.csv", "No such file")):
        with pytest.raises(UnreadableArticle, match=words):
            TableReader(tmp_path / name)


def test_encoding_known_or_given(tmp_path: Path) -> None:
    text = "a,b\nодин,два\n"
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        (row,) = rows(write_file(tmp_path, "t.csv", text.encode(encoding)))
        assert row.cells == ["один", "два"]
    (row,) = rows(write_file(tmp_path, "t.csv", text.encode("cp1251")), encoding="windows-1251")
    assert row.cells == ["один", "два"]
    with pytest.raises(WrongUse, match="no encoding"):
        TableReader(tmp_path / "t.csv", encoding="klingon")


def test_delimiter_known_or_given(tmp_path: Path) -> None:
    assert rows(write_file(tmp_path, "t.tsv", "a\tb\n1,5\t2\n"))[0].cells == ["1,5", "2"]
    assert rows(write_file(tmp_path, "t.csv", "a;b\n1;2\n"), delimiter="semicolon")[0].cells == ["1", "2"]
    with pytest.raises(WrongUse, match="can't separate"):
        TableReader(tmp_path / "t.csv", delimiter="::")
    with TableReader(tmp_path / "t.csv") as table, pytest.raises(WrongUse) as error:
        table.column("a")
    assert "--delimiter semicolon" in error.value.hint


def test_column_absent_or_twice(tmp_path: Path) -> None:
    with TableReader(write_file(tmp_path, "t.csv", "a,b,b\n1,2,3\n")) as table:
        assert table.column("a") == 0
        with pytest.raises(WrongUse, match="no column “c”"):
            table.column("c")
        with pytest.raises(WrongUse, match="2 columns named “b”"):
            table.column("b")


def test_growing_file_is_told(tmp_path: Path) -> None:
    path = write_file(tmp_path, "t.csv", "a,b\n1,2\n")
    with TableReader(path) as table:
        assert not table.lines.is_changed
        path.write_text("a,b\n1,2\n3,4\n")
        assert table.lines.is_changed


@given(st.lists(st.lists(st.text(alphabet='ab",\n\r é;', max_size=6), min_size=2, max_size=2), max_size=8))
def test_csv_round_trip(tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *cells])
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_bytes(text.getvalue().encode())
    assert [row.cells for row in rows(path)] == cells


@given(st.binary(max_size=400))
def test_any_bytes_rows_or_error(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"a,b\n" + raw)
    try:
        found = rows(path)
    except OnRecordError:
        return
    lines = [row.line for row in found]
    assert lines == sorted(set(lines))
