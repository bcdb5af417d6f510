"""Work in a process of its own: started, listened to and let go of, whatever happens to it on the way."""

import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType

from greenpractice.errors import UserError, system_words
from greenpractice.only_ours import only_our_sentences

Tell = Callable[[object], None]  # what a process has done so far, told to whoever waits for it
Describe = Callable[[type[BaseException], BaseException, TracebackType | None], str]
Work = Callable[..., object]  # called with a Tell and its arguments; known by its name in its module

NO_MEMORY = "There is not enough memory for this. Close other programs and try again."
_LOOK_EVERY = 0.05  # s: how soon it is seen that nobody waits any more
_ENDING_SECONDS = 5.0  # for a process to end by itself
_carried: list[tuple[Callable[[], object], Callable[..., object]]] = []


class GivenUp(Exception):
    """Nobody wants the answer any more: what was begun is given up."""


class ProcessBug(RuntimeError):
    """A bug in a process of its own: the traceback it had there, as text, and what may be written of it."""

    def __init__(self, text: str, described: str = "") -> None:
        super().__init__(text)
        self.described = described


class _NobodyListens(Exception):
    """In the process: the other end of the pipe is closed."""


def carry(get: Callable[[], object], put: Callable[..., object]) -> None:
    """Let every new process begin with `put(get())`: with what counts in this one, such as its facts."""
    _carried.append((get, put))


def start(
    what: str, work: Callable[..., None], *arguments: object, daemon: bool = False, at_once: bool = False
) -> tuple[BaseProcess, Connection]:
    """A new process in which `work(connection, *arguments)` runs, and our end of the pipe.

    Where the computer does not let it start, a UserError says so; `what` is the subject of that sentence.
    `at_once` forks where that is safe, as on the command line, where no other thread runs.
    """
    forks = at_once and sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork") if forks else get_context("spawn")
    try:
        ours, theirs = context.Pipe()
    except OSError as error:
        raise not_started(what, error.strerror or str(error)) from error
    taken = [(put, get()) for get, put in _carried]
    process = context.Process(target=_begin, args=(taken, work, theirs, *arguments), daemon=daemon)
    try:
        process.start()
    except OSError as error:
        ours.close()
        raise not_started(what, error.strerror or str(error)) from error
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return process, ours


def _begin(
    taken: list[tuple[Callable[..., object], object]], work: Callable[..., None], *arguments: object
) -> None:
    """The process: it has the standard error of the program, and is to say as little there."""
    only_our_sentences()
    for put, value in taken:
        put(value)
    work(*arguments)


def not_started(what: str, why: str) -> UserError:
    """What happened, and what to do about it."""
    return UserError(
        f"{what} could not be started ({why}). Close other programs, or let your virus scanner allow it, "
        "and try again."
    )


def ask(
    what: str,
    work: Work,
    arguments: tuple[object, ...],
    tell: Tell,
    is_cancelled: Callable[[], bool],
    describe: Describe,
) -> object:
    """What `work` gives back, worked out in a process of its own; waits for it, so call it in a thread.

    Raises UserError with the sentence of one raised there, what the system refused there among them, or if
    the process cannot start or is ended from outside; ProcessBug for a bug there, as `describe` tells it;
    GivenUp once `is_cancelled` says so or the program ends.
    """
    # It may start a process itself, so it is no daemon; it ends as soon as nobody listens.
    process, connection = start(what, _serve, work, arguments, describe)
    try:
        return _answer(what, process, connection, tell, is_cancelled)
    finally:
        connection.close()
        process.join(_ENDING_SECONDS)
        if process.exitcode is None:
            process.kill()
            process.join()


def hears(process: BaseProcess, connection: Connection, seconds: float) -> bool:
    """True once there is something to receive, False if there is nothing yet; EOFError if nothing will come.

    The pipe alone does not always tell that. On Windows the other end stays open in this process until the
    new one takes it over, and one that a virus scanner ends at once never does.
    """
    if connection.poll(seconds):
        return True
    if process.is_alive():
        return False
    if connection.poll():  # said just before it ended
        return True
    raise EOFError


def _answer(
    what: str, process: BaseProcess, connection: Connection, tell: Tell, is_cancelled: Callable[[], bool]
) -> object:
    while True:
        if is_cancelled() or not threading.main_thread().is_alive():
            raise GivenUp
        try:
            if not hears(process, connection, _LOOK_EVERY):
                continue
            told = connection.recv()
        except (EOFError, OSError) as error:
            why = "was stopped from outside, or took more memory than there is"
            raise UserError(f"{what} {why}. Try again.") from error
        match told:
            case ("told", progress):
                tell(progress)
            case ("done", answer):
                return answer
            case ("failed", str(sentence)):
                raise UserError(sentence)
            case ("bug", (str(text), str(described))):
                raise ProcessBug(text, described)
            case _:
                raise ProcessBug(f"{what} answered {type(told).__name__}")


def _serve(connection: Connection, work: Work, arguments: tuple[object, ...], describe: Describe) -> None:
    """The process: what it does is told, and one ending at the end."""

    def send(kind: str, value: object) -> None:
        try:
            connection.send((kind, value))
        except OSError as error:
            raise _NobodyListens from error

    def tell(progress: object) -> None:
        send("told", progress)

    try:
        _work(send, tell, work, arguments, describe)
    except _NobodyListens:
        return


def _work(
    send: Callable[[str, object], None],
    tell: Tell,
    work: Work,
    arguments: tuple[object, ...],
    describe: Describe,
) -> None:
    try:
        send("done", work(tell, *arguments))
    except _NobodyListens:
        raise
    except UserError as error:
        send("failed", str(error))
    except OSError as error:
        send("failed", system_words(error))
    except MemoryError:
        send("failed", NO_MEMORY)
    except Exception as error:  # noqa: BLE001 - the outermost handler of its process: nobody else sees it
        send("bug", (traceback.format_exc(), describe(type(error), error, error.__traceback__)))
