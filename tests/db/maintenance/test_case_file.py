"""Cases as TOML files: added whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Refused
from db.journal.opening import create_store
from db.maintenance.case_file import add_case_file, shipped_case
from db.queries.cases import cases
from db.store.opening import open_reader
from tests.support.factories import CaseFactory

CASE = '[case]\ntitle = "A case"\ntz = "UTC"\n'
SOURCE = '[[source]]\nid = "a"\nname = "A"\nkind = "person"\nnaming = "named"\n'
STATEMENT = '[[statement]]\nid = "S1"\nsource = "a"\nact = "assert"\n'
CLAIM = '[[claim]]\nid = "C1"\ntext = "it happened"\n'


def all_rows(desk: CaseFactory) -> int:
    tables = desk.writer.column(
        """SELECT name FROM pragma_table_list
           WHERE strict AND name NOT IN ('cases', 'case_changes', 'words_folded', 'words_known')"""
    )
    return sum(desk.writer.column(f'SELECT count(*) FROM "{table}"')[0] for table in tables)


@pytest.mark.parametrize(
    ("because", "text"),
    [
        ("not TOML", "[case"),
        ("not TOML", "\x00\x1b[2J"),
        ("names 'case'", ""),
        ("names 'title'", "[case]\n"),
        ("names 'tz'", '[case]\ntitle = "x"\n'),
        ("not a time zone", '[case]\ntitle = "x"\ntz = "Mars"\n'),
        ("needs a title", '[case]\ntitle = ""\ntz = "UTC"\n'),
        ("not have the form of a case", "case = 3\n"),
        ("not have the form of a case", '[case]\ntitle = 3\ntz = "UTC"\n'),
        ("not have the form of a case", '[case]\ntitle = "x"\ntz = "UTC"\nsummary = 3\n'),
        ("not have the form of a case", "source = 3\n" + CASE),
        ("not have the form of a case", "source = [3]\n" + CASE),
        ("'robot' is not a valid SourceKind", CASE + SOURCE.replace("person", "robot")),
        ("'shout' is not a valid Act", CASE + SOURCE + STATEMENT.replace("assert", "shout")),
        ("names 'b'", CASE + SOURCE + STATEMENT.replace('"a"', '"b"')),
        ("names 'C9'", CASE + SOURCE + CLAIM + STATEMENT + 'stances = { certain = "+C1 -C9" }\n'),
        ("names '!'", CASE + SOURCE + CLAIM + STATEMENT + 'stances = { certain = "!C1" }\n'),
        ("'sure' is not a valid Certainty", CASE + SOURCE + CLAIM + STATEMENT + 'stances = { sure = "+C1" }\n'),
        ("not have the form of a case", CASE + SOURCE + CLAIM + STATEMENT + "stances = { certain = 1 }\n"),
        ("already on record", CASE + SOURCE + CLAIM + STATEMENT + 'stances = { certain = "+C1 -C1" }\n'),
        ("not have the form of a case", CASE + SOURCE + STATEMENT + 'said = { when = "2020" }\n'),
        ("not a date", CASE + SOURCE + STATEMENT + 'said = { edtf = "soon" }\n'),
        ("names 'R9'", CASE + SOURCE + STATEMENT + 'report = "R9"\n'),
        (
            "names 'S9'",
            CASE + SOURCE + STATEMENT + 'relays = [{ parent = "S9", kind = "quotes", ground = "explicit" }]\n',
        ),
        ("how it belongs", CASE + CLAIM + '[[claim]]\nid = "C1a"\nparent = "C1"\ntext = "x"\n'),
        ("names 'R1'", CASE + '[[step]]\nreport = "R1"\n'),
    ],
)
def test_bad_file_leaves_no_row(desk: CaseFactory, because: str, text: str) -> None:
    with pytest.raises(Refused, match=because) as refused:
        add_case_file(desk.writer, text)
    assert refused.value.message.endswith(".")
    assert len(cases(desk.writer)) == 1
    assert all_rows(desk) == 0


def test_deep_nesting_refused(desk: CaseFactory) -> None:
    with pytest.raises(Refused):
        add_case_file(desk.writer, "case = " + "[" * 100_000)


def test_late_error_leaves_no_row(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with create_store(path) as writer:
        with pytest.raises(Refused, match="names 'R99'"):
            add_case_file(writer, shipped_case() + '\n[[step]]\nreport = "R99"\n')
        assert cases(writer) == []
    with open_reader(path) as record:
        for table in record.column("SELECT name FROM pragma_table_list WHERE strict AND name NOT LIKE 'words_%'"):
            assert record.column(f'SELECT count(*) FROM "{table}"') == [0], table


def test_mended_file_enters(desk: CaseFactory) -> None:
    with pytest.raises(Refused):
        add_case_file(desk.writer, shipped_case() + '\n[[step]]\nreport = "R99"\n')
    add_case_file(desk.writer, shipped_case())
    assert desk.writer.column("SELECT key FROM sources ORDER BY id LIMIT 1") == ["W1"]
    assert [found.key for found in cases(desk.writer)] == ["K2", "K1"]


def test_title_is_enough(desk: CaseFactory) -> None:
    assert add_case_file(desk.writer, CASE) == 2


values = st.recursive(
    st.sampled_from(('"a"', "1", "true", "2020-12-16", "[]", '"C1"', '"+C1"', '"\\u0000"')),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda some: f"[{', '.join(some)}]")
        | inner.map(lambda one: f"{{ edtf = {one} }}")
    ),
    max_leaves=3,
)
fields = st.sampled_from(
    (
        "id",
        "title",
        "tz",
        "day",
        "name",
        "kind",
        "source",
        "stances",
        "said",
        "quotes",
        "relays",
        "parties",
        "published",
    )
)


@given(st.sampled_from(("case", "source", "report", "excerpt", "claim", "statement", "step")), fields, values)
def test_any_value_or_refused(table: str, field: str, value: str) -> None:
    rows = {"case": CASE, "source": SOURCE, "claim": CLAIM, "statement": STATEMENT}
    texts = {name: text for name, text in rows.items() if name != table}
    header = f"[{table}]\n" if table == "case" else f"[[{table}]]\n"
    kept = [row for row in rows.get(table, header).splitlines()[1:] if not row.startswith(f"{field} ")]
    texts[table] = header + "\n".join([*kept, f"{field} = {value}"]) + "\n"
    with CaseFactory.in_memory() as desk:
        try:
            add_case_file(desk.writer, "".join(texts.values()))
        except Refused:
            assert len(cases(desk.writer)) == 1
            assert all_rows(desk) == 0
