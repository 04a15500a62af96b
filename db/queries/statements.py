"""Statements: acts of saying, with their quotes and stances."""

from __future__ import annotations

from collections.abc import Sequence

from db.dataclass import dataclass
from db.errors import NotFound
from db.model.enums import Act, Basis, Certainty, LinkKind, Polarity, QuoteForm, Voice
from db.model.ids import CaseId, ClaimId, QuoteId, ReportId, SourceId, StatementId
from db.model.times import When
from db.queries.claims import CLAIM_ORDER
from db.queries.sources import SOURCE_COLUMNS, Source, source_from_row
from db.store.reader import Reader, Row, order_by_ids, placeholders
from db.text.normalize import casefold_words
from db.text.quotation import in_quotes


@dataclass(frozen=True, slots=True)
class Stance:
    """The stance of a statement on a claim."""

    claim: ClaimId
    key: str
    """The claim's key."""
    polarity: Polarity
    certainty: Certainty


_QUOTATION_MARKS = '"“”„«»「」『』'


def is_verbatim(form: QuoteForm, exact: str) -> bool:
    """Whether all the words of a quote are the speaker's, or those of a headline.

    Words without quotation marks among them are a fragment in the speaker's words, if their form is mixed.
    """
    return form is not QuoteForm.INDIRECT and (
        form is not QuoteForm.MIXED or not any(mark in exact for mark in _QUOTATION_MARKS)
    )


def mark_words(form: QuoteForm, exact: str) -> str:
    """The words of a quote in quotation marks: “…” where all are the speaker's, else ‘…’."""
    return in_quotes(exact, "“”" if is_verbatim(form, exact) else "‘’")


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of a quote in another language. It is never compared with them."""

    text: str
    lang: str | None
    by: str | None
    """Who translated them; None if not recorded."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of a statement in a capture."""

    id: QuoteId
    exact: str
    form: QuoteForm
    lang: str | None
    cue: str | None
    read_in: str
    """Key of the report whose capture has the words."""
    outlet: Source
    """The outlet of that report."""
    words_by: str | None
    """Who wrote the words, where not all are the speaker's: who passes them on, if the report quotes that, else its
    outlet."""
    translation: Translation | None

    @property
    def marked(self) -> str:
        """The words in quotation marks: “…” for the speaker's own, ‘…’ for what somebody else wrote of them."""
        return mark_words(self.form, self.exact)

    @property
    def form_words(self) -> str:
        """Direct speech, or whose words they are: "indirect speech, in the words of Bas News Agency"."""
        return f"{self.form} speech" + (f", in the words of {self.words_by}" if self.words_by else "")


@dataclass(frozen=True, slots=True)
class StatementLink:
    """What a statement does to another, or another to it."""

    kind: LinkKind
    is_passive: bool
    """Whether the other statement does it to this one."""
    key: str
    """Key of the other statement."""
    source: str
    """Short name of the other's source."""
    on: str | None
    """The EDTF time of the statement that does it: when it was said, else when its report was published."""

    @property
    def words(self) -> str:
        """What it does, to which statement: "retracted by S9"."""
        return f"{self.kind.words(passive=self.is_passive)} {self.key}"


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of saying, by one source, in at most one report."""

    id: StatementId
    key: str
    """S1, S2 …, within the case."""
    source: Source
    report: ReportId | None
    report_key: str | None
    act: Act
    voice: Voice
    basis: Basis
    summary: str | None
    """What it says, in the desk's words."""
    said: When
    quotes: tuple[Quote, ...]
    """Its quotes, those of its own report first; if it has none of that, those that its report has of what it passes
    on."""
    stances: tuple[Stance, ...]
    """By claim key, without those on claims joined into another."""
    on_joined: tuple[Stance, ...] = ()
    """Those on claims joined into another, which has them too."""
    links: tuple[StatementLink, ...] = ()
    """What it does to others and others to it, in the order these were added."""

    def bearing(self, claim: ClaimId) -> Stance | None:
        """Its stance on a claim, if it has one."""
        return next((stance for stance in (*self.stances, *self.on_joined) if stance.claim == claim), None)


_COLUMNS = f"""
st.id, st.key, st.report, re.key, st.act, st.voice, st.basis, st.summary,
st.said_raw, st.said_edtf, st.said_lo, st.said_hi, {SOURCE_COLUMNS}"""


