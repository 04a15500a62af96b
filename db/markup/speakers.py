"""The speakers of a line, from the first to the report that is read: sources and reports, on record or new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from db.attribution.naming import SourceGuess, guess_source, guess_station
from db.dataclass import dataclass, replace
from db.errors import Refused
from db.markup.heard_sources import is_heard_in, is_heard_only_in
from db.markup.names_in_text import short_name
from db.markup.parse_names import LineName
from db.markup.plan import NewName, NewReport, NewSource, StepResult
from db.markup.plan_builder import PlanBuilder
from db.markup.resolve import form_on_record, match_source_name, may_be_form, report_of_outlet
from db.model.enums import Naming, RelayMode, SourceKind
from db.model.ids import ReportId, SourceId
from db.model.times import When
from db.queries.reports import Report, report
from db.queries.sources import Source, source
from db.queries.statements import Statement
from db.search.similar import near_sources
from db.text.name_forms import person_words
from db.text.quotation import in_quotes


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


def reading_outlet(builder: PlanBuilder) -> Speaker:
    """The outlet of the report that is read."""
    return _speaker_of_report(builder.report)


def resolve_first_speaker(
    builder: PlanBuilder, name: LineName, place: LineName | None, heard_in: ReportId | None
) -> Speaker:
    """The first speaker, with the report that publishes it.

    :param name: a name, or the key of a source or a report.
    :param place: the report that publishes it, or its outlet.
    :param heard_in: the report that has it from the speaker: "an official" is one source in a report, and another in
        another report. None for a report that is not on record yet.
    :raises Refused: the name is ambiguous, or stands for nothing that speaks.
    """
    if _key_letter(name) == "R":
        if place is not None:
            raise Refused(f"{name.text} is a report already: it is published in no other.", "Leave out the place.")
        return _speaker_of_report(report(builder.record, builder.case, name.text))
    speaker = _resolve_speaker(builder, name, heard_in, guess_source)
    if place is None:
        return _speaker_with_report(builder, speaker) if speaker.kind is SourceKind.OUTLET else speaker
    publisher = resolve_publisher(builder, place)
    return replace(speaker, report=publisher.report, report_label=publisher.report_label)


def resolve_publisher(builder: PlanBuilder, place: LineName) -> Speaker:
    """The outlet of the report that publishes a statement."""
    if _key_letter(place) == "R":
        return _speaker_of_report(report(builder.record, builder.case, place.text))
    publisher = _resolve_speaker(builder, place, builder.report.id, partial(guess_source, publishes=True))
    if publisher.kind is not SourceKind.OUTLET:
        builder.doubt(f"{publisher.label} is a {publisher.kind}, not an outlet, and is added as the publisher.")
    return _speaker_with_report(builder, publisher)


def resolve_station(builder: PlanBuilder, name: LineName) -> Speaker:
    """A station: an outlet in its report, another source in no report. A new name that reads like a person is one.

    :param name: a name, or the key of a source or a report.
    :raises Refused: the name is ambiguous, or stands for nothing that passes on.
    """
    if _key_letter(name) == "R":
        speaker = _speaker_of_report(report(builder.record, builder.case, name.text))
    else:
        speaker = _resolve_speaker(builder, name, builder.report.id, guess_station)
        is_new = isinstance(speaker.source, StepResult)
        if is_new and name.told.kind is None and (speaker.kind, speaker.naming) == (SourceKind.PERSON, Naming.NAMED):
            builder.doubt(f"{in_quotes(name.text)} reads like a person: “(outlet)” after the name makes it an outlet.")
        speaker = _speaker_with_report(builder, speaker) if speaker.kind is SourceKind.OUTLET else speaker
    return replace(speaker, relaying=name.told.relaying)


def speaker_of_statement(statement: Statement) -> Speaker:
    """The source of a statement on record, as a station."""
    source = statement.source
    return Speaker(source.id, source.short, source.kind, source.naming, statement.report, statement.report_key or "")


def first_report_of(
    builder: PlanBuilder, place: LineName | None, stations: Sequence[LineName], through: Statement | None
) -> ReportId | None:
    """The report that has a statement from its speaker, before the line is resolved; None where it is not on record.

    :param place: the outlet or report that publishes it.
    :param stations: without a place, the first of them has it, where it is an outlet.
    :param through: without a place and stations, the statement on record that passes it on.
    :raises Refused: the name is ambiguous.
    """
    here = builder.report.id
    name = place or (stations[0] if stations else None)
    if name is None:
        return through.report if through is not None and through.report is not None else here
    if _key_letter(name) == "R":
        return report(builder.record, builder.case, name.text).id
    found = (
        source(builder.record, name.text)
        if name.is_key and _key_letter(name) != "S"
        else match_source_name(builder.record, builder.case, here, name.text).source
    )
    kind = (
        found.kind
        if found
        else name.told.kind or guess_station(name.text, lang=builder.report.lang, text=builder.text).kind
    )
    if place is None and kind is not SourceKind.OUTLET:
        return here
    known = report_of_outlet(builder.record, builder.case, found, builder.report) if found else None
    return known.id if known else None


def places_of(who: Speaker, way: Sequence[Speaker], through: Statement | None) -> list[Speaker]:
    """The places where a line's statement may be on record, from its own report to the one that is read."""
    own = [who] if who.report is not None else []
    return [*own, *way, *([speaker_of_statement(through)] if through is not None else [])]


def _key_letter(name: LineName) -> str:
    return name.text[0] if name.is_key else ""


def _speaker_of_report(report: Report) -> Speaker:
    outlet = report.outlet
    return Speaker(outlet.id, outlet.short, outlet.kind, outlet.naming, report.id, report.key)


