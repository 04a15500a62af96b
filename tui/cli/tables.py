"""What the lists of the command line show: the columns for people, and the fields for a pipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from db.model.enums import Status
from db.serialize.schemas import (
    ClaimShape,
    DenialShape,
    DoneShape,
    KeptShape,
    OpenPlaceShape,
    ProposalShape,
    SourceShape,
    SupportShape,
)
from tui.text import wording

if TYPE_CHECKING:
    from db.serialize.alarms import AlarmShape
    from db.serialize.home import HomeShape

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class ListTable(Generic[Shape]):
    """One list, in both its forms. Each column or field has a name, and says what stands in it for a row."""

    columns: dict[str, Callable[[Shape], str]]
    """For a terminal."""
    fields: dict[str, Callable[[Shape], str]]
    """For a pipe: one word for each name, since other programs read them."""
    empty: str
    """What to say on a terminal where there are no rows."""


def _numbers(side: SupportShape) -> str:
    """All three numbers of one side."""
    return f"{side['named']} named · {side['anonymous']} anonymous · {side['not_recorded']} not recorded"


def _decided(row: ClaimShape) -> str:
    """How far the desk is with a claim, and its verdict where it has one."""
    against = ", though a part of it is open" if row["open_parts"] else ""
    return Status(row["status"]).word + (f"; {row['verdict']}{against}" if row["verdict"] else "")


CASES: ListTable[HomeShape] = ListTable(
    columns={
        "Key": lambda row: row["key"],
        "Case": lambda row: row["title"],
        "Day": lambda row: wording.day(row["day"]),
        "Status": lambda row: _status(row),
        "Support": lambda row: _supported(row),
        "Alarms": lambda row: _known(row["alarms"]),
        "Tasks": lambda row: f"{row['tasks']} open" + (f", {row['overdue']} overdue" if row["overdue"] else ""),
        "Last change": lambda row: (
            f"{row['changed']['at'][:10]} {row['changed']['who']}" if row["changed"] else "not recorded"
        ),
    },
    fields={
        "key": lambda row: row["key"],
        "title": lambda row: row["title"],
        "day": lambda row: row["day"] or "",
        "place": lambda row: row["place"] or "",
        "claims": lambda row: str(row["claims"]),
        "denials": lambda row: str(row["denials"]),
        "reports": lambda row: str(row["reports"]),
        "to_get": lambda row: str(row["to_get"]),
        "status": lambda row: "archived" if row["archived"] else "open",
        "undecided": lambda row: str(row["undecided"]),
        "both_ways": lambda row: _known(row["both_ways"], ""),
        "support_several": lambda row: str(row["support"]["several"]) if row["support"] else "",
        "support_single": lambda row: str(row["support"]["single"]) if row["support"] else "",
        "support_without": lambda row: str(row["support"]["without"]) if row["support"] else "",
        "support_against": lambda row: str(row["support"]["against"]) if row["support"] else "",
        "alarms": lambda row: _known(row["alarms"], ""),
        "tasks": lambda row: str(row["tasks"]),
        "overdue": lambda row: str(row["overdue"]),
        "changed": lambda row: row["changed"]["at"] if row["changed"] else "",
    },
    empty="This store holds no case yet, or only archived ones, which --archived lists.",
)

SOURCES: ListTable[SourceShape] = ListTable(
    columns={
        "Key": lambda row: row["key"],
        "Source": lambda row: row["name"],
        "Kind": lambda row: row["kind"],
        "Known by": lambda row: "role only" if row["naming"] == "role" else row["naming"],
    },
    fields={
        "key": lambda row: row["key"],
        "name": lambda row: row["name"],
        "kind": lambda row: row["kind"],
        "naming": lambda row: row["naming"],
    },
    empty="No sources on record in this case.",
)

CLAIMS: ListTable[ClaimShape] = ListTable(
    columns={
        "Key": lambda row: row["key"],
        "Claim": lambda row: row["text"],
        "For": lambda row: _numbers(row["for"]),
        "Against": lambda row: _numbers(row["against"]),
        "Desk": lambda row: _decided(row),
    },
    fields={
        "key": lambda row: row["key"],
        "text": lambda row: row["text"],
        "parent": lambda row: row["parent"] or "",
        "for_named": lambda row: str(row["for"]["named"]),
        "for_anonymous": lambda row: str(row["for"]["anonymous"]),
        "for_not_recorded": lambda row: str(row["for"]["not_recorded"]),
        "against_named": lambda row: str(row["against"]["named"]),
        "against_anonymous": lambda row: str(row["against"]["anonymous"]),
        "against_not_recorded": lambda row: str(row["against"]["not_recorded"]),
        "status": lambda row: row["status"],
        "verdict": lambda row: row["verdict"] or "",
        "tags": lambda row: ", ".join(row["tags"]),
    },
    empty="No claims on record in this case.",
)

DENIALS: ListTable[DenialShape] = ListTable(
    columns={
        "Key": lambda row: row["statement"],
        "Who denies": lambda row: row["source"],
        "Published by": lambda row: row["outlet"] or "not recorded",
        "Denies": lambda row: " ".join(row["denies"]),
        "Silent on": lambda row: " ".join(row["silent_on"]),
    },
    fields={
        "statement": lambda row: row["statement"],
        "source": lambda row: row["source"],
        "outlet": lambda row: row["outlet"] or "",
        "denies": lambda row: " ".join(row["denies"]),
        "silent_on": lambda row: " ".join(row["silent_on"]),
    },
    empty="No denials on record in this case.",
)

ALARMS: ListTable[AlarmShape] = ListTable(
    columns={
        "Alarm": lambda row: row["kind"],
        "What it says": lambda row: row["sentence"],
        "Claims": lambda row: " ".join(row["claims"]),
        "Set aside": lambda row: _aside(row),
        "Key": lambda row: row["key"],
    },
    fields={
        "key": lambda row: row["key"],
        "kind": lambda row: row["kind"],
        "claims": lambda row: " ".join(row["claims"]),
        "set_aside": lambda row: _aside(row),
        "sentence": lambda row: row["sentence"],
    },
    empty="No alarm: nothing on record calls for a look.",
)

HISTORY: ListTable[DoneShape] = ListTable(
    columns={
        "No.": lambda row: str(row["action"]),
        "When": lambda row: row["at"].replace("T", " "),
        "Who": lambda row: row["who"],
        "What": lambda row: row["words"] + (" (undone)" if row["undone"] else ""),
        "Rows": lambda row: str(row["rows"]),
    },
    fields={
        "action": lambda row: str(row["action"]),
        "at": lambda row: row["at"],
        "who": lambda row: row["who"],
        "words": lambda row: row["words"],
        "undone": lambda row: "undone" if row["undone"] else "",
        "rows": lambda row: str(row["rows"]),
    },
    empty="Nothing was done yet.",
)

PROPOSALS: ListTable[ProposalShape] = ListTable(
    columns={
        "Who": lambda row: row["source"]["text"] or "not named",
        "Likely (a guess)": lambda row: row["antecedent"]["text"] if row["antecedent"] else "",
        "Cue": lambda row: row["cue"]["text"],
        "Act": lambda row: row["act"] + (" (denies)" if row["denies"] else ""),
        "Form": lambda row: row["form"],
        "Words at": lambda row: ", ".join(f"{span['start']}–{span['end']}" for span in row["content"]),
        "Within": lambda row: "" if row["within"] is None else str(row["within"]),
    },
    fields={
        "source": lambda row: row["source"]["text"],
        "antecedent": lambda row: row["antecedent"]["text"] if row["antecedent"] else "",
        "cue": lambda row: row["cue"]["text"],
        "act": lambda row: row["act"],
        "form": lambda row: row["form"],
        "content": lambda row: " ".join(f"{span['start']}-{span['end']}" for span in row["content"]),
        "within": lambda row: "" if row["within"] is None else str(row["within"]),
    },
    empty="Nothing in this text is attributed to anybody, as far as the rules see.",
)

KEPT: ListTable[KeptShape] = ListTable(
    columns={
        "No.": lambda row: str(row["number"]),
        "State": lambda row: row["state"] + (f" as {row['statement']}" if row["statement"] else ""),
        "Who": lambda row: row["source"]["text"] or "not named",
        "Likely (a guess)": lambda row: row["antecedent"]["text"] if row["antecedent"] else "",
        "Act": lambda row: row["act"] + (" (denies)" if row["denies"] else ""),
        "Words": lambda row: row["text"],
        "Within": lambda row: "" if row["within"] is None else str(row["within"]),
    },
    fields={
        "number": lambda row: str(row["number"]),
        "state": lambda row: row["state"],
        "statement": lambda row: row["statement"] or "",
        "source": lambda row: row["source"]["text"],
        "antecedent": lambda row: row["antecedent"]["text"] if row["antecedent"] else "",
        "cue": lambda row: row["cue"]["text"],
        "act": lambda row: row["act"],
        "form": lambda row: row["form"],
        "text": lambda row: row["text"],
        "within": lambda row: "" if row["within"] is None else str(row["within"]),
    },
    empty="Nothing in this report is proposed, or all of it is decided.",
)

PLACES: ListTable[OpenPlaceShape] = ListTable(
    columns={
        "Place": lambda row: str(row["place"]),
        "Quote of": lambda row: f"{row['statement']} in {row['report']}",
        "Words, with [-dropped-] and {+added+}": lambda row: _marked(row["difference"]),
        "Likeness": lambda row: f"{row['likeness']:.0%}",
    },
    fields={
        "place": lambda row: str(row["place"]),
        "statement": lambda row: row["statement"],
        "report": lambda row: row["report"],
        "before": lambda row: row["before"],
        "after": lambda row: row["after"],
        "likeness": lambda row: str(row["likeness"]),
    },
    empty="No quote's words changed, or all of them are decided.",
)


def _known(number: int | None, unknown: str = "not counted") -> str:
    return unknown if number is None else str(number)


def _status(row: HomeShape) -> str:
    """Open or archived, and how many claims are undecided."""
    left = f"{row['undecided']} of {row['claims']} undecided"
    told = f", {row['both_ways']} for and against" if row["both_ways"] else ""
    return f"{'archived' if row['archived'] else 'open'}, {left}{told}"


def _supported(row: HomeShape) -> str:
    """How many claims rest on how many origins."""
    found = row["support"]
    if found is None:
        return "not counted"
    against = f", {found['against']} with something against" if found["against"] else ""
    return f"{found['several']} on 2+ origins, {found['single']} on one, {found['without']} on none{against}"


def _aside(row: AlarmShape) -> str:
    """Who set an alarm aside, and why; empty where it stands."""
    aside = row["set_aside"]
    return f"{aside['who']}: {aside['reason']}" if aside else ""


def _marked(pieces: list[list[str]]) -> str:
    """A difference as text, in the signs of a word diff."""
    signs = {"kept": ("", ""), "dropped": ("[-", "-]"), "added": ("{+", "+}")}
    return "".join(f"{signs[change][0]}{words}{signs[change][1]}" for change, words in pieces)
