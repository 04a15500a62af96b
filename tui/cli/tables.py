"""What the lists of the command line show: the columns for people, and the fields for a pipe.

A row is a record, or where a list shows more than one record knows, a shape of :mod:`db.serialize.schemas`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from db.dataclass import dataclass
from db.model.enums import Status
from db.serialize.encoder import encode_fields
from tui.text import wording
from tui.text.marks import Mark

if TYPE_CHECKING:
    from db.analysis.alarms import Alarm
    from db.analysis.gaps import Gap
    from db.attribution.proposal import Proposal, Span
    from db.exchange.formats import Format
    from db.journal.log import JournaledAction
    from db.markup.proposal_rows import StoredProposal
    from db.queries.annotations import Note, Task
    from db.queries.denials import Denial
    from db.queries.quote_places import OpenPlace
    from db.queries.saved_filters import SavedFilter
    from db.search.duplicates import NearPair
    from db.serialize.schemas import CaseJson, ClaimJson, HitJson, SimilarClaimJson, SourceJson, SupportJson
    from tui.system.doctor import SetupCheck

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class ListTable(Generic[Shown]):
    """One list, in both its forms. Each column or field has a name, and says what stands in it for a row."""

    columns: Mapping[str, Callable[[Shown], str]]
    """For a terminal."""
    fields: Mapping[str, Callable[[Shown], str]]
    """For a pipe: one word for each name, since other programs read them."""
    empty: str
    """What to say on a terminal where there are no rows."""
    note: str = ""
    """What to say below the rows on a terminal."""
    alike: Callable[[Shown], str] | None = None
    """What rows share that repeat each other; on a terminal they are folded, unless all are asked for."""


def plain_fields(names: str) -> dict[str, Callable[[object], str]]:
    """Fields that are printed as they are: nothing for null, and the parts of a list with spaces between.

    :param names: as for :func:`db.serialize.encoder.encode_fields`.
    """
    return {name.partition("=")[0]: partial(_plain_text, name) for name in names.split()}


def _plain_text(name: str, row: object) -> str:
    (value,) = encode_fields(row, name).values()
    return "" if value is None else " ".join(value) if isinstance(value, list) else str(value)


# --- cases, sources, claims and denials ---

CASES: ListTable[CaseJson] = ListTable(
    columns={
        "Key": lambda row: row["key"],
        "Case": lambda row: row["title"],
        "Day": lambda row: wording.day(row["day"]),
        "Status": lambda row: _case_status(row),
        "Support": lambda row: _support_counts(row),
        "Alarms": lambda row: "not counted" if row["alarms"] is None else str(row["alarms"]),
        "Tasks": lambda row: f"{row['tasks']} open" + (f", {row['overdue']} overdue" if row["overdue"] else ""),
        "Last change": lambda row: (
            f"{row['changed']['at'][:10]} {row['changed']['who']}" if row["changed"] else "not recorded"
        ),
    },
    fields={
        **plain_fields("key title day place claims denials reports to_get"),
        "status": lambda row: "archived" if row["archived"] else "open",
        **plain_fields(
            "undecided both_ways support_several=support.several support_single=support.single "
            "support_without=support.without support_against=support.against alarms tasks overdue changed=changed.at"
        ),
    },
    empty="This store holds no case yet, or only archived ones, which --archived lists.",
)


def _case_status(row: CaseJson) -> str:
    """Open or archived, and how many claims are undecided."""
    left = f"{row['undecided']} of {row['claims']} undecided"
    both_ways = f", {row['both_ways']} for and against" if row["both_ways"] else ""
    return f"{'archived' if row['archived'] else 'open'}, {left}{both_ways}"


def _support_counts(row: CaseJson) -> str:
    """How many claims rest on how many origins."""
    found = row["support"]
    if found is None:
        return "not counted"
    against = f", {found['against']} with an origin against" if found["against"] else ""
    return f"{found['several']} on 2+ origins, {found['single']} on one, {found['without']} on none{against}"


SOURCES: ListTable[SourceJson] = ListTable(
    columns={
        "Key": lambda row: row["key"],
        "Source": lambda row: row["name"],
        "Kind": lambda row: row["kind"],
        "Known by": lambda row: "role only" if row["naming"] == "role" else row["naming"],
    },
    fields=plain_fields("key name kind naming"),
    empty="No sources on record in this case.",
)

_BOTH_SIDES = (
    "for_named=for.named for_anonymous=for.anonymous for_not_recorded=for.not_recorded "
    "against_named=against.named against_anonymous=against.anonymous against_not_recorded=against.not_recorded"
)

CLAIMS: ListTable[ClaimJson] = ListTable(
    columns={
        "Key": lambda row: row["key"],
        "Claim": lambda row: row["text"],
        "For": lambda row: _origin_counts(row["for"]),
        "Against": lambda row: _origin_counts(row["against"]),
        "Status": lambda row: _claim_status(row),
    },
    fields={
        **plain_fields(f"key text parent {_BOTH_SIDES} status verdict"),
        "tags": lambda row: ", ".join(row["tags"]),
        **plain_fields("for_withdrawn=for.withdrawn against_withdrawn=against.withdrawn"),
    },
    empty="No claims on record in this case.",
    note=wording.STANDINGS_EXPLAINED,
)


def _origin_counts(side: SupportJson) -> str:
    """All three numbers of one side."""
    gone = f" · {side['withdrawn']} withdrawn" if side["withdrawn"] else ""
    return f"{side['named']} named · {side['anonymous']} anonymous · {side['not_recorded']} not recorded{gone}"


def _claim_status(row: ClaimJson) -> str:
    """How far the desk is with a claim, and its verdict where it has one."""
    against = ", though a part of it is open" if row["open_parts"] else ""
    return Status(row["status"]).word + (f"; {row['verdict']}{against}" if row["verdict"] else "")


DENIALS: ListTable[Denial] = ListTable(
    columns={
        "Key": lambda denial: denial.key,
        "Who denies": lambda denial: denial.source.name,
        "Published by": lambda denial: denial.report.outlet.name if denial.report else "not recorded",
        "Denies": lambda denial: " ".join(denial.denies),
        "Silent on": lambda denial: " ".join(denial.silent_on),
    },
    fields=plain_fields("statement=key source=source.name outlet=report.outlet.name denies silent_on"),
    empty="No denials on record in this case.",
)

# --- alarms, gaps and near claims ---

ALARMS: ListTable[Alarm] = ListTable(
    columns={
        "Alarm": lambda alarm: alarm.kind.word,
        "Finding": lambda alarm: alarm.sentence,
        "Claims": lambda alarm: " ".join(alarm.claims),
        "Dismissed": lambda alarm: _set_aside(alarm),
        "Key": lambda alarm: alarm.key,
    },
    fields={
        **plain_fields("key kind claims"),
        "set_aside": lambda alarm: _set_aside(alarm),
        **plain_fields("sentence"),
    },
    empty="No alarms.",
    alike=lambda alarm: alarm.alike,
)


def _set_aside(alarm: Alarm) -> str:
    """Who set an alarm aside, and why; empty where it stands."""
    return f"{alarm.set_aside.who}: {alarm.set_aside.reason}" if alarm.set_aside else ""


GAPS: ListTable[Gap] = ListTable(
    columns={
        "What": lambda gap: gap.kind,
        "Key": lambda gap: gap.key,
        "What to do": lambda gap: gap.sentence,
        "Could change": lambda gap: " ".join(gap.could_change) or "no claim",
        "Alarms": lambda gap: ", ".join(gap.alarms) or "none",
    },
    fields={
        **plain_fields("kind key sentence could_change"),
        "alarms": lambda gap: ", ".join(gap.alarms),
        **plain_fields("weight settled_by"),
    },
    empty="Nothing is known to be missing in this case.",
    alike=lambda gap: gap.alike,
)

NEAR: ListTable[SimilarClaimJson] = ListTable(
    columns={
        "Like": lambda row: str(row["likeness"]),
        "Key": lambda row: row["key"],
        "Claim": lambda row: row["text"],
        "For, against": lambda row: (
            f"{Mark.FOR}{_short_counts(row['for'])} {Mark.AGAINST}{_short_counts(row['against'])}"
        ),
    },
    fields=plain_fields(f"likeness claim=key text {_BOTH_SIDES}"),
    empty="No claim of this case is similar.",
)


def _short_counts(side: SupportJson) -> str:
    """Named, anonymous and not recorded, as the desk's panes write them."""
    return f"{side['named']}/{side['anonymous']}/{side['not_recorded']}"


