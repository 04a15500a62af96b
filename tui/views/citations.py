"""Citations of cases, sources, claims, denials and reports, by what is selected."""

from __future__ import annotations

from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.queries.cases import case_by_id
from db.queries.citations import cited_case, cited_claim, cited_denial, cited_report, cited_source
from db.queries.claims import claims
from db.queries.denials import denials
from db.queries.origins import origin_counts
from db.queries.provenance import passages
from db.queries.reports import reports
from db.queries.sources import sources
from db.store.reader import Reader
from tui.text.targets import Thing, ThingKind


def cite_thing(record: Reader, thing: Thing) -> str:
    """A case, source, claim, denial or report as one line to paste; empty where it is gone."""
    if thing.kind is ThingKind.CASE:
        case = case_by_id(record, CaseId(thing.id))
        return cited_case(case) if case is not None else ""
    if thing.kind is ThingKind.SOURCE:
        return next((cited_source(found) for found in sources(record, [SourceId(thing.id)])), "")
    if thing.kind is ThingKind.CLAIM:
        id = ClaimId(thing.id)
        numbers = origin_counts(record, [id])[id]
        return next((cited_claim(found, numbers) for found in claims(record, [id])), "")
    if thing.kind is ThingKind.REPORT:
        return next((cited_report(found) for found in reports(record, [ReportId(thing.id)])), "")
    if thing.kind is not ThingKind.DENIAL:
        return ""
    statement = StatementId(thing.id)
    for denial in denials(record, [statement], silences=-1):
        return cited_denial(denial, passages(record, [statement])[0])
    return ""
