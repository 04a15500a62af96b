"""Kill −9 at random moments: the store stays whole, with every confirmed action."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from db.maintenance.demo import open_or_create_demo
from tests.attacks import FIGURES_FILE, Attack
from tests.support.cli_runner import environment
from tests.support.patience import HANG
from tests.support.repository import ROOT


def kill_writers(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Kill writing processes, each at a random moment, and check the store after each.

    :param tries: kills.
    """
    shipped = open_or_create_demo(folder / "shipped.db")
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.kill_writers", str(shipped), str(folder), str(tries), str(seed)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=HANG + 2 * tries,
        check=False,
    )
    if done.returncode:
        yield done.stderr
        return
    result = json.loads(done.stdout)
    for number in range(tries - 1):
        yield "; ".join(result["found"].get(str(number), ()))
    confirmed, seconds = result["confirmed"], result["seconds"]
    (folder / FIGURES_FILE).write_text(
        f"{tries} killed writers: {confirmed:,} actions, {confirmed / seconds:,.0f} a second"
    )
    last = [
        *result["found"].get(str(tries - 1), ()),
        *([] if confirmed >= tries // 2 else ["they were not killed while they worked"]),
    ]
    yield "; ".join(last)


ATTACKS = (Attack("kill −9 at random moments of writing", kill_writers, small=30, long=600),)
