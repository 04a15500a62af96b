"""``onrecord search``, and the commands for saved filters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import WrongUse
from tui.cli.answers import Answer, describe_change, read_command, rows
from tui.cli.options import WholeNumberWithin, global_options, open_to_write, store_option, the_case
from tui.cli.output import print_line, print_notice, print_rows

if TYPE_CHECKING:
    from db.model.ids import CaseId, ClaimId
    from db.serialize.schemas import SearchJson
    from db.store.id_list import Ids
    from db.store.reader import Reader


class FilterCommand(click.Command):
    """A command that takes the words of a filter, in which ``-word`` negates a word; only ``-h`` is still an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words, with a minus sign, which filters read too, for the hyphen."""
        return super().parse_args(ctx, ["−" + each[1:] if _WITHOUT.match(each) else each for each in args])


_WITHOUT = re.compile(r"-(?!-|h$)\S")


@read_command("search", cls=FilterCommand)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", metavar="N", type=WholeNumberWithin(1, 1000), default=50, help="How many results to list. Default: 50."
)
def search_everything(record: Reader, words: tuple[str, ...], limit: int, case: str | None) -> Answer:
    """Search claims, quotes, texts, sources, notes and titles.

    The best match comes first. A word finds all words that begin with it; upper case and accents make no
    difference. Filter words, such as status:new, find claims; onrecord help search explains them.

    \b
    Examples:
      onrecord search laser guided
      onrecord search '"laser-guided system"' --case K1
      onrecord search drone -embassy status:new
    """
    from db.search.query import parse_query
    from db.search.search import search_record
    from db.serialize.search import encode_search

    query = parse_query(" ".join(words), finished=True)
    if not query.plain and not query.wrong:
        raise WrongUse("A search needs a word to look for.", "onrecord claims --filter lists claims by filter words.")
    where = the_case(record, case).id if (case or global_options().case) is not None else None
    found = encode_search(record, search_record(record, query, where, most=limit))
    return Answer(lambda: found, lambda: _print_hits(found))


def _print_hits(found: SearchJson) -> None:
    from tui.cli.tables import HITS

    print_rows(found["hits"], HITS)
    if found["left_out"]:
        print_notice(found["left_out"])


@read_command("filters", has_case=False)
def list_filters(record: Reader) -> Answer:
    """List the saved filters.

    onrecord claims --saved NAME lists the claims that one finds.
    """
    from db.queries.saved_filters import saved_filters
    from tui.cli.tables import FILTERS

    return rows(saved_filters(record), FILTERS)


@click.command("filter", cls=FilterCommand)
@click.argument("name")
@click.argument("words", nargs=-1)
@click.option("--rename", metavar="NAME", help="Rename the filter.")
@click.option("--remove", is_flag=True, help="Remove the filter; its claims stay as they are.")
@store_option("The store to change.")
def save_filter_as(name: str, words: tuple[str, ...], rename: str | None, remove: bool, store: Path | None) -> None:
    """Save a filter under a NAME, rename it, or remove it.

    A filter of that name gets the new words.

    \b
    Examples:
      onrecord filter "to call back" "status:new denied:yes"
      onrecord claims --saved "to call back"
      onrecord filter "to call back" --rename urgent
      onrecord filter urgent --remove
    """
    with open_to_write(store) as record:
        from db.write.saved_filters import remove_filter, rename_filter, save_filter

        if bool(words) + remove + (rename is not None) != 1:
            raise WrongUse("A filter is saved, renamed or removed.", 'onrecord filter urgent "status:new denied:yes"')
        before = record.done
        if remove:
            remove_filter(record, name)
        elif rename is not None:
            rename_filter(record, name, rename)
        else:
            save_filter(record, name, " ".join(words).replace("−", "-"))
        print_line(describe_change(record, record.done != before))


def filtered_claims(record: Reader, case: CaseId | None, words: str | None, saved: str | None) -> Ids[ClaimId]:
    """The claims that a filter leaves; problems with it are printed on standard error.

    :param case: whose claims; None for those of the whole store.
    :param words: the filter of ``--filter``.
    :param saved: the name of a saved filter; with ``words``, claims must match both.
    """
    from db.queries.saved_filters import saved_filter
    from db.search.filter_claims import filter_claims
    from db.search.query import parse_query

    typed = [saved_filter(record, saved).words] if saved is not None else []
    left = filter_claims(record, parse_query(" ".join([*typed, words or ""]), finished=True), case)
    for problem in left.problems:
        print_notice(str(problem))
    if left.undated:
        many = "1 claim is" if left.undated == 1 else f"{left.undated:,} claims are"
        print_notice(f"{many} left out, since no time is recorded for any statement on it.")
    return left.ids
