"""A site that is spelled in two ways is asked about: its bills would count as those of two sites."""

from dataclasses import replace

import pytest

from greenpractice.periods import Period
from greenpractice.returns.checking import check_figures, is_confirmed
from greenpractice.returns.documents import Flag, RawRow, ReturnDocument
from greenpractice.returns.site_names import alike, sites_alike

DAYS: RawRow = {"tariff": "standard", "basis": "bill", "kwh": "1000"}


def document(
    practice: tuple[str, ...], electricity: tuple[str, ...], heating: tuple[str, ...] = ()
) -> ReturnDocument:
    sections: dict[str, tuple[RawRow, ...]] = {
        "practice": tuple({"site": site} for site in practice),
        "electricity": tuple(
            {**DAYS, "site": site, "kwh": str(1000 + n)} for n, site in enumerate(electricity)
        ),
        "heating": tuple({"fuel": "natural_gas", "site": site, "quantity": "1"} for site in heating),
    }
    return ReturnDocument("C82001", Period(2026, 1), 1, "2026-10-08", sections=sections)


@pytest.mark.parametrize(
    ("site", "other"),
    [
        ("main", "Main surgery"), ("The Main Surgery", "Main"), ("Main St", "main"),
        ("Surgery, Main", "Main surgery"),
        ("Mian Street", "Main Street"), ("Main Stret", "Main Street"),
        ("Oakfeld surgery", "Oakfield surgery"),
    ],
)  # fmt: skip
def test_names_that_may_be_one(site: str, other: str):
    assert alike(site, [other]) == other
    assert alike(other, ["Branch", site]) == site


@pytest.mark.parametrize(
    ("site", "other"),
    [
        ("Main surgery", "main  SURGERY"), ("Main", "Branch"), ("Main surgery", "Main annexe"),
        ("Unit 1", "Unit 2"),
        ("Hill House", "Mill House"), ("Surgery", "Main surgery"), ("Main", "Main branch"),
        ("North site", "South site"),
        ("", "Main"), ("Site A", "Site B"), ("Main Street", "Main Street 2"),
    ],
)  # fmt: skip
def test_names_that_are_the_same_or_of_two_sites(site: str, other: str):
    assert alike(site, [other]) is None
    assert alike(other, [site]) is None


def test_it_is_asked_once_for_each_name_with_all_its_rows_and_confirmed_for_them():
    found = document(("Main surgery", "Branch"), ("main", "Branch", "Main"), ("MAIN", "Main surgery"))
    asked = [(each.section, each.row, each.rows, each.field) for each in sites_alike(found)]
    assert asked == [("electricity", 0, (0, 2), "site")]  # and of heating once these are put right
    said = [each.sentence for each in check_figures(found) if each.field == "site"]
    assert (
        said[0]
        == "main and Main surgery may be one site: if they are, write the same name, as each counts apart"
    )
    (first,) = sites_alike(found)
    flags = tuple(Flag("electricity", row, "site", confirmed=True) for row in (0, 2))
    confirmed = is_confirmed(replace(found, flags=flags))
    assert confirmed(first)


def test_without_a_site_of_the_practice_the_first_spelling_is_the_known_one():
    assert [each.row for each in sites_alike(document((), ("Main surgery", "main")))] == [1]
    assert list(sites_alike(document((), ("Main surgery", "Branch"), ("Branch", "")))) == []
