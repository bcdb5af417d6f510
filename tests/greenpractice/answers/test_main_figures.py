"""The main figure of a section: sums with their units, of energy what is counted of its bills."""

from greenpractice.answers.main_figures import main_figure
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.part import Part
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.returns.progress import FIGURE_SECTIONS

BILL: RawRow = {
    "site": "Main", "tariff": "standard", "basis": "bill", "kwh": "4000",
    "from": "2026-06-01", "to": "2026-07-10",
}  # fmt: skip


def part_of(**sections: tuple[RawRow, ...]) -> Part:
    document = ReturnDocument("Z99991", Period(2026, 1), 1, "2026-07-08", "Sample", sections=sections)
    return Part(document, load_calculator().of_return(document))


def test_figures_of_one_unit_stand_before_it_and_rows_are_added_up() -> None:
    part = part_of(
        practice=({"registered_patients": "9260", "staff": "28"},),
        inhalers=(
            {"bnf_code": "0301011R0BEAIAP", "inhalers": "400"},
            {"bnf_code": "0301011V0BBARBB", "inhalers": "23.5"},
        ),
        asthma_care=({"asthma_register": "630", "ics_3_or_more": "454"},),
        business_travel=(
            {"mode": "car", "distance": "800", "unit": "mile"},
            {"mode": "car", "distance": "12.5", "unit": "mile"},
            {"mode": "car", "distance": "1", "unit": "km"},
        ),
        commuting=({"people": "1"},),
    )
    assert main_figure(part, "practice") == "9,260 patients, 28 staff"
    assert main_figure(part, "inhalers") == "423.5 inhalers, 2 products"
    assert main_figure(part, "asthma_care") == "630 and 454 patients"
    assert main_figure(part, "business_travel") == "812.5 miles, 1 km"


def test_of_energy_only_the_days_of_the_quarter_are_in_it() -> None:
    assert main_figure(part_of(electricity=(BILL,)), "electricity") == "3,000 kWh"


def test_no_section_has_one_where_nothing_can_be_read() -> None:
    nothing = part_of(paper=({"reams": "lots"},))
    assert {main_figure(nothing, section.key) for section in FIGURE_SECTIONS} == {""}
