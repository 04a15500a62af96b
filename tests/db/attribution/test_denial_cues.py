"""Words that introduce a quote, and whether they deny it."""

from __future__ import annotations

import pytest

from db.attribution.verbs import is_denial_cue


@pytest.mark.parametrize(
    "cue", ["denied", "Denies", "has dismissed", "rejecting", "ruled out", "in a denial", "refuted"]
)
def test_words_that_deny(cue: str) -> None:
    assert is_denial_cue(cue)


@pytest.mark.parametrize("cue", ["said", "did not deny", "doesn’t deny", "", "confirmed", "told reporters"])
def test_words_that_do_not_deny(cue: str) -> None:
    assert not is_denial_cue(cue)
