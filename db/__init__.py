"""The record: sources, reports, statements, quotes, relays and claims of an incident, in one SQLite file.

Usable without the screen: open a store with :func:`db.store.open_reader`, then ask :mod:`db.cases`, :mod:`db.claims`,
:mod:`db.origins`, :mod:`db.denials` or :mod:`db.chain`. Nothing here imports Textual or Rich.
"""
