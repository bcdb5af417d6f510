"""What is kept of each version of the return format; `python -m tests.format_versions` adds a new one.

A document, a PDF, and the digest of every declared field. They are made once and never change.
"""

import json
import tomllib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from greenpractice.exchange.pdf_return import return_in
from greenpractice.exchange.signing import SigningKey
from greenpractice.fields import FieldSpec
from greenpractice.reports.summary import summary_pdf
from greenpractice.returns.documents import Flag, ImportedFrom, RawRow, ReturnDocument
from greenpractice.returns.reading import (
    CONTACT_KEYS,
    FLAG_KEYS,
    PRACTICE_KEYS,
    SEAL_KEYS,
    SOURCE_KEYS,
    TOP_KEYS,
    read_document,
)
from greenpractice.returns.versions import RELEASED, VERSION
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

HERE = Path(__file__).parent
FILES = HERE / "files"
PINNED = FILES / "return-fingerprints.toml"


def main() -> None:
    """Add what is kept of today's version, or make it anew while that is not released."""
    target = FILES / f"return-version-{VERSION}.pdf"
    if VERSION == RELEASED:
        raise SystemExit(f"Version {VERSION} is released, so its files never change: add an upgrade first")
    key = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    pdf = summary_pdf(everything(), [], key, replaces="0123456789abcdef" * 4)
    target.write_bytes(pdf)
    target.with_suffix(".json").write_bytes(return_in(pdf, target.name))
    kept = [f'{version} = "{digest}"\n' for version, digest in pinned().items() if version != str(VERSION)]
    head, _, _ = PINNED.read_text(encoding="utf-8").partition("1 = ")
    PINNED.write_text("".join([head, *kept, f'{VERSION} = "{fingerprint()}"\n']), encoding="utf-8")


def everything() -> ReturnDocument:
    """The sample, with rows of its worked cases in every section it has not, and every kind of flag."""
    document, _ = read_document((FILES / "sample-return.json").read_bytes(), "sample-return.json")
    cases = [
        case
        for file in sorted((HERE / "cases").glob("*.toml"))
        for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
    ]
    later: dict[str, tuple[RawRow, ...]] = {
        section.key: tuple(
            next(case["sections"][section.key] for case in cases if section.key in case["sections"])
        )
        for section in SECTIONS
        if section.key not in document.sections
    }
    water = Flag(
        "water", 0, "supply_m3", confirmed=True, note="Two meters – “both” read", evidence=("bill.pdf",)
    )
    meter = Flag("waste", 0, note="Account 9434765919", not_patients=("9434765919",))
    source = Flag("inhalers", 0, source=ImportedFrom("april.csv", ("2025-04",), ("2025-04 rows_again",)))
    return replace(
        document, sections={**document.sections, **later}, flags=(*document.flags, source, water, meter)
    )


def pinned() -> dict[str, str]:
    """The digest of the declared fields of each version."""
    versions: dict[str, str] = tomllib.loads(PINNED.read_text(encoding="utf-8"))["versions"]
    return versions


def fingerprint() -> str:
    """A digest over every key, section, field and answer that a document may have."""
    declared = {
        "top": sorted(TOP_KEYS),
        "practice": sorted(PRACTICE_KEYS),
        "contact": sorted(CONTACT_KEYS),
        "source": sorted(SOURCE_KEYS),
        "seal": sorted(SEAL_KEYS),
        "flags": sorted(FLAG_KEYS),
        "sections": {section.key: _of_section(section) for section in SECTIONS},
    }
    return sha256(json.dumps(declared, sort_keys=True).encode()).hexdigest()


def _of_section(section: Section) -> dict[str, object]:
    fields = {key: _of_field(spec) for key, spec in section.fields.items()}
    return {"single": section.single, "unique": section.unique, "fields": fields}


def _of_field(spec: FieldSpec) -> list[object]:
    maximum = None if spec.maximum is None else str(spec.maximum)
    return [spec.kind.value, spec.unit, maximum, sorted(spec.choices)]


if __name__ == "__main__":
    main()