def _speaker_with_report(builder: PlanBuilder, speaker: Speaker) -> Speaker:
    """An outlet with its report: the one that is read, its only one in the case, or a new one that is only cited."""
    known = None
    if not isinstance(speaker.source, StepResult):
        found = source_by_id(builder, speaker.source)
        known = report_of_outlet(builder.record, builder.case, found, builder.report)
    if known is not None:
        return replace(speaker, report=known.id, report_label=known.key)
    sentence = f"new report of {speaker.label}: cited, known via {builder.report.key}"
    new = builder.add(NewReport(sentence, speaker.source, When(hi=builder.report.published.hi)))
    return replace(speaker, report=new, report_label="a new report")


def source_by_id(builder: PlanBuilder, id: SourceId) -> Source:
    """A source on record by its id."""
    (key,) = builder.record.column("SELECT key FROM sources WHERE id = ?", id)
    return source(builder.record, key)


def _resolve_speaker(
    builder: PlanBuilder, name: LineName, heard_in: ReportId | None, guess_name: Callable[..., SourceGuess]
) -> Speaker:
    """The source that a name or key means; a new one where none has exactly this name.

    :param heard_in: the report that has it from the source.
    :param guess_name: guesses what the words stand for, as :func:`db.attribution.naming.guess_source` does.
    """
    if _key_letter(name) == "S":
        raise Refused(f"{name.text} is a statement, where a speaker is needed.", "Name a source or a report.")
    if name.is_key:
        return _known_speaker(builder, source(builder.record, name.text), name)
    guess = guess_name(name.text, lang=builder.report.lang, text=builder.text)
    kind, naming = name.told.kind or guess.kind, name.told.naming or guess.naming
    if not name.told.another:
        meant = match_source_name(builder.record, builder.case, heard_in, name.text)
        if meant.source is not None:
            _add_surname_doubt(builder, meant.source, heard_in)
            return _known_speaker(builder, meant.source, name)
        form = _known_form(builder, name, kind) if may_be_form(name.text, naming) else None
        if form is not None:
            return form
        for other in meant.elsewhere:
            builder.doubt(
                f"{other.key} {other.name} speaks in another report; {in_quotes(name.text)} here is added as another."
            )
    return _new_speaker(builder, name, kind, naming, is_of_case=guess.belongs_to_case)


def _add_surname_doubt(builder: PlanBuilder, found: Source, heard_in: ReportId | None) -> None:
    """A doubt where a surname alone is that of a person in another report: it may be a namesake."""
    is_surname = found.kind is SourceKind.PERSON and found.naming is Naming.NAMED and len(person_words(found.name)) == 1
    if is_surname and not is_heard_in(builder.record, found, heard_in):
        builder.doubt(
            f"{in_quotes(found.name)} is taken for {found.key}, who speaks in another report: "
            "“(another)” makes it another."
        )


def _known_form(builder: PlanBuilder, name: LineName, kind: SourceKind) -> Speaker | None:
    """The source on record that a name is another form of, if it is one; a doubt says so."""
    found = form_on_record(builder.record, builder.case, builder.report.id, name.text)
    if len(found) != 1:
        return None
    (form,) = found
    if form.kind is not kind and SourceKind.PERSON in (form.kind, kind) and name.told.kind is not None:
        return None
    builder.doubt(
        f"{in_quotes(name.text)} is taken for {form.key} {form.name}: “(another)” after the name makes it another."
    )
    is_longer = len(person_words(name.text)) > len(person_words(form.name))
    if form.kind is SourceKind.PERSON and is_longer and is_heard_only_in(builder.record, form.id, builder.report.id):
        builder.add(NewName(f"{form.key} {form.name} is called {name.text} from now on", form.id, name.text))
        return Speaker(form.id, name.text, form.kind, form.naming)
    return _known_speaker(builder, form, name)


def _known_speaker(builder: PlanBuilder, found: Source, name: LineName) -> Speaker:
    told = name.told
    if (told.kind or found.kind, told.naming or found.naming) != (found.kind, found.naming):
        builder.doubt(f"{found.key} {found.name} is on record as {found.kind}, {found.naming}, and stays so.")
    return Speaker(found.id, found.short, found.kind, found.naming)


_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "him", "her", "them", "this", "that"])
"""Words that refer to a source named before; they are never taken as a source's name."""


def _new_speaker(
    builder: PlanBuilder, name: LineName, kind: SourceKind, naming: Naming, *, is_of_case: bool
) -> Speaker:
    """A source to add.

    :param is_of_case: whether the same words may mean another in another case.
    """
    if name.text.casefold() in _PRONOUNS:
        raise Refused(
            f"{in_quotes(name.text)} is not a name.",
            "Give a name, or a key such as W7.",
        )
    short = short_name(name.text) if kind is not SourceKind.PERSON else None
    case = builder.case if is_of_case or naming is not Naming.NAMED else None
    also = f", {short} for short" if short else ""
    step = NewSource(f"new source {name.text}: {kind}, {naming}{also}", name.text, short, kind, naming, case)
    if step not in builder.steps and naming is Naming.NAMED:
        _add_near_name_doubt(builder, name.text)
    return Speaker(builder.add(step), short or name.text, kind, naming)


def _add_near_name_doubt(builder: PlanBuilder, name: str) -> None:
    near = [each.found for each in near_sources(builder.record, builder.case, name, 3)]
    if near:
        named = ", ".join(f"{each.key} {each.name}" for each in near)
        builder.doubt(f"“{name}” is added as a new source; similar: {named}.")
