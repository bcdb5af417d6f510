"""The attachments of a saved mail: as text (`.eml`), or as Outlook saves it (`.msg`)."""

from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.parser import BytesFeedParser
from email.policy import default

from greenpractice.exchange.compound_file import MAGIC, CompoundFile

MAXIMUM_MAIL = 40 * 1024 * 1024
CANNOT = "This mail cannot be read. Open it and save the PDFs in it to a folder."
_MOST_PARTS = 500
_SHOWN = ("text", "image")  # the mail itself, where such a part has no name
_ENDINGS = {"pdf": ".pdf", "zip": ".zip", "x-zip-compressed": ".zip"}  # of what has no name, by its type
_BLOCK = 64 * 1024  # bytes
# The email package raises all of these on damaged or hostile mails.
_MAIL_ERRORS = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_ATTACHMENT = "__attach_version1.0_"  # [MS-OXMSG]: one storage for each, in it streams by property
_CONTENT, _MAIL_INSIDE = "__substg1.0_37010102", "__substg1.0_3701000D"
_NAMES = ("__substg1.0_3707", "__substg1.0_3704", "__substg1.0_3001")  # long, short, shown


class NotAMail(Exception):
    """No mail, or one that is damaged; its words are a sentence for people."""


def mail_parts(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each attachment; a mail in it is one too. NotAMail if it cannot be read."""
    try:
        parts = _of_outlook(data) if data.startswith(MAGIC) else _of_text(data)
        found: list[tuple[str, bytes]] = []
        for part in parts:
            if len(found) == _MOST_PARTS:
                raise NotAMail(f"This mail has more than {_MOST_PARTS} attachments.")
            found.append(part)
    except _MAIL_ERRORS as error:
        raise NotAMail(CANNOT) from error
    return found


def _of_text(data: bytes) -> Iterator[tuple[str, bytes]]:
    parser = BytesFeedParser(policy=default)
    for start in range(0, len(data), _BLOCK):  # fed at once, it takes many times the memory
        parser.feed(data[start : start + _BLOCK])
    message = parser.close()
    assert isinstance(message, EmailMessage)  # as the policy makes them
    if not message.keys():
        raise NotAMail(CANNOT)
    yield from _attached(message)


def _attached(message: MIMEPart) -> Iterator[tuple[str, bytes]]:
    """The attachments at any depth of the mail's own parts; of a mail in it the whole."""
    if message.get_content_type() == "message/rfc822":
        inner = message.get_payload(0)
        name = message.get_filename() or str(inner.get("Subject", "")) or "mail"  # type: ignore[union-attr]
        yield _with_ending(name, ".eml"), inner.as_bytes()  # type: ignore[union-attr]
    elif message.is_multipart():
        for part in message.iter_parts():
            yield from _attached(part)
    elif message.get_filename() or message.get_content_maintype() not in _SHOWN:
        content = message.get_payload(decode=True)
        if isinstance(content, bytes):
            kind = message.get_content_subtype()
            yield message.get_filename() or f"attachment{_ENDINGS.get(kind, '')}", content


def _of_outlook(data: bytes) -> Iterator[tuple[str, bytes]]:
    file = CompoundFile(data)
    for path in _attachments_in(file, ()):
        name, inner = _name_of(file, path), (*path, _MAIL_INSIDE)
        if not file.is_storage(inner):
            yield name, file.stream((*path, _CONTENT)) or b""
            continue
        for deeper in _attachments_in(file, inner):
            below = f"{name}/{_name_of(file, deeper)}"
            if file.is_storage((*deeper, _MAIL_INSIDE)):
                yield _with_ending(below, ".msg"), b""  # three mails deep: it is named and says what to do
            else:
                yield below, file.stream((*deeper, _CONTENT)) or b""


def _attachments_in(file: CompoundFile, storage: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(*storage, name) for name in sorted(file.names(storage)) if name.startswith(_ATTACHMENT)]


def _name_of(file: CompoundFile, path: tuple[str, ...]) -> str:
    for name in _NAMES:
        for ending, encoding in (("001F", "utf-16-le"), ("001E", "cp1252")):
            text = file.stream((*path, name + ending))
            if text:
                return text.decode(encoding, "replace").rstrip("\0")
    return "attachment"


def _with_ending(name: str, ending: str) -> str:
    return name if name.lower().endswith((".eml", ".msg")) else f"{name}{ending}"
