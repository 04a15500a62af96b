"""Fingerprints of alarms that were set aside, for another store: made of ULIDs, where a store makes them of ids.

A decision on an alarm holds while the rows behind it are as they were. So a decision that holds when a case leaves a
store holds in the other one, too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from db.analysis.alarms import alarms
from db.analysis.alarms.dismissals import fingerprint
from db.analysis.alarms.model import Alarm, AlarmRow
from db.exchange.case_rows import PortableTable, portable_tables
from db.model.ids import CaseId
from db.store.reader import Reader


def portable_fingerprints(record: Reader, cases: Iterable[CaseId]) -> dict[str, str]:
    """The fingerprints of decisions that hold, by those of this store."""
    found: dict[str, str] = {}
    for case in cases:
        held = {*record.column('SELECT fingerprint FROM alarms_set_aside WHERE "case" = ?', case)}
        if held:
            tables = {each.name: each for each in portable_tables(record)}
            for alarm in alarms(record, case):
                if (local := fingerprint(record, alarm.rows)) in held:
                    found[local] = _portable_fingerprint(record, tables, alarm.rows)
    return found


def local_fingerprints(
    record: Reader, cases: Collection[int], decisions: Sequence[Mapping[str, Any]]
) -> dict[int, dict[str, str]]:
    """What a store has in place of the fingerprint of decisions from another one, by their ids.

    :param decisions: rows of alarms_set_aside, with their ids here.
    """
    wanted = {str(row.get("fingerprint")) for row in decisions}
    tables = {each.name: each for each in portable_tables(record)}
    known: dict[str, Alarm] = {}
    for case in cases:
        for alarm in alarms(record, CaseId(case)):
            if (portable := _portable_fingerprint(record, tables, alarm.rows)) in wanted:
                known[portable] = alarm
    return {
        int(row["id"]): {"fingerprint": fingerprint(record, found.rows)}
        for row in decisions
        if (found := known.get(str(row.get("fingerprint")))) is not None
    }


def _portable_fingerprint(record: Reader, tables: Mapping[str, PortableTable], rows: Iterable[AlarmRow]) -> str:
    """SHA-256 of rows as any store has them: without ids, and without keys that another store may give anew."""
    lines = sorted(_portable_row(record, tables[table], id) for table, id in {(row.table, row.id) for row in rows})
    return sha256("\n".join(lines).encode()).hexdigest()


def _portable_row(record: Reader, table: PortableTable, id: int) -> str:
    names = [name for name in table.columns if name != "key" or not table.has_own_key]
    listed = ", ".join(f'"{name}"' for name in names)
    found = record.row(f'SELECT {listed} FROM "{table.name}" WHERE id = ?', id) or ()
    values: list[object] = [table.name]
    for name, value in zip(names, found, strict=False):
        if name in table.keys and value is not None:
            [value] = record.column(f'SELECT ulid FROM "{table.keys[name]}" WHERE id = ?', value)
        values.append(value.hex() if isinstance(value, bytes) else value)
    return json.dumps(values, ensure_ascii=False)
