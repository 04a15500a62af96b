"""Editing a row of a thing by its table of fields. Captures and keys never change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from db.errors import Refused
from db.journal.writer import Writer
from db.model.field_table import FieldTable
from db.model.ids import ClaimId
from db.write.claim_joins import check_no_part_of_joined
from db.write.claims import check_part
from db.write.validate import checked_action, clean_fields, time_zone_of


def edit(writer: Writer, table: FieldTable, id: int, /, **values: object) -> bool:
    """Change fields of a row; those that are not given stay.

    A time is given as a whole: its bounds are filled from EDTF in the case's time zone.

    :param values: by field; None for none.
    :returns: whether anything changed.
    :raises Refused: as for :func:`db.write.validate.clean_fields`, the thing would stand above itself, a rule of the
        store is broken, or the row is gone.
    """
    with checked_action(writer):
        row = writer.whole_row(table.table, id)
        columns = clean_fields(table, values, row.get("tz") or time_zone_of(writer, table, row.get("case")))
        if check := _CHECKS.get(table.table):
            check(writer, row, columns)
        return writer.update(table.table, id, **columns)


def _check_report(writer: Writer, row: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    if (via := columns.get("known_via")) is not None:
        _check_not_below(writer, "reports", "known_via", row["id"], via, "A report can't be seen only in itself.")


def _check_claim(writer: Writer, row: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    claim = {**row, **columns}
    check_part(claim["parent"], claim["part"])
    if claim["parent"] is not None:
        sentence = "A claim can't be a part of itself."
        _check_not_below(writer, "claims", "parent", row["id"], claim["parent"], sentence)
        check_no_part_of_joined(writer, ClaimId(row["id"]), claim["parent"])


_CHECKS: Mapping[str, Callable[[Writer, Mapping[str, Any], Mapping[str, Any]], None]] = {
    "reports": _check_report,
    "claims": _check_claim,
}
"""What must hold between a row as it is and the columns that change, by table."""


def _check_not_below(writer: Writer, table: str, column: str, id: int, above: int, sentence: str) -> None:
    """Refuse to put a row under one that stands below it. UNION ends loops that are on record.

    :raises Refused: with that sentence.
    """
    found = writer.column(
        f"""WITH RECURSIVE up(node) AS (
              VALUES (?) UNION SELECT t.{column} FROM up JOIN {table} t ON t.id = up.node WHERE t.{column} IS NOT NULL)
            SELECT node FROM up""",
        above,
    )
    if id in found:
        raise Refused(sentence, "Name another.")