def statements(record: Reader, ids: Sequence[StatementId]) -> list[Statement]:
    """A page of statements with quotes and stances, in the order of the ids."""
    rows = record.rows(
        f"""SELECT {_COLUMNS} FROM statements st JOIN sources so ON so.id = st.source
            LEFT JOIN reports re ON re.id = st.report WHERE st.id IN ({placeholders(ids)})""",
        *ids,
    )
    words, bearing = _quotes_by_statement(record, ids), _stances_by_statement(record, ids)
    links = _links_by_statement(record, ids)
    return order_by_ids(
        ids,
        {
            row[0]: _statement_from_row(row, words.get(row[0], ()), bearing.get(row[0], {}), links.get(row[0], ()))
            for row in rows
        },
    )


def statement_ids(record: Reader, case: CaseId) -> list[StatementId]:
    """Ids of the statements of a case, in the order they were added."""
    return record.column('SELECT id FROM statements WHERE "case" = ? ORDER BY id', case)


def statement_id_by_key(record: Reader, case: CaseId, key: str) -> StatementId:
    """The statement with a key.

    :param key: S1, S2 …, ignoring case.
    :raises NotFound: the case has no such statement.
    """
    found = record.column('SELECT id FROM statements WHERE "case" = ? AND key = ?', case, key.upper())
    if not found:
        raise NotFound(f"There is no statement {key} in this case.", "onrecord report KEY lists those of a report.")
    return StatementId(found[0])


def quote_with_words(record: Reader, statement: StatementId, words: str) -> QuoteId:
    """The quote of a statement that contains some words, ignoring case and accents.

    :raises NotFound: none does, or several do.
    """
    found = record.column(
        "SELECT id FROM quotes WHERE statement = ? AND instr(folded(CAST(exact AS BLOB)), ?) ORDER BY id",
        statement,
        casefold_words(words),
    )
    if len(found) != 1:
        many = "Several quotes hold" if found else "No quote of this statement holds"
        raise NotFound(f"{many} {in_quotes(words[:60])}.", "Give more of the words, as quoted.")
    return QuoteId(found[0])


def statement_ids_in_report(record: Reader, report: ReportId) -> list[StatementId]:
    """Ids of the statements of a report, in the order they were added."""
    return record.column("SELECT id FROM statements WHERE report = ? ORDER BY id", report)


def statement_ids_by_source(record: Reader, case: CaseId, source: SourceId) -> list[StatementId]:
    """Ids of the statements of a source in a case, in the order they were added."""
    return record.column('SELECT id FROM statements WHERE source = ? AND "case" = ? ORDER BY id', source, case)


_QUOTE_COLUMNS = f"""
q.id, q.exact, q.form, q.lang, q.cue, re.key, q.start, q.prefix, q.translation, q.translation_lang, q.translation_by,
st.voice, teller.name, {SOURCE_COLUMNS}"""


def _quotes_by_statement(record: Reader, ids: Sequence[StatementId]) -> dict[StatementId, tuple[Quote, ...]]:
    """Quotes by statement, those of its own report first; if it has none of its report, a relay parent's from there."""
    marks = placeholders(ids)
    rows = record.rows(
        f"""SELECT q.statement, st.report IS NOT ca.report, {_QUOTE_COLUMNS}
            FROM quotes q JOIN statements st ON st.id = q.statement JOIN sources teller ON teller.id = st.source
            JOIN captures ca ON ca.id = q.capture JOIN reports re ON re.id = ca.report
            JOIN sources so ON so.id = re.outlet WHERE q.statement IN ({marks})
            UNION ALL
            SELECT st.id, 0, {_QUOTE_COLUMNS} FROM statements st JOIN sources teller ON teller.id = st.source
            JOIN relays r ON r.child = st.id JOIN quotes q ON q.statement = r.parent
            JOIN captures ca ON ca.id = q.capture AND ca.report = st.report JOIN reports re ON re.id = ca.report
            JOIN sources so ON so.id = re.outlet
            WHERE st.id IN ({marks}) AND NOT EXISTS (
              SELECT 1 FROM quotes own JOIN captures ca ON ca.id = own.capture
              WHERE own.statement = st.id AND ca.report = st.report)
            ORDER BY 1, 2, 9""",
        *ids,
        *ids,
    )
    found: dict[StatementId, tuple[Quote, ...]] = {}
    for (
        statement,
        _,
        id,
        exact,
        form,
        lang,
        cue,
        read_in,
        _,
        prefix,
        text,
        into,
        whose,
        voice,
        teller,
        *read_by,
    ) in rows:
        outlet = source_from_row(tuple(read_by))
        translation = Translation(text, into, whose) if text else None
        passed_on = voice == Voice.RELAYED and _opens_quotation(prefix)
        by = None if is_verbatim(QuoteForm(form), exact) else teller if passed_on else outlet.name
        quote = Quote(id, exact, QuoteForm(form), lang, cue, read_in, outlet, by, translation)
        found[statement] = (*found.get(statement, ()), quote)
    return found


