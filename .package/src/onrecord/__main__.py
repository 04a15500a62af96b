"""The command ``onrecord``, also as ``python -m onrecord``."""

from tui.cli.start import start

if __name__ == "__main__":
    start()
