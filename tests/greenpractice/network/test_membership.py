"""The Lead's word on where a practice is wins over the lists from its day on, in every output."""

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from db.opening import open_store
from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.part_years import QuartersHeld
from greenpractice.exchange.network_tables import network_tables
from greenpractice.facts.directory import Correction, CorrectionKind, Stretch
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.coverage import change_sentence, left_out_words, without_words
from greenpractice.network.deciding import documents_that_count
from greenpractice.network.groups import SUB_ICBS, Group, everyone, no_network, one_pcn, place_of, sub_icb
from greenpractice.network.judging import Judge, Known
from greenpractice.network.membership import SINCE_EVER, correction_words, idle_words, said_of
from greenpractice.network.network import Network
from greenpractice.network.stored import is_to_add, is_unlisted, network_of
from greenpractice.periods import Period
from greenpractice.reports.network.shown import shown_of
from greenpractice.returns.documents import RawRow, ReturnDocument
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import ReceivedReturn
from tests.greenpractice.conftest import Run
from tests.greenpractice.network.samples import PCN, Q1, Q2, a_return, arrival, held, members, statuses

A, B, C, D = members()
YEAR, OTHER = Period(2026), "U30213"
APRIL, JULY, OCTOBER, JANUARY = (quarter.first_day for quarter in YEAR.quarters)
NOW = datetime(2026, 7, 8, 9, 30, tzinfo=UTC)


def network(
    *documents: ReturnDocument,
    said: Iterable[Correction] = (),
    group: Group | None = None,
    period: Period = YEAR,
) -> Network:
    directory = load_directory().corrected(said)
    return Network(group or one_pcn(directory, PCN), period, documents, directory, load_calculator())


def whole_year(code: str, year: int = 2026) -> list[ReturnDocument]:
    return [a_return(code, period=quarter) for quarter in Period(year).quarters]


def test_a_practice_moves_from_its_day_on_and_is_counted_once():
    said = (Correction(A, OCTOBER, "network", OTHER),)
    directory = load_directory()
    here, there = (
        network(*whole_year(A), said=said, group=one_pcn(directory, code)) for code in (PCN, OTHER)
    )
    assert (here.quarters_of(A).held, there.quarters_of(A).held) == (2, 2)
    quarter = load_calculator().of_return(a_return(A))
    assert here.footprint.total == there.footprint.total == 2 * quarter.total
    wide = network(*whole_year(A), said=said, group=everyone())
    assert wide.footprint.total == 4 * quarter.total


def test_in_no_network_it_stays_in_its_own_sub_icb():
    said = (Correction(A, OCTOBER, "none"),)
    practice = load_directory().practice(A)
    assert practice is not None
    assert network(*whole_year(A), said=said, group=no_network()).quarters_of(A).held == 2
    assert network(*whole_year(A), said=said, group=sub_icb(practice.sub_icb)).quarters_of(A).held == 4


def test_who_is_left_out_is_in_no_count_and_named():
    said = (Correction(A, OCTOBER, "left_out"),)
    found = network(*whole_year(A), said=said)
    assert found.quarters_of(A).of == 2
    assert found.left_out == {A: (Stretch(OCTOBER, None),)}
    assert without_words(found).endswith(f"left out by the Lead: {found.name(A)} (from 1 October 2026)")
    everywhere = network(*whole_year(A), said=(replace(said[0], first=date(2026, 4, 1)),), group=everyone())
    assert A not in everywhere.members
    assert A in everywhere.left_out
    assert network(said=(Correction("C82001", OCTOBER, "left_out"),)).left_out == {}


