"""A case as a file: another store takes it in whole and gives it back; files that are not such a case are refused."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.analysis.alarms import alarms
from db.errors import NewerStore, NotFound, OnRecordError, Refused
from db.exchange.case_import import import_case
from db.exchange.case_rows import EXTRA_TABLES, portable_tables
from db.exchange.export import Export, ExportExtra, export_to_file, write_export
from db.exchange.formats import format_by_name
from db.exchange.masking import Mask
from db.exchange.selection import Scope
from db.journal.log import history
from db.journal.opening import open_or_create, open_writer
from db.journal.undo import redo, undo
from db.journal.writer import Writer
from db.maintenance.check import check
from db.model.enums import Independence, Sameness, Status
from db.model.ids import CaseId, ClaimId, SourceId
from db.model.things import RowKind, Target
from db.store.opening import open_reader
from db.store.reader import Reader
from db.write.alarm_dismissals import set_aside
from db.write.annotations import add_note, add_tag, add_task
from db.write.assessments import rate_sources, set_status
from db.write.claim_joins import join_claims
from db.write.drafts import keep_draft
from db.write.source_judgements import judge_independence, judge_same
from tests.support.json_shapes import work_on
from tests.support.random_changes import CASE, CHANGES, SMALL

ALL = frozenset(ExportExtra)


def exported(record: Reader, case: CaseId | None = CASE, extras: frozenset[ExportExtra] = ALL) -> bytes:
    out = io.BytesIO()
    write_export(Export(record, Scope(case), extras=extras), format_by_name("case"), out)
    return out.getvalue()


def rows_in(file: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.splitlines()[1:]]


@pytest.fixture(scope="module")
def worked_store(shipped_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped case after a day's work: proposals, judgements, joins, dismissals, notes, a changed page."""
    store = Path(shutil.copy(shipped_store, tmp_path_factory.mktemp("worked") / "desk.db"))
    work_on(store)
    with open_writer(store, "Rana") as writer:
        keep_draft(writer, "claim C3", CASE, {"text": "half a claim"})
        keep_draft(writer, "source W3", CASE, {"name": "half a name"})
    return store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Writer]:
    with open_or_create(tmp_path / "other.db", "Omar") as writer:
        yield writer


def into(writer: Writer, file: bytes) -> object:
    path = Path(str(writer.path)).parent / "case.jsonl"
    path.write_bytes(file)
    return import_case(writer, path)


def test_a_worked_case_comes_back_the_same(worked_store: Path, empty: Writer) -> None:
    with open_reader(worked_store) as record:
        file = exported(record)
        held = {each.name for each in portable_tables(record) if record.row(f'SELECT 1 FROM "{each.name}"')}
        dismissed = {(each.kind, each.subject) for each in alarms(record, CASE) if each.set_aside}
    assert {row["table"] for row in rows_in(file)} == held
    assert len(held) >= 24
    into(empty, file)
    assert exported(empty) == file
    assert dismissed
    assert {(each.kind, each.subject) for each in alarms(empty, CASE) if each.set_aside} == dismissed
    with open_reader(Path(str(empty.path)), rules=True) as record:
        assert check(record).findings == ()


def test_notes_tasks_and_drafts_go_out_only_when_asked_for(worked_store: Path) -> None:
    with open_reader(worked_store) as record:
        for extras in (frozenset[ExportExtra](), frozenset({ExportExtra.NOTES}), frozenset({ExportExtra.DRAFTS})):
            tables = {row["table"] for row in rows_in(exported(record, extras=extras))}
            assert tables & {*EXTRA_TABLES} == {table for table, extra in EXTRA_TABLES.items() if extra in extras}


MORE = st.one_of(
    st.builds(lambda i, j: lambda w: judge_same(w, SourceId(i), SourceId(j), Sameness.SAME, "so"), SMALL, SMALL),
    st.builds(
        lambda i, j: lambda w: judge_independence(w, SourceId(i), SourceId(j), Independence.UNSURE, "so"), SMALL, SMALL
    ),
    st.builds(lambda i: lambda w: rate_sources(w, [SourceId(i)], "B"), SMALL),
    st.builds(lambda i: lambda w: set_status(w, [ClaimId(i)], Status.DONE), SMALL),
    st.builds(lambda i, j: lambda w: join_claims(w, ClaimId(i), ClaimId(j)), SMALL, SMALL),
    st.builds(lambda i, t: lambda w: add_tag(w, [Target(RowKind.CLAIM, i)], t), SMALL, st.text(max_size=9)),
    st.builds(lambda i, t: lambda w: add_note(w, Target(RowKind.SOURCE, i), t), SMALL, st.text(max_size=9)),
    st.builds(lambda i, t: lambda w: add_task(w, Target(RowKind.REPORT, i), t), SMALL, st.text(max_size=9)),
    st.builds(lambda i: lambda w: [set_aside(w, each, "seen") for each in alarms(w, CASE)[i : i + 1]], SMALL),
    st.just(undo),
)


