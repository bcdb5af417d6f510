"""What may be written of a bug: where it was and of which kind; never a figure, name or path of a person."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice import __version__
from greenpractice.bug_report import MOST_LINES, describe, describe_qt, versions
from greenpractice.processes import ProcessBug

SECRETS = (
    "48213.75",
    "Sample Surgery",
    "Dr Jane Qureshi",
    "jane.qureshi@example.org",
    "/home/jane",
    r"C:\Users\jane",
    "943 476 5919",
    "9434765919",
    "C82009",
)
ALL = " | ".join(SECRETS)


def ask_sqlite(asked: str) -> None:
    """Ask an empty database, and close it: Python 3.13 warns of one that is left, in a later test."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(asked)


def raised(what: Callable[[], object]) -> str:
    try:
        what()
    except BaseException:  # noqa: BLE001 - as hooks get them
        kind, error, trace = sys.exc_info()
        assert kind is not None
        return describe(kind, error, trace)
    raise AssertionError("nothing was raised")


def throw(error: BaseException) -> None:
    raise error


def chained() -> None:
    try:
        throw(ValueError(ALL))
    except ValueError as error:
        raise RuntimeError(ALL) from error


def while_dealt_with() -> None:
    try:
        throw(KeyError("Dr Jane Qureshi"))
    except KeyError:
        throw(LookupError(ALL))


def group() -> None:
    inner = [
        ValueError(ALL),
        ExceptionGroup(ALL, [KeyError("Sample Surgery"), OSError(2, ALL, "/home/jane")]),
    ]
    raise ExceptionGroup(ALL, inner)


def noted() -> None:
    error = ValueError(ALL)
    error.add_note(ALL)
    raise error


class Unspeakable(Exception):
    """Answers every question with another exception."""

    def __str__(self) -> str:
        raise ValueError(ALL)

    __repr__ = __str__

    def __getattribute__(self, name: str) -> object:
        raise ValueError(ALL)


def of_odd_type() -> None:
    raise type("Dr Jane Qureshi", (Exception,), {"__module__": "/home/jane"})(ALL)


def deep() -> None:
    secret = ALL
    assert secret
    deep()


