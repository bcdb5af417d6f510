"""Totals add up: over random histories, and the same in the window, in `collate` and in `indicators`."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from db.opening import open_store
from greenpractice.carbon.footprint import RememberingCalculator, load_calculator
from greenpractice.facts.nhs_list import NhsList, with_list
from greenpractice.facts.practices import load_directory
from greenpractice.network.asking import Asked
from greenpractice.network.groups import Group, everyone, no_network, one_pcn, several_pcns, sub_icb
from greenpractice.network.lead import Lead
from greenpractice.network.network import Network
from greenpractice.network.pooling import pooled
from greenpractice.periods import Period
from greenpractice.returns.documents import ReturnDocument
from greenpractice.returns.verdicts import Unsigned
from greenpractice.store import NewReturn
from tests.greenpractice.conftest import Run
from tests.greenpractice.network.histories import a_history, differences
from tests.greenpractice.network.samples import NOW, a_return

IN_CI = 60  # 10,000 of them are a long run
YEAR = Period(2024)
# Willows took C82020 in on 1 April 2024; C82662 left it for no network at the end of August 2024
WILLOWS, LEFT, STAYED = "U00147", "C82662", "Y00137"


@pytest.mark.sweep
@pytest.mark.parametrize("tenth", range(10))
def test_networks_are_sub_icbs_are_everyone_and_quarters_are_the_year(tenth: int):
    for seed in range(tenth, IN_CI, 10):
        history = a_history(random.Random(seed))
        assert differences(history, RememberingCalculator()) == [], f"history {seed}"


def network(group: Group, *documents: ReturnDocument, period: Period = YEAR) -> Network:
    return Network(group, period, documents, load_directory(), load_calculator())


def test_what_a_year_takes_from_its_whole_year_return_is_not_counted_where_the_practice_was_before():
    """One that moved in mid-year and sent both: electricity of the year return, and nothing beside it."""
    first = a_return(LEFT, "4000", period=Period(2024, 1))
    whole = replace(a_return(LEFT, "90000", period=YEAR))
    before, after = network(willows(), first, whole), network(no_network(), first, whole)
    assert before.footprint.by_section == {}
    assert after.footprint.total == load_calculator().of_return(whole).total
    assert any("Electricity of April to June 2024" in each.what for each in before.footprint.not_counted)
    assert (before.quarters_of(LEFT).held, after.quarters_of(LEFT).held) == (1, 3)


def willows() -> Group:
    return one_pcn(load_directory(), WILLOWS)


def test_the_latest_patients_stand_in_the_network_of_their_quarter():
    documents = [a_return(LEFT, period=quarter) for quarter in YEAR.quarters[:2]]
    values = {
        group.name: [result.denominator for result in network(group, *documents).indicators]
        for group in (willows(), no_network(), everyone())
    }
    resp = {name: found[2:] for name, found in values.items()}
    assert resp == {willows().name: [None, None], no_network().name: [300, 300], everyone().name: [300, 300]}


def test_a_practice_is_a_member_of_a_year_for_its_quarters_there():
    found = network(willows())
    quarters = {code: found.quarters_of(code).of for code in found.members}
    assert (quarters[LEFT], quarters[STAYED]) == (1, 4)
    assert network(no_network()).quarters_of(LEFT).of == 3
    assert LEFT in network(sub_icb("04C")).members


def test_a_mover_is_divided_by_its_patients_only_where_it_was_all_year():
    documents = [a_return(LEFT, period=quarter) for quarter in YEAR.quarters]
    assert network(willows(), *documents).footprint.per_1000_patients is None
    assert network(sub_icb("04C"), *documents).footprint.per_1000_patients is not None
    assert pooled({}, YEAR, ()).per_1000_patients is None


def test_a_practice_that_a_newer_list_has_open_again_lacks_its_later_quarters():
    """It was so far by the count of quarters, and nothing was missing by what its figures leave open."""
    code = "C82105"  # the shipped list has it closed on 30 June 2024
    listed = load_directory()
    practice = listed.practice(code)
    assert practice is not None
    newer = with_list(listed, NhsList("epraccur.csv", (replace(practice, closed=None),)))
    for directory, missing in ((newer, 3), (listed, 0)):
        sent = [a_return(code, period=YEAR.quarters[0])]
        found = Network(everyone(), YEAR, sent, directory, load_calculator())
        held = found.quarters_of(code)
        assert held.of - held.held == found.footprints[code].missing_quarters == missing
        assert [each.kind for each in found.gaps[code]].count("missing") == missing


@pytest.mark.parametrize("period", [YEAR, Period(2024, 2)])
def test_window_and_commands_have_the_same_figures(run: Run, tmp_path: Path, period: Period):
    dice, path = random.Random(1), tmp_path / "lead.db"
    codes = [LEFT, STAYED, "C82105", "C82018", "C82020", "C83653", "C82001"]
    store = open_store(path, write=True)
    for code in codes:
        for number in range(5):
            if dice.random() < 0.7:
                store.record(a_return(code, str(dice.randint(1, 9999)), period=Period(2024, number)))
    groups = {
        ("--pcn", WILLOWS): willows(),
        ("--group", WILLOWS, "U08206"): several_pcns("", [WILLOWS, "U08206"]),
        ("--group", "none"): no_network(),
        ("--sub-icb", "04C"): sub_icb("04C"),
        ("--all",): everyone(),
    }
    seen = {}
    for words, group in groups.items():
        view = Lead(store).view(Asked(group, period)).network
        counts = [(each.numerator, each.denominator) for each in view.indicators]
        seen[words] = view.footprint.known_total, view.coverage, counts
    store.close()
    (tmp_path / "nothing").mkdir()
    for words, (total, reach, counts) in seen.items():
        asked = ("--period", period.id, "--json", "--store", path)
        _, out, _ = run("collate", tmp_path / "nothing", *words, *asked)
        collated = json.loads(out)
        told = None if total is None else pytest.approx(float(total), abs=1e-9)
        assert collated["footprint"]["total_kgco2e"] == told
        assert collated["coverage"]["quarters"] == reach.quarters
        assert collated["coverage"]["of_quarters"] == reach.of_quarters
        status, out, _ = run("indicators", *words, *asked)
        if not collated["coverage"]["practices"]:
            assert (status, out) == (1, "")
            continue
        alone = json.loads(out)
        assert alone["indicators"] == collated["indicators"]
        assert alone["quarters"] == {"held": reach.quarters, "of": reach.of_quarters}
        given = [(each["numerator"], each["denominator"]) for each in alone["indicators"]]
        assert given == [tuple(None if one is None else float(one) for one in pair) for pair in counts]


def test_part_of_a_year_reads_as_what_it_is(run: Run, tmp_path: Path, shared: Path):
    """Two of eight practices, five of 32 practice-quarters; figures that did not move are no change."""
    files = sorted((shared / "cases" / "network" / "part-of-a-year").glob("*.json"))
    path = tmp_path / "lead.db"
    assert run("record", *files, "--store", path)[0] == 0
    (tmp_path / "nothing").mkdir()
    asked = (tmp_path / "nothing", "--pcn", "U33192", "--period", "2025-26", "--store", path)
    _, out, _ = run("collate", *asked)
    assert "2 of 8 practices, 5 of 32 practice-quarters so far" in out
    words = "no change against the same five quarters a year before (5 of 32 practice-quarters)"
    assert f"On a year before: {words}; new conversion factors alone make it 1% lower." in out
    _, out, _ = run("collate", *asked, "--json")
    found = json.loads(out)
    assert found["coverage"] == {"practices": 2, "of_practices": 8, "quarters": 5, "of_quarters": 32}
    assert (found["received"], found["so_far"], len(found["missing"])) == (["C82034"], ["C82032"], 6)
    change = found["change"]
    assert (change["quarters"], change["of_quarters"], change["headline"]) == (5, 32, False)
    moved = change["now_kgco2e"] - change["then_kgco2e"]
    assert moved == pytest.approx(change["by_factors_kgco2e"], abs=1e-6)


@pytest.mark.parametrize(("second", "sent"), [(2, {WILLOWS: 0, "U08206": 1}), (1, {WILLOWS: 0, "U08206": 0})])
def test_versions_that_say_two_networks_are_counted_once(tmp_path: Path, second: int, sent: dict[str, int]):
    """Of a practice that no list names: the newer version decides, and of two that disagree neither does."""
    store = open_store(tmp_path / "lead.db", write=True, demo=True)
    period = Period(2024, 1)
    versions = [
        replace(a_return("Z99991", "1000", period=period), pcn_code=WILLOWS),
        replace(a_return("Z99991", "2000", second, period=period), pcn_code="U08206"),
    ]
    store.receive(
        [NewReturn(each, Unsigned(), f"{n}.pdf", f"{n}".encode(), False) for n, each in enumerate(versions)],
        NOW,
    )
    groups = {code: one_pcn(load_directory(), code) for code in sent}
    found = {code: len(Lead(store).view(Asked(group, period)).network.sent) for code, group in groups.items()}
    assert found == sent
    assert len(Lead(store).view(Asked(everyone(), period)).network.sent) == sum(sent.values())
    store.close()
