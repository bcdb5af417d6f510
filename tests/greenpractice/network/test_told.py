"""What is told of a network: how far its figures reach, what stands out, and why a total is what it is."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from greenpractice.carbon.footprint import load_calculator
from greenpractice.command_line.collate_text import collated_text
from greenpractice.command_line.json_shapes import members_json
from greenpractice.exchange.network_tables import network_tables
from greenpractice.explaining.answer import Step
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.keys_kept import SeenKey
from greenpractice.network.asking import Asked
from greenpractice.network.beside import beside_each_other
from greenpractice.network.chasing import chase_list
from greenpractice.network.coverage import came_words, coverage_words, names_of, sent_words, without_words
from greenpractice.network.groups import everyone, one_pcn
from greenpractice.network.looking import LookAt, looking_words, standing_out, to_look_at
from greenpractice.network.network import Network
from greenpractice.network.standing import Came, Standing, headline, standings
from greenpractice.network.states import Arrival, FileState
from greenpractice.network.stored import network_of
from greenpractice.network.totals import (
    section_totals,
    whole_total,
    why_network_change,
    why_network_per_1000,
    why_network_total,
)
from greenpractice.network.trust import Keys
from greenpractice.numbers import show_kg
from greenpractice.periods import Period
from greenpractice.reports.network.front_pages import grid_rows
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from tests.greenpractice.network.samples import (
    KEY,
    NOW,
    OTHER_KEY,
    PCN,
    Q1,
    a_return,
    arrival,
    estimated,
    held,
    judged,
    members,
)
from tests.greenpractice.network.test_network import network
from tests.greenpractice.network.test_published import published

CODES = A, B, C, D = members()
EARLIER = Period(2025, 1)
ASTHMA = {"asthma_register": "300", "ics_3_or_more": "200"}


def paper(
    code: str, reams: str, period: Period = Q1, patients: str = "1000", *rows: RawRow
) -> ReturnDocument:
    """A return of new paper only, so that its carbon goes with its reams."""
    sections: dict[str, tuple[RawRow, ...]] = {
        "practice": ({"registered_patients": patients},),
        "paper": ({"reams": reams, "recycled_content": "0"}, *rows),
    }
    return replace(a_return(code, period=period), sections=sections)


def test_how_far_the_figures_reach_is_said_with_patients_where_every_list_size_is_known():
    found = network(a_return(A), a_return(B))
    reached, every = found.patients_reached or (Decimal(0), Decimal(0))
    sizes = [size.patients for code in members() if (size := load_directory().list_size(code))]
    assert (reached, every) == (sum(sizes[:2]), sum(sizes))
    percent = (reached * 100 / every).quantize(Decimal(1))
    assert coverage_words(found) == f"2 of 4 practices, {percent}% of patients by list size"
    assert coverage_words(network(a_return(A), known=("Z12345",))) == "1 of 5 practices"
    some = [*(a_return(A, period=each) for each in Period(2026).quarters), a_return(B)]
    assert sent_words(network(*some, period=Period(2026))) == "1 of 4 practices complete, 1 so far, 2 missing"
    year = network(*(a_return(code) for code in members()), period=Period(2026))
    assert coverage_words(year) == (
        "4 of 4 practices, 4 of 16 practice-quarters so far, 25% of patients by list size"
    )


def test_what_is_to_look_at_is_one_list_with_one_count_in_every_output():
    """`collate` said one thing where window and PDF said three: what returns leave open was not in it."""
    found = network(a_return(A), estimated(a_return(B)))
    items = to_look_at(found)
    lines = collated_text(found, ()).splitlines()
    start = lines.index(looking_words(items)) + 1
    assert lines[start : start + len(items)] == [
        f"  {one.practice} {one.name}: {one.sentence}" for one in items
    ]
    assert looking_words([LookAt(A, "", "")] * 3) == "To look at: 3 things"


def test_who_is_not_in_it_is_named():
    assert without_words(network(*(a_return(code) for code in members()))) == ""
    found = network(a_return(A), a_return(B), a_return(C))
    assert without_words(found) == f", not including {found.name(D)}"
    alone = network(a_return(A))
    assert without_words(alone) == f", not including {alone.name(B)}, {alone.name(C)} and {alone.name(D)}"


def test_a_wide_group_counts_who_is_not_in_it_and_names_whom_the_lead_left_out():
    """The whole area with its first returns was a page of names above its figures."""
    directory = load_directory().corrected([Correction(B, Q1.first_day, "left_out")])
    found = Network(everyone(), Q1, [a_return(A)], directory, load_calculator())
    missing = len(found.members) - 1
    left = f"; left out by the Lead: {found.name(B)} (from 1 April 2026)"
    assert without_words(found) == f", not including {missing} practices{left}"


def looked_at(*documents: ReturnDocument) -> list[tuple[str, str]]:
    return [(each.practice, each.sentence) for each in standing_out(network(*documents))]


@pytest.mark.parametrize(
    ("reams", "side"), [("2000", None), ("2001", "over twice"), ("500", None), ("499", "under half")]
)
def test_over_twice_the_middle_and_under_half_of_it_stand_out(reams: str, side: str | None):
    found = looked_at(paper(A, reams), paper(B, "1000"), paper(C, "1000"))
    assert [(code, side in sentence if side else False) for code, sentence in found] == (
        [(A, True)] if side else []
    )


def test_who_gave_no_patients_stands_out_neither_way():
    three = [paper(A, "2001"), paper(B, "1000"), paper(C, "1000")]
    assert [code for code, _ in looked_at(*three, a_return(D, patients=None))] == [A]
    assert looked_at(*three[:2], a_return(D, patients=None)) == []


@pytest.mark.parametrize(
    ("reams", "words"), [("1300", None), ("1310", "31% more"), ("700", None), ("690", "31% less")]
)
def test_a_change_of_more_than_three_tenths_stands_out(reams: str, words: str | None):
    period = Period(2028, 2)  # both years at the factors of the newest set, so that only the reams differ
    now, then = paper(A, reams, period), paper(A, "1000", period.year_before)
    found = [each.sentence for each in standing_out(network(now, then, period=period))]
    assert found == ([] if words is None else [f"{words} than a year before, over the sections in both."])


def test_mostly_estimated_carbon_stands_out_and_half_of_it_does_not():
    half = paper(A, "10", Q1, "1000", {"reams": "10", "recycled_content": "0"})
    flagged = replace(half, flags=(Flag("paper", 0, "reams", estimated=True),))
    assert looked_at(flagged) == []
    both = replace(half, flags=tuple(Flag("paper", row, "reams", estimated=True) for row in (0, 1)))
    assert looked_at(both) == [(A, "Over half of its carbon is estimated.")]


def test_values_confirmed_as_right_are_counted():
    flags = tuple(Flag("practice", 0, field, confirmed=True) for field in ("registered_patients", "staff"))
    (found,) = to_look_at(network(replace(a_return(A), flags=flags)))
    assert found.sentence == "2 unusual values were confirmed as right."
    assert found.question == (
        f"{found.name}: 2 unusual values were confirmed as right. Is that right, and do you know why?"
    )
    assert looked_at(replace(a_return(A), flags=(replace(flags[0], confirmed=False),))) == []


def test_figures_that_were_not_given_are_one_sentence_and_every_other_gap_has_its_own():
    sections: dict[str, tuple[RawRow, ...]] = {
        **a_return(A).sections,
        "electricity": ({"site": "Main Street", "tariff": "standard"},),
        "paper": ({"recycled_content": "0"}, {"reams": "10"}),
    }
    told = [each.sentence for each in to_look_at(network(replace(a_return(A), sections=sections)))]
    assert [each for each in told if "missing" in each] == ["3 answers are missing: electricity and paper."]
    about_data = [each for each in told if "missing" not in each and "usually" not in each]
    assert [each.partition(":")[0] for each in about_data] == [
        "Electricity", "Electricity", "Paper", "Paper, row 1", "Paper, row 2",
    ]  # fmt: skip
    one = {**a_return(A).sections, "electricity": ({"tariff": "standard", "kwh": "1200"},)}
    assert "1 answer is missing: electricity." in [
        each.sentence for each in to_look_at(network(replace(a_return(A), sections=one)))
    ]


def test_quarters_that_are_missing_are_no_question_to_a_practice():
    held = (a_return(A, period=Period(2025, number)) for number in (1, 3))
    found = network(*held, period=Period(2025))
    assert "missing" in {gap.kind for gap in found.gaps[A]}
    assert [each.sentence for each in to_look_at(found) if "usually" not in each.sentence] == []


def test_why_a_total_is_what_it_is_names_each_practice_with_its_lines():
    found = network(a_return(A), a_return(B, "2400"))
    answer = why_network_total(found, whole_total(found))
    assert answer.title == f"Total, {found.group.name}, April to June 2026"
    assert [step.what for step in answer.steps] == [found.name(A), found.name(B)]
    assert [step.sum for step in answer.steps] == ["6 lines", "6 lines"]
    assert answer.notes == (f"Not in it: {found.name(C)} and {found.name(D)}.",)
    told = answer.steps[0].source.splitlines()
    assert len(told) == 6
    weights = [line.kg for line in found.footprints[A].lines]
    assert told[0].startswith(
        next(line.label for line in found.footprints[A].lines if line.kg == max(weights))
    )
    (electricity,) = (total for total in section_totals(found) if total.what == "Electricity")
    assert [step.sum for step in why_network_total(found, electricity).steps] == ["4 lines", "4 lines"]
    assert why_network_total(network(), whole_total(network())).value == "No data"


def test_of_many_lines_the_smaller_ones_are_counted():
    rows = tuple({"reams": str(number), "recycled_content": "0"} for number in range(1, 13))
    found = network(paper(A, "100", Q1, "1000", *rows))
    told = why_network_total(found, whole_total(found)).steps[0].source.splitlines()
    assert (len(told), told[-1]) == (13, "and 1 smaller ones; the workbook has every line")
    fewer = network(paper(A, "100", Q1, "1000", *rows[1:]))
    assert len(why_network_total(fewer, whole_total(fewer)).steps[0].source.splitlines()) == 12


def test_why_carbon_for_1000_patients_is_of_those_who_gave_patients():
    found = network(a_return(A), a_return(B, patients=None))
    answer = why_network_per_1000(found)
    kg = show_kg(found.footprints[A].total)
    assert answer.steps == (Step(found.name(A), "5,000 patients", kg, "", ()),)
    assert "× 1,000 ÷ 5,000 patients" in answer.how
    assert answer.notes == (
        f"Sent no number of patients: {found.name(B)}.",
        f"In no total: {found.name(C)} and {found.name(D)}.",
    )
    everyone = why_network_per_1000(network(*(a_return(code) for code in members())))
    assert everyone.notes == ("Sent no number of patients: nobody.", "In no total: nobody.")
    nothing = why_network_per_1000(network(a_return(A, patients=None)))
    assert (nothing.value, nothing.how) == (
        "No data",
        "No practice gave its registered patients and figures.",
    )
    without_carbon = replace(a_return(A), sections={"practice": ({"registered_patients": "5000"},)})
    no_lines = why_network_per_1000(network(without_carbon))
    assert (no_lines.value, no_lines.steps) == ("No data", ())


def test_why_the_change_is_names_who_is_compared():
    found = network(a_return(A), a_return(B), a_return(A, "2400", period=EARLIER))
    answer = why_network_change(found)
    assert found.change is not None
    part = found.comparisons[A]
    assert answer.steps == (Step(found.name(A), show_kg(part.then), show_kg(part.now), "", ()),)
    assert part.then > part.now
    assert answer.value == f"{show_kg(part.now)}, a year before {show_kg(part.then)}"
    assert answer.notes == (
        "20% lower against the same quarter a year before (1 of 4 practices).",
        f"Not compared: {found.name(B)}, {found.name(C)} and {found.name(D)}.",
    )
    assert why_network_change(network(a_return(A))).value == "No data"


def test_many_names_are_counted():
    found = network(estimated(a_return(A)))
    assert names_of(found, []) == "nobody"
    assert names_of(found, [A] * 8).count(found.name(A)) == 8
    assert names_of(found, [A] * 9) == "9 practices"


def test_who_is_beyond_chance_in_a_funnel_stands_out():
    """The pages once said that nothing stands out beside a funnel with a practice outside its limits."""
    directory = load_directory()
    open_now = (each.ods_code for each in directory.search("") if directory.place_in(each.ods_code, Q1))

    def in_all(*high: str) -> Network:
        documents = [
            replace(each, sections={**each.sections, "asthma_care": ({**ASTHMA, "saba_6_or_more": number},)})
            for each, number in zip(map(a_return, codes), [*high, *["60"] * 14], strict=False)
        ]
        return Network(everyone(), Q1, documents, directory, load_calculator())

    codes = sorted(open_now)[:14]
    found = [(each.practice, each.sentence) for each in standing_out(in_all("160"))]
    says = "RESP-02: 160 of 300 patients is further from the others than chance alone would put it."
    assert found == [(codes[0], says)]
    assert standing_out(in_all()) == []


SEEN = tuple(SeenKey(code, KEY.public_key, NOW - timedelta(days=9), True, 1) for code in CODES)
WAYS = ("nothing", "nothing", "counts", "counts", "published", "conflict", "waits", "published and waits")


def a_network(dice: random.Random, period: Period) -> tuple[Network, list[Standing], tuple[FileState, ...]]:
    """Each quarter of each practice came in one of WAYS."""
    arrivals: list[Arrival] = []
    recorded: list[ReturnDocument] = []
    for code in CODES:
        for quarter in period.made_of:
            way = dice.choice(WAYS)
            if way.startswith("published"):
                recorded.append(published(code, quarter))
            if way.endswith("waits"):
                arrivals.append(arrival(a_return(code, period=quarter), key=OTHER_KEY))
            different = {"counts": ("1",), "conflict": ("1", "2")}.get(way, ())
            arrivals += [
                arrival(a_return(code, kwh, period=quarter), f"{code} {quarter} {kwh}") for kwh in different
            ]
    directory, stored = load_directory(), held(recorded, keys=SEEN)
    found = judged(*arrivals, period=period, returns=stored, keys=SEEN)
    asked = Asked(one_pcn(directory, PCN), period)
    of = network_of(asked, found.decisions, stored, directory, load_calculator())
    return of, standings(of, found.decisions, found.files, Keys(SEEN)), found.files


def of_words(words: str) -> Came:
    """What is meant by a word in a cell."""
    kinds: dict[str, Came] = {
        "complete": "received", "received": "received", "all of": "received", "v1": "received",
        "published": "published", "missing": "missing", "two versions": "conflict",
        "new key, waits": "waiting",
    }  # fmt: skip
    return next((kind for start, kind in kinds.items() if words.lower().startswith(start)), "so_far")


@pytest.mark.parametrize("period", [Q1, Period(2026)], ids=str)
@pytest.mark.parametrize("seed", range(12))
def test_what_came_of_a_practice_is_one_word_everywhere(period: Period, seed: int):
    found, rows, files = a_network(random.Random(seed), period)
    told = {row.code: row.came for row in rows}
    assert {code: of_words(came_words(found, code, files)) for code in CODES} == told
    names = {found.name(code): code for code in CODES}
    for row in grid_rows(found, files):
        came = told[names[row.name]]
        both = ("waiting", "conflict") if row.version == "waits" else (of_words(row.version),)
        assert came in both, row
        assert row.parts == next(each.parts for each in rows if each.name == row.name)
    for each in beside_each_other(found):
        is_none = each.code not in found.counted
        said = {"waiting": "Waits", "conflict": "Waits", "missing": "Missing"}.get(told[each.code])
        assert (each.texts[1] in ("Waits", "Missing")) == is_none
        assert each.texts[1] == said or not is_none
    waits = members_json(found)["waiting"]
    assert waits == [code for code in CODES if told[code] in ("waiting", "conflict")]
    sheet = next(table for table in network_tables(found, files) if table.name == "By practice")
    assert {str(cells[0]): of_words(str(cells[2])) for cells in sheet.rows} == told
    lists = {"received": found.received, "so_far": found.so_far}
    for kind, codes in lists.items():
        assert sorted(codes) == sorted(code for code in CODES if told[code] == kind)
    assert {code for code in CODES if told[code] == "published"} <= {*found.published}
    counts = Counter(told.values())
    waiting = counts["waiting"] + counts["conflict"]
    if period.is_year:
        said = {
            "so far": counts["so_far"], "missing": counts["missing"],
            "waiting for the Lead's word": waiting, "published, not sent": counts["published"],
        }  # fmt: skip
        for words, count in said.items():
            assert (f", {count} {words}" in sent_words(found)) == bool(count)
    assert headline(rows).startswith(f"{counts['received']} of 4 practices ")
    asked = {each.practice: each for each in chase_list(found, files)}
    assert {code for code in CODES if told[code] not in ("received", "so_far")} <= asked.keys()
    for code, each in asked.items():
        assert ("read out" in each.words) == any("new_key" in of for of in found.questions_of(code).values())


def test_the_lead_sees_what_is_far_from_usual_or_from_last_quarter_and_what_was_confirmed_of_it():
    now, before = paper(A, "300", patients="9000"), paper(A, "100", Q1.previous, patients="9000")
    asked = [gap for gap in network(now, before).gaps[A] if gap.field == "reams"]
    assert [(gap.why.partition(";")[0], gap.confirmed) for gap in asked] == [
        ("300 reams are 3 times the 100 of last quarter", False)
    ]
    confirmed = replace(now, flags=(Flag("paper", 0, "reams", confirmed=True, note="Letters to all"),))
    (gap,) = [gap for gap in network(confirmed, before).gaps[A] if gap.field == "reams"]
    assert gap == replace(asked[0], confirmed=True)
    assert not [each for each in to_look_at(network(confirmed, before)) if "of last quarter" in each.sentence]
