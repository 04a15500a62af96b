"""Shapes of what ``--json`` prints, for the manual: each command is run on the example case with a day's work added."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from functools import cache
from itertools import starmap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.journal.opening import create_store
from db.maintenance.case_file import add_case_file, shipped_case
from tests.support.cli_runner import CommandLine
from tests.support.manual_tables import table
from tui.manual.json_keys import KEY_MEANINGS

WORK = """\
tag C1 W7 R1 S1 K1 urgent
note C1 'a note'
task C1 'call the embassy'
task R1 'get the original'
task K1 'write it up'
status C2 triaged
assess C1a disputed --because denied
assess C2 corroborated --because both
add claim 'the apology was written' --of C2 --part necessary
rate W7 B --because known
rate S1 C2 3 --because plausible
judge same W9 W10 different --reason both
judge independent W7 W6 unsure --reason unknown
set-aside missing-voice-W10 --reason asked
filter open status:new
add claim 'the embassy has apologised to the Iraqi army'
join C6 C2 --because same
add statement W5 ?C3 --act decline
add statement W2 --report R2 --act report --summary 'it asked the embassy'
import FIRST --url https://news.example/1 --outlet Delta
accept R5 1 +C1
import SECOND --url https://news.example/1 --outlet Delta
import COPIED --url https://news.example/2 --outlet Gamma"""
"""Commands that add one of each thing that a list can hold."""

EXAMPLES = {
    "cases": ["cases --count"],
    "case": ["case K1"],
    "sources": ["sources"],
    "source": ["source W7", "source W9", "source W5", "source W2"],
    "claims": ["claims"],
    "claim": ["claim C2", "claim C6", "claim C1"],
    "denials": ["denials"],
    "denial": ["denial S5"],
    "chain": ["chain"],
    "report": ["report R5", "report R1"],
    "search": ["search embassy"],
    "filters": ["filters"],
    "alarms": ["alarms"],
    "next": ["next"],
    "graph": ["graph C1"],
    "drift": ["drift"],
    "timeline": ["timeline --as-of R1"],
    "import": ["import SECOND --url https://news.example/1", "import THIRD --url https://news.example/1"],
    "import-table": ["import-table TABLE --rows claims --column id=id --column text=text"],
    "propose": ["propose FIRST"],
    "proposals": ["proposals R5"],
    "mark": ["mark R5 LINE --words WORDS --dry-run", "accept R6 1 +C1 --dry-run"],
    "mark --copies": ["mark --copies S24 R6 --dry-run"],
    "places": ["places"],
    "triage": ["triage"],
    "near": ["near C2"],
    "near --all": ["near --all --least 40"],
    "notes": ["notes"],
    "tasks": ["tasks"],
    "history": ["history C2"],
    "backup": ["backup COPY"],
    "check": ["check"],
    "restore": ["restore COPY"],
    "export": ["export"],
}
"""Runs of the commands that have ``--json``. ``mark`` and ``near`` stand twice, since an option changes their shape."""

SHAPES = {
    "note": ("notes", ""),
    "task": ("tasks", ""),
    "alarm": ("alarms", ""),
    "statement": ("source", "as_passed_on"),
    "quote": ("denial", "quotes"),
    "stance": ("chain", "stances"),
    "count": ("claims", "for"),
    "time": ("chain", "published"),
    "span": ("propose", "cue"),
    "claim": ("claim", ""),
}
"""Objects that stand inside others, by name: the command and the key where one is found."""

ROWS = ("before", "after")
"""Keys of rows of the store: their columns are those of the table."""

FIRST = "The drone came down in the river, the mayor Rana Haddad said. “It fell at nine,” she told reporters.\n"
SECOND = FIRST.replace("in the river", "in the rivers")
FILES = {
    "FIRST": FIRST,
    "SECOND": SECOND,
    "THIRD": SECOND.replace("nine", "ten"),
    "COPIED": f"From our correspondent. {FIRST}",
    "TABLE": "id,text,note\n1,a drone was seen over Ellery,x\n2,,x\n",
}
"""Files that the commands name in capitals."""


def shape_table(place: str) -> str:
    """What a command prints with ``--json``, or what an object of :data:`SHAPES` holds.

    :param place: a name in :data:`EXAMPLES` or :data:`SHAPES`.
    """
    if place in SHAPES:
        return _key_table(place, _inside(place))
    is_list = isinstance(printed()[place][0], list)
    return ("A list of objects:" if is_list else "An object:") + "\n\n" + _key_table(place, _objects(place))


