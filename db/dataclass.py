"""Dataclasses whose methods are made when they are first needed, so that importing one costs little.

:func:`dataclass` takes the arguments of :func:`dataclasses.dataclass` and gives a class that behaves the same. That one
takes half a millisecond for a class with slots; a command imports a hundred such classes and makes instances of a few.
Rarer things (fields left out of comparisons, other bases, methods of their own) are left to :mod:`dataclasses`, which
is imported late: ``field``, ``fields``, ``replace`` and ``is_dataclass`` stand here for that reason.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import KW_ONLY as KW_ONLY
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import fields as fields
    from dataclasses import is_dataclass as is_dataclass
    from dataclasses import replace as replace

_REQUIRED = object()
"""Stands for the default of a field that has none."""


def _decorate(cls: Any = None, /, **options: Any) -> Any:
    """Make a class a dataclass, as :func:`dataclasses.dataclass` does."""
    if cls is None:
        return lambda cls: _decorate(cls, **options)
    if described := _describe(cls, options):
        return _slotted_class(cls, described, options)
    from dataclasses import dataclass as complete  # most classes do without
    from dataclasses import field as complete_field

    for name, default in [*vars(cls).items()]:
        if isinstance(default, _Made):
            setattr(cls, name, complete_field(**vars(default)))
    return complete(**options)(cls)


class _Description:
    """The fields of a class with those of its bases, which come first."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.annotations: dict[str, str] = {}
        self.defaults: dict[str, Any] = {}
        """Every field by name; :data:`_REQUIRED` or :class:`_Made` where it has no plain default."""
        self.keywords: set[str] = set()
        """Fields that are passed by name only."""

    def add_base(self, base: _Description) -> None:
        """Take over the fields of a base."""
        self.annotations |= base.annotations
        self.defaults |= base.defaults
        self.keywords |= base.keywords

    @property
    def positional(self) -> list[str]:
        """Fields that may be passed by position."""
        return [name for name in self.defaults if name not in self.keywords]


class _Made:
    """The default of a field that a function makes for each instance."""

    def __init__(self, default_factory: Callable[[], object]) -> None:
        self.default_factory = default_factory


def _describe(cls: Any, options: dict[str, Any]) -> _Description | None:
    """The fields of a class; None where :mod:`dataclasses` must see to it."""
    if not options.get("slots") or not options.keys() <= {"slots", "frozen", "kw_only", "eq"}:
        return None
    if not cls.__dict__.keys().isdisjoint(("__init__", "__eq__", "__hash__", "__setattr__", "__getstate__")):
        return None
    described = _Description(options)
    for base in cls.__bases__:
        if "__lazy__" in base.__dict__ and not described.defaults:
            if base.__lazy__.options.get("frozen") != options.get("frozen"):
                return None
            described.add_base(base.__lazy__)
        elif base is not object and base.__module__ != "typing":
            return None
    by_name = bool(options.get("kw_only"))
    for name, annotation in cls.__annotations__.items():
        if annotation == "KW_ONLY":
            by_name = True
            continue
        default = cls.__dict__.get(name, _REQUIRED)
        if not isinstance(annotation, str) or annotation.startswith(("ClassVar", "InitVar")):
            return None
        if type(default).__module__ == "dataclasses":
            return None
        described.annotations[name], described.defaults[name] = annotation, default
        if by_name:
            described.keywords.add(name)
    return described if described.defaults else None


def _slotted_class(cls: Any, described: _Description, options: dict[str, Any]) -> Any:
    """The class again with slots for its fields, which a class gets only when it is made."""
    left_out = {"__dict__", "__weakref__", *cls.__annotations__}
    own = {name: value for name, value in cls.__dict__.items() if name not in left_out}
    own.update(
        __slots__=tuple(name for name in cls.__annotations__ if name in described.defaults),
        __lazy__=described,
        __lazy_values__=attrgetter(*described.defaults),
        __match_args__=tuple(described.positional),
        __dataclass_fields__=_AttributeOfComplete("__dataclass_fields__"),
        __dataclass_params__=_AttributeOfComplete("__dataclass_params__"),
        __init__=_init,
    )
    if options.get("eq", True):
        own.update(__eq__=_eq, __hash__=_hash if options.get("frozen") else None)
    own.setdefault("__repr__", _repr)
    if options.get("frozen"):
        own.update(_FROZEN_METHODS)
    made = type(cls)(cls.__name__, cls.__bases__, own)
    made.__qualname__ = cls.__qualname__
    return made


