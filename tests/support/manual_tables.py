"""The manual's tables in Markdown, made from the code. :mod:`tests.support.manual` puts them into the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from db import errors
from db.analysis.alarms import SETTLE, AlarmKind
from db.exchange.formats import FORMATS
from db.model.field_table import Field, ValueKind
from db.model.fields import FIELD_TABLES
from db.search.fields import CHOICES, NAMED, SHAPES, FilterWord
from tui.actions.model import ActionScope
from tui.actions.registry import all_key_labels, commands
from tui.cli.command_table import COMMANDS, load_command
from tui.cli.exit import HUNG_UP, INTERRUPTED
from tui.cli.main import onrecord
from tui.text.marks import explained_marks
from tui.views.alarms import MEANING

COMMON_OPTIONS = frozenset({"--store", "--case", "--as", "--json", "--help"})
"""Options that most commands share; the page of commands explains them once."""


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def key_tables(scopes: str) -> str:
    """The keys of some scopes, a table each.

    :param scopes: names of :class:`ActionScope` in small letters.
    """
    return "\n".join(_keys_of(ActionScope[name.upper()]) for name in scopes.split())


def _keys_of(scope: ActionScope) -> str:
    heading = f"**{scope.value[0].upper()}{scope.value[1:]}**\n\n"
    rows = (
        [" ".join(_code(key) for key in all_key_labels(each).split()), each.help, _code(each.twin) if each.twin else ""]
        for each in commands(scope)
    )
    return heading + table(("key", "what it does", "command"), rows)


def mark_tables(_: str) -> str:
    """Every mark and what it means, a table for each topic."""
    parts = []
    for topic, rows in explained_marks():
        marks = ((" ".join(map(_code, glyphs.split())), meaning) for glyphs, meaning in rows)
        parts.append(f"**{topic.value[0].upper()}{topic.value[1:]}**\n\n" + table(("mark", "what it means"), marks))
    return "\n".join(parts)


def command_table(_: str) -> str:
    """Every command by group, with its arguments and options."""
    parts = []
    for group, names in COMMANDS.items():
        rows = [row for name in names for row in _command_rows(load_command(name), f"onrecord {name}")]
        parts.append(f"## {group}\n\n" + table(("command", "what it does", "options"), rows))
    return "\n".join(parts)


def _command_rows(command: click.Command, path: str) -> Iterator[list[str]]:
    context = click.Context(command, info_name=path)
    arguments = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _command_rows(below, f"{path} {name}")
        return
    options = (max(each.opts, key=len) for each in command.params if isinstance(each, click.Option) and not each.hidden)
    named = " ".join(_code(option) for option in options if option not in COMMON_OPTIONS)
    yield [_code(" ".join([path, *arguments]).strip()), command.get_short_help_str(limit=300), named]


def global_options() -> list[str]:
    """The options of ``onrecord`` itself."""
    return [max(each.opts, key=len) for each in onrecord.params]


def exit_code_table(_: str) -> str:
    """The exit codes, with the error that each stands for."""
    return table(
        ("code", "error", "when"), ((code, name and _code(name), words) for code, name, words in _exit_codes())
    )


def exit_codes() -> list[tuple[str, str]]:
    """The exit codes, and when a command ends with each."""
    return [(code, words.replace("`", "")) for code, _, words in _exit_codes()]


def _exit_codes() -> list[tuple[str, str, str]]:
    """The exit codes, each with the name of its error, and the sentence that says when it is given."""
    coded = {each.exit_code: each for each in _errors() if "exit_code" in vars(each)}
    rows = [(str(code), coded[code].__name__, _first_sentence(coded[code])) for code in sorted(coded)]
    rows[0] = (*rows[0][:2], "Anything that has no code of its own.")
    return [
        ("0", "", "It went well."),
        *rows,
        (str(INTERRUPTED), "", "You pressed ctrl+c."),
        (str(HUNG_UP), "", "The program that read the output went away, as `head` does."),
    ]


def _errors() -> list[type[errors.OnRecordError]]:
    found = [each for each in vars(errors).values() if isinstance(each, type)]
    return [each for each in found if issubclass(each, errors.OnRecordError)]


def _first_sentence(kind: type) -> str:
    assert kind.__doc__ is not None
    return kind.__doc__.partition("\n")[0].replace("``", "`")


def field_table(_: str) -> str:
    """What may be said of each thing."""
    return table(("of a", "field", "what it is"), _field_rows())


def _field_rows() -> Iterator[list[str]]:
    for fields in FIELD_TABLES:
        noun = fields.noun
        for field in fields:
            if field.is_option:
                yield [noun, _option_names(field), _describe_field(field)]
                noun = ""


def _option_names(field: Field) -> str:
    """The argument or the options that give a field."""
    option = f"--{field.option or field.name.replace('_', '-')}"
    if field.kind is ValueKind.TIME:
        return ", ".join(_code(f"{option}{suffix}") for suffix in ("", "-words", "-after", "-before"))
    return _code(field.name.upper()) if field.is_argument else _code(option)


def _describe_field(field: Field) -> str:
    words = f"The time of {field.help}" if field.kind is ValueKind.TIME else field.help.rstrip(".")
    terms = ", ".join(_code(term) for term in field.terms or ())
    return f"{words}: {terms}" if terms else words


def filter_word_table(_: str) -> str:
    """The words of a filter, with the values that each takes."""
    return table(("word", "what it asks", "what to write after it"), map(_filter_word_row, FilterWord))


def _filter_word_row(word: FilterWord) -> list[str]:
    if word in CHOICES:
        values = ", ".join(map(_code, CHOICES[word]))
    else:
        values = SHAPES.get(word, "") if word not in NAMED else "a name; in quotation marks where it has blanks"
    return [_code(f"{word}:"), word.word, values]


def format_table(_: str) -> str:
    """The formats that a record can be exported in."""
    rows = ([_code(each.name), each.words, _code(f"*{each.suffix}")] for each in FORMATS)
    return table(("format", "what it is, and who takes it", "file"), rows)


def alarm_table(_: str) -> str:
    """The kinds of alarm."""
    rows = ([_alarm_name(kind), MEANING[kind], " Or: ".join(SETTLE[kind])] for kind in AlarmKind)
    return table(("alarm", "what it finds", "how to settle it"), rows)


def _alarm_name(kind: AlarmKind) -> str:
    return kind.word if kind.word == kind.value else f"{kind.word} (`{kind.value}` in JSON and filters)"


def _code(words: str) -> str:
    return f"`` {words} ``" if "`" in words else f"`{words}`"
