"""The record: sources, reports, statements, quotes, relays and claims of an incident, in one SQLite file.

Usable without the screen: open a store with :func:`db.store.opening.open_reader`, then ask
:mod:`db.queries.cases`, :mod:`db.queries.claims`, :mod:`db.queries.origins`, :mod:`db.queries.denials` or
:mod:`db.queries.chain`. Nothing here imports Textual or Rich.
"""
