"""What a file that arrived holds: the return attached to it, or on its data page, or why there is none."""

from typing import Any

from greenpractice.errors import InputError
from greenpractice.exchange.data_page_reading import data_page_values
from greenpractice.exchange.pdf_return import (
    ALTERED,
    MAXIMUM_RETURN,
    NO_DATA,
    PDF_ERRORS,
    NoReturnInside,
    reader_of,
    return_in,
)
from greenpractice.exchange.seal import seal_state
from greenpractice.facts.directory import is_ods_code
from greenpractice.network.states import Read, Unread
from greenpractice.returns.documents import FORMAT, VERSION, Json, document_text
from greenpractice.returns.json_reading import parse_json, plain_json
from greenpractice.returns.reading import read_document

_NOT_OURS = "The return inside this PDF is not as the app wrote it"
_ASK = "Ask the practice for the original file."


def read_arrival(data: bytes, file: str) -> Read | Unread:
    """The return in the bytes of a PDF. Never an error: what cannot be read is Unread and says why."""
    try:
        attached = return_in(data, file)
    except NoReturnInside:
        return _on_data_page(data, file)
    except InputError as error:
        return Unread("unreadable", _sentence(error.issues[0].sentence))
    return read_return(attached, file)


def read_return(attached: bytes, file: str, from_data_page: bool = False) -> Read | Unread:
    """The return in a document, its seal checked before anything in it is believed."""
    if len(attached) > MAXIMUM_RETURN:
        return Unread("unreadable", f"{_NOT_OURS}: it is larger than 1 MB. {_ASK}")
    try:
        return _read_return(attached, file, from_data_page)
    except (ValueError, RecursionError, MemoryError):  # texts that are no Unicode, lists in lists in lists
        return Unread("unreadable", f"{_NOT_OURS}. {_ASK}")


def _read_return(attached: bytes, file: str, from_data_page: bool) -> Read | Unread:
    try:
        parse_json(attached, file)
        values = plain_json(attached)
    except InputError:  # where in its JSON it breaks helps nobody who reads this
        return Unread("unreadable", f"{_NOT_OURS}. {_ASK}")
    practice = _practice(values)
    if values.get("format") == FORMAT and _newer(values.get("version")):
        return Unread(
            "newer_version",
            f"It was made by a newer app (format {values['version']}). Update Greener Practice to read it.",
            practice,
        )
    if seal_state(values) in ("digest_differs", "signature_differs"):
        return Unread("altered", _sentence(ALTERED), practice)
    try:
        document, _ = read_document(attached, file)
    except InputError as error:
        return Unread("unreadable", f"The return inside cannot be used: {error.issues[0]}.", practice)
    seal = values.get("seal")
    return Read(document, seal if isinstance(seal, dict) else {}, from_data_page)


def _on_data_page(data: bytes, file: str) -> Read | Unread:
    try:
        values = data_page_values(reader_of(data, file))
    except ValueError:  # there is a data page, and it is not as it was printed
        return Unread("altered", _sentence(ALTERED))
    except PDF_ERRORS:
        return Unread("no_data", _sentence(NO_DATA))
    if values is None or not _has_digest(values):
        return Unread("no_data", _sentence(NO_DATA))
    return read_return(document_text(values), file, from_data_page=True)


def _has_digest(values: Json) -> bool:
    seal = values.get("seal")
    return isinstance(seal, dict) and isinstance(seal.get("sha256"), str)


def _newer(version: Any) -> bool:
    if isinstance(version, str) and version.isascii() and version.isdigit() and len(version) < 9:
        version = int(version)
    return isinstance(version, int) and not isinstance(version, bool) and version > VERSION


def _practice(values: Json) -> str | None:
    practice = values.get("practice")
    code = practice.get("ods_code") if isinstance(practice, dict) else None
    return code if isinstance(code, str) and is_ods_code(code) else None


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"
