"""The face of onrecord: the command line, and the desk in the terminal. All SQL is in :mod:`db`."""