@pytest.mark.slow
@given(changes=st.lists(st.one_of(CHANGES, MORE), max_size=12))
@settings(max_examples=settings.default.max_examples // 3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_cases_come_back_the_same(
    shipped_store: Path, tmp_path: Path, changes: list[Callable[[Writer], object]]
) -> None:
    for left in tmp_path.iterdir():
        left.unlink()
    store = Path(shutil.copy(shipped_store, tmp_path / "desk.db"))
    with open_writer(store, "Rana") as writer:
        for change in changes:
            try:
                change(writer)
            except OnRecordError:
                continue
        file = exported(writer, None)
    with open_or_create(tmp_path / "other.db", "Omar") as other:
        into(other, file)
        assert exported(other, None) == file
        undo(other)
        assert all(other.row(f'SELECT 1 FROM "{each.name}"') is None for each in portable_tables(other))
        redo(other)
        assert exported(other, None) == file


def test_keys_that_are_taken_are_given_anew_and_told(worked_store: Path, demo_store: Path) -> None:
    with open_reader(worked_store) as record:
        file = exported(record)
    changed = _with_new_ulids(file)
    with open_writer(demo_store, "Omar") as writer:
        done = import_case(writer, _written(demo_store, changed))
        assert done.cases == ("K2",)
        renamed = dict(done.renamed)
        assert renamed["K1"] == "K2"
        assert renamed["W1"] not in {f"W{number}" for number in range(1, 16)}
        assert history(writer)[0].words.startswith("import case K2 “")
        second = exported(writer, CaseId(2))
        keyless = [{**row, "key": ""} for row in rows_in(second) if row["table"] not in ("alarms_set_aside", "drafts")]
        assert keyless == [
            {**row, "key": ""} for row in rows_in(changed) if row["table"] not in ("alarms_set_aside", "drafts")
        ]
        forms = {row["form"] for row in rows_in(second) if row["table"] == "drafts"}
        assert forms == {"claim C3", f"source {renamed['W3']}"}
        undo(writer)
        assert writer.column("SELECT key FROM cases") == ["K1"]


def test_what_is_on_record_already_is_refused(demo_store: Path) -> None:
    with open_writer(demo_store, "Omar") as writer:
        file = exported(writer)
        with pytest.raises(Refused, match="Case K1 of the file is on record here already"):
            into(writer, file)


def test_a_part_of_a_case_and_a_masked_one_are_refused(record: Reader, tmp_path: Path) -> None:
    form = format_by_name("case")
    for export in Export(record, Scope(CASE, rows=[1])), Export(record, Scope(CASE), mask=Mask({"Khalaf": "x"})):
        with pytest.raises(Refused):
            export_to_file(export, form, tmp_path / "part.jsonl")
    assert [*tmp_path.glob("*.jsonl")] == []


def _with_new_ulids(file: bytes) -> bytes:
    """The same case under other ULIDs, as if somebody else had written it."""
    ulids = {row["ulid"]: f"{number:026}" for number, row in enumerate(rows_in(file))}
    text = file.decode()
    for old, new in ulids.items():
        text = text.replace(old, new)
    return _signed(text.encode().splitlines(keepends=True)[1:], json.loads(text.partition("\n")[0]))


def _signed(lines: list[bytes], header: dict[str, Any]) -> bytes:
    """A file whose header fits its lines."""
    made = {**header, "rows": len(lines), "sha256": sha256(b"".join(lines)).hexdigest()}
    return json.dumps(made).encode() + b"\n" + b"".join(lines)


def _written(beside: Path, file: bytes) -> Path:
    path = beside.with_name("case.jsonl")
    path.write_bytes(file)
    return path


def _changed(table: str, /, **values: object) -> Callable[[list[dict[str, Any]]], object]:
    """Change the first row of a table."""
    return lambda rows: next(row for row in rows if row["table"] == table).update(values)


