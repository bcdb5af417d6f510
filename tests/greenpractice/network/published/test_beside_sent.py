"""Published prescribing beside what was sent: of the same months, and never in its place."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.network_tables import network_tables
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.network.published.beside_sent import (
    Amount,
    PublishedBeside,
    beside_words,
    compared_in_sum,
    published_beside,
)
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ImportedFrom, ReturnDocument, document_text, to_json
from greenpractice.store import ReturnKey
from tests.greenpractice.conftest import Run
from tests.greenpractice.network.samples import PCN, Q1, Q2, a_return, members
from tests.greenpractice.network.test_network import network
from tests.greenpractice.prescribing.made import Row
from tests.greenpractice.prescribing.starter.starters import starter_of

A, B, C, D = members()
VENTOLIN = "0301011R0BEAIAP"
YEAR = Period(2026)


def months_of(code: str, inhalers: str, period: Period = Q1, *months: str) -> ReturnDocument:
    """Published prescribing of a quarter as an import leaves it."""
    flag = Flag("inhalers", 0, source=ImportedFrom("EPD.csv", months or period.months))
    rows = ({"bnf_code": VENTOLIN, "inhalers": inhalers, "items": inhalers},)
    return replace(
        a_return(code, period=period), revision=0, contact=None, sections={"inhalers": rows}, flags=(flag,)
    )


def sent(code: str, inhalers: str, period: Period = Q1) -> ReturnDocument:
    rows = ({"bnf_code": VENTOLIN, "inhalers": inhalers},)
    return replace(a_return(code, period=period), sections={**a_return(code).sections, "inhalers": rows})


def both(period: Period, *documents: ReturnDocument, published: tuple[ReturnDocument, ...] = ()) -> Network:
    """A network in which these count, and all of `published` is here beside them."""
    keys = {ReturnKey(each.ods_code, each.period) for each in documents}
    alone = [each for each in published if ReturnKey(each.ods_code, each.period) not in keys]
    return Network(
        one_pcn(load_directory(), PCN), period, (*documents, *alone), load_directory(), load_calculator(),
        imported={ReturnKey(each.ods_code, each.period): each for each in published},
    )  # fmt: skip


def kg(inhalers: int) -> Decimal:
    return load_calculator().of_return(months_of(A, str(inhalers))).total


def row(found: Network, code: str) -> PublishedBeside:
    return next(each for each in published_beside(found) if each.practice == code)


def test_a_quarter_that_is_here_twice_is_compared():
    found = both(Q1, sent(A, "30"), published=(months_of(A, "26"),))
    mine = row(found, A)
    assert (mine.published, mine.sent) == (Amount(Decimal(26), kg(26)), Amount(Decimal(30), kg(30)))
    assert mine.difference == Amount(Decimal(4), kg(30) - kg(26))
    assert mine.texts(Q1)[1:4] == ("26", "30", "+4")
    assert mine.remark == ""
    assert found.footprints[A].by_section["inhalers"] == kg(30)  # what was sent counts


def test_a_month_that_is_not_published_yet_compares_nothing():
    found = both(Q1, sent(A, "30"), published=(months_of(A, "18", Q1, "2026-04", "2026-05"),))
    mine = row(found, A)
    assert (mine.difference, mine.missing, mine.texts(Q1)[3]) == (None, ("2026-06",), "–")
    assert mine.remark == "June 2026 not published here yet"
    assert beside_words(found, [mine]).startswith("Nothing can be compared yet")


def test_who_sent_nothing_stands_there_with_what_is_published_and_who_has_neither_does_not():
    found = both(Q1, sent(A, "30"), published=(months_of(A, "26"), months_of(B, "9")))
    rows = published_beside(found)
    assert [(each.practice, each.remark) for each in rows] == [(A, ""), (B, "No inhalers sent")]
    assert rows[1].sent is None
    assert compared_in_sum(rows) == (1, Amount(Decimal(26), kg(26)), Amount(Decimal(30), kg(30)))


def test_what_was_sent_from_published_data_says_so():
    mine = replace(months_of(A, "26"), revision=1)
    found = both(Q1, mine, published=(months_of(A, "26"),))
    assert row(found, A).is_theirs
    assert row(found, A).remark == "Sent from published data"
    assert "the same as the" in beside_words(found, published_beside(found))


def test_the_packs_that_a_practice_says_it_gets_are_why_the_same_inhalers_weigh_another_kg():
    clenil = {"bnf_code": "0302000C0BPABBF", "inhalers": "26", "items": "26"}
    here = replace(months_of(A, "26", Q2), sections={"inhalers": (clenil,)})
    mine = replace(a_return(A, period=Q2), sections={"inhalers": ({**clenil, "propellant": "HFA152a"},)})
    found = both(Q2, replace(mine, flags=here.flags), published=(here,))
    assert row(found, A).remark == "Sent from published data and says which packs they get"
    same = replace(mine, flags=here.flags, sections={"inhalers": ({**clenil, "propellant": "HFA134a"},)})
    assert row(both(Q2, same, published=(here,)), A).remark == "Sent from published data"


def test_nothing_published_is_said_with_what_to_do():
    found = network(sent(A, "30"))
    assert published_beside(found) == []
    assert "Open a starter file" in beside_words(found, [])


def test_of_a_year_each_quarter_is_a_row_and_they_add_up():
    quarters = YEAR.quarters
    found = both(
        YEAR,
        *(sent(A, str(10 * n), quarter) for n, quarter in enumerate(quarters[:3], 1)),
        published=tuple(months_of(A, str(9 * n), quarter) for n, quarter in enumerate(quarters, 1)),
    )
    rows = published_beside(found)
    assert [each.period for each in rows] == list(quarters)
    assert rows[3].sent is None
    summed = compared_in_sum(rows)
    assert summed is not None
    count, published, given = summed
    assert (count, published.inhalers, given.inhalers) == (3, Decimal(54), Decimal(60))
    assert given.kg == sum((each.sent.kg for each in rows if each.sent), Decimal(0))
    assert rows[0].texts(YEAR)[0].endswith(", April to June 2026")


def test_a_year_that_was_sent_as_a_whole_goes_before_its_published_quarters():
    published = tuple(months_of(A, "9", quarter) for quarter in YEAR.quarters)
    found = both(YEAR, sent(A, "40", YEAR), published=published)
    assert found.footprints[A].by_section["inhalers"] == kg(40)
    (mine,) = published_beside(found)
    assert (mine.period, mine.months) == (YEAR, YEAR.months)
    assert mine.difference == Amount(Decimal(4), kg(40) - 4 * kg(9))
    without = replace(sent(A, "40", YEAR), sections={"paper": ({"reams": "3"},)})
    found = both(YEAR, without, published=published)
    assert found.footprints[A].by_section["inhalers"] == 4 * kg(9)  # it says nothing of inhalers


def test_a_store_with_both_gives_both(run: Run, store: Path, tmp_path: Path):
    rows = [Row(A, VENTOLIN, 1, 20, month) for month in Q1.months]
    for document in (sent(A, "30"), sent(B, "30")):
        file = tmp_path / f"{document.ods_code}.json"
        file.write_bytes(document_text(to_json(document)))
        assert run("record", file)[0] == 0
    assert run("starter", "open", starter_of(tmp_path, *rows, practices=(A,)))[0] == 0
    _, out, _ = run("collate", "--pcn", PCN, "--period", Q1.id, "--add", "Z12345", "--json")
    (found,) = json.loads(out)["published_beside_sent"]
    assert found == {
        "practice": A, "period": Q1.id, "months": list(Q1.months), "published_inhalers": 60.0,
        "sent_inhalers": 30.0, "difference_inhalers": -30.0, "published_kgco2e": float(kg(60)),
        "sent_kgco2e": float(kg(30)), "difference_kgco2e": float(kg(30) - kg(60)),
        "sent_from_published": False,
    }  # fmt: skip
    assert json.loads(out)["footprint"]["by_section"]["inhalers"] == float(2 * kg(30))


def test_the_workbook_and_csv_files_have_it_as_a_table():
    found = both(Q1, sent(A, "30"), published=(months_of(A, "26"),))
    table = next(each for each in network_tables(found, ()) if each.name == "Published beside sent")
    assert table.rows == (
        (A, found.name(A), "2026-27-Q1", "2026-04, 2026-05, 2026-06", Decimal(26), Decimal(30), Decimal(4),
         kg(26), kg(30), kg(30) - kg(26), ""),
    )  # fmt: skip
