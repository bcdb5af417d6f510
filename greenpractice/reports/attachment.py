"""Files carried inside a PDF, such as the return itself.

Rules: ISO 32000-1 section 7.11.4 (embedded files) and ISO 32000-2 section 14.13 (associated files).
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from greenpractice.reports.text import storable

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MIME = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to carry: `name` without folders, `mime` like `application/json`, a few words of description."""

    name: str
    data: bytes
    mime: str
    description: str

    def __post_init__(self) -> None:
        if not _PLAIN_NAME.fullmatch(self.name):
            raise ValueError(f"an attachment's name is letters, digits, dots and dashes, not {self.name!r}")
        if not _MIME.fullmatch(self.mime):
            raise ValueError(f"a type is like application/json, not {self.mime!r}")


def embed(document: PDFDocument, attachments: Sequence[Attachment], date: str) -> None:
    """Add the files to the document; `date` is the PDF date they are said to be from."""
    if len({attachment.name for attachment in attachments}) < len(attachments):
        raise ValueError("two attachments have one name")
    if not attachments:
        return
    names: list[object] = []
    files: list[object] = []
    # The tree of names must be sorted for readers to find anything in it.
    for attachment in sorted(attachments, key=lambda each: each.name):
        file = document.Reference(_file(document, attachment, date))
        names += [PDFString(attachment.name), file]
        files.append(file)
    catalog = document.Catalog
    catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": PDFArray(names)})})
    catalog.AF = PDFArray(files)
    # ReportLab writes only the entries it knows; the list is extended for this document alone.
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]


def _file(document: PDFDocument, attachment: Attachment, date: str) -> PDFDictionary:
    digest = hashlib.md5(attachment.data, usedforsecurity=False).hexdigest()  # what the format asks for
    details = {
        "Size": len(attachment.data),
        "CheckSum": f"<{digest}>",
        "CreationDate": PDFString(date),
        "ModDate": PDFString(date),
    }
    stream = PDFStream(
        PDFDictionary(
            {
                "Type": PDFName("EmbeddedFile"),
                # PDFName leaves the slash alone, which would begin a second name.
                "Subtype": "/" + attachment.mime.replace("/", "#2F"),
                "Params": PDFDictionary(details),
            }
        ),
        attachment.data,
        [PDFZCompress],
    )
    content = document.Reference(stream)
    return PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(attachment.name),
            "UF": PDFString(attachment.name),
            "Desc": PDFString(storable(attachment.description)),
            "AFRelationship": PDFName("Data"),
            "EF": PDFDictionary({"F": content, "UF": content}),
        }
    )
