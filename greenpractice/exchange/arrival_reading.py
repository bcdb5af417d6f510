"""What a file that arrived holds: the returns attached to it, or on its data pages, or why there is none."""

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

from greenpractice.errors import InputError, Issue
from greenpractice.exchange.data_page_reading import MOST_PAGES, data_pages, is_joined
from greenpractice.exchange.pdf_return import (
    MAXIMUM_RETURN,
    MOST_RETURNS,
    NO_DATA,
    PDF_ERRORS,
    SEVERAL,
    TOO_MANY,
    NoReturnInside,
    attached_returns,
    read_pdf,
    reader_of,
)
from greenpractice.exchange.sealed_reading import Altered, sealed_return
from greenpractice.facts.directory import is_ods_code
from greenpractice.network.states import NETWORK_TITLE, Found, Read, Several, Unread
from greenpractice.phrases import lower_first
from greenpractice.returns.documents import Json, document_text
from greenpractice.returns.json_reading import parse_json, plain_json
from greenpractice.returns.reading import NewerVersion
from greenpractice.returns.verdicts import Changed

_NOT_OURS = "The return inside this PDF is not as the app wrote it"
_ASK = "Ask the practice for the original file."
NEWER = "It was made by a newer app. Update Greener Practice to read it."
_DAMAGED_PAGE = f"The data page of this PDF is damaged or not complete. {_ASK}"
_NETWORK = "This is a network report, not a practice's return."


def read_arrival(data: bytes, file: str) -> Found:
    """What the bytes of a PDF hold. Never an error: what cannot be read is Unread and says why."""
    try:
        reader = reader_of(data, file)
        found = [read_return(each, file) for each in attached_returns(reader, file)]
    except InputError as error:
        return Unread("unreadable", _sentence(error.issues[0].sentence))
    if not found or is_joined(reader):
        found += _on_data_pages(reader, file, found)
    if not found:
        return _without_return(reader)
    if len(found) > MOST_RETURNS:
        return Unread("unreadable", _sentence(TOO_MANY))
    return found[0] if len(found) == 1 else Several(tuple(found))


def sealed_json_in(path: Path) -> Json:
    """The JSON of the one return in a PDF with its seal: as attached, else as its data page has it.

    InputError if there is none, by the same reading as of what arrives.
    """
    try:
        return read_pdf(path)[1]
    except NoReturnInside as nothing:
        data = path.read_bytes()
        found = read_arrival(data, path.name)
        if isinstance(found, Read):
            pages = data_pages(reader_of(data, path.name)).returns
            return next(each for each in pages if isinstance(each, dict))
        if isinstance(found, Several):
            raise InputError(path.name, [Issue(None, None, None, SEVERAL)]) from nothing
        if found.status == "no_data":
            raise
        raise InputError(path.name, [Issue(None, None, None, lower_first(found.why[:-1]))]) from nothing


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


def _on_data_pages(reader: PdfReader, file: str, attached: list[Read | Unread]) -> Iterator[Read | Unread]:
    """What the data pages hold beside what is attached, each of which has a data page as well."""
    try:
        pages = data_pages(reader)
    except PDF_ERRORS:
        if attached:
            yield Unread("unreadable", _DAMAGED_PAGE)
        return
    documents = [each.document for each in attached if isinstance(each, Read)]
    unread = [each.practice for each in attached if isinstance(each, Unread)]  # their pages count as little
    for values in pages.returns:
        if values == "damaged":
            found: Read | Unread = Unread("unreadable", _DAMAGED_PAGE)
        elif values == "unsealed":
            found = Unread("no_data", _sentence(NO_DATA))
        else:
            found = read_return(document_text(values), file, from_data_page=True)
        if isinstance(found, Read) and found.document in documents:
            documents.remove(found.document)
        elif (practice := _practice_of(found)) in unread:
            unread.remove(practice)
        else:
            yield found
    if pages.is_damaged and (not pages.returns or is_joined(reader)):
        yield Unread("unreadable", f"This PDF has a damaged page. {_ASK}")
    elif len(reader.pages) > MOST_PAGES and (attached or pages.returns):
        yield Unread("unreadable", f"It has many pages: only the last {MOST_PAGES} were looked through.")


def _practice_of(found: Read | Unread) -> str | None:
    return found.document.ods_code if isinstance(found, Read) else found.practice


def _without_return(reader: PdfReader) -> Unread:
    """A PDF that can be read and has no return; a network's own says what it is in its title."""
    try:
        title = (reader.metadata and reader.metadata.title) or ""
        if title.startswith(NETWORK_TITLE) or NETWORK_TITLE in reader.pages[0].extract_text():
            return Unread("no_data", _NETWORK, is_other=True)
    except PDF_ERRORS:
        return Unread("no_data", _sentence(NO_DATA))
    return Unread("no_data", _sentence(NO_DATA))


def _practice(values: Json) -> str | None:
    practice = values.get("practice")
    code = practice.get("ods_code") if isinstance(practice, dict) else None
    return code if isinstance(code, str) and is_ods_code(code) else None


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"
