"""Where the command starts: ctrl+c ends it without a traceback, also while its modules are imported and at its end."""

import _signal  # type: ignore[import-not-found]  # while `signal` or `typing` was imported, ctrl+c would come in between
import sys


def start() -> None:
    """Run the command, and end the process."""
    catches = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler  # else ctrl+c is to be ignored
    if catches:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    from tui.system.first_frame import leave_first_frame, paint_first_frame  # ctrl+c ends it as well meanwhile

    try:
        paint_first_frame(sys.argv[1:])
        import gc

        gc.disable()  # imports make much that stays, and the collector would look through it again and again
        from tui.cli.main import main  # importing it takes most of the start

        gc.freeze()
        gc.enable()
        if catches:
            _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        main()
    except KeyboardInterrupt:
        sys.exit(128 + _signal.SIGINT)
    finally:
        leave_first_frame()
        if catches:
            _signal.signal(_signal.SIGINT, _signal.SIG_DFL)


if __name__ == "__main__":
    start()
