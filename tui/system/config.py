"""The configuration of a person: ``config.toml``, the environment, and what holds where both are silent.

Nothing here raises: what is wrong is a sentence in :attr:`Config.problems`, and the default holds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from db.dataclass import dataclass, field
from db.model.date_order import DateOrder
from tui.text.nearest import nearest_words

VARIABLE = "ONRECORD_CONFIG"
"""The environment variable that names the file."""

MOST_BYTES = 1_000_000
"""The largest file that is read."""


class SettingOrigin(StrEnum):
    """Where a setting comes from."""

    OPTION = "option"
    ENVIRONMENT = "environment"
    FILE = "file"
    KEPT = "kept from the last start"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that holds, and where it comes from."""

    name: str
    value: Any
    origin: SettingOrigin
    place: str = ""
    """The variable, or the file with the line."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a person set. Every field has a value, since what is wrong or missing has its default."""

    theme: str = ""
    """The name of a theme; empty for the one used last."""
    date_order: DateOrder = DateOrder.ASK
    zone: str = ""
    """The time zone of a new case, such as Asia/Baghdad; empty for that of the system."""
    editor: str = ""
    """The command of the editor; empty for VISUAL or EDITOR."""
    walk_seconds: float = 4.0
    """Seconds that the walk stays at a step."""
    columns: tuple[int, ...] = ()
    """Shares of the desk's width for sources, claims and denials; empty for those of the style sheet."""
    langmap: str = "auto"
    """The keyboard layout whose letters stand for the keys in their places; ``auto`` for any, ``off`` for none."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    """Keys of actions, by the action's id."""
    path: Path | None = None
    """The file that was looked for."""
    settings: tuple[Setting, ...] = ()
    """Where each value comes from."""
    problems: tuple[str, ...] = ()
    """What is wrong with the file, in sentences."""

    def setting(self, name: str) -> Setting:
        """One setting with its origin."""
        return next(each for each in self.settings if each.name == name)


def config_path(environ: Mapping[str, str] = os.environ) -> Path:
    """The file: the one that ``ONRECORD_CONFIG`` names, else ``config.toml`` in the user's configuration directory."""
    if named := environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_config_path  # most commands read no configuration

    return user_config_path("onrecord", appauthor=False) / "config.toml"


