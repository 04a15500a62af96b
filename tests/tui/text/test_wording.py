"""The desk's wording of times."""

from __future__ import annotations

import pytest

from db.model.times import When
from tui.text.wording import time_words

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