PAIRS: ListTable[NearPair] = ListTable(
    columns={
        "Like": lambda pair: str(int(pair.score)),
        "Key": lambda pair: pair.one.key,
        "Claim": lambda pair: pair.one.text,
        "Other": lambda pair: pair.other.key,
        "Its words": lambda pair: pair.other.text,
    },
    fields={
        "likeness": lambda pair: str(int(pair.score)),
        **plain_fields("claim=one.key other=other.key text=one.text other_text=other.text"),
    },
    empty="No two claims of this case are similar.",
)

# --- notes, tasks and what was done ---

NOTES: ListTable[Note] = ListTable(
    columns={
        "Key": lambda note: note.key,
        "On": lambda note: note.on_key,
        "Case": lambda note: note.case or "",
        "Note": lambda note: note.text,
        "Who": lambda note: note.who,
        "When": lambda note: note.at.replace("T", " "),
    },
    fields=plain_fields("key on=on_key case who at text"),
    empty="No note is on record.",
)

TASKS: ListTable[Task] = ListTable(
    columns={
        "Key": lambda task: task.key,
        "Due": lambda task: (task.due or "no day") + (" overdue" if task.is_overdue(date.today()) else ""),
        "State": lambda task: f"{Mark.DONE} done" if task.is_done else f"{Mark.OPEN} open",
        "Task": lambda task: task.text,
        "Who": lambda task: task.person or "nobody yet",
        "On": lambda task: task.on_key,
        "Case": lambda task: task.case or "",
    },
    fields={
        **plain_fields("key on=on_key case"),
        "state": lambda task: "done" if task.is_done else "overdue" if task.is_overdue(date.today()) else "open",
        **plain_fields("due person text"),
    },
    empty="No task is on record.",
)

