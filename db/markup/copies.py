"""Mark reports as copies: each carries a statement of another report on, in one action for all of them.

The words may be the same by chance, so a person says so; :mod:`db.search.near_passages` finds where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Act, Basis, Certainty, Ground, QuoteForm, RelayMode, Voice
from db.model.fields import STATEMENT
from db.model.ids import CaseId, ReportId, StatementId
from db.queries.provenance import relaying_statements
from db.queries.reports import Report, reports
from db.queries.statements import Statement, statement_ids_in_report, statements
from db.search.near_passages import NearPassage, near_passages
from db.store.reader import Reader
from db.store.sqlite_errors import explain_errors
from db.text.quotation import in_quotes
from db.write.edit import edit
from db.write.statements import add_quote, add_relay, add_stance, add_statement, set_stance

_MOST = 5_000
"""Statements that are followed along relays."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A report as a copy of a statement."""

    of: Statement
    report: Report
    passage: NearPassage | None
    """The words in it; None where none are near."""
    marked_up: tuple[StatementId, ...] = ()
    """Statements that were made of those words before: they pass the statement on from now on."""
    carries: str | None = None
    """Key of a statement by which the report carries it already: nothing is written."""

    @property
    def sentence(self) -> str:
        """What is written, or why nothing is."""
        outlet = f"{self.report.outlet.short} in {self.report.key}"
        if self.carries:
            return f"{outlet} carries {self.of.key} already: {self.carries}"
        if self.marked_up:
            return f"what was marked up of these words in {self.report.key} relays {self.of.key} (republishes)"
        if self.passage is None:
            return f"new statement: {outlet} relays {self.of.key} (republishes); its text has no similar words"
        how = "the same words" if self.passage.is_same else f"{self.passage.likeness:.0%} the same words"
        return (
            f"new statement: {outlet} relays {self.of.key} (republishes), {how}: {in_quotes(self.passage.exact[:60])}"
        )


def find_copies(
    record: Reader, statement: StatementId, only: Sequence[ReportId] | None = None, *, known: bool = True
) -> list[Copy]:
    """The reports that have a statement's words, or those that a person names, the nearest first.

    :param only: these reports, also where their text has no near words.
    :param known: with those that carry the statement already.
    :raises Refused: there is no such statement.
    """
    found = statements(record, [statement])
    if not found:
        raise Refused("There is no such statement.", "Look at what is on record now.")
    passages = {each.report: each for each in near_passages(record, statement, only)}
    ids = [*passages, *(id for id in only or () if id not in passages and id != found[0].report)]
    kin = _kin(record, statement)
    copies = [_copy(record, found[0], each, passages.get(each.id), kin) for each in reports(record, ids)]
    return copies if known else [each for each in copies if each.carries is None]


def find_copies_read_in(record: Reader, statement: StatementId, report: ReportId) -> list[Copy]:
    """The reports that have the words by which a report passes a statement on, without those that carry it already.

    :param statement: one that the report has, or passes on.
    """
    passing_on = statements(record, relaying_statements(record, [statement], _MOST))
    own = next((each.id for each in passing_on if each.report == report), statement)
    return find_copies(record, own, known=False)


def find_copies_of_report(record: Reader, report: ReportId, only: Sequence[ReportId]) -> list[Copy]:
    """Some reports as copies of another: of every statement of it that has near words in them.

    :param only: the copies.
    """
    found = []
    for id in statement_ids_in_report(record, report):
        found += [each for each in find_copies(record, id, only) if each.passage is not None]
    return found


