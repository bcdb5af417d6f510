"""What may be written of a bug: where in the program it was and of which kind, never a value from the data.

The message of an exception can hold a figure, a name or a path of a person, so none is written. What takes
its place is known to be the program's own: a name that stands in the code the error comes from, or the
symbol of an error number.
"""

import errno
import importlib.metadata
import platform
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from types import FrameType, TracebackType

from greenpractice import __version__
from greenpractice.processes import ProcessBug

MOST_LINES = 200
_FIRST_PLACES, _LAST_PLACES = 10, 30  # of a stack: a program that called itself has a thousand
_MOST_BEFORE, _MOST_BESIDE, _DEEPEST = 10, 10, 5  # exceptions in a chain, in a group, groups in groups
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_FUNCTION = re.compile(r"[\w.<>]{1,200}", re.ASCII)
_SQLITE = re.compile(r"SQLITE_[A-Z_]{1,40}", re.ASCII)
# What a message of Qt begins with is a class of Qt (QPainter, not Qureshi) and perhaps its function
_OF_QT = re.compile(r"(Q[A-Z][A-Za-z]+(::~?[A-Za-z]+)*)(?=[:(\s])", re.ASCII)
_CATEGORY = re.compile(r"qt(\.[a-z]+){1,6}", re.ASCII)


