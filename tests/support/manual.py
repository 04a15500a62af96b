"""The manual's tables that are made from the code. ``python -m tests.support.manual`` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from db.model.field_table import Field, ValueKind
from db.model.fields import FIELD_TABLES
from db.queries.reports import reports
from db.serialize.records import encode_whole_report
from tests.support.factories import CaseFactory
from tests.support.repository import ROOT

MANUAL = ROOT / "tui" / "manual"


def generated_page(text: str) -> str:
    """A page of the manual with its tables made from the code as it is.

    A table stands between ``<!-- NAME -->`` and ``<!-- end of NAME -->``.
    """
    for name, make in TABLES.items():
        pattern = rf"(?s)(<!-- {name} -->\n).*?(<!-- end of {name} -->\n)"
        text = re.sub(pattern, lambda found: found[1] + make() + found[2], text)  # noqa: B023 - called at once
    return re.sub(r"(?m)^(\| `report KEY` \|) .*$", rf"\1 `{{{', '.join(report_keys())}}}` |", text)


def field_rows() -> str:
    """The table of what may be said of each thing, in Markdown."""
    return "".join(f"{row}\n" for row in ("| of a | field | what it is |", "|---|---|---|", *_field_lines()))


TABLES: dict[str, Callable[[], str]] = {"fields": field_rows}
"""What makes each table, by its name."""


def report_keys() -> list[str]:
    """The keys of ``onrecord report KEY --json``, in their order."""
    with CaseFactory.in_memory() as factory:
        (report,) = reports(factory.writer, [factory.report()])
        return list(encode_whole_report(factory.writer, report))


def _field_lines() -> Iterator[str]:
    for table in FIELD_TABLES:
        noun = table.noun
        for field in table:
            if field.is_option:
                yield f"| {noun} | {_option_names(field)} | {_describe_field(field)} |"
                noun = ""


def _option_names(field: Field) -> str:
    """The argument or the options that give a field."""
    option = f"--{field.option or field.name.replace('_', '-')}"
    if field.kind is ValueKind.TIME:
        return ", ".join(f"`{option}{suffix}`" for suffix in ("", "-words", "-after", "-before"))
    return f"`{field.name.upper()}`" if field.is_argument else f"`{option}`"


def _describe_field(field: Field) -> str:
    words = f"The time of {field.help}" if field.kind is ValueKind.TIME else field.help.rstrip(".")
    terms = ", ".join(f"`{term}`" for term in field.terms or ())
    return f"{words}: {terms}" if terms else words


if __name__ == "__main__":
    for path in sorted(MANUAL.glob("*.md")):
        path.write_text(generated_page(path.read_text("utf-8")), "utf-8")
