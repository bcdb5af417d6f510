"""How wide text in Lato is, read from the shipped font files once, without a toolkit."""

import struct
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from greenpractice.errors import FactsError
from greenpractice.facts.tables_reading import resource_bytes

_FILES = {False: "fonts/Lato-Regular.ttf", True: "fonts/Lato-Bold.ttf"}
_WINDOWS_UNICODE = (3, 1)


@dataclass(frozen=True, slots=True)
class Advances:
    """The advance width of each character of a font, in font sizes."""

    of: dict[str, float]

    def of_text(self, text: str) -> float:
        """The sum; a character the font lacks counts one font size for each letter that may stand in."""
        return sum(self.of[char] if char in self.of else _stand_in(char) for char in text)


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of text without kerning, in the unit of `size`."""
    return _width_at_one(text, bold) * size


@lru_cache(maxsize=4096)
def _width_at_one(text: str, bold: bool) -> float:
    return load_advances(bold).of_text(text)


@cache
def load_advances(bold: bool) -> Advances:
    """The widths of one of the two weights; a FactsError if the file is not a font we can read."""
    file = _FILES[bold]
    try:
        return _read(resource_bytes(file))
    except (struct.error, KeyError, IndexError) as error:
        raise FactsError(file, "font", f"its widths cannot be read ({error})") from error


def _stand_in(char: str) -> float:
    return float(len(unicodedata.normalize("NFKC", char)))


def _read(data: bytes) -> Advances:
    """Widths by character from the tables head, hhea, hmtx and cmap (OpenType 1.9)."""
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(count))
    start = {tag: offset for tag, _, offset, _ in records}
    (units,) = struct.unpack_from(">H", data, start[b"head"] + 18)
    (metrics,) = struct.unpack_from(">H", data, start[b"hhea"] + 34)
    advances = struct.unpack_from(f">{2 * metrics}H", data, start[b"hmtx"])[::2]
    glyphs = _glyphs(data, start[b"cmap"])
    # Glyphs past the last metric share its width.
    return Advances({chr(code): advances[min(glyph, metrics - 1)] / units for code, glyph in glyphs.items()})


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph numbers by code point from the font's Windows Unicode table, which has format 4."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    records = (struct.unpack_from(">HHL", data, cmap + 4 + 8 * number) for number in range(count))
    start = cmap + {(platform, encoding): offset for platform, encoding, offset in records}[_WINDOWS_UNICODE]
    form, _, _, double = struct.unpack_from(">4H", data, start)
    if form != 4:
        raise KeyError(f"cmap format {form}")
    size = double // 2
    ends = struct.unpack_from(f">{size}H", data, start + 14)
    firsts = struct.unpack_from(f">{size}H", data, start + 16 + double)
    deltas = struct.unpack_from(f">{size}H", data, start + 16 + 2 * double)
    offsets_at = start + 16 + 3 * double
    offsets = struct.unpack_from(f">{size}H", data, offsets_at)
    found = {}
    for segment, (first, last, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(
                    ">H", data, offsets_at + 2 * segment + offset + 2 * (code - first)
                )
            if offset == 0 or glyph:
                found[code] = (glyph + delta) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}
