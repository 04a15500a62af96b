"""What ``onrecord near`` lists: near claims, and pairs of them."""

from __future__ import annotations

from db.serialize.schemas import SupportShape
from db.serialize.search import NearPairShape, NearShape
from tui.cli.tables import ListTable


def _numbers(row: NearShape) -> str:
    return f"+{_told(row['for'])} −{_told(row['against'])}"


def _told(found: SupportShape) -> str:
    """Named, anonymous and not recorded, as the desk's panes write them."""
    return f"{found['named']}/{found['anonymous']}/{found['not_recorded']}"


NEAR: ListTable[NearShape] = ListTable(
    columns={
        "Like": lambda row: str(row["likeness"]),
        "Key": lambda row: row["key"],
        "Claim": lambda row: row["text"],
        "For, against": _numbers,
    },
    fields={
        "likeness": lambda row: str(row["likeness"]),
        "claim": lambda row: row["key"],
        "text": lambda row: row["text"],
        "for_named": lambda row: str(row["for"]["named"]),
        "for_anonymous": lambda row: str(row["for"]["anonymous"]),
        "for_not_recorded": lambda row: str(row["for"]["not_recorded"]),
        "against_named": lambda row: str(row["against"]["named"]),
        "against_anonymous": lambda row: str(row["against"]["anonymous"]),
        "against_not_recorded": lambda row: str(row["against"]["not_recorded"]),
    },
    empty="No claim of this case is near to that.",
)

PAIRS: ListTable[NearPairShape] = ListTable(
    columns={
        "Like": lambda row: str(row["likeness"]),
        "Key": lambda row: row["key"],
        "Claim": lambda row: row["text"],
        "Other": lambda row: row["other"],
        "Its words": lambda row: row["other_text"],
    },
    fields={
        "likeness": lambda row: str(row["likeness"]),
        "claim": lambda row: row["key"],
        "other": lambda row: row["other"],
        "text": lambda row: row["text"],
        "other_text": lambda row: row["other_text"],
    },
    empty="No two claims of this case are near to each other.",
)
