"""Reading files that strangers made in a process of its own, with limits of time and memory.

Starting Python and pypdf takes longer than reading a file, so one process reads many; it is replaced when a
file takes too long or brings it down.
"""

import json
import signal
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Timer
from time import monotonic
from types import TracebackType

from greenpractice.errors import InputError, UserError
from greenpractice.exchange.arrival_reading import read_arrival
from greenpractice.exchange.mail import NotAMail, mail_parts
from greenpractice.exchange.pdf_return import MAXIMUM_FILE, TOO_LARGE
from greenpractice.network.states import Found, Read, Several, Unread
from greenpractice.processes import GivenUp, hears, not_started, start
from greenpractice.returns.documents import Json, to_json
from greenpractice.returns.reading import read_document
from greenpractice.returns.verdicts import kept_verdict, seal_of

SECONDS = 5.0
MEMORY = 512 * 1024 * 1024
STARTING_SECONDS = 60.0
_MOST_ON_A_PAGE = 30_000  # operators and their operands
_LOOK_EVERY = 0.1  # s: how soon it is seen that nobody waits any more
_ENDING_SECONDS = 0.2  # kept of them to end the process
_TOO_LONG = f"Reading it takes longer than {SECONDS:.0f} seconds: it is not a summary PDF, or it is damaged."
_TOO_MUCH = "Reading it takes more memory than a summary PDF needs, or brings the reader down."
_READER = "The program that reads PDFs"
_RETURN, _MAIL = b"return", b"mail"  # what is asked of the process


class Reader:
    """Reads one file after another; nothing a file holds can stop the program or make it wait long.

    Where the computer does not let the process start, no file is to blame: that is a UserError.
    """

    def __init__(
        self,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._cancelled = cancelled
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self.stopped = 0  # files whose reading the limits stopped

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, data: bytes, file: str) -> Found:
        """What the bytes of a file hold; Unread where the limits stopped it.

        UserError if no process can be started, GivenUp if nobody waits for that any more.
        """
        if len(data) > MAXIMUM_FILE:
            return Unread("unreadable", f"{TOO_LARGE[:1].upper()}{TOO_LARGE[1:]}.")
        answer = self._answer(_RETURN, data)
        return answer if isinstance(answer, Unread) else _received(answer, file)

    def open_mail(self, data: bytes) -> list[tuple[str, bytes]] | Unread:
        """The attachments of a mail by name, within the same limits."""
        answer = self._answer(_MAIL, data)
        return answer if isinstance(answer, Unread) else _parts_received(answer)

    def _answer(self, wish: bytes, data: bytes) -> bytes | Unread:
        connection = self._started()
        try:
            self._send(connection, wish, data)
            if not connection.poll(max(0.0, self._seconds - _ENDING_SECONDS)):
                self.close()
                self.stopped += 1
                return Unread("unreadable", _TOO_LONG)
            return connection.recv_bytes()
        except (EOFError, OSError):
            self.close()
            self.stopped += 1
            return Unread("unreadable", _TOO_MUCH)

    def _send(self, connection: Connection, wish: bytes, data: bytes) -> None:
        """Hand a file over; a process that was brought to a halt from outside would let us wait for ever."""
        assert self._process is not None
        end = Timer(self._seconds + _ENDING_SECONDS, self._process.kill)
        end.daemon = True
        end.start()
        try:
            connection.send_bytes(wish)
            connection.send_bytes(data)
        finally:
            end.cancel()

    def close(self) -> None:
        """Let the process go; the next file starts another."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._connection = None

    def _started(self) -> Connection:
        if self._connection is None or self._process is None or not self._process.is_alive():
            self.close()
            self._process, self._connection = start(_READER, _serve, self._memory, daemon=True)
            try:
                self._wait_for(self._process, self._connection)
            except (UserError, GivenUp):
                self.close()
                raise
        return self._connection

    def _wait_for(self, process: BaseProcess, connection: Connection) -> None:
        """Until the process is ready; there is nothing of a file in it yet."""
        latest = monotonic() + STARTING_SECONDS
        try:
            while not hears(process, connection, _LOOK_EVERY):
                if self._cancelled is not None and self._cancelled():
                    raise GivenUp
                if monotonic() > latest:
                    raise not_started(_READER, f"it did not answer within {STARTING_SECONDS:.0f} seconds")
            connection.recv_bytes()
        except (EOFError, OSError) as error:
            raise not_started(_READER, "it was ended at once") from error


def _serve(connection: Connection, memory: int) -> None:
    """The process: one answer for each file until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asks is stopped, and lets it go
    _limit(memory)
    connection.send_bytes(b"ready")
    while True:
        try:
            wish, data = connection.recv_bytes(), connection.recv_bytes()
            answer = _parts(data) if wish == _MAIL else _answer(read_arrival(data, "this file"))
            connection.send_bytes(answer)
        except (EOFError, OSError, MemoryError):  # without memory the next file begins with a new process
            return


