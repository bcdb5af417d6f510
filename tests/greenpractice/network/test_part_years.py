"""Part years of a network: who is complete, how far the figures reach, and what is compared with what."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.like_for_like import like_for_like
from greenpractice.carbon.part import Part
from greenpractice.carbon.part_years import quarters_held
from greenpractice.command_line.collate_text import collated_text
from greenpractice.exchange.network_tables import network_tables
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.network.beside import beside_each_other
from greenpractice.network.chasing import TEMPLATE, chase_list, mail_to
from greenpractice.network.coverage import (
    TOO_FEW,
    came_words,
    change_headline,
    change_sentence,
    compared_words,
    coverage_words,
    patients_words,
    period_so_far,
    without_words,
)
from greenpractice.network.groups import one_pcn
from greenpractice.network.looking import to_look_at
from greenpractice.network.network import Network
from greenpractice.network.pictures import bars_of, intensities_of
from greenpractice.network.standing import headline, standings
from greenpractice.network.states import QUESTION_WORDS, FileState, Question, Unread
from greenpractice.network.trust import Keys
from greenpractice.periods import Period
from greenpractice.reports.network.front_pages import asked_rows, grid_rows
from greenpractice.returns.documents import Flag, ImportedFrom, ReturnDocument
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import (
    KEY,
    OTHER_KEY,
    PCN,
    Q1,
    a_return,
    arrival,
    judged,
    members,
    statuses,
    unread,
)

YEAR, BEFORE = Period(2026), Period(2025)
A, B, C, D = members()


def network(*documents: ReturnDocument, period: Period = YEAR, pcn: str = PCN) -> Network:
    directory = load_directory()
    return Network(one_pcn(directory, pcn), period, documents, directory, load_calculator())


def quarters(code: str, year: Period, *numbers: int, kwh: str = "1200") -> list[ReturnDocument]:
    return [a_return(code, kwh, period=Period(year.year, number)) for number in numbers or (1, 2, 3, 4)]


SOME = [*quarters(A, YEAR), *quarters(A, BEFORE), *quarters(B, YEAR, 1), *quarters(B, BEFORE)]


def test_some_quarters_of_a_year_are_so_far_and_not_received():
    found = network(*SOME)
    assert (found.received, found.so_far, found.sent, found.missing) == ([A], [B], [A, B], [C, D])
    reach = found.coverage
    assert (reach.practices, reach.of_practices, reach.quarters, reach.of_quarters) == (2, 4, 5, 16)
    assert coverage_words(found).startswith("2 of 4 practices, 5 of 16 practice-quarters so far, ")
    assert period_so_far(found) == "April 2026 to March 2027 so far"
    assert f"  {B} {found.name(B)}: " in collated_text(found, ())
    assert "(1 of 4 quarters so far)" in collated_text(found, ())


def test_a_part_of_a_year_is_compared_with_the_same_quarters_of_the_year_before():
    found = network(*SOME)
    assert list(found.comparisons) == [A, B]
    assert (found.compared.held, found.compared.of) == (5, 16)
    quarter = load_calculator().of_return(a_return(B, period=Period(2025, 1)))
    assert found.comparisons[B].then == quarter.total
    assert found.change is not None
    assert found.change.then == 5 * quarter.total
    assert "5 of 16 practice-quarters" in change_sentence(found)
    assert not any("less" in each.sentence for each in to_look_at(found) if each.practice == B)
    before = {each.name.partition(" · ")[0]: each.before for each in intensities_of(found)}
    assert before[found.name(A)] is not None
    assert before[found.name(B)] is None


def test_a_quarter_is_compared_with_the_same_quarter_only():
    assert network(*quarters(B, YEAR, 1), *quarters(B, BEFORE, 2, 3, 4)).change is None
    three = network(*quarters(B, YEAR), *quarters(B, BEFORE, 1, 2, 3))
    assert three.compared.held == 3


def test_a_whole_year_return_is_compared_with_four_quarters_and_with_nothing_less():
    whole = replace(a_return(A), period=BEFORE)
    assert network(*quarters(A, YEAR), whole).compared.held == 4
    assert network(*quarters(A, YEAR, 1, 2, 3), whole).change is None


def test_under_half_of_the_practice_quarters_is_no_headline():
    most = network(*SOME, *quarters(B, YEAR, 2, 3, 4))
    assert (most.compared.held, change_headline(most)) == (8, "No change")
    assert compared_words(most).startswith("8 of 16 practice-quarters like for like")
    less = network(*SOME)
    assert change_headline(less) == TOO_FEW
    assert change_sentence(less).startswith("No change against the same five quarters a year before")
    assert change_headline(network(*quarters(A, YEAR))) is None


def test_what_new_factors_alone_do_is_no_change_and_is_said():
    power = [a_return(A, "90000", period=Period(year, 1)) for year in (2025, 2024)]
    alone = [replace(each, sections={"electricity": each.rows("electricity")}) for each in power]
    found = network(*alone, period=Period(2025, 1))
    assert found.change is not None
    assert found.change.now < found.change.then
    assert found.change.is_same_use
    words = (
        "No change against the same quarter a year before (1 of 4 practices); new conversion factors alone"
    )
    assert change_sentence(found).startswith(words)
    moved = replace(alone[0], sections={"electricity": ({"site": "Main Street", "kwh": "9"},)})
    assert "factors" not in change_sentence(network(moved, alone[1], period=Period(2025, 1)))


def test_carbon_for_1000_patients_of_a_year_is_of_practices_with_all_four_quarters():
    found = network(*SOME)
    year = load_calculator().of_year(YEAR, quarters(A, YEAR))
    assert found.footprint.per_1000_patients == year.per_1000_patients
    assert found.footprint.with_patients == (A,)
    assert patients_words(found) == "1 of 4 practices, with all four quarters and patients"
    assert (found.per_1000_of(A), found.per_1000_of(B)) == (year.per_1000_patients, None)
    row = next(each for each in beside_each_other(found) if each.code == B)
    assert (row.texts[0], row.texts[2]) == (f"{found.name(B)} · 1 of 4 quarters so far", "No data")


def test_who_sent_part_of_the_year_is_asked_for_the_other_quarters():
    after = date(2027, 4, 1)
    reasons = {each.practice: each.reason for each in chase_list(network(*SOME), (), after)}
    assert set(reasons) == {B, C, D}
    assert reasons[B] == (
        "1 of 4 quarters so far, no return for July to September 2026, October to December 2026 and "
        "January to March 2027"
    )
    assert reasons[C] == "nothing received"


def test_a_quarter_that_has_not_ended_is_missed_by_nobody_who_sent_the_others():
    found = network(*SOME)

    def asked(day: date, *files: FileState) -> dict[str, str]:
        return {each.practice: each.reason for each in chase_list(found, files, day)}

    last_of_second = Period(2026, 2).last_day
    assert set(asked(last_of_second)) == {C, D}
    assert asked(last_of_second + timedelta(days=1))[B] == (
        "1 of 4 quarters so far, no return for July to September 2026"
    )
    (changed,) = judged(unread("b.pdf", Unread("altered", "Why.", B))).files
    assert asked(last_of_second, changed)[B].startswith("the figures in the file you sent")
    assert asked(last_of_second + timedelta(days=1), changed)[B] == (
        "1 of 4 quarters so far, no return for July to September 2026; "
        "the figures in the file you sent do not match its check code"
    )
    assert found.so_far == [B]  # as far as figures go it is so far all the same


def test_a_file_of_another_period_is_no_reason_to_ask_who_sent_part_of_this_one():
    found = network(*SOME)
    files = [
        *judged(unread("b.pdf", Unread("other_quarter", "Why.", B))).files,
        *judged(unread("c.pdf", Unread("other_quarter", "Why.", C))).files,
    ]
    asked = {each.practice: each for each in chase_list(found, files, date(2026, 10, 1))}
    assert asked[B].reason == "1 of 4 quarters so far, no return for July to September 2026"
    assert "1 of 4 quarters so far, no return for July to September 2026. Could you send" in asked[B].text
    assert asked[C].reason == "the file you sent is for another period"
    assert {chase.practice for chase in chase_list(found, files, date(2026, 9, 30))} == {C, D}


def test_charts_and_the_list_of_practices_say_how_much_of_the_year_there_is():
    found = network(*SOME)
    assert [bar.name for bar in bars_of(found)] == [
        found.name(A), f"{found.name(B)} · 1 of 4 quarters so far",
    ]  # fmt: skip
    rows = standings(found, {}, (), {})
    by_code = {row.code: row for row in rows}
    assert (by_code[B].words, by_code[B].version) == ("So far", "1 of 4 quarters so far")
    assert (by_code[A].words, by_code[A].version) == ("Complete", "whole year")
    assert headline(rows) == "1 of 4 practices complete, 1 so far, 2 missing"


def test_a_whole_year_return_covers_its_year_and_a_quarter_itself():
    found = network(replace(a_return(A), period=YEAR))
    assert (found.received, found.coverage.quarters) == ([A], 4)
    quarter = network(a_return(A), period=Period(2026, 1))
    assert (quarter.received, quarter.so_far) == ([A], [])
    assert (quarter.coverage.quarters, quarter.coverage.of_quarters) == (1, 4)
    assert period_so_far(quarter) == "April to June 2026"


def test_a_closed_practice_is_complete_with_the_quarters_in_which_it_was_open():
    closed, year = "C82105", Period(2024)  # closed on 30 June 2024
    only = replace(a_return(closed), period=Period(2024, 1))
    found = network(only, period=year, pcn="U00147")
    assert found.received == [closed]
    assert (found.quarters_of(closed).held, found.quarters_of(closed).of) == (1, 1)
    expected = {code: found.quarters_of(code).of for code in found.members}
    assert expected == {"C82020": 4, "C82060": 4, closed: 1, "C82626": 1, "C82662": 1, "Y00137": 4}
    after = replace(a_return(closed), period=Period(2024, 2))
    assert network(only, after, period=year, pcn="U00147").quarters_of(closed).held == 2


@pytest.mark.parametrize("year", [YEAR, Period(2026, 2)])
@given(sent=st.sets(st.tuples(st.sampled_from([A, B, C, D]), st.integers(0, 4)), max_size=12))
def test_what_is_held_is_never_more_than_there_is(year: Period, sent: set[tuple[str, int]]):
    found = network(
        *(a_return(code, period=Period(2026, number)) for code, number in sorted(sent)), period=year
    )
    reach = found.coverage
    assert reach.practices <= reach.of_practices
    assert reach.quarters <= reach.of_quarters
    assert reach.practices <= reach.quarters
    assert sorted([*found.received, *found.so_far, *found.missing]) == found.members
    assert found.quarters.held <= found.quarters.of
    assert set(found.comparisons) <= set(found.sent)
    assert set(found.gaps) == set(found.sent)


def test_a_closed_practice_misses_no_quarter_after_its_last():
    """What is asked of a practice is the quarters in which it was open, for everyone who counts them."""
    directory, year = load_directory(), Period(2025)
    assert directory.quarters_open("C83653", year) == (Period(2025, 1),)
    assert directory.quarters_open("Z12345", year) == year.quarters
    first = a_return("C83653", period=Period(2025, 1))
    assert quarters_held(directory, "C83653", year, [first]).whole
    left = load_calculator().of_year(year, [first]).not_counted
    assert not [item for item in left if item.section == "return"]


@pytest.mark.parametrize("key", [KEY, OTHER_KEY])
def test_the_report_of_a_year_that_is_made_of_its_quarters_counts_nowhere(key: SigningKey):
    """It has no figures of its own: received, the practice's year would be whole, and 0 kg."""
    year = Period(2026)
    report = replace(a_return(A, period=year), sections={"paper": ()})
    for period in (year, Q1):
        (found,) = judged(arrival(report, key=key), period=period).files
        assert (found.status, found.practice, found.is_problem) == ("no_data", A, True)
        assert "PDFs of the quarters" in found.why
    both = judged(arrival(report, "year.pdf"), arrival(a_return(A, period=Q1), "q1.pdf"), period=year)
    assert statuses(both) == {"year.pdf": "no_data", "q1.pdf": "received"}


