"""Tables of the copy for Datasette: which columns of the store's tables are in it, and the SQL that copies them.

Rows are named by their ULIDs, and columns that name rows hold those, as foreign keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from db.dataclass import dataclass
from db.exchange.export import Export
from db.store.reader import Reader, Row, ids_as_json

SELECTED = ("cases", "sources", "reports", "claims", "statements")
"""The tables whose rows are selected; rows of others belong to these."""


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table of the store that is copied."""

    name: str
    columns: str
    """Names with blanks between. ``report>reports`` names a row of another table; without that row, this one is left
    out, or with ``?`` at the end is NULL there. ``claim=on_claim`` renames a column."""
    description: str
    """In a line, for the page of the table."""
    label: str = ""
    """The column that stands for a row where another names it."""


COPIED = (
    CopiedTable("cases", "key title place tz day_edtf summary", "What happened: one incident a row.", "title"),
    CopiedTable(
        "sources", "key case>cases? name short kind naming is_boundary", "Who speaks, publishes or is meant.", "name"
    ),
    CopiedTable(
        "affiliations",
        "member>sources org>sources kind valid_edtf",
        "Which source belongs to which, or speaks for it.",
    ),
    CopiedTable(
        "reports",
        "key case>cases outlet>sources title author url lang published_raw published_edtf published_lo published_hi "
        "holding known_via>reports?",
        "Published works. Those that are cited are seen only in another.",
        "key",
    ),
    CopiedTable(
        "captures",
        "report>reports captured_at method text text_sha256 raw_sha256 supersedes>captures? tool tool_version "
        "final_url status",
        "Copies of the texts of reports. The bytes stay in the store.",
    ),
    CopiedTable(
        "claims",
        "key case>cases text parent>claims? part is_background status joined_into>claims?",
        "Propositions, in our words. Their numbers are in claim_numbers, their verdicts in assessments.",
        "text",
    ),
    CopiedTable("claim_parties", "claim>claims source>sources role", "Whom a claim is about."),
    CopiedTable(
        "statements",
        "key case>cases source>sources report>reports act voice basis summary said_raw said_edtf said_lo said_hi",
        "Acts of saying: who says it, in which report. A summary is in our words, and no quote.",
        "key",
    ),
    CopiedTable(
        "quotes",
        "statement>statements capture>captures exact prefix suffix start end form lang cue translation "
        "translation_lang translation_by",
        "Exact words. Where words_by is not empty, they are that writer's, and not the speaker's own.",
        "exact",
    ),
    CopiedTable(
        "stances",
        "statement>statements claim>claims polarity certainty",
        "How a statement bears on a claim: 1 for, -1 against, 0 neither.",
    ),
    CopiedTable(
        "relays", "child>statements parent>statements kind ground", "Which statement passes on which (its parent)."
    ),
    CopiedTable(
        "statement_links", "statement>statements kind other>statements", "What a statement does to another one."
    ),
    CopiedTable("chain_steps", "case>cases position report>reports note", "The chain of reports, as a person set it."),
    CopiedTable("tags", "tag case=on_case>cases source=on_source>sources report=on_report>reports "
                "statement=on_statement>statements claim=on_claim>claims", "Tags on things."),
    CopiedTable(
        "assessments",
        "claim>claims verdict likelihood confidence rationale who at",
        "Verdicts that persons gave; the newest of a claim counts.",
        "verdict",
    ),
    CopiedTable(
        "ratings",
        "source>sources statement>statements claim>claims letter digit reason who at",
        "The Admiralty code: a letter for a source, a digit for a statement on a claim; the newest counts.",
    ),
    CopiedTable("same_sources", "a>sources b>sources judgement reason who at", "Whether two sources are the same."),
    CopiedTable(
        "independence",
        "a>sources b>sources judgement reason who at",
        "Whether two sources are independent. Of a pair that is not here it is not established.",
    ),
)  # fmt: skip
"""In the order in which they are listed. No journal, drafts, notes, tasks, raw bytes or proposals are among them."""


@dataclass(frozen=True, slots=True)
class CopiedColumn:
    """One column of a copied table."""

    name: str
    held_in: str
    """The column of the store."""
    names: str
    """The table whose row it names; empty where it names none."""
    may_be_left_out: bool
    """Whether it is NULL where the row that it names is not copied."""


def columns_of(table: CopiedTable) -> list[CopiedColumn]:
    """The columns of a table, without its ULID."""
    found = []
    for word in table.columns.split():
        written, _, names = word.partition(">")
        name, _, held_in = written.partition("=")
        found.append(CopiedColumn(name, held_in or name, names.rstrip("?"), word.endswith("?")))
    return found


def create_sql(record: Reader, table: CopiedTable, more: str = "") -> str:
    """The SQL that makes a table.

    :param more: further columns.
    """
    types = {row[1]: row[2] for row in record.rows(f'PRAGMA main.table_info("{table.name}")')}
    lines = ["ulid TEXT PRIMARY KEY"]
    for each in columns_of(table):
        lines.append(
            f'"{each.name}" TEXT REFERENCES "{each.names}"(ulid)'
            if each.names
            else f'"{each.name}" {types[each.held_in]}'
        )
    return f'CREATE TABLE "{table.name}" ({", ".join([*lines, *filter(None, [more])])})'


def read_rows(export: Export, table: CopiedTable) -> Iterator[list[Row]]:
    """The rows of a table that are copied, in pieces: id, ULID, and the columns."""
    columns = columns_of(table)
    listed = ["t.id", "t.ulid", *map(_value, columns)]
    wanted = [f"t.id IN {_SET.format(table.name)}"] if table.name in SELECTED else []
    wanted += [
        f't."{each.held_in}" IS NULL OR t."{each.held_in}" IN {_SET.format(each.names)}'
        for each in columns
        if each.names in SELECTED and not each.may_be_left_out
    ]
    where = " AND ".join(f"({each})" for each in wanted)
    sql = f'SELECT {", ".join(listed)} FROM "{table.name}" t WHERE {where} ORDER BY t.id'
    needed = {name: ids_as_json(getattr(export.selection, name)) for name in SELECTED if f":{name}" in sql}
    for rows in export.record.row_pieces(sql, 500, **needed):
        export.progress.go_on(export.progress.done + len(rows))
        yield rows


_SET = "(SELECT value FROM json_each(:{}))"


def _value(column: CopiedColumn) -> str:
    if not column.names:
        return f't."{column.held_in}"'
    among = f" AND o.id IN {_SET.format(column.names)}" if column.names in SELECTED and column.may_be_left_out else ""
    return f'(SELECT o.ulid FROM "{column.names}" o WHERE o.id = t."{column.held_in}"{among})'
