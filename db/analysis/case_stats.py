"""What takes counting of a case: how its claims are supported, which are told both ways, its open alarms.

A glance is kept with the number of changes that the case had seen; of any other number it says nothing. It follows from
the record, so keeping one is no change of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.journal.case_versions import SHARED
from db.model.ids import CaseId, ClaimId
from db.queries.cases import is_small
from db.queries.origins import origin_counts
from db.store.reader import Reader, pages

if TYPE_CHECKING:
    from db.journal.writer import Writer

Version = tuple[int, int]
"""How often a case was changed, and what cases share."""


@dataclass(frozen=True, slots=True)
class ClaimSupportCounts:
    """The claims of a case by the origins that stand for them, and how many have something against them."""

    several: int
    """Claims for which more than one known origin stands."""
    single: int
    """Claims for which exactly one does."""
    without: int
    """Claims for which none does."""
    against: int
    """Claims of any of these that somebody stands against, known or not."""


@dataclass(frozen=True, slots=True)
class CaseStats:
    """What was counted of a case."""

    both_ways: int
    """Undecided claims with statements for and against them."""
    support: ClaimSupportCounts | None = None
    """None where it was not counted, as in a large case that nobody asked for."""
    alarms: int | None = None
    """Alarms that are not set aside; None where they were not looked for."""

    @property
    def is_whole(self) -> bool:
        """Whether all of it was counted."""
        return self.support is not None and self.alarms is not None


@dataclass(frozen=True, slots=True)
class Counted:
    """A glance at a case, and when it is true."""

    case: CaseId
    version: Version
    glance: CaseStats


_BOTH_WAYS = """
SELECT count(*) FROM claims c WHERE c."case" = ? AND c.status = 'new' AND c.joined_into IS NULL
AND EXISTS (SELECT 1 FROM stances s WHERE s.claim = c.id AND s.polarity = -1)
AND EXISTS (SELECT 1 FROM stances s WHERE s.claim = c.id AND s.polarity = 1)"""

_KEEP = """
INSERT INTO case_glances ("case", version, shared, both_ways, several, single, without, against, alarms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT ("case") DO UPDATE SET version = excluded.version, shared = excluded.shared, both_ways = excluded.both_ways,
  several = excluded.several, single = excluded.single, without = excluded.without, against = excluded.against,
  alarms = excluded.alarms
WHERE (excluded.version, excluded.shared) > (version, shared) OR alarms IS NULL"""


def version_of(record: Reader, case: CaseId) -> Version:
    """How often a case was changed, and what cases share: the same while what was counted of it holds."""
    sql = 'SELECT coalesce((SELECT version FROM case_changes WHERE "case" = ?), 0)'
    own, shared = (record.column(sql, id)[0] for id in (case, SHARED))
    return own, shared


def case_stats(record: Reader, case: CaseId, *, whole: bool = False) -> Counted | None:
    """Count what there is to see of a case at a glance; None where it changed meanwhile.

    Of a large case, support and alarms are counted only where that is asked for: it takes long.

    :param whole: count all of it, however long that takes.
    """
    before = version_of(record, case)
    both_ways = record.column(_BOTH_WAYS, case)[0]
    if whole or is_small(record, case):
        from db.analysis.alarms import alarms  # the list of cases must not wait for all of its finders

        standing = sum(alarm.set_aside is None for alarm in alarms(record, case))
        glance = CaseStats(both_ways, _claim_support_counts(record, case), standing)
    else:
        glance = CaseStats(both_ways)
    return Counted(case, before, glance) if version_of(record, case) == before else None


def keep_glances(writer: Writer, counted: Sequence[Counted]) -> None:
    """Keep what was counted, so that it is not counted again before something changes."""
    with writer.action():
        for each in counted:
            seen = each.glance.support
            parts = (seen.several, seen.single, seen.without, seen.against) if seen else (None,) * 4
            writer.rows(_KEEP, each.case, *each.version, each.glance.both_ways, *parts, each.glance.alarms)


def _claim_support_counts(record: Reader, case: CaseId) -> ClaimSupportCounts:
    ids = [ClaimId(id) for id in record.column('SELECT id FROM claims WHERE "case" = ? AND joined_into IS NULL', case)]
    counts = [0, 0, 0]
    against = 0
    for page in pages(ids):
        for both in origin_counts(record, page).values():
            counts[min(2, both.supporting.named + both.supporting.anonymous)] += 1
            against += not both.against.is_none
    return ClaimSupportCounts(several=counts[2], single=counts[1], without=counts[0], against=against)
