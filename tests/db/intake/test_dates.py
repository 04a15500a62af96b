"""Publication times: certain ones get EDTF, others keep only their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.intake.dates import parse_published
from db.model.times import parse_edtf_bounds


@pytest.mark.parametrize(
    ("raw", "edtf"),
    [
        ("2020-12-16T21:45:00+02:00", "2020-12-16T21:45:00+02:00"),
        ("2020-12-16T21:45:09.123Z", "2020-12-16T21:45:09Z"),
        ("2020-12-16 21:45:00 +0200", "2020-12-16T21:45:00+02:00"),
        ("2020-12-16 21:45 UTC", "2020-12-16T21:45:00Z"),
        ("Wed, 16 Dec 2020 18:45:00 GMT", "2020-12-16T18:45:00Z"),
        ("Wed, 16 Dec 2020 18:45:00 +0300", "2020-12-16T18:45:00+03:00"),
        ("2020-12-16", "2020-12-16"),
        ("2020-12", "2020-12"),
        ("2020-12-16T21:45:00", "2020-12-16"),
        ("2020-12-16T00:00:00Z", "2020-12-16"),
        ("earlier on Wednesday", None),
        ("16.12.2020", None),
        ("12/11/2020", None),
        ("2020-13-45", None),
        ("0000-00-00", None),
        ("9:45 p.m.", None),
    ],
)
def test_sure_time_gets_edtf(raw: str, edtf: str | None) -> None:
    when = parse_published(raw)
    assert (when.raw, when.edtf) == (raw, edtf)


@pytest.mark.parametrize("raw", [None, "", "  ", "x" * 5000])
def test_no_words_no_time(raw: str | None) -> None:
    assert parse_published(raw).raw is None


@given(st.one_of(st.text(max_size=60), st.datetimes().map(str), st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d[Z+-].{0,6}")))
def test_any_words_are_handled(raw: str) -> None:
    parse_edtf_bounds(parse_published(raw), "Asia/Baghdad")
