"""Where the command starts: ctrl+c ends it without a traceback, also while its modules are imported and at its end."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn


def start() -> NoReturn:
    """Run the command."""
    catches = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # else ctrl+c is to be ignored
    if catches:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        from tui.cli.main import main  # importing it takes most of the start

        if catches:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        main()
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        if catches:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    start()
