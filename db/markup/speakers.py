"""The speakers of a line, from the first to the report that is read: sources and reports, on record or new."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.errors import Refused
from db.markup.guess_kind import guess, short_name
from db.markup.parse_names import Name
from db.markup.plan import NewReport, NewSource, StepResult
from db.markup.plan_builder import PlanBuilder
from db.markup.resolve import UNNAMED, report_of, source_meant
from db.model.enums import Naming, RelayMode, SourceKind
from db.model.ids import ReportId, SourceId
from db.model.times import When
from db.queries.reports import Report, report
from db.queries.sources import Source, source
from db.search.similar import near_sources


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker or a station of a line."""

    source: SourceId | StepResult
    label: str
    kind: SourceKind
    naming: Naming
    report: ReportId | StepResult | None = None
    """The report in which it speaks, if any."""
    report_label: str = ""
    relaying: RelayMode | None = None
    """How it passes on, where the line gives it."""

    @property
    def shown(self) -> str:
        """Its name and report, for sentences."""
        return f"{self.label} in {self.report_label}" if self.report_label else self.label


def reader(planning: PlanBuilder) -> Speaker:
    """The outlet of the report that is read."""
    return _speaker_of_report(planning.report)


def first_speaker(planning: PlanBuilder, name: Name, place: Name | None) -> Speaker:
    """The first speaker, with the report that publishes it.

    :param name: a name, or the key of a source or a report.
    :param place: the report that publishes it, or its outlet.
    :raises Refused: the name is ambiguous, or stands for nothing that speaks.
    """
    if _key_letter(name) == "R":
        if place is not None:
            raise Refused(f"{name.text} is a report already: it is published in no other.", "Leave out the place.")
        return _speaker_of_report(report(planning.record, planning.case, name.text))
    speaker = _resolve_speaker(planning, name, publishes=False)
    if place is None:
        return _speaker_with_report(planning, speaker) if speaker.kind is SourceKind.OUTLET else speaker
    if _key_letter(place) == "R":
        published = report(planning.record, planning.case, place.text)
        return replace(speaker, report=published.id, report_label=published.key)
    publisher = _resolve_speaker(planning, place, publishes=True)
    if publisher.kind is not SourceKind.OUTLET:
        planning.doubt(f"{publisher.label} is a {publisher.kind}, not an outlet, and stands as the one who publishes.")
    publisher = _speaker_with_report(planning, publisher)
    return replace(speaker, report=publisher.report, report_label=publisher.report_label)


def station(planning: PlanBuilder, name: Name) -> Speaker:
    """A station: an outlet in its report, another source in no report.

    :param name: a name, or the key of a source or a report.
    :raises Refused: the name is ambiguous, or stands for nothing that passes on.
    """
    if _key_letter(name) == "R":
        speaker = _speaker_of_report(report(planning.record, planning.case, name.text))
    else:
        speaker = _resolve_speaker(planning, name, publishes=True)
        speaker = _speaker_with_report(planning, speaker) if speaker.kind is SourceKind.OUTLET else speaker
    return replace(speaker, relaying=name.told.relaying)


def _key_letter(name: Name) -> str:
    return name.text[0] if name.is_key else ""


def _speaker_of_report(report: Report) -> Speaker:
    outlet = report.outlet
    return Speaker(outlet.id, outlet.short, outlet.kind, outlet.naming, report.id, report.key)


def _speaker_with_report(planning: PlanBuilder, speaker: Speaker) -> Speaker:
    """An outlet with its report: the one that is read, its only one in the case, or a new one that is only cited."""
    known = None
    if not isinstance(speaker.source, StepResult):
        found = source_of(planning, speaker.source)
        known = report_of(planning.record, planning.case, found, planning.report)
    if known is not None:
        return replace(speaker, report=known.id, report_label=known.key)
    sentence = f"new report of {speaker.label}: cited, known via {planning.report.key}"
    new = planning.add(NewReport(sentence, speaker.source, When(hi=planning.report.published.hi)))
    return replace(speaker, report=new, report_label="a new report")


def source_of(planning: PlanBuilder, id: SourceId) -> Source:
    """A source on record by its id."""
    (key,) = planning.record.column("SELECT key FROM sources WHERE id = ?", id)
    return source(planning.record, key)


def _resolve_speaker(planning: PlanBuilder, name: Name, *, publishes: bool) -> Speaker:
    """The source that a name or key means; a new one where none has exactly this name."""
    if _key_letter(name) == "S":
        raise Refused(f"{name.text} is a statement, and stands where somebody speaks.", "Name a source or a report.")
    if name.is_key:
        return _known_speaker(planning, source(planning.record, name.text), name)
    meant = source_meant(planning.record, planning.case, planning.report.id, name.text)
    if meant.source is not None:
        return _known_speaker(planning, meant.source, name)
    for other in meant.elsewhere:
        planning.doubt(f"{other.key} {other.name} speaks in another report; “{name.text}” here is entered as another.")
    return _new_speaker(planning, name, publishes=publishes)


def _known_speaker(planning: PlanBuilder, found: Source, name: Name) -> Speaker:
    told = name.told
    if (told.kind or found.kind, told.naming or found.naming) != (found.kind, found.naming):
        planning.doubt(f"{found.key} {found.name} is on record as {found.kind}, {found.naming}, and stays so.")
    return Speaker(found.id, found.short, found.kind, found.naming)


_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "him", "her", "them", "this", "that"])
"""Words that refer to a source named before; they are never taken as a source's name."""


def _new_speaker(planning: PlanBuilder, name: Name, *, publishes: bool) -> Speaker:
    if name.text.casefold() in _PRONOUNS:
        raise Refused(f"“{name.text}” names nobody.", "Say in the line who is meant: a name, or a key such as W7.")
    kind, naming = guess(name.text, publishes=publishes)
    kind, naming = name.told.kind or kind, name.told.naming or naming
    short = short_name(name.text) if kind is not SourceKind.PERSON else None
    case = planning.case if naming in UNNAMED else None
    also = f", {short} for short" if short else ""
    step = NewSource(f"new source {name.text}: {kind}, {naming}{also}", name.text, short, kind, naming, case)
    if step not in planning.steps and naming not in UNNAMED:
        _add_near_name_doubt(planning, name.text)
    return Speaker(planning.add(step), short or name.text, kind, naming)


def _add_near_name_doubt(planning: PlanBuilder, name: str) -> None:
    near = [each.found for each in near_sources(planning.record, planning.case, name, 3)]
    if near:
        named = ", ".join(f"{each.key} {each.name}" for each in near)
        planning.doubt(f"“{name}” is entered as a new source; near: {named}.")
