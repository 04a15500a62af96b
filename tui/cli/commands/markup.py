"""``onrecord mark``, and the commands that list, accept and reject what rules propose in a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.dataclass import replace
from db.errors import NotFound, Refused, WrongUse
from db.model.enums import Naming, QuoteForm, SourceKind
from db.model.ids import ReportId
from tui.cli.answers import describe_done, rows, write_command
from tui.cli.commands.copies import mark_as_copies, print_copy_offer
from tui.cli.keys import report_keys
from tui.cli.options import (
    StanceCommand,
    case_option,
    json_option,
    key_argument,
    open_to_read,
    open_to_write,
    parse_term,
    parse_time_options,
    store_option,
    the_case,
    time_options,
    writes,
)
from tui.cli.output import print_json, print_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.journal.writer import Writer
    from db.markup.apply import AppliedPlan
    from db.markup.plan import Plan
    from db.markup.proposal_rows import StoredProposal
    from db.model.ids import CaptureId, CaseId, StatementId
    from db.store.reader import Reader

_SAME = click.option("--same", metavar="STATEMENT", help="The statement on record that the words repeat.")
_NEW = click.option(
    "--new", "is_new", is_flag=True, help="Add a statement, even if the words may repeat one on record."
)


@click.command("mark", context_settings={"ignore_unknown_options": True})
@key_argument(report_keys, "report")
@click.argument("line", metavar="LINE", required=False)
@click.argument("more", nargs=-1, metavar="")
@click.option("--copies", is_flag=True, help="Mark reports as carrying the same statement, in one step.")
@click.option(
    "--words", "-w", multiple=True, help="Exact words of the report; repeat it for words that go on further down."
)
@click.option("--start", type=int, metavar="N", help="Where the words begin, in code points, if they are there twice.")
@click.option("--form", type=parse_term(QuoteForm), help="How the words are given. Default: by their quotation marks.")
@click.option("--cue", help="The word that introduces them: said, denied.")
@click.option("--lang", help="The language of the words. Default: the report's.")
@click.option("--summary", help="What was said, in your own words.")
@time_options("said", "the statement")
@_SAME
@_NEW
@click.option("--dry-run", is_flag=True, help="Show what would be saved, and save nothing.")
@json_option
@writes
def mark(
    report: str,
    line: str | None,
    more: tuple[str, ...],
    copies: bool,
    words: tuple[str, ...],
    start: int | None,
    form: str | None,
    cue: str | None,
    lang: str | None,
    summary: str | None,
    said: str | None,
    said_words: str | None,
    said_after: str | None,
    said_before: str | None,
    same: str | None,
    is_new: bool,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    case: str | None,
) -> None:
    """Mark up words of a REPORT in one LINE: who says what.

    The line names the speaker, whoever relayed the words, and the claims that they are for or against. What will be
    written is shown first, with doubts; --dry-run writes nothing.

    \b
    Examples:
      onrecord mark R1 "Ahmed Khalaf > Anadolu : +C1 +C1a ?C3" -w "the exact words"
      onrecord mark R1 "S1 > R2 : +C2"                 R2's outlet relays S1, too
      onrecord mark R1 "Command (deny, official) @ INA : -C1"   INA published it
      onrecord mark R1 "R1 : +C3=probable"             the report's own line

    \b
    With --copies, reports that carry the same words:
      onrecord mark --copies S3 R2 R4 R5     R2, R4 and R5 republish S3
      onrecord mark --copies S3              so do all reports with its words
      onrecord mark --copies R2 R4 R5        R4 and R5 republish what R2 says
    """
    if copies:
        with open_to_write(store) as record:
            keys = [report, *([line] if line else []), *more]
            mark_as_copies(record, the_case(record, case).id, keys, dry_run=dry_run, as_json=as_json)
        return
    if line is None or more:
        raise WrongUse("A report and one line are needed.", "Put the line in quotation marks; --copies takes reports.")
    with open_to_write(store) as record:
        from db.markup.apply import apply_plan
        from db.markup.plan import MarkupContext
        from db.markup.planner import plan_line
        from db.markup.selection import guess_quote_form
        from db.queries.lookup import resolve_report

        where = the_case(record, case).id
        found = resolve_report(record, where, report)
        capture, text = _newest_capture(record, found)
        spans = _find_spans(text, words, start)
        time = parse_time_options(said, said_words, said_after, said_before)
        reading = MarkupContext(
            case=where,
            report=found,
            capture=capture if spans else None,
            spans=spans,
            form=QuoteForm(form) if form else guess_quote_form(text, spans) if spans else QuoteForm.INDIRECT,
            cue=cue,
            lang=lang,
            summary=summary,
            said=time if any((time.raw, time.edtf, time.lo, time.hi)) else None,
            same_as=_statement_repeated(record, where, same, is_new),
            is_new=is_new,
        )
        planned = plan_line(record, line, reading)
        written = None if dry_run else apply_plan(record, planned)
        _print_plan(planned, written, as_json)
        _offer_copies(record, written, as_json)


@click.command("proposals")
@key_argument(report_keys, "report")
@click.option("--all", "whole", is_flag=True, help="List accepted and rejected ones, too.")
@store_option("The store to read.")
@case_option
@json_option
def list_report_proposals(report: str, whole: bool, as_json: bool, store: Path | None, case: str | None) -> None:
    """List who says what in a REPORT, as rules propose it.

    A proposal counts only after you accept it. This command only reads.
    """
    with open_to_read(store) as record, record.as_of_now():
        from db.markup.proposals import list_proposals
        from db.serialize.proposals import encode_stored_proposal
        from tui.cli.tables import STORED_PROPOSALS

        found = list_proposals(record, _proposed_capture(record, the_case(record, case).id, report))
        open_ones = [each for each in found if whole or each.is_open]
        rows(open_ones, STORED_PROPOSALS, encode_stored_proposal).print(as_json=as_json)


@click.command("accept", cls=StanceCommand)
@key_argument(report_keys, "report")
@click.argument("number", type=int)
@click.argument("stances", nargs=-1)
@click.option("--line", help="A mark-up line to write instead of the proposal.")
@click.option("--who", metavar="NAME", help="The speaker, instead of the proposed one: a name or a key such as W7.")
@click.option("--kind", type=parse_term(SourceKind), help="What a new source is.")
@click.option("--naming", type=parse_term(Naming), help="How well a new source is known.")
@click.option("--another", is_flag=True, help="The speaker is not the one on record with a similar name.")
@_SAME
@_NEW
@click.option("--dry-run", is_flag=True, help="Show what would be saved, and save nothing.")
@json_option
@writes
def accept_proposal(
    report: str,
    number: int,
    stances: tuple[str, ...],
    line: str | None,
    who: str | None,
    kind: str | None,
    naming: str | None,
    another: bool,
    same: str | None,
    is_new: bool,
    dry_run: bool,
    as_json: bool,
    store: Path | None,
    case: str | None,
) -> None:
    """Accept a proposal: write its statement, quote and relay.

    NUMBER is the proposal's number in the list of onrecord proposals REPORT. STANCES are the claims that it is for
    (+C1), against (-C1) or neither (?C1); +"a new claim" adds one.

    What the same source says already is not written twice: the words become another quote of that statement. Where
    more than one statement may be meant, --same S3 says which, and --new says that it is another.

    \b
    Examples:
      onrecord accept R1 4 +C1 -C2
      onrecord accept R1 4 --who "Ahmed Khalaf" --kind person +"it was shot down by mistake"
      onrecord accept R1 4 +C1 --dry-run
    """
    if line and stances:
        raise WrongUse("Both stances and a --line are given.", "Give the stances after the colon of the line.")
    if line and (who or kind or naming or another):
        raise WrongUse("Both changes of the source and a --line are given.", "Name the source in the line.")
    with open_to_write(store) as record:
        from db.markup.name_changes import NameChange
        from db.markup.proposals import accept_proposal, context_of_proposal, line_of_proposal, plan_proposal

        where = the_case(record, case).id
        proposal = _proposal_numbered(_find_proposals(record, where, report), number)
        change = NameChange(
            who or "", SourceKind(kind) if kind else None, Naming(naming) if naming else None, another=another
        )
        meant = line or str(change.apply(line_of_proposal(record, proposal)))
        wanted = " ".join([meant, *([":", *stances] if stances else [])])
        same_as = _statement_repeated(record, where, same, is_new)
        context = replace(context_of_proposal(record, proposal), same_as=same_as, is_new=is_new)
        planned = plan_proposal(record, proposal, wanted, context)
        written = None if dry_run else accept_proposal(record, proposal.id, planned)
        _print_plan(planned, written, as_json)
        _offer_copies(record, written, as_json)


@write_command("reject")
@key_argument(report_keys, "report")
@click.argument("numbers", type=int, nargs=-1, required=True)
def reject_proposals(record: Writer, report: str, numbers: tuple[int, ...], case: str | None) -> Iterator[str]:
    """Reject proposals, by their NUMBERS in a REPORT.

    onrecord undo brings them back.

    \b
    Example:
      onrecord reject R1 4 5 9
    """
    from db.markup.proposals import reject_proposal

    kept = _find_proposals(record, the_case(record, case).id, report)
    for number in numbers:
        reject_proposal(record, _proposal_numbered(kept, number).id)
        yield describe_done(record, "")


def _offer_copies(record: Writer, written: AppliedPlan | None, as_json: bool) -> None:
    """Print which other reports have the words of the last statement that was written, if there is one."""
    if written is not None and written.statements and not as_json:
        print_copy_offer(record, written.statements[-1][0])


def _statement_repeated(record: Writer, case: CaseId, same: str | None, is_new: bool) -> StatementId | None:
    """The statement that the words repeat, as a person says."""
    from db.queries.statements import statement_id_by_key

    if same and is_new:
        raise WrongUse("Both --same and --new are given.", "Use only one of them.")
    return statement_id_by_key(record, case, same) if same else None


def _newest_capture(record: Reader, report: int) -> tuple[CaptureId | None, str]:
    from db.queries.reports import captures

    kept = captures(record, ReportId(report), most=1)
    return (kept[0].id, kept[0].text) if kept else (None, "")


def _find_spans(text: str, words: tuple[str, ...], start: int | None) -> tuple[tuple[int, int], ...]:
    """The places of quoted words in a text.

    :param start: where the first of them begins, which is needed only if they stand there twice.
    """
    from db.text.anchors import find_anchor
    from db.text.normalize import normalize_text

    found = [
        find_anchor(text, normalize_text(each), start if number == 0 else None) for number, each in enumerate(words)
    ]
    return tuple((anchor.start, anchor.end) for anchor in found)


def _find_proposals(record: Writer, case: CaseId, report: str) -> list[StoredProposal]:
    """The proposals in a report's newest text, made now if there are none yet.

    :raises Refused: no text of it is held.
    """
    from db.markup.proposal_rows import stored_proposals
    from db.markup.proposals import add_proposals

    capture = _proposed_capture(record, case, report)
    add_proposals(record, capture)
    return stored_proposals(record, capture)


def _proposed_capture(record: Reader, case: CaseId, report: str) -> CaptureId:
    """The newest text of a report.

    :raises Refused: no text of it is held.
    """
    from db.queries.lookup import resolve_report

    capture, _ = _newest_capture(record, resolve_report(record, case, report))
    if capture is None:
        raise Refused(f"We don't have the text of {report.upper()}.", "Use onrecord import or onrecord add excerpt.")
    return capture


def _proposal_numbered(kept: list[StoredProposal], number: int) -> StoredProposal:
    for each in kept:
        if each.number == number:
            return each
    raise NotFound(f"There is no proposal {number} in this report.", "onrecord proposals REPORT --all lists them.")


def _print_plan(planned: Plan, written: AppliedPlan | None, as_json: bool) -> None:
    """Print what was written, or would be: the keys of new statements, each step as a sentence, and the doubts."""

    steps = [step.sentence for step in planned.steps]
    if as_json:
        from db.serialize.encoder import encode_fields

        keys = [key for _, key in written.statements] if written else []
        print_json(
            {
                "line": str(planned.line),
                "written": written is not None,
                "steps": steps,
                "doubts": list(planned.doubts),
                "statements": keys,
                "repeats": [encode_fields(each, "statement=key words reason") for each in planned.repeats],
                "repeated": planned.repeated.key if planned.repeated else None,
                "speaker": planned.speaker and encode_fields(planned.speaker, "name kind naming new=is_new"),
                "undecided": planned.is_undecided,
            }
        )
        return
    if written is not None:
        again = f"again {planned.repeated.key}" if planned.repeated else "nothing new"
        print_line(" ".join(key for _, key in written.statements) or again)
    for sentence in steps:
        print_line(f"   {'' if written else 'would save: '}{sentence}")
    for doubt in planned.doubts:
        print_line(f"   look at: {doubt}")
    if planned.repeated is None:
        for each in planned.repeats:
            print_line(f"   --same {each.key} if it repeats {each.words} ({each.reason}); --new if not")
