"""The example case, as data: one TOML file, read by :mod:`db.maintenance.case_file`."""
