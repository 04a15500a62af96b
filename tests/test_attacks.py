"""Nothing that is sent, pressed, cut off or put in its place breaks the desk: each attack, small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks import Attack, all_attacks, carry_out


@pytest.mark.slow
@pytest.mark.parametrize("attack", [pytest.param(each, id=each.name) for each in all_attacks()])
def test_attack_breaks_nothing(attack: Attack, tmp_path: Path) -> None:
    outcome = carry_out(attack, tmp_path, attack.small)
    assert outcome.tried
    assert outcome.failed == ()