def _dataclass_of(cls: type) -> Any:
    """The class of an instance, or its nearest base, that was made here."""
    return next(each for each in cls.__mro__ if "__lazy__" in each.__dict__)


def _init(self: Any, /, *values: Any, **by_name: Any) -> None:
    """Compile the ``__init__`` of the class, and call it; later instances are made by it alone."""
    cls = _dataclass_of(type(self))
    cls.__init__ = _compile_init(cls)
    cls.__init__(self, *values, **by_name)


def _compile_init(cls: Any) -> Callable[..., None]:
    described: _Description = cls.__lazy__
    names: dict[str, Any] = {"_REQUIRED": _REQUIRED}
    parameters, lines = {}, []
    for name, default in described.defaults.items():
        value = parameter = name
        names[f"__set_{name}"] = getattr(cls, name).__set__
        if isinstance(default, _Made):
            names[f"__make_{name}"] = default.default_factory
            value = f"__make_{name}() if {name} is _REQUIRED else {name}"
            parameter = f"{name}=_REQUIRED"
        elif default is not _REQUIRED:
            names[f"__default_{name}"] = default
            parameter = f"{name}=__default_{name}"
        parameters[name] = parameter
        lines.append(f"    __set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    by_name = [parameters[name] for name in described.defaults if name in described.keywords]
    listed = ["self", *(parameters[name] for name in described.positional), *(["*", *by_name] if by_name else [])]
    exec("\n".join([f"def __init__({', '.join(listed)}):", *lines]), names)
    made: Any = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made  # type: ignore[no-any-return]


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    values = self.__lazy_values__
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(self.__lazy_values__(self))


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__lazy__.defaults)
    return f"{self.__class__.__qualname__}({fields})"


def _refuse(_self: object, name: str, *value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__lazy__.defaults]


def _setstate(self: Any, values: list[Any]) -> None:
    for name, value in zip(self.__lazy__.defaults, values, strict=True):
        object.__setattr__(self, name, value)


_FROZEN_METHODS = {
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}


class _AttributeOfComplete:
    """An attribute by which :mod:`dataclasses` knows its classes, made by it when it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, _instance: object, cls: type) -> Any:
        from dataclasses import dataclass as complete
        from dataclasses import field as complete_field

        made_here = _dataclass_of(cls)
        described: _Description = made_here.__lazy__
        body: dict[str, Any] = {"__annotations__": described.annotations, "__module__": cls.__module__, "__doc__": ""}
        for name, default in described.defaults.items():
            given = {} if default is _REQUIRED else {"default": default}
            if isinstance(default, _Made):
                given = vars(default)
            body[name] = complete_field(kw_only=name in described.keywords, **given)
        twin: Any = complete(frozen=described.options.get("frozen", False))(type(cls.__name__, (), body))
        value = getattr(twin, self._name)
        setattr(made_here, self._name, value)
        return value


def _field(**options: Any) -> Any:
    """Describe a field, as :func:`dataclasses.field` does."""
    if options.keys() == {"default_factory"}:
        return _Made(**options)
    from dataclasses import field as complete

    return complete(**options)


def _fields(value: Any) -> Any:
    """The fields of a dataclass, as :func:`dataclasses.fields` gives them."""
    from dataclasses import fields as complete

    return complete(value)


def field_annotations(cls: Any) -> dict[str, str]:
    """The annotations of the fields of a dataclass by name, as written."""
    if hasattr(cls, "__lazy__"):
        return dict(cls.__lazy__.annotations)
    return {each.name: str(each.type) for each in fields(cls)}


def _replace(instance: Any, /, **changes: Any) -> Any:
    """Make an instance like another, as :func:`dataclasses.replace` does."""
    if not hasattr(instance, "__lazy__"):
        from dataclasses import replace as complete

        return complete(instance, **changes)
    for name in instance.__lazy__.defaults:
        if name not in changes:
            changes[name] = getattr(instance, name)
    return instance.__class__(**changes)


def _is_dataclass(value: Any) -> bool:
    """Whether a value is a dataclass or an instance of one, as :func:`dataclasses.is_dataclass` answers."""
    kind = value if isinstance(value, type) else type(value)
    return hasattr(kind, "__lazy__") or hasattr(kind, "__dataclass_fields__")


if not TYPE_CHECKING:
    dataclass, field, fields, replace, is_dataclass = _decorate, _field, _fields, _replace, _is_dataclass
    KW_ONLY = object()
