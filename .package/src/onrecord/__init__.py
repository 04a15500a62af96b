"""onrecord from Python: open a store, read it, analyse it, write to it.

Ten lines of use::

    import onrecord
    from onrecord import Act, Basis, Certainty, Polarity, SourceKind

    with onrecord.open_writer("drone.db", create=True) as record:
        case = onrecord.add_case(record, "A drone is lost", tz="Asia/Baghdad")
        claim = onrecord.add_claim(record, case, "The drone was shot down.")
        major = onrecord.add_source(record, "Major Hassan Ali", kind=SourceKind.PERSON)
        said = onrecord.add_statement(record, case, major, act=Act.DENY, basis=Basis.INSIDER)
        onrecord.add_stance(record, said, claim, Polarity.AGAINST, Certainty.CERTAIN)
        print(onrecord.origin_counts(record, [claim])[claim].against.named)
        print([alarm.sentence for alarm in onrecord.alarms(record, case)])

Functions take the open store first, and things by their ids. Each that writes is one action of the journal, which
``undo`` takes back. Errors are ``OnRecordError``, each a sentence with a hint. Names outside ``__all__`` may change
with any version.
"""

# What stands here runs before every command too, so the record is imported only when one of its names is asked for.
TYPE_CHECKING = False  # type checkers take it for that of `typing`, which would take time to import
if TYPE_CHECKING:
    from db.library import *  # noqa: F403  # its __all__ decides
else:

    def __getattr__(name: str) -> object:
        from db import library  # see above

        if name == "__all__":
            return library.__all__
        if name in library.__all__:
            return getattr(library, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)

    def __dir__() -> list[str]:
        from db import library  # see above

        return [*globals(), *library.__all__]
