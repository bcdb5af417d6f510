"""Which file is which: known by the whole header, never by the name, with the traps of the real ones."""

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from greenpractice.prescribing.gather import read_prescribing
from greenpractice.prescribing.layouts import Layout, recognise
from greenpractice.prescribing.months import period_of, read_month, span_in_name
from tests.greenpractice.prescribing.made import (
    BRALTUS,
    LAYOUTS,
    NEBULES,
    NEW_INHALER,
    SALAMOL,
    SPACER,
    VENTOLIN,
    Cells,
    Row,
    epact,
    fifteen,
    legacy,
    padded,
    read,
    renamed,
    saved,
    text_of,
    with_snomed,
)

FILES = Path(__file__).parents[2] / "files"


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        (legacy, "English Prescribing Dataset"),
        (with_snomed, "English Prescribing Dataset with SNOMED codes"),
        (renamed, "English Prescribing Dataset (from March 2025)"),
        (padded, "Practice level prescribing"),
        (fifteen, "Practice level prescribing, 15 columns"),
        (epact, "ePACT2 analysis"),
    ],
)
def test_a_layout_is_recognised_by_its_whole_header(layout: Callable[[list[Row]], Cells], words: str):
    found = recognise(layout([])[0])
    assert isinstance(found, Layout)
    assert found.words == words


def test_the_column_that_is_a_code_in_one_layout_and_a_name_in_another_is_never_read(tmp_path: Path):
    cells = legacy([Row()])
    cells[1][14] = "0301011R0BIAFAP"  # another product's code in BNF_CHEMICAL_SUBSTANCE
    found = read(saved(tmp_path / "a.csv", text_of(cells).encode()))
    assert [product.bnf_code for product in found.imports["C82001"][0].products] == [VENTOLIN]


def test_only_inhalers_are_taken_by_whole_code_and_a_new_one_is_listed(tmp_path: Path):
    rows = [Row(code=code, items=2) for code in (VENTOLIN, NEBULES, SPACER, NEW_INHALER)]
    found = read(saved(tmp_path / "a.csv", text_of(renamed(rows)).encode()))
    assert [product.bnf_code for product in found.imports["C82001"][0].products] == [VENTOLIN, NEW_INHALER]
    assert [(each.bnf_code, each.items, each.quantity) for each in found.unmatched] == [(NEW_INHALER, 2, 2)]
    assert (found.rows_read, found.rows_used) == (4, 1)


@pytest.mark.parametrize(
    ("code", "per_item", "items", "inhalers"),
    [
        (VENTOLIN, 1, 3, "3"),
        (VENTOLIN, 199, 1, "199"),  # below its 200 doses: inhalers
        (VENTOLIN, 200, 2, "2"),  # claimed in doses
        (BRALTUS, 9, 1, "9"),
        (BRALTUS, 30, 4, "4"),
        (BRALTUS, 10, 1, "0.333333"),  # fractions are kept
    ],
)
def test_doses_and_capsules_become_inhalers_row_by_row(
    code: str, per_item: int, items: int, inhalers: str, tmp_path: Path
):
    for name, layout in LAYOUTS.items():
        path = saved(
            tmp_path / f"{name}-2025-04.csv",
            text_of(layout([Row(code=code, per_item=per_item, items=items)])).encode(),
        )
        (product,) = read(path).imports["C82001"][0].products
        assert str(product.inhalers.normalize()) == inhalers, name


def test_each_row_is_turned_into_inhalers_before_rows_are_added(tmp_path: Path):
    rows = [Row(per_item=1, items=5), Row(per_item=200, items=1), Row(per_item=400, items=1)]
    (product,) = read(saved(tmp_path / "a.csv", text_of(legacy(rows)).encode())).imports["C82001"][0].products
    assert (product.inhalers, product.items) == (8, 7)


def test_networks_unidentified_and_unknown_prescribers_are_reported_apart(tmp_path: Path):
    rows = [
        Row(),
        Row("Y07542", surgery="RUTLAND HEALTH PCN ENHANCED ACCESS", items=4),
        Row("-", surgery="UNIDENTIFIED DOCTORS"),
        Row("Q58998", surgery="UNKNOWN SURGERY"),
        Row("Y99999", surgery="A NEW SURGERY"),
    ]
    found = read(saved(tmp_path / "a.csv", text_of(renamed(rows)).encode()))
    assert sorted(found.imports) == ["C82001", "Y99999"]
    assert [(each.code, each.items) for each in found.not_practices] == [
        ("-", 1),
        ("Q58998", 1),
        ("Y07542", 4),
    ]
    assert found.rows_used == 2


