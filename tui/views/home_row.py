"""Rows of the home screen: a case on two lines, and the case at the cursor in words."""

from __future__ import annotations

from datetime import date, datetime

from rich.cells import cell_len
from textual.content import Content

from db.analysis.case_stats import CaseStats, ClaimSupportCounts
from db.analysis.home import CaseOverview
from tui.text import wording
from tui.text.marks import Mark
from tui.text.safe import line
from tui.text.strips import Piece, row

DIM = "$text-muted"

WIDE = 112
"""Least cells of a row whose parts stand in columns."""

_UNDECIDED, _ALARMS, _DAY, _CHANGED, _GAP = 20, 22, 12, 12, "  "
_NARROW = 12
"""Cells for the alarms of a row that is not wide."""


def draw_case(shown: CaseOverview, part: int, width: int, lit: str) -> Content:
    """Title, day, undecided claims, alarms, last change; under them support, both ways, tasks."""
    if width < WIDE:
        return _narrow(shown, part, width, lit)
    rest = _UNDECIDED + _ALARMS + _CHANGED + 3 * len(_GAP)
    room = width - rest
    if part == 0:
        own = row(_name(shown), _padded((_day(shown), DIM), _DAY), room)
        cells = [
            (undecided_words(shown), _UNDECIDED),
            (alarm_words(shown.glance), _ALARMS),
            ((changed_words(shown), DIM), _CHANGED),
        ]
    else:
        waiting = proposal_words(shown)
        first: list[Piece] = ["   ", waiting, _GAP] if waiting[0] else ["   "]
        left = room - Content.assemble(*first).cell_length
        own = row([*first, *(_being_counted(lit) or support_words(shown, left))], "", room)
        cells = [(both_ways_words(shown.glance), _UNDECIDED), (task_words(shown), _ALARMS + len(_GAP) + _CHANGED)]
    pieces = [Content.assemble(_GAP, _padded(piece, size)) for piece, size in cells]
    return Content.assemble(own, *pieces).truncate(width, ellipsis=True, pad=True)


def describe_case(shown: CaseOverview, width: int) -> Content:
    """All that is known of a case, in words.

    :param width: cells of a line.
    """
    case, glance = shown.case, shown.glance
    state = (f"{Mark.ARCHIVED} archived", "bold $warning") if case.is_archived else (f"{Mark.OPEN} open", "$success")
    first: list[Piece] = [state, f"  {case.key} ", (line(case.title), "bold"), (f" · {wording.day(case.day)}", DIM)]
    first.append((f" · {line(case.place)}" if case.place else "", DIM))
    second: list[Piece] = []
    found = (
        proposal_words(shown),
        undecided_words(shown),
        both_ways_words(glance),
        alarm_words(glance),
        task_words(shown),
    )
    for piece in found:
        second += [piece, _GAP] if piece[0] else []
    lead = "claims by number of origins for them  "
    third: list[Piece] = [(lead, DIM), *support_words(shown, width - len(lead))] if shown.claims else []
    if shown.changed is None:
        last = "last change not recorded"
    else:
        last = f"last change {changed_words(shown)} by {line(shown.changed.who)}: {line(shown.changed.words)}"
    return Content("\n").join([Content.assemble(*each) for each in (first, second, third, [(last, DIM)])])


def cite_home_row(shown: CaseOverview) -> str:
    """A case as a line to paste."""
    case = shown.case
    return (
        f"{case.key} {case.title} ({wording.day(case.day)}): {'archived' if case.is_archived else 'open'}, "
        f"{undecided_words(shown)[0]}, {task_words(shown)[0] or 'no open task'}, {alarm_words(shown.glance)[0]}; "
        f"{Content.assemble(*support_words(shown, 1_000)).plain or 'no claim'}; "
        f"last change {changed_words(shown)}"
    )


def proposal_words(shown: CaseOverview) -> tuple[str, str]:
    """The number of open proposals; empty where none is known."""
    return (wording.waiting_proposals(shown.proposals), "$accent") if shown.proposals else ("", "")


def undecided_words(shown: CaseOverview) -> tuple[str, str]:
    """The number of undecided claims."""
    if not shown.claims:
        return "no claim", DIM
    if not shown.undecided:
        return f"{Mark.DONE} {shown.claims:,} decided", "$success"
    return f"{shown.undecided:,} of {shown.claims:,} undecided", ""


def both_ways_words(glance: CaseStats | None) -> tuple[str, str]:
    """The number of undecided claims with statements both for and against."""
    if glance is None:
        return "… not counted yet", DIM
    return (f"{Mark.BOTH_SIDES} {glance.both_ways:,} for and against", "$warning") if glance.both_ways else ("", "")


def task_words(shown: CaseOverview) -> tuple[str, str]:
    """Open tasks, and how many are overdue."""
    if shown.overdue:
        return f"{Mark.ATTENTION} {shown.overdue:,} of {wording.pluralize(shown.tasks, 'task')} overdue", "bold $error"
    return (f"{Mark.OPEN} {wording.pluralize(shown.tasks, 'task')} open" if shown.tasks else "", "")


