"""The shipped practices and networks are those of the area, dated, and a wrong table is refused by name."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from greenpractice.errors import FactsError
from greenpractice.facts.practices import (
    Directory,
    Practice,
    load_directory,
    parse_former_names,
    parse_list_sizes,
    parse_memberships,
    parse_pcns,
    parse_practices,
)
from greenpractice.facts.sources import Source

APRIL_2026 = date(2026, 4, 1)
SOURCES: Mapping[str, Source] = {"s": Source("s", "T", "P", "2025", "OGL v3", "here")}
PRACTICE_HEADER = "ods_code,name,postcode,opened,closed,sub_icb,in_llr_from,in_llr_to,source\n"
PCN_HEADER = "pcn_code,name,sub_icb,opened,closed,source\n"
MEMBERSHIP_HEADER = "ods_code,pcn_code,from,to,source\n"
A_PRACTICE = "C10000,A,LE1 1AA,2000-01-01,,04C,,,s\n"
TWO_PCNS = "U10000,One,04C,2019-10-01,2024-03-31,s\nU20000,Two,04C,2019-10-01,,s\n"


@pytest.fixture
def directory() -> Directory:
    return load_directory()


def test_there_are_the_134_practices_of_january_2022_and_stackyard(directory: Directory):
    here = [practice for practice in directory.practices if practice.here_on(date(2022, 1, 1))]
    assert len(directory.practices) == 135
    assert len(here) == 134
    assert {practice.ods_code for practice in directory.practices} - {p.ods_code for p in here} == {"C83653"}


def test_seven_have_closed_and_keep_their_last_day(directory: Directory):
    closed = {p.ods_code: p.closed for p in directory.practices if p.closed}
    assert closed == {
        "C82029": date(2024, 3, 31),
        "C82105": date(2024, 6, 30),
        "C82122": date(2024, 3, 31),
        "C82623": date(2024, 3, 31),
        "C82626": date(2024, 6, 30),
        "C83653": date(2025, 6, 30),
        "Y03587": date(2022, 4, 30),
    }


def test_127_have_a_list_size_of_april_2026(directory: Directory):
    sizes = [directory.list_size(practice.ods_code, APRIL_2026) for practice in directory.practices]
    newest = [size.patients for size in sizes if size and size.day == APRIL_2026]
    assert len(newest) == 127
    assert sum(newest) == Decimal(1_232_169)


def test_there_are_26_open_networks_and_2_closed(directory: Directory):
    closed = {pcn.code: pcn.closed for pcn in directory.pcns if pcn.closed}
    assert len(directory.pcns) == 28
    assert closed == {"U05642": date(2024, 3, 31), "U05796": date(2022, 3, 31)}


def test_names_read_as_people_write_them(directory: Directory):
    names = {practice.ods_code: practice.name for practice in directory.practices}
    assert names["C82001"] == "South Leicestershire Medical Group"
    assert names["C82005"] == "Groby Road Medical Centre (ID Patchett)"
    assert names["C82660"] == "St Peter's Med Centre (Mansingh & Mehra)"
    assert names["C82103"] == "Dishley Grange Medical Practice"
    assert names["Y00252"] == "Dr SJC Clay's Practice"
    assert names["Y02469"] == "Heron GP Practice"
    assert not [name for name in names.values() if name.isupper()]
    assert [pcn.name for pcn in directory.pcns if not pcn.name.endswith(" PCN")] == []


def test_exactly_three_open_practices_have_no_network(directory: Directory):
    without = {p.ods_code for p in directory.practices if directory.latest_pcn(p.ods_code) is None}
    assert without == {"C82662", "Y03584", "Y05412"}


def practices(rows: str = A_PRACTICE) -> dict[str, Practice]:
    return parse_practices("p.csv", PRACTICE_HEADER + rows, SOURCES)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (A_PRACTICE + A_PRACTICE, "line 3: C10000 stands there twice"),
        ("C1000,A,LE1 1AA,2000-01-01,,04C,,,s\n", "line 2: 'C1000' is not a code"),
        ("C10000,,LE1 1AA,2000-01-01,,04C,,,s\n", "line 2: name must be given"),
        ("C10000,A,LE1 1AA,1 April 2000,,04C,,,s\n", "line 2: opened must be a date"),
        ("C10000,A,LE1 1AA,2000-01-01,1999-12-31,04C,,,s\n", "closed 1999-12-31 is before 2000-01-01"),
        ("C10000,A,LE1 1AA,2000-01-01,,04C,2022-07-01,2022-06-30,s\n", "in_llr_to 2022-06-30 is before"),
        ("C10000,A,LE1 1AA,2000-01-01,,04C,,,elsewhere\n", "source must be one of the register"),
        ("C10000,A\n", "line 2: it has 2 cells"),
    ],
)
def test_a_wrong_table_of_practices_is_refused(rows: str, reason: str):
    with pytest.raises(FactsError, match=reason) as refusal:
        practices(rows)
    assert refusal.value.file == "p.csv"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("X1,One,04C,2019-10-01,,s\n", "'X1' is not a code"),
        ("U10000,One,04C,2019-10-01,2019-09-30,s\n", "closed 2019-09-30 is before"),
        ("U10000,One,04C,2019-10-01,,\n", "source must be one of the register"),
        (TWO_PCNS + TWO_PCNS, "line 4: U10000 stands there twice"),
    ],
)
def test_a_wrong_table_of_networks_is_refused(row: str, reason: str):
    with pytest.raises(FactsError, match=reason):
        parse_pcns("n.csv", PCN_HEADER + row, SOURCES)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("C99999,U10000,2020-01-01,2020-12-31,s\n", "'C99999' is not a known practice"),
        ("C10000,U99999,2020-01-01,,s\n", "'U99999' is not a known PCN"),
        ("C10000,U20000,2020-13-01,,s\n", "from must be a date"),
        ("C10000,U20000,2020-01-01,2019-12-31,s\n", "to 2019-12-31 is before"),
        ("C10000,U20000,2020-01-01,,\n", "source must be one of the register"),
        ("C10000,U20000,2018-01-01,,s\n", "U20000 was not open all the time"),
        ("C10000,U10000,2020-01-01,,s\n", "U10000 was not open all the time"),
        (
            "C10000,U10000,2020-01-01,2020-12-31,s\nC10000,U20000,2020-12-31,,s\n",
            "line 3: C10000 would be in two networks at once",
        ),
        (
            "C10000,U20000,2020-06-01,,s\nC10000,U10000,2020-01-01,2020-12-31,s\n",
            "line 3: C10000 would be in two networks at once",
        ),
    ],
)
def test_a_wrong_table_of_memberships_is_refused(rows: str, reason: str):
    pcns = parse_pcns("n.csv", PCN_HEADER + TWO_PCNS, SOURCES)
    with pytest.raises(FactsError, match=reason):
        parse_memberships("m.csv", MEMBERSHIP_HEADER + rows, SOURCES, practices(), pcns)


def test_a_membership_may_start_the_day_after_another_ended():
    pcns = parse_pcns("n.csv", PCN_HEADER + TWO_PCNS, SOURCES)
    rows = "C10000,U10000,2020-01-01,2020-12-31,s\nC10000,U20000,2021-01-01,,s\n"
    assert len(parse_memberships("m.csv", MEMBERSHIP_HEADER + rows, SOURCES, practices(), pcns)) == 2


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("C99999,2026-04-01,10,s\n", "'C99999' is not a known practice"),
        ("C10000,2026-04-01,ten,s\n", "patients must be a number"),
        ("C10000,2026-04-01,10.5,s\n", "patients must be a whole number"),
        ("C10000,2026-04-01,10,s\nC10000,2026-04-01,11,s\n", "two list sizes on 2026-04-01"),
    ],
)
def test_a_wrong_table_of_list_sizes_is_refused(rows: str, reason: str):
    with pytest.raises(FactsError, match=reason):
        parse_list_sizes("l.csv", "ods_code,day,patients,source\n" + rows, SOURCES, practices())


def test_a_former_name_of_nobody_is_refused():
    with pytest.raises(FactsError, match="'C99999' is not a known practice or PCN"):
        parse_former_names(
            "f.csv", "code,name,last_seen,source\nC99999,Old,2022-01-01,s\n", SOURCES, practices()
        )


@pytest.mark.shared
def test_networks_agree_with_the_mapping_of_january_2022_but_for_two(directory: Directory):
    """The mapping of practices was late for two; the start date of ePCN wins."""
    file = Path(__file__).parents[3].parent / "shared/data/llr_practices_134_jan2022.csv"
    if not file.is_file():
        pytest.skip("the folder ../shared is not beside the checkout")
    with file.open(encoding="utf-8", newline="") as text:
        then = {row["practice_code"]: row["pcn_code_2022"] for row in csv.DictReader(text)}
    ours = {code: directory.pcn_on(code, date(2022, 1, 1)) or "U" for code in then}
    assert len(then) == 134
    assert {code: ours[code] for code in then if ours[code] != then[code]} == {
        "C82063": "U73005",
        "C82662": "U05642",
    }
