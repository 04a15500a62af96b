"""``onrecord help``: the topics of the manual, and its pages."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from db.errors import WrongUse
from tui.cli.output import print_block, print_markdown, print_rows
from tui.manual.pages import near_topics, page, topics


def _complete_topic(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return [CompletionItem(name, help=title) for name, title in topics().items() if name.startswith(begun)]


@click.command("help")
@click.argument("topic", required=False, shell_complete=_complete_topic)
def show_manual(topic: str | None) -> None:
    """Print a page of the manual, or the help of a command.

    Without a TOPIC, list the pages.

    \b
    Examples:
      onrecord help
      onrecord help search
      onrecord help claims
    """
    if topic is None:
        from tui.cli.tables import TOPICS  # --help of onrecord imports this module, too, and no table

        print_rows(topics().items(), TOPICS)
        return
    name = topic.lower()
    if name in topics():
        print_markdown(page(name))
        return
    group = click.get_current_context().find_root()
    assert isinstance(group.command, click.Group)
    command = group.command.get_command(group, name)
    if command is None:
        raise WrongUse(f"The manual has no page “{topic}”.", _nearest_words(topic))
    with click.Context(command, info_name=name, parent=group) as context:
        print_block(command.get_help(context))


def _nearest_words(topic: str) -> str:
    nearest = near_topics(topic)
    if not nearest:
        return "onrecord help lists the topics."
    return f"Did you mean {' or '.join(nearest)}? onrecord help lists the topics."
