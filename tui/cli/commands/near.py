"""``onrecord near``, ``join`` and ``split``: near claims, and joining those that say the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import WrongUse
from db.model.ids import ClaimId
from tui.cli.answers import describe_change, rows, write_command
from tui.cli.keys import claim_keys, is_key, row_by_key
from tui.cli.options import (
    WholeNumberWithin,
    case_option,
    json_option,
    key_argument,
    open_to_read,
    store_option,
    the_case,
)
from tui.cli.output import progress_bar
from tui.system.terminal import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.journal.writer import Writer
    from db.model.ids import CaseId
    from db.queries.claims import Claim
    from db.search.similar import SimilarMatch
    from db.store.reader import Reader

_REASON = click.option("--because", metavar="WORDS", help="Your reason; it is kept with the two claims.")


@click.command("near")
@key_argument(claim_keys, "words", required=False)
@click.option("--all", "whole", is_flag=True, help="List all pairs of similar claims in the case.")
@click.option(
    "--least", type=WholeNumberWithin(1, 100), metavar="N", help="The least likeness of claims to list, in percent."
)
@click.option(
    "--most", type=WholeNumberWithin(1), metavar="N", default=20, show_default=True, help="How many claims to list."
)
@store_option("The store to read.")
@case_option
@json_option
def list_near(
    words: str | None,
    whole: bool,
    least: int | None,
    most: int,
    store: Path | None,
    case: str | None,
    as_json: bool,
) -> None:
    """List claims that are similar to a claim or to some words.

    The likeness is that of the words alone. Whether two claims say the same is for you to decide, with onrecord
    join.

    \b
    Examples:
      onrecord near C5
      onrecord near "a drone was shot down"
      onrecord near --all --least 90
    """

    if whole == bool(words):
        raise WrongUse("No claim or words given.", "Give a claim's key or some words; or --all for the whole case.")
    with open_to_read(store) as record, record.as_of_now():
        from db.serialize.search import encode_similar_claims, encode_similar_pair
        from tui.cli.tables import NEAR, PAIRS

        where = the_case(record, case).id
        if words is None:
            from db.search.duplicates import LIKE, near_pairs

            with _comparison_progress() as step:
                pairs = near_pairs(record, where, float(least or LIKE), step)
                rows(pairs, PAIRS, encode_similar_pair).print(as_json=as_json)
        else:
            found = [each for each in _find_similar(record, where, words, case, most) if each.score >= (least or 0)]
            rows(encode_similar_claims(record, found), NEAR).print(as_json=as_json)


@write_command("join")
@key_argument(claim_keys, "claim")
@key_argument(claim_keys, "into")
@_REASON
def join(record: Writer, claim: str, into: str, because: str | None, case: str | None) -> str:
    """Join a CLAIM into another one that says the same.

    From then on, the other claim has the statements of both, and lists leave the joined one out. Both stay on
    record, and onrecord split takes them apart at any time.

    Of two statements that are one, the other gets the quotes, stances and relays of both. onrecord undo restores both.

    \b
    Examples:
      onrecord join C7 C3 --because "the same event"
      onrecord join S5 S3
    """
    from db.queries.claims import claim as find_claim
    from db.write.claim_joins import join_claims

    where = the_case(record, case).id
    if claim[:1].upper() == "S" and into[:1].upper() == "S":
        from db.queries.statements import statement_id_by_key
        from db.write.statement_joins import join_statements

        if because:
            raise WrongUse("Statements are joined without a reason.", "onrecord note S3 keeps one.")
        one, other = (statement_id_by_key(record, where, each) for each in (claim, into))
        join_statements(record, one, other)
        return describe_change(record, True)
    join_claims(record, find_claim(record, where, claim).id, find_claim(record, where, into).id, because)
    return describe_change(record, True)


@write_command("split")
@key_argument(claim_keys, "claim")
@_REASON
@click.option("--keep-edited", is_flag=True, help="Keep what was changed on the other claim since.")
def split(record: Writer, claim: str, because: str | None, keep_edited: bool, case: str | None) -> str:
    """Take a joined CLAIM apart again.

    The statements that it brought leave the other claim; nothing else changes.
    """
    from db.queries.claims import claim as find_claim
    from db.write.claim_joins import set_apart

    where = the_case(record, case).id
    set_apart(record, find_claim(record, where, claim).id, because, keep_edited=keep_edited)
    return describe_change(record, True)


def _find_similar(record: Reader, where: CaseId, words: str, case: str | None, most: int) -> list[SimilarMatch[Claim]]:
    """Claims near to a claim or to some words, nearest first. Of a claim, the one it is joined into is left out.

    :raises WrongUse: the words are the key of something else.
    """
    from db.queries.claims import claims
    from db.search.similar import near_claims

    if not is_key(words):
        return near_claims(record, where, words, most)
    from db.queries.claim_joins import kept_claims

    thing = row_by_key(record, words, case)
    if thing.table != "claims":
        raise WrongUse(f"{thing.key} is not a claim.", "Give the key of a claim, such as C5, or some words.")
    own = ClaimId(thing.id)
    left_out = {own, *kept_claims(record, [own]).values()}
    text = claims(record, [own])[0].text
    return [each for each in near_claims(record, where, text, most + 2) if each.found.id not in left_out][:most]


@contextmanager
def _comparison_progress() -> Iterator[Callable[[int, int], None]]:
    """A progress bar while rows go into a pipe; on a terminal the rows themselves show the progress."""

    if is_terminal(sys.stdout):
        yield lambda _done, _of: None
        return
    with progress_bar("comparing claims", "TextColumn", "BarColumn", "MofNCompleteColumn", transient=False) as update:
        yield lambda done, of: update(completed=done, total=of)