def test_who_was_left_out_of_some_quarters_of_a_year_is_named_too():
    said = (
        Correction(A, date(2026, 7, 1), "left_out", id=1),
        Correction(A, date(2027, 1, 1), "network", PCN, id=2),
    )
    found = network(*whole_year(A), said=said)
    assert found.quarters_of(A).of == 2
    assert found.left_out == {A: (Stretch(date(2026, 7, 1), date(2026, 12, 31)),)}
    for quarter, out in zip(YEAR.quarters, (False, True, True, False), strict=True):
        assert (A in network(*whole_year(A), said=said, period=quarter).left_out) is out


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([(OCTOBER, "left_out")], "from 1 October 2026"),
        ([(JULY, "left_out"), (OCTOBER, "none")], "from 1 July 2026 to 30 September 2026"),
        ([(JULY, "left_out"), (OCTOBER, "left_out"), (JANUARY, "none")],
         "from 1 July 2026 to 31 December 2026"),
        ([(APRIL, "left_out"), (JULY, "none"), (JANUARY, "left_out")],
         "from 1 April 2026 to 30 June 2026 and from 1 January 2027"),
        ([(APRIL, "left_out"), (APRIL, "none"), (JANUARY, "left_out")], "from 1 January 2027"),
        ([(SINCE_EVER, "left_out"), (APRIL, "none"), (OCTOBER, "left_out")], "from 1 October 2026"),
    ],
)  # fmt: skip
def test_everything_that_names_who_is_left_out_says_from_when_to_when(
    said: list[tuple[date, CorrectionKind]], words: str
):
    """Words, report and workbook; and a file that comes for a quarter of it."""
    corrections = [Correction(A, day, kind, id=number) for number, (day, kind) in enumerate(said)]
    found = network(said=corrections)
    assert left_out_words(found) == f"; left out by the Lead: {found.name(A)} ({words})"
    assert shown_of(found, [], False, NOW, None)["left out"] == (f"{found.name(A)} ({words})",)
    rows = network_tables(found, [])[0].rows
    assert [row[1] for row in rows if row[0] == "Left out by the Lead"] == [f"{A}, {words}"]
    judge = Judge(found.directory, load_calculator(), Asked(found.group, YEAR), Known(held(), False), NOW)
    (state,) = judge.judge([arrival(replace(a_return(A), period=YEAR))]).files
    assert (state.status, f"left out of every count {words}, as you said" in state.why) == ("other_pcn", True)


def test_a_practice_follows_every_one_that_was_merged_before_it():
    """A into B, then B into C: C is compared with all three."""
    said = (Correction(A, OCTOBER, "merged", B, id=1), Correction(B, date(2027, 1, 1), "merged", C, id=2))
    directory = load_directory().corrected(said)
    assert [each.ods_code for each in directory.merged_into(C)] == [B, A]
    around = load_directory().corrected([*said, Correction(C, date(2027, 1, 1), "merged", A, id=3)])
    assert [each.ods_code for each in around.merged_into(C)] == [B, A]
    quarter = Period(2026, 4)
    before = [a_return(code, period=quarter.year_before) for code in (A, B, C)]
    found = network(a_return(C, period=quarter), *before, said=said, period=quarter)
    assert found.comparisons[C].then == sum(load_calculator().of_return(each).total for each in before)


def test_the_later_word_holds_and_of_one_day_the_one_said_last():
    directory = load_directory().corrected(
        [
            Correction(A, OCTOBER, "none", id=1),
            Correction(A, OCTOBER, "network", OTHER, id=2),
            Correction(A, date(2027, 1, 1), "left_out", id=3),
        ]
    )
    places = [place_of(directory, each) for each in whole_year(A)]
    assert [place.pcn if place else "out" for place in places] == [PCN, PCN, OTHER, "out"]
    assert directory.corrected(()).pcn_on(A, OCTOBER) == PCN


def test_an_unlisted_practice_stands_where_the_lead_says():
    said = (Correction("Y99998", OCTOBER, "network", PCN),)
    documents = [replace(each, pcn_code=None) for each in whole_year("Y99998")]
    found = network(*documents, said=said)
    assert (found.quarters_of("Y99998").held, found.quarters_of("Y99998").of) == (2, 2)
    assert network(said=said).quarters_of("Y99998").of == 2


