"""Which files can be attached to figures as evidence, and how large they may be: dated, with reasons."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Mapping
from dataclasses import dataclass

from greenpractice.errors import FactsError
from greenpractice.facts.in_use import of_facts
from greenpractice.facts.tables_reading import (
    Table,
    need_date,
    need_text,
    no_more,
    parse_tables,
    resource_text,
)

FILE = "evidence.toml"
_LIMITS = "limits"
_ENDING = re.compile(r"[a-z]{2,5}", re.ASCII)
_TEXT_NEVER_HOLDS = b"\x00"


@dataclass(frozen=True, slots=True)
class EvidenceKind:
    """One kind of file; `key` is the ending it is kept under, `endings` those it may come with.

    `begins` are bytes of which one stands `at` the place; a kind without them is text.
    """

    key: str
    words: str
    endings: tuple[str, ...]
    begins: tuple[bytes, ...]
    at: int

    def fits(self, data: bytes) -> bool:
        """True where the content is what the ending says."""
        if not self.begins:
            return _TEXT_NEVER_HOLDS not in data or _is_utf_16(data)
        return any(data.startswith(each, self.at) for each in self.begins)


@dataclass(frozen=True, slots=True)
class EvidenceKinds:
    """The kinds by the endings they come with, and the most bytes that a file may have."""

    by_ending: Mapping[str, EvidenceKind]
    most_bytes: int

    @property
    def endings(self) -> tuple[str, ...]:
        """Every ending that is taken, without its full stop."""
        return tuple(self.by_ending)


@of_facts
def load_evidence_kinds() -> EvidenceKinds:
    """The shipped table."""
    return parse_evidence_kinds(FILE, resource_text(FILE))


def parse_evidence_kinds(file: str, text: str) -> EvidenceKinds:
    """Kinds and limit; what is missing or of another kind is a FactsError."""
    tables = dict(parse_tables(file, text))
    limits = tables.pop(_LIMITS, {})
    no_more(file, _LIMITS, limits, ("bytes", "decided", "why"))
    need_date(file, _LIMITS, "decided", limits.get("decided"))
    need_text(file, _LIMITS, "why", limits.get("why"))
    most = limits.get("bytes")
    if type(most) is not int or most < 1:
        raise FactsError(file, _LIMITS, f"bytes must be a whole number of 1 or more, not {most!r}")
    kinds = [_kind(file, key, table) for key, table in tables.items()]
    return EvidenceKinds({ending: kind for kind in kinds for ending in kind.endings}, most)


def _kind(file: str, key: str, table: Table) -> EvidenceKind:
    no_more(file, key, table, ("words", "endings", "begins", "at", "why"))
    need_text(file, key, "why", table.get("why"))
    endings, begins, at = table.get("endings"), table.get("begins"), table.get("at", 0)
    if not isinstance(endings, list) or not all(_is_ending(each) for each in (key, *endings)):
        raise FactsError(file, key, "key and endings must be endings of files, such as pdf")
    if type(at) is not int or not isinstance(begins, list):
        raise FactsError(file, key, "begins must be a list, and at a whole number")
    try:
        first = tuple(bytes.fromhex(each) for each in begins)
    except (TypeError, ValueError) as error:
        raise FactsError(file, key, "begins must be bytes in hexadecimal") from error
    return EvidenceKind(key, need_text(file, key, "words", table.get("words")), tuple(endings), first, at)


def _is_utf_16(data: bytes) -> bool:
    """Whether it is text as Excel saves "Unicode text": in two bytes a letter, which its first two say."""
    if not data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return False
    try:
        return "\0" not in data.decode("utf-16")
    except UnicodeDecodeError:
        return False


def _is_ending(text: object) -> bool:
    return isinstance(text, str) and _ENDING.fullmatch(text) is not None
