"""Writing a starter file: the same figures always give the same bytes."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from io import BytesIO

from greenpractice.errors import UserError
from greenpractice.prescribing.starter.layout import (
    LONGEST_LINE,
    MARK,
    MOST_FILES,
    MOST_PACKED,
    MOST_PRACTICES,
    MOST_PRODUCTS,
    MOST_UNPACKED,
    SOURCE,
    VERSION,
    Head,
    Origin,
)

Figures = Sequence[int | str | None]  # of one month: product, inhalers, items, and so on
Months = Iterable[tuple[str, int, Figures]]  # span, number of the file in the head, figures
_TOO_MUCH = "These are more {} than a starter file holds (at most {:,}). Make several of them."


def head_line(head: Head) -> Mapping[str, object]:
    """The head as JSON."""
    return {
        MARK: VERSION,
        "group": head.group,
        "from": head.first,
        "to": head.last,
        "source": SOURCE,
        "files": [_origin(each) for each in head.files],
        "products": [[code, name] if name else [code] for code, name in head.products],
        "practices": head.practices,
        "figures": head.figures,
    }


def _origin(origin: Origin) -> Mapping[str, object]:
    return {
        "name": origin.name,
        "sha256": origin.sha256,
        "months": origin.months,
        "rows_read": origin.rows_read,
        "rows_used": origin.rows_used,
        **({"questions": origin.questions} if origin.questions else {}),
    }


def practice_line(code: str, name: str, months: Months) -> Mapping[str, object]:
    """One practice as JSON: its months, each with the file it is from, and its figures by product."""
    return {"practice": code, **({"name": name} if name else {}), "months": list(months)}


def number(inhalers: Decimal) -> int | str:
    """A whole number as one, any other as it is written: a fraction stays exactly what it was."""
    return int(inhalers) if inhalers.as_tuple().exponent == 0 else format(inhalers, "f")


def starter_bytes(head: Head, practices: Iterable[Mapping[str, object]]) -> bytes:
    """The whole file; UserError where it would be larger than what may be opened."""
    for what, there, most in (
        ("practices", head.practices, MOST_PRACTICES),
        ("products", len(head.products), MOST_PRODUCTS),
        ("files", len(head.files), MOST_FILES),
    ):
        if there > most:
            raise UserError(_TOO_MUCH.format(what, most))
    packed = BytesIO()
    digest, size = sha256(), 0
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        for line in _lines(head, practices):
            digest.update(line)
            size += len(line)
            if len(line) > LONGEST_LINE or size > MOST_UNPACKED:
                raise UserError(_TOO_MUCH.format("figures", MOST_UNPACKED))
            file.write(line)
        file.write(line_of({"sha256": digest.hexdigest()}))
    if packed.tell() > MOST_PACKED:
        raise UserError(_TOO_MUCH.format("figures", MOST_PACKED))
    return packed.getvalue()


def _lines(head: Head, practices: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    yield line_of(head_line(head))
    yield from map(line_of, practices)


def line_of(values: Mapping[str, object]) -> bytes:
    """A line in its one spelling."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
