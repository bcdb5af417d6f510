"""A screen reader for tests: it listens on the accessibility bus of a display, as Orca does."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.ui.screen import PATIENCE
from tests.ui.widgets.spoken.reading import Item

Ref = tuple[str, str]  # whose connection to the bus, and which object of it
Found = TypeVar("Found")
_ACCESSIBLE, _PROPERTIES = "org.a11y.atspi.Accessible", "org.freedesktop.DBus.Properties"
_EVENTS = "org.a11y.atspi.Event.Object"
_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_FOCUSABLE, _SHOWING = 11, 25  # bits of a state
_LABELLED_BY = 2  # a relation
_MOST_CELLS = 60  # of one table: a screen holds no more


@contextlib.contextmanager
def accessibility_bus(display: str) -> Iterator[str]:
    """The bus of a session on this display, which starts the one for accessibility; its address."""
    reading, writing = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"]
    with subprocess.Popen(
        command, pass_fds=[writing], env={**os.environ, "DISPLAY": display}, start_new_session=True,
        stderr=subprocess.DEVNULL,
    ) as bus:  # fmt: skip
        os.close(writing)
        try:
            with os.fdopen(reading) as pipe:
                yield pipe.readline().strip()
        finally:
            os.killpg(bus.pid, signal.SIGTERM)  # with what it started


class Listener:
    """Hears what windows say of themselves. `announced` is what they said unasked, in order."""

    def __init__(self, address: str) -> None:
        self._session = open_dbus_connection(address)
        self.announced: list[str] = []
        self.focused: Ref | None = None
        where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", _PROPERTIES)
        asked = ("org.a11y.Status", "ScreenReaderEnabled", ("b", True))
        self._answer(self._session, new_method_call(where, "Set", "ssv", asked))
        (bus,) = self._answer(
            self._session, new_method_call(where.with_interface("org.a11y.Bus"), "GetAddress")
        )
        self._bus = open_dbus_connection(bus)
        registry = DBusAddress("/org/a11y/atspi/registry", _ROOT[0], "org.a11y.atspi.Registry")
        for event in ("object:announcement", "object:state-changed:focused"):
            self._answer(self._bus, new_method_call(registry, "RegisterEvent", "sass", (event, [], "")))
        self._answer(self._bus, message_bus.AddMatch(MatchRule(type="signal", interface=_EVENTS)))

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()
        self._session.close()

    def wait(self, look: Callable[[], Found | None], what: str) -> Found:
        """What `look` finds, as soon as it finds it, hearing what is said meanwhile."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            found = look()
            if found:
                return found
            self._listen(0.05)
        raise AssertionError(f"not within {PATIENCE} seconds: {what}; heard {self.announced[-5:]}")

    def hears(self, words: str) -> str:
        """Wait until something is announced that holds these words, and was not heard before."""

        def found() -> str | None:
            said = next((each for each in self.announced if words in each), None)
            if said is not None:
                del self.announced[: self.announced.index(said) + 1]
            return said

        return self.wait(found, f"{words!r} being announced")

    def window(self) -> Item:
        """All that is shown in the windows of the one program on the bus."""
        app = self.wait(self._program, "a program on the bus")
        (read,) = self._read([app])
        assert read is not None, "the program has gone"
        return read

    def focus(self) -> Item | None:
        """What has the focus, without what is in it; None before anything had."""
        self._listen(0)
        return self._said_of([self.focused])[0] if self.focused else None

    def place(self) -> tuple[int, int] | None:
        """Row and column of the cell that has the focus, from 0; None where it is at no cell."""
        if self.focused is None:
            return None
        (found,) = self._ask([_property(self.focused, "Position", "org.a11y.atspi.TableCell")])
        return None if found is None else tuple(found[0][1])

    def _program(self) -> Ref | None:
        (answer,) = self._ask([_call(_ROOT, "GetChildren")])
        return next(((name, path) for name, path in answer[0]), None)

    def _read(self, wanted: Sequence[Ref]) -> list[Item | None]:
        """These and all that is shown in them, asked level by level."""
        if not wanted:
            return []
        said = self._said_of(wanted)
        shown = [ref for ref, each in zip(wanted, said, strict=True) if each is not None]
        inside = dict(zip(shown, self._ask([_call(ref, "GetChildren") for ref in shown]), strict=True))
        below: dict[Ref, list[Ref]] = {}
        for ref, each in zip(wanted, said, strict=True):
            if each is not None and inside[ref]:
                found = [(name, path) for name, path in inside[ref][0]]
                below[ref] = found[:_MOST_CELLS] if each.role == "table" else found
        every = [child for ref in below for child in below[ref]]
        read = iter(self._read(every))
        for ref, each in zip(wanted, said, strict=True):
            if each is not None:
                each.children.extend(child for _ in below.get(ref, ()) if (child := next(read)) is not None)
        return said

    def _said_of(self, wanted: Sequence[Ref]) -> list[Item | None]:
        asked = [
            message
            for ref in wanted
            for message in (
                _call(ref, "GetState"), _call(ref, "GetRoleName"), _property(ref, "Name"),
                _property(ref, "Description"), _call(ref, "GetAttributes"), _call(ref, "GetRelationSet"),
            )
        ]  # fmt: skip
        answers = self._ask(asked)
        return [_item(*answers[place : place + 6]) for place in range(0, len(answers), 6)]

    def _ask(self, messages: Sequence[Message]) -> list[Any]:
        """The answers, in order, None for what has gone; all is asked before the first is awaited."""
        serials = []
        for message in messages:
            serials.append(next(self._bus.outgoing_serial))
            self._bus.send(message, serial=serials[-1])
        found: dict[int, Any] = {}
        missing = set(serials)
        while missing:
            message = self._bus.receive(timeout=PATIENCE)
            serial = message.header.fields.get(HeaderFields.reply_serial)
            if serial in missing:
                missing.discard(serial)
                failed = message.header.message_type is MessageType.error
                found[serial] = None if failed else message.body
            else:
                self._note(message)
        return [found[serial] for serial in serials]

    def _listen(self, seconds: float) -> None:
        """Take what comes within this time."""
        with contextlib.suppress(TimeoutError):
            while True:
                self._note(self._bus.receive(timeout=seconds))
                seconds = 0

    def _note(self, message: Message) -> None:
        fields = message.header.fields
        if fields.get(HeaderFields.interface) != _EVENTS:
            return
        kind, first, _, value, *_ = message.body
        member = fields[HeaderFields.member]
        if member == "Announcement":
            self.announced.append(value[1])
        elif member == "StateChanged" and kind == "focused" and first:
            self.focused = (fields[HeaderFields.sender], fields[HeaderFields.path])

    @staticmethod
    def _answer(connection: DBusConnection, message: Message) -> Any:
        answer = connection.send_and_get_reply(message, timeout=PATIENCE)
        assert answer.header.message_type is not MessageType.error, answer.body
        return answer.body


def _call(ref: Ref, method: str) -> Message:
    return new_method_call(DBusAddress(ref[1], ref[0], _ACCESSIBLE), method)


def _property(ref: Ref, name: str, interface: str = _ACCESSIBLE) -> Message:
    return new_method_call(DBusAddress(ref[1], ref[0], _PROPERTIES), "Get", "ss", (interface, name))


def _item(state: Any, role: Any, name: Any, description: Any, attributes: Any, relations: Any) -> Item | None:
    """An item that is shown."""
    if state is None or role is None or name is None:
        return None
    bits = state[0][0] | state[0][1] << 32
    if not bits >> _SHOWING & 1:
        return None
    level = (attributes[0] if attributes else {}).get("level", 0)
    labelled = any(kind == _LABELLED_BY for kind, _ in (relations[0] if relations else ()))
    said = description[0][1] if description else ""
    return Item(role[0], name[0][1], said, bool(bits >> _FOCUSABLE & 1), int(level), labelled)