@cache
def printed() -> dict[str, list[Any]]:
    """What the runs of each place print, parsed."""
    with TemporaryDirectory() as folder:
        store = Path(folder) / "desk.db"
        with create_store(store) as writer:
            add_case_file(writer, shipped_case())
        run, words = work_on(store)
        return {
            place: [json.loads(run(*_filled_in(line, words), "--json")) for line in lines]
            for place, lines in EXAMPLES.items()
        }


def work_on(store: Path) -> tuple[CommandLine, dict[str, str]]:
    """Do the day's work on a copy of the example case.

    :returns: what runs commands on it; and what words in capitals stand for in them, with files beside the store.
    """
    words = {
        "COPY": str(store.parent / "copy.db"),
        "LINE": "Rana Haddad : +C1",
        "WORDS": "she told reporters",
    }
    for name, text in FILES.items():
        file = store.parent / f"{name.lower()}{'.csv' if name == 'TABLE' else '.txt'}"
        file.write_text(text, "utf-8")
        words[name] = str(file)
    run = CommandLine(store)
    for line in WORK.splitlines():
        run(*_filled_in(line, words))
    return run, words


def _filled_in(line: str, words: dict[str, str]) -> list[str]:
    return [words.get(word, word) for word in shlex.split(line)]


def _inside(shape: str) -> list[dict[str, Any]]:
    """Objects of a shape, where they are found."""
    place, key = SHAPES[shape]
    if not key:
        return _objects(place)
    inside = [each[key] for each in _objects(place)]
    return [each for value in inside for each in (value if isinstance(value, list) else [value])]


def _objects(place: str) -> list[dict[str, Any]]:
    """The objects that the runs of a place print, or those of a shape."""
    if place not in EXAMPLES:
        return _inside(place)
    return [each for answer in printed()[place] for each in (answer if isinstance(answer, list) else [answer])]


def _key_table(place: str, objects: list[dict[str, Any]]) -> str:
    rows = ([f"`{key}`", _meaning(place, key, values)] for key, values in _by_key(objects).items())
    return table(("key", "meaning"), rows)


def _meaning(place: str, key: str, values: list[Any]) -> str:
    """What a key means, and the shape of the objects in it."""
    words = KEY_MEANINGS[_entry(place, key)]
    shape = _shape(values)
    return f"{words} · {shape}" if shape else words


def _entry(place: str, key: str) -> str:
    """The entry in the table of meanings for a key of a place."""
    return f"{place} {key}" if f"{place} {key}" in KEY_MEANINGS else key


def entries_of(place: str) -> set[str]:
    """The entries in the table of meanings that a place takes."""
    return {_entry(place, key) for key in _by_key(_objects(place))}


def _shape(values: list[Any]) -> str:
    """What the objects among some values hold; empty where there are none."""
    lists = [each for value in values if isinstance(value, list) for each in value if isinstance(each, dict)]
    if lists:
        return f"a list of {_shape_name(lists, 's')}"
    objects = [value for value in values if isinstance(value, dict)]
    return _shape_name(objects) if objects else ""


def _shape_name(objects: list[dict[str, Any]], plural: str = "") -> str:
    if name := _known_shape(objects):
        return f"*{name}{plural}*"
    keys = list(_by_key(objects))
    for name in ("statement", "claim"):
        known = _by_key(_inside(name))
        if {*known} < {*keys}:
            return f"*{name}{plural}*, with {', '.join(f'`{key}`' for key in keys if key not in known)}"
    return f"`{_names(objects)}`"


def _known_shape(objects: list[dict[str, Any]]) -> str:
    """The name of the shape with just these keys; empty where there is none."""
    keys = {*_by_key(objects)}
    return next((name for name in SHAPES if {*_by_key(_inside(name))} == keys), "")


def _names(objects: list[dict[str, Any]]) -> str:
    """The keys of some objects, those of objects in them too: ``{claim, quotes: [{exact, form}]}``."""
    return _known_shape(objects) or "{" + ", ".join(starmap(_name, _by_key(objects).items())) + "}"


def _name(key: str, values: list[Any]) -> str:
    objects = [value for value in values if isinstance(value, dict)]
    if objects and key not in ROWS:
        return f"{key}: {_names(objects)}"
    inside = [each for value in values if isinstance(value, list) for each in value if isinstance(each, dict)]
    return f"{key}: [{_names(inside)}]" if inside else key


def _by_key(objects: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    """The values of each key in some objects."""
    values: dict[str, list[Any]] = {}
    for each in objects:
        for key, value in each.items():
            values.setdefault(key, []).append(value)
    return values
