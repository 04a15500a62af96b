"""``onrecord config``: what holds, and from where; the path of the file, and the file in an editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from db.dataclass import dataclass
from db.errors import Refused, WrongUse
from tui.cli.options import json_option
from tui.cli.output import print_json, print_line, print_rows

if TYPE_CHECKING:
    from tui.system.config import Config, Setting


@dataclass(frozen=True, slots=True)
class _CheckedConfig:
    """The settings as they hold, and what is wrong."""

    settings: tuple[Setting, ...]
    problems: tuple[str, ...]


@click.command("config")
@click.argument("action", required=False, type=click.Choice(["edit"]))
@click.option("--path", "only_path", is_flag=True, help="Print the path of the file alone.")
@click.option("--actions", is_flag=True, help="List the ids of all actions, with their keys.")
@json_option
def config(action: str | None, only_path: bool, actions: bool, as_json: bool) -> None:
    """Print the settings, and where each comes from.

    With edit, your editor opens the file: config.toml in your configuration directory, or the one that
    ONRECORD_CONFIG names. Each setting can also be set by a variable, such as ONRECORD_THEME.
    """
    from tui.system.config import read_config

    found = read_config()
    assert found.path is not None
    if only_path:
        print_line(str(found.path))
    elif actions:
        _list_actions(found)
    elif action == "edit":
        _edit(found.path)
    else:
        _print(found, as_json=as_json)


def _list_actions(found: Config) -> None:
    from tui.actions.keymap import resolve_keymap
    from tui.actions.registry import COMMANDS, all_key_labels, use_keymap
    from tui.cli.tables import ACTIONS

    use_keymap(resolve_keymap(found.keymap)[0])
    print_rows(((each.id, all_key_labels(each), each.help) for each in COMMANDS), ACTIONS)


def _print(found: Config, *, as_json: bool) -> None:
    from tui.cli.tables import SETTINGS
    from tui.text.marks import Mark

    checked = _check(found)
    if as_json:
        print_json(_encode(found, checked))
    else:
        print_rows(list(_rows(checked.settings)), SETTINGS)
        for problem in checked.problems:
            print_line(f"{Mark.WRONG} {problem}")
    if checked.problems:
        raise WrongUse(
            f"{len(checked.problems)} of the settings can't be used; the default holds for each.",
            "onrecord config edit opens the file.",
        )


def _check(found: Config) -> _CheckedConfig:
    """The settings with the option of the running command, and the keys that can't be."""
    from tui.actions.keymap import resolve_keymap
    from tui.cli.options import global_options
    from tui.system.config import Setting, SettingOrigin

    keymap, wrong = resolve_keymap(found.keymap)
    settings = [each for each in found.settings if each.name != "keymap"]
    theme = global_options().theme
    if theme:
        named = Setting("theme", theme, SettingOrigin.OPTION, "--theme")
        settings = [named if each.name == "theme" else each for each in settings]
    settings += [
        Setting(f"keymap.{id}", keys, SettingOrigin.FILE, str(found.path)) for id, keys in sorted(keymap.items())
    ]
    return _CheckedConfig(tuple(settings), (*found.problems, *_unknown_theme(found), *wrong))


def _unknown_theme(found: Config) -> list[str]:
    if not found.theme:
        return []
    from tui.themes import describe_unknown_theme  # it takes Textual to know all themes

    unknown = describe_unknown_theme(found.theme)
    return [unknown] if unknown else []


def _rows(settings: tuple[Setting, ...]) -> Iterator[tuple[str, str, str, str]]:
    for each in settings:
        yield each.name, _words_of(each.value), each.origin, each.place


def _words_of(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    return str(value) or "–"


def _encode(found: Config, checked: _CheckedConfig) -> Mapping[str, Any]:
    settings = {
        each.name: {"value": each.value or None, "from": str(each.origin), "place": each.place or None}
        for each in checked.settings
    }
    return {"path": str(found.path), "settings": settings, "problems": list(checked.problems)}


def _edit(path: Path) -> None:
    from tui.system.config import TEMPLATE, read_config
    from tui.system.editor import edit_file
    from tui.text.marks import Mark

    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TEMPLATE, "utf-8")
    except OSError as error:
        raise Refused(f"{path} can't be made: {error.strerror}.", "ONRECORD_CONFIG names another file.") from error
    edit_file(path)
    for problem in _check(read_config()).problems:
        print_line(f"{Mark.WRONG} {problem}")
