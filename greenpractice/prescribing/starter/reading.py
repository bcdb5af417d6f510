"""Reading a starter file, within limits of time and memory whatever it holds: all of it fits, or none.

Of one practice only its own line is taken apart; the digest is that of all lines.
"""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from gzip import BadGzipFile, GzipFile
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from greenpractice.facts.directory import is_ods_code
from greenpractice.prescribing.millionths import LARGEST
from greenpractice.prescribing.months import months_of
from greenpractice.prescribing.opening import Progress, head_of
from greenpractice.prescribing.starter.layout import (
    BEGINS,
    LONGEST_LINE,
    MARK,
    MOST_FILES,
    MOST_PACKED,
    MOST_PRACTICES,
    MOST_PRODUCTS,
    MOST_TAKEN,
    MOST_UNPACKED,
    OF_PRACTICES,
    SUFFIX,
    VERSION,
    Head,
    Origin,
    is_month,
    is_span,
    months_between,
)
from greenpractice.prescribing.starter.writing import line_of
from greenpractice.prescribing.values import ImportedProduct, MonthImport, Refused, Whose
from greenpractice.returns.file_questions import KINDS
from greenpractice.texts import text_problem

_GZIP = b"\x1f\x8b"
_LOOK_AT = 4096
_AGAIN = "Ask whoever made it to send it again, and copy it as it is"
_CUT = f"it ends too early: it was not copied or downloaded completely. {_AGAIN}"
_CHANGED = f"it is damaged or was changed since it was made. {_AGAIN}"
_OTHER = f"it is no starter file ({SUFFIX}). {_AGAIN}"
_TOO_LARGE = "it is larger than a starter file can be; do not use it"
_TOO_MANY = "it has more figures than can be taken at once: open it for one practice, or ask for one of fewer"
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FRACTION = re.compile(r"\d{1,12}\.\d{1,6}", re.ASCII)
_MOST_SPANS = len(months_between("2000-01", "2099-12"))


@dataclass(frozen=True, slots=True)
class Starter:
    """What was taken of a starter file: its head, and the months of the practices that were wanted.

    `names` are practices' names as the files have them, of those that were taken.
    """

    file: str
    head: Head
    imports: Mapping[str, tuple[MonthImport, ...]]
    names: Mapping[str, str]


def is_starter(path: Path) -> bool:
    """Whether a file is meant to be a starter: by its first bytes, whatever its name, or else by that."""
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_LOOK_AT)
    except OSError:
        return False
    return begins_as_starter(head)


def begins_as_starter(head: bytes) -> bool:
    """Whether these first bytes of a file are those of a starter."""
    if not head.startswith(_GZIP):
        return False
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, len(BEGINS)) == BEGINS
    except zlib.error:
        return False


def read_starter(path: Path, practice: Whose, progress: Progress | None = None) -> Starter:
    """What a starter says of one practice, some or all; Refused with the line and what to do.

    `progress` gets bytes done and bytes to do; to cancel, let it raise an exception of your own.
    """
    head_of(path)
    reading = _Reading(path.name, practice, progress)
    try:
        size = path.stat().st_size
        if size > MOST_PACKED:
            raise Refused(_TOO_LARGE)
        with path.open("rb") as file:
            if not begins_as_starter(file.read(_LOOK_AT)):
                raise Refused(_OTHER if size else "it is empty. " + _AGAIN)
            file.seek(0)
            return reading.starter(file, size)
    except (EOFError, BadGzipFile, zlib.error) as error:
        raise Refused(_CUT if isinstance(error, EOFError) else _CHANGED, reading.row or None) from error
    except OSError as error:
        raise Refused(f"the file cannot be read ({error.strerror or error})") from error


