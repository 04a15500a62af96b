"""Statistics of a case: support of its claims, claims with both sides, open alarms.

They are cached in the store with the version of the case for which they hold. They follow from the record, so caching
them is not a change of it, and not in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.dataclass import dataclass
from db.journal.case_versions import SHARED
from db.model.ids import CaseId, ClaimId
from db.queries.cases import SMALL_CASE, is_small
from db.queries.origins import origin_counts
from db.store.reader import Reader, pages

if TYPE_CHECKING:
    from db.journal.writer import Writer

Version = tuple[int, int]
"""The version of a case, and that of what all cases share."""


@dataclass(frozen=True, slots=True)
class ClaimSupportCounts:
    """Claims of a case by the number of origins for them, and how many have statements against them."""

    several: int
    """Claims with more than one known origin for them."""
    single: int
    """Claims with exactly one."""
    without: int
    """Claims with none."""
    against: int
    """Claims of these three that have origins against them, known or not."""


@dataclass(frozen=True, slots=True)
class CaseStats:
    """Statistics of a case."""

    both_ways: int
    """Undecided claims with statements for and against them."""
    support: ClaimSupportCounts | None = None
    """None where it was not computed, as for a large case unless asked for."""
    alarms: int | None = None
    """Alarms that are not set aside; None where they were not computed."""

    @property
    def is_whole(self) -> bool:
        """Whether everything was computed."""
        return self.support is not None and self.alarms is not None


@dataclass(frozen=True, slots=True)
class VersionedCaseStats:
    """Statistics of a case, with the version for which they hold."""

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


def case_version(record: Reader, case: CaseId) -> Version:
    """The version of a case, and that of what all cases share: cached statistics hold while both stay the same."""
    sql = 'SELECT coalesce((SELECT version FROM case_changes WHERE "case" = ?), 0)'
    own, shared = (record.column(sql, id)[0] for id in (case, SHARED))
    return own, shared


def case_stats(
    record: Reader, case: CaseId, *, whole: bool = False, small_case: int = SMALL_CASE
) -> VersionedCaseStats | None:
    """Compute the statistics of a case; None where it changed meanwhile.

    :param whole: compute support and alarms for a large case as well, which takes long.
    :param small_case: the most claims, reports and statements, each, of a case that is not large.
    """
    before = case_version(record, case)
    both_ways = record.column(_BOTH_WAYS, case)[0]
    if whole or is_small(record, case, small_case):
        from db.analysis.alarms import alarms  # the list of cases must not wait for all alarm modules to load

        standing = sum(alarm.set_aside is None for alarm in alarms(record, case))
        glance = CaseStats(both_ways, _claim_support_counts(record, case), standing)
    else:
        glance = CaseStats(both_ways)
    return VersionedCaseStats(case, before, glance) if case_version(record, case) == before else None


def save_case_stats(writer: Writer, counted: Sequence[VersionedCaseStats]) -> None:
    """Store statistics, so that they are not computed again before something changes."""
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
