"""The table of commands: the group that ``--help`` lists each one in, and the function behind it."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module

import click


class CommandGroup(StrEnum):
    """A group of commands, in the order of ``--help``; its value is the heading."""

    LOOK = "Look"
    IMPORT = "Bring in"
    MARK_UP = "Mark up"
    JUDGE = "Judge"
    KEEP = "Keep the record"
    EXPORT = "Hand out"
    STORE = "The store"


COMMANDS: dict[CommandGroup, dict[str, str]] = {
    CommandGroup.LOOK: {
        "demo": "desk.demo",
        "walk": "walk.walk",
        "serve": "serve.serve_desk",
        "help": "help.show_manual",
        "cases": "list.list_cases",
        "case": "show.show_case",
        "sources": "list.list_sources",
        "source": "show.show_source",
        "claims": "list.list_claims",
        "claim": "show.show_claim",
        "denials": "list.list_denials",
        "denial": "show.show_denial",
        "chain": "list.list_chain",
        "report": "show.show_report",
        "open": "show.open_report",
        "search": "search.search_everything",
        "filters": "search.list_filters",
        "filter": "search.save_filter_as",
        "alarms": "alarms.list_alarms",
        "next": "analysis.list_gaps",
        "graph": "analysis.draw_graph",
        "drift": "analysis.compare_wordings",
        "timeline": "analysis.show_timeline",
    },
    CommandGroup.IMPORT: {
        "import": "import_articles.import_articles",
        "import-table": "import_table.import_table_command",
        "import-case": "import_case.import_case_file",
        "propose": "import_articles.propose_statements",
    },
    CommandGroup.MARK_UP: {
        "proposals": "markup.list_report_proposals",
        "accept": "markup.accept_proposal",
        "reject": "markup.reject_proposals",
        "mark": "markup.mark",
        "places": "import_articles.quote_places",
    },
    CommandGroup.JUDGE: {
        "triage": "triage.list_undecided",
        "status": "assess.set_claim_status",
        "assess": "assess.assess_claims",
        "rate": "assess.rate",
        "judge": "alarms.judge",
        "set-aside": "alarms.set_alarm_aside",
        "take-up": "alarms.take_alarm_up",
        "near": "near.list_near",
        "join": "near.join",
        "split": "near.split",
    },
    CommandGroup.KEEP: {
        "add": "add.add",
        "edit": "edit.edit",
        "remove": "remove.remove_thing",
        "move": "remove.move",
        "tag": "annotations.tag",
        "note": "annotations.note",
        "notes": "annotations.list_notes",
        "task": "annotations.task",
        "tasks": "annotations.list_tasks",
        "archive": "cases.archive_case",
        "unarchive": "cases.unarchive_case",
        "history": "history.show_history",
        "undo": "history.undo_last",
        "redo": "history.redo_last",
    },
    CommandGroup.EXPORT: {
        "export": "export.export_record",
        "capture": "capture.write_capture",
    },
    CommandGroup.STORE: {
        "backup": "maintenance.back_up_store",
        "restore": "maintenance.restore_store",
        "check": "maintenance.check_store",
        "config": "config.config",
        "doctor": "doctor.check_setup",
    },
}
"""Every command by its name: the module below :mod:`tui.cli.commands`, and the function in it."""

COMMAND_FUNCTIONS = {name: function for group in COMMANDS.values() for name, function in group.items()}
"""The commands of all groups, in the order of ``--help``."""


def load_command(name: str) -> click.Command:
    """Import a command of the table: a run pays only for the module of its own."""
    module, _, function = COMMAND_FUNCTIONS[name].partition(".")
    command: click.Command = getattr(import_module(f"{__package__}.commands.{module}"), function)
    return command