HOSTILE: dict[str, Callable[[], object]] = {
    "a message": lambda: throw(ValueError(ALL)),
    "a key": lambda: {}["Dr Jane Qureshi"],
    "a chain": chained,
    "while another was dealt with": while_dealt_with,
    "a group": group,
    "notes": noted,
    "a text that is no program": lambda: compile(f"x = {ALL}", "/home/jane/Sample Surgery.py", "exec"),
    "a number": lambda: int("48213.75"),
    "a file": lambda: Path("/home/jane/Sample Surgery.txt").read_text(),
    "a file on Windows": lambda: Path(r"C:\Users\jane\Sample Surgery.txt").read_text(),
    "a text in other letters": lambda: "Dr Jane Qureshi é".encode("ascii"),
    "an attribute by a text": lambda: getattr(object(), "Qureshi"),  # noqa: B009 - as code with names does
    "a module by a text": lambda: __import__("Qureshi"),
    "a name in a text": lambda: eval("Qureshi", {"__name__": "/home/jane"}),
    "a program with a path": lambda: exec(compile("1/0", r"C:\Users\jane\a.py", "exec"), {"__name__": ALL}),
    "the store": lambda: ask_sqlite("select * from 'Sample Surgery'"),
    "one that does not let itself be looked at": lambda: throw(Unspeakable(ALL)),
    "a type with a name": of_odd_type,
    "one that called itself": deep,
    "an end with words": lambda: throw(SystemExit(ALL)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_was_typed_or_names_anybody_is_written(name: str):
    said = raised(HOSTILE[name])
    assert [secret for secret in (*SECRETS, "jane", "Jane", "Qureshi", "Surgery") if secret in said] == []
    assert str(Path(__file__).parent) not in said
    assert str(Path.home()) not in said
    assert said


@given(st.text(min_size=6), st.sampled_from([ValueError, KeyError, RuntimeError, OSError, ImportError]))
def test_no_message_whatever_it_is_stands_in_what_is_written(text: str, kind: type[Exception]):
    assert raised(lambda: throw(kind(text))) == raised(lambda: throw(kind("another"))).replace(
        text, "another"
    )


def test_it_says_where_it_was_in_the_program_and_of_which_kind():
    lines = raised(lambda: throw(ValueError(ALL))).splitlines()
    assert lines[-1] == "ValueError"
    assert lines[-2].strip().startswith("tests/greenpractice/test_bug_report.py, line ")
    assert lines[-2].endswith(", in throw")


def test_a_chain_is_told_from_its_beginning():
    said = raised(chained)
    assert said.index("ValueError") < said.index("which led to") < said.index("RuntimeError")
    assert "and while that was dealt with" in raised(while_dealt_with)


def test_every_exception_of_a_group_is_told():
    said = raised(group)
    told = [line.strip() for line in said.splitlines() if ", line " not in line]
    assert told == ["ExceptionGroup", "ValueError", "ExceptionGroup", "KeyError", "FileNotFoundError: ENOENT"]


def test_names_of_the_program_itself_help_and_are_told():
    assert raised(lambda: "".uper()).endswith("AttributeError: uper of str")  # type: ignore[attr-defined]
    assert raised(lambda: nothing).endswith("NameError: nothing")  # type: ignore[name-defined]  # noqa: F821

    def needs() -> None:
        import greenpractice.nothing_of_this_name  # type: ignore[import-not-found]  # noqa: F401

    assert raised(needs).endswith("ModuleNotFoundError: greenpractice.nothing_of_this_name")
    assert raised(lambda: throw(OSError(28, ALL))).endswith("OSError: ENOSPC")


def test_what_sqlite_answered_is_told_by_its_symbol():
    said = raised(lambda: ask_sqlite("insert into nothing values (48213.75)"))
    assert said.endswith("sqlite3.OperationalError: SQLITE_ERROR")


def test_it_is_bounded_however_deep_or_many():
    assert len(raised(deep).splitlines()) < 50

    def many() -> None:
        level: list[Exception] = [ValueError(ALL) for _ in range(20)]
        for _ in range(20):
            level = [ExceptionGroup(ALL, level), *level]
        raise level[0]

    assert len(raised(many).splitlines()) <= MOST_LINES + 2


def test_a_chain_that_bites_its_tail_ends():
    first, second = ValueError(ALL), KeyError(ALL)
    first.__context__, second.__context__ = second, first
    assert describe(ValueError, first, None) == "KeyError\n\nand while that was dealt with\nValueError"


def test_a_message_of_qt_is_told_by_its_class_and_function_only():
    said = describe_qt("warning", "default", f"QPainter::begin: {ALL}", None)
    assert said == "Qt warning: QPainter::begin"
    assert describe_qt("critical", "qt.qpa.xcb", ALL, None).endswith(
        "Qt critical (qt.qpa.xcb): a message that is not written here"
    )
    for message in ("Qureshi: away", "Q9434765919: no", "QR 9434765919"):
        assert "9434765919" not in describe_qt("warning", message, message, None)
        assert "Qureshi" not in describe_qt("warning", message, message, None)


def test_versions_say_what_it_ran_on_and_name_no_computer():
    import platform

    said = versions()
    for part in (f"Greener Practice {__version__}", "Python 3.", "PySide6 6.", "SQLAlchemy 2."):
        assert part in said
    assert platform.node() not in said.split()


def test_without_an_exception_or_a_trace_it_says_the_kind():
    assert describe(ZeroDivisionError, None, None) == "ZeroDivisionError"


class AskedInVain(Exception):
    """Answers with another exception when it is asked anything."""

    def __getattr__(self, name: str) -> object:
        raise ValueError(ALL)


class NameInVain(AttributeError):
    """Does not know what was missing."""

    @property
    def name(self) -> str:
        raise ValueError(ALL)

    @name.setter
    def name(self, _name: object) -> None: ...


@pytest.mark.parametrize("error", [AskedInVain(), NameInVain()], ids=lambda error: type(error).__name__)
def test_one_that_cannot_be_asked_is_told_by_kind_and_place(error: Exception):
    text = raised(lambda: throw(error))
    assert type(error).__name__ in text
    assert "in throw" in text


def test_a_name_that_came_up_while_the_program_ran_is_not_written():
    made = type("Qureshi", (Exception,), {"__module__": __name__})
    names = {"made": made}
    text = raised(lambda: exec("def Jane():\n    raise made\nJane()", names))
    assert "Qureshi" not in text
    assert "Jane" not in text
    assert "An exception" in text
    assert "(not part of the program), line 2" in text


def test_a_bug_in_a_process_is_told_with_what_led_to_it_there():
    there = raised(deep)
    error = ProcessBug(ALL, there)
    text = raised(lambda: throw(error))
    assert text.startswith(there)
    assert "greenpractice.processes.ProcessBug" in text.splitlines()[-1]
    assert not [secret for secret in SECRETS if secret in text]
