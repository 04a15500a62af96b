"""Hostile text in every column of a store, keys too: no byte of it reaches the terminal, the clipboard or a pipe."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from random import Random
from unittest.mock import patch

from db.model.keys import KEY_LETTERS
from db.store.opening import open_reader
from tests.attacks import Attack
from tests.support.frozen_stores import thaw
from tests.support.hostile_store import terminal_controls
from tests.support.pilot import open_app, press
from tests.support.textual_private import screen_strips
from tui.app import prepare_app
from tui.cli.main import main

OSC_52 = "\x1b]52;c;T1dORUQ=\x07"
"""Writes the reader's clipboard."""

KEY_TAIL = f"{OSC_52}\u202e".upper()
"""In capitals, as keys are looked up."""

SHORT = f"{OSC_52}\x9b2J\u202eDENWO\u2066\u200b\x85\x7f\x1b[2J"
"""Fits a tag and the name of a filter."""

HOSTILE = f"{SHORT} \x1b]0;OWNED\x1b\\\x9d8;;http://a.example\x9c\x90q\x9c [/][@click=quit]"


NEEDED = {"cases.tz", "journal.table", "journal.op"}
"""Columns that any text may stand in, though most of the desk, or undo, ends in an error at a wrong one."""


def hostile_store(folder: Path, *, keys: bool, columns: str = "") -> Path:
    """A store with rows in every table, and hostile text in every column that takes it.

    :param keys: whether keys are hostile too.
    :param columns: a column for words of a vocabulary, moments or JSON, as "table.column", that is hostile as well.
    """
    path = folder / f"hostile-{keys}-{columns}.db"
    thaw(10, path)
    open_reader(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f'DROP TRIGGER "{name}"')
        for table, column in text_columns(raw):
            if column == "key":
                if keys and table in KEY_LETTERS:
                    raw.execute(f"UPDATE {table} SET key = key || ?", (KEY_TAIL,))
                continue
            if f"{table}.{column}" in NEEDED - {columns}:
                continue
            raw.execute(f"PRAGMA ignore_check_constraints = {int(f'{table}.{column}' == columns)}")
            for text in (HOSTILE, SHORT):
                with suppress(sqlite3.IntegrityError):  # a word of a vocabulary, a moment, a hash, JSON, too long
                    raw.execute(f'UPDATE "{table}" SET "{column}" = ? || hex(randomblob(3))', (text,))
                    break
        for _, sql in triggers:
            raw.execute(sql)
    return path


