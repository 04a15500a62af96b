"""What people judge of a thing and keep beside it: verdicts, ratings, tags, tasks and notes, under one heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from db.dataclass import replace
from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.things import Target
from db.queries.annotations import Note, Tag, Task, count_on, notes_on, tags_on, tasks_on
from db.queries.assessments import Assessment, assessments_of, claim_assessments
from db.queries.ratings import RatedPair, ratings_by, ratings_of
from db.queries.statements import Stance
from db.store.reader import Reader
from tui.documents.model import Fact, Phrase, heading, in_print, named_fact
from tui.text import assessment_labels as labels
from tui.text import wording
from tui.text.marks import Mark
from tui.text.paragraphs import Paragraph
from tui.text.safe import block, line
from tui.text.styles import DIM
from tui.text.targets import Row, RowKind

_LISTED = 20
"""Notes and tasks that the desk lays out; it shows how many more there are."""

_BEFORE = 3
"""Earlier verdicts, or ratings, that the desk lists."""

_FOLDED = 400
"""Characters of a note that the desk shows; a key opens the rest."""

_FOLDED_LINES = 6

_VERDICT_HEADING = heading("Verdict (by a person, not counted)")
_RATING_HEADING = heading("Rating (by a person, not counted)")
_NOTES_HEADING = heading("Tags, notes and tasks")
_DESK_NOTES_HEADING = heading("Tags, notes and tasks", printed="")


def case_judgements(record: Reader, id: CaseId, *, whole: bool) -> list[Fact]:
    """What is kept beside a case; on the desk, that nothing is.

    :param whole: whether every note and task is read, to be printed.
    """
    if kept := _annotation_facts(record, Target(RowKind.CASE, id), whole=whole):
        return [_NOTES_HEADING, *kept]
    return [_DESK_NOTES_HEADING, named_fact("", ("no tags, notes or tasks on the case: # o O add one", DIM))]


def claim_judgements(record: Reader, id: ClaimId, *, whole: bool) -> list[Fact]:
    """Status, every verdict from the newest on, and what is kept beside a claim."""
    found = claim_assessments(record, [id]).get(id)
    if found is None:
        return []
    glyph, style = labels.STATUS[found.status]
    word = found.status.word
    facts = [_VERDICT_HEADING, named_fact("status", (f"{glyph} {word}", style), printed=f"Status: {word}.")]
    given = assessments_of(record, id)
    if not given:
        facts.append(named_fact("verdict", (labels.NOT_ASSESSED, DIM), printed="Verdict: not assessed."))
    for at, each in enumerate(given):
        if at == 0:
            facts += _standing_verdict(each)
            if found.open_parts:
                words = labels.contradiction(found.open_parts)
                facts.append(Fact(((f"{Mark.ATTENTION} {words}", "bold $warning"),), in_print(wording.sentence(words))))
        else:
            fact = named_fact("previously", *_verdict(each))
            fact = replace(fact, printed=(*_printed_verdict("Previously", each), *_printed_chances(each)))
            facts.append(fact if at <= _BEFORE else replace(fact, phrases=()))
    if len(given) > _BEFORE + 1:
        facts.append(named_fact("", (f"… and {len(given) - _BEFORE - 1:,} earlier", DIM)))
    return facts + _annotation_facts(record, Target(RowKind.CLAIM, id), whole=whole)


def source_judgements(record: Reader, id: SourceId, *, whole: bool) -> list[Fact]:
    """How reliable a source is rated, every rating from the newest on, and what is kept beside it."""
    given = ratings_of(record, id)
    facts = [_RATING_HEADING]
    if not given:
        facts.append(named_fact("reliability", ("not rated", DIM), printed="Reliability: not rated."))
    for at, each in enumerate(given):
        if each.letter is None:
            continue
        mark, who = f"{each.letter} {each.letter.word}", f"{line(each.who)}"
        why = f": {wording.end_sentence(line(each.reason))}" if each.reason else "."
        name = "previously" if at else "reliability"
        fact = named_fact(
            name,
            (mark, "bold $accent"),
            (f"   {who}, {wording.day(each.at)}{f': {line(each.reason)}' if each.reason else ''}", DIM),
            printed=f"{name.capitalize()}: {mark}, says {who} on {wording.day(each.at)}{why}",
        )
        facts.append(fact if at <= _BEFORE else replace(fact, phrases=()))
    return facts + _annotation_facts(record, Target(RowKind.SOURCE, id), whole=whole)


def report_judgements(record: Reader, id: ReportId, *, whole: bool) -> list[Fact]:
    """What is kept beside a report; nothing where nothing is."""
    kept = _annotation_facts(record, Target(RowKind.REPORT, id), whole=whole)
    return [_NOTES_HEADING, *kept] if kept else []


def denial_judgements(record: Reader, id: StatementId, stances: Sequence[Stance], *, whole: bool) -> list[Fact]:
    """The ratings of a denial on each claim it bears on, and what is kept beside it."""
    pairs = ratings_by(record, id)
    facts = [
        named_fact(f"on {line(each.key)}", pair_phrase(pair), printed=f"On {each.key}: {pair.words}.")
        for each in stances
        if (pair := pairs.get(each.claim)) is not None
    ]
    return [_RATING_HEADING, *facts, *_annotation_facts(record, Target(RowKind.STATEMENT, id), whole=whole)]


def pair_phrase(pair: RatedPair) -> Phrase:
    """How a statement is rated on a claim: the letter of its source and its own digit, in words."""
    return (pair.words, "$accent" if pair.letter or pair.digit else DIM)


def kept_paragraphs(record: Reader, on: Target, today: date, indent: int) -> Iterator[Paragraph]:
    """Tags, tasks and notes on a thing, all of them, in print."""
    if tags := tags_on(record, on):
        yield from _printed_tags(tags, indent)
    for task in tasks_on(record, on):
        yield task_paragraph(task, today, indent=indent)
    for note in notes_on(record, on):
        yield from _printed_note(note, indent)


def task_paragraph(task: Task, today: date, *, on: str = "", indent: int = 2) -> Paragraph:
    """A task in print: how far it is, whose, due when.

    :param on: what it is on, safe to show, where that is not clear.
    """
    state = "done" if task.is_done else "overdue" if task.is_overdue(today) else "open"
    person = f", for {line(task.person)}" if task.person else ""
    due = f", due {wording.day(task.due)}" if task.due else ""
    return Paragraph(f"Task {task.key}{on} ({state}{person}{due}): {wording.end_sentence(task.text)}", indent, 2)


def _standing_verdict(given: Assessment) -> list[Fact]:
    """The newest verdict: who and when, why, how likely; and on a line of its own, how sure that is (ICD 203)."""
    facts = [replace(named_fact("verdict", *_verdict(given, why=False)), printed=_printed_verdict("Verdict", given))]
    if given.rationale:
        facts.append(named_fact("because", (block(given.rationale), "italic")))
    if given.likelihood is not None:
        words = labels.likelihood(given.likelihood)
        fact = named_fact("likelihood", given.likelihood.word, (f"   {given.likelihood.chance}", DIM))
        facts.append(replace(fact, printed=in_print(words, indent=4)))
    if given.confidence is not None:
        words = labels.confidence(given.confidence)
        facts.append(replace(named_fact("confidence", given.confidence.value), printed=in_print(words, indent=4)))
    return facts


def _verdict(given: Assessment, *, why: bool = True) -> list[Phrase]:
    glyph, style = labels.VERDICT[given.verdict]
    reason = f": {line(given.rationale)}" if why and given.rationale else ""
    return [
        (f"{glyph} {given.verdict}", f"bold {style}"),
        (f"   {line(given.who)}, {wording.day(given.at)}{reason}", DIM),
    ]


def _printed_verdict(name: str, given: Assessment) -> tuple[Paragraph, ...]:
    why = f": {wording.end_sentence(line(given.rationale))}" if given.rationale else "."
    return in_print(f"{name}: {given.verdict}, says {given.who} on {wording.day(given.at)}{why}")


def _printed_chances(given: Assessment) -> tuple[Paragraph, ...]:
    """How likely and how sure: sentences of their own, as ICD 203 asks."""
    return in_print(
        labels.likelihood(given.likelihood) if given.likelihood is not None else None,
        labels.confidence(given.confidence) if given.confidence is not None else None,
        indent=4,
    )


def _annotation_facts(record: Reader, on: Target, *, whole: bool) -> list[Fact]:
    """Tags, tasks and notes, each a line that is edited or removed by itself."""
    today, most = date.today(), -1 if whole else _LISTED
    tags, tasks, notes = tags_on(record, on), tasks_on(record, on, most), notes_on(record, on, most)
    facts = [
        named_fact("tags" if not at else "", (f"#{line(each.tag)}", "$accent"), row=Row(RowKind.TAG, each.id))
        for at, each in enumerate(tags)
    ]
    if facts:
        facts[0] = replace(facts[0], printed=_printed_tags(tags, 2))
    facts += [_task(each, today) for each in tasks]
    facts += [_note(each) for each in notes]
    if max(len(tasks), len(notes)) == most:
        more = sum(count_on(record, on)) - len(tasks) - len(notes)
        if more:
            key = line((tasks or notes)[0].on_key)
            facts.append(
                named_fact("", (f"… and {more:,} more: onrecord notes --on {key}, onrecord tasks --on {key}", DIM))
            )
    return facts


def _printed_tags(tags: Sequence[Tag], indent: int) -> tuple[Paragraph, ...]:
    return in_print(f"Tags: {', '.join(each.tag for each in tags)}.", indent=indent)


def _task(task: Task, today: date) -> Fact:
    if task.is_done:
        state = (f"{Mark.DONE} done", "$success")
    elif task.is_overdue(today):
        state = (f"{Mark.ATTENTION} overdue", "bold $warning")
    else:
        state = (f"{Mark.OPEN} open", "$accent")
    person = f"   for {line(task.person)}" if task.person else "   for nobody yet"
    due = f", due {wording.day(task.due)}" if task.due else ", no due day"
    asked = (f"{person}{due}; asked by {line(task.who)}", DIM)
    fact = named_fact(f"task {task.key}", state, f"  {line(task.text)}", asked, row=Row(RowKind.TASK, task.id))
    return replace(fact, printed=(task_paragraph(task, today),))


def _note(note: Note) -> Fact:
    """A note with who wrote it; the desk folds a long one."""
    head = (f"{line(note.who)}, {wording.day(note.at)}\n", DIM)
    shown = "\n".join(note.text.split("\n")[:_FOLDED_LINES])[:_FOLDED]
    left = len(note.text) - len(shown)
    rest = (f" … {left:,} more characters: e opens it", DIM) if left else ""
    fact = named_fact(f"note {note.key}", head, block(shown), rest, row=Row(RowKind.NOTE, note.id))
    return replace(fact, printed=_printed_note(note, 2))


def _printed_note(note: Note, indent: int) -> tuple[Paragraph, ...]:
    head = Paragraph(f"Note {note.key}, {note.who} on {wording.day(note.at)}:", indent, 2)
    return (head, *(Paragraph(row, indent + 2) for row in block(note.text).split("\n")))
