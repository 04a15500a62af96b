"""The configuration: what holds and from where, and sentences for what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.model.date_order import DateOrder
from tests.support.cli_runner import run_piped
from tests.support.pilot import app_of, open_app, press, screen_text
from tui.actions.keymap import resolve_keymap
from tui.actions.registry import COMMANDS
from tui.app import prepare_app
from tui.screens.desk import DeskScreen
from tui.system.config import TEMPLATE, Config, SettingOrigin, read_config
from tui.system.textual_private import notifications


def configured(path: Path, text: str, **variables: str) -> Config:
    path.write_text(text, "utf-8")
    return read_config({"ONRECORD_CONFIG": str(path), **variables})


def test_every_setting_is_read(tmp_path: Path) -> None:
    found = configured(
        tmp_path / "c.toml",
        'theme = "onrecord-light"\ndate_order = "month-day"\nzone = "Asia/Baghdad"\neditor = "nano -w"\n'
        'walk_seconds = 2\ncolumns = [3, 5, 4]\nlangmap = "persian"\n'
        '[keymap]\n"chain.next" = "ctrl+n"\nsort = "ctrl+o"\n',
    )
    assert found.problems == ()
    assert (found.theme, found.date_order, found.zone) == ("onrecord-light", DateOrder.MONTH_DAY, "Asia/Baghdad")
    assert (found.editor, found.walk_seconds, found.columns) == ("nano -w", 2.0, (3, 5, 4))
    assert (found.langmap, found.keymap) == ("persian", {"chain.next": "ctrl+n", "sort": "ctrl+o"})
    assert found.setting("zone").place == f"{tmp_path / 'c.toml'}, line 3"


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    found = read_config({"ONRECORD_CONFIG": str(tmp_path / "none.toml")})
    assert (found.problems, found.date_order, found.walk_seconds) == ((), DateOrder.ASK, 4.0)
    assert {each.origin for each in found.settings} == {SettingOrigin.DEFAULT}


def test_the_template_changes_nothing(tmp_path: Path) -> None:
    assert configured(tmp_path / "c.toml", TEMPLATE).problems == ()


def test_a_variable_goes_before_the_file_and_editor_after(tmp_path: Path) -> None:
    found = configured(tmp_path / "c.toml", 'theme = "a"', ONRECORD_THEME="b", EDITOR="vi")
    assert (found.theme, found.setting("theme").origin) == ("b", SettingOrigin.ENVIRONMENT)
    assert (found.editor, found.setting("editor").place) == ("vi", "EDITOR")
    assert configured(tmp_path / "c.toml", 'editor = "nano"', EDITOR="vi").editor == "nano"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('them = "x"', "line 1: there is no setting them; the nearest is theme."),
        ('\nwalk_seconds = "fast"', "line 2, must be a number of seconds from 0.5 to 600."),
        ("walk_seconds = true", "must be a number"),
        ('zone = "Asia/Bagdad"', 'must be a time zone, such as "Asia/Baghdad".'),
        ('date_order = "year"', 'must be "day-month", "month-day" or "ask".'),
        ("columns = [1, 2]", "must be three whole numbers from 1 to 100"),
        ('langmap = "klingon"', "must be one of auto, off, arabic"),
        ("keymap = 3", "must be a table: [keymap]."),
        ("[keymap]\nsort = 3", "line 2, must be a key or several"),
        ("theme = [", "is not read, since it is not TOML"),
        ("theme = 'a\x00b'", "is not read, since it is not TOML"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    found = configured(tmp_path / "c.toml", text)
    assert len(found.problems) == 1
    assert words in found.problems[0]
    assert str(tmp_path) in found.problems[0]


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"x" * 1_000_001])
def test_a_file_that_is_no_text_is_explained(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "c.toml").write_bytes(raw)
    assert len(read_config({"ONRECORD_CONFIG": str(tmp_path / "c.toml")}).problems) == 1
    assert "can't be read" in read_config({"ONRECORD_CONFIG": str(tmp_path)}).problems[0]


@pytest.mark.parametrize(
    ("id", "keys", "words"),
    [
        ("chain.nxt", "n", "there is no action chain.nxt; the nearest is chain.next."),
        ("sort", "n", "n is the key of chain.next (Go to the next report of the chain)."),
        ("filter", "q", "q is the key of quit (Quit)."),
        ("form.save", "s", "s is typed there, as text."),
        ("sort", "ctrl+i", "ctrl+i is tab in a terminal."),
        ("sort", "strg+x", "“strg+x” is not the name of a key."),
    ],
)
def test_a_key_that_cannot_be_is_explained(id: str, keys: str, words: str) -> None:
    keymap, problems = resolve_keymap({id: keys})
    assert keymap == {}
    assert len(problems) == 1
    assert words in problems[0]


def test_keys_can_be_swapped_and_written_as_signs() -> None:
    keymap, problems = resolve_keymap({"chain.next": "p", "chain.previous": "n, ?", "keys": "f1", "sort": "ctrl+o"})
    assert problems == []
    assert keymap == {"chain.next": "p", "chain.previous": "n,question_mark", "keys": "f1", "sort": "ctrl+o"}


def test_usual_keys_do_not_clash() -> None:
    assert resolve_keymap({command.id: command.keys for command in COMMANDS})[1] == []


async def test_mapped_keys_work_and_are_shown(demo_store: Path) -> None:
    config = Config(keymap={"chain.next": "ctrl+n", "undo": "ctrl+z", "sort": "n", "wrong": "x"})
    app = prepare_app(demo_store, None, config=config)
    async with open_app(app) as pilot:
        assert "there is no action wrong" in notifications(app)[0].message
        desk = app_of(pilot).screen
        assert isinstance(desk, DeskScreen)
        assert "^n next" in screen_text(app) or "ctrl+n next" in screen_text(app)
        await press(pilot, "ctrl+n")
        assert desk.chain.current is not None
        assert desk.chain.current.label == "Anadolu"
        await press(pilot, "n")
        assert desk.chain.current.label == "Anadolu"
        assert desk.panes[1].order
        await press(pilot, "2", "a", "c", *"it fell", "ctrl+s")
        assert any("ctrl+z undoes" in each.message for each in notifications(app))
        await press(pilot, "question_mark", *"next report of the chain")
        assert "ctrl+n" in screen_text(app)


async def test_a_wrong_configuration_opens_the_desk(demo_store: Path, tmp_path: Path) -> None:
    found = configured(tmp_path / "c.toml", 'theme = "no-such"\nthem = 1\nzone = 4\ncolumns = 1\nwalk_seconds = []')
    app = prepare_app(demo_store, None, config=found)
    async with open_app(app):
        assert isinstance(app.screen, DeskScreen)
        said = [each.message for each in notifications(app)]
        assert len(said) == 4
        assert "2 more: onrecord config lists them." in said


async def test_columns_are_shares_of_the_desk(demo_store: Path) -> None:
    app = prepare_app(demo_store, None, config=Config(columns=(1, 2, 1)))
    async with open_app(app):
        assert isinstance(app.screen, DeskScreen)
        widths = [pane.size.width for pane in app.screen.panes]
        assert abs(widths[1] - 2 * widths[0]) < 6
        assert abs(widths[0] - widths[2]) < 3


def test_config_prints_what_holds(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('zone = "Asia/Baghdad"\n[keymap]\nsort = "ctrl+o"\n', "utf-8")
    done = run_piped("--theme", "onrecord-light", "config", ONRECORD_CONFIG=str(path))
    assert done.code == 0
    assert "theme\tonrecord-light\toption\t--theme" in done.out
    assert f"zone\tAsia/Baghdad\tfile\t{path}, line 1" in done.out
    assert f"keymap.sort\tctrl+o\tfile\t{path}" in done.out
    assert run_piped("config", "--path", ONRECORD_CONFIG=str(path)).out == f"{path}\n"
    path.write_text("zone = 3", "utf-8")
    wrong = run_piped("config", "--json", ONRECORD_CONFIG=str(path))
    assert wrong.code == 2
    assert '"problems": [' in wrong.out


def test_an_unknown_theme_is_a_problem_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('theme = "onrecord-lite"\n[keymap]\nbogus = "z"\n', "utf-8")
    for command in ("config", "doctor"):
        done = run_piped(command, ONRECORD_CONFIG=str(path))
        assert "there is no theme “onrecord-lite”; choose from " in done.out
        assert "keymap: there is no action bogus." in done.out
        assert ".." not in done.err


@pytest.mark.parametrize(("order", "words"), [("day-month", "3 Apr 2020"), ("month-day", "4 Mar 2020")])
def test_the_order_of_a_date_holds_on_the_command_line(
    demo_store: Path, tmp_path: Path, order: str, words: str
) -> None:
    path = tmp_path / "c.toml"
    path.write_text(f'date_order = "{order}"', "utf-8")
    store = str(demo_store)
    dated = run_piped("claims", "--as-of", "3/4/2020", "--store", store, ONRECORD_CONFIG=str(path))
    assert words in dated.err
    filtered = run_piped("claims", "--filter", "after:3/4/2020", "--store", store, ONRECORD_CONFIG=str(path))
    assert (filtered.code, filtered.err) == (0, "")
    assert run_piped("claims", "--filter", "after:3/4/2020", "--store", store).code == 2


async def test_notices_name_keys_as_they_are_mapped(demo_store: Path) -> None:
    app = prepare_app(demo_store, None, config=Config(keymap={"pane.claims": "f6"}))
    async with open_app(app) as pilot:
        await press(pilot, "1", "v")
        assert [each.message for each in notifications(app)] == ["Select a claim first (f6)."]
