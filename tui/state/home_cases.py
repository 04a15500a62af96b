"""Cases of the home screen in memory: their filter, their order, and the ones still to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.analysis.case_stats import CaseStats, Version, VersionedCaseStats
from db.analysis.home import CaseOrder, CaseOverview, filter_cases, sort_cases
from db.dataclass import replace
from db.model.ids import CaseId
from tui.actions.registry import key_of
from tui.text import wording
from tui.text.safe import line


class HomeCases:
    """Rows by id; fresh counts replace those that the store kept."""

    def __init__(self) -> None:
        """Start empty, in the order of what needs you most."""
        self.order = CaseOrder.NEEDS
        self.shows_archived = False
        self.ids: list[int] = []
        """Ids of the listed cases, in order."""
        self.rows: dict[int, CaseOverview] = {}
        self._counted: dict[int, tuple[Version, CaseStats]] = {}
        self._left: dict[int, None] = {}
        self._proposals: Mapping[CaseId, int] = {}

    def take(self, rows: Sequence[CaseOverview]) -> None:
        """Replace the rows; counts of the same version of a case stay, since the store may not have kept them yet."""
        self.rows = {row.id: self._with_count(row) for row in rows}

    def take_proposals(self, counted: Mapping[CaseId, int]) -> None:
        """Store the numbers of open proposals by case."""
        self._proposals = counted
        self.rows = {id: self._with_count(row) for id, row in self.rows.items()}

    def list_by(self, matching: str) -> str:
        """List the cases that contain a text, and note which are still to count.

        :returns: the words for an empty list, safe to show.
        """
        shown = [row for row in self.rows.values() if self.shows_archived or not row.case.is_archived]
        self.ids = [row.id for row in sort_cases(filter_cases(shown, matching), self.order)]
        self._left = {id: None for id in self.ids if self.rows[id].glance is None}
        if matching:
            return f"no case contains “{line(matching)}”"
        away = len(self.rows) - len(shown)
        return f"all {away:,} cases are archived: {key_of('home.archived')} shows them" if away else "no case on record"

    def turn(self, by: int) -> None:
        """Sort by the next order, or by the previous one."""
        orders = tuple(CaseOrder)
        self.order = orders[(orders.index(self.order) + by) % len(orders)]

    def next(self, in_sight: Sequence[int]) -> int | None:
        """The case to count next: one in sight, else the first of the list."""
        return next((id for id in in_sight if id in self._left), next(iter(self._left), None))

    def tried(self, id: int, counted: VersionedCaseStats | None) -> bool:
        """Store the count of a case; it is not counted again until the cases are listed again.

        :param counted: None where the case changed during the count.
        :returns: whether the count is new.
        """
        self._left.pop(id, None)
        if counted is None or id not in self.rows:
            return False
        self._counted[id] = counted.version, counted.glance
        self.rows[id] = self._with_count(self.rows[id])
        return True

    @property
    def tally(self) -> str:
        """The numbers of cases: all, archived, and still to count."""
        archived = sum(row.case.is_archived for row in self.rows.values())
        parts = [wording.pluralize(len(self.rows), "case"), f"{archived:,} archived" if archived else ""]
        parts.append(f"… {len(self._left):,} to count" if self._left else "")
        return " · ".join(part for part in parts if part)

    def _with_count(self, row: CaseOverview) -> CaseOverview:
        row = replace(row, proposals=self._proposals.get(row.case.id, 0))
        version, glance = self._counted.get(row.id, (None, None))
        known = row.glance is not None and row.glance.is_whole
        return row if known or version != row.version else replace(row, glance=glance)
