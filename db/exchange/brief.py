"""Brief: what a case comes to, for people to read. Gathered once, and masked, for Markdown and for the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from db.analysis.alarms import Alarm
from db.analysis.alarms.pages import alarm_pages
from db.analysis.gaps import gaps
from db.dataclass import dataclass
from db.exchange.claim_numbers import claim_numbers
from db.exchange.export import Export, ExportExtra, StoreState
from db.exchange.extra_rows import EXTRA_ROWS
from db.exchange.statement_words import manner_words
from db.model.ids import ClaimId, ReportId, StatementId
from db.model.times import When
from db.queries.assessments import Assessment, assessments_of, claim_assessments
from db.queries.cases import Case
from db.queries.chain import chain, own_words, step_relations
from db.queries.claims import claims
from db.queries.denials import denials, denials_among
from db.queries.provenance import TracedStatement, passages
from db.queries.reports import Report, reports
from db.queries.statements import Quote
from db.queries.step_diff import compare_steps
from db.serialize.encoder import Json
from db.store.reader import ids_as_json, pages

MOST_RELATED = 300
"""The most steps of a chain of which the relations are read, as each pair takes queries of its own."""


@dataclass(frozen=True, slots=True)
class BriefClaim:
    """A claim with its numbers, who stands behind it, and its verdicts."""

    key: str
    text: str
    is_background: bool
    numbers: str
    behind: tuple[str, ...]
    """Each statement on it: "for: Ali ← Bas News (S3)"."""
    verdicts: tuple[str, ...]
    """Oldest last, with who and when."""


@dataclass(frozen=True, slots=True)
class BriefStatement:
    """A statement of a step."""

    key: str
    path: str
    """The speaker, and the way to us: "Ali ← Bas News ← Anadolu"."""
    manner: str
    summary: str | None
    stances: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class BriefStep:
    """A report of the chain with its statements."""

    title: str
    details: str
    relation: str
    """To the previous step; empty at the first."""
    changed: tuple[str, ...]
    statements: tuple[BriefStatement, ...]


@dataclass(frozen=True, slots=True)
class BriefCase:
    """A case. The lists are sentences."""

    case: Case
    claims: tuple[BriefClaim, ...]
    steps: tuple[BriefStep, ...]
    unreported: tuple[BriefStatement, ...]
    """Statements without a report."""
    denials: tuple[str, ...]
    alarms: tuple[str, ...]
    missing: tuple[str, ...]
    captures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What goes out."""

    cases: tuple[BriefCase, ...]
    extras: tuple[tuple[ExportExtra, tuple[str, ...]], ...]
    """What was asked for besides."""
    state: StoreState
    limits: tuple[str, ...] = ()
    """What it leaves out, and what is masked."""

    @property
    def state_words(self) -> str:
        """From which state of the store it was made, and what it leaves out."""
        made = (
            f"Made from the store as of action {self.state.action}, {self.state.at}."
            if self.state.action
            else "Made from a store without a recorded action."
        )
        return " ".join((made, *self.limits))


def gather(export: Export) -> Brief:
    """Read the brief of what is exported."""
    extras = tuple(
        (extra, tuple(_row_words(row) for row in EXTRA_ROWS[extra](export)))
        for extra in ExportExtra
        if extra in export.extras
    )
    return Brief(tuple(_gather_case(export, case) for case in export.cases()), extras, export.state, _limits(export))


def _limits(export: Export) -> tuple[str, ...]:
    """What is left out of an export, and whether names are masked."""
    words = []
    if export.scope.rows is not None:
        words.append("It holds the chosen rows and what they rest on, and not the rest of the case.")
    if export.mask:
        words.append("Names of persons are masked.")
    return tuple(words)


