"""Dataclasses whose methods are made when they are first needed, so that importing one costs little.

:func:`dataclass` takes the arguments of :func:`dataclasses.dataclass` and gives a class that behaves the same. That one
takes half a millisecond for a class with slots; a command imports a hundred such classes and makes instances of a few.
Rarer things (fields left out of comparisons, other bases, methods of their own) are left to :mod:`dataclasses`.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass

_REQUIRED = object()
"""Stands for the default of a field that has none."""


def _decorate(cls: Any = None, /, **options: Any) -> Any:
    """Make a class a dataclass, as :func:`dataclasses.dataclass` does."""
    if cls is None:
        return lambda cls: _decorate(cls, **options)
    if fields := _fields_of(cls, options):
        return _slotted_class(cls, fields, options)
    from dataclasses import dataclass as complete  # few classes need it

    return complete(**options)(cls)


def _fields_of(cls: Any, options: dict[str, Any]) -> dict[str, Any]:
    """The defaults of the fields by name, those of the base class first; empty where :mod:`dataclasses` must do it."""
    if not options.get("slots") or not options.keys() <= {"slots", "frozen", "kw_only"}:
        return {}
    if not cls.__dict__.keys().isdisjoint(("__init__", "__eq__", "__hash__", "__setattr__", "__getstate__")):
        return {}
    fields: dict[str, Any] = {}
    for base in cls.__bases__:
        if "__lazy_fields__" in base.__dict__ and base.__lazy_options__ == options and not fields:
            fields.update(base.__lazy_fields__)
        elif base is not object and base.__module__ != "typing":
            return {}
    for name, annotation in cls.__annotations__.items():
        default = cls.__dict__.get(name, _REQUIRED)
        if not _is_plain(annotation, default):
            return {}
        fields[name] = default
    return fields


def _is_plain(annotation: object, default: Any) -> bool:
    """Whether a field is one that is passed, compared and shown; its default may be made by a function."""
    if not isinstance(annotation, str) or annotation.startswith(("ClassVar", "InitVar", "KW_ONLY")):
        return False
    return not _is_described(default) or (callable(default.default_factory) and default.compare and default.repr)


def _is_described(default: Any) -> bool:
    """Whether a default is what ``field()`` returned."""
    return type(default).__module__ == "dataclasses" and type(default).__name__ == "Field"


def _slotted_class(cls: Any, fields: dict[str, Any], options: dict[str, Any]) -> Any:
    """The class again with slots for its fields, which a class gets only when it is made."""
    own = {name: value for name, value in cls.__dict__.items() if name not in ("__dict__", "__weakref__")}
    for name in cls.__annotations__:
        own.pop(name, None)
    own.update(
        __slots__=tuple(cls.__annotations__),
        __lazy_fields__=fields,
        __lazy_options__=options,
        __lazy_annotations__={**getattr(cls, "__lazy_annotations__", {}), **cls.__annotations__},
        __lazy_values__=attrgetter(*fields),
        __match_args__=() if options.get("kw_only") else tuple(fields),
        __dataclass_fields__=_AttributeOfComplete("__dataclass_fields__"),
        __dataclass_params__=_AttributeOfComplete("__dataclass_params__"),
        __init__=_init,
        __eq__=_eq,
        __hash__=None,
    )
    own.setdefault("__repr__", _repr)
    if options.get("frozen"):
        own.update(_FROZEN_METHODS)
    made = type(cls)(cls.__name__, cls.__bases__, own)
    made.__qualname__ = cls.__qualname__
    return made


def _dataclass_of(cls: type) -> Any:
    """The class of an instance, or its nearest base, that was made here."""
    return next(each for each in cls.__mro__ if "__lazy_fields__" in each.__dict__)


def _init(self: Any, /, *values: Any, **by_name: Any) -> None:
    """Compile the ``__init__`` of the class, and call it; later instances are made by it alone."""
    cls = _dataclass_of(type(self))
    cls.__init__ = _compile_init(cls)
    cls.__init__(self, *values, **by_name)


def _compile_init(cls: Any) -> Callable[..., None]:
    parameters, lines, names = ["self"], [], {"_REQUIRED": _REQUIRED}
    if cls.__lazy_options__.get("kw_only"):
        parameters.append("*")
    for name, default in cls.__lazy_fields__.items():
        value = name
        names[f"__set_{name}"] = getattr(cls, name).__set__
        if _is_described(default):
            names[f"__make_{name}"] = default.default_factory
            value = f"__make_{name}() if {name} is _REQUIRED else {name}"
            parameters.append(f"{name}=_REQUIRED")
        elif default is _REQUIRED:
            parameters.append(name)
        else:
            names[f"__default_{name}"] = default
            parameters.append(f"{name}=__default_{name}")
        lines.append(f"    __set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("    self.__post_init__()")
    exec("\n".join([f"def __init__({', '.join(parameters)}):", *lines]), names)
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
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__lazy_fields__)
    return f"{self.__class__.__qualname__}({fields})"


def _refuse(_self: object, name: str, *value: object) -> None:
    from dataclasses import FrozenInstanceError  # a mistake in the program

    raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__lazy_fields__]


def _setstate(self: Any, values: list[Any]) -> None:
    for name, value in zip(self.__lazy_fields__, values, strict=True):
        object.__setattr__(self, name, value)


_FROZEN_METHODS = {
    "__hash__": _hash,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}


class _AttributeOfComplete:
    """An attribute by which :mod:`dataclasses` knows its classes, made by it when ``fields()`` or the like asks."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, _instance: object, cls: type) -> Any:
        from dataclasses import dataclass as complete  # few programs ask

        made_here = _dataclass_of(cls)
        body = {name: value for name, value in made_here.__lazy_fields__.items() if value is not _REQUIRED}
        body |= {"__annotations__": made_here.__lazy_annotations__, "__module__": cls.__module__, "__doc__": ""}
        twin: Any = complete(**made_here.__lazy_options__ | {"slots": False})(type(cls.__name__, (), body))
        value = getattr(twin, self._name)
        setattr(made_here, self._name, value)
        return value


if not TYPE_CHECKING:
    dataclass = _decorate
