"""The man page, made from the commands. ``python -m tests.support.manual`` writes it anew."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

import click

from tests.support.manual_tables import exit_codes
from tests.support.repository import ROOT
from tui.cli.command_table import COMMANDS, load_command
from tui.cli.main import onrecord

PAGE = ROOT / "tui" / "manual" / "onrecord.1"

WRITTEN = "2026-11-30"
"""The date at its foot."""

ENVIRONMENT = {
    "ONRECORD_STORE": "The store to open, where --store doesn't name one.",
    "ONRECORD_AS": "Your name, for the journal, where --as doesn't give it.",
    "NO_COLOR": "Use no colours.",
    "PAGER": "The program that shows long text; cat shows it at once.",
    "NO_PAGER": "Print long text straight to the terminal.",
    "VISUAL, EDITOR": "The editor for notes and long fields.",
}
"""The variables that are read, and what for."""


def man_page() -> str:
    """The page in roff, for the ``man`` macros."""
    context = click.Context(onrecord, info_name="onrecord", **onrecord.context_settings)
    about, *rest = _paragraphs(onrecord.help or "")
    lines = [
        '.\\" Made from the commands by tests/support/man_page.py.',
        f'.TH ONRECORD 1 "{WRITTEN}" onrecord "User Commands"',
        *_section("NAME", [_text(f"onrecord - {about.rstrip('.')}")]),
        *_section("SYNOPSIS", [f".B onrecord\n{_text(' '.join(onrecord.collect_usage_pieces(context)))}"]),
        *_section(
            "DESCRIPTION", [*_blocks("\n\n".join([*rest, _epilog_text()])), _text("Press ? on the desk for help.")]
        ),
        *_section("OPTIONS", _options(onrecord, context)),
        ".SH COMMANDS",
    ]
    for group, names in COMMANDS.items():
        lines.append(f".SS {_line(group)}")
        for name in names:
            lines += _command(load_command(name), click.Context(load_command(name), info_name=name, parent=context))
    lines += _section("ENVIRONMENT", _tagged(ENVIRONMENT.items()))
    lines += _section("EXIT STATUS", _tagged(exit_codes()))
    lines += _section("EXAMPLES", _blocks(_epilog_examples()))
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """A command with its help and its options; then the commands of its own, if it has some."""
    yield ".TP"
    yield f".B {_line(context.command_path)}"
    yield _text(" ".join(command.collect_usage_pieces(context)))
    yield ".RS"
    yield from _blocks(command.help or "")
    yield from _options(command, context)
    yield ".RE"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _command(below, click.Context(below, info_name=name, parent=context))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """The options; a command's own ``--help`` is left out, since all have it."""
    shown = command.get_params(context) if context.parent is None else command.params
    for parameter in shown:
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            yield from _tagged([record])


def _tagged(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Rows of a term and its description."""
    for term, words in rows:
        yield ".TP"
        yield f".B {_line(term)}"
        yield _text(words)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = [*lines]
    yield f".SH {title}"
    yield found[0].removeprefix(".PP\n")
    yield from found[1:]


def _paragraphs(help: str) -> list[str]:
    return re.split(r"\n\s*\n", help.strip())


def _blocks(help: str) -> Iterator[str]:
    """Paragraphs, each with a blank line before; those that keep their lines are examples."""
    for paragraph in filter(None, _paragraphs(help)):
        first, _, rest = paragraph.partition("\n")
        if first.strip() == "\b":
            yield ".PP\n.nf\n" + "\n".join(map(_line, textwrap.dedent(rest).splitlines())) + "\n.fi"
        else:
            yield ".PP\n" + _text(" ".join(paragraph.split()))


def _epilog_examples() -> str:
    return (onrecord.epilog or "").partition("\n\n")[0]


def _epilog_text() -> str:
    return (onrecord.epilog or "").partition("\n\n")[2]


def _text(words: str) -> str:
    """Text as roff reads it, in lines of fewer than 80 bytes: escaped, and none begins like a request."""
    return "\n".join(map(_line, textwrap.wrap(words, 66, break_long_words=False, break_on_hyphens=False)))


def _line(words: str) -> str:
    escaped = words.replace("\\", "\\e").replace("-", "\\-")
    return (f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped).rstrip()