HOSTILE: dict[str, tuple[Callable[[list[dict[str, Any]]], object], str]] = {
    "a number for a text": (_changed("claims", text=7), "has no text in text"),
    "a text for a number": (_changed("stances", polarity="1"), "has no whole number in polarity"),
    "a truth for a number": (_changed("stances", polarity=True), "has no whole number in polarity"),
    "a huge number": (_changed("stances", polarity=1 << 70), "has no whole number in polarity"),
    "a word that is no term": (_changed("statements", act="sing"), "CHECK constraint failed: act IN"),
    "no bytes": (_changed("captures", raw="***"), "has no bytes in base64 in raw"),
    "an unknown column": (_changed("claims", colour="red"), "does not know: colour"),
    "an unknown table": (_changed("claims", table="journal"), "not a row of the record"),
    "a table of the store": (_changed("claims", table="sqlite_schema"), "not a row of the record"),
    "no table": (lambda rows: rows[0].pop("table"), "not a row of the record"),
    "no ULID": (lambda rows: rows[0].pop("ulid"), "has no ULID"),
    "a malformed ULID": (_changed("cases", ulid="../../etc/passwd"), "has no ULID in ulid"),
    "an id": (_changed("cases", id=1), "does not know: id"),
    "a ULID twice": (lambda rows: rows.insert(1, dict(rows[0])), "ULID of another row"),
    "a missing row": (lambda rows: rows.remove(next(r for r in rows if r["table"] == "sources")), "not in the file"),
    "a key to nothing": (_changed("stances", claim="0" * 26), "names a claim that is not in the file"),
    "a key to another table": (
        lambda rows: _changed("stances", claim=rows[0]["ulid"])(rows),
        "names a claim that is not in the file",
    ),
    "a malformed key": (_changed("claims", key="C1\x1b[31m"), "malformed key"),
    "a key twice": (
        lambda rows: _changed("sources", key=[r for r in rows if r["table"] == "sources"][1]["key"])(rows),
        "Two rows of sources in the file have one key",
    ),
    "an unknown time zone": (_changed("cases", tz="../../etc"), "not a time zone"),
    "a date that is none": (_changed("reports", published_edtf="soon"), "not an EDTF date"),
    "another text": (_changed("captures", text="something else"), "text_sha256 of something else"),
    "words that are not there": (_changed("quotes", exact="never said"), "not in the capture at that place"),
    "out of order": (lambda rows: rows.reverse(), "out of order"),
    "no case": (lambda rows: rows.clear(), "holds no case"),
    "rows in a circle": (
        lambda rows: [
            each.update(parent=other["ulid"], part="detail")
            for each, other in [(_claims(rows)[0], _claims(rows)[1]), (_claims(rows)[1], _claims(rows)[0])]
        ],
        "lead back to themselves",
    ),
}


def _claims(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["table"] == "claims"]


@pytest.fixture(scope="module")
def shipped_file(shipped_store: Path) -> bytes:
    with open_reader(shipped_store) as record:
        return exported(record)


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_rows_are_refused_and_nothing_is_saved(what: str, shipped_file: bytes, empty: Writer) -> None:
    change, sentence = HOSTILE[what]
    rows = rows_in(shipped_file)
    change(rows)
    lines = [json.dumps(row).encode() + b"\n" for row in rows]
    with pytest.raises(Refused, match=sentence):
        into(empty, _signed(lines, json.loads(shipped_file.splitlines()[0])))
    assert empty.row("SELECT 1 FROM cases UNION ALL SELECT 1 FROM sources UNION ALL SELECT 1 FROM actions") is None


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        (lambda _: b"", Refused, "not a case of onrecord"),
        (lambda _: b"[" * 100_000 + b"\n", Refused, "not a case of onrecord"),
        (lambda _: b'{"form":"onrecord case"}\n', Refused, "not whole"),
        (lambda file: file.replace(b'"version":1', b'"version":2', 1), NewerStore, "later onrecord"),
        (lambda file: file.replace(b'"schema":', b'"schema":9', 1), NewerStore, "later onrecord"),
        (lambda file: file[:-1], Refused, "cut short"),
        (lambda file: file[: file.rindex(b"\n", 0, -1) + 1], Refused, "where its first line says"),
        (lambda file: file.replace(b"Drone over", b"Drane over"), Refused, "changed since it was written"),
        (lambda file: file.partition(b"\n")[0] + b"\n" + b"[" * 100_000 + b"\n", Refused, "not JSON"),
        (lambda file: file.partition(b"\n")[0] + b'\n{"table":NaN}\n', Refused, "not JSON"),
        (lambda file: file.partition(b"\n")[0] + b"\n\xff\n", Refused, "not JSON"),
    ],
)
def test_files_that_are_not_whole_are_refused(
    change: Callable[[bytes], bytes], error: type[OnRecordError], sentence: str, shipped_file: bytes, empty: Writer
) -> None:
    with pytest.raises(error, match=sentence):
        into(empty, change(shipped_file))


def test_a_missing_file_and_a_folder_are_refused(empty: Writer, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        import_case(empty, tmp_path / "nowhere")
    with pytest.raises(Refused, match="can't be read"):
        import_case(empty, tmp_path)


def test_outside_text_is_cleaned(shipped_file: bytes, empty: Writer) -> None:
    rows = rows_in(shipped_file)
    _changed("claims", text="red \x1b[31m\ud800 text")(rows)
    into(empty, _signed([json.dumps(row).encode() + b"\n" for row in rows], json.loads(shipped_file.splitlines()[0])))
    assert empty.column("SELECT text FROM claims ORDER BY id")[0] == "red [31m\ufffd text"
