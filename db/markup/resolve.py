"""Resolve the names and keys of a line in a case. Only exact names match; similar ones never do."""

from __future__ import annotations

from db.attribution.naming import guess_source
from db.dataclass import dataclass
from db.errors import NotFound, Refused
from db.markup.heard_sources import heard_in, is_heard_in, is_in_case
from db.markup.names_in_text import short_name
from db.model.enums import Naming, SourceKind
from db.model.ids import CaseId, ReportId, StatementId
from db.queries.reports import Report, reports, reports_by_outlet
from db.queries.sources import Source, sources
from db.queries.statements import Statement, statements
from db.search.similar import bare_name, near_sources, same_sources
from db.store.reader import Reader
from db.text.name_forms import are_forms_of_one_body, are_forms_of_one_person, same_but_for_descriptions


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The source that a name means."""

    source: Source | None
    """None for a source that is not on record."""
    elsewhere: tuple[Source, ...] = ()
    """Sources without a name of their own that are called the same, each in another report."""


class SeveralReports(Refused):
    """An outlet is named that has several reports in the case."""

    def __init__(self, outlet: Source, keys: list[str]) -> None:
        """Take the outlet and the keys of its reports, of which some are named."""
        named = ", ".join(keys[:5]) + (" …" if len(keys) > 5 else "")
        super().__init__(f"{outlet.short} has several reports in this case: {named}.", "Give its key.")
        self.outlet = outlet
        self.keys = keys


def match_source_name(record: Reader, case: CaseId, report: ReportId | None, name: str) -> NameMatch:
    """The source with exactly this name.

    :param report: the report that has it from the source; "a security source" or "the minister" in another report is
        another source. None for a report that is not on record yet.
    :raises Refused: several sources have the name.
    """
    same = same_sources(record, case, name)
    here = [each for each in same if not belongs_to_report(each) or is_heard_in(record, each, report)]
    if len(here) > 1:
        keys = ", ".join(f"{each.key} ({each.kind}, {each.naming})" for each in here)
        raise Refused(f"“{name}” is the name of several sources: {keys}.", "Say which by its key.")
    return NameMatch(here[0] if here else None, tuple(each for each in same if each not in here))


def source_meant(record: Reader, case: CaseId, report: ReportId, name: str) -> Source | None:
    """The source on record that a name stands for: by exactly this name, or the only one by another form of it.

    :param report: the report that is read.
    :raises Refused: several sources have the name.
    """
    exact = match_source_name(record, case, report, name).source
    if exact is not None or not may_be_form(name, guess_source(name).naming):
        return exact
    forms = form_on_record(record, case, report, name)
    return forms[0] if len(forms) == 1 else None


def may_be_form(name: str, naming: Naming) -> bool:
    """Whether a name may be another form of one on record: a named source's, or a surname alone.

    :param naming: how well the name lets its source be known; a capital alone makes no source named.
    """
    is_surname = naming is Naming.ANONYMOUS and name[:1].isupper() and len(name.split()) == 1
    return is_surname or naming is Naming.NAMED


def belongs_to_report(source: Source) -> bool:
    """Whether what a source is called may mean somebody else in another report.

    It may, unless it has a name or is a role with the name of its office: "the Iraqi defence minister".
    """
    if source.naming is Naming.ROLE:
        return guess_source(source.name).belongs_to_report
    return source.naming is not Naming.NAMED


def report_of_outlet(record: Reader, case: CaseId, outlet: Source, reading: Report) -> Report | None:
    """The report that the name of an outlet stands for: the one that is read, or its only one; None for none.

    :param reading: the report that is read.
    :raises SeveralReports: the outlet has several reports.
    """
    if outlet.id == reading.outlet.id:
        return reading
    found = reports_by_outlet(record, case, outlet.id, 6)
    if len(found) > 1:
        raise SeveralReports(outlet, [each.key for each in found])
    return found[0] if found else None


def require_report(record: Reader, case: CaseId, report: ReportId) -> Report:
    """The report that is read.

    :raises Refused: the case has no such report.
    """
    if not record.row('SELECT 1 FROM reports WHERE id = ? AND "case" = ?', report, case):
        raise Refused("There is no such report in this case.", "Add the report first, then mark it up.")
    return reports(record, [report])[0]


def require_statement(record: Reader, case: CaseId, key: str) -> Statement:
    """The statement with a key.

    :param key: S1, S2 …
    :raises NotFound: the case has no such statement.
    """
    found = record.column('SELECT id FROM statements WHERE "case" = ? AND key = ?', case, key)
    if not found:
        raise NotFound(f"There is no statement {key} in this case.", "onrecord report REPORT lists what it says.")
    return statements(record, found)[0]


def first_relaying_key(record: Reader, parent: StatementId, report: ReportId) -> str | None:
    """Key of the first statement in a report that passes on another, if there is one."""
    found = record.row(
        """SELECT st.key FROM relays r JOIN statements st ON st.id = r.child
           WHERE r.parent = ? AND st.report = ? ORDER BY st.id LIMIT 1""",
        parent,
        report,
    )
    return str(found[0]) if found else None


def form_on_record(record: Reader, case: CaseId, report: ReportId, name: str) -> tuple[Source, ...]:
    """The named sources that a name is likely another form of.

    A person's is looked for in the report that is read: across reports a near name is offered and never merged. A
    body's or an outlet's is looked for on record, with a place more or less only among those of the case.

    :param report: the report that is read.
    """
    heard = [each for each in sources(record, heard_in(record, report)) if each.naming is Naming.NAMED]
    persons = [each for each in heard if each.kind is SourceKind.PERSON and are_forms_of_one_person(name, each.name)]
    if persons:
        return tuple(persons)
    near = [each.found for each in near_sources(record, case, name, _NEAR) if each.found.naming is Naming.NAMED]
    bodies = [each for each in near if each.kind in (SourceKind.BODY, SourceKind.OUTLET)]
    bodies += [each for each in _named_by_acronym(record, case, name) if each not in bodies]
    same = [each for each in bodies if same_but_for_descriptions(name, each.name)]
    here = [each for each in bodies if are_forms_of_one_body(name, each.name) and is_in_case(record, each.id, case)]
    return tuple(same or here)


def _named_by_acronym(record: Reader, case: CaseId, name: str) -> list[Source]:
    """The bodies and outlets on record under the abbreviation that a name has in brackets: INA for "… Agency (INA)"."""
    acronym = short_name(name)
    return [
        each
        for each in (same_sources(record, case, acronym) if acronym else [])
        if bare_name(each.name) == bare_name(acronym or "")
        and each.naming is Naming.NAMED
        and each.kind in (SourceKind.BODY, SourceKind.OUTLET)
    ]


_NEAR = 12
