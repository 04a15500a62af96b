"""``onrecord mark --copies``: reports that carry the same statement, marked in one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import WrongUse
from tui.cli.output import print_json, print_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.journal.writer import Writer
    from db.markup.copies import Copy
    from db.model.ids import CaseId, StatementId
    from db.store.reader import Reader


def mark_as_copies(record: Writer, case: CaseId, keys: Sequence[str], *, dry_run: bool, as_json: bool) -> None:
    """Mark reports as copies, and print what was written.

    :param keys: a statement and the reports that copy it, all with its words where none are named; or a report and
        those that copy it.
    :raises WrongUse: the keys are neither.
    """
    from db.markup.copies import mark_copies

    found = _copies(record, case, keys)
    made: list[str] = [] if dry_run else mark_copies(record, found)
    if as_json:
        print_json({"statements": made, "copies": [_encode_copy(each) for each in found]})
        return
    if made:
        print_line(" ".join(made))
    for each in found:
        print_line(f"   {'would save: ' if dry_run and not each.carries else ''}{each.sentence}")
    if not found:
        print_line("   No other report has near words.")


def print_copy_offer(record: Reader, statement: StatementId) -> None:
    """Print the reports that have the words of a statement too, and how to mark them as copies."""
    from db.markup.copies import find_copies

    found = find_copies(record, statement, known=False)
    if not found:
        return
    keys = " ".join(each.report.key for each in found)
    same = sum(each.passage is not None and each.passage.is_same for each in found)
    how = "the same words" if same == len(found) else f"similar words ({same} of {len(found)} the same)"
    print_line(f"   {how} in {keys}: onrecord mark --copies {found[0].of.key} {keys}, if they are copies")


def _copies(record: Reader, case: CaseId, keys: Sequence[str]) -> list[Copy]:
    from db.markup.copies import find_copies, find_copies_of_report
    from db.queries.lookup import resolve_report
    from db.queries.statements import statement_id_by_key

    first, *rest = keys
    reports = [resolve_report(record, case, each) for each in rest]
    if first[:1].upper() == "S":
        return find_copies(record, statement_id_by_key(record, case, first), reports or None)
    if not reports:
        raise WrongUse("--copies takes more than one report.", "Name the report first, then its copies; or S3.")
    return find_copies_of_report(record, resolve_report(record, case, first), reports)


def _encode_copy(copy: Copy) -> dict[str, object]:
    passage = copy.passage
    return {
        "of": copy.of.key,
        "report": copy.report.key,
        "outlet": copy.report.outlet.name,
        "exact": passage.exact if passage else None,
        "likeness": round(passage.likeness, 3) if passage else None,
        "carried_by": copy.carries,
    }
