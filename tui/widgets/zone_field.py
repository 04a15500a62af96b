"""A form field for a time zone, with the IANA names that match offered under it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from textual import work

from db.model.ids import CaseId
from db.model.time_zones import zones_like
from db.queries.lookup import LookupMatch
from tui.forms.model import ZoneAsk
from tui.widgets.lookup_field import LookupField
from tui.workers.reads import ReadWorker


class ZoneMatch(LookupMatch):
    """A time zone: its name as key, its offset of now as name."""

    @property
    def written(self) -> str:
        """The name of the zone alone."""
        return self.key


class ZoneField(LookupField):
    """An input line with matching time zones under it."""

    def __init__(self, ask: ZoneAsk, reading: ReadWorker | None, case: CaseId | None) -> None:
        super().__init__(ask, reading, case)

    @work(exclusive=True)
    async def _look_up(self, typed: str) -> None:
        found = [ZoneMatch(0, name, _offset(name)) for name in zones_like(typed)]
        if self.line.has_focus and [each.key for each in found] != [typed]:
            self._offered.offer(found, "")


def _offset(zone: str) -> str:
    """The offset of a zone now: UTC+03:00."""
    offset = datetime.now(UTC).astimezone(ZoneInfo(zone)).strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"
