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
        ("The Example Post, 9 October 2010", "9 October 2010"),
        ("Example Wire, Oct 10, 2010", "Oct 10, 2010"),
        ("By A. Writer | Published: 16.12.2020 21:45", "16.12.2020 21:45"),
        ("Example TV - 6 October 2010 10:15 GMT", "6 October 2010 10:15 GMT"),
    ],
)
def test_date_line_is_found(line: str, date: str) -> None:
    assert date_line(_TEXT.format(line)) == date


@pytest.mark.parametrize(
    "line",
    [
        "By A. Writer",
        "2020",
        "Sofia, 2010",
        "yesterday",
        "In October, it fell",
        "Our report of 16 December 2020 was read by many",
    ],
)
def test_other_lines_are_not_dates(line: str) -> None:
    assert date_line(_TEXT.format(line)) is None
