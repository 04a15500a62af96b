"""What the lists of found things and of saved filters show on the command line."""

from __future__ import annotations

from db.serialize.search_part2 import FilterShape, HitShape
from tui.cli.tables import ListTable

_FOUND_IN = {"report": "title", "capture": "text", "quote": "exact words"}

HITS: ListTable[HitShape] = ListTable(
    columns={
        "Case": lambda row: row["case"] or "",
        "Found in": lambda row: _FOUND_IN.get(row["found"], row["found"]),
        "Key": lambda row: row["key"],
        "Of": lambda row: row["about"] or "",
        "Words": lambda row: row["excerpt"],
    },
    fields={
        "case": lambda row: row["case"] or "",
        "found": lambda row: row["found"],
        "key": lambda row: row["key"],
        "about": lambda row: row["about"] or "",
        "start": lambda row: str(row["at"]["start"]) if row["at"] else "",
        "end": lambda row: str(row["at"]["end"]) if row["at"] else "",
        "excerpt": lambda row: row["excerpt"],
    },
    empty="Nothing has these words.",
)

FILTERS: ListTable[FilterShape] = ListTable(
    columns={"Name": lambda row: row["name"], "Filter": lambda row: row["words"]},
    fields={"name": lambda row: row["name"], "words": lambda row: row["words"]},
    empty="No filter is saved yet.",
)
