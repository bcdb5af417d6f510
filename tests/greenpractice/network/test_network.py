"""Pooled figures: sums of lines, ratios as sum over sum, missing practices named and never filled in."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.carbon.like_for_like import like_for_like
from greenpractice.carbon.part import Part
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.network.chasing import chase_list
from greenpractice.network.coverage import coverage_words, without_words
from greenpractice.network.groups import everyone, one_pcn, several_pcns, sub_icb
from greenpractice.network.looking import standing_out, to_look_at
from greenpractice.network.network import Network
from greenpractice.network.states import FileState, Question, Status, Unread
from greenpractice.network.trajectory import inhaler_trajectory
from greenpractice.periods import Period
from greenpractice.returns.documents import Contact, Flag, ImportedFrom, ReturnDocument
from greenpractice.store import ReturnKey
from tests.greenpractice.network.samples import PCN, Q1, a_return, judged, members, unread

A, B, C, D = members()


def network(*documents: ReturnDocument, period: Period = Q1, known: tuple[str, ...] = ()) -> Network:
    directory = load_directory()
    return Network(one_pcn(directory, PCN), period, documents, directory, load_calculator(), known)


def test_the_pool_is_the_sum_of_the_lines_and_names_who_is_missing():
    found = network(a_return(A), a_return(B, "2000"))
    parts = [load_calculator().of_return(document).total for document in (a_return(A), a_return(B, "2000"))]
    assert found.footprint.total == sum(parts)
    assert found.footprint.practice is None
    assert (found.received, found.missing) == ([A, B], [C, D])
    assert without_words(found) == f", not including {found.name(C)} and {found.name(D)}"
    assert coverage_words(found).startswith("2 of 4 practices, ")


def test_carbon_for_1000_patients_is_of_those_who_gave_patients_only():
    found = network(a_return(A, patients="2000"), a_return(B, "9000", patients=None))
    mine = load_calculator().of_return(a_return(A, patients="2000"))
    assert found.footprint.per_1000_patients == mine.per_1000_patients
    assert found.footprint.total > mine.total


def test_no_list_size_stands_in_for_patients_that_were_not_given():
    assert network(a_return(A, patients=None)).footprint.per_1000_patients is None


def test_indicators_are_pooled_and_not_averaged():
    small = replace(
        a_return(A), sections={"asthma_care": ({"asthma_register": "100", "ics_3_or_more": "90"},)}
    )
    large = replace(
        a_return(B), sections={"asthma_care": ({"asthma_register": "900", "ics_3_or_more": "90"},)}
    )
    (result,) = [each for each in network(small, large).indicators if each.indicator.id == "RESP-01"]
    assert result.value == Decimal("0.18")  # the average of both would be 0.5
    assert result.left_out == ()


def test_each_practice_has_its_own_indicators_and_measures():
    found = network(a_return(A), a_return(B, "2000"))
    for pooled, of_each in (
        (found.indicators, found.indicators_of_each),
        (found.watched, found.watched_of_each),
    ):
        assert list(of_each) == [A, B]
        with_figures = [number for number, each in enumerate(pooled) if each.value is not None]
        assert with_figures
        for number in with_figures:
            mine, total = of_each[A][number], pooled[number]
            assert (mine.value, mine.left_out) == (total.value, ())
            assert mine.numerator is not None
            assert 2 * mine.numerator == total.numerator


def test_a_practice_without_figures_for_an_indicator_is_left_out_and_named():
    empty = replace(a_return(B), sections={"paper": ({"reams": "1", "recycled_content": "0"},)})
    found = network(a_return(A), empty)
    assert all(result.left_out == (B,) for result in found.indicators)


def test_a_year_takes_any_of_its_quarters_and_names_the_missing_ones():
    year = Period(2026)
    found = network(a_return(A), a_return(A, period=Period(2026, 2)), a_return(B), period=year)
    assert (found.received, found.so_far, found.sent) == ([], [A, B], [A, B])
    assert any(f"{B}: July to September 2026" in item.what for item in found.footprint.not_counted)


def test_the_change_on_last_year_is_over_practices_and_sections_with_both():
    earlier = replace(a_return(A, "1000", period=Period(2025, 1)))
    without_energy = {key: rows for key, rows in a_return(A).sections.items() if key != "electricity"}
    found = network(replace(a_return(A), sections=without_energy), a_return(B), earlier)
    assert found.change is not None
    inhalers = load_calculator().of_return(a_return(A)).by_section["inhalers"]
    assert (found.change.then, found.change.now) == (inhalers, inhalers)


def test_the_contact_of_a_practice_is_that_of_its_newest_return_with_one():
    found = network(
        replace(a_return(A, period=Period(2025, 4)), contact=Contact("Ann")),
        replace(a_return(A, period=Period(2025, 3)), contact=Contact("Old")),
        replace(a_return(A), contact=None),
        replace(a_return(B), contact=Contact("Bob")),
    )
    assert [found.contact(code) for code in (A, B, C)] == [Contact("Ann"), Contact("Bob"), None]


def test_an_unlisted_practice_that_sent_before_is_missing_now():
    assert "Z12345" in network(a_return(A), known=("Z12345",)).missing


def test_groups_are_networks_a_sub_icb_or_everyone_on_a_day():
    directory = load_directory()
    both = several_pcns("Two", [PCN, "U30213"]).members(directory, Q1)
    assert sorted(both) == sorted([*members(), "C82001", "C82022"])
    everyone_there = everyone().members(directory, Q1)
    assert set(sub_icb("03W").members(directory, Q1)) < set(everyone_there)
    assert "C82662" in everyone_there  # it has no network


def test_what_stands_out_is_said_in_a_sentence_and_not_ranked():
    heavy = a_return(C, "900000")
    confirmed = replace(a_return(D), flags=(Flag("electricity", 0, "kwh", confirmed=True),))
    found = network(a_return(A), a_return(B), heavy, confirmed, a_return(A, "90000", period=Period(2025, 1)))
    sentences = {(item.practice, item.sentence) for item in to_look_at(found)}
    assert any(code == C and "over twice the middle" in sentence for code, sentence in sentences)
    assert any(code == A and "less than a year before" in sentence for code, sentence in sentences)
    assert (D, "An unusual value was confirmed as right.") in sentences
    assert not any(code == B for code, _ in sentences)


def test_the_chase_list_says_what_came_instead_and_gives_words_to_copy():
    found = network(a_return(A), a_return(B), a_return(C, period=Period(2025, 4)))
    files = judged(unread("c.pdf", Unread("altered", "No.", C))).files
    asked = {each.practice: each for each in chase_list(found, files)}
    assert set(asked) == {C, D}
    assert "check code" in asked[C].reason
    assert asked[C].email == "sam@example.org"
    assert "April to June 2026" in asked[D].text
    assert asked[D].reason == "nothing received"


REASONS: tuple[tuple[Status, str], ...] = (
    ("no_data", "has no data in it"),
    ("altered", "do not match its check code"),
    ("unreadable", "cannot be read"),
    ("conflict", "two files of the same version"),
    ("other_quarter", "is for another period"),
    ("newer_version", "a newer version of the app"),
)


@pytest.mark.parametrize(("first", "second"), list(pairwise(REASONS)))
def test_of_several_files_that_do_not_count_the_chase_list_names_one_by_a_fixed_order(
    first: tuple[Status, str], second: tuple[Status, str]
):
    """The practice is asked for one reason, and the order of arrival does not change which."""
    came = [
        FileState(unread(f"{status}.pdf", Unread("unreadable", "No.")), A, status, (), "No.")
        for status in (first[0], second[0])
    ]
    for files in (came, came[::-1]):
        (reason,) = (each.reason for each in chase_list(network(), files) if each.practice == A)
        assert first[1] in reason


def test_what_waits_for_the_lead_is_a_reason_to_chase_though_its_files_came_at_another_time():
    directory = load_directory()
    asked: dict[str, Question] = {A: "conflict", B: "new_key", D: "unsigned"}
    questions = {ReturnKey(code, Q1): [question] for code, question in asked.items()}
    found = Network(one_pcn(directory, PCN), Q1, (), directory, load_calculator(), (), questions)
    reasons = {each.practice: each.reason for each in chase_list(found, ())}
    assert "different figures" in reasons[A]
    assert reasons[B] == "the file you sent is signed with a key that we do not know to be yours"
    assert reasons[D] == "the file you sent is not signed, so that we cannot tell whether it is yours"
    assert reasons[C] == "nothing received"


@pytest.mark.parametrize("period", [Q1, Period(2026)], ids=str)
@pytest.mark.parametrize("question", ["new_key", "unsigned"])
def test_who_is_complete_is_asked_about_what_waits_and_for_nothing_else(period: Period, question: Question):
    """A version that waits beside one that counts was asked about nowhere, but for a part of a year."""
    directory, questions = load_directory(), {ReturnKey(A, Q1): [question]}
    sent = [a_return(code, period=quarter) for code in (A, B) for quarter in period.made_of]
    found = Network(one_pcn(directory, PCN), period, sent, directory, load_calculator(), (), questions)
    spoilt = [
        FileState(unread("x.pdf", Unread("altered", "No.")), each, "altered", (), "No.") for each in (A, B)
    ]
    asked = {each.practice: each for each in chase_list(found, spoilt)}
    assert (found.received, [*asked]) == ([A, B], [A, C, D])
    assert not asked[A].wants_pdf
    assert "do not match" not in asked[A].words
    assert asked[A].words.endswith("Nothing needs to be sent again.")


def test_the_trajectory_is_of_practices_with_every_year_and_names_the_others():
    base, year = Period(2019), Period(2025)
    full = [a_return(A, period=base), *(a_return(A, period=quarter) for quarter in year.quarters)]
    part = [a_return(B, period=quarter) for quarter in year.quarters]
    found = inhaler_trajectory(network(*full, *part, a_return(A), a_return(B)))
    assert found is not None
    assert (found.included, found.left_out) == ((A,), (B, C, D))
    assert found.out_words(str) == f"{B} (no 2019/20), {C} (no 2025/26) and {D} (no 2025/26)"
    inhalers = load_calculator().of_return(a_return(A)).by_section["inhalers"]
    assert (found.years[base], found.years[year]) == (inhalers, 4 * inhalers)
    assert found.years[Period(2022)] is None
    assert inhaler_trajectory(network(a_return(A))) is None


def test_a_trend_says_who_is_left_out_for_one_missing_quarter():
    year = Period(2025)
    full = [a_return(A, period=quarter) for quarter in year.quarters]
    part = [a_return(B, period=quarter) for quarter in year.quarters[:3]]
    found = inhaler_trajectory(network(*full, *part, period=year))
    assert found is not None
    assert found.out_words(str).startswith(f"{B} (3 of 4 quarters of 2025/26), ")
    whole = inhaler_trajectory(network(*full, *part, a_return(B, period=year), period=year))
    assert whole is not None
    assert whole.included == (A, B)


def test_a_year_of_inhalers_is_estimated_if_an_inhaler_of_any_practice_in_it_is():
    base, year = Period(2019), Period(2025)
    mine = [a_return(A, period=base), *(a_return(A, period=quarter) for quarter in year.quarters)]
    inhaler, power = Flag("inhalers", 1, "inhalers", estimated=True), Flag("electricity", 0, estimated=True)
    for place, flag, expected in ((0, inhaler, {base}), (-1, inhaler, {year}), (-1, power, set())):
        documents = list(mine)
        documents[place] = replace(mine[place], flags=(flag,))
        found = inhaler_trajectory(network(*documents, a_return(A)))
        assert found is not None
        assert found.estimated == expected


def test_three_practices_are_enough_for_a_middle_and_two_are_not():
    three = [a_return(A, "90000"), a_return(B), a_return(C)]
    assert [item.practice for item in standing_out(network(*three))] == [A]
    assert standing_out(network(*three[:2])) == []


def test_an_unlisted_practice_is_called_as_its_newest_return_here_says():
    now = replace(a_return("Z12345"), name="Now", pcn_code=PCN)
    later = replace(a_return("Z12345", period=Q1.next), name="Later", pcn_code=PCN)
    assert network(now, later).name("Z12345") == "Now"
    assert network(later).name("Z12345") == "Later"


def imported(document: ReturnDocument, *months: int) -> ReturnDocument:
    """The return with inhalers of these months of its quarter, as files gave them."""
    taken = tuple(document.period.months[month - 1] for month in months)
    flags = (Flag("inhalers", row, "inhalers", source=ImportedFrom("EPD.csv", taken)) for row in (0, 1))
    return replace(document, flags=tuple(flags))


@pytest.mark.parametrize(("then", "now"), [((1, 2, 3), (1, 2)), ((1, 2), (1, 2, 3)), ((1, 3), (1, 2))])
def test_a_section_with_months_missing_is_in_no_change_of_the_network(then: tuple[int], now: tuple[int]):
    """A practice's own comparison leaves it out; the network's called two months of three a fall."""
    earlier = imported(a_return(A, period=Period(2025, 1)), *then)
    found = network(imported(a_return(A), *now), earlier)
    assert found.alike[A].comparison.sections == ("electricity",)
    parts = (Part(each, load_calculator().of_return(each)) for each in (earlier, found.returns[A][0]))
    alone = like_for_like(*([part] for part in parts))
    assert alone is not None
    assert alone.comparison.sections == found.alike[A].comparison.sections


def test_a_section_that_lacks_the_same_months_in_both_years_is_compared():
    earlier = imported(a_return(A, period=Period(2025, 1)), 1, 2)
    assert "inhalers" in network(imported(a_return(A), 1, 2), earlier).alike[A].comparison.sections


@pytest.mark.parametrize("first", [Period(2025, 3), Period(2024, 2), None], ids=str)
def test_what_the_lead_left_out_is_in_no_trend_and_beside_nothing(first: Period | None):
    """It was in no total, and the trend and the year before of a chart were made with it."""
    said = []
    if first:
        back = Correction(A, Q1.first_day, "network", PCN, id=2)
        said = [Correction(A, first.first_day, "left_out"), back]
    directory = load_directory().corrected(said)
    quarters = [*Period(2024).quarters, *Period(2025).quarters]
    years = [a_return(code, period=each) for code in (A, B) for each in quarters]
    now = [a_return(code, period=each) for code in (A, B) for each in Period(2026).quarters]
    found = Network(one_pcn(directory, PCN), Period(2026), [*years, *now], directory, load_calculator())
    trend = inhaler_trajectory(found)
    assert trend is not None
    assert trend.included == ((B,) if first else (A, B))
    assert (A in found.whole_earlier(Period(2025))) == (first is None)
    out = {each.period for each in found.history[B]} - {each.period for each in found.history[A]}
    assert out == {each for each in quarters if first and each >= first}
