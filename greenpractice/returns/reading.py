"""Reading a return document: strict about its shape, and every problem named with section, row and field."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from greenpractice.errors import InputError, Issue, UserError
from greenpractice.facts.practices import is_ods_code
from greenpractice.fields import FieldSpec, Kind
from greenpractice.periods import Period
from greenpractice.returns.checking import problems_of
from greenpractice.returns.documents import FORMAT, Contact, Flag, ImportedFrom, Json, ReturnDocument
from greenpractice.returns.file_questions import is_question
from greenpractice.returns.json_reading import DocumentReader, NumberText, parse_json
from greenpractice.returns.patient_numbers import answers_for_nothing, patient_numbers, with_answers
from greenpractice.returns.versions import VERSION, upgraded, version_of
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import Section

TOP_KEYS = (
    "format",
    "version",
    "practice",
    "period",
    "revision",
    "created",
    "contact",
    "sections",
    "flags",
    "seal",
)
PRACTICE_KEYS = ("ods_code", "name", "pcn_code")
CONTACT_KEYS = ("name", "email")
SOURCE_KEYS = ("file", "months", "questions")
SEAL_KEYS_1 = ("sha256", "public_key", "signature", "app", "factor_sets", "total_kgco2e", "demo")
SEAL_KEYS = (*SEAL_KEYS_1, "replaces")
_DIGITS = ("sha256", "public_key", "signature", "replaces")
FLAG_KEYS = (
    "section",
    "row",
    "field",
    "estimated",
    "note",
    "confirmed",
    "evidence",
    "source",
    "not_patients",
)
_HEXADECIMAL = re.compile(r"[0-9a-f]+", re.ASCII)
_TOTAL = re.compile(r"-?[0-9]{1,200}(?:\.[0-9]{1,200})?", re.ASCII)
_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])", re.ASCII)


class NewerVersion(InputError):
    """The document is of a version, or has sections or keys, that only a newer program knows."""


class UnknownKey(InputError):
    """Among the problems is a section or key that this program does not know; the others may come of it."""


def read_document(data: bytes, file: str) -> tuple[ReturnDocument, Json]:
    """The return in a JSON document of any version, and its seal as given ({} if none).

    InputError lists every problem: NewerVersion for a later version, UnknownKey where a key may be of one.
    """
    return read_values(parse_json(data, file), file)


def read_values(values: Json, file: str, *, not_patients: bool = False) -> tuple[ReturnDocument, Json]:
    """The same from a document's JSON with every number as its text (`parse_json`).

    `not_patients`: somebody says that what reads as an NHS number in it is none.
    """
    refuse_newer(values, file)
    reader = DocumentReader()
    document = _read(reader, values)
    if document is not None:
        reader.issues += answers_for_nothing(document)
    if document is not None and not_patients:
        document = with_answers(document)
    elif document is not None:
        reader.issues += patient_numbers(document)
    if document is None or reader.issues:
        raise (UnknownKey if reader.found_unknown else InputError)(file, reader.issues)
    return document, reader.table(values.get("seal"), "seal")


def refuse_newer(values: Json, file: str) -> None:
    """NewerVersion if the document says that it is of a later version than this program reads."""
    version = version_of(values)
    if values.get("format") == FORMAT and version is not None and version > VERSION:
        sentence = (
            f"{version} is newer than this program reads ({VERSION}); update Greener Practice to open it"
        )
        raise NewerVersion(file, [Issue(None, None, "version", sentence)])


def _read(reader: DocumentReader, values: Json) -> ReturnDocument | None:
    version = _read_version(reader, values)
    if version is None:
        return None
    _read_seal(reader, values.get("seal"), SEAL_KEYS_1 if version == 1 else SEAL_KEYS)
    top = reader.table(upgraded(values, version), "", TOP_KEYS)
    for key in ("practice", "period", "revision", "created", "sections"):
        if key not in top:
            reader.wrong("must be given", field=key)
    practice = reader.table(top.get("practice"), "practice", PRACTICE_KEYS)
    ods_code = reader.text(practice.get("ods_code"), "practice.ods_code")
    if ods_code is None or not is_ods_code(ods_code):
        reader.wrong(
            f"must be one letter and five digits, like C82001, not {ods_code!r}", field="practice.ods_code"
        )
    period = _read_period(reader, top.get("period"))
    revision = reader.whole(top["revision"], "revision") if "revision" in top else None
    if revision == 0:
        reader.wrong("must be 1 or more", field="revision")
    created = _read_created(reader, top.get("created"))
    contact = reader.table(top.get("contact"), "contact", CONTACT_KEYS) if "contact" in top else None
    sections = _read_sections(reader, top.get("sections"))
    flags = _read_flags(reader, top.get("flags"), sections)
    name = reader.text(practice.get("name"), "practice.name")
    pcn_code = reader.text(practice.get("pcn_code"), "practice.pcn_code")
    people = None if contact is None else _read_contact(reader, contact)
    if ods_code is None or period is None or revision is None or created is None:
        return None
    document = ReturnDocument(
        ods_code, period, revision, created, name, pcn_code, people, sections, tuple(flags), version
    )
    if not reader.issues:
        reader.issues += problems_of(document)
    return document


def _read_version(reader: DocumentReader, top: Json) -> int | None:
    if top.get("format") != FORMAT:
        reader.wrong(f"must be {FORMAT!r}: this is not a return", field="format")
        return None
    version = version_of(top)
    if version is None:
        given = top.get("version") is not None
        reader.wrong(
            f"must be a whole number from 1 to {VERSION}" if given else "must be given", field="version"
        )
    return version


def _read_period(reader: DocumentReader, value: object) -> Period | None:
    if value is None:
        return None
    try:
        return Period.parse(value if isinstance(value, str) else repr(value))
    except UserError as error:
        reader.wrong(str(error), field="period")
        return None


def _read_created(reader: DocumentReader, value: object) -> str | None:
    text = reader.text(value, "created")
    if text is None:
        return None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        reader.wrong(f"must be a day and time like 2025-07-08T10:12:00+01:00, not {text!r}", field="created")
    return text


def _read_contact(reader: DocumentReader, contact: Json) -> Contact:
    return Contact(
        reader.text(contact.get("name"), "contact.name"), reader.text(contact.get("email"), "contact.email")
    )


def _read_sections(reader: DocumentReader, value: object) -> dict[str, tuple[dict[str, str], ...]]:
    sections = {}
    if value is not None and not isinstance(value, Mapping):
        reader.wrong("must be a JSON object", field="sections")
        return {}
    for key, rows in (value or {}).items():
        section = SECTION_BY_KEY.get(key)
        if section is None:
            reader.unknown(f"the section {key!r}", key)
        elif rows is None:
            continue
        elif not isinstance(rows, list):
            reader.wrong("must be a list of rows", key)
        elif section.single and len(rows) > 1:
            reader.wrong(f"must have one row, not {len(rows)}", key, 1)
        else:
            sections[key] = tuple(
                _read_row(reader, section, position, row) for position, row in enumerate(rows)
            )
    return sections


def _read_row(reader: DocumentReader, section: Section, position: int, row: object) -> dict[str, str]:
    if not isinstance(row, Mapping):
        reader.wrong("must be a JSON object", section.key, position)
        return {}
    raw = {}
    for key, value in row.items():
        spec = section.fields.get(key)
        if spec is None:
            reader.unknown(f"the field {key!r}", section.key, position, str(key))
        elif value is not None:
            text, problem = _raw_text(spec, value)
            if problem:
                reader.wrong(problem, section.key, position, key)
            raw[key] = text
    if section.key == "practice" and position:
        for key in ("registered_patients", "staff", "wte"):
            if key in raw:
                reader.wrong(
                    "stands in the first row only; further rows hold sites", section.key, position, key
                )
    return raw


def _raw_text(spec: FieldSpec, value: object) -> tuple[str, str | None]:
    if spec.kind is Kind.YES_NO:
        if isinstance(value, bool):
            return str(value).lower(), None
        return "", f"must be true or false, not {_shown(value)}"
    if not isinstance(value, str) or (isinstance(value, NumberText) and not spec.is_number):
        return "", f"must be {'a number' if spec.is_number else 'a text in quotes'}, not {_shown(value)}"
    return str(value), spec.document_problem(value)


def _read_flags(reader: DocumentReader, value: object, sections: Mapping[str, tuple[Any, ...]]) -> list[Flag]:
    if value is None:
        return []
    if not isinstance(value, list):
        reader.wrong("must be a list", field="flags")
        return []
    flags = [_read_flag(reader, number, item, sections) for number, item in enumerate(value)]
    seen = set()
    for number, flag in enumerate(flags):
        place = flag and (flag.section, flag.row, flag.field)
        if place in seen and place is not None:
            reader.wrong("flags a figure that an earlier flag has; make them one", "flags", number)
        seen.add(place)
    return [flag for flag in flags if flag is not None]


def _read_flag(
    reader: DocumentReader, number: int, value: object, sections: Mapping[str, tuple[Any, ...]]
) -> Flag | None:
    before = len(reader.issues)

    def read(name: str, how: Callable[..., Any]) -> Any:
        return how(flag[name], name, "flags", number) if name in flag else None

    if not isinstance(value, Mapping):
        reader.wrong("must be a JSON object", "flags", number)
        return None
    for key in value:
        if key not in FLAG_KEYS:
            reader.unknown(f"the key {key!r}", "flags", number, str(key))
    flag = {key: item for key, item in value.items() if item is not None}
    key = read("section", reader.text)
    row = reader.whole(flag.get("row"), "row", "flags", number)
    field = read("field", reader.text)
    section = SECTION_BY_KEY.get(key or "")
    if section is None and key:
        reader.unknown(f"the section {key!r}", "flags", number, "section")
    elif section is None:
        reader.wrong("must be a section", "flags", number, "section")
    elif row is not None and row >= len(sections.get(section.key, ())):
        reader.wrong(f"{section.key} has no row {row} (rows count from 0)", "flags", number, "row")
    elif field is not None and field not in section.fields:
        reader.unknown(f"the field {field!r} of {section.key}", "flags", number, "field")
    estimated = read("estimated", reader.boolean)
    note = read("note", reader.beside)
    confirmed = read("confirmed", reader.boolean)
    evidence = _read_texts(reader, flag.get("evidence"), "evidence", number, reader.beside)
    source = _read_imported(reader, flag.get("source"), number)
    said = _read_texts(reader, flag.get("not_patients"), "not_patients", number, reader.beside)
    if len(reader.issues) > before:
        return None
    return Flag(str(key), row or 0, field, estimated, note, confirmed, evidence, source, said)


def _read_texts(
    reader: DocumentReader,
    value: object,
    name: str,
    number: int,
    read: Callable[[object, str, str, int], str | None] | None = None,
) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        reader.wrong("must be a list of texts", "flags", number, name)
        return None
    read = read or reader.text
    return tuple(read(item, name, "flags", number) or "" for item in value)


def _read_imported(reader: DocumentReader, value: object, number: int) -> ImportedFrom | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        reader.wrong("must be a JSON object of file, months and questions", "flags", number, "source")
        return None
    for key in value:
        if key not in SOURCE_KEYS:
            reader.unknown(f"the key {key!r} of source", "flags", number, "source")
    months = _read_texts(reader, value.get("months"), "source", number)
    for month in months or ():
        if not _MONTH.fullmatch(month):
            reader.wrong(f"months must look like 2025-04, not {month!r}", "flags", number, "source")
    questions = _read_texts(reader, value.get("questions"), "source", number)
    for question in questions or ():
        if not is_question(question):
            reader.wrong(f"asks what this program does not know: {question!r}", "flags", number, "source")
    return ImportedFrom(reader.text(value.get("file"), "source", "flags", number), months, questions)


def _read_seal(reader: DocumentReader, value: object, keys: tuple[str, ...]) -> None:
    seal = reader.table(value, "seal", keys)
    reader.text(seal.get("app"), "seal.app")
    for key in _DIGITS:
        value = seal.get(key)
        # Ten digits in a row may happen to pass for an NHS number; in a digest they are none.
        if not (isinstance(value, str) and _HEXADECIMAL.fullmatch(value)):
            reader.text(value, f"seal.{key}")
    reader.boolean(seal.get("demo"), "seal.demo")
    total = seal.get("total_kgco2e", NumberText("0"))
    if not (isinstance(total, NumberText) or (isinstance(total, str) and _TOTAL.fullmatch(total))):
        reader.wrong("must be a number", field="seal.total_kgco2e")
    for key, text in reader.table(seal.get("factor_sets"), "seal.factor_sets").items():
        reader.text(key, "seal.factor_sets")
        reader.text(text, f"seal.factor_sets.{key}")


def _shown(value: object) -> str:
    text = value if isinstance(value, NumberText) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:60]}…"
