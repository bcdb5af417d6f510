"""An answer falls with any of the figures that its question is made of, by whatever way they change."""

from datetime import date
from decimal import Decimal

import pytest

from greenpractice.bills.plan import plan_of
from greenpractice.bills.values import Source, Used
from greenpractice.fields import Kind
from greenpractice.guards.amounts import amount_of, is_worked_out
from greenpractice.guards.answers import answers_that_fall, beside_others
from greenpractice.guards.asking import guards_in_use
from greenpractice.guards.figures import Figures
from greenpractice.periods import Period
from greenpractice.prescribing.quarter import with_imports
from greenpractice.prescribing.values import ImportedProduct, MonthImport
from greenpractice.returns.checking import still_confirmed
from greenpractice.returns.documents import Flag, ReturnDocument
from greenpractice.sections import SECTION_BY_KEY
from greenpractice.sections.base import typed_row

Q1 = Period(2026, 1)
BILL = {"site": "Main", "kwh": "1000", "cost": "4000", "tariff": "standard", "basis": "bill"}
DAYS = {"from": "2026-04-01", "to": "2026-06-30"}
WORKED_OUT = sorted({
    (guard.section, name)
    for guard in guards_in_use()
    for name in (*guard.amounts, *guard.divisors)
    if is_worked_out(name)
})  # fmt: skip


def made(section: str, row: dict[str, str], *flags: Flag) -> ReturnDocument:
    return ReturnDocument("C82001", Q1, 1, "2026-10-08", sections={section: (row,)}, flags=flags)


@pytest.mark.parametrize(("section", "name"), WORKED_OUT)
def test_an_amount_names_the_numbers_that_it_reads(section: str, name: str) -> None:
    fields, amount = SECTION_BY_KEY[section].fields, amount_of(name)
    choices = {key: list(spec.choices) for key, spec in fields.items() if spec.kind is Kind.CHOICE}
    numbers = [key for key, spec in fields.items() if spec.is_number]
    assert set(amount.of) <= set(numbers)
    for left_out in ((), tuple(key for key in ("kwh", "quantity") if key in fields)):
        for at in range(max(map(len, choices.values()), default=1)):
            chosen = {key: found[at % len(found)] for key, found in choices.items()}
            row = {**chosen, **{key: str(20 + n) for n, key in enumerate(numbers) if key not in left_out}}
            figures = Figures(made(section, row))
            for number in set(row).intersection(numbers) - set(amount.of):
                declared = SECTION_BY_KEY[section]
                one, other = (typed_row(declared, {**row, number: text}) for text in ("21", "35"))
                assert amount.read(one, figures) == amount.read(other, figures), number


def test_the_cost_of_a_unit_falls_with_the_units() -> None:
    assert "cost" in answers_that_fall("electricity", {"kwh"}, BILL)
    assert "cost" in answers_that_fall("heating", {"quantity"}, BILL)
    assert "kwh" not in answers_that_fall("electricity", {"cost"}, BILL)
    assert "inhalers" in answers_that_fall("inhalers", {"items"}, ("inhalers",))
    said = [Flag("electricity", 0, "cost", confirmed=True, note="Read twice")]
    assert still_confirmed("electricity", BILL, {**BILL, "kwh": "1,000"}, said) == said
    (flag,) = still_confirmed("electricity", BILL, {**BILL, "kwh": "100"}, said)
    assert (flag.confirmed, flag.note) == (None, "Read twice")


def test_it_falls_where_a_file_brings_them() -> None:
    document = made("electricity", {**BILL, **DAYS}, Flag("electricity", 0, "cost", confirmed=True))
    used = Used(Source("", "Main", "electricity"), date(2026, 4, 1), date(2026, 6, 30), Decimal(100), 1, 0)
    (put,) = plan_of(document, [used], "bills.csv", {}).puts
    assert Flag("electricity", 0, "cost") in put.flags
    code = "0301011R0BIAAAP"
    row = {"bnf_code": code, "inhalers": "3000", "items": "20"}
    document = made("inhalers", row, Flag("inhalers", 0, "items", confirmed=True))
    month = MonthImport("2026-04", "april.csv", (ImportedProduct(code, Decimal(9000), 20, ""),))
    assert not any(flag.confirmed for flag in with_imports(document, [month]).flags)


@pytest.mark.parametrize("section", [each for each in SECTION_BY_KEY if each != "actions"])
def test_whether_a_row_counts_twice_is_asked_again_after_any_change_of_it(section: str) -> None:
    """A yes to "the same figures stand in row 1" stayed, whatever became of the row."""
    fields = SECTION_BY_KEY[section].fields
    for changed in fields:
        for place in beside_others(section, fields):
            assert place in answers_that_fall(section, {changed}, fields), (changed, place)
    if "site" in fields:
        numbers = {name for name, field in fields.items() if field.is_number}
        assert numbers <= answers_that_fall(section, {"site"}, fields)
