"""Lato in its two weights, and which characters it can show."""

import io
import unicodedata
from functools import lru_cache
from threading import Lock

from reportlab.pdfbase.pdfmetrics import getFont, getRegisteredFontNames, registerFont, registerFontFamily
from reportlab.pdfbase.pdfmetrics import stringWidth as measure
from reportlab.pdfbase.ttfonts import TTFont

from greenpractice.facts.tables_reading import resource_bytes

REGULAR = "Lato"
BOLD = "Lato-Bold"
FILES = {REGULAR: "fonts/Lato-Regular.ttf", BOLD: "fonts/Lato-Bold.ttf"}

# Stands for a character that Lato lacks, so that nothing disappears without a trace.
MISSING = "□"

_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_LINE_ENDS = "\n\x0b\x0c\r\x85\u2028\u2029"
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)

_registering = Lock()


def register() -> None:
    """Make Lato known to ReportLab; safe to call often and from any thread.

    Called by everything here that measures text. Whoever builds drawings calls it before measuring.
    """
    with _registering:
        if BOLD in getRegisteredFontNames():
            return
        for name, file in FILES.items():
            registerFont(TTFont(name, io.BytesIO(resource_bytes(file))))
        registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


@lru_cache(maxsize=16384)
def _width_at_one_point(text: str, font: str) -> float:
    register()
    return float(measure(text, font, 1))


def width_of(text: str, font: str, size: float) -> float:
    """The width of one line of text, in points."""
    return _width_at_one_point(text, font) * size


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """The code points that both weights can draw."""
    register()
    regular, bold = (frozenset(getFont(name).face.charToGlyph) for name in FILES)
    return regular & bold


class _Shown(dict[int, str]):
    """What is drawn for each code point, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(chr(code))
        return shown


def _shown(char: str) -> str:
    if char in _LINE_ENDS:
        return "\n"
    category = unicodedata.category(char)
    if char == "\t" or category == "Zs":
        return "\u00a0" if char in _NO_BREAK_SPACES else " "
    if category in ("Cc", "Cf") or ord(char) in _VARIATION_SELECTORS:
        return ""
    if category == "Co":
        return MISSING  # private use: logos in Lato, anything elsewhere
    if ord(char) in covered():
        return char
    plainer = unicodedata.normalize("NFKC", char)
    return plainer if all(ord(part) in covered() for part in plainer) else MISSING


_SHOWN = _Shown()


def printable(text: str) -> str:
    """The text as Lato can show it, whatever was typed.

    Accents are composed; tabs and other spaces become a space, or a no-break space; line ends become
    newlines; control and direction characters go; a character Lato lacks becomes its plain form (`１` is
    `1`) or else `□`. The file attached to a report keeps what was typed.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return composed.translate(_SHOWN)
