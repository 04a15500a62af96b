"""The command line.

Modules here import inside functions what a command needs when it runs: `--help` opens no store, a command that reads
loads nothing that writes, and Textual is loaded for a screen only.
"""
