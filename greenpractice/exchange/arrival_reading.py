"""What a file that arrived holds: the return attached to it, or on its data page, or why there is none."""

from greenpractice.errors import InputError
from greenpractice.exchange.data_page_reading import data_page_values
from greenpractice.exchange.pdf_return import (
    MAXIMUM_RETURN,
    NO_DATA,
    PDF_ERRORS,
    NoReturnInside,
    reader_of,
    return_in,
)
from greenpractice.exchange.sealed_reading import ALTERED, Altered, sealed_return
from greenpractice.facts.directory import is_ods_code
from greenpractice.network.states import Read, Unread
from greenpractice.returns.documents import Json, document_text
from greenpractice.returns.json_reading import parse_json, plain_json
from greenpractice.returns.reading import NewerVersion
from greenpractice.returns.verdicts import Changed

_NOT_OURS = "The return inside this PDF is not as the app wrote it"
_ASK = "Ask the practice for the original file."
NEWER = "It was made by a newer app. Update Greener Practice to read it."


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
        as_texts, values = parse_json(attached, file), plain_json(attached)
    except InputError:  # where in its JSON it breaks helps nobody who reads this
        return Unread("unreadable", f"{_NOT_OURS}. {_ASK}")
    practice = _practice(values)
    try:
        found = sealed_return(as_texts, values, file)
    except NewerVersion:
        return Unread("newer_version", NEWER, practice)
    except Altered as error:
        return Unread("altered", _sentence(error.issues[0].sentence), practice)
    except InputError as error:
        return Unread("unreadable", f"The return inside cannot be used: {error.issues[0]}.", practice)
    assert not isinstance(found.verdict, Changed)  # that is an Altered
    return Read(found.document, found.verdict, from_data_page)


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


def _practice(values: Json) -> str | None:
    practice = values.get("practice")
    code = practice.get("ods_code") if isinstance(practice, dict) else None
    return code if isinstance(code, str) and is_ods_code(code) else None


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"