HISTORY: ListTable[JournaledAction] = ListTable(
    columns={
        "No.": lambda done: str(done.id),
        "When": lambda done: done.at.replace("T", " "),
        "Who": lambda done: done.who,
        "What": lambda done: done.words + (" (undone)" if done.is_undone else ""),
        "Rows": lambda done: str(done.rows),
    },
    fields={
        **plain_fields("action=id at who words"),
        "undone": lambda done: "undone" if done.is_undone else "",
        **plain_fields("rows"),
    },
    empty="Nothing has been done yet.",
)

# --- what is found, and saved filters ---

_FOUND_IN = {"report": "title", "capture": "text", "quote": "exact words"}

HITS: ListTable[HitJson] = ListTable(
    columns={
        "Case": lambda row: row["case"] or "",
        "Found in": lambda row: _FOUND_IN.get(row["found"], row["found"]),
        "Key": lambda row: row["key"],
        "Of": lambda row: row["about"] or "",
        "Words": lambda row: row["excerpt"],
    },
    fields=plain_fields("case found key about start=at.start end=at.end excerpt"),
    empty="No results.",
)

FILTERS: ListTable[SavedFilter] = ListTable(
    columns={"Name": lambda saved: saved.name, "Filter": lambda saved: saved.words},
    fields=plain_fields("name words"),
    empty="No filter is saved yet.",
)

# --- proposals, and quotes whose words changed ---

PROPOSALS: ListTable[Proposal] = ListTable(
    columns={
        "Who": lambda proposal: _terms_in_words(proposal.source) or "not named",
        "Likely (a guess)": lambda proposal: _terms_in_words(proposal.antecedent),
        "Cue": lambda proposal: _terms_in_words(proposal.cue),
        "Act": lambda proposal: _act(proposal),
        "Form": lambda proposal: proposal.form,
        "Words at": lambda proposal: ", ".join(f"{span.start}–{span.end}" for span in proposal.content),
        "Within": lambda proposal: "" if proposal.within is None else str(proposal.within),
    },
    fields={
        **plain_fields("source=source.text antecedent=antecedent.text cue=cue.text act form"),
        "content": lambda proposal: " ".join(f"{span.start}-{span.end}" for span in proposal.content),
        **plain_fields("within"),
    },
    empty="The rules found no attributions in this text.",
)