@pytest.mark.parametrize("section", ["practice", "actions"])
def test_a_whole_year_return_without_figures_covers_no_quarter(section: str):
    row = {"registered_patients": "9000"} if section == "practice" else {"title": "Walk"}
    details = replace(a_return(A, period=YEAR), sections={section: (row,)})
    for documents, held in (([details], 0), ([details, *quarters(A, YEAR, 1, 2)], 2)):
        found = network(*documents)
        assert (found.quarters_of(A).held, found.received) == (held, [])
        assert quarters_held(load_directory(), A, YEAR, documents).held == held
    figures = replace(details, sections={**details.sections, "paper": ({"reams": "10"},)})
    assert network(figures).received == [A]


WAYS: Sequence[Question | None] = (None, "conflict", "fork", "new_key", "unsigned")
EDITED = "Hello, please send us your PDF. {reason}"
ONCE = "Could you send the summary PDF of {practice} as Greener Practice saved it, not printed or scanned?"


@pytest.mark.parametrize("seed", range(30))
def test_what_came_and_waits_is_never_asked_for_as_if_it_was_missing(seed: int):
    """Of each quarter a return counts, waits for the Lead's word, or neither: in every text to copy."""
    dice = random.Random(seed)
    ways = {quarter: dice.choice(["counts", "missing", *WAYS[1:]]) for quarter in YEAR.quarters}
    counting = [a_return(A, period=quarter) for quarter, way in ways.items() if way == "counts"]
    found = network(*counting)
    questions = {quarter: way for quarter, way in ways.items() if way in WAYS}
    found.questions = {ReturnKey(A, quarter): [way] for quarter, way in questions.items()}
    chased = {each.practice: each for each in chase_list(found, (), date(2027, 4, 1))}
    if len(counting) == 4:
        assert A not in chased
        return
    each, missing = chased[A], [quarter for quarter, way in ways.items() if way == "missing"]
    mails = [
        mail_to(each, found, date(2027, 4, 30), text) for text in (TEMPLATE, f"{ONCE} {{reason}}", EDITED)
    ]
    for told in (each.text, *mails, f"{each.words} {each.request}"):
        _, _, named = told.partition("no return for ")
        named = named.partition(";")[0].partition(".")[0]
        if counting or questions:
            assert [quarter for quarter in YEAR.quarters if quarter.words in named] == missing
        assert ("PDF" in told) == bool(missing)
        assert ("read out to us the key" in told) == ("new_key" in questions.values())
        assert ("whether you sent it" in told) == ("unsigned" in questions.values())
        assert ("Nothing needs to be sent again" in told) == (not missing)
    now = next(each for each in chase_list(found, ()) if each.practice == A)
    (row,) = (row for row in network_tables(found, ())[-1].rows if row[0] == A)
    assert (row[2], row[-1]) == (now.words, now.text)
    assert [A, each.words] in (
        row[1:3] for row in asked_rows(found, (), datetime(2027, 4, 1, 12, tzinfo=UTC))
    )


