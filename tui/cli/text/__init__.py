"""Text that commands print for people; JSON: :mod:`db.serialize`."""