STORED_PROPOSALS: ListTable[StoredProposal] = ListTable(
    columns={
        "No.": lambda stored: str(stored.number),
        "State": lambda stored: stored.state + (f" as {stored.statement_key}" if stored.statement_key else ""),
        "Who": lambda stored: _terms_in_words(stored.proposal.source) or "not named",
        "Likely (a guess)": lambda stored: _terms_in_words(stored.proposal.antecedent),
        "Act": lambda stored: _act(stored.proposal),
        "Words": lambda stored: _content(stored),
        "Within": lambda stored: "" if stored.proposal.within is None else str(stored.proposal.within),
    },
    fields={
        **plain_fields(
            "number state statement=statement_key source=proposal.source.text "
            "antecedent=proposal.antecedent.text cue=proposal.cue.text act=proposal.act form=proposal.form"
        ),
        "text": lambda stored: _content(stored),
        **plain_fields("within=proposal.within"),
    },
    empty="This report has no open proposals.",
)


def _terms_in_words(span: Span | None) -> str:
    return span.text if span else ""


def _act(proposal: Proposal) -> str:
    return proposal.act + (" (denies)" if proposal.denies else "")


def _content(stored: StoredProposal) -> str:
    """What is said; a quotation that is split has several parts."""
    return " … ".join(span.text for span in stored.proposal.content)


PLACES: ListTable[OpenPlace] = ListTable(
    columns={
        "Place": lambda place: str(place.id),
        "Quote of": lambda place: f"{place.statement_key} in {place.report_key}",
        "Words, with [-dropped-] and {+added+}": lambda place: _word_diff(place),
        "Likeness": lambda place: f"{round(place.likeness, 3):.0%}",
    },
    fields={
        **plain_fields("place=id statement=statement_key report=report_key before after"),
        "likeness": lambda place: str(round(place.likeness, 3)),
    },
    empty="No changed quotes to review.",
)


def _word_diff(place: OpenPlace) -> str:
    """What changed in a quote, in the signs of a word diff."""
    signs = {"kept": ("", ""), "dropped": ("[-", "-]"), "added": ("{+", "+}")}
    return "".join(f"{signs[piece.change][0]}{piece.text}{signs[piece.change][1]}" for piece in place.difference)


# --- the configuration ---

SETTINGS: ListTable[tuple[str, str, str, str]] = ListTable(
    columns={
        "Setting": lambda row: row[0],
        "Value": lambda row: row[1],
        "From": lambda row: " ".join(each for each in (row[2], row[3]) if each),
    },
    fields={
        "setting": lambda row: row[0],
        "value": lambda row: row[1],
        "from": lambda row: row[2],
        "place": lambda row: row[3],
    },
    empty="Nothing is configured.",
)


SETUP_CHECKS: ListTable[SetupCheck] = ListTable(
    columns={
        "Check": lambda check: check.name,
        "Found": lambda check: check.found,
        "Health": lambda check: check.health,
        "Advice": lambda check: check.advice,
    },
    fields={
        "check": lambda check: check.name,
        "found": lambda check: check.found,
        "health": lambda check: check.health,
        "advice": lambda check: check.advice,
    },
    empty="Nothing was checked.",
)

ACTIONS: ListTable[tuple[str, str, str]] = ListTable(
    columns={"Action": lambda row: row[0], "Keys": lambda row: row[1], "What it does": lambda row: row[2]},
    fields={"action": lambda row: row[0], "keys": lambda row: row[1], "help": lambda row: row[2]},
    empty="There are no actions.",
)


# --- the manual ---

TOPICS: ListTable[tuple[str, str]] = ListTable(
    columns={"Topic": lambda row: row[0], "Page": lambda row: row[1]},
    fields={"topic": lambda row: row[0], "title": lambda row: row[1]},
    empty="The manual has no pages.",
)

# --- formats of exports ---

EXPORT_FORMATS: ListTable[Format] = ListTable(
    columns={
        "Format": lambda row: row.name,
        "What it is": lambda row: row.words,
        "File": lambda row: f"*{row.suffix}",
    },
    fields=plain_fields("name words suffix"),
    empty="There are no formats.",
    note="onrecord help export says what each keeps, and what is lost.",
)