IN_ONE_QUARTER = (
    "not in the network for April to June 2026, July to September 2026 and October to December 2026"
)


@pytest.mark.parametrize("way", ["whole", "all of one", "so far", "missing", "waits"])
def test_complete_so_far_missing_and_not_in_the_network_are_different_words_everywhere(way: str):
    """A practice that joined for the last quarter and sent it once stood as complete with a whole year."""
    late, left = Period(2026, 4).first_day, Period(2026, 3).first_day
    said, sent = [Correction(A, Q1.first_day, "none"), Correction(A, late, "network", PCN)], []
    if way == "whole":
        said, sent = [], quarters(A, YEAR)
    elif way == "all of one":
        sent = quarters(A, YEAR, 4)
    elif way == "so far":
        said, sent = [Correction(A, left, "none")], quarters(A, YEAR, 1)
    asked: dict[ReturnKey, list[Question]] = {ReturnKey(A, Period(2026, 4)): ["new_key"]}
    directory = load_directory().corrected(said)
    questions = asked if way == "waits" else None
    found = Network(one_pcn(directory, PCN), YEAR, sent, directory, load_calculator(), questions=questions)
    state, version, grid, outside = {
        "whole": ("Complete", "whole year", "complete", ""),
        "all of one": ("Complete", "all of 1 quarter", "all of 1", IN_ONE_QUARTER),
        "so far": (
            "1 of 2 quarters so far", "1 of 2 quarters so far", "1 of 2 so far",
            "not in the network for October to December 2026 and January to March 2027",
        ),
        "missing": ("Missing", "", "Missing: no return", IN_ONE_QUARTER),
        "waits": (QUESTION_WORDS["new_key"], "", "New key, waits for the Lead's word", IN_ONE_QUARTER),
    }[way]  # fmt: skip
    row = next(each for each in standings(found, {}, (), Keys(())) if each.code == A)
    assert row.version == version
    assert outside.casefold() in row.remarks.casefold()
    assert came_words(found, A, ()) == ", ".join(part for part in (state, outside) if part)
    assert next(each.version for each in grid_rows(found, ()) if each.name == found.name(A)) == grid
    assert outside in without_words(found)
    assert not found.counted or outside in collated_text(found, ())
    sheet = next(table for table in network_tables(found, ()) if table.name == "By practice")
    assert next(cells[2] for cells in sheet.rows if cells[0] == A) == came_words(found, A, ())
    assert ("whole year" in str(row)) == (way == "whole")


