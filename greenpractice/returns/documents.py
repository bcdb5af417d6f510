"""One practice's return for one period as a plain value, and as the JSON of the return format."""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar

from greenpractice.fields import Kind
from greenpractice.periods import Period
from greenpractice.returns.versions import VERSION
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import ROWS_KEPT, ReadRow, Spelt

FORMAT = "greenpractice-return"
RawRow = Mapping[str, str]
Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the PCN can ask."""

    name: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedFrom:
    """The file and the months an imported figure came from, and what is asked about it (`file_questions`)."""

    file: str | None = None
    months: tuple[str, ...] | None = None
    questions: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """What is known about a figure, or without `field` about a whole row; None is not said.

    `row` is the 0-based position in the section.
    """

    section: str
    row: int
    field: str | None = None
    estimated: bool | None = None
    note: str | None = None
    confirmed: bool | None = None
    evidence: tuple[str, ...] | None = None
    source: ImportedFrom | None = None
    not_patients: tuple[str, ...] | None = None  # what reads as NHS numbers here, and somebody said is none

    @property
    def says_anything(self) -> bool:
        """False for a flag that can go: nothing is said in it."""
        said = (self.estimated, self.note, self.confirmed, self.evidence, self.source, self.not_patients)
        return any(each is not None for each in said)

    def at(self, row: int) -> "Flag":
        """The same said of another row; an import places hundreds of thousands."""
        if row == self.row:
            return self
        return Flag(
            self.section, row, self.field, self.estimated, self.note, self.confirmed, self.evidence,
            self.source, self.not_patients,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReturnDocument:
    """A return: raw texts by section and row, as given. Identity is (practice, period).

    Numbers are the decimal texts that were given; a key that is absent is no data. `version` is that of the
    format it was written in: what was issued keeps it, so that its digest stays what it was.
    """

    ods_code: str
    period: Period
    revision: int
    created: str
    name: str | None = None
    pcn_code: str | None = None
    contact: Contact | None = None
    sections: Mapping[str, tuple[RawRow, ...]] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    version: int = VERSION
    _known: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getstate__(self) -> tuple[Any, ...]:
        """What goes to another process: what was worked out here stays here."""
        return tuple(getattr(self, each.name) for each in fields(self) if each.init)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        given = (each.name for each in fields(self) if each.init)
        for name, value in (*zip(given, state, strict=True), ("_known", {})):
            object.__setattr__(self, name, value)

    def once(self, what: Hashable, work: Callable[[], T]) -> T:
        """What follows from the return, and from what `what` names beside it: worked out once."""
        if what not in self._known:
            self._known[what] = work()
        found: T = self._known[what]
        return found

    @property
    def figures(self) -> bytes:
        """A digest of `content`: versions that came are told apart by it many times over."""
        return self.once("figures", lambda: sha256(content(self)).digest())

    def spelt(self, section: str) -> tuple[Spelt, ...]:
        """The rows of a section as values that can be looked up."""
        return self.once(("spelt", section), lambda: tuple(tuple(raw.items()) for raw in self.rows(section)))

    def read(self, section: str) -> tuple[ReadRow, ...]:
        """The rows of a section as its type, each with the fields that do not read as their kind."""
        declared = SECTION_BY_KEY[section]
        return self.once(("read", section), lambda: tuple(map(declared.read, self.spelt(section))))

    def values(self, section: str) -> tuple[Any, ...]:
        """The same without these fields."""
        return self.once(("values", section), lambda: tuple(row for row, _ in self.read(section)))

    def rows(self, section: str) -> tuple[RawRow, ...]:
        """The rows of a section; none if it was left out."""
        return self.sections.get(section, ())


def to_json(document: ReturnDocument) -> Json:
    """The document as JSON values, without its seal."""
    practice = {"ods_code": document.ods_code, "name": document.name, "pcn_code": document.pcn_code}
    person = document.contact
    contact = None if person is None else _given({"name": person.name, "email": person.email})
    values: Json = {
        "format": FORMAT,
        "version": document.version,
        "practice": _given(practice),
        "period": document.period.id,
        "revision": document.revision,
        "created": document.created,
        "contact": contact,
        "sections": {
            key: [_row_json(key, row) for row in rows] for key, rows in document.sections.items() if rows
        },
        "flags": [flag_json(flag) for flag in document.flags] or None,
    }
    return _given(values)


def canonical_bytes(values: Json) -> bytes:
    """What the digest covers: the document without `seal` as UTF-8 JSON, keys sorted, no spaces."""
    return one_spelling({key: value for key, value in values.items() if key != "seal"})


def one_spelling(values: Json) -> bytes:
    """UTF-8 JSON with keys sorted and no spaces: the same values give the same bytes."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def digest_of(document: ReturnDocument) -> str:
    """The sha256 that the seal of this document has: 64 hexadecimal digits."""
    return sha256(canonical_bytes(to_json(document))).hexdigest()


