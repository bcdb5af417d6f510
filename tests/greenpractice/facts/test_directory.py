"""The directory answers who is where, when and under which name, for every day."""

from datetime import date
from decimal import Decimal

import pytest

from greenpractice.facts.directory import membership_day
from greenpractice.facts.practices import Directory, is_ods_code, load_directory
from greenpractice.periods import Period

APRIL_2026 = date(2026, 4, 1)


@pytest.fixture
def directory() -> Directory:
    return load_directory()


def found(directory: Directory, text: str) -> set[str]:
    return {practice.ods_code for practice in directory.search(text)}


def test_a_list_size_is_the_newest_not_after_a_day_and_says_its_day(directory: Directory):
    old, new = directory.list_size("Y00137", date(2026, 3, 31)), directory.list_size("Y00137")
    assert old is not None
    assert new is not None
    assert (old.patients, old.day) == (Decimal(6158), date(2021, 1, 1))
    assert (new.patients, new.day) == (Decimal(32408), APRIL_2026)
    assert directory.list_size("Y00137", date(2020, 12, 31)) is None
    assert directory.list_size("A00000") is None


def test_a_change_of_network_takes_effect_on_its_day(directory: Directory):
    assert directory.pcn_on("C82005", date(2022, 3, 31)) == "U05796"
    assert directory.pcn_on("C82005", date(2022, 4, 1)) == "U87499"
    assert directory.pcn_on("C82005", date(2019, 9, 30)) is None


def test_a_practice_can_have_been_in_three_networks(directory: Directory):
    stays = [(stay.pcn_code, stay.first, stay.last) for stay in directory.memberships("C82105")]
    assert stays == [
        ("U77315", date(2019, 10, 1), date(2021, 4, 30)),
        ("U87332", date(2021, 5, 1), date(2022, 3, 31)),
        ("U00147", date(2022, 4, 1), date(2024, 6, 30)),
    ]


def test_a_practice_can_have_been_in_no_network_for_a_while(directory: Directory):
    days = (date(2022, 6, 8), date(2022, 6, 9), date(2023, 3, 31), date(2023, 4, 1))
    assert [directory.pcn_on("C82112", day) for day in days] == ["U50165", None, None, "U63948"]


def test_a_closed_practice_keeps_the_network_of_its_last_day(directory: Directory):
    assert directory.latest_pcn("C82105") == "U00147"
    assert directory.latest_pcn("C83653") == "U25294"
    assert directory.latest_pcn("A00000") is None


def test_a_network_crosses_the_borders_of_the_former_ccgs(directory: Directory):
    members = directory.members("U87499", APRIL_2026)
    assert {(p.ods_code, p.sub_icb) for p in members} == {
        ("C82005", "04C"),
        ("C82056", "03W"),
        ("C82628", "04V"),
    }


@pytest.mark.parametrize(
    ("day", "is_member"),
    [
        (date(2022, 6, 30), False),  # in the network since 2019, but not yet in the area
        (date(2022, 7, 1), True),
        (date(2025, 6, 30), True),  # its last day
        (date(2025, 7, 1), False),
    ],
)
def test_stackyard_counts_only_while_open_and_in_the_area(directory: Directory, day: date, is_member: bool):
    members = {practice.ods_code for practice in directory.members("U25294", day)}
    assert ("C83653" in members) is is_member
    assert "C82016" in members


def test_a_closed_network_has_no_members_after_its_last_day(directory: Directory):
    assert len(directory.members("U05796", date(2022, 3, 31))) == 4
    assert directory.members("U05796", date(2022, 4, 1)) == ()


def test_networks_of_a_day_share_no_practice(directory: Directory):
    members = [p.ods_code for pcn in directory.pcns for p in directory.members(pcn.code, APRIL_2026)]
    assert len(members) == len(set(members)) == 125


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("billesdon", {"C82022"}),
        ("c82022", {"C82022"}),
        ("st peters med", {"C82660"}),
        ("le80lg", {"C82001"}),
        ("LE8 0LG", {"C82001"}),
        ("cross counties", {"C82001", "C82022"}),
        ("spectrum health", {"C82112"}),  # the name it had in January 2022
        ("no such practice", set()),
    ],
)
def test_search_finds_by_name_code_postcode_network_and_former_name(
    directory: Directory, text: str, expected: set[str]
):
    assert found(directory, text) == expected


def test_a_former_name_of_a_network_finds_its_practices(directory: Directory):
    assert found(directory, "aegis") == found(directory, "willows health pcn")


def test_an_empty_search_finds_all(directory: Directory):
    assert found(directory, " ") == {practice.ods_code for practice in directory.practices}


@pytest.mark.parametrize("text", ["c82001", "C8200", "C820011", "CC2001", "C82001 ", "C8200\u0661", ""])
def test_what_is_not_a_code_is_not_taken_for_one(text: str):
    assert is_ods_code("C82001")
    assert not is_ods_code(text)


@pytest.mark.parametrize(
    ("code", "period", "day"),
    [
        ("C82105", Period(2023, 4), date(2024, 3, 31)),
        ("C82105", Period(2024, 1), date(2024, 6, 30)),
        ("C82105", Period(2024, 2), date(2024, 6, 30)),
        ("C82105", Period(2024), date(2024, 6, 30)),
        ("Y00137", Period(2024), date(2025, 3, 31)),
        ("Z99999", Period(2024), date(2025, 3, 31)),
    ],
)
def test_where_a_practice_was_is_asked_of_the_last_day_it_was_open(code: str, period: Period, day: date):
    assert membership_day(load_directory().practice(code), period) == day