def _opens_quotation(before: str) -> bool:
    """Whether the text before some words opens a quotation that it doesn't close."""
    marks = [letter for letter in before if letter in _QUOTATION_MARKS]
    return bool(marks) and (marks[-1] in "“„«「『" or (marks[-1] == '"' and marks.count('"') % 2 == 1))


def _stances_by_statement(
    record: Reader, ids: Sequence[StatementId]
) -> dict[StatementId, dict[bool, tuple[Stance, ...]]]:
    """Stances by statement and by whether the claim is joined into another."""
    rows = record.rows(
        f"""SELECT s.statement, s.claim, c.key, s.polarity, s.certainty, c.joined_into IS NOT NULL
            FROM stances s JOIN claims c ON c.id = s.claim
            WHERE s.statement IN ({placeholders(ids)}) ORDER BY s.statement, {CLAIM_ORDER}""",
        *ids,
    )
    found: dict[StatementId, dict[bool, tuple[Stance, ...]]] = {}
    for statement, claim, key, polarity, certainty, is_joined in rows:
        own = found.setdefault(statement, {})
        stance = Stance(claim, key, Polarity(polarity), Certainty(certainty))
        own[bool(is_joined)] = (*own.get(bool(is_joined), ()), stance)
    return found


def _links_by_statement(record: Reader, ids: Sequence[StatementId]) -> dict[StatementId, tuple[StatementLink, ...]]:
    marks = placeholders(ids)
    rows = record.rows(
        f"""SELECT l.other, 1, l.kind, st.key, coalesce(so.short, so.name), {SAID_ON}
            FROM statement_links l JOIN statements st ON st.id = l.statement JOIN sources so ON so.id = st.source
            LEFT JOIN reports re ON re.id = st.report WHERE l.other IN ({marks})
            UNION ALL
            SELECT l.statement, 0, l.kind, other.key, coalesce(so.short, so.name), {SAID_ON}
            FROM statement_links l JOIN statements st ON st.id = l.statement JOIN statements other ON other.id = l.other
            JOIN sources so ON so.id = other.source
            LEFT JOIN reports re ON re.id = st.report WHERE l.statement IN ({marks})
            ORDER BY 1, 2, 4""",
        *ids,
        *ids,
    )
    found: dict[StatementId, tuple[StatementLink, ...]] = {}
    for statement, is_passive, kind, key, source, on in rows:
        link = StatementLink(LinkKind(kind), bool(is_passive), key, source, on)
        found[statement] = (*found.get(statement, ()), link)
    return found


SAID_ON = """coalesce(st.said_edtf, re.published_edtf, (
  SELECT min(heard.published_edtf) FROM relays r JOIN statements child ON child.id = r.child
  JOIN reports heard ON heard.id = child.report WHERE r.parent = st.id))"""
"""SQL for the EDTF time of a statement: when it was said, else when its report, or one that passes it on, came out."""


def _statement_from_row(
    row: Row, quotes: tuple[Quote, ...], stances: dict[bool, tuple[Stance, ...]], links: tuple[StatementLink, ...]
) -> Statement:
    id, key, report, report_key, act, voice, basis, summary, raw, edtf, lo, hi, *source = row
    return Statement(
        id=id,
        key=key,
        source=source_from_row(tuple(source)),
        report=report,
        report_key=report_key,
        act=Act(act),
        voice=Voice(voice),
        basis=Basis(basis),
        summary=summary,
        said=When(raw, edtf, lo, hi),
        quotes=quotes,
        stances=stances.get(False, ()),
        on_joined=stances.get(True, ()),
        links=links,
    )
