"""``onrecord serve``: the desk in a browser."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from db.errors import NeedsExtra, WrongUse
from tui.cli.options import (
    WholeNumberWithin,
    as_option,
    author_option,
    case_option,
    global_options,
    store_option,
    store_path,
    theme_option,
)
from tui.cli.output import print_line, print_notice

if TYPE_CHECKING:
    from tui.served.access import Access
    from tui.served.server import DeskServer

PORT = 8765
"""The port where none is given, so that a tunnel can be set up once."""

SESSIONS = 10
"""Desks at once where no other number is given: each takes about 60 MB."""


@click.command("serve")
@store_option("The store to serve.")
@case_option
@theme_option
@as_option
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=WholeNumberWithin(0, 65535), default=PORT, show_default=True, help="0 takes any.")
@click.option("--write", is_flag=True, help="Let browsers change the record. Without it they only read.")
@click.option(
    "--sessions", type=WholeNumberWithin(1, 1000), default=SESSIONS, show_default=True, help="Most desks at once."
)
def serve_desk(
    store: Path | None, case: str | None, theme: str | None, host: str, port: int, write: bool, sessions: int
) -> None:
    """Show the desk in a browser.

    It prints an address with a token that lets one browser in, and then another address for the next. Only this
    machine can connect, unless --host names another address. Ctrl+c stops it.

    \b
    Examples:
      onrecord serve
      onrecord serve --write --as Rana
      onrecord serve --host 192.168.1.5 --sessions 20
    """
    whole = global_options()
    if write and whole.readonly:
        raise WrongUse("--readonly and --write contradict each other.", "Leave one of them out.")
    try:
        from tui.served.access import Access  # the extra may be missing
        from tui.served.server import DeskServer
    except ImportError as error:
        hint = "Install it: pip install 'onrecord[serve]'"
        raise NeedsExtra("Serving the desk needs textual-serve, which is not installed.", hint) from error
    from tui.cli.served_desk import ServedOptions  # only this command needs it

    options = ServedOptions(
        store=str(store_path(store).path.absolute()),
        case=case or whole.case,
        theme=theme or whole.theme,
        who=author_option(),
        readonly=not write,
        accept_schema=whole.accept_schema,
    )
    access = Access(host)
    shown = _ShownAddress(access, host)
    server = DeskServer(options.command(), access, sessions, shown.let_in)
    import asyncio  # --help of onrecord imports this module, too, and asyncio is a third of its time

    asyncio.run(_serve(server, shown, host, port, write, sessions))


class _ShownAddress:
    """Prints the address that lets the next browser in."""

    def __init__(self, access: Access, host: str) -> None:
        self._access = access
        self._host = host
        self.port = 0

    def let_in(self, remote: str) -> None:
        """Say that a browser came in, and print the next address."""
        print_notice(f"A browser at {remote} was let in. For another one:")
        self.show()

    def show(self) -> None:
        """Print the address."""
        print_line(f"  http://{_host_in_address(self._host)}:{self.port}/?token={self._access.token}")


async def _serve(server: DeskServer, shown: _ShownAddress, host: str, port: int, write: bool, sessions: int) -> None:
    """Serve until a signal comes."""
    import asyncio  # as above

    from tui.served.access import is_loopback  # the extra may be missing
    from tui.served.server import listen

    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopped.set)
    try:
        runner, shown.port = await listen(server, host, port)
    except OSError as error:
        hint = "Give another one with --port, or --port 0 for any; --host takes an address of this machine."
        raise WrongUse(f"Can't listen on {host}, port {port}: {error.strerror or error}.", hint) from error
    try:
        print_line(
            "Only this machine can connect, with this address, which works once:"
            if is_loopback(host)
            else "Whoever reaches this machine over the network and has this address can connect; it works once:"
        )
        shown.show()
        if not is_loopback(host):
            print_line("Nothing is encrypted on the way: on a network that others use, serve through an ssh tunnel.")
        print_line(
            "Whoever connects can change the record (--write)."
            if write
            else "Whoever connects can read the whole store, and change nothing; --write allows changes."
        )
        print_line(f"Desks at once: {sessions}. Ctrl+c stops it.")
        await stopped.wait()
    finally:
        await runner.cleanup()


def _host_in_address(host: str) -> str:
    """A host as an address has it; for "all addresses", that of this machine."""
    if host in ("0.0.0.0", "::", ""):
        import socket  # only this case asks for it

        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