def test_the_leads_word_from_a_day_on_vouches_for_no_quarter_before_it():
    """Of whichever kind it is, of a network or not, for what comes and for what was received."""
    for kind, code in (("network", PCN), ("none", None), ("left_out", None)):
        said = Correction("Z12345", Q2.first_day, kind, code)
        directory = load_directory().corrected([said])
        asked = Asked(everyone(), Period(2026))
        early, late = (a_return("Z12345", period=each) for each in (Q1, Q2))
        stored = held((), [ReceivedReturn(1, early, Unsigned(), "a.pdf", NOW, "5e", False)])
        judge = Judge(directory, load_calculator(), asked, Known(stored, False), NOW)
        found = judge.judge([arrival(early, "a.pdf"), arrival(late, "b.pdf")])
        counts = kind != "left_out"
        assert statuses(found) == {"a.pdf": "unlisted", "b.pdf": "received" if counts else "other_pcn"}
        assert "holds from 1 July 2026 on" in found.files[0].why
        assert documents_that_count(found.decisions) == ([late] if counts else [])
        network = network_of(asked, found.decisions, stored, directory, load_calculator())
        assert network.quarters_of("Z12345") == (QuartersHeld(1, 3) if counts else QuartersHeld(0, 0))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ([], "Q2 Q3"),
        ([(APRIL, "network")], "Q2 Q3"),
        ([(APRIL, "none")], "Q2 Q3"),
        ([(JULY, "network")], ""),
        ([(OCTOBER, "network")], "Q2"),
    ],
)
def test_where_a_practice_was_said_to_be_vouches_for_nothing_after_it_was_merged(
    said: list[tuple[date, CorrectionKind]], asked: str
):
    """Only what the Lead says of a time after its last day lets a return of that time count unasked."""
    merged = Correction(A, JULY, "merged", B, 9)
    words = [Correction(A, first, kind, PCN, number) for number, (first, kind) in enumerate(said, 1)]
    directory = load_directory().corrected([*words, merged])
    group = one_pcn(directory, PCN)
    found = [
        quarter for quarter in YEAR.quarters[:3] if is_to_add(directory, group, a_return(A, period=quarter))
    ]
    assert " ".join(f"Q{quarter.quarter}" for quarter in found) == asked


def test_comparisons_follow_a_practice_into_the_one_it_was_merged_into():
    quarter = Period(2026, 4)
    said = (Correction(B, OCTOBER, "merged", A),)
    before = [a_return(code, period=quarter.year_before) for code in (A, B)]
    found = network(a_return(A, period=quarter), *before, said=said, period=quarter)
    assert B not in found.members
    both = sum(load_calculator().of_return(each).total for each in before)
    assert found.comparisons[A].then == both
    assert network(a_return(A, period=quarter), before[0], said=said, period=quarter).change is None
    earlier = Period(2026, 2)
    alone = network(
        a_return(A, period=earlier), a_return(A, period=earlier.year_before), said=said, period=earlier
    )
    assert change_sentence(alone).startswith("No change")
    assert B in alone.members


def test_a_section_that_one_of_merged_practices_lacks_is_not_compared():
    quarter = Period(2026, 4)
    said = (Correction(B, OCTOBER, "merged", A),)
    mine, theirs = (a_return(code, period=quarter.year_before) for code in (A, B))
    theirs = replace(theirs, sections={"inhalers": theirs.sections["inhalers"]})
    found = network(a_return(A, period=quarter), mine, theirs, said=said, period=quarter)
    kg = sum(load_calculator().of_return(each).by_section["inhalers"] for each in (mine, theirs))
    assert (found.comparisons[A].then, found.comparisons[A].sections) == (kg, ("inhalers",))


PART = {"site": "Main Street", "kwh": "400", "tariff": "standard", "from": "2027-01-01", "to": "2027-01-31"}
NOT_COUNTED = {"site": "Branch", "tariff": "standard"}