def _limit(memory: int) -> None:
    """Memory as far as the system can limit it (not on Windows), and pypdf's own limits lowered."""
    import pypdf

    from greenpractice.returns.json_reading import MAXIMUM_BYTES

    pypdf.overwrite_configuration(
        jbig2dec_binary=None,  # no other program is ever started
        zlib_maximum_output_length=MAXIMUM_BYTES,
        zlib_maximum_recovery_input_length=1,
        maximum_declared_stream_length=MAXIMUM_BYTES,
        lzw_maximum_output_length=MAXIMUM_BYTES,
        run_length_maximum_output_length=MAXIMUM_BYTES,
        array_based_stream_maximum_output_length=MAXIMUM_BYTES,
        array_maximum_element_count=20_000,
        stream_filters_maximum_length=2,
        stream_parsing_work_maximum_count=_MOST_ON_A_PAGE,
    )
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _parts(data: bytes) -> bytes:
    try:
        parts = [[name, b64encode(content).decode()] for name, content in mail_parts(data)]
    except NotAMail as error:
        return json.dumps({"why": str(error)}).encode()
    return json.dumps({"parts": parts}).encode()


def _parts_received(answer: bytes) -> list[tuple[str, bytes]] | Unread:
    try:
        values = json.loads(answer)
        if "parts" not in values:
            return Unread("unreadable", str(values["why"]))
        return [(str(name), b64decode(content)) for name, content in values["parts"]]
    except (ValueError, TypeError, LookupError):
        return Unread("unreadable", _TOO_MUCH)


def _answer(found: Found) -> bytes:
    return json.dumps(_values(found)).encode()


def _values(found: Found) -> dict[str, object]:
    if isinstance(found, Several):
        return {"several": [_values(each) for each in found.parts]}
    if isinstance(found, Unread):
        return {
            "status": found.status,
            "why": found.why,
            "practice": found.practice,
            "is_other": found.is_other,
        }
    return {
        "document": to_json(found.document),
        "seal": seal_of(found.verdict),
        "public_key": found.public_key or "",
        "from_data_page": found.from_data_page,
    }


def _received(answer: bytes, file: str) -> Found:
    """What the process answered; a file that made it answer anything else is no return."""
    try:
        values = json.loads(answer)
        if "several" in values:
            return Several(tuple(_one(each, file) for each in values["several"]))
        return _one(values, file)
    except (ValueError, TypeError, LookupError, InputError):
        return Unread("unreadable", _TOO_MUCH)


def _one(values: Json, file: str) -> Read | Unread:
    if "document" not in values:
        return Unread(values["status"], values["why"], values["practice"], values["is_other"])
    document, _ = read_document(json.dumps(values["document"]).encode(), file)
    verdict = kept_verdict(document.version, values["seal"], values["public_key"])
    return Read(document, verdict, values["from_data_page"])
