"""How sure a network is: each practice as on its own pages, all together, and what figures rest on."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.part import parts_of
from greenpractice.carbon.reading_to_chase import how_good
from greenpractice.command_line.answers.how_sure import how_sure_json, how_sure_of_network_json
from greenpractice.command_line.collate_text import collated_text
from greenpractice.exchange.network_tables import network_tables
from greenpractice.facts.practices import load_directory
from greenpractice.facts.uncertainty import RANKS
from greenpractice.network.groups import one_pcn
from greenpractice.network.looking import how_sure_said, resting_rows, to_chase_rows
from greenpractice.network.network import Network
from greenpractice.numbers import exact
from greenpractice.periods import Period
from greenpractice.returns.documents import RawRow, ReturnDocument
from tests.greenpractice.network.samples import PCN, Q1, a_return, members

A, B, C, _ = members()
CALCULATOR = load_calculator()
PRACTICE = ({"site": "Main Street", "floor_area_m2": "640", "registered_patients": "9000"},)
FLOOR = ({"site": "Main Street", "fuel": "natural_gas", "basis": "floor_area"},)
BILL = ({"site": "Main Street", "fuel": "natural_gas", "unit": "kWh", "quantity": "9000"},)


def with_heating(code: str, rows: tuple[RawRow, ...], period: Period = Q1) -> ReturnDocument:
    made = a_return(code)
    return replace(made, period=period, sections={"practice": PRACTICE, "heating": rows})


def network(*documents: ReturnDocument, period: Period = Q1) -> Network:
    directory = load_directory()
    return Network(one_pcn(directory, PCN), period, documents, directory, CALCULATOR)


RETURNS = (with_heating(A, FLOOR), with_heating(B, FLOOR), with_heating(C, BILL))


@pytest.mark.parametrize("period", [Q1, Q1.whole_year])
def test_a_practice_is_graded_as_on_its_own_pages(period: Period):
    more = with_heating(A, BILL, Q1.next)
    found = network(*RETURNS, more, period=period)
    for code in found.counted:
        mine = [each for each in (*RETURNS, more) if each.ods_code == code]
        of = [each for each in mine if each.period in period.made_of]
        own = how_good(period, parts_of(period, of, CALCULATOR), mine, CALCULATOR)
        assert (found.good[code].sure, found.good[code].to_chase) == (own.sure, own.to_chase)
        told = how_sure_of_network_json(found)["practices"][code]
        assert told == json.loads(json.dumps(how_sure_json(own)))


def test_all_together_are_the_sum_and_ranges_of_independent_practices_are_less():
    found = network(*RETURNS)
    whole = found.together.sure.whole
    assert whole.kg == found.footprint.total
    each = [good.sure.whole for good in found.good.values()]
    with exact():
        for rank in RANKS:
            assert whole.by_rank[rank] == sum((one.by_rank[rank] for one in each), Decimal(0))
        assert max(one.most for one in each) < whole.most < sum((one.most for one in each), Decimal(0))


def test_it_says_how_many_rest_on_floor_area_and_whom_to_ask_first():
    found = network(*RETURNS)
    (row,) = [row for row in resting_rows(found) if row[0].startswith("Heating")]
    assert row[:2] == ("Heating: was worked out from floor area", "2 of 3")
    said = how_sure_said(found)
    assert said[0] == found.together.sure.words
    assert f"{found.name(A)}: Natural gas of Main Street, 4.1 tonnes more or 2.0 tonnes less." in said[1]
    grades = {row[0]: row[1] for row in to_chase_rows(found)}
    assert grades == {found.name(A): "Mostly estimated", found.name(B): "Mostly estimated",
                      found.name(C): "Partly measured"}  # fmt: skip


def test_workbook_text_and_report_say_the_same():
    found = network(*RETURNS)
    tables = {table.name: table for table in network_tables(found, ())}
    pooled, *rows = tables["How sure"].rows
    assert pooled[3:6] == tuple(found.together.sure.whole.by_rank[rank] for rank in RANKS)
    assert [row[0] for row in rows] == found.counted
    assert [row[3] for row in tables["To chase"].rows] == [
        len(each.practices) for each in found.together.resting
    ]
    text = collated_text(found, ())
    assert all(said in text for said in how_sure_said(found))
    assert all(" ".join(row[0:1]) in text for row in resting_rows(found))


def test_where_nothing_is_to_chase_the_text_does_not_say_what_to_chase_next():
    power = ({"site": "Main Street", "tariff": "standard", "kwh": "3100"},)
    bills = replace(a_return(B), sections={"electricity": power, "heating": BILL})
    care = replace(a_return(C), sections={"asthma_care": ({"asthma_register": "600"},)})
    found = network(RETURNS[0], bills, care)
    lines = [line.strip() for line in collated_text(found, ()).splitlines()]
    said = {
        code: next(line for line in lines if line.startswith(f"{found.name(code)}: ")) for code in (A, B, C)
    }
    assert "Mostly estimated. Chase next: Natural gas" in said[A]
    assert said[B].endswith("Partly measured. No figure is worth chasing yet: what is missing comes first.")
    assert said[C].endswith(": Missing.")


def test_with_nothing_received_nothing_is_said():
    found = network()
    assert how_sure_said(found)[:-1] == []
    assert resting_rows(found) == to_chase_rows(found) == []
    assert "How sure" not in collated_text(found, ())