@pytest.mark.parametrize("bills", [(PART,), ({"kwh": "400"}, NOT_COUNTED)], ids=["days", "an entry"])
@pytest.mark.parametrize("who", ["now", "before", "merged"])
def test_a_network_compares_no_part_of_a_section_with_a_whole_one(who: str, bills: tuple[RawRow, ...]):
    """A third of the days of a bill once was 67% less carbon."""
    quarter = Period(2026, 4)
    returns = {
        "now": a_return(A, period=quarter),
        "before": a_return(A, period=quarter.year_before),
        "merged": a_return(B, period=quarter.year_before),
    }
    last = [{key: text.replace("2027", "2026") for key, text in bill.items()} for bill in bills]
    rows = bills if who == "now" else tuple(last)
    part = replace(returns[who], sections={**returns[who].sections, "electricity": rows})
    said = (Correction(B, OCTOBER, "merged", A),)
    found = network(*{**returns, who: part}.values(), said=said, period=quarter).comparisons[A]
    assert (found.sections, found.left_out) == (("inhalers",), ("electricity",))


def test_what_was_said_before_the_data_file_was_open_holds_for_any_period():
    group = replace(one_pcn(load_directory(), PCN), added=frozenset({"C82001"}), left_out=frozenset({A, B}))
    said = said_of(group, [Correction(B, OCTOBER, "none")])
    assert said == [
        Correction("C82001", SINCE_EVER, "network", PCN),
        Correction(A, SINCE_EVER, "left_out"),
    ]
    both = replace(group, pcns=frozenset({OTHER, PCN}), left_out=frozenset())
    assert said_of(both, []) == [Correction("C82001", SINCE_EVER, "network", min(OTHER, PCN))]
    words = [correction_words(each, load_directory()) for each in said]
    assert words[0].startswith("South Leicestershire Medical Group (C82001): in ")
    assert words[1].endswith("left out of every count from 1 April 2019")
    assert correction_words(Correction(B, OCTOBER, "none"), load_directory()).endswith(
        ": in no network from 1 October 2026"
    )


def test_commands_go_by_the_lead_and_name_who_is_left_out(run: Run, tmp_path: Path):
    path = tmp_path / "lead.db"
    store = open_store(path, write=True)
    for code in (A, B):
        store.record(a_return(code))
    store.correct_membership(Correction(A, date(2026, 4, 1), "left_out"), NOW)
    store.correct_membership(Correction(B, date(2026, 4, 1), "network", OTHER), NOW)
    store.close()
    (tmp_path / "nothing").mkdir()
    asked = ("--period", "2026-27-Q1", "--store", path)
    _, out, _ = run("collate", tmp_path / "nothing", "--all", *asked, "--json")
    found = json.loads(out)
    assert found["left_out"] == [{"practice": A, "from": "2026-04-01", "to": None}]
    assert found["received"] == [B]
    _, out, _ = run("collate", tmp_path / "nothing", "--pcn", PCN, *asked)
    assert "left out by the Lead: " in out
    status, out, _ = run("indicators", "--pcn", OTHER, *asked)
    assert status == 0
    assert "1 of 3 practices" in out


def test_sub_icbs_and_where_no_list_says_one_are_everything(run: Run, tmp_path: Path):
    path = tmp_path / "lead.db"
    store = open_store(path, write=True)
    for code in (A, "Y99997", "Y99998"):
        store.record(a_return(code))
    store.correct_membership(Correction("Y99997", date(2026, 4, 1), "none"), NOW)
    store.correct_membership(Correction("Y99998", date(2026, 4, 1), "network", "U99990"), NOW)
    store.close()
    (tmp_path / "nothing").mkdir()

    def kg(*group: str) -> Decimal:
        asked = ("--period", "2026-27-Q1", "--store", path, "--json")
        _, out, _ = run("collate", tmp_path / "nothing", *group, *asked)
        return Decimal(json.loads(out, parse_float=Decimal)["footprint"]["total_kgco2e"] or 0)

    assert kg("--sub-icb", "none") == 2 * kg("--pcn", PCN) > 0
    assert kg("--all") == sum(kg("--sub-icb", code) for code in (*SUB_ICBS, "none"))


