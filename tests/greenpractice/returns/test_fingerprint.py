"""The declared fields of the return format are pinned: they change only with a new version and an upgrade."""

import json
import tomllib
from hashlib import sha256
from pathlib import Path

from greenpractice.fields import FieldSpec
from greenpractice.returns.reading import FLAG_KEYS, SEAL_KEYS, TOP_KEYS
from greenpractice.returns.versions import VERSION
from greenpractice.sections import SECTIONS
from greenpractice.sections.base import Section

PINNED: dict[str, str] = tomllib.loads(
    (Path(__file__).parent / "fingerprints.toml").read_text(encoding="utf-8")
)["versions"]
WHAT_TO_DO = f"""
The declared fields are no longer those of version {VERSION} of the return format. If it is out there, its
programs would call new returns unreadable: add an upgrade to UPGRADES in greenpractice/returns/versions.py,
run `python -m tests.make_format_files`, and pin the new digest in
tests/greenpractice/returns/fingerprints.toml: {{}}
"""


def test_the_declared_fields_are_those_of_the_version():
    assert fingerprint() == PINNED[str(VERSION)], WHAT_TO_DO.format(fingerprint())


def test_every_version_is_pinned_and_none_is_like_another():
    assert list(PINNED) == [str(number) for number in range(1, VERSION + 1)]
    assert len(set(PINNED.values())) == VERSION


def fingerprint() -> str:
    """A digest over every key, section, field and answer that a document may have."""
    declared = {
        "top": sorted(TOP_KEYS),
        "seal": sorted(SEAL_KEYS),
        "flags": sorted(FLAG_KEYS),
        "sections": {section.key: of_section(section) for section in SECTIONS},
    }
    return sha256(json.dumps(declared, sort_keys=True).encode()).hexdigest()


def of_section(section: Section) -> dict[str, object]:
    fields = {key: of_field(spec) for key, spec in section.fields.items()}
    return {"single": section.single, "unique": section.unique, "fields": fields}


def of_field(spec: FieldSpec) -> list[object]:
    maximum = None if spec.maximum is None else str(spec.maximum)
    return [spec.kind.value, spec.unit, maximum, sorted(spec.choices)]
