"""The line of a text that is its date."""

from __future__ import annotations

import pytest

from db.intake.date_line import date_line

_TEXT = "A drone fell\n\n{}\n\nIt fell in 2020 on a house, the police said on 16 December 2020.\n"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Wednesday, 16 December 2020", "Wednesday, 16 December 2020"),
        ("16.12.2020 21:45", "16.12.2020 21:45"),
        ("Published on 16 Dec 2020", "16 Dec 2020"),
        ("2020-12-16", "2020-12-16"),
        ("06/10/2010", "06/10/2010"),
    ],
)
def test_date_line_is_found(line: str, date: str) -> None:
    assert date_line(_TEXT.format(line)) == date


@pytest.mark.parametrize(
    "line", ["By A. Writer", "2020", "yesterday", "Our report of 16 December 2020 was read by many"]
)
def test_other_lines_are_not_dates(line: str) -> None:
    assert date_line(_TEXT.format(line)) is None
