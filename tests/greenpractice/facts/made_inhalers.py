"""Made tables of inhalers: a text of each, with as many rows as changes."""

import csv
import io
from collections.abc import Mapping, Sequence

from greenpractice.facts.inhaler_devices import DEVICE_COLUMNS, PROPELLANT_COLUMNS
from greenpractice.facts.inhaler_facts import PRODUCT_COLUMNS
from greenpractice.facts.inhaler_values import KG_COLUMNS
from greenpractice.facts.sources import Source

Change = Mapping[str, str]

SOURCES = {
    "a": Source("a", "T", "P", "2026", "OGL v3", "here"),
    "copied": Source("copied", "C", "P", "2026", "OGL v3", "here", transcription=True),
}
OLD, NEW, BRAND = "0302000C0BQAABX", "0302000ABBCAAAB", "0302000C0BZAABX"
GENERIC, NEW_GENERIC = "0302000C0AABXBX", "0302000ABAAABAB"


def made(columns: Sequence[str], defaults: Change, *changes: Change) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**defaults, **change} for change in changes or ({},))
    return text.getvalue()


def products_text(*changes: Change) -> str:
    defaults = dict.fromkeys(PRODUCT_COLUMNS, "") | {
        "bnf_code": OLD, "name": "One", "device": "pMDI", "counts_as_mdi": "y", "salbutamol": "n",
        "drug_class": "ICS/LABA", "drugs": "b/f", "strength": "100/6", "pack": "120", "pack_basis": "name",
        "generic": OLD, "counted_in": "inhaler", "source": "a",
    }  # fmt: skip
    return made(PRODUCT_COLUMNS, defaults, *changes)


def kg_text(*changes: Change) -> str:
    defaults = dict.fromkeys(KG_COLUMNS, "") | {
        "factor_set": "indicative", "bnf_code": OLD, "kg": "1.5", "basis": "published", "source": "a",
    }  # fmt: skip
    return made(KG_COLUMNS, defaults, *changes)


def gas_text(*changes: Change) -> str:
    defaults = dict.fromkeys(PROPELLANT_COLUMNS, "") | {
        "bnf_code": OLD, "propellant": "HFA134a", "day": "documented", "source": "a",
    }  # fmt: skip
    return made(PROPELLANT_COLUMNS, defaults, *changes)


def device_text(*changes: Change) -> str:
    defaults = {"device_name": "Puffer", "device": "pMDI", "maker": "M", "source": "a"}
    return made(DEVICE_COLUMNS, defaults, *changes)
