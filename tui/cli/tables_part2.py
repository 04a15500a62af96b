"""What the lists of notes and of tasks show: the columns for people, and the fields for a pipe."""

from __future__ import annotations

from db.serialize.assessments_part2 import NoteShape, TaskShape
from tui.cli.tables import ListTable

NOTES: ListTable[NoteShape] = ListTable(
    columns={
        "Key": lambda row: row["key"],
        "On": lambda row: row["on"],
        "Case": lambda row: row["case"] or "",
        "Note": lambda row: row["text"],
        "Who": lambda row: row["who"],
        "When": lambda row: row["at"].replace("T", " "),
    },
    fields={
        "key": lambda row: row["key"],
        "on": lambda row: row["on"],
        "case": lambda row: row["case"] or "",
        "who": lambda row: row["who"],
        "at": lambda row: row["at"],
        "text": lambda row: row["text"],
    },
    empty="No note is on record.",
)

TASKS: ListTable[TaskShape] = ListTable(
    columns={
        "Key": lambda row: row["key"],
        "Due": lambda row: (row["due"] or "no day") + (" overdue" if row["overdue"] else ""),
        "State": lambda row: "● done" if row["done"] else "○ open",
        "Task": lambda row: row["text"],
        "Who": lambda row: row["person"] or "nobody yet",
        "On": lambda row: row["on"],
        "Case": lambda row: row["case"] or "",
    },
    fields={
        "key": lambda row: row["key"],
        "on": lambda row: row["on"],
        "case": lambda row: row["case"] or "",
        "state": lambda row: "done" if row["done"] else "overdue" if row["overdue"] else "open",
        "due": lambda row: row["due"] or "",
        "person": lambda row: row["person"] or "",
        "text": lambda row: row["text"],
    },
    empty="No task is on record.",
)