def test_a_whole_year_counts_in_no_quarter_that_the_lead_left_out():
    """A year of one return cannot be parted: left out in part of it, it is in no total, and named."""
    said = (
        Correction(A, date(2026, 4, 1), "left_out", id=1),
        Correction(A, date(2027, 1, 1), "network", PCN, id=2),
    )
    annual = replace(a_return(A), period=YEAR)
    assert A in network(annual).counted
    found = network(annual, said=said)
    assert (found.counted, found.left_out) == ([], {A: (Stretch(date(2026, 4, 1), date(2026, 12, 31)),)})
    assert found.footprint.known_total is None


def test_what_is_left_out_is_in_no_comparison():
    quarter = Period(2026, 1)
    said = (
        Correction(A, date(2025, 1, 1), "left_out", id=1),
        Correction(A, date(2026, 1, 1), "network", PCN, id=2),
    )
    sent = [a_return(code, period=each) for code in (A, B) for each in (quarter, quarter.year_before)]
    assert network(*sent, period=quarter).comparisons.keys() == {A, B}
    assert network(*sent, said=said, period=quarter).comparisons.keys() == {B}
    merged = (Correction(A, date(2019, 4, 1), "left_out", id=1), Correction(A, OCTOBER, "merged", B, id=2))
    last = Period(2026, 4)
    sent = [a_return(B, period=last), *(a_return(code, period=last.year_before) for code in (A, B))]
    assert (
        network(*sent, said=merged, period=last).comparisons == {}
    )  # B has what A had, and A's are not there


def test_a_whole_year_of_a_practice_in_no_list_needs_the_leads_word_for_every_quarter():
    annual = replace(a_return("M84999"), period=YEAR)
    for day, asked in ((date(2027, 1, 1), True), (YEAR.first_day, False)):
        directory = load_directory().corrected([Correction("M84999", day, "network", PCN)])
        assert is_unlisted(directory, one_pcn(directory, PCN), annual) is asked


@pytest.mark.parametrize("seed", range(25))
def test_no_merger_loses_a_practice_whatever_circles_they_make(seed: int):
    """Each is there still, or went into one that is; what does not hold is named. Nothing hangs."""
    dice = random.Random(seed)
    days, codes, later = [date(2026, month, 1) for month in (4, 5, 6, 7)], (A, B, C, D), Period(2027, 1)
    said = tuple(
        Correction(dice.choice(codes), dice.choice(days), "merged", dice.choice(codes), number)
        for number in range(1, dice.randint(2, 9))
    )
    directory = load_directory().corrected(said)
    open_then = [code for code in codes if directory.quarters_open(code, later)]
    assert open_then
    went = {each.ods_code for there in open_then for each in directory.merged_into(there)}
    assert {*open_then, *went} == {*codes}
    assert len(idle_words(directory, codes)) == len(directory.idle_mergers)
    found = network(said=said, period=later)
    assert found.missing == sorted(open_then)


def test_commands_name_a_merger_that_does_not_hold(run: Run, tmp_path: Path):
    path = tmp_path / "lead.db"
    store = open_store(path, write=True)
    store.record(a_return(B))
    for code, into in ((A, B), (B, A)):
        store.correct_membership(Correction(code, date(2026, 4, 1), "merged", into), NOW)
    store.close()
    (tmp_path / "nothing").mkdir()
    asked = ("--pcn", PCN, "--period", "2026-27-Q1", "--store", path, "--json")
    for command in (("collate", tmp_path / "nothing"), ("indicators",)):
        _, out, err = run(*command, *asked)
        assert json.loads(out)["received"] == [B]
        assert "This does not hold" in err


def test_a_circle_of_mergers_is_named_and_its_last_practice_counts():
    said = (Correction(A, OCTOBER, "merged", B, id=1), Correction(B, date(2027, 1, 1), "merged", A, id=2))
    found = network(a_return(B, period=Period(2027, 1)), said=said, period=Period(2027, 1))
    assert found.received == [B]
    (told,) = idle_words(found.directory, found.members)
    assert told.startswith(
        f"{found.name(B)} ({B}): merged into {found.name(A)} from 1 January 2027. This does not"
    )