def read_config(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration; it never fails."""
    path = config_path(environ)
    text, problems = _read_text(path)
    table = _parse(text, path, problems)
    problems += [_describe_unknown(name, KNOWN, text, path) for name in table if name not in KNOWN]
    values: dict[str, Any] = {}
    settings: list[Setting] = []
    for name, check in _CHECKS.items():
        setting = _choose(name, check, table, environ, text, path, problems)
        settings.append(setting)
        values[name] = setting.value
    keymap = _read_keymap(table.get("keymap", {}), text, path, problems)
    origin = SettingOrigin.FILE if keymap else SettingOrigin.DEFAULT
    settings.append(Setting("keymap", keymap, origin, str(path) if keymap else ""))
    return Config(**values, keymap=keymap, path=path, settings=tuple(settings), problems=tuple(problems))


def _choose(
    name: str,
    check: _Check,
    table: Mapping[str, Any],
    environ: Mapping[str, str],
    text: str,
    path: Path,
    problems: list[str],
) -> Setting:
    """The value that holds: the variable's, else the file's, else the default."""
    variable = f"ONRECORD_{name.upper()}"
    if variable in environ:
        try:
            return Setting(name, check.parse(environ[variable]), SettingOrigin.ENVIRONMENT, variable)
        except ValueError:
            problems.append(f"{variable} is “{environ[variable]}”, and must be {check.wanted}.")
    if name in table:
        line = line_of(name, text)
        try:
            return Setting(name, check.take(table[name]), SettingOrigin.FILE, f"{path}, line {line}")
        except ValueError:
            problems.append(f"{name} in {path}, line {line}, must be {check.wanted}.")
    for generic in check.generic:
        if environ.get(generic, "").strip():
            return Setting(name, environ[generic].strip(), SettingOrigin.ENVIRONMENT, generic)
    return Setting(name, check.default, SettingOrigin.DEFAULT)


@dataclass(frozen=True, slots=True)
class _Check:
    """How the value of a setting is checked."""

    default: Any
    wanted: str
    """What it must be, for a sentence."""
    take: Callable[[Any], Any]
    """The value from the file. :raises ValueError: it is wrong."""
    parse: Callable[[str], Any]
    """The value from a variable. :raises ValueError: it is wrong."""
    generic: tuple[str, ...] = ()
    """Variables of other programs that are asked last."""


def _take_text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _take_order(value: Any) -> DateOrder:
    return DateOrder(_take_text(value))


def _take_zone(value: Any) -> str:
    zone = _take_text(value)
    try:
        ZoneInfo(zone)
    except (KeyError, OSError) as error:
        raise ValueError from error
    return zone


def _take_seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.5 <= value <= 600:
        raise ValueError
    return float(value)


def _take_columns(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) != 3:
        raise ValueError
    if not all(isinstance(each, int) and not isinstance(each, bool) and 1 <= each <= 100 for each in value):
        raise ValueError
    return tuple(value)


LAYOUTS = ("auto", "off", "arabic", "persian", "hebrew", "russian", "ukrainian", "greek")
"""Values of ``langmap``."""


def _take_layout(value: Any) -> str:
    layout = _take_text(value).lower()
    if layout not in LAYOUTS:
        raise ValueError
    return layout


_CHECKS: dict[str, _Check] = {
    "theme": _Check("", 'the name of a theme, such as "onrecord-light"', _take_text, _take_text),
    "date_order": _Check(DateOrder.ASK, '"day-month", "month-day" or "ask"', _take_order, _take_order),
    "zone": _Check("", 'a time zone, such as "Asia/Baghdad"', _take_zone, _take_zone),
    "editor": _Check("", 'the command of an editor, such as "nano"', _take_text, _take_text, ("VISUAL", "EDITOR")),
    "walk_seconds": _Check(
        4.0, "a number of seconds from 0.5 to 600", _take_seconds, lambda text: _take_seconds(float(text))
    ),
    "columns": _Check(
        (),
        "three whole numbers from 1 to 100, such as [3, 5, 4]",
        _take_columns,
        lambda text: _take_columns([int(each) for each in text.split(",")]),
    ),
    "langmap": _Check("auto", f"one of {', '.join(LAYOUTS)}", _take_layout, _take_layout),
}

KNOWN = (*_CHECKS, "keymap")
"""Every key of the file."""


def _read_text(path: Path) -> tuple[str, list[str]]:
    """The text of the file; empty where there is none."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            return "", [f"{path} has more than {MOST_BYTES:,} bytes, and is not read."]
        return raw.decode("utf-8-sig"), []
    except FileNotFoundError:
        return "", []
    except OSError as error:
        return "", [f"{path} can't be read: {error.strerror}."]
    except UnicodeDecodeError:
        return "", [f"{path} is not UTF-8 text, and is not read."]


def _parse(text: str, path: Path, problems: list[str]) -> dict[str, Any]:
    if not text.strip():
        return {}
    import tomllib  # only where there is a file

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problems.append(f"{path} is not read, since it is not TOML: {error}.")
        return {}


def _read_keymap(found: Any, text: str, path: Path, problems: list[str]) -> dict[str, str]:
    if not isinstance(found, dict):
        problems.append(f"keymap in {path}, line {line_of('keymap', text)}, must be a table: [keymap].")
        return {}
    keymap: dict[str, str] = {}
    for name, keys in _flat(found):
        if isinstance(keys, str) and keys.strip():
            keymap[name] = keys
        else:
            line = line_of(name, text)
            problems.append(f'{name} in {path}, line {line}, must be a key or several, such as "n" or "n, ctrl+n".')
    return keymap


def _flat(table: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Ids with their keys: TOML reads ``chain.next = "n"`` as a table in a table."""
    pairs: list[tuple[str, Any]] = []
    for name, value in table.items():
        whole = f"{before}{name}"
        pairs += _flat(value, f"{whole}.") if isinstance(value, dict) else [(whole, value)]
    return pairs


def _describe_unknown(name: str, known: tuple[str, ...], text: str, path: Path) -> str:
    return f"{path}, line {line_of(name, text)}: there is no setting {name}{nearest_words(name, known)}."


def line_of(name: str, text: str) -> int:
    """The line in which a key of the file is set, from 1; 1 where it can't be found."""
    last = re.escape(name.rpartition(".")[2])
    whole = re.compile(rf"""^\s*(\[.*)?["']?({re.escape(name)}|([\w-]+\.)*["']?{last})["']?\s*(=|\])""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if whole.match(line)), 1)


TEMPLATE = """\
# The configuration of onrecord. A line that begins with # does nothing. onrecord config shows what holds.

# theme = "onrecord-light"
# date_order = "day-month"      # or "month-day", "ask"
# zone = "Asia/Baghdad"         # of a new case
# editor = "nano"
# walk_seconds = 4
# columns = [3, 5, 4]           # shares of sources, claims and denials
# langmap = "auto"              # or "off", "arabic", "persian", "hebrew", "russian", "ukrainian", "greek"

# [keymap]                      # onrecord help desk lists the actions; an id before the keys
# "chain.next" = "n, ]"
"""
"""The file as ``onrecord config edit`` begins it."""
