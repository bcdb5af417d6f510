"""Why a measure has no value: what is there does not count, one of its figures lacks, or all of them do."""

import pytest

from greenpractice.carbon.footprint import Calculator
from greenpractice.carbon.part import Part
from greenpractice.indicators import INDICATOR_BY_ID, MEASURES
from greenpractice.indicators.base import AnyMeasure
from greenpractice.indicators.computing import evidence_of, pooled
from greenpractice.indicators.patient_share import PatientShare
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument

VENTOLIN, CLENIL, TERBUTALINE, NOBODYS = (
    "0301011R0BEAIAP", "0302000C0BPABBF", "0301011V0BBADAE", "0302000C0ZZZZZZ"
)  # fmt: skip
QUARTER = Period(2025, 1)
INHALERS = tuple(measure for measure in MEASURES if measure.section == "inhalers")
RESP = tuple(INDICATOR_BY_ID[id] for id in ("RESP-01", "RESP-02"))


def part(calculator: Calculator, section: str, *rows: dict[str, str]) -> Part:
    document = ReturnDocument("C82001", QUARTER, 1, "2025-07-08", sections={section: rows} if rows else {})
    return Part(document, calculator.of_return(document))


def bought(code: str, number: str) -> dict[str, str]:
    return {"bnf_code": code, "inhalers": number}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_without_any_figure_it_says_what_to_enter(calculator: Calculator, measure: AnyMeasure):
    assert measure.missing([part(calculator, measure.section)]) == measure.wanted


@pytest.mark.parametrize("measure", INHALERS, ids=lambda measure: measure.id)
@pytest.mark.parametrize("code", [VENTOLIN, CLENIL, TERBUTALINE, NOBODYS])
def test_where_inhalers_are_entered_nobody_is_told_to_enter_them(
    calculator: Calculator, measure: AnyMeasure, code: str
):
    given = part(calculator, "inhalers", bought(code, "12"))
    pool = pooled(measure, {"C82001": evidence_of(given.document, calculator.inhalers)}, calculator.inhalers)
    if pool.total is None:
        assert "nter" not in measure.missing([given]).replace("entered", "")


def test_each_says_what_of_the_inhalers_does_not_count(calculator: Calculator):
    only = {code: part(calculator, "inhalers", bought(code, "12")) for code in (VENTOLIN, CLENIL, NOBODYS)}
    said = {id: INDICATOR_BY_ID[id].missing for id in ("ES-01", "ES-02")}
    assert (
        said["ES-01"]([only[VENTOLIN]]) == "Only salbutamol inhalers are entered, and they do not count here."
    )
    assert "device that is not known" in said["ES-01"]([only[NOBODYS]])
    assert said["ES-02"]([only[CLENIL]]) == (
        "None of the inhalers entered is a salbutamol inhaler that counts here."
    )


@pytest.mark.parametrize("measure", INHALERS, ids=lambda measure: measure.id)
def test_noughts_are_figures(calculator: Calculator, measure: AnyMeasure):
    assert "is 0" in measure.missing([part(calculator, "inhalers", bought(VENTOLIN, "0"))])


@pytest.mark.parametrize("measure", RESP, ids=lambda measure: measure.id)
def test_the_count_that_lacks_is_named(calculator: Calculator, measure: PatientShare):
    care = part(calculator, "asthma_care", {"asthma_register": "120"})
    assert measure.missing([care]).endswith("too: the register is there.")
    care = part(calculator, "asthma_care", {measure.count: "12"})
    assert measure.missing([care]).startswith("Enter the patients on the asthma register too")
    care = part(calculator, "asthma_care", {"asthma_register": "0", measure.count: "0"})
    assert measure.missing([care]).startswith("The asthma register entered is 0")
