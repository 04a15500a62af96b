"""Changing what is on record. What is not named stays as it is; captures and keys never change."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import (
    Act,
    AffiliationKind,
    Basis,
    Certainty,
    Ground,
    Holding,
    Naming,
    PartRole,
    Polarity,
    QuoteForm,
    RelayMode,
    SourceKind,
    Voice,
)
from db.model.ids import CaseId, ClaimId, QuoteId, ReportId, SourceId, StatementId
from db.model.times import When, parse_edtf_bounds
from db.write.claim_joins import carried_over, check_no_part_of_joined
from db.write.reports import case_tz
from db.write.validate import entering, optional_line, optional_text, optional_words

T = TypeVar("T")


class KeepValue(Enum):
    """What stands for a part that stays as it is."""

    KEEP = "keep"


KEEP = KeepValue.KEEP


def edit_case(
    writer: Writer,
    case: CaseId,
    *,
    title: str | KeepValue = KEEP,
    tz: str | KeepValue = KEEP,
    day: str | KeepValue | None = KEEP,
    place: str | KeepValue | None = KEEP,
    summary: str | KeepValue | None = KEEP,
) -> bool:
    """Change a case. Bounds of times that were entered before stay as they are.

    :returns: whether anything changed.
    :raises Refused: the title is empty, the day is no EDTF date, or the time zone is unknown.
    """
    with entering(writer):
        zone = case_tz(writer, case) if tz is KEEP else tz
        parse_edtf_bounds(When(edtf=None if day is KEEP else day or None), zone)
        return _change(
            writer,
            "cases",
            case,
            title=title if title is KEEP else optional_text(title, "A case needs a title."),
            tz=tz,
            day_edtf=day if day is KEEP else day or None,
            place=place if place is KEEP else optional_line(place),
            summary=summary if summary is KEEP else optional_words(summary),
        )


def edit_source(
    writer: Writer,
    source: SourceId,
    *,
    name: str | KeepValue = KEEP,
    kind: SourceKind | KeepValue = KEEP,
    naming: Naming | KeepValue = KEEP,
    short: str | KeepValue | None = KEEP,
    boundary: bool | KeepValue = KEEP,
    shared: bool = False,
) -> bool:
    """Change a source.

    :param shared: whether other cases may use it from now on, where it belonged to one.
    :returns: whether anything changed.
    :raises Refused: the name is empty.
    """
    with entering(writer):
        return _change(
            writer,
            "sources",
            source,
            name=name
            if name is KEEP
            else optional_text(name, "A source needs a name, an office, or the words used for it."),
            kind=kind if kind is KEEP else SourceKind(kind),
            naming=naming if naming is KEEP else Naming(naming),
            short=short if short is KEEP else optional_line(short),
            is_boundary=boundary if boundary is KEEP else int(boundary),
            case=None if shared else KEEP,
        )


def edit_affiliation(
    writer: Writer,
    affiliation: int,
    *,
    org: SourceId | KeepValue = KEEP,
    kind: AffiliationKind | KeepValue = KEEP,
    valid: str | KeepValue | None = KEEP,
) -> bool:
    """Change how one source belongs to another.

    :returns: whether anything changed.
    :raises Refused: the time is no EDTF date, or the two are one source.
    """
    with entering(writer):
        parse_edtf_bounds(When(edtf=None if valid is KEEP else valid or None), "UTC")
        return _change(
            writer,
            "affiliations",
            affiliation,
            org=org,
            kind=kind if kind is KEEP else AffiliationKind(kind),
            valid_edtf=valid if valid is KEEP else valid or None,
        )


def edit_report(
    writer: Writer,
    report: ReportId,
    *,
    outlet: SourceId | KeepValue = KEEP,
    holding: Holding | KeepValue = KEEP,
    title: str | KeepValue | None = KEEP,
    author: str | KeepValue | None = KEEP,
    url: str | KeepValue | None = KEEP,
    lang: str | KeepValue | None = KEEP,
    published: When | KeepValue = KEEP,
    known_via: ReportId | KeepValue | None = KEEP,
) -> bool:
    """Change what is known of a report.

    :param published: its time as a whole; bounds are filled from EDTF in the case's time zone.
    :returns: whether anything changed.
    :raises Refused: the time is no time, or the report would be known through itself.
    """
    with entering(writer):
        row = writer.whole_row("reports", report)
        if known_via is not KEEP and known_via is not None:
            _check_not_below(writer, "reports", "known_via", report, known_via, "A report is not known through itself.")
        return _change(
            writer,
            "reports",
            report,
            outlet=outlet,
            holding=holding if holding is KEEP else Holding(holding),
            title=title if title is KEEP else optional_line(title),
            author=author if author is KEEP else optional_line(author),
            url=url if url is KEEP else optional_line(url),
            lang=lang if lang is KEEP else optional_line(lang),
            known_via=known_via,
            **_timed("published", published, case_tz(writer, row["case"])),
        )


def edit_claim(
    writer: Writer,
    claim: ClaimId,
    *,
    text: str | KeepValue = KEEP,
    parent: ClaimId | KeepValue | None = KEEP,
    part: PartRole | KeepValue | None = KEEP,
    background: bool | KeepValue = KEEP,
) -> bool:
    """Change a claim. Its key stays, also where it becomes a part of another.

    :returns: whether anything changed.
    :raises Refused: the text is empty, a parent comes without how it belongs, or it would be a part of itself.
    """
    with entering(writer):
        row = writer.whole_row("claims", claim)
        above = row["parent"] if parent is KEEP else parent
        how = row["part"] if part is KEEP else part
        if (above is None) != (how is None):
            raise Refused("A part of a claim has a parent, and how it belongs to it.", "Say both, or neither.")
        if above is not None:
            _check_not_below(writer, "claims", "parent", claim, above, "A claim is not a part of itself.")
            check_no_part_of_joined(writer, claim, above)
        return _change(
            writer,
            "claims",
            claim,
            text=text if text is KEEP else optional_text(text, "A claim needs words."),
            parent=parent,
            part=part if part is KEEP or part is None else PartRole(part),
            is_background=background if background is KEEP else int(background),
        )


def edit_statement(
    writer: Writer,
    statement: StatementId,
    *,
    source: SourceId | KeepValue = KEEP,
    report: ReportId | KeepValue | None = KEEP,
    act: Act | KeepValue = KEEP,
    voice: Voice | KeepValue = KEEP,
    basis: Basis | KeepValue = KEEP,
    summary: str | KeepValue | None = KEEP,
    said: When | KeepValue = KEEP,
) -> bool:
    """Change a statement; its words and what it bears on have functions of their own.

    :param said: its time as a whole.
    :returns: whether anything changed.
    :raises Refused: the time is no time, or the report is of another case.
    """
    with entering(writer):
        row = writer.whole_row("statements", statement)
        return _change(
            writer,
            "statements",
            statement,
            source=source,
            report=report,
            act=act if act is KEEP else Act(act),
            voice=voice if voice is KEEP else Voice(voice),
            basis=basis if basis is KEEP else Basis(basis),
            summary=summary if summary is KEEP else optional_words(summary),
            **_timed("said", said, case_tz(writer, row["case"])),
        )


def edit_quote(
    writer: Writer,
    quote: QuoteId,
    *,
    form: QuoteForm | KeepValue = KEEP,
    cue: str | KeepValue | None = KEEP,
    lang: str | KeepValue | None = KEEP,
    via_translation: bool | KeepValue | None = KEEP,
) -> bool:
    """Change how words are given. The words and their place are anchored: other words are another quote.

    :returns: whether anything changed.
    """
    translated = via_translation if via_translation is KEEP or via_translation is None else int(via_translation)
    with entering(writer):
        return _change(
            writer,
            "quotes",
            quote,
            form=form if form is KEEP else QuoteForm(form),
            cue=cue if cue is KEEP else optional_line(cue),
            lang=lang if lang is KEEP else optional_line(lang),
            via_translation=translated,
        )


def edit_relay(
    writer: Writer, relay: int, *, kind: RelayMode | KeepValue = KEEP, ground: Ground | KeepValue = KEEP
) -> bool:
    """Change how one statement passes on another.

    :returns: whether anything changed.
    """
    with entering(writer):
        return _change(
            writer,
            "relays",
            relay,
            kind=kind if kind is KEEP else RelayMode(kind),
            ground=ground if ground is KEEP else Ground(ground),
        )


def set_stance(
    writer: Writer, statement: StatementId, claim: ClaimId, polarity: Polarity, certainty: Certainty
) -> bool:
    """Say how a statement bears on a claim, whether or not it was said before; so on one that it is joined into.

    :returns: whether anything changed.
    :raises Refused: the claim is of another case, or the statement bears another way on the claim it is joined into.
    """
    with entering(writer), carried_over(writer, statement, claim):
        found = writer.row("SELECT id FROM stances WHERE statement = ? AND claim = ?", statement, claim)
        bearing = {"polarity": int(polarity), "certainty": Certainty(certainty)}
        if found:
            return writer.update("stances", found[0], **bearing)
        writer.insert("stances", statement=statement, claim=claim, **bearing)
        return True


def _change(writer: Writer, table: str, id: int, **columns: object) -> bool:
    return writer.update(table, id, **{name: value for name, value in columns.items() if value is not KEEP})


def _timed(name: str, when: When | KeepValue, tz: str) -> dict[str, object]:
    """The four columns of a time."""
    if isinstance(when, KeepValue):
        return {}
    full = parse_edtf_bounds(when, tz)
    columns = {"raw": optional_line(full.raw), "edtf": full.edtf, "lo": full.lo, "hi": full.hi}
    return {f"{name}_{column}": value for column, value in columns.items()}


def _check_not_below(writer: Writer, table: str, column: str, id: int, above: int, sentence: str) -> None:
    """Refuse a row above another that stands below it already. Loops that are on record end."""
    found = writer.column(
        f"""WITH RECURSIVE up(node) AS (
              VALUES (?) UNION SELECT t.{column} FROM up JOIN {table} t ON t.id = up.node WHERE t.{column} IS NOT NULL)
            SELECT node FROM up""",
        above,
    )
    if id in found:
        raise Refused(sentence, "Name another.")
