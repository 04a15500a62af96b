"""The README's tables that are made from the code. ``python -m tests.support.readme`` writes them anew."""

from __future__ import annotations

from collections.abc import Iterator

from db.model.field_table import Field, ValueKind
from db.model.fields import FIELD_TABLES
from tests.support.repository import ROOT

README = ROOT / "README.md"

BEGIN, END = "<!-- fields -->\n", "<!-- end of fields -->\n"
"""What stands before and after the table of fields."""


def field_rows() -> str:
    """The table of what may be said of each thing, in Markdown."""
    return "".join(f"{row}\n" for row in ("| of a | field | what it is |", "|---|---|---|", *_rows()))


def written_anew(readme: str) -> str:
    """The README with its tables made from the code as it is."""
    before, _, rest = readme.partition(BEGIN)
    return before + BEGIN + field_rows() + END + rest.partition(END)[2]


def _rows() -> Iterator[str]:
    for table in FIELD_TABLES:
        noun = table.noun
        for field in table:
            if field.is_option:
                yield f"| {noun} | {_name(field)} | {_meaning(field)} |"
                noun = ""


def _name(field: Field) -> str:
    """The argument or the options that give a field."""
    option = f"--{field.option or field.name.replace('_', '-')}"
    if field.kind is ValueKind.TIME:
        return ", ".join(f"`{option}{suffix}`" for suffix in ("", "-words", "-after", "-before"))
    return f"`{field.name.upper()}`" if field.is_argument else f"`{option}`"


def _meaning(field: Field) -> str:
    words = f"The time of {field.help}" if field.kind is ValueKind.TIME else field.help.rstrip(".")
    terms = ", ".join(f"`{term}`" for term in field.terms or ())
    return f"{words}: {terms}" if terms else words


if __name__ == "__main__":
    README.write_text(written_anew(README.read_text("utf-8")), "utf-8")
