"""Works that tests give to processes of their own; a process knows them by their names in this module."""

import os
import signal
from collections.abc import Callable

from greenpractice.errors import UserError

Tell = Callable[[object], None]


def double(tell: Tell, number: int) -> int:
    """Says 1 of 2 and 2 of 2 before it answers."""
    tell((1, 2))
    tell((2, 2))
    return 2 * number


def refuse(_tell: Tell, sentence: str) -> int:
    """A sentence for a person."""
    raise UserError(sentence)


def find_no_file(_tell: Tell, name: str) -> int:
    """What the system refuses."""
    raise FileNotFoundError(2, "No such file or directory", name)


def divide(_tell: Tell, number: int) -> float:
    """A bug."""
    return number / 0


def be_killed(tell: Tell, _number: int) -> int:
    """Ended from outside in the middle of its work."""
    tell((1, 2))
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return 0


def leave(_tell: Tell, status: int) -> int:
    """Gone without a word."""
    os._exit(status)


def never_end(tell: Tell, _number: int) -> int:
    """Works until nobody listens any more."""
    while True:
        sum(range(200_000))
        tell((1, 2))


def use_up_memory(_tell: Tell, _number: int) -> int:
    """No memory is left."""
    raise MemoryError


def give_what_cannot_travel(_tell: Tell, _number: int) -> object:
    """No plain value."""
    return lambda: 0


class Garbage:
    """Cannot be made again at the other end."""

    def __reduce__(self) -> tuple[object, ...]:
        return int, ("garbage",)


def answer_garbage(tell: Tell, _number: int) -> object:
    """An answer that nobody can read."""
    tell((1, 2))
    return Garbage()
