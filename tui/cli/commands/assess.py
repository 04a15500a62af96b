"""The commands for judgements on claims and sources: status, verdict, rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from db.errors import WrongUse
from db.model.enums import Confidence, Likelihood, Status, Verdict
from db.model.ids import ClaimId, SourceId, StatementId
from tui.cli.answers import describe_change, write_command
from tui.cli.keys import claim_keys, keys_of_case, row_by_key
from tui.cli.options import key_argument, parse_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.journal.writer import Writer
    from db.model.ids import ClaimId
    from db.store.reader import Reader
    from tui.cli.answers import describe_change, write_command
from tui.cli.keys import Keyed

_REASON = click.option("--because", metavar="WORDS", help="Your reason; it is kept with the judgement.")


@write_command("status")
@key_argument(claim_keys, "claims", many=True)
@click.argument("status", metavar="STATUS", type=parse_term(Status))
def set_claim_status(record: Writer, claims: tuple[str, ...], status: str, case: str | None) -> str:
    """Set the status of claims: how far the work on them is.

    A status says nothing about whether a claim is true; onrecord assess does.

    \b
    Examples:
      onrecord status C1 triaged
      onrecord status C2 C3 C4 second_look
    """
    from db.write.assessments import set_status

    return describe_change(record, set_status(record, _claim_ids(record, claims, case), Status(status)))


@write_command("assess")
@key_argument(claim_keys, "claims", many=True)
@click.argument("verdict", metavar="VERDICT", type=parse_term(Verdict))
@_REASON
@click.option("--likelihood", type=parse_term(Likelihood), help="How likely the claim is, in the words of ICD 203.")
@click.option("--confidence", type=parse_term(Confidence), help="How sure you are of the verdict.")
def assess_claims(
    record: Writer,
    claims: tuple[str, ...],
    verdict: str,
    because: str | None,
    likelihood: str | None,
    confidence: str | None,
    case: str | None,
) -> Iterator[str]:
    """Give claims a verdict, with your name and the date.

    A newer verdict replaces an older one, which stays on record. A claim can't be corroborated while a
    necessary part of it is open.

    \b
    Examples:
      onrecord assess C1 corroborated --because "two independent origins" --likelihood likely
      onrecord assess C1 C1a C1b corroborated
    """
    from db.queries.assessments import contradicted_claims
    from db.write.assessments import assess
    from tui.text.assessment_labels import contradiction

    wanted = _claim_ids(record, claims, case)
    assess(
        record,
        wanted,
        Verdict(verdict),
        likelihood=Likelihood(likelihood) if likelihood else None,
        confidence=Confidence(confidence) if confidence else None,
        rationale=because,
    )
    yield describe_change(record, record.done)
    for key, parts in contradicted_claims(record, wanted).items():
        yield f"{key} is {contradiction(parts)}."


@write_command("rate")
@key_argument(keys_of_case, "keys", many=True)
@click.argument("mark", metavar="MARK")
@_REASON
def rate(record: Writer, keys: tuple[str, ...], mark: str, because: str | None, case: str | None) -> str:
    """Rate sources (A to F), and what statements say (1 to 6).

    The letters and digits are those of the Admiralty code.

    \b
    Examples:
      onrecord rate W1 B        W1 is usually reliable
      onrecord rate S3 C1 2     what S3 says of C1 is probably true
      onrecord rate S3 S4 C1 6  neither can be judged

    \b
    A completely reliable   B usually reliable  C fairly reliable
    D not usually reliable  E unreliable        F cannot be judged
    1 confirmed by other sources  2 probably true  3 possibly true
    4 doubtful                    5 improbable     6 cannot be judged
    """
    from db.model.enums import Credibility, Reliability
    from db.write.assessments import rate_sources, rate_statements

    things = [row_by_key(record, key, case) for key in keys]
    tables = [thing.table for thing in things]
    given = mark.upper()
    if given in list(Reliability) and set(tables) == {"sources"}:
        rate_sources(record, [SourceId(thing.id) for thing in things], Reliability(given), because)
    elif given in {str(each.value) for each in Credibility} and _is_bearing(tables):
        on = _claim_id(things[-1])
        bearings = [(StatementId(thing.id), on) for thing in things[:-1]]
        rate_statements(record, bearings, Credibility(int(given)), because)
    else:
        raise WrongUse(
            f"“{mark}” can't be used there.",
            "A source has a letter, A to F: onrecord rate W1 B. A statement on a claim has a digit, 1 to 6: "
            "onrecord rate S3 C1 2.",
        )
    return describe_change(record, record.done)


def _is_bearing(tables: Sequence[str]) -> bool:
    """Whether these are the tables of statements with a claim after them."""
    return len(tables) > 1 and tables[-1] == "claims" and set(tables[:-1]) == {"statements"}


def _claim_ids(record: Reader, keys: Sequence[str], case: str | None) -> list[ClaimId]:
    return [_claim_id(row_by_key(record, key, case)) for key in keys]


def _claim_id(thing: Keyed) -> ClaimId:
    """The id of a claim.

    :raises WrongUse: the key names something else.
    """

    if thing.table != "claims":
        raise WrongUse(f"{thing.key} is not a claim.", "Claims are C1, C1a, C2; onrecord claims lists them.")
    return ClaimId(thing.id)