def test_openprescribing_spending_takes_its_product_from_the_name_and_the_setting_of_a_network(
    tmp_path: Path,
):
    text = (
        "actual_cost,ccg,date,items,quantity,row_id,row_name,setting\n"
        "1.5,04C,2025-04-01,12,14,C82001,A SURGERY,4\n2.5,04C,2025-05-01,3,3,C82001,A SURGERY,4\n"
        "1.5,04C,2025-04-01,2,2,Y07542,SOMETHING,26\n"
    )
    found = read(saved(tmp_path / f"spending-by-practice-{VENTOLIN}.csv", text.encode()))
    assert [
        (each.span, each.products[0].inhalers, each.products[0].items) for each in found.imports["C82001"]
    ] == [
        ("2025-04", 14, 12),
        ("2025-05", 3, 3),
    ]
    assert [each.code for each in found.not_practices] == ["Y07542"]
    (problem,) = read(saved(tmp_path / "spending.csv", text.encode())).problems
    assert "which product" in problem.why


def test_two_openprescribing_files_of_other_products_complete_one_another(tmp_path: Path):
    head = "date,items,quantity,row_id\n"
    files = [
        saved(tmp_path / f"spending-{code}.csv", f"{head}2025-04-01,{items},{items},C82001\n".encode())
        for code, items in ((VENTOLIN, 3), (SALAMOL, 4))
    ]
    found = read_prescribing(files, "C82001")
    assert [(each.bnf_code, each.items) for each in found.imports["C82001"][0].products] == [
        (VENTOLIN, 3),
        (SALAMOL, 4),
    ]


def test_the_three_months_of_a_numerator_breakdown_need_a_quarter(tmp_path: Path):
    text = f"bnf_code,total_items,quantity,cost,presentation_name\n{VENTOLIN},12,14,20.5,Ventolin\n"
    (problem,) = read(saved(tmp_path / "breakdown-2025-04.csv", text.encode()), "C82001").problems
    assert "one total of three months" in problem.why
    assert "2025-26-Q1" in problem.why
    found = read(saved(tmp_path / "breakdown-2025-26-Q1.csv", text.encode()), "C82001")
    (quarter,) = found.imports["C82001"]
    assert quarter.months == ("2025-04", "2025-05", "2025-06")
    (problem,) = read(tmp_path / "breakdown-2025-26-Q1.csv").problems
    assert "--practice" in problem.why


SHEETS = [
    f"BNF code,Inhalers\n{VENTOLIN},12\n{SALAMOL},7\n",
    f"Inhalers;Product code\n12;{VENTOLIN}\n7;{SALAMOL}\n",
    "Product\tNumber\nventolin evohaler 100MCG\t12\nSalamol 100 micrograms inhaler CFC-free (Teva)\t7\n",
    f"{VENTOLIN},12\n{SALAMOL},7\n",
    f"Month,BNF code,Inhalers\nApr-25,{VENTOLIN},12\n2025-04,{SALAMOL},7\n\n,,\n",
]


@pytest.mark.parametrize("text", SHEETS)
@pytest.mark.parametrize("workbook", [False, True])
def test_a_sheet_of_two_columns_as_csv_or_workbook(text: str, workbook: bool, tmp_path: Path):
    data = text.encode()
    if workbook:
        separator = max(",;\t", key=text.count)
        book, target = Workbook(), io.BytesIO()
        for line in text.splitlines():
            book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(separator)])
        book.save(target)
        data = target.getvalue()
    found = read(saved(tmp_path / "inhalers-2025-04.csv", data), "C82001")
    assert found.problems == ()
    (month,) = found.imports["C82001"]
    assert (month.span, [(each.bnf_code, each.inhalers, each.items) for each in month.products]) == (
        "2025-04",
        [(VENTOLIN, 12, None), (SALAMOL, 7, None)],
    )


