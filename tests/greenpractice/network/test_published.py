"""What others publish of a practice fills gaps in the totals and takes nobody off the list of whom to ask."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from db.opening import open_store
from greenpractice.app import main
from greenpractice.carbon.footprint import load_calculator
from greenpractice.command_line.collate_text import collated_text
from greenpractice.exchange.network_tables import network_tables
from greenpractice.facts.directory import Correction
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.beside import beside_each_other
from greenpractice.network.chasing import ONLY_PUBLISHED, chase_list
from greenpractice.network.coverage import (
    came_words,
    change_sentence,
    compared_words,
    coverage_words,
    without_words,
)
from greenpractice.network.groups import everyone
from greenpractice.network.lead import Lead
from greenpractice.network.network import Network
from greenpractice.network.pictures import bars_of
from greenpractice.network.standing import headline, standings
from greenpractice.network.stored import network_of
from greenpractice.network.totals import why_network_per_1000
from greenpractice.network.trust import Keys
from greenpractice.numbers import kg_words
from greenpractice.periods import Period
from greenpractice.reports.network.front_pages import grid_rows
from greenpractice.returns.documents import Flag, ImportedFrom, ReturnDocument
from greenpractice.returns.published import is_published_only
from greenpractice.store import ReturnKey, Store
from tests.greenpractice.conftest import Run
from tests.greenpractice.network.samples import PCN, Q1, Q2, a_return, held, members, pdf
from tests.greenpractice.network.test_network import network

A, B, C, D = members()
IMPORTED = ImportedFrom("EPD_202604.csv", ("2026-04", "2026-05", "2026-06"))


def published(code: str, period: Period = Q1) -> ReturnDocument:
    """As an import leaves it: nobody issued it."""
    rows = a_return(code).sections["inhalers"]
    months = tuple(each.replace("2026", str(period.year)) for each in IMPORTED.months or ())
    source = replace(IMPORTED, months=months)
    flags = tuple(Flag("inhalers", row, source=source) for row in range(len(rows)))
    return replace(
        a_return(code, period=period), revision=0, sections={"inhalers": rows}, flags=flags, contact=None
    )


def test_only_what_nobody_issued_and_nobody_typed_is_published():
    found = published(A)
    assert is_published_only(found)
    assert not is_published_only(replace(found, revision=1))
    assert not is_published_only(replace(found, flags=found.flags[1:]))
    assert not is_published_only(replace(found, sections={**found.sections, "paper": ({"reams": "3"},)}))
    assert not is_published_only(replace(found, sections={}, flags=()))
    typed = tuple(replace(each, field="items") for each in found.flags)
    assert not is_published_only(replace(found, flags=typed))


@pytest.mark.parametrize("period", [Q1, Period(2026)])
def test_wherever_figures_stand_that_nobody_sent_they_are_called_that(period: Period):
    found = network(a_return(A), published(B), period=period)
    name, words = found.name(B), "published, not sent"
    assert f"  {B} {name}: {kg_words(found.footprints[B].known_total)} ({words})" in collated_text(found, ())
    said = {
        "beside": [each.texts[0] for each in beside_each_other(found) if each.code == B],
        "bars": [each.name for each in bars_of(found) if each.name.startswith(name)],
        "grid": [f"{each.name} · {each.version}" for each in grid_rows(found, ()) if each.name == name],
    }
    assert said == {each: [f"{name} · {words}"] for each in said}
    assert [each.name for each in bars_of(found) if "so far" in each.name] == (
        [f"{found.name(A)} · 1 of 4 quarters so far"] if period.is_year else []
    )


def test_quarters_that_it_fills_beside_those_sent_are_told_wherever_the_figures_stand():
    found = network(a_return(A), published(A, Q2), a_return(B), period=Period(2026))
    name, words = found.name(A), "1 of 4 quarters so far and 1 published, not sent"
    assert found.footprints[A].known_total > found.footprints[B].known_total
    assert f"  {A} {name}: {kg_words(found.footprints[A].known_total)} ({words})" in collated_text(found, ())
    assert [each.texts[0] for each in beside_each_other(found) if each.code == A] == [f"{name} · {words}"]
    assert [each.name for each in bars_of(found) if each.name.startswith(name)] == [f"{name} · {words}"]
    assert f"; of {name} published prescribing for quarters not sent" in without_words(found)
    grid = {each.name: each.version for each in grid_rows(found, ())}
    assert (grid[name], grid[found.name(B)]) == ("1 of 4 so far, 1 published", "1 of 4 so far")
    alone = network(a_return(A), a_return(B), period=Period(2026))
    assert "published" not in without_words(alone) + "".join(collated_text(alone, ()))


def test_it_counts_in_the_totals_and_the_practice_is_still_asked():
    found = network(a_return(A), published(B))
    assert (found.sent, found.published, found.counted) == ([A], [B], [A, B])
    assert (found.received, found.missing) == ([A], [B, C, D])
    assert found.footprint.total == found.footprints[A].total + found.footprints[B].total
    assert found.evidence.keys() == {A, B}
    said = [came_words(found, code, ()) for code in (A, B, C)]
    assert said == ["Received", "Published, not sent", "Missing"]
    assert coverage_words(found).startswith("1 of 4 practices")
    assert f"; of {found.name(B)} published prescribing only, not sent" in without_words(found)
    assert found.name(B) not in without_words(found).split(";")[0]
    chased = {each.practice: each.reason for each in chase_list(found, ())}
    assert chased.keys() == {B, C, D}
    assert chased[B] == ONLY_PUBLISHED
    rows = standings(found, {}, (), Keys(()))
    assert headline(rows) == "1 of 4 practices received, 1 published, not sent, 2 missing"


def test_what_is_in_the_totals_is_named_nowhere_as_in_none():
    """The workbook had its code under "Not in any total", though its kg were in the total."""
    found = network(a_return(A), published(B))
    rows = {row[0]: row[1] for row in network_tables(found, ())[0].rows}
    assert (rows["Not in any total"], rows["Published, not sent"]) == (f"{C}, {D}", B)
    assert rows["Total"] == found.footprint.total
    assert "Published, not sent" not in {row[0] for row in network_tables(network(a_return(A)), ())[0].rows}
    names = f"{found.name(C)} and {found.name(D)}"
    assert f"In no total: {names}." in why_network_per_1000(found).notes
    assert without_words(found).startswith(f", not including {names}; ")


def test_a_year_partly_sent_and_partly_published_is_so_far():
    found = network(a_return(A), published(A, Q2), period=Period(2026))
    assert (found.sent, found.published, found.so_far) == ([A], [], [A])
    assert found.quarters_of(A).words == "1 of 4 quarters so far"
    assert "July to September 2026" in chase_list(found, (), date(2026, 10, 1))[0].reason


@pytest.mark.parametrize("year", [False, True])
def test_what_is_published_in_both_years_is_no_return_that_is_compared(year: bool):
    """More practice-quarters were compared than were said to be here."""
    both = [make(code, period=each) for make, code in ((a_return, A), (published, B), (published, C))
            for each in (Q1, Period(2025, 1))]  # fmt: skip
    found = network(*both, period=Period(2026) if year else Q1)
    assert found.change is not None
    assert (found.change.quarters.held, found.change.published) == (found.coverage.quarters, 2) == (1, 2)
    of = "16 practice-quarters" if year else "4 practices"
    assert f"(1 of {of} and 2 published, not sent)" in change_sentence(found)
    like = " like for like" if year else ""
    assert compared_words(found).startswith(f"1 of {of}{like} and 2 published, not sent")
    assert found.change.is_headline is not year


def imported(store: Store, code: str) -> None:
    """What an import of a file with this practice leaves in a store."""
    for row in published(code).sections["inhalers"]:
        row_id, _ = store.add_row(ReturnKey(code, Q1), "inhalers", row)
        store.set_flag(ReturnKey(code, Q1), row_id, Flag("inhalers", 0, source=IMPORTED))


def test_a_file_of_the_whole_country_adds_nobody_to_the_area(run: Run, tmp_path: Path):
    """All of its practices were members without a network, and in the total of the area, unasked."""
    store = open_store(tmp_path / "lead.db", write=True)
    for code in (B, "B85010"):
        imported(store, code)
    store.close()
    (tmp_path / "none").mkdir()
    nothing, words = tmp_path / "none", ("--store", tmp_path / "lead.db", "--json", "--period")

    def here(*asked: object) -> tuple[list[str], bool]:
        _, out, err = run("collate", nothing, *words, *asked)
        found = json.loads(out)
        assert (found["to_add"] == ["B85010"]) == ("Published prescribing of B85010 is here" in err)
        return found["published"], bool(found["to_add"])

    assert here(Q1, "--all") == here(Period(2026), "--all") == ([B], True)
    assert here(Q1, "--group", "none") == ([], True)
    alone = json.loads(run("indicators", *words, Q1, "--all")[1])
    assert (alone["published"], alone["to_add"]) == ([B], ["B85010"])
    store = open_store(tmp_path / "lead.db", write=False)
    found = Lead(store).view(Asked(everyone(), Q1)).network
    store.close()
    assert found.published == [B]
    assert without_words(found).endswith("; published prescribing of B85010 in no total until added")
    assert here(Q1, "--pcn", PCN, "--add", "B85010") == (["B85010", B], False)
    assert here(Q1, "--all") == (["B85010", B], False)


@pytest.mark.parametrize("period", [Period(2025, 2), Period(2025)], ids=str)
def test_what_is_published_of_a_practice_that_had_closed_asks_nobody(period: Period):
    """Prescriptions of one are published for months: it was expected, and asked for a return."""
    code, directory = "C83653", load_directory()  # it closed on 30 June 2025
    asked, stored = Asked(everyone(), period), held([published(code, Period(2025, 2))])
    found = network_of(asked, {}, stored, directory, load_calculator())
    nothing = network_of(asked, {}, held(), directory, load_calculator())
    assert (found.coverage, found.members) == (nothing.coverage, nothing.members)
    assert (found.to_add, found.counted, nothing.to_add) == ((code,), [], ())
    added = directory.corrected([Correction(code, Period(2025, 2).first_day, "none")])
    assert network_of(asked, {}, stored, added, load_calculator()).counted == [code]


def test_what_is_sent_later_takes_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    store = open_store(tmp_path / "lead.db", write=True)
    imported(store, B)
    store.close()
    (tmp_path / "b.pdf").write_bytes(pdf(a_return(B)))
    (tmp_path / "none").mkdir()
    words = ["--pcn", PCN, "--period", str(Q1), "--store", str(tmp_path / "lead.db"), "--json"]

    def collate(path: str) -> dict[str, list[str]]:
        capsys.readouterr()
        main(["collate", str(tmp_path / path), *words])
        found: dict[str, list[str]] = json.loads(capsys.readouterr().out)
        return found

    before = collate("none")
    assert (before["published"], before["received"], before["missing"]) == ([B], [], [A, B, C, D])
    after = collate("b.pdf")
    assert (after["published"], after["received"]) == ([], [B])
    assert isinstance(network(), Network)


def test_inhalers_that_were_sent_for_a_whole_year_go_before_its_published_quarters():
    year = Period(2026)
    quarters = [published(A, quarter) for quarter in year.quarters]
    sent = replace(a_return(A, period=year), flags=())
    kg = load_calculator().of_return(sent).by_section["inhalers"]
    found = network(sent, *quarters, period=year)
    assert found.footprints[A].by_section["inhalers"] == kg
    assert (found.sent, found.published) == ([A], [])
    silent = replace(sent, sections={**sent.sections, "inhalers": ()})
    assert network(silent, *quarters, period=year).footprints[A].by_section["inhalers"] == 4 * kg
