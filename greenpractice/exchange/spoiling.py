"""PDFs as the world spoils them on their way: edited, copied page by page, scanned; for the demo only."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from greenpractice.exchange.pdf_return import ATTACHMENT_NAME, return_in
from greenpractice.exchange.seal import signed
from greenpractice.exchange.signing import SigningKey
from greenpractice.returns.documents import Json, document_text
from greenpractice.returns.json_reading import plain_json


def another_installation() -> SigningKey:
    """The key of a computer that was replaced; everyone can know it, so it proves nothing."""
    return SigningKey(Ed25519PrivateKey.from_private_bytes(sha256(b"another computer").digest()))


def edited(pdf: bytes, edit: Callable[[Json], object], key: SigningKey | None = None) -> bytes:
    """The PDF with its return changed by hand, the seal left as it was unless `edit` touches it.

    With the `key` that made it, it is signed again, as another version of the program would have made it.
    """
    values = plain_json(return_in(pdf, "demo"))
    edit(values)
    if key is not None:
        values = signed(values, key)
    writer = PdfWriter(clone_from=BytesIO(pdf))
    del writer.root_object[NameObject("/Names")]
    writer.add_attachment(ATTACHMENT_NAME, document_text(values))
    return _bytes(writer)


def pages_only(pdf: bytes) -> bytes:
    """A copy of the pages: the attachment is lost, the data page is not."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        writer.add_page(page)
    return _bytes(writer)


def scanned() -> bytes:
    """A page without any text."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    return _bytes(writer)


def _bytes(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