def _gather_case(export: Export, case: Case) -> BriefCase:
    record, chosen = export.record, export.selection
    own_claims = set(record.column('SELECT id FROM claims WHERE "case" = ?', case.id))
    own_statements = set(record.column('SELECT id FROM statements WHERE "case" = ?', case.id))
    said = [id for id in chosen.statements if id in own_statements]
    traced: list[TracedStatement] = []
    for page in pages(said):
        export.progress.go_on(export.progress.done + len(page))
        traced += map(export.mask.apply, passages(record, page))
    withdrawn = {id: f", withdrawn by {key}" for page in pages(said) for id, key in _withdrawals(export, page)}
    by_report: dict[ReportId | None, list[TracedStatement]] = defaultdict(list)
    behind: dict[int, list[str]] = defaultdict(list)
    for each in traced:
        by_report[each.statement.report].append(each)
        for stance in each.statement.stances:
            behind[stance.claim].append(
                f"{stance.polarity.word}: {_path(each)} ({each.statement.key}{withdrawn.get(each.statement.id, '')})"
            )
    held = tuple(_claims(export, [id for id in chosen.claims if id in own_claims], behind))
    keys = {claim.key for claim in held}
    alarms = [alarm for page in alarm_pages(record, case.id) for alarm in page.alarms]
    is_whole = export.scope.rows is None
    return BriefCase(
        case,
        held,
        tuple(_steps(export, case, by_report)),
        tuple(_statement(export, each) for each in by_report.get(None, ())),
        tuple(_denials(export, said, keys)),
        tuple(_alarms(export, alarms, keys)),
        tuple(
            f"{export.mask.text(gap.sentence)} ({gap.kind}, {gap.key}; could change: "
            f"{', '.join(gap.could_change) or 'no claim'})"
            for gap in gaps(record, case.id, alarms=alarms)
            if is_whole or (gap.could_change and set(gap.could_change) <= keys)
        ),
        tuple(_captures(export, case)),
    )


def _claims(export: Export, ids: Sequence[ClaimId], behind: dict[int, list[str]]) -> Iterator[BriefClaim]:
    for page in pages(ids):
        export.progress.go_on(export.progress.done + len(page))
        numbers, decided = claim_numbers(export.record, page), claim_assessments(export.record, page)
        for claim in map(export.mask.apply, claims(export.record, page)):
            has_verdict = claim.id in decided and decided[claim.id].assessment is not None
            verdicts = export.mask.apply(assessments_of(export.record, claim.id)) if has_verdict else []
            yield BriefClaim(
                claim.key,
                claim.text,
                claim.is_background,
                numbers[claim.id].words,
                tuple(behind.get(claim.id, ())),
                tuple(_verdict(each, is_current=not number) for number, each in enumerate(verdicts)),
            )


def _withdrawals(export: Export, statements: Sequence[StatementId]) -> list[tuple[StatementId, str]]:
    """Those of some statements that were withdrawn, each with the key of the statement that does so."""
    return export.record.rows(
        """SELECT w.statement, st.key FROM withdrawn w JOIN statements st ON st.id = w.retraction
           WHERE w.statement IN (SELECT value FROM json_each(:statements))""",
        statements=ids_as_json(statements),
    )


def _verdict(given: Assessment, *, is_current: bool) -> str:
    words = [f"{'Verdict' if is_current else 'Previously'} {given.verdict}: {given.who}, {given.at}"]
    words += [f"likelihood {given.likelihood.word}"] if given.likelihood else []
    words += [f"confidence {given.confidence}"] if given.confidence else []
    return "; ".join(words) + (f". {given.rationale}" if given.rationale else ".")