def document_text(values: Json) -> bytes:
    """The document as a file: UTF-8 JSON, one value a line, so that people can read it."""
    return json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def content(document: ReturnDocument) -> bytes:
    """Figures and flags alone, in one spelling: two returns are the same if and only if this is.

    12, 12.0 and 012 are the same figure; revision, time, contact and names do not count.
    """
    sections = {
        key: [_plain_row(key, texts) for texts in document.spelt(key)]
        for key, rows in document.sections.items()
        if rows
    }
    flags = sorted(
        (flag_json(flag) for flag in document.flags), key=lambda flag: json.dumps(flag, sort_keys=True)
    )
    return one_spelling({"sections": sections, "flags": flags})


def say_the_same(one: ReturnDocument, other: ReturnDocument) -> bool:
    """Whether the `content` of two returns is the same, told at the first row that differs."""
    keys = [{key for key, rows in each.sections.items() if rows} for each in (one, other)]
    if keys[0] != keys[1] or any(len(one.rows(key)) != len(other.rows(key)) for key in keys[0]):
        return False
    for key in keys[0]:
        for mine, its in zip(one.spelt(key), other.spelt(key), strict=True):
            if mine != its and _plain_row(key, mine) != _plain_row(key, its):
                return False
    return Counter(one.flags) == Counter(other.flags)


@lru_cache(maxsize=ROWS_KEPT)
def _plain_row(section: str, texts: Spelt) -> Mapping[str, str]:
    """The texts of a row in their one spelling."""
    fields = SECTION_BY_KEY[section].fields
    return {name: fields[name].plain(text) for name, text in texts}


def with_plain_numbers(document: ReturnDocument) -> ReturnDocument:
    """The document with typed figures such as `1,250` written as plain decimals."""
    sections = {
        key: tuple(
            {name: SECTION_BY_KEY[key].fields[name].written(text) for name, text in row.items()}
            for row in rows
        )
        for key, rows in document.sections.items()
    }
    return replace(document, sections=sections)


def flag_json(flag: Flag) -> Json:
    """A flag as JSON values, without what it does not say."""
    source = flag.source and _given(
        {
            "file": flag.source.file,
            "months": None if flag.source.months is None else list(flag.source.months),
            "questions": None if flag.source.questions is None else list(flag.source.questions),
        }
    )
    return _given(
        {
            "section": flag.section,
            "row": flag.row,
            "field": flag.field,
            "estimated": flag.estimated,
            "note": flag.note,
            "confirmed": flag.confirmed,
            "evidence": None if flag.evidence is None else list(flag.evidence),
            "source": source,
            "not_patients": None if flag.not_patients is None else list(flag.not_patients),
        }
    )


def _row_json(section: str, row: RawRow) -> Json:
    fields = SECTION_BY_KEY[section].fields
    return {key: text == "true" if fields[key].kind is Kind.YES_NO else text for key, text in row.items()}


def _given(values: Json) -> Json:
    return {key: value for key, value in values.items() if value is not None}
