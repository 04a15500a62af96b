"""Joins that prevent an undo: claims of the action's stances were joined, or set apart, since.

While two claims are joined, a stance on one is written to the other too. An undo after the join changed would leave a
stance on one of the two only.
"""

from __future__ import annotations

from db.journal.entries import values_from_json
from db.store.reader import Reader


def joins_blocking_undo(record: Reader, action: int) -> str | None:
    """The reason why an action can't be undone because of joins; None if there is none.

    :param action: the action whose entries are to be reversed.
    """
    last = record.row("SELECT max(seq) FROM journal WHERE action = ?", action)
    if not last or last[0] is None or not record.row("""SELECT 1 FROM journal WHERE "table" = 'claim_joins' LIMIT 1"""):
        return None
    return _stances_on_joined_claims(record, action, last[0]) or _changed_stances_of_joins(record, action, last[0])


_JOINS_SINCE = """
SELECT DISTINCT json_extract(coalesce(after, before), '$.claim') FROM journal
WHERE "table" = 'claim_joins' AND op <> 'update' AND seq > ?"""

_JOINED_INTO_THEN = """
SELECT json_extract(before, '$.joined_into') FROM journal
WHERE "table" = 'claims' AND "row" = ? AND op = 'update' AND seq > ? AND json_type(before, '$.joined_into') IS NOT NULL
ORDER BY seq LIMIT 1"""

_WROTE_STANCES = """
SELECT 1 FROM journal j LEFT JOIN stances s ON s.id = j."row"
WHERE j.action = :action AND j."table" = 'stances' AND (
  coalesce(json_extract(coalesce(j.after, j.before), '$.claim'), s.claim) = :claim
  OR (coalesce(json_extract(coalesce(j.after, j.before), '$.claim'), s.claim) = :into
      AND coalesce(json_extract(coalesce(j.after, j.before), '$.statement'), s.statement) IN (
        SELECT statement FROM stances WHERE claim = :claim))) LIMIT 1"""


def _stances_on_joined_claims(record: Reader, action: int, last: int) -> str | None:
    """The reason, if the action wrote stances on claims that were joined or set apart since."""
    for claim in record.column(_JOINS_SINCE, last):
        now = record.row("SELECT key, joined_into FROM claims WHERE id = ?", claim)
        then = record.row(_JOINED_INTO_THEN, claim, last)
        if now and then and then[0] != now[1] and record.row(_WROTE_STANCES, action=action, claim=claim, into=now[1]):
            return f"{now[0]} was {'joined into another claim' if now[1] else 'split'} since"
    return None


_JOINS_AGAIN = """
SELECT "row", json_extract(before, '$.joined_into') FROM journal
WHERE action = ? AND "table" = 'claims' AND op = 'update' AND json_extract(before, '$.joined_into') IS NOT NULL"""

_STANCES_SINCE = """
SELECT j."row", j.before FROM journal j LEFT JOIN stances s ON s.id = j."row"
WHERE j."table" = 'stances' AND j.seq > :last AND (
  coalesce(json_extract(coalesce(j.after, j.before), '$.claim'), s.claim) = :claim
  OR (coalesce(json_extract(coalesce(j.after, j.before), '$.claim'), s.claim) = :into
      AND coalesce(json_extract(coalesce(j.after, j.before), '$.statement'), s.statement) IN (
        SELECT statement FROM stances WHERE claim = :claim)))
ORDER BY j.seq"""


def _changed_stances_of_joins(record: Reader, action: int, last: int) -> str | None:
    """The reason, if stances were changed on claims that the undo would join again."""
    for claim, into in record.rows(_JOINS_AGAIN, action):
        was: dict[int, dict[str, object] | None] = {}
        for row, before in record.rows(_STANCES_SINCE, last=last, claim=claim, into=into):
            values = values_from_json(before)
            known = was.setdefault(row, None if values is None else {})
            if known is not None:
                for name, value in (values or {}).items():
                    known.setdefault(name, value)
        for row, then in was.items():
            now = record.row("SELECT id, ulid, statement, claim, polarity, certainty FROM stances WHERE id = ?", row)
            names = dict(zip(("id", "ulid", "statement", "claim", "polarity", "certainty"), now or (), strict=False))
            if bool(names) != (then is not None) or any(
                names.get(name) != value for name, value in (then or {}).items()
            ):
                keys = record.column("SELECT key FROM claims WHERE id IN (?, ?) ORDER BY id", claim, into)
                return f"the stances on {' or '.join(keys)} was changed since"
    return None
