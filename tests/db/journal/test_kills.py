"""A kill −9 at any moment leaves the store whole, with every confirmed action."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli_runner import environment
from tests.support.figures import FIGURES
from tests.support.repository import ROOT

KILLS = 200


@pytest.mark.slow
def test_kill_9_keeps_confirmed_actions_only(
    shipped_store: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.kill_writers", str(shipped_store), str(tmp_path), str(KILLS), str(seed)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["found"] == [], f"seed {seed}"
    assert said["confirmed"] > KILLS, "they were killed while they worked"
    record_property(
        FIGURES,
        f"{KILLS} kills in {said['seconds']:.0f} s: {said['confirmed']:,} confirmed actions, none lost; "
        f"{said['unsaid']} were whole but not yet confirmed",
    )
