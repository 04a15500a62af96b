"""Judgements of two sources: whether they are the same, or independent. The newest judgement of a pair counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from db.dataclass import dataclass
from db.model.enums import Independence, Sameness
from db.model.ids import SourceId
from db.store.reader import Reader, Row, pages, placeholders

J = TypeVar("J", Sameness, Independence)


@dataclass(frozen=True, slots=True)
class SourceJudgement(Generic[J]):
    """A person's judgement of two sources."""

    a: SourceId
    """The source that was added first."""
    b: SourceId
    judgement: J
    reason: str
    who: str
    at: str
    """UTC, ``YYYY-MM-DDTHH:MM:SSZ``."""


def sameness(record: Reader, source: SourceId) -> list[SourceJudgement[Sameness]]:
    """The current judgements whether a source is the same as others, the newest first."""
    return [_judgement_from_row(row, Sameness) for row in _newest_rows(record, "same_sources", source)]


def independence(record: Reader, source: SourceId) -> list[SourceJudgement[Independence]]:
    """The current judgements whether a source is independent of others, the newest first."""
    return [_judgement_from_row(row, Independence) for row in _newest_rows(record, "independence", source)]


def all_judgements(
    record: Reader, one: SourceId, other: SourceId
) -> list[SourceJudgement[Sameness] | SourceJudgement[Independence]]:
    """All judgements of two sources, superseded ones too: first sameness, then independence, the oldest first."""
    pair = (min(one, other), max(one, other))
    same = record.rows(f"SELECT {_COLUMNS} FROM same_sources j WHERE a = ? AND b = ? ORDER BY id", *pair)
    free = record.rows(f"SELECT {_COLUMNS} FROM independence j WHERE a = ? AND b = ? ORDER BY id", *pair)
    return [
        *(_judgement_from_row(row, Sameness) for row in same),
        *(_judgement_from_row(row, Independence) for row in free),
    ]


def first_same_sources(record: Reader) -> dict[SourceId, SourceId]:
    """Each source that is judged the same as another, with the source that was added first of them."""
    return dict(record.rows("SELECT source, person FROM persons"))


def independence_between(record: Reader, sources: Sequence[SourceId]) -> list[SourceJudgement[Independence]]:
    """The current judgements of independence between any two of some sources, in the order they were made."""
    among_them = set(sources)
    found: dict[int, SourceJudgement[Independence]] = {}
    last = _LAST.format(table="independence")
    for page in pages(sorted(among_them)):
        for id, *row in record.rows(
            f"SELECT j.id, {_COLUMNS} FROM independence j WHERE j.a IN ({placeholders(page)}) AND {last}", *page
        ):
            if row[1] in among_them:
                found[id] = _judgement_from_row(tuple(row), Independence)
    return [found[id] for id in sorted(found)]


_COLUMNS = "j.a, j.b, j.judgement, j.reason, j.who, j.at"

_LAST = "NOT EXISTS (SELECT 1 FROM {table} n WHERE n.a = j.a AND n.b = j.b AND n.id > j.id)"


def _newest_rows(record: Reader, table: str, source: SourceId) -> list[Row]:
    last = _LAST.format(table=table)
    return record.rows(
        f"SELECT {_COLUMNS} FROM {table} j WHERE (j.a = :source OR j.b = :source) AND {last} ORDER BY j.id DESC",
        source=source,
    )


def _judgement_from_row(row: Row, kind: type[J]) -> SourceJudgement[J]:
    a, b, judgement, reason, who, at = row
    return SourceJudgement(a, b, kind(judgement), reason, who, at)
