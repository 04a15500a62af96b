"""One encoder for what ``--json`` prints: a record field by field, under the names in :data:`PUBLISHED`.

Shapes that take more than one record are made by the other modules of this package, from what this one encodes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

from db.dataclass import is_dataclass
from db.model.field_table import FieldTable
from db.model.fields import REPORT

Json = dict[str, Any]
"""An object as JSON can hold it. The manual lists the keys of every command; keys are only ever added."""


def with_other_fields(table: FieldTable, names: str) -> str:
    """Published names, and after them the fields of a thing that are not among them: a new field is published at once.

    :param names: as for :func:`encode_fields`.
    """
    published = {name.partition("=")[0] for name in names.split()}
    return " ".join([names, *(field.name for field in table if field.name not in published)])


PUBLISHED = {
    "db.analysis.alarms.model.Alarm": "key kind subject sentence claims statements rows settle set_aside",
    "db.analysis.alarms.model.AlarmRow": "table key",
    "db.analysis.alarms.model.SetAside": "reason who at",
    "db.analysis.case_stats.ClaimSupportCounts": "several single without against",
    "db.analysis.drift.Wording": "statement exact form lang read_in",
    "db.analysis.gaps.Gap": "kind key sentence could_change alarms weight settled_by",
    "db.analysis.home.LastChange": "at who words",
    "db.analysis.relay_graph.NodeStance": "claim polarity certainty",
    "db.analysis.timeline.Contradiction": "keys sentence",
    "db.analysis.timeline.Event": "kind key label report raw edtf lo hi vague tightened_by contradicts",
    "db.analysis.timeline.Timeline": "contradictions events",
    "db.as_of.as_of.AsOf": "moment report=report_key takes_in_possible reports statements",
    "db.as_of.visibility.VisibilityCounts": "known possibly later untimed",
    "db.attribution.proposal.Span": "text start end",
    "db.journal.entries.Entry": "op table row before after",
    "db.journal.log.JournaledAction": "action=id at who words undone=is_undone undoes redoes rows",
    "db.maintenance.check.CheckResult": "whole=is_whole parts actions findings",
    "db.maintenance.findings.Finding": "part table row column sentence",
    "db.model.times.When": "raw edtf lo hi",
    "db.queries.annotations.Note": "key on=on_key case text who at",
    "db.queries.assessments.Assessment": "verdict likelihood confidence rationale who at",
    "db.queries.assessments.ClaimAssessments": "status verdict=assessment.verdict tags open_parts",
    "db.queries.assessments.OpenPart": "claim=key verdict",
    "db.queries.cases.Case": "key title place tz day summary",
    "db.queries.cases.CaseCounts": "claims denials reports to_get",
    "db.queries.chain.StepRelation": "kind names",
    "db.queries.claim_support.SupportSpeaker": "source=source.key name=source.name standing statements=lines.key",
    "db.queries.denials.Denial": (
        "statement=key source=source.name outlet=report.outlet.name denies silent_on elsewhere report=report.key"
    ),
    "db.queries.denials.ElsewhereStance": "claim statement polarity",
    "db.queries.origins.Support": "named anonymous not_recorded withdrawn withdrawn_on",
    "db.queries.reports.Report": with_other_fields(
        REPORT, "report=key outlet=outlet.name known_via published label title url author lang holding"
    ),
    "db.queries.saved_filters.SavedFilter": "name words",
    "db.queries.sources.Affiliation": "member=member.key kind org=org.key org_name=org.name valid depth",
    "db.queries.statements.Translation": "text lang by",
    "db.queries.statements.Quote": "exact cue form lang read_in words_by translation",
    "db.write.articles.ImportResult": "report=key how quotes=lookup notes",
    "db.write.quote_places.ReanchorCounts": "exact moved fuzzy orphan",
}
"""What is published of each record, in the order in which it is printed. :func:`encode_fields` reads it.

Types stand here by their full names, so that printing one of them doesn't import the others.
"""


def encode(value: object) -> Any:
    """A record, a list of records or a plain value, as JSON can hold it. What is JSON already comes back as it is.

    :raises KeyError: nothing is published of a record of this type.
    """
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [encode(each) for each in value]
    if is_dataclass(value):
        kind = type(value)
        return encode_fields(value, PUBLISHED[f"{kind.__module__}.{kind.__qualname__}"])
    return value


_PLAIN = (str, int, bool)
"""Types that most fields have, and none that an enumeration has: they are looked at first, for speed."""


def encode_fields(record: object, names: str) -> Json:
    """Some fields of a record, or keys of an object, as JSON can hold them.

    :param names: with spaces between. ``on=on_key`` publishes the field ``on_key`` as ``on``, and
        ``outlet=report.outlet.name`` a field further down: null where one on the way is None, a list through a tuple.
    """
    return {name: encode(field_at(record, path)) for name, path in field_paths(names)}


@cache
def field_paths(names: str) -> list[tuple[str, Sequence[str]]]:
    """Names in JSON, each with the way to its value.

    :param names: as for :func:`encode_fields`.
    """
    split = (name.partition("=") for name in names.split())
    return [(name, (path or name).split(".")) for name, _, path in split]


def field_at(value: Any, path: Sequence[str]) -> Any:
    """The value at the end of a way: None where one on it is None, a list through a tuple or a list."""
    for at, name in enumerate(path):
        if value is None:
            return None
        if isinstance(value, (tuple, list)):
            return [field_at(each, path[at:]) for each in value]
        value = value[name] if isinstance(value, Mapping) else getattr(value, name)
    return value