def alarm_words(glance: CaseStats | None) -> tuple[str, str]:
    """The number of open alarms, or that they were not looked for."""
    if glance is None:
        return f"{Mark.ALARM} … not counted yet", DIM
    if glance.alarms is None:
        return f"{Mark.ALARM} A looks: large case", DIM
    return (
        (f"{Mark.ALARM} {wording.pluralize(glance.alarms, 'alarm')}", "$warning")
        if glance.alarms
        else ("no alarm", DIM)
    )


def changed_words(shown: CaseOverview) -> str:
    """When a case last changed, by the clock here: "today 14:05", "3 Nov 2026"."""
    if shown.changed is None:
        return "not recorded"
    try:
        at = datetime.fromisoformat(shown.changed.at).astimezone()
    except ValueError:
        return line(shown.changed.at)
    return f"today {at:%H:%M}" if at.date() == date.today() else f"{at:%-d %b %Y}"


_SAID = (
    (
        f"{Mark.SEVERAL_ORIGINS} {{}} on 2+ origins",
        f"{Mark.ONE_ORIGIN} {{}} on one",
        f"{Mark.NO_ORIGIN} {{}} on none",
        f"{Mark.AGAINST} {{}} with an origin against",
    ),
    (
        f"{Mark.SEVERAL_ORIGINS} {{}} on 2+ origins",
        f"{Mark.ONE_ORIGIN} {{}} on one",
        f"{Mark.NO_ORIGIN} {{}} on none",
        f"{Mark.AGAINST} {{}} against",
    ),
    (
        f"{Mark.SEVERAL_ORIGINS} {{}} 2+ origins",
        f"{Mark.ONE_ORIGIN} {{}} one",
        f"{Mark.NO_ORIGIN} {{}} none",
        f"{Mark.AGAINST} {{}}",
    ),
    (f"{Mark.SEVERAL_ORIGINS} {{}}", f"{Mark.ONE_ORIGIN} {{}}", f"{Mark.NO_ORIGIN} {{}}", f"{Mark.AGAINST} {{}}"),
)
"""Wordings for the claims of a case by their number of origins, from the longest to the shortest."""

_COLOURS = ("$success", "", DIM, "$error")


def support_words(shown: CaseOverview, width: int) -> list[Piece]:
    """How many claims rest on how many origins, in the longest wording that fits; empty without claims.

    :param width: cells.
    """
    glance = shown.glance
    if not shown.claims:
        return []
    if glance is None:
        return [("… support not counted yet", DIM)]
    if glance.support is None:
        return [("support not counted: large case, c counts it", DIM)]
    numbers = _support_counts(glance.support)
    for words in _SAID:
        said = [
            (word.format(f"{number:,}"), colour) for word, number, colour in zip(words, numbers, _COLOURS, strict=True)
        ]
        if sum(cell_len(word) + len(_GAP) for word, _ in said) - len(_GAP) <= width:
            break
    pieces: list[Piece] = []
    for piece in said if numbers[3] else said[:3]:
        pieces += [_GAP, piece] if pieces else [piece]
    return pieces


def _support_counts(support: ClaimSupportCounts) -> tuple[int, int, int, int]:
    return support.several, support.single, support.without, support.against


def _being_counted(lit: str) -> list[Piece]:
    """Placeholder for the support while it is being counted."""
    return [(f"{lit} …  esc stops", "$accent")] if lit else []


def _narrow(shown: CaseOverview, part: int, width: int, lit: str) -> Content:
    if part == 0:
        said, style = alarm_words(shown.glance)
        marked = (said if cell_len(said) <= _NARROW else said.partition(":")[0], style)
        edge = Content.assemble(_padded((_day(shown), DIM), _DAY), _GAP, _padded(marked, _NARROW))
        return row(_name(shown), edge if width > 2 * edge.cell_length else "", width)
    if lit:
        return row(["   ", *_being_counted(lit)], "", width)
    found = [
        proposal_words(shown),
        undecided_words(shown),
        task_words(shown),
        both_ways_words(shown.glance) if shown.glance else ("", ""),
    ]
    left: list[Piece] = ["   "]
    for piece in found:
        left += [piece, _GAP] if piece[0] else []
    room = width - Content.assemble(*left).cell_length - len(changed_words(shown)) - 1
    last = (
        support_words(shown, room) if shown.glance is None or shown.glance.support else [("support: c counts it", DIM)]
    )
    fits = Content.assemble(*last).cell_length <= room
    return row([*left, *(last if fits else [("…", DIM)])], (changed_words(shown), DIM), width)


def _day(shown: CaseOverview) -> str:
    return wording.day(shown.case.day) if shown.case.day else "no day"


def _name(shown: CaseOverview) -> list[Piece]:
    style = DIM if shown.case.is_archived else "bold"
    mark: Piece = (f"{Mark.ARCHIVED} archived ", "$warning") if shown.case.is_archived else ""
    return [" ", (f"{shown.case.key} ", "bold $primary"), mark, (line(shown.case.title), style)]


def _padded(piece: tuple[str, str], width: int) -> Content:
    return Content.assemble(piece).truncate(width, ellipsis=True, pad=True)