def describe(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    """An exception with what led to it: types, and places as module, line and function. Never raises."""
    try:
        writer = _Writer()
        writer.error(kind, error, trace)
        return writer.text()
    except BaseException:  # noqa: BLE001 - an exception may answer with another one when it is looked at
        return "An error that could not be looked at"


def describe_qt(level: str, category: str | None, message: str, frame: FrameType | None) -> str:
    """A message of Qt: its class and function where it names one, and where the program called Qt."""
    match = _OF_QT.match(message)
    said = match[1] if match else "a message that is not written here"
    of = f" ({category})" if category and _CATEGORY.fullmatch(category) else ""
    writer = _Writer()
    writer.places(list(_stack(frame)))
    return "\n".join((writer.text(), f"Qt {level}{of}: {said}")).lstrip("\n")


def versions() -> str:
    """The program and what it stands on, in one line."""
    return ", ".join(
        (
            f"Greener Practice {__version__}",
            f"Python {platform.python_version()}",
            f"PySide6 {_version('PySide6', 'PySide6-Essentials')}",
            f"SQLAlchemy {_version('sqlalchemy', 'SQLAlchemy')}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
        )
    )


def _version(module: str, package: str) -> str:
    """Of what is imported already, else as it was installed: writing a report imports nothing large."""
    known = getattr(sys.modules.get(module), "__version__", None)
    if isinstance(known, str):
        return known
    with suppress(importlib.metadata.PackageNotFoundError):
        return importlib.metadata.version(package)
    return "not known"


class _Writer:
    """Writes each exception once, however they hang together, and a bounded number of lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._seen: set[int] = set()

    def text(self) -> str:
        if len(self._lines) > MOST_LINES:
            return "\n".join([*self._lines[:MOST_LINES], "(and more)"])
        return "\n".join(self._lines)

    def error(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
        indent: int = 0,
    ) -> None:
        """An exception after those that led to it."""
        chain: list[tuple[BaseException, str]] = []
        earlier, self._seen = error, self._seen | {id(error)}
        while earlier is not None and len(chain) < _MOST_BEFORE:
            earlier, words = _before(earlier)
            if earlier is None or id(earlier) in self._seen:
                break
            self._seen.add(id(earlier))
            chain.append((earlier, words))
        for before, words in reversed(chain):
            self._one(type(before), before, before.__traceback__, indent)
            self._lines += ["", words]
        self._one(kind, error, trace, indent)

    def places(self, places: list[str], indent: int = 0) -> None:
        """Places in the program, the oldest first, without the middle of very many."""
        left_out = len(places) - _FIRST_PLACES - _LAST_PLACES
        if left_out > 1:
            places = [*places[:_FIRST_PLACES], f"({left_out} more)", *places[-_LAST_PLACES:]]
        self._lines += [f"{' ' * indent}  {place}" for place in places]

    def _one(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None, indent: int
    ) -> None:
        if len(self._lines) > MOST_LINES:
            return
        if isinstance(error, ProcessBug) and error.described:
            self._lines += [f"{' ' * indent}{line}" for line in error.described.splitlines()]
            self._lines += ["", "which, in a process of its own, led to"]
        self.places([_place(frame, line) for frame, line in _walk(trace)], indent)
        self._lines.append(f"{' ' * indent}{_type_name(kind)}{_own_words(error, trace)}")
        if isinstance(error, BaseExceptionGroup) and indent < 4 * _DEEPEST:
            for inner in error.exceptions[:_MOST_BESIDE]:
                if id(inner) not in self._seen:
                    self.error(type(inner), inner, inner.__traceback__, indent + 4)


def _before(error: BaseException) -> tuple[BaseException | None, str]:
    if error.__cause__ is not None:
        return error.__cause__, "which led to"
    return (None if error.__suppress_context__ else error.__context__), "and while that was dealt with"


def _walk(trace: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while trace is not None:
        yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _stack(frame: FrameType | None) -> Iterator[str]:
    frames = []
    while frame is not None:
        frames.append(frame)
        frame = frame.f_back
    return (_place(each, each.f_lineno) for each in reversed(frames))


def _place(frame: FrameType, line: int) -> str:
    """`ui/session/workspace.py, line 12, in Workspace.rows`."""
    file, function = _file(frame), frame.f_code.co_qualname
    if file is None:
        return f"(not part of the program), line {line}"
    name = function if _FUNCTION.fullmatch(function) else "(a function)"
    return f"{file}, line {line}, in {name}"


def _file(frame: FrameType) -> str | None:
    """The file of a module by the module's name, as a path would name people; None for text run as code."""
    name = frame.f_globals.get("__name__")
    if type(name) is not str or name not in sys.modules or not _MODULE.fullmatch(name):
        return None
    file = name.replace(".", "/") + ("/__init__.py" if "__path__" in frame.f_globals else ".py")
    return file if frame.f_code.co_filename.replace("\\", "/").endswith(file) else None


def _type_name(kind: type) -> str:
    module, name = getattr(kind, "__module__", None), getattr(kind, "__qualname__", None)
    if type(name) is not str or not _FUNCTION.fullmatch(name):
        return "An exception"
    if type(module) is not str or not hasattr(sys.modules.get(module), name.partition(".")[0]):
        return "An exception"  # made while the program ran, as perhaps its name was
    return name if module == "builtins" else f"{module}.{name}"


def _own_words(error: BaseException | None, trace: TracebackType | None) -> str:
    """What can be said of it that is surely no value; nothing where it cannot be asked."""
    with suppress(Exception):
        return _known_words(error, trace)
    return ""


def _known_words(error: BaseException | None, trace: TracebackType | None) -> str:
    if isinstance(error, AttributeError | NameError | ImportError) and _is_in_code(error.name, trace):
        of = f" of {_type_name(type(error.obj))}" if isinstance(error, AttributeError) else ""
        return f": {error.name}{of}"
    if isinstance(error, OSError) and type(error.errno) is int and error.errno in errno.errorcode:
        return f": {errno.errorcode[error.errno]}"
    for each in (error, getattr(error, "orig", None)):  # SQLAlchemy keeps what SQLite said in `orig`
        symbol = getattr(each, "sqlite_errorname", None)
        if type(symbol) is str and _SQLITE.fullmatch(symbol):
            return f": {symbol}"
    return ""


def _is_in_code(name: object, trace: TracebackType | None) -> bool:
    """True if a name is written in the code that raised: nobody typed it into the program."""
    frames = [frame for frame, _ in _walk(trace)]
    if not frames or _file(frames[-1]) is None or type(name) is not str:
        return False
    code = frames[-1].f_code
    return name in (*code.co_names, *code.co_varnames, *code.co_freevars, *code.co_cellvars)