def text_columns(raw: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every column for text of every table of the record."""
    for (table,) in raw.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite%' AND name NOT LIKE 'words%'"
    ).fetchall():
        for _, column, kind, *_ in raw.execute(f'PRAGMA table_info("{table}")').fetchall():
            if kind == "TEXT":
                yield table, column


COMMANDS = """
cases | --help | sources | claims | denials | chain | case | source W1 | source W4 | claim C1 | claim C2 | denial S5
report R1 | alarms | report R2 | next | timeline | graph | graph C1 | drift | drift S1 | triage | near C1
near OWNED | near | notes | notes N1 | tasks | filters | history | search OWNED | search 52 --limit 3 | proposals R1
proposals R2 | places | check | claims --filter OWNED | claims --filter status:OWNED | claims --saved OWNED
timeline --as-of R1 | demo --text --store STORE | note C1 more | note C1 | tag C1 OWNED | task W1 call
task T1 --done | status C1 done | assess C1 disputed --because x | rate W1 B | rate S1 C1 2 | add claim OWNED
add source x --kind body | edit claim C1 --text new | edit source W1 --name new | edit case --title x | remove N1
remove C3 | remove S1 | move R1 2 | archive K1 | unarchive K1 | undo | redo | undo | undo --action 1 | undo --action 3
join C1 C2 | split C2 | judge same W1 W2 --reason x | set-aside echo:C1 --reason x | take-up echo:C1 --reason x
mark R1 OWNED:+C1 | filter OWNED status:new | filter OWNED --remove | backup STORE.copy | backup STORE.copy --over
import STORE | import-table STORE | accept R1 1 | reject R1 1 | propose STORE | restore STORE
--case K2 claims | --case K9 claims
--as OWNED note C1 y | --readonly note C1 x
"""
"""Commands on the store, one that succeeds and one that fails alike: what they print is looked at."""


class Terminal(StringIO):
    """Standard output or error that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def run_command(words: list[str], out: StringIO, err: StringIO) -> None:
    with redirect_stdout(out), redirect_stderr(err), patch.dict(os.environ, {"TERM": "xterm-256color"}):
        try:
            main(words)
        except SystemExit:
            return


def attack_commands(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Every command on a hostile store, as text in a pipe and on a terminal, and as JSON."""
    random = Random(seed)
    chosen = [words.split() for words in COMMANDS.replace("\n", "|").split("|") if words.strip()]
    forms = [(words, keys, form) for words in chosen for keys in (True, False) for form in ("pipe", "terminal", "json")]
    random.shuffle(forms)
    stores = {keys: hostile_store(folder, keys=keys) for keys in (True, False)}
    with patch.dict(os.environ, {"XDG_STATE_HOME": str(folder)}):
        for number, (words, keys, form) in enumerate(forms[:tries]):
            store = shutil.copy(stores[keys], folder / f"{number}.db")
            yield leak_of(words, store, keys=keys, form=form)
        for number in range(tries - len(forms)):
            yield leak_of_a_word(folder, random, number)


def leak_of_a_word(folder: Path, random: Random, number: int) -> str:
    """What leaks where a word of a vocabulary, a moment or JSON is hostile: most commands end in an error then."""
    with closing(sqlite3.connect(hostile_store(folder, keys=False))) as raw:
        columns = [f"{table}.{column}" for table, column in text_columns(raw)]
    store = hostile_store(folder, keys=False, columns=random.choice(columns))
    words = random.choice(
        ["claims", "claim C1", "report R1", "alarms", "history", "tasks", "timeline", "check"]
    ).split()
    return leak_of(words, store, keys=False, form=random.choice(["pipe", "terminal", "json"]))


def leak_of(words: list[str], store: Path, *, keys: bool, form: str) -> str:
    """What a command prints raw; empty where nothing."""
    named = [re.sub(r"^[KWRSCNT]\d+$", rf"\g<0>{KEY_TAIL}", each) if keys else each for each in words]
    named = [each.replace("STORE", str(store)).replace("OWNED", f"OWNED{OSC_52}") for each in named]
    case = [] if "--case" in named or form == "json" else ["--case", f"K1{KEY_TAIL}" if keys else "K1"]
    out, err = (Terminal(), Terminal()) if form == "terminal" else (StringIO(), StringIO())
    run_command(["--store", str(store), *case, *named, *(["--json"] if form == "json" else [])], out, err)
    return raw_in(out.getvalue() + err.getvalue(), f"{' '.join(words)} ({form}{', hostile keys' * keys})")


_OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[lh]|\x1b\[[0-9]*[AK]|\r")
"""Colours, and the moves of a progress bar: what Rich writes itself. The hostile text has none of these."""


def raw_in(written: str, where: str) -> str:
    """What stands raw in what was written, as a line that says where; empty where nothing does."""
    found = terminal_controls(_OWN.sub("", written)) - {"\n", "\t"}
    return f"{where}: {sorted(map(ascii, found))}" if found else ""


SCREENS = """
n | n n | 1 enter | 1 j enter | 2 enter | 2 j enter | 3 enter | 4 enter | 1 enter enter | y | 2 y | 2 enter y
slash b | question_mark | ctrl+p | g | g y | t | t y | t tab | t enter | m | m y | w | A | A enter | A y | G
G enter | D | c | 2 c | c enter | T | r | i | N | 2 a | 2 e | 1 e | 1 a | 4 e | 4 a | 2 equals_sign
2 greater_than_sign | ctrl+f O W N E D | ctrl+f O W N E D enter | u | ctrl+r | u u | x | f | 2 slash O W N
2 asterisk | 2 number_sign | 2 exclamation_mark | 2 v | 1 v | 2 s | 2 enter a | 2 enter e | 1 enter a | 1 enter e
3 enter a | F | o | 2 space | 2 space equals_sign
"""
"""Keys that open the screens, forms, menus and notices of the desk."""


def attack_screens(folder: Path, tries: int, seed: int) -> Iterator[str]:
    """Every screen on a hostile store, with hostile keys and with clean ones: what it would write to the terminal."""
    random = Random(seed)
    stores = {keys: hostile_store(folder, keys=keys) for keys in (True, False)}
    sequences = [keys.split() for keys in SCREENS.replace("\n", "|").split("|")]
    chosen = [(sequence, keys) for sequence in sequences for keys in (True, False)]
    random.shuffle(chosen)
    for at in range(0, min(tries, len(chosen)), 8):
        group = chosen[at : min(at + 8, tries)]
        for keys in (True, False):
            if wanted := [sequence for sequence, hostile in group if hostile is keys]:
                yield from asyncio.run(leaks_of_screens(stores[keys], wanted, keys=keys))


async def leaks_of_screens(store: Path, sequences: list[list[str]], *, keys: bool) -> list[str]:
    """What each sequence of keys leaves raw on the screens it leads to, and in the clipboard."""
    found: list[str] = []
    app = prepare_app(store, f"K1{KEY_TAIL}" if keys else "K1")
    async with open_app(app) as pilot:
        app.notify(HOSTILE, title=f"Changed by {HOSTILE}")
        for sequence in sequences:
            written = ""
            for key in sequence or [""]:
                await press(pilot, *([key] if key else []))
                written += "".join(strip.render(app.console) for strip in screen_strips(app))
            found.append(raw_in(written + app.clipboard, f"{' '.join(sequence) or 'start'}{', hostile keys' * keys}"))
            for _ in range(4):
                await press(pilot, "escape")
    return found


ATTACKS = (
    Attack("hostile text in every column, commands", attack_commands, small=20, long=1_200),
    Attack("hostile text in every column, screens", attack_screens, small=3, long=200),
)