def billed(year: int, last_day: str, kwh: str) -> ReturnDocument:
    """A first quarter whose bill of electricity ends on a day."""
    row = {"site": "A", "kwh": kwh, "tariff": "standard", "from": f"{year}-04-01", "to": f"{year}-{last_day}"}
    quarter = a_return(A, period=Period(year, 1))
    return replace(quarter, sections={**quarter.sections, "electricity": (row,)})


def imported(year: int, *months: str) -> ReturnDocument:
    """A first quarter whose inhalers come from files of some of its months."""
    source = ImportedFrom("EPD.csv", tuple(f"{year}-{month}" for month in months))
    flags = tuple(Flag("inhalers", row, source=source) for row in (0, 1))
    return replace(a_return(A, period=Period(year, 1)), flags=flags)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (billed(2025, "06-30", "9000"), billed(2026, "04-30", "3000")),
        (billed(2025, "04-30", "3000"), billed(2026, "06-30", "9000")),
        (billed(2025, "06-30", "9000"), billed(2026, "06-30", "8000")),
        (billed(2025, "04-30", "3000"), billed(2026, "04-30", "2000")),
        (imported(2025, "04", "05", "06"), imported(2026, "04")),
        (imported(2025, "04"), imported(2026, "04")),
    ],
)
@pytest.mark.parametrize("period", [Q1, YEAR])
def test_part_of_a_section_is_compared_as_the_practice_s_own_page_does(
    before: ReturnDocument, now: ReturnDocument, period: Period
):
    """One month of bills beside three was "67% lower, 4 of 4 practices" on the Lead's page alone."""
    found = network(before, now, period=period).alike[A].comparison
    then, today = (Part(each, load_calculator().of_return(each)) for each in (before, now))
    own = like_for_like([then], [today])
    assert own is not None
    assert (found.then, found.now) == (own.comparison.then, own.comparison.now)
    whole = {"electricity", "inhalers"} - set(own.comparison.in_part)
    assert set(found.sections) == set(own.comparison.sections) == whole
