"""Records as JSON, for `--json` and for programs."""
