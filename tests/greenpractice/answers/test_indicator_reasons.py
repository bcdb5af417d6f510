"""Why an indicator is what it is: each product or count with its kind, and the sum they make."""

from greenpractice.answers.history import History
from greenpractice.answers.indicator_reasons import fraction_words, why_indicator
from greenpractice.answers.why import Answer
from greenpractice.carbon.footprint import load_calculator
from greenpractice.indicators.computing import Result
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument

VENTOLIN, SALAMOL, PMDI, DPI = "0301011R0BEAIAP", "0301011R0BIAFAP", "0302000C0BPABBF", "0302000K0BBAHAG"
MIX: tuple[RawRow, ...] = (
    {"bnf_code": SALAMOL, "inhalers": "10", "items": "9"},
    {"bnf_code": VENTOLIN, "inhalers": "10", "items": "9"},
    {"bnf_code": PMDI, "inhalers": "30", "items": "28"},
    {"bnf_code": DPI, "inhalers": "70", "items": "60"},
    {"bnf_code": DPI},
)


def of(period: Period, **sections: tuple[RawRow, ...]) -> ReturnDocument:
    return ReturnDocument("C82001", period, 1, "2026-07-08", sections=sections)


def why(id: str, *documents: ReturnDocument) -> tuple[Result, Answer]:
    history = History(documents[-1], documents[:-1], load_calculator())
    view = history.twelve_months or history.view
    result = next(each for each in view.results() if each.indicator.id == id)
    return result, why_indicator(result, view.parts)


def test_salbutamol_is_weighed_product_by_product_the_heaviest_first():
    result, answer = why("ES-02", of(Period(2026, 1), inhalers=MIX))
    assert [(step.sum, step.result) for step in answer.steps] == [
        ("10 inhalers × 28.26 kg", "282.60 kg"),
        ("10 inhalers × 11.95 kg", "119.50 kg"),
    ]
    assert fraction_words(result) == "402 kg ÷ 20 inhalers"
    assert answer.value == "20.1 kg"
    assert answer.titles == ("Product", "Inhalers × kg of each", "CO₂e")


def test_other_inhalers_are_counted_by_device_and_salbutamol_is_left_out():
    result, answer = why("ES-01", of(Period(2026, 1), inhalers=MIX[:4]))
    assert [(step.sum, step.result) for step in answer.steps] == [("other device", "60"), ("pMDI", "28")]
    assert fraction_words(result) == "28 of 88 items"
    assert answer.titles == ("Product", "Counts as", "Items")
    result, answer = why(
        "ES-01", of(Period(2026, 1), inhalers=({"inhalers": "5", "device": "pMDI"}, *MIX[2:4]))
    )
    assert [step.result for step in answer.steps] == ["70", "30", "5"]
    assert fraction_words(result) == "35 of 105 inhalers"


def test_patients_are_those_of_the_latest_return_with_both_counts():
    def care(quarter: int, **counts: str) -> ReturnDocument:
        return of(Period(2026, quarter), asthma_care=(counts,))

    whole = {"asthma_register": "600", "ics_3_or_more": "480"}
    result, answer = why("RESP-01", care(1, **whole), care(2, **whole), care(3, asthma_register="5"), care(4))
    assert [step.result for step in answer.steps] == ["480", "600"]
    assert {step.source for step in answer.steps} == {"Searched for July to September 2026"}
    assert fraction_words(result) == "480 of 600 patients"
    assert answer.titles == ("Count", "", "Patients")


def test_without_figures_there_is_no_fraction_and_no_data():
    result, answer = why("RESP-01", of(Period(2026, 1), asthma_care=({"asthma_register": "600"},)))
    assert (fraction_words(result), answer.value) == ("No data", "No data")
    assert answer.how.startswith("Not enough data.")
    assert [step.result for step in answer.steps] == ["600"]
