"""What a desk decides of a thing, as its view says it: under a heading of its own, beside the record's numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from db.model.ids import CaseId, ClaimId, ReportId, SourceId, StatementId
from db.model.targets import On, OnKind
from db.queries.annotations import Kept, Note, Task, count_on, kept_on, notes_on, tags_on, tasks_on
from db.queries.assessments import Assessment, OpenPart, assessments_of, judged
from db.queries.ratings import Pair, rated_on, ratings_by, ratings_for, ratings_of
from db.store.reader import Reader
from tui.text import assessment_labels as judged_words
from tui.text import wording
from tui.text.safe import block, line
from tui.text.styles import DIM
from tui.text.targets import Row, RowKind
from tui.views.blocks import Block
from tui.views.parts import Piece, fact, heading, plain

_LISTED = 20
"""Notes and tasks that a view lays out; it says how many more there are."""

_BEFORE = 3
"""Earlier verdicts, or marks, that a view lists."""

_FOLDED = 400
"""Characters of a note that a view shows; the rest is a key away."""

_FOLDED_LINES = 6

_TITLE = "What the desk judges"
_NOTE = "a person's word; no number follows it"


def case_lines(record: Reader, id: CaseId) -> list[Block]:
    """What is kept beside a case; that nothing is, where that is so."""
    kept = _kept(record, On(OnKind.CASE, id))
    nothing = fact("", ("no tag, no note, no task on the case: # o O put one on it", DIM))
    return [heading(_TITLE, _NOTE), *(kept or [nothing])]


def claim_lines(record: Reader, id: ClaimId) -> list[Block]:
    """Status, verdict with its reason, and what is kept beside a claim."""
    found = judged(record, [id]).get(id)
    if found is None:
        return []
    glyph, style = judged_words.STATUS[found.status]
    blocks = [heading(_TITLE, _NOTE), fact("status", (f"{glyph} {found.status.word}", style))]
    given = assessments_of(record, id)
    if not given:
        blocks.append(fact("verdict", (judged_words.NOT_ASSESSED, DIM)))
    else:
        blocks += _standing(given[0])
        blocks += [contradiction(found.open_parts)] if found.open_parts else []
        blocks += [fact("before that", *_verdict(each)) for each in given[1 : _BEFORE + 1]]
        if len(given) > _BEFORE + 1:
            blocks.append(fact("", (f"… and {len(given) - _BEFORE - 1:,} before those", DIM)))
    return blocks + _kept(record, On(OnKind.CLAIM, id))


def source_lines(record: Reader, id: SourceId) -> list[Block]:
    """How far a source can be relied on, and what is kept beside it."""
    blocks = []
    given = ratings_of(record, id)
    for at, each in enumerate(given[: _BEFORE + 1]):
        if each.letter is not None:
            why = f": {line(each.reason)}" if each.reason else ""
            said = (f"   {line(each.who)}, {wording.day(each.at)}{why}", DIM)
            blocks.append(
                fact("before that" if at else "reliability", _mark(each.letter.value, each.letter.word), said)
            )
    if not given:
        blocks.append(fact("reliability", ("not rated", DIM)))
    return [heading(_TITLE, _NOTE), *blocks, *_kept(record, On(OnKind.SOURCE, id))]


def report_lines(record: Reader, id: ReportId) -> list[Block]:
    """What is kept beside a report; nothing where nothing is."""
    kept = _kept(record, On(OnKind.REPORT, id))
    return [heading(_TITLE, _NOTE), *kept] if kept else []


def denial_lines(record: Reader, id: StatementId, keys: Mapping[ClaimId, str]) -> list[Block]:
    """The marks of a denial on each claim it bears on, and what is kept beside it.

    :param keys: the keys of those claims.
    """
    pairs = {claim: pair for claim, pair in ratings_by(record, id).items() if claim in keys}
    blocks = [fact(f"on {keys[claim]}", *_pair(pairs[claim])) for claim in keys if claim in pairs]
    return [heading(_TITLE, _NOTE), *blocks, *_kept(record, On(OnKind.STATEMENT, id))]


def marks_for(
    record: Reader, statements: Sequence[StatementId], claim: ClaimId | None = None
) -> dict[StatementId, list[Piece]]:
    """What stands with each statement of a list: its marks, and what is kept beside it, in short.

    :param claim: the claim whose view it is: its pairs are said whole, and that there are none as well.
    """
    kept = kept_on(record, OnKind.STATEMENT, statements)
    found: dict[StatementId, list[Piece]] = {}
    if claim is not None:
        found = {id: _pair(pair) for id, pair in ratings_for(record, claim, statements).items()}
    else:
        for id, pairs in rated_on(record, statements).items():
            said = ", ".join(f"{pair.short} on {key}" for key, pair in pairs)
            found[id] = [(f"rated {said}", "$accent")]
    for id in statements:
        if id in kept:
            pieces = found.setdefault(id, [])
            pieces += ([(" · ", DIM)] if pieces else []) + [(_short(kept[id]), "$accent")]
    return found


def contradiction(parts: Sequence[OpenPart]) -> Block:
    """That a claim is called corroborated while necessary parts of it are open, with their names."""
    return plain((f"! {judged_words.contradiction(parts)}", "bold $warning"))


def _standing(given: Assessment) -> list[Block]:
    """The verdict that stands: who and when, why, how likely; and on a line of its own, how sure that is."""
    blocks = [fact("verdict", *_verdict(given, why=False))]
    if given.rationale:
        blocks.append(fact("because", (block(given.rationale), "italic")))
    if given.likelihood is not None:
        blocks.append(fact("likelihood", given.likelihood.word, (f"   {given.likelihood.chance}", DIM)))
    if given.confidence is not None:
        blocks.append(fact("confidence", given.confidence.value))
    return blocks


def _verdict(given: Assessment, *, why: bool = True) -> list[Piece]:
    glyph, style = judged_words.VERDICT[given.verdict]
    reason = f": {line(given.rationale)}" if why and given.rationale else ""
    return [
        (f"{glyph} {given.verdict}", f"bold {style}"),
        (f"   {line(given.who)}, {wording.day(given.at)}{reason}", DIM),
    ]


def _pair(pair: Pair) -> list[Piece]:
    return [(pair.words, "$accent" if pair.letter or pair.digit else DIM)]


def _mark(mark: str, says: str) -> Piece:
    return (f"{mark} {says}", "bold $accent")


def _short(kept: Kept) -> str:
    """What is kept beside a statement, in a few words: "#urgent · 2 notes · 1 open task"."""
    said = [f"#{line(tag)}" for tag in kept.tags]
    said += [wording.counted(kept.notes, "note")] if kept.notes else []
    said += [wording.counted(kept.tasks, "open task")] if kept.tasks else []
    return " · ".join(said)


def _kept(record: Reader, on: On) -> list[Block]:
    """Tags, tasks and notes, each a line that is edited or removed by itself."""
    today = date.today()
    tags, tasks, notes = tags_on(record, on), tasks_on(record, on, _LISTED), notes_on(record, on, _LISTED)
    blocks = [
        fact("tags" if not at else "", (f"#{line(each.tag)}", "$accent"), row=Row(RowKind.TAG, each.id))
        for at, each in enumerate(tags)
    ]
    blocks += [_task(each, today) for each in tasks]
    blocks += [_note(each) for each in notes]
    if max(len(tasks), len(notes)) == _LISTED:
        more = sum(count_on(record, on)) - len(tasks) - len(notes)
        if more:
            key = line((tasks or notes)[0].on_key)
            told = f"… and {more:,} more: onrecord notes --on {key}, onrecord tasks --on {key}"
            blocks.append(fact("", (told, DIM)))
    return blocks


def _task(task: Task, today: date) -> Block:
    if task.is_done:
        state = ("● done", "$success")
    elif task.is_overdue(today):
        state = ("! overdue", "bold $warning")
    else:
        state = ("○ open", "$accent")
    said = f"   for {line(task.person)}" if task.person else "   for nobody yet"
    said += f", due {wording.day(task.due)}" if task.due else ", no day"
    told = (f"{said}; asked by {line(task.who)}", DIM)
    return fact(f"task {task.key}", state, f"  {line(task.text)}", told, row=Row(RowKind.TASK, task.id))


def _note(note: Note) -> Block:
    """A note with who wrote it; a long one is folded."""
    head = (f"{line(note.who)}, {wording.day(note.at)}\n", DIM)
    shown = "\n".join(note.text.split("\n")[:_FOLDED_LINES])[:_FOLDED]
    left = len(note.text) - len(shown)
    rest = (f" … {left:,} more characters: e opens it", DIM) if left else ""
    return fact(f"note {note.key}", head, block(shown), rest, row=Row(RowKind.NOTE, note.id))
