"""Inhaler carbon by year: like with like, over half of a group or more, and what is estimated."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from greenpractice.carbon.footprint import Calculator, load_calculator
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.network.groups import one_pcn
from greenpractice.network.network import Network
from greenpractice.network.pictures import path_chart_of, trajectory_words
from greenpractice.network.trajectory import Trajectory, inhaler_part, inhaler_trajectory
from greenpractice.periods import Period
from greenpractice.returns.documents import Flag, ReturnDocument
from tests.greenpractice.network.samples import PCN, a_return, members

A, B, C, D = members()
BASE, BEFORE, YEAR = Period(2019), Period(2024), Period(2025)
KG = load_calculator().of_return(a_return(A)).by_section["inhalers"]
RETURN = ReturnDocument(
    "C82001",
    Period(2025, 1),
    1,
    "2025-07-08",
    sections={
        "inhalers": ({"bnf_code": "0301011R0BEAIAP", "inhalers": "10"},),
        "water": ({"supply_m3": "110"},),
    },
)


@pytest.mark.parametrize(
    ("section", "field", "estimated"), [("inhalers", "inhalers", True), ("water", "supply_m3", False)]
)
def test_only_an_estimated_inhaler_makes_inhaler_carbon_estimated(
    calculator: Calculator, section: str, field: str, estimated: bool
):
    marked = replace(RETURN, flags=(Flag(section, 0, field, estimated=True),))
    part = inhaler_part(marked, calculator)
    assert part.estimated is estimated
    assert part.kg == calculator.of_return(RETURN).by_section["inhalers"]


def test_without_a_line_of_inhalers_there_is_no_weight(calculator: Calculator):
    part = inhaler_part(replace(RETURN, sections={"water": RETURN.sections["water"]}), calculator)
    assert (part.kg, part.estimated) == (None, False)
    assert inhaler_part(RETURN, calculator).kg != Decimal(0)


def over_years(
    documents: Iterable[ReturnDocument], *said: Correction, period: Period = YEAR
) -> tuple[Network, Trajectory]:
    directory = load_directory().corrected(said)
    network = Network(one_pcn(directory, PCN), period, documents, directory, load_calculator())
    found = inhaler_trajectory(network)
    assert found is not None
    return network, found


def quarters(code: str, year: Period, of: Sequence[int] = (1, 2, 3, 4)) -> list[ReturnDocument]:
    return [a_return(code, period=Period(year.year, number)) for number in of]


@pytest.mark.parametrize(("with_base", "is_headline"), [((A,), False), ((A, B), True), ((A, B, C, D), True)])
def test_of_under_half_of_the_practices_it_is_no_headline(with_base: Sequence[str], is_headline: bool):
    """ "70% lower than in 2019/20" was of one practice of four."""
    base = [a_return(code, period=BASE) for code in with_base]
    network, found = over_years([*base, *(each for code in members() for each in quarters(code, YEAR))])
    chart = path_chart_of(network, found, 500, 12)
    assert ("than in 2019/20" in chart.title) is is_headline
    assert (chart.title == "Inhaler carbon over the years: too few to say") is not is_headline
    of, is_part = f"{len(with_base)} of 4 practices, ", len(with_base) < 4
    assert (of in chart.subtitle, of in chart.alt) == (is_part, is_part)


MERGED = Correction(B, date(2025, 10, 1), "merged", A, id=1)


@pytest.mark.parametrize("period", [YEAR, Period(2026, 1)])
def test_a_merged_practice_s_years_are_in_those_of_the_one_that_took_over(period: Period):
    documents = [a_return(A, period=BASE), a_return(B, period=BASE), *quarters(A, BEFORE)]
    documents += [*quarters(B, BEFORE), *quarters(A, YEAR), *quarters(B, YEAR, (1, 2)), a_return(A)]
    network, found = over_years(documents, MERGED, period=period)
    assert found.included == (A,)
    assert (found.years[BASE], found.years[BEFORE], found.years[YEAR]) == (2 * KG, 8 * KG, 6 * KG)
    assert B not in found.left_out
    names = f"{network.name(A)} with {network.name(B)}, merged into it. Not in it: {network.name(C)}"
    assert names in trajectory_words(network, found)


def test_it_lacks_what_a_practice_lacks_that_was_merged_into_it():
    whole = [each for year in (BEFORE, YEAR) for each in quarters(C, year)]
    documents = [*whole, *quarters(A, BEFORE), *quarters(B, BEFORE, (1, 2, 3)), *quarters(A, YEAR)]
    _, found = over_years([*documents, *quarters(B, YEAR, (1, 2))], MERGED)
    assert found.included == (C,)
    assert found.out_words(str).startswith(f"{A} (3 of 4 quarters of 2024/25 of {B}, merged into it)")
    _, before = over_years(quarters(A, BEFORE), MERGED, period=BEFORE)
    assert (before.included, before.left_out) == ((A,), (B, C, D))  # then nobody was merged yet


def test_what_the_lead_left_out_is_in_no_year():
    said = (
        Correction(B, date(2024, 7, 1), "left_out", id=1),
        Correction(B, date(2025, 4, 1), "network", PCN, id=2),
    )
    documents = [each for code in (A, B) for year in (BEFORE, YEAR) for each in quarters(code, year)]
    _, found = over_years(documents, *said)
    assert (found.included, found.years[BEFORE]) == ((A,), 4 * KG)
    assert found.out_words(str).startswith(f"{B} (1 of 4 quarters of 2024/25), ")
