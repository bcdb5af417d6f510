"""One reading of names for all that compares them: Find, a pasted block and a file's names."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from greenpractice.facts.inhalers import load_inhalers
from greenpractice.prescribing.naming import codes_meant, fits, is_expected, short_name, words_of_gases
from greenpractice.prescribing.products import codes_of_name

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
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


@pytest.mark.parametrize("shown", [str, short_name], ids=["whole", "as on the screen"])
def test_every_product_of_the_list_is_the_one_its_own_name_means(shown: Callable[[str], str]):
    assert [each.name for each in PRODUCTS if codes_meant(shown(each.name)) != (each.bnf_code,)] == []


def test_a_name_without_a_device_never_picks_one_of_two():
    """A dry powder inhaler once stood for the puffer of the same strength: 0.9 kg for 20 kg."""
    by_device: dict[str, set[str]] = defaultdict(set)
    for each in PRODUCTS:
        if each.newer_code is None and each.name.endswith(" (generic)"):
            bare = re.split(r" (?:dry powder |breath-actuated |soft mist )?inhaler", each.name)[0]
            by_device[bare].add(each.device)
    several = {bare for bare, devices in by_device.items() if len(devices) > 1}
    assert {"Beclometasone 100 micrograms", "Budesonide/formoterol 200/6 micrograms"} <= several
    for bare in several:
        assert len(codes_meant(bare)) != 1, bare
        assert len(codes_meant(bare.replace(" micrograms", "mcg"))) != 1, bare


def test_a_name_of_a_clinical_system_says_that_it_is_a_dry_powder_inhaler():
    """The brand was not found for it, or the generic one was that has the word in its name."""
    for written, name in (
        ("Easyhaler Salbutamol sulfate 100micrograms/dose", "Easyhaler Salbutamol 100 micrograms"),
        ("Fostair NEXThaler 100micrograms/dose / 6micrograms/dose", "Fostair NEXThaler 100/6 micrograms"),
        ("Relvar Ellipta 92micrograms/dose / 22micrograms/dose", "Relvar Ellipta 92/22 micrograms"),
    ):
        (code,) = codes_meant(f"{written} dry powder inhaler")
        assert [each.name for each in PRODUCTS if each.bnf_code == code] == [name]


def test_a_dry_powder_inhaler_is_meant_by_its_name_with_the_word_and_no_other_device_is():
    plain = [each for each in MEASURED if "inhaler" not in each.name and "DPI" not in each.name]
    assert len(plain) > 150
    for each in plain:
        meant, bare = codes_meant(f"{each.name} dry powder inhaler"), codes_meant(each.name)
        assert each.device == "DPI" or meant == (), each.name
        assert each.device != "DPI" or set(bare) <= set(meant), each.name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Trimbow_Inh 87mcg/5mcg/9mcg (120 D)", "Trimbow 87/5/9 micrograms pMDI"),
        ("Salbutamol_Inha 100mcg (200 D) CFF", "Salbutamol 100 micrograms inhaler CFC-free (generic)"),
        (
            "Fostair 100micrograms/dose / 6micrograms/dose inhaler (Chiesi Ltd) 120 dose",
            "Fostair 100/6 micrograms pMDI",
        ),
        (
            "Easyhaler Budesonide 100micrograms/dose dry powder inhaler (Orion Pharma (UK) Ltd)",
            "Easyhaler Budesonide 100 micrograms",
        ),
        (
            "Spiriva Respimat 2.5microg/dose inhalation soln refill cart",
            "Spiriva Respimat 2.5 micrograms refill cartridge",
        ),
        (
            "Salamol 100micrograms/dose inhaler CFC free (Teva UK Ltd)",
            "Salamol 100 micrograms inhaler CFC-free (Teva)",
        ),
        (
            "Trimbow NEXThaler 88microg/5microg/9microg/dose dry pdr inh",
            "Trimbow NEXThaler 88/5/9 micrograms",
        ),
        ("Luforbec 100micrograms/dose / 6micrograms/dose inhaler", "Luforbec 100/6 micrograms pMDI"),
    ],
)
def test_a_name_as_files_of_the_nhs_give_it_is_one_product(written: str, name: str):
    assert [each.name for each in PRODUCTS if (each.bnf_code,) == codes_meant(written)] == [name]


def test_spaces_that_files_leave_out_of_a_name_make_no_difference():
    for name, code in load_inhalers().names_in_files.items():
        for written in (name.replace(" D)", "D)"), name.replace("mcg", " mcg"), f" {name.upper()} "):
            assert codes_meant(written) == (code,), written


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "code", "name"),
    [
        ("op_inhaler_form_route_2019.csv", "bnf_code", "bnf_name"),
        ("prescribing_samples/EPD_201709_4practices_full.csv", "BNF_CODE", "BNF_DESCRIPTION"),
        (
            "prescribing_samples/EPD_SNOMED_202607_sample_rows.csv",
            "bnf_presentation_code",
            "bnf_presentation_name",
        ),
    ],
)
def test_every_name_in_the_files_of_the_reference_folder_is_its_product(file: str, code: str, name: str):
    if not SHARED.is_dir():
        pytest.skip("the reference folder is not beside the checkout")
    listed = load_inhalers()
    with (SHARED / file).open(encoding="utf-8-sig", newline="") as rows:
        pairs = {(row[name], row[code]) for row in csv.DictReader(rows) if listed.product(row[code])}
    assert pairs
    for written, its in pairs:
        found = codes_meant(written)
        assert len(found) == 1, written
        assert names_of_newest(found[0]) == names_of_newest(its), written


def names_of_newest(code: str) -> str:
    """Without what tells two codes of one product apart."""
    while (found := load_inhalers().product(code)) and found.newer_code:
        code = found.newer_code
    assert found is not None
    return found.name.partition(" CFC")[0]


def test_each_name_of_files_means_its_code_and_who_makes_it_decides_only_where_it_must():
    listed = load_inhalers()
    assert len(listed.names_in_files) > 350
    assert {name: codes_meant(name) for name in listed.names_in_files} == {
        name: (code,) for name, code in listed.names_in_files.items()
    }
    assert len(codes_meant("Salamol 100micrograms/dose inhaler CFC free")) == 2
    assert len(codes_meant("Alvesco 160 inhaler")) == 2
    assert codes_meant("Alvesco 160 inhaler (AstraZeneca UK Ltd) 120 dose") == ("0302000U0BBABAB",)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Trixeo HFO-1234ze", "Trixeo Aerosphere 5/7.2/160 micrograms inhaler"),
        ("Trixeo Aerosphere HFO1234ze(E)", "Trixeo Aerosphere 5/7.2/160 micrograms inhaler"),
        ("Clenil Modulite 100micrograms/dose inhaler HFA-152a", "Clenil Modulite 100 micrograms"),
        ("HFA152a Clenil 50mcg", "Clenil Modulite 50 micrograms"),
    ],
)
def test_a_product_is_meant_with_a_propellant_that_it_may_have(written: str, name: str):
    assert [each.name for each in PRODUCTS if (each.bnf_code,) == codes_meant(written)] == [name]


def test_no_product_is_meant_with_a_propellant_that_it_never_has():
    assert codes_meant("Ventolin Evohaler 100 micrograms HFA-152a") == ()
    assert codes_meant("Ventolin Evohaler 100 micrograms HFA 134a") == codes_meant(
        "Ventolin Evohaler 100 micrograms"
    )


def test_products_are_found_by_the_words_of_their_propellant():
    words = {each.name: f"{each.name} {words_of_gases(each.bnf_code)}" for each in PRODUCTS}
    for find in ("HFA-152a", "hfa152a", "HFA 152a"):
        assert {name for name, text in words.items() if fits(find, text)} == {
            f"Clenil Modulite {strength} micrograms" for strength in (50, 100, 200, 250)
        }
    assert "Trixeo Aerosphere 5/7.2/160 micrograms inhaler" in {
        name for name, text in words.items() if fits("HFO-1234ze", text)
    }


@pytest.mark.parametrize(
    ("find", "waits"), [("HFA-152a Ventolin", True), ("low carbon ventolin", True), ("clenil", False)]
)
def test_a_product_that_is_expected_is_told_by_name_and_propellant(find: str, waits: bool):
    (ventolin,) = load_inhalers().expected
    assert is_expected(find, ventolin) is waits
