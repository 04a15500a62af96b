"""Status, verdicts and ratings of claims, sources and statements.

Each function is one action, for one thing or for many. Verdicts and ratings are never edited: a newer one supersedes.
One that repeats the last one of the same person is not written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.errors import Refused
from db.journal.writer import Writer
from db.model.enums import Confidence, Credibility, Likelihood, Reliability, Status, Verdict
from db.model.ids import ClaimId, SourceId, StatementId
from db.model.things import RowKind, Target
from db.queries.assessments import open_parts
from db.store.reader import pages, placeholders
from db.write.labels import names_of, require_key
from db.write.validate import checked_action, optional_words, signature_columns

LONGEST_REASON = 20_000
"""The most characters of a rationale or a reason."""


def set_status(writer: Writer, claims: Sequence[ClaimId], status: Status) -> int:
    """Set the status of claims: how far the desk is with them.

    :returns: how many changed.
    :raises Refused: one of them is no longer in the store.
    """
    status = Status(status)
    with (
        checked_action(writer),
        writer.action(f"{names_of(writer, _targets(RowKind.CLAIM, claims))}: {status.word}"),
    ):
        return sum(writer.update("claims", claim, status=status.value) for claim in dict.fromkeys(claims))


def assess(
    writer: Writer,
    claims: Sequence[ClaimId],
    verdict: Verdict,
    *,
    likelihood: Likelihood | None = None,
    confidence: Confidence | None = None,
    rationale: str | None = None,
) -> list[int]:
    """Give claims a verdict. New claims become triaged.

    :param likelihood: how likely they are, in the terms of ICD 203.
    :param confidence: how sure the desk is of that.
    :param rationale: why.
    :returns: the rows of the assessments that were written.
    :raises Refused: a claim is called corroborated while a necessary part of it is open, is joined into another, or is
        no longer in the store.
    """
    verdict = Verdict(verdict)
    given = {
        "verdict": verdict.value,
        "likelihood": likelihood and Likelihood(likelihood).value,
        "confidence": confidence and Confidence(confidence).value,
        "rationale": _optional_reason(rationale),
    }
    wanted = list(dict.fromkeys(claims))
    with (
        checked_action(writer),
        writer.action(f"assess {names_of(writer, _targets(RowKind.CLAIM, claims))}: {verdict.value}"),
    ):
        _check_not_joined(writer, wanted)
        if verdict is Verdict.CORROBORATED:
            _check_parts_corroborated(writer, wanted)
        made = []
        for claim in wanted:
            require_key(writer, RowKind.CLAIM, claim)
            made += _add_unless_repeated(writer, "assessments", {"claim": claim}, given)
            if writer.row("SELECT 1 FROM claims WHERE id = ? AND status = 'new'", claim):
                writer.update("claims", claim, status=Status.TRIAGED.value)
        return made


def rate_sources(
    writer: Writer, sources: Sequence[SourceId], letter: Reliability, reason: str | None = None
) -> list[int]:
    """Rate the reliability of sources, A to F, after the Admiralty code.

    :param reason: why.
    :returns: the rows of the ratings that were written.
    :raises Refused: one of them is no longer in the store.
    """
    letter, why = Reliability(letter), _optional_reason(reason)
    with (
        checked_action(writer),
        writer.action(f"rate {names_of(writer, _targets(RowKind.SOURCE, sources))} {letter}"),
    ):
        made = []
        for source in dict.fromkeys(sources):
            require_key(writer, RowKind.SOURCE, source)
            made += _add_unless_repeated(writer, "ratings", {"source": source}, {"letter": letter.value, "reason": why})
        return made


def rate_statements(
    writer: Writer, bearings: Sequence[tuple[StatementId, ClaimId]], digit: Credibility, reason: str | None = None
) -> list[int]:
    """Rate the credibility of statements on claims, 1 to 6, after the Admiralty code.

    :param bearings: statements, each with the claim it bears on.
    :param reason: why.
    :returns: the rows of the ratings that were written.
    :raises Refused: a statement does not bear on its claim, or one of them is no longer in the store.
    """
    digit, why = Credibility(digit), _optional_reason(reason)
    what = _targets(RowKind.STATEMENT, [statement for statement, _ in bearings])
    on = _targets(RowKind.CLAIM, [claim for _, claim in bearings])
    told = f"rate {names_of(writer, what)} on {names_of(writer, on)} {digit.value}"
    with checked_action(writer), writer.action(told):
        made = []
        for statement, claim in dict.fromkeys(bearings):
            said = require_key(writer, RowKind.STATEMENT, statement)
            of = require_key(writer, RowKind.CLAIM, claim)
            if not writer.row("SELECT 1 FROM stances WHERE statement = ? AND claim = ?", statement, claim):
                raise Refused(
                    f"{said} has no stance on {of}, so there is nothing to rate.", "Add its stance on the claim first."
                )
            on_claim = {"statement": statement, "claim": claim}
            made += _add_unless_repeated(writer, "ratings", on_claim, {"digit": digit.value, "reason": why})
        return made


def _add_unless_repeated(writer: Writer, table: str, on: Mapping[str, int], given: Mapping[str, object]) -> list[int]:
    """Add a judgement, unless the last one on the same things says the same and is by the same person.

    :param on: the things it is on, by column.
    :returns: its row, where it was added.
    """
    things = " AND ".join(f"{column} = :{column}" for column in on)
    last = writer.row(f"SELECT {', '.join(given)}, who FROM {table} WHERE {things} ORDER BY id DESC LIMIT 1", **on)
    signed = signature_columns(writer)
    return [writer.insert(table, **on, **given, **signed)] if last != (*given.values(), signed["who"]) else []


def _check_not_joined(writer: Writer, claims: Sequence[ClaimId]) -> None:
    """Refuse claims that are joined into another: verdicts are for the kept claim."""
    for page in pages(claims):
        joined = writer.row(
            f"""SELECT c.key, k.key FROM claims c JOIN claims k ON k.id = c.joined_into
                WHERE c.id IN ({placeholders(page)}) LIMIT 1""",
            *page,
        )
        if joined:
            raise Refused(
                f"{joined[0]} is joined into {joined[1]}.", f"Give {joined[1]} the verdict, or split the two first."
            )


def _check_parts_corroborated(writer: Writer, claims: Sequence[ClaimId]) -> None:
    """Refuse to corroborate claims with open necessary parts, except parts of the same batch."""
    for claim, parts in open_parts(writer, claims, besides=claims).items():
        key = require_key(writer, RowKind.CLAIM, claim)
        are = "necessary parts of it are" if len(parts) > 1 else "a necessary part of it is"
        names = ", ".join(part.key for part in parts)
        standing = "; ".join(f"{part.key} {part.standing}" for part in parts)
        raise Refused(
            f"{key} can't be corroborated while {are} open: {standing}.",
            f"Settle {names} first, or give them all the verdict in one batch.",
        )


def _targets(kind: RowKind, ids: Sequence[int]) -> list[Target]:
    return [Target(kind, id) for id in ids]


def _optional_reason(text: str | None) -> str | None:
    found = optional_words(text)
    if found and len(found) > LONGEST_REASON:
        raise Refused(
            f"The reason has {len(found):,} characters; {LONGEST_REASON:,} are the most.", "Keep the rest in a note."
        )
    return found
