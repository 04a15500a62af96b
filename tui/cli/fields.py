"""Arguments and options of ``add`` and ``edit``, made from a thing's table of fields, and the values they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from db.errors import WrongUse
from db.model.field_table import Field, FieldTable, ValueKind
from tui.cli.keys import claim_keys, report_keys, source_keys, statement_keys
from tui.cli.options import key_argument, parse_term, parse_time_options, time_options

if TYPE_CHECKING:
    from db.model.ids import CaseId
    from db.store.reader import Reader

F = TypeVar("F", bound=Callable[..., Any])

COMPLETE_KEYS = {"sources": source_keys, "reports": report_keys, "claims": claim_keys, "statements": statement_keys}
"""What completes the keys of a table."""

_METAVARS = {ValueKind.ZONE: "ZONE", ValueKind.DATE: "EDTF"}


def add_options(table: FieldTable) -> Callable[[F], F]:
    """The arguments and options of ``add``, those first that it can't do without."""
    fields = [field for field in table.in_help_order if field.is_option]
    ordered = sorted(fields, key=lambda field: not (field.is_argument or field.is_required_option))
    return _decorated([_argument(field) if field.is_argument else _add_option(field) for field in ordered])


def edit_options(table: FieldTable) -> Callable[[F], F]:
    """The options of ``edit``: none has a default, since what is not given stays."""
    fields = [field for field in table.in_help_order if field.is_option and not field.is_fixed]
    return _decorated([_edit_option(field) for field in fields])


def read_options(record: Reader, case: CaseId | None, table: FieldTable, options: Mapping[str, Any]) -> dict[str, Any]:
    """The values that arguments and options give, by field. What is not given is left out; an empty text is None.

    :raises NotFound: a thing is named that is not on record.
    :raises WrongUse: a term is none of its vocabulary.
    """
    values: dict[str, Any] = {}
    for field in table.in_help_order:
        if field.kind is ValueKind.TIME:
            parts = [options.get(f"{field.name}{suffix}") for suffix in ("", "_words", "_after", "_before")]
            if any(part is not None for part in parts):
                values[field.name] = parse_time_options(*parts)
        elif options.get(field.name) is not None:
            values[field.name] = _read_value(record, case, field, options[field.name])
    return values


def id_by_key_or_name(record: Reader, case: CaseId | None, table: str, named: str) -> int:
    """The id of a row, by its key or name.

    :raises NotFound: there is none.
    """
    from db.queries.lookup import resolve_claim, resolve_report, resolve_source
    from db.queries.statements import statement_id_by_key

    if table == "sources":
        return resolve_source(record, case, named)
    assert case is not None
    read = {"reports": resolve_report, "claims": resolve_claim, "statements": statement_id_by_key}[table]
    return read(record, case, named)


def _decorated(options: list[Callable[[F], F]]) -> Callable[[F], F]:
    """One decorator of several, the first of which comes first in ``--help``."""

    def with_options(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


def _argument(field: Field) -> Callable[[F], F]:
    if field.table:
        return key_argument(COMPLETE_KEYS[field.table], field.name)
    return click.argument(field.name, type=parse_term(field.terms) if field.terms else None)


def _add_option(field: Field) -> Callable[[F], F]:
    if field.kind is ValueKind.TIME:
        return time_options(field.name, field.help)
    if field.kind is ValueKind.FLAG:
        return click.option(_flag(field), field.name, is_flag=True, help=field.help)
    default: dict[str, Any] = {"default": str(field.default), "show_default": True} if field.default else {}
    return click.option(
        _flag(field),
        field.name,
        type=parse_term(field.terms) if field.terms else None,
        metavar=_metavar(field),
        required=field.is_required_option,
        help=field.help or None,
        **default,
    )


def _edit_option(field: Field) -> Callable[[F], F]:
    if field.kind is ValueKind.TIME:
        return time_options(field.name, field.help)
    help = field.edit_help or field.help or None
    if field.kind is ValueKind.FLAG:
        return click.option(f"{_flag(field)}/--no-{field.name}", field.name, default=None, help=help)
    # A choice of click's would refuse the empty text that takes a term away.
    terms = parse_term(field.terms) if field.terms and not field.may_be_empty else None
    return click.option(_flag(field), field.name, type=terms, metavar=_metavar(field), help=help)


def _flag(field: Field) -> str:
    return f"--{field.option or field.name.replace('_', '-')}"


def _metavar(field: Field) -> str | None:
    return field.table.removesuffix("s").upper() or _METAVARS.get(field.kind)


def _read_value(record: Reader, case: CaseId | None, field: Field, given: Any) -> object:
    if given == "" and not field.required and not field.is_argument:
        return None
    if field.kind is ValueKind.KEY:
        return id_by_key_or_name(record, case, field.table, given)
    if field.terms is None:
        return given
    if given not in list(field.terms):
        raise WrongUse(f"“{given}” is not one of {', '.join(field.terms)}.", "Say one of them.")
    return field.terms(given)