def _steps(export: Export, case: Case, by_report: dict[ReportId | None, list[TracedStatement]]) -> Iterator[BriefStep]:
    chosen = set(export.selection.reports)
    walk = [id for id in chain(export.record, case.id) if id in chosen]
    beside = set(by_report) - set(walk)
    every = [*walk, *(id for id in by_report if id is not None and id in beside)]
    found: dict[int, Report] = {
        each.id: export.mask.apply(each) for page in pages(every) for each in reports(export.record, page)
    }
    for before, here in zip([None, *every], every, strict=False):
        export.progress.go_on(export.progress.done)
        said, report = by_report.get(here, []), found[here]
        relation = ""
        if before is not None and len(every) <= MOST_RELATED:
            joins = export.mask.apply(step_relations(export.record, before, here))
            relation = "; ".join(f"{join.kind}: {', '.join(join.names)}" if join.names else join.kind for join in joins)
            relation = relation or "no recorded relation to the previous step"
        elif before is not None:
            relation = "relation to the previous step not read, as the chain is long"
        yield BriefStep(
            f"{report.key} {report.outlet.name}: {report.title or 'title not recorded'}",
            f"Published: {_when(report.published)}. Address: {report.url or 'not recorded'}. "
            f"Author: {report.author or 'not recorded'}.",
            relation,
            _changes(by_report.get(before, []), said) if before is not None else (),
            tuple(_statement(export, each) for each in said),
        )


def _changes(before: Sequence[TracedStatement], here: Sequence[TracedStatement]) -> tuple[str, ...]:
    changed = compare_steps([own_words(each) for each in here], [own_words(each) for each in before])
    if not changed.comparable:
        return ("Not compared with the previous step: no quotes of both in one recorded language.",)
    words = [f"New here: {phrase}" for phrase in changed.new] + [f"No longer here: {phrase}" for phrase in changed.gone]
    return tuple(words) or ("No telling words changed since the previous step.",)


def _statement(export: Export, traced: TracedStatement) -> BriefStatement:
    said = traced.statement
    stances = [f"{each.key} {each.polarity.word}" for each in said.stances if export.has_claim(each.claim)]
    return BriefStatement(
        said.key, _path(traced), manner_words(said), said.summary, ", ".join(stances) or "no claim here", said.quotes
    )


def _path(traced: TracedStatement) -> str:
    return " ← ".join(each.name for each in (traced.speaker, *traced.via))


def _when(when: When) -> str:
    return when.raw or when.edtf or when.lo or "not recorded"


def _denials(export: Export, said: Sequence[StatementId], keys: set[str]) -> Iterator[str]:
    for page in pages(said):
        for each in denials(export.record, denials_among(export.record, page), silences=-1):
            found = export.mask.apply(each)
            denied = ", ".join(key for key in found.denies if key in keys) or "a claim that is not exported here"
            silent = ", ".join(key for key in found.silent_on if key in keys)
            elsewhere = ", ".join(other.words for other in found.elsewhere if other.claim in keys)
            yield (
                f"{found.source.name} {found.verb} {denied} ({found.key}). "
                f"It leaves open: {silent or 'nothing that is exported here'}."
                + (f" Said in other statements: {elsewhere}." if elsewhere else "")
            )


def _alarms(export: Export, alarms: Sequence[Alarm], keys: set[str]) -> Iterator[str]:
    for alarm in alarms:
        if export.scope.rows is None or (alarm.claims and set(alarm.claims) <= keys):
            masked = export.mask.apply(alarm)
            aside = masked.set_aside
            yield f"{masked.sentence} To settle it: {masked.settle}" + (
                f" Set aside by {aside.who}, {aside.at}: {aside.reason}" if aside else ""
            )


_CAPTURES = """
SELECT re.key, ca.captured_at, ca.method, ca.raw_sha256, ca.text_sha256
FROM captures ca JOIN reports re ON re.id = ca.report
WHERE re."case" = :case AND re.id IN (SELECT value FROM json_each(:reports)) ORDER BY ca.id"""


def _captures(export: Export, case: Case) -> Iterator[str]:
    found = export.record.rows(_CAPTURES, case=case.id, reports=ids_as_json(export.selection.reports))
    for key, at, method, raw, text in found:
        yield f"{key}, taken {at} ({method}): SHA-256 of the text {text}, of the bytes {raw or 'not recorded'}."


def _row_words(row: Json) -> str:
    return "; ".join(f"{name}: {value}" for name, value in row.items() if value is not None)
