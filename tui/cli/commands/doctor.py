"""``onrecord doctor``: what the desk stands on, and what should be changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import SetupProblem
from tui.cli.options import json_option, store_option, store_path
from tui.cli.output import print_json, print_rows

if TYPE_CHECKING:
    from tui.system.doctor import SetupCheck


@click.command("doctor")
@store_option("The store to check.")
@json_option
def check_setup(store: Path | None, as_json: bool) -> None:
    """Check the terminal, configuration and store folder.

    The clipboard and what is installed are checked, too; nothing is changed. Ends with 21 where something should
    be, such as a store on a network share or in a folder that a program syncs.
    """
    from tui.actions.keymap import resolve_keymap
    from tui.cli.tables import SETUP_CHECKS
    from tui.system.config import read_config
    from tui.system.doctor import Health, check_surroundings
    from tui.themes import describe_unknown_theme

    config = read_config()
    wrong_names = [*filter(None, [describe_unknown_theme(config.theme)]), *resolve_keymap(config.keymap)[1]]
    checks = list(check_surroundings(store_path(store).path, config, wrong_names))
    if as_json:
        print_json([_encode(each) for each in checks])
    else:
        print_rows(checks, SETUP_CHECKS)
    wrong = [each for each in checks if each.health is Health.WRONG]
    if wrong:
        count = f"{len(wrong)} thing{'' if len(wrong) == 1 else 's'}"
        raise SetupProblem(
            f"{count} should be changed: {wrong[0].name}: {wrong[0].found.rstrip('.')}.", wrong[0].advice
        )


def _encode(check: SetupCheck) -> dict[str, str | None]:
    return {"name": check.name, "found": check.found, "health": str(check.health), "advice": check.advice or None}
