"""A stored return in memory: its rows with their ids, what it says of itself, and the document it makes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from db.hashing import figure_hash, flag_hash, hash_of
from greenpractice.fields import Kind
from greenpractice.periods import Period
from greenpractice.returns.documents import (
    Contact,
    Flag,
    ImportedFrom,
    Json,
    RawRow,
    ReturnDocument,
    flag_json,
)
from greenpractice.returns.versions import VERSION, upgraded, version_of
from greenpractice.sections import SECTION_BY_KEY, SECTIONS
from greenpractice.store import ReturnKey, StoreError

Place = tuple[str, str]  # practice and period: what the hashes of a return start with


class Figure(NamedTuple):
    """One figure: as typed, the number it reads as, its hash."""

    text: str
    number: str | None
    hash: bytes


@dataclass(slots=True)
class KeptRow:
    """One row and its figures by field."""

    id: int
    section: str
    figures: dict[str, Figure]


@dataclass(slots=True)
class KeptFlag:
    """One flag; it follows its row by id, so the position in `flag` is not used. No id: not stored yet."""

    id: int | None
    row_id: int
    flag: Flag
    hash: bytes


FigurePlace = tuple[str, int, str | None]  # section, id of the row, field


@dataclass(slots=True)
class KeptReturn:
    """One return. `issues` are its revisions with their hashes, `last_step` the hash of its last step."""

    id: int | None
    key: ReturnKey
    created: str
    revision: int = 0
    name: str | None = None
    pcn_code: str | None = None
    contact: Contact | None = None
    rows: dict[str, list[KeptRow]] = field(default_factory=dict)
    flags: list[KeptFlag] = field(default_factory=list)
    issues: list[tuple[int, bytes]] = field(default_factory=list)
    last_step: bytes = b""
    edited: list[FigurePlace] = field(default_factory=list)  # in this step
    place: Place = field(init=False)  # practice and period
    verified: bytes = b""  # its digest, where it is as it was just read

    def __post_init__(self) -> None:
        self.place = self.key.ods_code, self.key.period.id

    def copy(self) -> "KeptReturn":
        """A copy to edit; figures and flags are values and are shared."""
        rows = {
            section: [KeptRow(row.id, row.section, dict(row.figures)) for row in kept]
            for section, kept in self.rows.items()
        }
        return KeptReturn(
            self.id, self.key, self.created, self.revision, self.name, self.pcn_code, self.contact,
            rows, list(self.flags), list(self.issues), self.last_step,
        )  # fmt: skip

    def figure(self, section: str, row_id: int, name: str, text: str) -> Figure:
        """A typed text as a figure of this return."""
        number = _number_text(section, name, text)
        return Figure(text, number, figure_hash(self.place, section, row_id, name, text, number))

    def flag(self, row_id: int, flag: Flag, flag_id: int | None = None) -> KeptFlag:
        """A flag as one of this return."""
        said = flag_columns(flag)
        hashed = flag_hash(self.place, flag.section, row_id, flag.field, *as_hashed(said))
        return KeptFlag(flag_id, row_id, flag, hashed)

    def digest(self) -> bytes:
        """The hash over everything that makes up the return, in order."""
        rows = [
            (section, row.id, [row.figures[name].hash.hex() for name in sorted(row.figures, key=str)])
            for section in sorted(self.rows, key=str)
            for row in self.rows[section]
        ]
        contact = self.contact and (self.contact.name, self.contact.email)
        about = (self.place, self.created, self.revision, self.name, self.pcn_code, contact)
        return hash_of("return", about, rows, [flag.hash for flag in self.flags], self.issues, self.last_step)

    def document(self) -> ReturnDocument:
        """The return as a plain value: sections in their order, fields in theirs."""
        sections = {
            section.key: tuple(_raw(row, list(section.fields)) for row in self.rows[section.key])
            for section in SECTIONS
            if self.rows.get(section.key)
        }
        position = {row.id: number for rows in self.rows.values() for number, row in enumerate(rows)}
        flags = tuple(kept.flag.at(position[kept.row_id]) for kept in self.flags)
        return ReturnDocument(
            self.key.ods_code, self.key.period, self.revision, self.created,
            self.name, self.pcn_code, self.contact, sections, flags,
        )  # fmt: skip

    def placed_rows(self) -> dict[int, tuple[int, KeptRow]]:
        """Every row by id, with its position in its section."""
        return {row.id: (position, row) for rows in self.rows.values() for position, row in enumerate(rows)}

    def row_ids(self) -> dict[str, tuple[int, ...]]:
        """The ids of the rows of each section that has any."""
        return {key: tuple(row.id for row in rows) for key, rows in self.rows.items() if rows}


@lru_cache(maxsize=4096)
def _number_text(section: str, name: str, text: str) -> str | None:
    return SECTION_BY_KEY[section].fields[name].number_text(text)


def name_of(key: ReturnKey) -> str:
    """A return in words."""
    return f"{key.ods_code}, {key.period.words}"


def key_of(document: ReturnDocument) -> ReturnKey:
    """The identity of a document."""
    return ReturnKey(document.ods_code, document.period)


Said = tuple[int | None, str | None, int | None, str | None, str | None, str | None]


def flag_columns(flag: Flag) -> Said:
    """What a flag says, as the store keeps it: estimated, note, confirmed, evidence, source, answers."""
    return _said(flag.estimated, flag.note, flag.confirmed, flag.evidence, flag.source, flag.not_patients)


def as_hashed(said: Sequence[object]) -> Sequence[object]:
    """The part of it that its hash is over: flags of before the last column have the hash they had."""
    return said if said[-1] is not None else said[:-1]


@lru_cache(maxsize=256)  # an import says the same of each of its rows
def _said(
    estimated: bool | None, note: str | None, confirmed: bool | None,
    evidence: tuple[str, ...] | None, source: ImportedFrom | None, not_patients: tuple[str, ...] | None,
) -> Said:  # fmt: skip
    values = flag_json(Flag("", 0, None, estimated, note, confirmed, evidence, source, not_patients))
    evidence_text, source_text, numbers = (
        None if key not in values else json.dumps(values[key], ensure_ascii=False)
        for key in ("evidence", "source", "not_patients")
    )
    as_numbers = [None if said is None else int(said) for said in (estimated, confirmed)]
    return as_numbers[0], note, as_numbers[1], evidence_text, source_text, numbers


@lru_cache(maxsize=1024, typed=True)
def flag_from(
    section: str, name: str | None,
    estimated: int | None, note: str | None, confirmed: int | None, evidence: str | None, source: str | None,
    not_patients: str | None,
) -> Flag:  # fmt: skip
    """A flag from what the store keeps of it; its row position is set where the document is made."""
    return Flag(
        section, 0, name,
        None if estimated is None else bool(estimated),
        None if note is None else str(note),
        None if confirmed is None else bool(confirmed),
        None if evidence is None else tuple(json.loads(str(evidence))),
        None if source is None else _imported(json.loads(str(source))),
        None if not_patients is None else tuple(json.loads(str(not_patients))),
    )  # fmt: skip


def document_from(values: Json) -> ReturnDocument:
    """A document from its stored JSON, which was checked when it was recorded or issued and is not again.

    StoreError if it is of a later version than this program knows.
    """
    version = version_of(values)
    if version is None or version > VERSION:
        raise StoreError(
            f"The store holds a return of version {version} of the format, and this program knows up to "
            f"{VERSION}. Update Greener Practice to open it."
        )
    values = upgraded(values, version)
    practice = values["practice"]
    contact = values.get("contact")
    given = values["sections"]
    sections = {
        section.key: tuple(_texts(section.key, row) for row in given[section.key])
        for section in SECTIONS
        if given.get(section.key)
    }
    flags = tuple(
        Flag(
            flag["section"], flag["row"], flag.get("field"), flag.get("estimated"), flag.get("note"),
            flag.get("confirmed"), tuple(flag["evidence"]) if "evidence" in flag else None,
            _imported(flag.get("source")), tuple(flag["not_patients"]) if "not_patients" in flag else None,
        )
        for flag in values.get("flags", ())
    )  # fmt: skip
    return ReturnDocument(
        practice["ods_code"], Period.parse(values["period"]), values["revision"], values["created"],
        practice.get("name"), practice.get("pcn_code"),
        None if contact is None else Contact(contact.get("name"), contact.get("email")), sections, flags,
        version,
    )  # fmt: skip


def _raw(row: KeptRow, fields: list[str]) -> RawRow:
    figures = row.figures
    return {name: figures[name].text for name in fields if name in figures}


def _texts(section: str, row: Json) -> RawRow:
    fields = SECTION_BY_KEY[section].fields
    return {
        key: str(row[key]).lower() if spec.kind is Kind.YES_NO else row[key]
        for key, spec in fields.items()
        if key in row
    }


def _imported(source: Json | None) -> ImportedFrom | None:
    if source is None:
        return None
    months, questions = (
        None if source.get(key) is None else tuple(source[key]) for key in ("months", "questions")
    )
    return ImportedFrom(source.get("file"), months, questions)