def mark_copies(writer: Writer, copies: Sequence[Copy]) -> list[str]:
    """Write that reports carry a statement, in one action.

    :returns: the keys of the new statements.
    :raises Refused: all of them carry it already, or there are none.
    """
    due = [each for each in copies if each.carries is None]
    if not due:
        raise Refused("These reports add nothing to the record.", "Nothing was saved.")
    keys = " ".join(dict.fromkeys(each.report.key for each in due))
    of = " ".join(dict.fromkeys(each.of.key for each in due))
    with explain_errors("The store"), writer.action(f"mark {keys} as copies of {of}"):
        made = [id for each in due for id in _write_copy(writer, each)]
        return [each.key for each in statements(writer, made)]


def _write_copy(writer: Writer, copy: Copy) -> list[StatementId]:
    if copy.marked_up:
        for statement in copy.marked_up:
            _pass_on(writer, statement, copy.of)
        return []
    (case,) = writer.column('SELECT "case" FROM reports WHERE id = ?', copy.report.id)
    made = add_statement(
        writer,
        CaseId(case),
        copy.report.outlet.id,
        act=Act.REPORT,
        voice=Voice.RELAYED,
        basis=Basis.RELAY,
        report=copy.report.id,
    )
    for stance in copy.of.stances:
        add_stance(writer, made, stance.claim, stance.polarity, Certainty.UNCOMMITTED)
    ground = Ground.INFERRED if copy.passage is None else Ground.TEXT_MATCH
    quote = None
    if copy.passage is not None:
        quote = add_quote(
            writer,
            made,
            copy.passage.capture,
            copy.passage.exact,
            start=copy.passage.start,
            form=copy.of.quotes[0].form if copy.of.quotes else QuoteForm.INDIRECT,
            lang=copy.passage.lang,
        )
    add_relay(writer, made, copy.of.id, quote=quote, kind=RelayMode.REPUBLISHES, ground=ground)
    return [made]


def _pass_on(writer: Writer, statement: StatementId, of: Statement) -> None:
    """Make a statement on record pass another on: it is no origin of what it has from it."""
    add_relay(writer, statement, of.id, kind=RelayMode.REPUBLISHES, ground=Ground.TEXT_MATCH)
    (found,) = statements(writer, [statement])
    for stance in of.stances:
        known = found.bearing(stance.claim)
        if known is None or known.polarity is stance.polarity:
            set_stance(writer, statement, stance.claim, stance.polarity, Certainty.UNCOMMITTED)
    if {each.claim for each in found.stances} <= {each.claim for each in of.stances}:
        edit(writer, STATEMENT, statement, voice=Voice.RELAYED, basis=Basis.RELAY)


def _copy(record: Reader, of: Statement, report: Report, passage: NearPassage | None, kin: frozenset[int]) -> Copy:
    (carries, *_) = (
        *record.column(
            "SELECT key, id FROM statements WHERE report = ? AND id IN (SELECT value FROM json_each(?)) LIMIT 1",
            report.id,
            str(sorted(kin)),
        ),
        None,
    )
    marked = () if passage is None else _marked_up(record, passage, kin)
    return Copy(of, report, passage, marked, carries)


def _marked_up(record: Reader, passage: NearPassage, kin: frozenset[int]) -> tuple[StatementId, ...]:
    """The first statements that words of a passage were marked up as."""
    return tuple(
        id
        for id in record.column(
            """SELECT DISTINCT q.statement FROM quotes q WHERE q.capture = ? AND q.start < ? AND q."end" > ?
               AND NOT EXISTS (SELECT 1 FROM relays r WHERE r.child = q.statement) ORDER BY q.statement""",
            passage.capture,
            passage.start + len(passage.exact),
            passage.start,
        )
        if id not in kin
    )


def _kin(record: Reader, statement: StatementId) -> frozenset[int]:
    """A statement, what it passes on, and all that passes any of that on."""
    above = record.column(
        """WITH RECURSIVE up(node) AS (
             SELECT ? UNION SELECT r.parent FROM up JOIN relays r ON r.child = up.node LIMIT ?)
           SELECT node FROM up""",
        statement,
        _MOST,
    )
    return frozenset([*above, *relaying_statements(record, above, _MOST)])
