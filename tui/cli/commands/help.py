"""``onrecord help``: the topics of the manual, and its pages."""

from __future__ import annotations

from collections.abc import Sequence

import click
from click.shell_completion import CompletionItem

from db.errors import WrongUse
from tui.cli.output import print_block, print_markdown, print_rows
from tui.manual.pages import near_topics, page, topics


def _complete_topic(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    return [CompletionItem(name, help=title) for name, title in topics().items() if name.startswith(begun)]


@click.command("help")
@click.argument("topic", nargs=-1, shell_complete=_complete_topic)
def show_manual(topic: tuple[str, ...]) -> None:
    """Print a page of the manual, or the help of a command.

    Without a TOPIC, list the pages.

    \b
    Examples:
      onrecord help
      onrecord help search
      onrecord help add claim
    """
    if not topic:
        from tui.cli.tables import TOPICS  # --help of onrecord imports this module, too, and no table

        print_rows(topics().items(), TOPICS)
        return
    name = "-".join(topic).lower()
    begun = [each for each in topics() if each.startswith(name)]
    command = None if name in topics() else _command_help(topic)
    if command is not None:
        print_block(command)
    elif name in topics() or len(begun) == 1:
        print_markdown(page(begun[0]))
    else:
        raise WrongUse(f"The manual has no page “{' '.join(topic)}”.", _nearest_words(name))


def _command_help(words: Sequence[str]) -> str | None:
    """The help of a command, by its words after ``onrecord``; None where there is no such command."""
    context = click.get_current_context().find_root()
    for word in words:
        group = context.command
        found = group.get_command(context, word.lower()) if isinstance(group, click.Group) else None
        if found is None:
            return None
        context = click.Context(found, info_name=word.lower(), parent=context)
    return context.get_help()


def _nearest_words(topic: str) -> str:
    nearest = near_topics(topic)
    if not nearest:
        return "onrecord help lists the topics."
    return f"Did you mean {' or '.join(nearest)}? onrecord help lists the topics."
