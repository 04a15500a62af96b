"""The time at which a statement was made, from the words of a line and the publication of the report."""

from __future__ import annotations

from db.dataclass import replace
from db.markup.plan_builder import PlanBuilder
from db.model.times import When, parse_typed_bounds


def time_of_saying(builder: PlanBuilder, raw: str | None) -> When | None:
    """The time of a statement, bounded by the publication of the report where that is possible."""
    said = builder.context.said or When()
    said = replace(said, raw=raw or said.raw)
    if said == When():
        return None
    (tz,) = builder.record.column("SELECT tz FROM cases WHERE id = ?", builder.case)
    reckoned = parse_typed_bounds(said, tz)
    latest = builder.report.published.hi
    if said.hi is None and latest and (reckoned.hi or "9") > latest >= (reckoned.lo or ""):
        return replace(said, hi=latest)
    return said


def are_apart(builder: PlanBuilder, one: When | None, other: When) -> bool:
    """Whether two times can't be the same."""
    if one is None:
        return False
    (tz,) = builder.record.column("SELECT tz FROM cases WHERE id = ?", builder.case)
    first = parse_typed_bounds(one, tz)
    return (first.hi or "9") < (other.lo or "") or (other.hi or "9") < (first.lo or "")
