"""Where each practice stands, what differs between versions, and totals that name who is not in them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.exchange.network_tables import network_tables
from greenpractice.exchange.signing import SigningKey
from greenpractice.facts.practices import load_directory
from greenpractice.keys_kept import SeenKey
from greenpractice.network.assurance import RECORDED_HERE, Assurance, assurance_of
from greenpractice.network.chasing import TEMPLATE, chase_list, list_text, mail_to, mail_to_all
from greenpractice.network.coverage import outside_words
from greenpractice.network.groups import everyone, one_pcn, sub_icb
from greenpractice.network.lineage import Candidate
from greenpractice.network.network import Network
from greenpractice.network.pictures import funnels_of, intensities_of
from greenpractice.network.standing import Standing, headline, part_state, parts_of, standings
from greenpractice.network.states import Arrival, Read, Unread, fingerprint
from greenpractice.network.stored import periods_around
from greenpractice.network.totals import section_totals, whole_total, why_network_total
from greenpractice.network.trust import Keys
from greenpractice.periods import Period, due_day
from greenpractice.reports.network.front_pages import grid_rows
from greenpractice.returns.differences import Difference, differences
from greenpractice.returns.documents import Flag
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import ReceivedReturn, ReturnKey
from tests.greenpractice.network.samples import (
    KEY,
    NOW,
    OTHER_KEY,
    PCN,
    Q1,
    Q2,
    a_return,
    arrival,
    judged,
    members,
    unread,
)

A, B, C, D = members()


def network(*arrivals: Arrival, period: Period = Q1, keys: tuple[SeenKey, ...] = ()) -> Network:
    found = judged(*arrivals, period=period, keys=keys)
    directory = load_directory()
    documents = [each.counts.document for each in found.decisions.values() if each.counts]
    return Network(one_pcn(directory, PCN), period, documents, directory, load_calculator())


def stand(*arrivals: Arrival, period: Period = Q1, keys: tuple[SeenKey, ...] = ()) -> dict[str, Standing]:
    found = judged(*arrivals, period=period, keys=keys)
    of = network(*arrivals, period=period, keys=keys)
    return {row.code: row for row in standings(of, found.decisions, found.files, Keys(keys))}


def test_the_headline_counts_received_missing_and_torn_practices():
    rows = stand(
        arrival(a_return(A)),
        arrival(a_return(B, period=Q1.previous)),
        arrival(a_return(C, "1")),
        arrival(a_return(C, "2"), file="other.pdf"),
    )
    assert headline(rows.values()) == (
        "1 of 4 practices received, 2 missing, 1 with two versions that disagree"
    )
    assert rows[B].remarks == "File is for January to March 2026"
    assert [row.words for row in rows.values()].count("Two versions disagree") == 1
    assert rows[D].parts == ()


def test_parts_are_complete_part_estimated_or_without_data():
    document = replace(a_return(A), flags=(Flag("asthma_care", 0, "asthma_register", estimated=True),))
    row = stand(arrival(document), keys=(SeenKey(A, KEY.public_key, NOW, False),))[A]
    assert row.parts == ("complete", "estimated", "missing", "part", "missing", "missing")
    assert (row.version, row.created) == ("v1", "1 July 2026")
    assert row.remarks == "Has estimates"  # nearly all have a first key: that is not said


@pytest.mark.parametrize(
    ("older", "newer", "counts", "accepted"),
    [(KEY, OTHER_KEY, "v1", False), (OTHER_KEY, KEY, "v2", True)],  # the newer one waits; the older is beside
)
def test_another_version_that_waits_for_the_leads_word_is_said(
    older: SigningKey, newer: SigningKey, counts: str, accepted: bool
):
    seen = (
        SeenKey(A, KEY.public_key, NOW, False, 1),
        SeenKey(A, OTHER_KEY.public_key, NOW + timedelta(days=1), accepted, 2),
    )
    rows = stand(arrival(a_return(A), key=older), arrival(a_return(A, "1300", 2), key=newer), keys=seen)
    assert rows[A].version == counts
    assert "another version waits" in rows[A].remarks.lower()
    assert "waits" not in stand(arrival(a_return(A)), keys=seen)[A].remarks
    waiting = stand(
        arrival(a_return(A)), arrival(a_return(B), key=OTHER_KEY), keys=(replace(seen[0], ods_code=B),)
    )
    assert headline(waiting.values()) == "1 of 4 practices received, 2 missing, 1 waiting for your word"


def test_a_quarter_of_a_year_with_two_versions_is_said_of_the_others():
    torn = (arrival(a_return(A, kwh, period=Q2), file=f"{kwh}.pdf") for kwh in ("1", "2"))
    rows = stand(arrival(a_return(A)), *torn, period=Period(2026))
    assert rows[A].came == "so_far"
    assert rows[A].remarks == "Two versions of July to September 2026 disagree"
    assert stand(arrival(a_return(A)), period=Period(2026))[A].remarks == ""


def test_a_newer_version_says_which_it_replaces_and_remarks_stay():
    rows = stand(arrival(a_return(A)), arrival(a_return(A, "2000", 2), from_data_page=True))
    assert rows[A].version == "v2"
    assert rows[A].remarks == "Replaces v1, read from the data page"


def test_of_several_older_versions_the_newest_is_the_one_replaced():
    found = stand(*(arrival(a_return(A, str(1200 + number), number)) for number in (1, 3, 2)))
    assert found[A].version == "v3"
    assert "replaces v2" in found[A].remarks.lower()


def test_a_new_key_can_be_told_by_its_fingerprint():
    files = [arrival(a_return(A))]
    found = judged(*files)
    (decision,) = found.decisions.values()
    assert decision.counts is not None
    seen = [
        SeenKey(A, OTHER_KEY.public_key, NOW, False, 1),
        SeenKey(A, KEY.public_key, NOW + timedelta(days=1), False, 2),
    ]
    keys = Keys(seen)
    said = assurance_of(decision.counts, network(*files), keys, found.files)
    assert said.fingerprint == fingerprint(KEY.public_key)
    assert "not known to be this practice's" in said.trust
    known = assurance_of(
        decision.counts, network(*files), Keys([SeenKey(A, KEY.public_key, NOW, False, 1)]), found.files
    )
    assert known.trust == (
        "Its data (not the printed page) are unchanged since they were exported "
        "by the installation first seen on 8 July 2026."
    )


def test_what_differs_is_told_figure_by_figure():
    one, other = a_return(A), a_return(A, "1500")
    assert differences([one, other, one]) == [
        Difference("Electricity", "Row 1: Electricity used", ("1,200 kWh", "1,500 kWh", "1,200 kWh"))
    ]
    other = replace(one, sections={**one.sections, "inhalers": one.rows("inhalers")[::-1]})
    assert differences([one, other])[0].section == "All sections"  # the same inhalers in another order
    flagged = replace(one, flags=(Flag("electricity", 0, "kwh", estimated=True),))
    assert differences([one, flagged])[0].each == ("1,200 kWh", "1,200 kWh, estimated")
    assert differences([one]) == []


def test_every_total_names_who_is_not_in_it():
    found = network(arrival(a_return(A)), arrival(a_return(B)))
    totals = [whole_total(found), *section_totals(found)]
    for total in totals:
        assert total.outside == (C, D)
        answer = why_network_total(found, total)
        assert [step.what for step in answer.steps] == [found.name(A), found.name(B)]
        assert found.name(C) in answer.notes[0]
    assert sum(total.kg or 0 for total in totals[1:]) == totals[0].kg


def many(count: int, **counts: str) -> Network:
    """So many practices of a sub-ICB with these counts of asthma care each."""
    directory, group = load_directory(), sub_icb("03W")
    care = {"asthma_register": "300", **counts}
    documents = [
        replace(a_return(code), sections={"asthma_care": (care,)})
        for code in group.members(directory, Q1)[:count]
    ]
    return Network(group, Q1, documents, directory, load_calculator())


@pytest.mark.parametrize(
    ("practices", "counts", "indicators"),
    [
        (9, {"ics_3_or_more": "200"}, []),
        (10, {"ics_3_or_more": "200"}, ["RESP-01"]),
        (10, {"ics_3_or_more": "200", "saba_6_or_more": "60"}, ["RESP-01", "RESP-02"]),
        (10, {"ics_3_or_more": "4"}, []),  # too few patients to be shown
        (10, {"ics_3_or_more": "300"}, []),  # all of them everywhere: nothing to tell apart
        (10, {"ics_3_or_more": "0"}, []),
    ],
)
def test_a_funnel_needs_ten_practices_and_a_share_between_none_and_all(
    practices: int, counts: dict[str, str], indicators: list[str]
):
    found = many(practices, **counts)
    assert [each.indicator for each in funnels_of(found)] == indicators
    for each in funnels_of(found):
        assert len(each.shares) == 10
        assert {share.denominator for share in each.shares} == {300}


def test_a_mail_is_the_template_filled_and_one_to_all_names_nobody():
    files = [arrival(a_return(A, period=Q1.previous)), unread("x.pdf", Unread("altered", "", B))]
    state = judged(*files)
    found = network(*files)
    found.questions = {ReturnKey(D, Q1): ["conflict"]}
    chased = {each.practice: each for each in chase_list(found, state.files)}
    due = due_day(Q1)
    assert due == date(2026, 7, 31)
    text = mail_to(replace(chased[A], email="ann@example.org"), found, due)
    assert text.startswith("To: ann@example.org\nSubject: ")
    assert mail_to(replace(chased[A], email=""), found, due).startswith("Subject: ")
    assert f"Subject: Greener practice return for April to June 2026, {found.name(A)}" in text
    assert "due on 31 July 2026. The file you sent is for another period." in text
    assert chased[D].reason == "two files of the same version came with different figures"
    assert "{" not in mail_to(chased[B], found, due, TEMPLATE)
    assert mail_to(chased[B], found, due, "{quarter} {unknown}").endswith("April to June 2026 {unknown}")
    together = mail_to_all(list(chased.values()), found, due)
    assert not any(found.name(code) in together for code in (A, B, C, D))
    assert len(list_text(list(chased.values()), found, due).splitlines()) == 5


def test_who_sent_a_file_that_does_not_count_is_missing_and_what_came_is_said():
    rows = stand(arrival(a_return(A), demo=True), unread("b.pdf", Unread("no_data", "No data.", B)))
    assert (rows[A].came, rows[A].remarks) == ("missing", "Demo data")
    assert (rows[B].came, rows[B].remarks) == ("missing", "No data in this PDF")
    late = stand(arrival(a_return(A, period=Period(2025, 4))))[A]
    assert (late.came, late.version, late.created, late.parts) == ("missing", "", "", ())
    assert late.remarks == "File is for January to March 2026"


def test_a_practice_is_shown_with_its_newest_return():
    year = Period(2026)
    found = judged(
        arrival(a_return(A)), arrival(replace(a_return(A, period=Q2), created="2026-10-09T09:00:00+00:00")),
        period=year,
    )  # fmt: skip
    documents = [each.counts.document for each in found.decisions.values() if each.counts]
    directory = load_directory()
    whole = Network(one_pcn(directory, PCN), year, documents, directory, load_calculator())
    row = next(row for row in standings(whole, found.decisions, found.files, Keys(())) if row.code == A)
    assert row.created == "9 October 2026"


def test_carbon_for_1000_patients_stands_beside_that_of_the_period_before():
    (now,) = intensities_of(network(arrival(a_return(A))))
    assert (now.name, now.before) == (network().name(A), None)
    assert now.now is not None


def test_a_part_of_a_year_is_there_if_any_of_its_returns_has_it():
    first, second = a_return(A), replace(a_return(A, period=Q2), sections={})
    assert (
        part_state([first, second], ["electricity"])
        == part_state([second, first], ["electricity"])
        == "complete"
    )
    assert part_state([second], ["electricity"]) == "missing"


def test_what_was_received_before_is_assured_by_its_own_seal():
    sent = arrival(a_return(A))
    assert isinstance(sent.found, Read)
    held = ReceivedReturn(1, sent.found.document, sent.found.verdict, "a.pdf", NOW, "0" * 64, False)
    said = assurance_of(Candidate(held.document, ("a.pdf", held.sha256), held), network(sent), Keys(()), ())
    assert said.fingerprint == fingerprint(KEY.public_key)
    nobodys = replace(held, verdict=Unsigned())
    said = assurance_of(Candidate(held.document, ("a.pdf", held.sha256), nobodys), network(), Keys(()), ())
    assert said.fingerprint == ""


def test_what_was_recorded_here_has_nothing_to_read_out():
    said = assurance_of(Candidate(a_return(A), ("",)), network(), Keys(()), ())
    assert said == Assurance((), (), RECORDED_HERE, "")


def test_a_practice_without_a_return_of_the_period_is_told_by_its_last_one():
    earlier = a_return(A, period=Q1.previous)
    directory = load_directory()
    there = Network(one_pcn(directory, PCN), Q1, [earlier], directory, load_calculator())
    row = next(row for row in standings(there, {}, (), Keys(())) if row.code == A)
    assert row.remarks == "Last return is for January to March 2026"


@pytest.mark.parametrize("last", [Period(2021), Period(2023, 2), Period(2025)])
def test_the_last_return_may_be_of_any_year_and_of_a_whole_one(last: Period):
    """It was looked for among the quarters of one year back only."""
    directory = load_directory()
    beside = [
        replace(a_return(A, period=each), contact=None) for each in (Period(2020, 1), last, Period(2027))
    ]
    found = Network(one_pcn(directory, PCN), Q1, [], directory, load_calculator(), beside=beside)
    row = next(row for row in standings(found, {}, (), Keys(())) if row.code == A)
    assert row.remarks == f"Last return is for {last.words}"
    later = [*beside, replace(beside[0], period=Period(2026))]  # of the year that goes on: it is not over
    again = Network(one_pcn(directory, PCN), Q1, [], directory, load_calculator(), beside=later)
    assert again.last_period(A) == last


def test_in_part_of_a_year_no_part_is_complete():
    """One quarter of four once stood in the grid as so far, and its parts as complete."""
    quarters = [arrival(a_return(A, period=each)) for each in Period(2026).quarters]
    some, every = network(*quarters[:1], period=Period(2026)), network(*quarters, period=Period(2026))
    assert "complete" in parts_of(every, A)
    assert parts_of(some, A) == tuple(
        "part" if state == "complete" else state for state in parts_of(every, A)
    )


@pytest.mark.parametrize("way", ["here", "file"])
def test_who_sent_the_whole_year_is_asked_for_no_quarter_of_it(way: str):
    """It was said that nothing came of whoever sent one return for all four quarters."""
    year = a_return(A, period=Period(2026))
    files = judged(arrival(year)).files if way == "file" else ()
    directory = load_directory()
    held = [year] if way == "here" else []
    found = Network(one_pcn(directory, PCN), Q1, held, directory, load_calculator())
    came = "he whole year came (April 2026 to March 2027)"
    chased = {each.practice: each for each in chase_list(found, files)}
    assert set(chased) == set(found.missing)
    mine = chased[A]
    assert (mine.words, mine.wants_pdf) == (f"t{came}, with no figures of this quarter alone", False)
    for template in (TEMPLATE, "Please send us the PDF."):
        mail = mail_to(mine, found, NOW.date(), template)
        assert f"T{came}" in mail
        assert "Nothing needs to be sent again" in mail
        assert "Please send" not in mail
    row = next(row for row in standings(found, {}, files, Keys(())) if row.code == A)
    assert (row.came, row.remarks) == ("missing", f"T{came}")
    in_pdf = {each.name: each.version for each in grid_rows(found, files)}
    assert in_pdf[found.name(A)] == f"Missing: t{came}"
    sheet = next(table for table in network_tables(found, files) if table.name == "By practice")
    assert next(cells[2] for cells in sheet.rows if cells[0] == A) == f"Missing, t{came}"
    assert chased[B].wants_pdf
    assert Period(2026) in periods_around(Q1)  # so that the store gives it to the network of the quarter


@pytest.mark.parametrize("seal", [{}, {"public_key": None}], ids=["other key", "unsigned"])
def test_a_whole_year_that_would_wait_for_the_leads_word_asks_nobody_less(seal: dict[str, None]):
    """Whoever sent a year under another key kept the practice from being asked for its quarter."""
    seen = (SeenKey(A, KEY.public_key, NOW - timedelta(1), False, 1),)
    files = judged(arrival(a_return(A, period=Period(2026)), key=OTHER_KEY, **seal), keys=seen).files
    assert [(each.status, each.waits) for each in files] == [("other_quarter", True)]
    found = network()
    mine = next(each for each in chase_list(found, files) if each.practice == A)
    assert (mine.reason, mine.wants_pdf) == ("the file you sent is for another period", True)
    row = next(row for row in standings(found, {}, files, Keys(seen)) if row.code == A)
    assert row.remarks == "File is for April 2026 to March 2027"


def test_why_nothing_of_a_practice_counts_is_the_same_in_window_and_report():
    """The report named the state of the last file alone: "Missing: other period"."""
    files = judged(
        arrival(a_return(A, period=Q2)),
        arrival(a_return(A, period=Period(2026, 3))),
        unread("spoilt", Unread("altered", "", B)),
        unread("empty", Unread("no_data", "", B)),
    ).files
    found = network()
    rows = {row.name: row.remarks for row in standings(found, {}, files, Keys(()))}
    assert rows[found.name(A)] == "File is for July to September 2026 and October to December 2026"
    told = {name: f"Missing: {remarks[:1].lower()}{remarks[1:] or 'no return'}"
            for name, remarks in rows.items()}  # fmt: skip
    assert {each.name: each.version for each in grid_rows(found, files)} == told


def test_of_quarters_in_which_a_practice_was_not_open_it_is_said_when_it_closed_or_opened():
    """One that had closed was said to be "not in the network" for the quarters after that."""
    directory, code = load_directory(), "C83653"
    opened = [replace(p, opened=date(2025, 10, 1), closed=None, in_llr_from=None, in_llr_to=None)
              if p.ods_code == code else p for p in directory.practices]  # fmt: skip
    later = directory.with_tables(opened, directory.pcns, ())
    for listed, words in ((directory, "closed on 30 June 2025"), (later, "opened on 1 October 2025")):
        found = Network(everyone(), Period(2025), [], listed, load_calculator())
        assert outside_words(found, code) == words
