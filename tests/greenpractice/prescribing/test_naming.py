"""One reading of names for all that compares them: Find, a pasted block and a file's names."""

import re
from itertools import product

import pytest

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.prescribing.naming import codes_meant, fits
from greenpractice.prescribing.products import codes_of_name

PRODUCTS = load_inhalers().products
MICROGRAMS = (
    "microgram",
    "micrograms",
    "mcg",
    "mcgs",
    "microg",
    "ug",
    "\u00b5g",
    "\u03bcg",
    "MCG",
    "Micrograms",
)
SPELT = [f"{between}{unit}" for between, unit in product(("", " ", "\u00a0"), MICROGRAMS)]
MEASURED = [each for each in PRODUCTS if " micrograms" in each.name and each.newer_code is None]


@pytest.mark.parametrize("spelt", SPELT, ids=ascii)
def test_micrograms_are_read_alike_wherever_names_are_compared(spelt: str):
    assert len(MEASURED) > 100
    for each in MEASURED:
        written = re.sub(" micrograms?", spelt, each.name)
        assert fits(written, each.name), written
        assert codes_of_name(written) == codes_of_name(each.name), written
        assert codes_meant(written) == codes_meant(each.name), written


def found(find: str) -> set[str]:
    return {each.name for each in PRODUCTS if fits(find, f"{each.name} {each.device}")}


def test_find_reads_a_name_as_people_type_it():
    for find in (
        "CLENIL modulite 100mcg",
        "clenil 100 \u00b5g",
        "100microgram clenil",
        "Clenil-Modulite 100 micrograms",
    ):
        assert found(find) == {"Clenil Modulite 100 micrograms"}
    assert all("Clenil" in name for name in found("clen"))
    assert not any("250" in name for name in found("clenil 50mcg"))
    assert found("clenil 100 mg") == set()
    assert 0 < len(found("generic")) < len({each.name for each in PRODUCTS})
    assert {"Fostair 100/6 micrograms pMDI"} <= found("fostair 100mcg/6mcg pmdi")