@pytest.mark.parametrize("items", ["Items", "Total items", "Number of items"])
def test_of_a_sheet_with_both_the_total_is_counted_and_not_the_quantity_of_one_item(
    items: str, tmp_path: Path
):
    text = f"Drug,BNF code,Quantity,{items},Total quantity\nVentolin,{VENTOLIN},2,3,6\n"
    found = read(saved(tmp_path / "inhalers-2025-04.csv", text.encode()), "C82001")
    assert [(each.inhalers, each.items) for each in found.imports["C82001"][0].products] == [(6, 3)]


def test_a_sheet_lists_what_it_does_not_know_and_asks_for_a_month(tmp_path: Path):
    text = f"BNF code,Inhalers\n{VENTOLIN},12\nXYZ,19\n"
    found = read(saved(tmp_path / "sheet-2025-04.csv", text.encode()), "C82001")
    assert [(each.bnf_code, each.quantity) for each in found.unmatched] == [("XYZ", 19)]
    (problem,) = read(saved(tmp_path / "sheet.csv", text.encode()), "C82001").problems
    assert "Add a column Month" in problem.why


@pytest.mark.parametrize(
    "text", ["202504", "2025-04", "2025_04", "2025-04-01", "Apr-25", "April 2025", "2025-04-01 00:00:00"]
)
def test_months_as_the_files_write_them(text: str):
    assert read_month(text) == "2025-04"


@pytest.mark.parametrize(
    "text", ["", "202513", "04/2025", "01/04/2025", "2025", "Foo-25", "1.02E+05", "2025-26-Q1"]
)
def test_what_is_no_month_or_can_be_read_two_ways(text: str):
    assert read_month(text) is None


def test_months_lie_in_their_quarters_and_names_of_files_hold_one_or_none():
    assert [period_of(month).id for month in ("2025-03", "2025-04", "2025-12")] == [
        "2024-25-Q4",
        "2025-26-Q1",
        "2025-26-Q3",
    ]
    assert span_in_name("EPD_SNOMED_202504-000000000000.csv") == "2025-04"
    assert span_in_name("figures 2025-26-Q1.csv") == "2025-26-Q1"
    assert span_in_name("from 2025-04 to 2025-06.csv") is None


def test_the_fixture_of_the_project_says_what_its_made_up_rows_add_up_to():
    found = read(FILES / "prescribing-2025-04.csv", "C82001")
    (month,) = found.imports["C82001"]
    assert {each.bnf_code: (str(each.inhalers.normalize()), each.items) for each in month.products} == {
        VENTOLIN: ("12", 9),
        SALAMOL: ("5", 5),
        BRALTUS: ("4", 4),
        NEW_INHALER: ("2", 2),
    }


WORKED = {  # salbutamol by the ES-02 set: kg, inhalers; then pMDI items and all items without salbutamol
    "B85010": ("7825.51", 343, (139, 252), (142, 261)),
    "B85054": ("11670.32", 488, (196, 454), (203, 472)),
    "L84018": ("5227.63", 220, (130, 276), (138, 297)),
    "L84073": ("4259.86", 167, (96, 147), (99, 151)),
}


@pytest.mark.parametrize("practice", sorted(WORKED))
def test_the_four_practices_of_september_2017_have_the_published_figures(practice: str, shared: Path):
    """Every code of the shipped table counts, by its own device, so the numbers of items lie within the range
    that the two published code lists span: the older one lacks some codes that the newer and ours have."""
    from greenpractice.facts.inhalers import load_inhalers

    found = read(shared / "data" / "prescribing_samples" / "EPD_201709_4practices_full.csv")
    inhalers, (month,) = load_inhalers(), found.imports[practice]
    kg, number, least, most = WORKED[practice]
    salbutamol = [each for each in month.products if inhalers.es02(each.bnf_code) is not None]
    assert sum(each.inhalers * (inhalers.es02(each.bnf_code) or 0) for each in salbutamol) == Decimal(kg)
    assert sum(each.inhalers for each in salbutamol) == number
    others = [
        (product, each.items or 0)
        for each in month.products
        if (product := inhalers.product(each.bnf_code)) and not product.is_salbutamol
    ]
    mdi, everything = (
        sum(items for product, items in others if product.counts_as_mdi),
        sum(items for _, items in others),
    )
    assert least[0] <= mdi <= most[0]
    assert least[1] <= everything <= most[1]
