"""Nothing that is sent, pressed, cut off or put in its place breaks the desk: each attack, small."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks import Attack, all_attacks, carry_out
from tests.support.figures import FIGURES


@pytest.mark.slow
@pytest.mark.parametrize("attack", [pytest.param(each, id=each.name) for each in all_attacks()])
def test_attack_breaks_nothing(attack: Attack, tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    outcome = carry_out(attack, tmp_path, attack.small)
    if outcome.figures:
        record_property(FIGURES, outcome.figures)
    assert outcome.tried
    assert outcome.failed == ()
