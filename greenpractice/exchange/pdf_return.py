"""Reading the return inside a PDF: one attachment of the exact name, within limits, whatever the file is."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from pypdf import PasswordType, PdfReader
from pypdf.errors import DependencyError, DeprecationError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from greenpractice.errors import InputError, Issue, UserError
from greenpractice.exchange.sealed_reading import read_sealed
from greenpractice.files import need_file
from greenpractice.returns.documents import Json, ReturnDocument
from greenpractice.returns.json_reading import MAXIMUM_BYTES

ATTACHMENT_NAME = "greenpractice-return.json"
MAXIMUM_FILE = 20 * 1024 * 1024
MAXIMUM_RETURN = 1024 * 1024  # as JSON; a return of every section has 20 kB, and reading 8 MB takes too long
_PACKINGS = ("/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode")
MOST_RETURNS = 20  # in one PDF: programs join those of a network's practices, and no network has more
_MAXIMUM_DEPTH = 8
_MAXIMUM_NAMES = 100  # of attachments in all; of nodes of the tree that lists them too
# pypdf raises all of these on damaged or hostile files, not only its own errors.
PDF_ERRORS = (
    PyPdfError,
    DependencyError,
    DeprecationError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
    struct.error,
    zlib.error,
)
TOO_LARGE = "this file is larger than 20 MB: it is not a summary PDF"
TOO_MANY = (
    f"this PDF holds more than {MOST_RETURNS} returns: none of them was read. "
    "Ask each practice for its own file"
)
SEVERAL = "this PDF holds more than one return. Ask the practice for the original file"
NO_DATA = (
    "this PDF has no data the app can read. It may have been printed to a new PDF or scanned: "
    "ask the practice for the original file"
)
LOCKED = (
    "this PDF is locked with a password. Ask the practice for the original file, or open it with the "
    "password and save it without one"
)


def read_pdf(path: Path) -> tuple[ReturnDocument, Json]:
    """The return inside a PDF, and its JSON as it stands there with the seal; InputError if it has none."""
    found = read_sealed(attached_return(path), path.name)
    return found.document, found.values


class NoReturnInside(InputError):
    """The PDF can be read but has no return attached: a data page may still hold one."""


def attached_return(path: Path) -> bytes:
    """The bytes of the one attachment named `greenpractice-return.json`; InputError if there is no such."""
    return return_in(_read_file(path), path.name)


def return_in(data: bytes, file: str) -> bytes:
    """The same from the bytes of a PDF; NoReturnInside if the attachment is not there at all."""
    found = attached_returns(reader_of(data, file), file)
    if not found:
        raise NoReturnInside(file, [Issue(None, None, None, NO_DATA)])
    if len(found) > 1:
        raise _wrong(file, SEVERAL)
    return found[0]


def attached_returns(reader: PdfReader, file: str) -> list[bytes]:
    """Every return attached to a PDF, as bytes; InputError if its attachments cannot be read, or are many."""
    try:
        found = list(islice(_attachments(reader), MOST_RETURNS + 1))
    except PDF_ERRORS as error:
        raise _damaged(file) from error
    if len(found) > MOST_RETURNS:
        raise _wrong(file, TOO_MANY)
    return found


def reader_of(data: bytes, file: str) -> PdfReader:
    """The PDF in `data`; InputError if it is none, is damaged, or asks for a password to be opened."""
    if not data:
        raise _wrong(file, "the selected file is empty")
    if b"%PDF-" not in data[:1024]:
        raise _wrong(file, "the selected file must be a PDF")
    try:
        reader = PdfReader(BytesIO(data))
        # One that only asks for a password to be changed opens with an empty one.
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except PDF_ERRORS as error:
        raise _damaged(file) from error
    if locked:
        raise _wrong(file, LOCKED)
    return reader


def _read_file(path: Path) -> bytes:
    need_file(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAXIMUM_FILE else b""
    except FileNotFoundError as error:
        raise UserError(f"{path}: there is no such file") from error
    except OSError as error:
        raise UserError(f"{path}: the file cannot be read ({error.strerror or error})") from error
    if size > MAXIMUM_FILE:
        raise _wrong(path.name, TOO_LARGE)
    return data


def _attachments(reader: PdfReader) -> Iterator[bytes]:
    catalog = reader.root_object
    names = _dictionary(catalog.get("/Names"))
    tree = _dictionary(names.get("/EmbeddedFiles")) if names is not None else None
    for name, spec in _name_tree(tree) if tree is not None else ():
        if ATTACHMENT_NAME not in (name, str(spec.get("/UF")), str(spec.get("/F"))):
            continue  # programs that join PDFs may list two of one name under other ones
        files = _dictionary(spec.get("/EF"))
        stream = (files.get("/UF") or files.get("/F")) if files is not None else None
        stream = stream.get_object() if stream is not None else None
        if isinstance(stream, StreamObject):
            _need_plain_packing(stream)
            content = stream.get_data()
            if len(content) > MAXIMUM_BYTES:
                raise PyPdfError("the attachment is too large")
            yield bytes(content)


def _need_plain_packing(stream: StreamObject) -> None:
    """Refuse what only pictures are packed in: pypdf starts another program for some of it."""
    found = stream.get("/Filter")
    found = found.get_object() if found is not None else None
    names = found if isinstance(found, ArrayObject) else () if found is None else (found,)
    if any(str(name) not in _PACKINGS for name in names):
        raise PyPdfError("the attachment is packed like a picture")


def _name_tree(tree: DictionaryObject) -> Iterator[tuple[str, DictionaryObject]]:
    """Names and file specifications; some programs rewrite a flat list into a tree of Kids.

    What is bounded is all of it together: nodes that are small each may be many.
    """
    nodes, listed = 0, 0
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        names, kids = _array(node.get("/Names")), _array(node.get("/Kids"))
        nodes, listed = nodes + len(kids), listed + len(names) // 2
        if depth > _MAXIMUM_DEPTH:
            raise PyPdfError("the list of attachments is too deep")
        if nodes > _MAXIMUM_NAMES or listed > _MAXIMUM_NAMES:
            raise PyPdfError("there are too many attachments")
        for index in range(0, len(names) - 1, 2):
            spec = _dictionary(names[index + 1])
            if spec is not None:
                yield str(names[index]), spec
        children = [(child, depth + 1) for child in map(_dictionary, kids) if child is not None]
        waiting += reversed(children)


def _array(value: Any) -> ArrayObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, ArrayObject) else ArrayObject()


def _dictionary(value: Any) -> DictionaryObject | None:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else None


def _damaged(file: str) -> InputError:
    return _wrong(file, "this PDF is damaged or not readable")


def _wrong(file: str, sentence: str) -> InputError:
    return InputError(file, [Issue(None, None, None, sentence)])
