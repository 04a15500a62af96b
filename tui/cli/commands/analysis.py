"""The commands behind the claims: how wordings drift, what to get next, and the timeline as of a moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.keys import claim_keys, statement_keys
from tui.cli.options import case_option, json_option, key_argument, reading, store_option, the_case

if TYPE_CHECKING:
    from db.analysis.drift import Drift
    from db.as_of.as_of import AsOf
    from db.model.ids import CaseId
    from db.store.reader import Reader

_STORE = "The store to read."


def _drift_keys(record: Reader, case: str | None) -> Iterator[tuple[str, str]]:
    for keys in claim_keys, statement_keys:
        yield from keys(record, case)


@click.command("drift")
@key_argument(_drift_keys, "key", required=False)
@key_argument(statement_keys, "other", required=False)
@store_option(_STORE)
@case_option
@json_option
def compare_wordings(key: str | None, other: str | None, store: Path | None, case: str | None, as_json: bool) -> None:
    """Compare the wordings of statements.

    Two statements word by word; or all that is worth a look of a claim, of a statement, or of the case.
    """
    with reading(store) as record:
        from db.serialize.analysis import shaped_drifts
        from tui.cli.output import print_json, print_text
        from tui.cli.text.analysis import drifts_text

        found = _drifts(record, the_case(record, case).id, key, other)
        print_json(shaped_drifts(found)) if as_json else print_text(drifts_text(found))


def _drifts(record: Reader, case: CaseId, key: str | None, other: str | None) -> Iterator[Drift]:
    from db.analysis.drift import drift, drifts, names_of
    from db.queries.claims import claim
    from db.queries.statements import statement_keyed

    if key is not None and other is not None:
        one, two = (statement_keyed(record, case, each) for each in (key, other))
        pairs = [pair for pair in drifts(record, case, statement=one) if {pair.one, pair.other} == {one, two}]
        return iter([drift(record, one, two, pair=pairs[0] if pairs and pairs[0].one == one else None)])
    if key is None:
        pairs = drifts(record, case)
    elif key[:1] in "cC":
        pairs = drifts(record, case, claim=claim(record, case, key).id)
    else:
        pairs = drifts(record, case, statement=statement_keyed(record, case, key))
    known = names_of(record, case)
    return (drift(record, pair.one, pair.other, pair=pair, known=known) for pair in pairs)


@click.command("next")
@store_option(_STORE)
@case_option
@json_option
def list_gaps(store: Path | None, case: str | None, as_json: bool) -> None:
    """List what to get next, most telling first.

    Originals, missing voices, unrecorded origins, words only cited: what could change most comes first.
    """
    with reading(store) as record:
        from db.analysis.gaps import gaps
        from db.serialize.analysis import shaped_gaps
        from tui.cli.output import print_json, print_rows
        from tui.cli.text.analysis import NEXT

        rows = shaped_gaps(gaps(record, the_case(record, case).id))
        print_json(rows) if as_json else print_rows(rows, NEXT)


@click.command("timeline")
@store_option(_STORE)
@case_option
@click.option(
    "--as-of",
    metavar="TIME|R3",
    help="What was known at a time, or when a report came out; a time without a zone is the case's.",
)
@click.option("--possible", is_flag=True, help="With --as-of: take in what was possibly known, too.")
@json_option
def show_timeline(store: Path | None, case: str | None, as_of: str | None, possible: bool, as_json: bool) -> None:
    """Print the timeline, also as of a moment.

    Reports and statements between the times they are known to lie; with --as-of only what was known.
    """
    with reading(store) as record:
        from db.analysis.timeline import timeline
        from db.serialize.analysis import shaped_timeline
        from tui.cli.output import print_json, print_text
        from tui.cli.text.analysis import timeline_text

        where = the_case(record, case)
        known = _as_of(record, where.id, as_of, possible)
        found = timeline(record, where.id)
        print_json(shaped_timeline(found, known)) if as_json else print_text(timeline_text(where, found, known))


def _as_of(record: Reader, case: CaseId, said: str | None, possible: bool) -> AsOf | None:
    """Read the case as it was known, where that is asked for.

    :raises WrongUse: only what was possible is asked for.
    """
    from db.as_of.as_of import as_said
    from db.errors import WrongUse

    if said is None:
        if possible:
            raise WrongUse("--possible says nothing by itself.", "Say with --as-of when, or at which report.")
        return None
    return as_said(record, case, said, take_in_possible=possible)