class _Reading:
    """One reading, line by line: what does not fit is Refused with its line."""

    def __init__(self, name: str, practice: Whose, progress: Progress | None) -> None:
        self._name, self._progress = name, progress
        codes = {practice} if isinstance(practice, str) else practice
        self._wanted = None if codes is None else {code.encode() for code in codes}
        self._digest = sha256()
        self.row = 0  # the line that is being read

    def starter(self, file: BinaryIO, size: int) -> Starter:
        """All of it, or Refused."""
        lines = self._lines(file, size)
        head = self._head(next(lines, b""))
        imports: dict[str, tuple[MonthImport, ...]] = {}
        names: dict[str, str] = {}
        count, figures, last, ended = 0, 0, b"", False
        for line in lines:
            if not line.startswith(OF_PRACTICES):
                self._end(line)
                ended = True
                break
            self._digest.update(line)
            count += 1
            code = line[len(OF_PRACTICES) : line.find(b'"', len(OF_PRACTICES))]
            if code <= last or count > head.practices:
                raise self._refused(_CHANGED)
            last = code
            if self._wanted is None or code in self._wanted:
                whose, name, months = self._months(line, head)
                imports[whose] = months
                figures += sum(len(each.products) for each in months)
                if figures > MOST_TAKEN:
                    raise self._refused(_TOO_MANY)
                if name:
                    names[whose] = name
        if not ended:
            raise self._refused(_CUT)
        self._need(count == head.practices and next(lines, None) is None)
        self._need(figures == head.figures or (figures < head.figures and len(imports) < count))
        return Starter(self._name, head, imports, names)

    def _lines(self, file: BinaryIO, size: int) -> Iterator[bytes]:
        done = 0
        with GzipFile(fileobj=file) as unpacked:
            while line := unpacked.readline(LONGEST_LINE + 1):
                self.row += 1
                done += len(line)
                if len(line) > LONGEST_LINE or done > MOST_UNPACKED:
                    raise self._refused(_TOO_LARGE)
                if not line.endswith(b"\n"):
                    raise self._refused(_CUT)
                if self._progress is not None:
                    self._progress(min(file.tell(), size), size)
                yield line

    def _head(self, line: bytes) -> Head:
        values = self._json(line)
        version = values.get(MARK)
        if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
            raise self._refused(
                f"it was made by a newer version of this app (format {version}; this one reads {VERSION}). "
                "Install the newest version of the app, or ask for a starter file made with this one"
            )
        self._need_spelling(line, values)
        self._digest.update(line)
        first, last = values.get("from"), values.get("to")
        self._need(version == VERSION and is_month(first) and is_month(last) and str(first) <= str(last))
        return Head(
            self._one_line(values.get("group")),
            str(first),
            str(last),
            tuple(map(self._origin, self._list(values.get("files"), MOST_FILES))),
            tuple(map(self._product, self._list(values.get("products"), MOST_PRODUCTS))),
            self._whole(values.get("practices"), MOST_PRACTICES),
            self._whole(values.get("figures")),
        )

    def _origin(self, values: Any) -> Origin:
        self._need(isinstance(values, dict))
        digest, months = values.get("sha256"), self._list(values.get("months"), _MOST_SPANS)
        self._need(isinstance(digest, str) and _DIGEST.fullmatch(digest) is not None)
        questions = self._list(values.get("questions", []), len(KINDS))
        self._need(all(map(is_span, months)))
        self._need(all(isinstance(each, str) and each in KINDS for each in questions))
        return Origin(
            self._text(values.get("name")), digest, tuple(months), self._whole(values.get("rows_read")),
            self._whole(values.get("rows_used")), tuple(questions),
        )  # fmt: skip

    def _product(self, values: Any) -> tuple[str, str]:
        texts = list(map(self._text, self._list(values, 2)))
        self._need(bool(texts))
        return texts[0], texts[1] if len(texts) > 1 else ""

    def _months(self, line: bytes, head: Head) -> tuple[str, str, tuple[MonthImport, ...]]:
        values = self._json(line)
        self._need_spelling(line, values)
        code = self._text(values.get("practice"))
        name = self._text(values["name"]) if "name" in values else ""
        found = tuple(self._month(each, head) for each in self._list(values.get("months"), _MOST_SPANS))
        spans, seen = [each.span for each in found], [month for each in found for month in each.months]
        self._need(is_ods_code(code) and bool(found) and spans == sorted(spans))
        self._need(len(set(seen)) == len(seen))
        return code, name, found

    def _month(self, values: Any, head: Head) -> MonthImport:
        span, number, figures = self._list(values, 3) if len(self._list(values, 3)) == 3 else (None, -1, [])
        self._need(is_span(span) and self._whole(number) < len(head.files))
        origin = head.files[number]
        within = all(head.first <= month <= head.last for month in months_of(span))
        self._need(within and span in origin.months and isinstance(figures, list) and len(figures) % 3 == 0)
        products = tuple(
            self._figure(head, *figures[place : place + 3]) for place in range(0, len(figures), 3)
        )
        codes = [product.bnf_code for product in products]
        self._need(bool(codes) and all(one < other for one, other in pairwise(codes)))
        return MonthImport(span, origin.name, products, origin.questions)

    def _figure(self, head: Head, place: Any, inhalers: Any, items: Any) -> ImportedProduct:
        self._need(self._whole(place) < len(head.products))
        code, name = head.products[place]
        if isinstance(inhalers, str):
            self._need(_FRACTION.fullmatch(inhalers) is not None)
        else:
            self._whole(inhalers)
        return ImportedProduct(code, Decimal(inhalers), None if items is None else self._whole(items), name)

    def _end(self, line: bytes) -> None:
        if self._json(line) != {"sha256": self._digest.hexdigest()}:
            raise self._refused(_CHANGED)

    def _json(self, line: bytes) -> dict[str, Any]:
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise self._refused(_CHANGED) from error
        self._need(isinstance(values, dict))
        found: dict[str, Any] = values
        return found

    def _need_spelling(self, line: bytes, values: Mapping[str, object]) -> None:
        """A line has one spelling: nothing in it stands there twice, or in a way that is read otherwise."""
        try:
            self._need(line_of(values) == line)
        except ValueError as error:
            raise self._refused(_CHANGED) from error

    def _whole(self, value: object, most: int = LARGEST) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
            return value
        raise self._refused(_CHANGED)

    def _text(self, value: object) -> str:
        if isinstance(value, str) and value and text_problem(value) is None:
            return value
        raise self._refused(_CHANGED)

    def _one_line(self, value: object) -> str:
        text = self._text(value)
        self._need(len(text.splitlines()) == 1)
        return text

    def _list(self, value: object, most: int) -> list[Any]:
        if isinstance(value, list) and len(value) <= most:
            return value
        raise self._refused(_CHANGED)

    def _need(self, fits: bool) -> None:
        if not fits:
            raise self._refused(_CHANGED)

    def _refused(self, why: str) -> Refused:
        return Refused(why, self.row or None)
