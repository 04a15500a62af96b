"""Entering statements: who said it, in which words, through whom, and what it bears on."""

from __future__ import annotations

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Act, Basis, Certainty, Ground, LinkKind, Polarity, QuoteForm, RelayMode, Voice
from db.model.ids import CaptureId, CaseId, ClaimId, QuoteId, ReportId, SourceId, StatementId
from db.model.times import When, parse_edtf_bounds
from db.text.anchors import locate
from db.text.normalize import normalize_text
from db.write.claim_joins import carried_over
from db.write.reports import case_tz
from db.write.validate import check_two, entering, optional_line, optional_words


def add_statement(
    writer: Writer,
    case: CaseId,
    source: SourceId,
    *,
    act: Act,
    voice: Voice = Voice.OWN,
    basis: Basis = Basis.NOT_RECORDED,
    report: ReportId | None = None,
    summary: str | None = None,
    said: When | None = None,
) -> StatementId:
    """Enter one act of saying, by one source, in at most one report.

    :param summary: what was said, in the desk's own words, where the words themselves can't be kept.
    :param said: when; bounds are filled from EDTF in the case's time zone.
    :raises Refused: the report is of another case, or the time is no time.
    """
    when = parse_edtf_bounds(said or When(), case_tz(writer, case))
    with entering(writer):
        return StatementId(
            writer.insert(
                "statements",
                key=writer.next_key("statements", "S", case),
                case=case,
                source=source,
                report=report,
                act=Act(act),
                voice=Voice(voice),
                basis=Basis(basis),
                summary=optional_words(summary),
                said_raw=optional_line(when.raw),
                said_edtf=when.edtf,
                said_lo=when.lo,
                said_hi=when.hi,
            )
        )


def add_quote(
    writer: Writer,
    statement: StatementId,
    capture: CaptureId,
    exact: str,
    *,
    form: QuoteForm,
    cue: str | None = None,
    lang: str | None = None,
    via_translation: bool | None = None,
    start: int | None = None,
) -> QuoteId:
    """Anchor the exact words of a statement in a capture.

    :param exact: the words, as the capture has them.
    :param cue: the word that says whose they are: "said", "denied".
    :param lang: the language of the words as we have them.
    :param via_translation: whether they were said in another language; None where not recorded.
    :param start: where they begin, in code points; needed only where the capture has them twice.
    :raises Refused: the words are not in the capture, or stand there twice.
    """
    found = writer.row("SELECT text FROM captures WHERE id = ?", capture)
    if not found:
        raise Refused("There is no such capture.", "Keep the text first, then quote from it.")
    anchor = locate(found[0], normalize_text(exact), start)
    with entering(writer):
        return QuoteId(
            writer.insert(
                "quotes",
                statement=statement,
                capture=capture,
                exact=anchor.exact,
                prefix=anchor.prefix,
                suffix=anchor.suffix,
                start=anchor.start,
                end=anchor.end,
                form=QuoteForm(form),
                lang=optional_line(lang),
                via_translation=None if via_translation is None else int(via_translation),
                cue=optional_line(cue),
            )
        )


def add_relay(
    writer: Writer,
    child: StatementId,
    parent: StatementId,
    *,
    kind: RelayMode,
    ground: Ground,
    quote: QuoteId | None = None,
) -> int:
    """Enter that one statement passes on another. Loops are allowed: a loop is a finding.

    :param quote: the words that show it.
    :raises Refused: the two are one statement, or of different cases.
    """
    check_two(child, parent, "A statement does not pass itself on.")
    with entering(writer):
        return writer.insert(
            "relays", child=child, parent=parent, kind=RelayMode(kind), ground=Ground(ground), quote=quote
        )


def add_stance(writer: Writer, statement: StatementId, claim: ClaimId, polarity: Polarity, certainty: Certainty) -> int:
    """Enter how a statement bears on a claim.

    A relaying statement's polarity is what the relayed content says, its certainty the relayer's own commitment.
    On a claim that is joined into another it bears on that one too.

    :raises Refused: the claim is of another case, or the statement bears on it already, or another way on the claim
        that it is joined into.
    """
    with entering(writer), carried_over(writer, statement, claim):
        return writer.insert(
            "stances", statement=statement, claim=claim, polarity=int(polarity), certainty=Certainty(certainty)
        )


def add_link(writer: Writer, statement: StatementId, kind: LinkKind, other: StatementId) -> int:
    """Enter how a statement stands to another, beside the relays: it denies, corrects or answers it.

    :raises Refused: the two are one statement, or of different cases.
    """
    check_two(statement, other, "A statement has no link to itself.")
    with entering(writer):
        return writer.insert("statement_links", statement=statement, kind=LinkKind(kind), other=other)
