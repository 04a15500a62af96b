"""The desk's wording of times and numbers."""

from __future__ import annotations

import pytest

from db.model.times import When
from db.queries.origins import Support
from tui.text.wording import short_support, side_words, time_words

AT = "2020-12-16T18:45:00Z"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (When(), "day not recorded"),
        (When("earlier"), "“earlier”"),
        (When(edtf="2020-12-16"), "16 Dec 2020, time of day not recorded"),
        (When(lo=AT, hi=AT), "16 Dec 2020, 18:45 UTC"),
        (When(edtf="2020-12-16", lo=AT, hi=AT), "16 Dec 2020, 18:45 UTC"),
        (When(hi=AT), "by 16 Dec 2020, 18:45 UTC"),
        (When("later", lo=AT), "from 16 Dec 2020, 18:45 UTC, “later”"),
        (When(lo=AT, hi="2020-12-16T19:45:00Z"), "16 Dec 2020, 18:45 to 19:45 UTC"),
    ],
)
def test_time_in_words(when: When, words: str) -> None:
    assert time_words(when) == words


def test_day_of_a_withdrawal_goes_before_a_number() -> None:
    numbers = side_words(Support(named=1, not_recorded=2, withdrawn=1, withdrawn_on="2018-11-19"))
    assert numbers == "1 named · 2 not recorded · 1 withdrawn, 19 Nov 2018"
    assert [short_support(numbers, times) for times in range(3)] == [
        numbers,
        "1 named · 2 not rec. · 1 withdrawn",
        "1 named · 2 n.r. · 1 withdrawn",
    ]
