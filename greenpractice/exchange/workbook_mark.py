"""What a workbook of ours says of itself: by that it takes the place of itself made anew, and of no other."""

import re
import zipfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

_MADE_BY = "Greener Practice"
_PROPERTIES = "docProps/core.xml"
_MOST = 64 * 1024  # bytes of that part
_SUBJECT = re.compile(rb"<dc:subject[^>]*>([^<]*)</dc:subject>")
_LAST_BY = re.compile(rb"<cp:lastModifiedBy[^>]*>([^<]*)</cp:lastModifiedBy>")


def mark(workbook: "Workbook", of: str) -> None:
    """Note what the workbook is of, and that nobody changed it since: other programs then say who did."""
    from openpyxl.packaging.core import DocumentProperties

    workbook.properties = DocumentProperties(creator=_MADE_BY, lastModifiedBy=_MADE_BY, subject=of)


def is_another_workbook(path: Path, of: str) -> bool:
    """True if a workbook is there that is of something else, or that somebody saved since it was made."""
    try:
        with zipfile.ZipFile(path) as opened, opened.open(_PROPERTIES) as part:
            said = part.read(_MOST)
    except (FileNotFoundError, PermissionError):
        return False  # writing says what is wrong
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError):
        return path.stat().st_size > 0
    return (_text(_LAST_BY, said), _text(_SUBJECT, said)) != (_MADE_BY, of)


def _text(pattern: re.Pattern[bytes], said: bytes) -> str:
    found = pattern.search(said)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""
